"""Records PaddleNLP's own rates: `python -m tests.parity.golden.make_paddlenlp DIRECTORY`.

DIRECTORY holds the unpacked wheel of paddlenlp 2.8.1. Of its Trainer only `create_scheduler` is loaded, and the
functions that it calls; in the place of Paddle's LambdaDecay stands the product that it computes. Needs numpy.
"""

from __future__ import annotations

import ast
import enum
import math
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Optional, Union

from tests.parity.golden import golden_file
from tests.parity.golden.paddlenlp_cases import CASES, STEPS


def load(file: Path, wanted: set[str], names: dict[str, Any]) -> None:
    """Define the chosen functions, classes and tables of a file."""
    for node in ast.walk(ast.parse(file.read_text())):
        targets = {getattr(target, "id", "") for target in getattr(node, "targets", ())}
        if getattr(node, "name", "") in wanted or targets & wanted:
            exec(compile(ast.Module([node], []), str(file), "exec"), names)  # type: ignore[list-item]


def main() -> None:
    directory = Path(sys.argv[1]) / "paddlenlp" / "trainer"
    names: dict[str, Any] = {
        "math": math,
        "Enum": enum.Enum,
        "Optional": Optional,
        "Union": Union,
        "LambdaDecay": lambda rate, factor, last_epoch=-1: lambda step: rate * factor(step),
    }
    load(directory / "trainer_utils.py", {"ExplicitEnum", "SchedulerType"}, names)
    shapes = ("constant_schedule", "constant_schedule_with_warmup", "linear_schedule_with_warmup")
    more = ("cosine_schedule_with_warmup", "polynomial_decay_schedule_with_warmup", "scheduler")
    load(directory / "trainer_utils.py", {f"get_{name}" for name in (*shapes, *more)}, names)
    load(directory / "trainer_utils.py", {"TYPE_TO_SCHEDULER_FUNCTION"}, names)
    load(directory / "trainer.py", {"create_scheduler"}, names)
    rates = {}
    for case, arguments in CASES.items():
        trainer = SimpleNamespace(args=SimpleNamespace(**arguments), lr_scheduler=None)
        schedule = names["create_scheduler"](trainer, STEPS)
        rates[case] = [schedule(step) for step in range(STEPS + 1)]
    golden_file.write("paddlenlp-2.8.1", {"paddlenlp": "2.8.1"}, rates)


if __name__ == "__main__":
    main()
