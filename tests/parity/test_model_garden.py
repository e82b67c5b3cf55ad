"""Our formulas against what the Model Garden's own classes computed, step by step.

`golden/make_model_garden.py` made the values and says with which versions.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.frameworks.model_garden import MODEL_GARDEN
from tb_lrplugin.schedules import Schedule, from_message, to_message
from tests.support.readings import in_directory

GOLDEN = json.loads(gzip.decompress((Path(__file__).parent / "golden" / "model_garden.json.gz").read_bytes()))
CASES = [pytest.param(case, id=case["name"]) for case in GOLDEN["cases"]]
# 1 - step / decay_steps has lost its digits in float32 just before the end, and a root makes more of that.
PART_OF_BASE = {"polynomial of power 0.5": 2e-6}


def golden_rates(case: dict[str, Any]) -> np.ndarray:
    """Unpack float32 rates from the second differences of their bits."""
    bits = np.cumsum(np.cumsum(np.array(case["rates"], np.int64)))
    return bits.astype(np.int32).view(np.float32).astype(np.float64)


def schedule_of(case: dict[str, Any], directory: Path) -> Schedule:
    """Read the schedule of a params.yaml; JSON is YAML."""
    config = {"learning_rate": case["learning_rate"], "warmup": case["warmup"], "optimizer": {"type": "sgd"}}
    (directory / "params.yaml").write_text(json.dumps({"trainer": {"optimizer_config": config}}))
    reading = in_directory(MODEL_GARDEN, directory)
    assert reading is not None
    assert reading.schedule is not None, reading.error
    return reading.schedule


@pytest.mark.parametrize("case", CASES)
def test_every_step(case: dict[str, Any], tmp_path: Path) -> None:
    rates = golden_rates(case)
    assert len(rates) > 10_000
    schedule = schedule_of(case, tmp_path)
    expected = schedule(np.arange(len(rates)))
    difference = np.abs(rates - expected)
    part = PART_OF_BASE.get(case["name"], 1e-6)
    worst = int(np.argmax(difference))
    assert (difference <= 1e-6 * expected + part * expected.max()).all(), (
        f"step {worst}: {rates[worst]} computed there, {expected[worst]} here"
    )


@pytest.mark.parametrize("case", [param for param in CASES if "stepwise" in param.values[0]["name"]])
def test_the_step_of_every_jump(case: dict[str, Any], tmp_path: Path) -> None:
    rates = golden_rates(case)
    schedule = schedule_of(case, tmp_path)
    after_warmup = max((phase.start for phase in schedule.phases()), default=0)
    jumps = np.flatnonzero(np.diff(rates)) + 1
    ours = schedule.breakpoints(after_warmup, len(rates))
    assert len(ours) >= 1
    assert ours.tolist() == jumps[jumps > after_warmup].tolist()


@pytest.mark.parametrize("case", CASES)
def test_the_message_gives_back_an_equal_schedule(case: dict[str, Any], tmp_path: Path) -> None:
    schedule = schedule_of(case, tmp_path)
    assert from_message(to_message(schedule)) == schedule


def test_every_type_is_there() -> None:
    types = {case["learning_rate"]["type"] for case in GOLDEN["cases"]}
    assert types == {
        "constant",
        "stepwise",
        "exponential",
        "polynomial",
        "cosine",
        "power",
        "power_linear",
        "power_with_offset",
        "step_cosine_with_offset",
    }
    assert {case["warmup"]["type"] for case in GOLDEN["cases"]} == {None, "linear", "polynomial"}
