"""Records the rates that transformers' own schedulers give, for tests/parity/test_transformers.py.

Run where transformers and torch are installed, as `python make_transformers.py`: it writes
transformers-VERSION.json.gz beside itself, and deepspeed-VERSION.json.gz where deepspeed is installed too.
"""

from __future__ import annotations

import gzip
import itertools
import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch

RATE = 3e-4
# Every so many-th step is written down, and every step about a boundary.
STRIDE = 13
ABOUT = 3

# Name, warm-up steps, training steps, lr_scheduler_kwargs, steps to look at, boundaries.
Case = tuple[str, int, int, dict[str, Any], int, list[int]]

TRANSFORMERS: list[Case] = [
    ("linear", 0, 11_000, {}, 11_200, [11_000]),
    ("linear", 1_003, 11_000, {}, 11_200, [1_003, 11_000]),
    ("linear", 10_500, 10_400, {}, 11_000, [10_400, 10_500]),
    ("cosine", 777, 11_000, {}, 14_000, [777, 11_000]),
    ("cosine", 0, 10_001, {"num_cycles": 2.25}, 10_400, [10_001]),
    ("cosine_with_restarts", 500, 10_700, {"num_cycles": 3}, 11_000, [500, 3900, 7300, 10_700]),
    ("cosine_with_restarts", 7, 10_100, {"num_cycles": 7}, 10_200, [7, 1449, 2890, 4332, 5774, 7216, 8658, 10_100]),
    ("polynomial", 300, 10_500, {}, 10_700, [300, 10_500]),
    ("polynomial", 0, 10_500, {"lr_end": 1e-5, "power": 2.5}, 10_700, [10_500]),
    ("constant", 500, 10_000, {}, 10_100, []),
    ("constant_with_warmup", 2_001, 10_000, {}, 10_100, [2_001]),
    ("inverse_sqrt", 800, 10_000, {}, 11_000, [800]),
    ("inverse_sqrt", 0, 10_000, {}, 11_000, []),
    ("inverse_sqrt", 400, 10_000, {"timescale": 2500}, 11_000, [400]),
    ("cosine_with_min_lr", 100, 10_300, {"min_lr": 2e-5}, 11_000, [100, 10_300]),
    ("cosine_with_min_lr", 0, 10_300, {"min_lr_rate": 0.2, "num_cycles": 1.5}, 11_000, [10_300]),
    ("cosine_warmup_with_min_lr", 250, 10_300, {"min_lr_rate": 0.1}, 10_600, [250, 10_300]),
    ("cosine_warmup_with_min_lr", 250, 10_300, {"min_lr": 1e-6, "warmup_lr_rate": 0.05}, 10_600, [250, 10_300]),
    ("cosine_warmup_with_min_lr", 0, 10_300, {"min_lr": 1e-6}, 10_600, [10_300]),
    ("warmup_stable_decay", 500, 10_500, {"num_decay_steps": 3_000}, 10_800, [500, 7_500, 10_500]),
    (
        "warmup_stable_decay",
        500,
        10_500,
        {"num_decay_steps": 3_000, "num_stable_steps": 6_000, "min_lr_ratio": 0.1, "decay_type": "1-sqrt"},
        10_800,
        [500, 6_500, 9_500],
    ),
    (
        "warmup_stable_decay",
        900,
        10_500,
        {"num_decay_steps": 2_000, "min_lr_ratio": 0.05, "warmup_type": "cosine", "decay_type": "linear"},
        10_800,
        [900, 8_500, 10_500],
    ),
    (
        "warmup_stable_decay",
        900,
        10_500,
        {"num_decay_steps": 9_600, "min_lr_ratio": 0.05, "warmup_type": "1-sqrt", "num_cycles": 1.25},
        10_800,
        [900, 10_500],
    ),
]

DEEPSPEED: list[Case] = [
    ("WarmupLR", 0, 0, {"warmup_num_steps": 3_000}, 10_100, [3_000]),
    ("WarmupLR", 0, 0, {"warmup_num_steps": 1, "warmup_max_lr": 1e-3}, 10_100, [2]),
    ("WarmupLR", 0, 0, {"warmup_num_steps": 900, "warmup_type": "linear", "warmup_min_lr": 1e-5}, 10_100, [900]),
    (
        "WarmupDecayLR",
        0,
        0,
        {"warmup_num_steps": 700, "total_num_steps": 10_050, "warmup_max_lr": 3e-4},
        10_400,
        [700, 10_050],
    ),
    ("WarmupCosineLR", 0, 0, {"warmup_num_steps": 700, "total_num_steps": 10_050}, 10_049, [700, 10_049]),
    (
        "WarmupCosineLR",
        0,
        0,
        {
            "warmup_num_steps": 400,
            "total_num_steps": 10_050,
            "warmup_min_ratio": 0.1,
            "cos_min_ratio": 0.02,
            "warmup_type": "linear",
        },
        10_049,
        [400, 10_049],
    ),
]


def optimizer() -> torch.optim.Optimizer:
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=RATE)


def transformers_rates(case: Case) -> Iterator[float]:
    """Give the rate after 0, 1, 2 ... updates."""
    from transformers.optimization import get_scheduler

    name, warmup, total, options, _, _ = case
    trained = optimizer()
    scheduler = get_scheduler(name, trained, warmup, total, dict(options))
    while True:
        yield scheduler.get_last_lr()[0]
        trained.step()
        scheduler.step()


def deepspeed_rates(case: Case) -> Iterator[float]:
    """Give DeepSpeed's g(0), g(1) ...: its counter stands at 0 after the first step."""
    from deepspeed.runtime import lr_schedules

    name, _, _, options, _, _ = case
    trained = optimizer()
    scheduler = getattr(lr_schedules, name)(trained, **options)
    while True:
        scheduler.step()
        yield float(scheduler.get_last_lr()[0])


def recorded(case: Case, rates: Iterator[float]) -> dict[str, Any]:
    name, warmup, total, options, last, boundaries = case
    wanted = set(range(0, last + 1, STRIDE)) | {last}
    wanted |= {step for edge in (0, *boundaries) for step in range(edge - ABOUT, edge + ABOUT + 1)}
    steps, values = [], []
    for step, rate in zip(range(last + 1), rates, strict=False):
        if step in wanted:
            steps.append(step)
            values.append(float(f"{rate:.8e}"))
    return {
        "name": name,
        "warmup_steps": warmup,
        "total_steps": total,
        "options": options,
        "step_gaps": [steps[0], *(b - a for a, b in itertools.pairwise(steps))],
        "rates": values,
    }


def write(package: Any, cases: list[Case], rates: Callable[[Case], Iterator[float]]) -> None:
    found = []
    for case in cases:
        try:
            found.append(recorded(case, rates(case)))
        except ValueError as error:
            # An older version does not know every scheduler.
            print(package.__name__, package.__version__, case[0], "left out:", error)
    content = {"package": package.__name__, "version": package.__version__, "rate": RATE, "cases": found}
    path = Path(__file__).parent / f"{package.__name__}-{package.__version__}.json.gz"
    text = json.dumps(content, separators=(",", ":"))
    # No time stamp, so that equal content makes an equal file.
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    import transformers

    write(transformers, TRANSFORMERS, transformers_rates)
    try:
        import deepspeed
    except ImportError:
        print("deepspeed is not installed")
    else:
        write(deepspeed, DEEPSPEED, deepspeed_rates)
