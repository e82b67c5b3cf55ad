"""Records the rates of the frameworks that write their arguments as text, for the tests of those sources.

Run as `python -m tests.parity.golden.make_text_sources DIRECTORY` where numpy and torch are installed. DIRECTORY holds
the unpacked wheels of megatron-core 0.16.1, torchtune 0.6.1, coqui-tts-trainer 0.4.0, trainer 0.0.36 and
mlagents 0.28.0, each in a directory of its distribution's name. Only the one file with the formula is loaded of each;
what it imports for other purposes is put in its place as an empty module.
"""

from __future__ import annotations

import ast
import enum
import importlib.util
import sys
import warnings
from argparse import Namespace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch

from tests.parity.golden import golden_file
from tests.parity.golden.text_source_cases import (
    COQUI,
    COQUI_RATE,
    COQUI_STEPS,
    MEGATRON,
    MEGATRON_ITERATIONS,
    ML_AGENTS,
    ML_AGENTS_WINDOWS,
    TORCHTUNE,
)

# One in so many steps is evaluated for a mean: the mean of a line hardly minds.
_MEAN_STRIDE = 7


def load(path: Path, **stubs: dict[str, Any]) -> ModuleType:
    """Load one file as a module, with stand-ins for modules that it imports ("a__b" for a.b)."""
    for name, attributes in stubs.items():
        stub = ModuleType(name.replace("__", "."))
        stub.__dict__.update(attributes)
        sys.modules[stub.__name__] = stub
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def an_optimizer(rate: float) -> torch.optim.Optimizer:
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)


def megatron(root: Path) -> dict[str, list[float]]:
    file = root / "megatron_core" / "megatron" / "core" / "optimizer_param_scheduler.py"
    empty: dict[str, Any] = {}
    quiet = {"log_single_rank": lambda *arguments: None}
    scheduler_class = load(
        file, megatron=empty, megatron__core=empty, megatron__core__utils=quiet
    ).OptimizerParamScheduler
    file = file.with_name("num_microbatches_calculator.py")
    batches_class = load(file).RampupBatchsizeNumMicroBatchesCalculator
    rates = {}
    for name, arguments in MEGATRON.items():
        scheduler = scheduler_class(Namespace(param_groups=[{}]), **in_samples(arguments))
        calculator = None
        if arguments["rampup_batch_size"]:
            start, increment, samples = map(int, arguments["rampup_batch_size"])
            calculator = batches_class(arguments["global_batch_size"], 1, 1, False, 1, start, increment, samples)
        found = [scheduler.optimizer.param_groups[0]["lr"]]
        for _ in range(MEGATRON_ITERATIONS):
            size = arguments["global_batch_size"]
            if calculator is not None:
                calculator.update(scheduler.num_steps, False)
                size = calculator.current_global_batch_size
            scheduler.step(size)
            found.append(scheduler.optimizer.param_groups[0]["lr"])
        rates[name] = found
    return rates


def in_samples(arguments: dict[str, Any]) -> dict[str, Any]:
    """Do what `get_optimizer_param_scheduler` of Megatron-LM's training.py does with the arguments."""
    if arguments["train_samples"] is None:
        size = arguments["global_batch_size"]
        decay = (arguments["lr_decay_iters"] or arguments["train_iters"]) * size
        warmup = arguments["lr_warmup_iters"] * size
        last = arguments["lr_wsd_decay_iters"] and arguments["lr_wsd_decay_iters"] * size
    else:
        decay = arguments["lr_decay_samples"] or arguments["train_samples"]
        warmup = arguments["lr_warmup_samples"]
        last = arguments["lr_wsd_decay_samples"]
    if arguments["lr_warmup_fraction"] is not None:
        warmup = arguments["lr_warmup_fraction"] * decay
    return {
        "init_lr": arguments["lr_warmup_init"],
        "max_lr": arguments["lr"],
        "min_lr": arguments["min_lr"],
        "lr_warmup_steps": warmup,
        "lr_decay_steps": decay,
        "lr_decay_style": arguments["lr_decay_style"],
        "start_wd": 0.0,
        "end_wd": 0.0,
        "wd_incr_steps": 1,
        "wd_incr_style": "constant",
        "wsd_decay_steps": last,
        "lr_wsd_decay_style": arguments["lr_wsd_decay_style"],
    }


