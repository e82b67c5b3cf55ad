"""Records the rates that the trainers of the YOLO family set, epoch by epoch, by running their own lines.

Needs torch (2.13.0), and the sources side by side in one directory:

    SOURCES/ultralytics-VERSION/   the unpacked wheel
    SOURCES/yolov5-REVISION/, SOURCES/yolov7-REVISION/, SOURCES/yolov9-REVISION/   the repositories

    python tests/parity/golden/make_yolo.py SOURCES

Whole trainers want a data set and dozens of packages. So the statements that set rates are taken out of the parsed
sources (the choice of the optimizer, the scheduler, the length of the warm-up, the warm-up itself and what is handed
to the loggers) and run in the order of the training loop, on a model of four parameters.
"""

from __future__ import annotations

import ast
import gzip
import json
import math
import sys
import warnings
from functools import partial
from pathlib import Path
from types import FunctionType, MethodType, SimpleNamespace
from typing import Any

import numpy as np
import torch
from torch import nn, optim

GOLDEN = Path(__file__).with_name("yolo.json.gz")
LONG = 10_001
ULTRALYTICS = {
    "mode": "train",
    "epochs": 8,
    "time": None,
    "optimizer": "SGD",
    "cos_lr": False,
    "lr0": 0.01,
    "lrf": 0.01,
    "momentum": 0.937,
    "warmup_epochs": 3.0,
    "warmup_momentum": 0.8,
    "warmup_bias_lr": 0.1,
    "nbs": 64,
}
HYPERPARAMETERS = {
    "lr0": 0.01,
    "lrf": 0.01,
    "momentum": 0.937,
    "warmup_epochs": 3.0,
    "warmup_momentum": 0.8,
    "warmup_bias_lr": 0.1,
}
VERSIONS = ("8.2.100", "8.3.252", "8.4.0", "8.4.20", "8.4.60", "8.4.190")
# Settings, batches per epoch, classes, iterations that `optimizer: auto` counts.
ULTRALYTICS_CASES: list[tuple[dict[str, Any], int, int, int]] = [
    ({}, 16, 2, 100),
    ({"epochs": LONG}, 16, 2, 100),
    ({"epochs": LONG, "cos_lr": True, "warmup_epochs": 3.7, "lrf": 0.2}, 7, 2, 100),
    ({"epochs": 40, "warmup_epochs": 0.0, "optimizer": "AdamW", "lr0": 0.001}, 50, 2, 100),
    ({"epochs": 5, "warmup_epochs": 20.0}, 11, 2, 100),
    ({"epochs": 60, "warmup_epochs": 2.5}, 7393, 80, 100),
    ({"epochs": 30, "optimizer": "auto"}, 1, 80, 100),
    ({"epochs": 30, "optimizer": "auto"}, 31, 3, 100),
    ({"epochs": 30, "optimizer": "auto", "cos_lr": True}, 900, 3, 20_000),
    ({"epochs": 30, "optimizer": "MuSGD"}, 16, 2, 100),
]
# Options, hyperparameters, batches per epoch.
YOLOV5_CASES: list[tuple[dict[str, Any], dict[str, Any], int]] = [
    ({"epochs": 20, "cos_lr": False}, {}, 30),
    ({"epochs": LONG, "cos_lr": False}, {"warmup_epochs": 2.5}, 9),
    ({"epochs": LONG, "cos_lr": True}, {"lrf": 0.1}, 60),
    ({"epochs": 12, "cos_lr": False}, {"warmup_epochs": 0}, 40),
]
YOLOV7_CASES = [
    ({"epochs": 300, "linear_lr": False}, {"lrf": 0.1}, 47),
    ({"epochs": LONG, "linear_lr": False}, {"lrf": 0.2}, 400),
    ({"epochs": LONG, "linear_lr": True}, {}, 350),
]
YOLOV9_OPTIONS = {"cos_lr": False, "flat_cos_lr": False, "fixed_lr": False}
YOLOV9_CASES = [
    ({**YOLOV9_OPTIONS, "epochs": 20}, {}, 30),
    ({**YOLOV9_OPTIONS, "epochs": LONG, "flat_cos_lr": True}, {}, 50),
    ({**YOLOV9_OPTIONS, "epochs": LONG, "fixed_lr": True}, {}, 50),
]
REPOSITORIES = {"yolov5-5081342f0": YOLOV5_CASES, "yolov7-a207844": YOLOV7_CASES, "yolov9-5b1ea9a": YOLOV9_CASES}


class Model(nn.Module):
    """A convolution, a normalization and a head: one parameter for every group."""

    def __init__(self) -> None:
        super().__init__()
        self.model = nn.Sequential(nn.Conv2d(1, 1, 1), nn.BatchNorm2d(1))


class MuSGD(optim.SGD):
    """Its rates are the groups' own; how it updates does not matter here."""

    def __init__(self, params: Any, muon: float = 0.2, sgd: float = 1.0) -> None:
        super().__init__(params, lr=1.0)


def statements(tree: ast.AST, *beginnings: str) -> list[Any]:
    """Take the first statement that begins with each text, compiled."""
    found = []
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    for beginning in beginnings:
        node = next(node for node in nodes if ast.unparse(node).startswith(beginning))
        found.append(compile(ast.Module([node], []), beginning, "exec"))
    return found


def functions(path: Path, names: dict[str, Any], *wanted: str) -> dict[str, FunctionType]:
    """Take functions and methods out of a source, with only `names` to refer to."""
    nodes = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]
    for name in wanted:
        node = next((node for node in nodes if node.name == name), None)
        if node is not None:
            future = ast.parse("from __future__ import annotations").body
            exec(compile(ast.Module([*future, node], []), str(path), "exec"), names)
    return {name: names[name] for name in wanted if name in names}


