"""Our formulas against what transformers' and DeepSpeed's own schedulers gave (golden/make_transformers.py)."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.frameworks.huggingface.deepspeed import from_deepspeed
from tb_lrplugin.frameworks.huggingface.schedule import Plan, from_transformers
from tb_lrplugin.schedules import Schedule

GOLDEN = Path(__file__).parent / "golden"
TYPES = {
    "linear",
    "cosine",
    "cosine_with_restarts",
    "polynomial",
    "constant",
    "constant_with_warmup",
    "inverse_sqrt",
    "cosine_with_min_lr",
    "cosine_warmup_with_min_lr",
    "warmup_stable_decay",
}


def recorded(package: str) -> list[Any]:
    cases = []
    for path in sorted(GOLDEN.glob(f"{package}-*.json.gz")):
        content = json.loads(gzip.decompress(path.read_bytes()))
        for number, case in enumerate(content["cases"]):
            name = f"{content['version']}-{number}-{case['name']}"
            cases.append(pytest.param({**case, "rate": content["rate"], "version": content["version"]}, id=name))
    return cases


TRANSFORMERS = recorded("transformers")
DEEPSPEED = recorded("deepspeed")


def check(schedule: Schedule | None, case: dict[str, Any]) -> None:
    assert schedule is not None
    steps = np.cumsum(case["step_gaps"])
    rates = np.array(case["rates"])
    assert steps[-1] >= 10_000
    difference = np.abs(schedule(steps) - rates)
    # Nine digits are recorded; where float64 cancels at the foot of a cosine, of the peak.
    worst = int(np.argmax(difference - 1e-6 * rates))
    assert (difference <= 1e-6 * rates + 1e-12 * case["rate"]).all(), (
        f"step {steps[worst]}: {rates[worst]} recorded, {schedule.value_at(int(steps[worst]))} here"
    )


@pytest.mark.parametrize("case", TRANSFORMERS)
def test_a_scheduler_of_transformers(case: dict[str, Any]) -> None:
    options = case["options"]
    if case["version"].startswith("4.") and case["name"] == "inverse_sqrt":
        # 4.51.3 passes no options on to it.
        options = {}
    check(from_transformers(case["name"], Plan(case["rate"], case["warmup_steps"], case["total_steps"], options)), case)


@pytest.mark.parametrize("case", DEEPSPEED)
def test_a_scheduler_of_deepspeed(case: dict[str, Any]) -> None:
    check(from_deepspeed(case["name"], case["options"], case["rate"], 0, 0), case)


def test_every_type_is_recorded() -> None:
    assert {case.values[0]["name"] for case in TRANSFORMERS} == TYPES
    assert {case.values[0]["name"] for case in DEEPSPEED} == {"WarmupLR", "WarmupDecayLR", "WarmupCosineLR"}