def torchtune(root: Path) -> dict[str, list[float]]:
    file = root / "torchtune" / "torchtune" / "training" / "lr_schedulers.py"
    empty: dict[str, Any] = {}
    wrapper = {"OptimizerInBackwardWrapper": object}
    build = load(file, torchtune=empty, torchtune__training=empty, torchtune__training__memory=wrapper)
    rates = {}
    for name, (rate, warmup, steps, epochs, cycles) in TORCHTUNE.items():
        optimizer = an_optimizer(rate)
        scheduler = build.get_cosine_schedule_with_warmup(optimizer, warmup, steps * epochs, cycles)
        rates[name] = stepped(scheduler, optimizer, steps * epochs)
    return rates


def coqui(file: Path) -> dict[str, list[float]]:
    empty: dict[str, Any] = {}
    version = {"is_pytorch_at_least_2_4": lambda: True}
    module = load(file, trainer=empty, trainer__utils=empty, trainer__generic_utils=version, trainer___utils=version)
    rates = {}
    for name, (scheduler_name, parameters) in COQUI.items():
        optimizer = an_optimizer(COQUI_RATE)
        scheduler_class = getattr(module, scheduler_name, None) or getattr(torch.optim.lr_scheduler, scheduler_name)
        rates[name] = stepped(scheduler_class(optimizer, **parameters), optimizer, COQUI_STEPS)
    return rates


def stepped(scheduler: Any, optimizer: torch.optim.Optimizer, steps: int) -> list[float]:
    found = [float(optimizer.param_groups[0]["lr"])]
    for _ in range(steps):
        scheduler.step()
        found.append(float(optimizer.param_groups[0]["lr"]))
    return found


def mlagents(root: Path) -> dict[str, list[float]]:
    file = root / "mlagents" / "mlagents" / "trainers" / "torch" / "utils.py"
    tree = ast.parse(file.read_text())
    [utilities] = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "ModelUtils"]
    utilities.body = [
        node for node in utilities.body if getattr(node, "name", "") in ("DecayedValue", "polynomial_decay")
    ]
    kinds = enum.Enum("ScheduleType", "CONSTANT LINEAR")
    names: dict[str, Any] = {"ScheduleType": kinds}
    exec(compile(ast.Module([utilities], []), str(file), "exec"), names)
    rates = {}
    for name, (rate, most, window) in ML_AGENTS.items():
        decayed = names["ModelUtils"].DecayedValue(kinds["LINEAR"], rate, 1e-10, most)
        rates[name] = [
            float(np.mean([decayed.get_value(step) for step in range(begin, begin + window, _MEAN_STRIDE)]))
            for begin in range(0, ML_AGENTS_WINDOWS * window, window)
        ]
    return rates


def main() -> None:
    root = Path(sys.argv[1])
    warnings.simplefilter("ignore")
    golden_file.write("megatron-core-0.16.1", {"megatron-core": "0.16.1"}, megatron(root))
    golden_file.write("torchtune-0.6.1", {"torchtune": "0.6.1", "torch": torch.__version__}, torchtune(root))
    for distribution, version in (("trainer", "0.0.36"), ("coqui_tts_trainer", "0.4.0")):
        file = root / distribution / "trainer" / "torch.py"
        golden_file.write(f"{distribution}-{version}", {distribution: version, "torch": torch.__version__}, coqui(file))
    golden_file.write("mlagents-0.28.0", {"mlagents": "0.28.0"}, mlagents(root))


if __name__ == "__main__":
    main()
