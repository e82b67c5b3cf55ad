"""Records mmengine's own rates: `python -m tests.parity.golden.make_mmengine` where mmengine is installed."""

from __future__ import annotations

import mmengine
import torch

from tests.parity.golden.golden_file import write
from tests.parity.golden.mmengine_cases import CASES, rates_of

if __name__ == "__main__":
    versions = {"mmengine": mmengine.__version__, "torch": torch.__version__}
    write("mmengine-0.10.7", versions, {case: rates_of(chain) for case, chain in CASES.items()})
