"""Records detectron2's own rates: `python -m tests.parity.golden.make_detectron2 CHECKOUT VERSION`.

detectron2 itself needs a compiler to be installed; of its checkout only `solver/build.py` and `solver/lr_scheduler.py`
are loaded, and the defaults of `config/defaults.py` stand below. Needs torch and fvcore.
"""

from __future__ import annotations

import importlib.util
import sys
import types
from pathlib import Path
from typing import Any

import fvcore
import torch

from tests.parity.golden.detectron2_cases import CASES
from tests.parity.golden.golden_file import write

DEFAULTS = {
    "LR_SCHEDULER_NAME": "WarmupMultiStepLR",
    "MAX_ITER": 40_000,
    "BASE_LR": 0.001,
    "BASE_LR_END": 0.0,
    "GAMMA": 0.1,
    "STEPS": (30_000,),
    "NUM_DECAYS": 3,
    "WARMUP_FACTOR": 1.0 / 1000,
    "WARMUP_ITERS": 1000,
    "WARMUP_METHOD": "linear",
    "RESCALE_INTERVAL": False,
}


def load_build(checkout: Path) -> Any:
    """Load detectron2's `solver/build.py` without the rest of the package."""
    for name in ("detectron2", "detectron2.solver", "detectron2.config", "detectron2.utils", "detectron2.utils.env"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules["detectron2.config"].CfgNode = dict  # type: ignore[attr-defined]
    sys.modules["detectron2.utils.env"].TORCH_VERSION = (2, 0)  # type: ignore[attr-defined]
    sys.modules["detectron2.solver"].__path__ = [str(checkout / "detectron2/solver")]
    for module in ("lr_scheduler", "build"):
        name = f"detectron2.solver.{module}"
        spec = importlib.util.spec_from_file_location(name, checkout / f"detectron2/solver/{module}.py")
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules["detectron2.solver.build"]


def rates_of(build: Any, solver: dict[str, Any]) -> list[float]:
    """Run the scheduler as the training loop does and list the rate of every iteration."""
    given = types.SimpleNamespace(SOLVER=types.SimpleNamespace(**(DEFAULTS | solver)))
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=given.SOLVER.BASE_LR)
    scheduler = build.build_lr_scheduler(given, optimizer)
    rates = []
    for iteration in range(given.SOLVER.MAX_ITER):
        rates.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        if iteration + 1 < given.SOLVER.MAX_ITER:
            scheduler.step()
    return rates


if __name__ == "__main__":
    loaded = load_build(Path(sys.argv[1]))
    versions = {"detectron2": sys.argv[2], "fvcore": fvcore.__version__, "torch": torch.__version__}
    write("detectron2-02b5c4e2", versions, {case: rates_of(loaded, solver) for case, solver in CASES.items()})
