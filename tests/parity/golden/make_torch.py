"""Records torch's own rates: `python -m tests.parity.golden.make_torch` where torch is installed."""

from __future__ import annotations

import torch

from tests.parity.golden.golden_file import write
from tests.parity.golden.torch_cases import CASES, rates_of

if __name__ == "__main__":
    write("torch-2.13.0", {"torch": torch.__version__}, {case: rates_of(*node) for case, node in CASES.items()})