def run_ultralytics(root: Path, settings: dict[str, Any], batches: int, classes: int, iterations: int) -> np.ndarray:
    source = root / "ultralytics" / "engine" / "trainer.py"
    quiet = SimpleNamespace(info=lambda *_: None, warning=lambda *_: None)
    names: dict[str, Any] = {
        "np": np,
        "math": math,
        "torch": torch,
        "nn": nn,
        "optim": optim,
        "partial": partial,
        "LOGGER": quiet,
        "MuSGD": MuSGD,
        "colorstr": lambda *_: "",
        "unwrap_model": lambda model: model,
        "TORCH_2_0": True,
        "RANK": -1,
    }
    functions(root / "ultralytics" / "utils" / "torch_utils.py", names, "one_cycle")
    methods = functions(source, names, "_setup_scheduler", "_get_warmup_iterations", "build_optimizer")
    condition = "if nw and ni <= nw" if "_get_warmup_iterations" in methods else "if ni <= nw"
    nw, warmup, logged = statements(ast.parse(source.read_text()), "nw = ", condition, "self.lr = {")
    arguments = SimpleNamespace(**{**ULTRALYTICS, **settings})
    trainer = SimpleNamespace(args=arguments, epochs=arguments.epochs, data={"nc": classes}, batch_size=16)
    for name, method in methods.items():
        setattr(trainer, name, MethodType(method, trainer))
    trainer.optimizer = trainer.build_optimizer(
        Model(), arguments.optimizer, arguments.lr0, arguments.momentum, 0.0005, iterations
    )
    trainer._setup_scheduler()
    trainer.scheduler.last_epoch = -1
    names.update(self=trainer, nb=batches, acc0=4)
    exec(nw, names)
    rows = []
    for epoch in range(arguments.epochs):
        # As the trainer does at the beginning of every epoch.
        trainer.scheduler.step()
        names["epoch"] = epoch
        for i in range(batches if batches * epoch <= names["nw"] else 0):
            names["ni"] = i + batches * epoch
            exec(warmup, names)
        exec(logged, names)
        rows.append(list(trainer.lr.values()))
    return np.array(rows).T


def run_yolov5(root: Path, options: dict[str, Any], hyperparameters: dict[str, Any], batches: int) -> np.ndarray:
    tree = ast.parse((root / "train.py").read_text())
    hyp = {**HYPERPARAMETERS, **hyperparameters}
    optimizer = optim.SGD([nn.Parameter(torch.zeros(1))], lr=hyp["lr0"])
    for _ in range(2):
        optimizer.add_param_group({"params": [nn.Parameter(torch.zeros(1))]})
    names: dict[str, Any] = {
        "np": np,
        "math": math,
        "lr_scheduler": optim.lr_scheduler,
        "opt": SimpleNamespace(**options),
        "hyp": hyp,
        "epochs": options["epochs"],
        "optimizer": optimizer,
        "nb": batches,
        "nbs": 64,
        "batch_size": 16,
        "total_batch_size": 16,
        "start_epoch": 0,
    }
    # The newest YOLOv5 imports it from there; the others have one of their own.
    functions(root.parent / f"ultralytics-{VERSIONS[-1]}/ultralytics/utils/torch_utils.py", names, "one_cycle")
    functions(root / "utils" / "general.py", names, "one_cycle", "one_flat_cycle")
    factor = "if opt.linear_lr" if "linear_lr" in options else "if opt.cos_lr"
    texts = (factor, "scheduler = ", "nw = ", "if ni <= nw", "lr = [", "scheduler.step()")
    *before, warmup, logged, step = statements(tree, *texts)
    for statement in before:
        exec(statement, names)
    rows = []
    for epoch in range(options["epochs"]):
        names["epoch"] = epoch
        for i in range(batches if batches * epoch <= names["nw"] else 0):
            names.update(ni=i + batches * epoch, i=i)
            exec(warmup, names)
        exec(logged, names)
        rows.append(names["lr"])
        exec(step, names)
    return np.array(rows).T


def packed(rates: np.ndarray) -> list[int]:
    """Write float32 rates as second differences of their bits, which are small and compress well."""
    assert np.isfinite(rates).all()
    bits = rates.astype(np.float32).view(np.int32).astype(np.int64)
    return [int(number) for number in np.diff(bits, n=2, prepend=[0, 0])]


def main() -> None:
    warnings.simplefilter("ignore")
    sources = Path(sys.argv[1])
    ultralytics = []
    for version in VERSIONS:
        for settings, batches, classes, iterations in ULTRALYTICS_CASES:
            if settings.get("optimizer") == "MuSGD" and version < "8.4":
                continue
            rates = run_ultralytics(sources / f"ultralytics-{version}", settings, batches, classes, iterations)
            written = {**ULTRALYTICS, **settings}
            groups = [packed(group) for group in rates]
            ultralytics.append({"version": version, "args": written, "batches": batches, "groups": groups})
    yolov5 = []
    for name, cases in REPOSITORIES.items():
        for options, hyperparameters, batches in cases:
            groups = [packed(group) for group in run_yolov5(sources / name, options, hyperparameters, batches)]
            hyp = {**HYPERPARAMETERS, **hyperparameters}
            yolov5.append({"version": name, "opt": options, "hyp": hyp, "batches": batches, "groups": groups})
    content = {"made_with": {"torch": torch.__version__}, "ultralytics": ultralytics, "yolov5": yolov5}
    # A fixed time, so that the same values make the same file.
    GOLDEN.write_bytes(gzip.compress(json.dumps(content, separators=(",", ":")).encode(), 9, mtime=0))
    print(f"{GOLDEN}: {len(ultralytics)} + {len(yolov5)} cases, {GOLDEN.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
