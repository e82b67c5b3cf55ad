"""detectron2's config.yaml: what is read and what may be wrong with it; parity is tested elsewhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tb_lrplugin.data.files import MAX_CONFIG_BYTES
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.detectron2 import DETECTRON2
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.torch import LIGHTNING_CLI
from tb_lrplugin.schedules import Cosine, Join, PiecewiseConstant, Polynomial
from tests.support.made_series import series_of, verdict
from tests.support.readings import in_directory

SOLVER = """\
SOLVER:
  AMP:
    ENABLED: false
  BASE_LR: 0.02
  BASE_LR_END: 0.0
  GAMMA: 0.1
  LR_SCHEDULER_NAME: WarmupMultiStepLR
  MAX_ITER: 90000
  NUM_DECAYS: 3
  RESCALE_INTERVAL: false
  STEPS:
  - 60000
  - 80000
  WARMUP_FACTOR: 0.001
  WARMUP_ITERS: 1000
  WARMUP_METHOD: linear
"""
WHOLE = f"CUDNN_BENCHMARK: false\nMODEL:\n  MASK_ON: true\n{SOLVER}TEST:\n  EVAL_PERIOD: 0\nVERSION: 2\n"


def read(directory: Path, text: str | bytes) -> Reading | None:
    content = text.encode() if isinstance(text, str) else text
    (directory / "config.yaml").write_bytes(content)
    return in_directory(DETECTRON2, directory)


def given(directory: Path, text: str) -> Reading:
    found = read(directory, text)
    assert found is not None
    return found


def test_the_solver(tmp_path: Path) -> None:
    reading = given(tmp_path, WHOLE)
    assert (reading.kind, reading.where, reading.error) == ("detectron2", "config.yaml", None)
    assert (reading.total_steps, reading.tag, reading.lines) == (90_000, "", (4, 19))
    assert reading.text == SOLVER.rstrip("\n")
    schedule = reading.schedule
    assert isinstance(schedule, Join)
    ramp, decay = schedule.schedules
    assert (schedule.boundaries, schedule.phase_names) == ((1000,), ("warm-up", "decay"))
    assert ramp == Polynomial(2e-5, 0.02, 1000)
    assert isinstance(decay, PiecewiseConstant)
    assert decay.boundaries == (59_000, 79_000)
    assert decay.values == pytest.approx((0.02, 0.002, 0.0002))
    assert reading.step_offset(".", "lr") == 0
    assert reading.measures(".", "lr") == "optimizer"


def test_without_warm_up(tmp_path: Path) -> None:
    text = WHOLE.replace("WARMUP_ITERS: 1000", "WARMUP_ITERS: 0").replace("WarmupMultiStepLR", "WarmupCosineLR")
    assert given(tmp_path, text).schedule == Cosine(0.02, 90_000)


def test_absent_settings_have_their_defaults(tmp_path: Path) -> None:
    schedule = given(tmp_path, "SOLVER:\n  BASE_LR: 0.02\n").schedule
    assert schedule is not None
    assert schedule([0, 1000, 29_999, 30_000]).tolist() == pytest.approx([2e-5, 0.02, 0.02, 0.002])


def test_lightning_and_detectron2_leave_each_other_alone(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) is not None
    assert in_directory(LIGHTNING_CLI, tmp_path) is None


def test_a_scheduler_of_ones_own_is_named(tmp_path: Path) -> None:
    reading = given(tmp_path, WHOLE.replace("WarmupMultiStepLR", "WarmupPolyLR"))
    assert (reading.schedule, reading.error) == (None, None)
    assert "WarmupPolyLR" in reading.unreadable


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("MAX_ITER: 90000", "MAX_ITER: 0"), "MAX_ITER is 0"),
        (("MAX_ITER: 90000", "MAX_ITER: .inf"), "a whole number is needed"),
        (("MAX_ITER: 90000", "MAX_ITER: many"), "a whole number is needed"),
        (("BASE_LR: 0.02", "BASE_LR: 0"), "BASE_LR is 0"),
        (("BASE_LR: 0.02", "BASE_LR: [1]"), "a number is needed"),
        (("- 60000", "- x"), "a whole number is needed"),
        (("linear", "exponential"), "one of linear, constant"),
        (("GAMMA: 0.1", "GAMMA: -1"), "GAMMA is -1"),
        (("GAMMA: 0.1", "GAMMA: !!python/name:os.system ''"), "a number is needed"),
        (("VERSION: 2", "VERSION: ["), "line"),
        (("VERSION: 2", "VERSION: " + "[" * 5000), "line"),
    ],
)
def test_what_is_wrong_ends_in_a_sentence(tmp_path: Path, change: tuple[str, str], sentence: str) -> None:
    reading = given(tmp_path, WHOLE.replace(*change))
    assert reading.schedule is None
    assert sentence in (reading.error or "")


def test_a_cosine_cannot_end_above_its_beginning(tmp_path: Path) -> None:
    text = WHOLE.replace("WarmupMultiStepLR", "WarmupCosineLR").replace("BASE_LR_END: 0.0", "BASE_LR_END: 1.0")
    assert "BASE_LR_END is 1" in (given(tmp_path, text).error or "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SOLVER: 3\nBASE_LR: 3\n",
        "SOLVER:\n  LR: 3\n",
        "SOLVER:\n- BASE_LR: 3\n",
        "trainer: {}\noptimizer:\n  class_path: torch.optim.SGD\n",
        b"\xffSOLVER:\n  BASE_LR: 1\n",
        b"SOLVER:\n  BASE_LR: 1\n" + b"#" * MAX_CONFIG_BYTES,
    ],
)
def test_other_files_of_this_name_are_passed_over(tmp_path: Path, text: str | bytes) -> None:
    assert read(tmp_path, text) is None


def test_a_file_cut_off_anywhere_never_fails(tmp_path: Path) -> None:
    for length in range(0, len(WHOLE), 3):
        reading = read(tmp_path, WHOLE[:length])
        assert reading is None or reading.schedule or reading.error or reading.unreadable


@pytest.mark.parametrize(
    ("total", "steps", "dropped"),
    [
        (90_000, "[60000, 80000]", ()),
        (70_000, "[60000, 80000]", ("80,000", "these drops never come")),
        (2_000, "[60000, 80000]", ("60,000 and 80,000", "the rate never drops")),
        (2_000, "[]", ()),
    ],
)
def test_steps_beyond_the_end_are_told(tmp_path: Path, total: int, steps: str, dropped: tuple[str, ...]) -> None:
    text = WHOLE.replace("MAX_ITER: 90000", f"MAX_ITER: {total}").replace("\n  - 60000\n  - 80000", f" {steps}")
    told = given(tmp_path, text).told
    assert [warning.id for warning in told] == ["setting_without_effect"] * bool(dropped)
    assert all(word in told[0].text for word in dropped)
    if dropped:
        again = given(tmp_path, text.replace(f"STEPS: {steps}", str(told[0].fix).rpartition("\n  ")[2]))
        assert again.told == () and again.schedule is not None
        assert again.schedule.value_at(total) < 0.01 * again.schedule.value_at(1000) * 1.01


def test_a_cosine_asks_for_no_steps(tmp_path: Path) -> None:
    text = WHOLE.replace("MAX_ITER: 90000", "MAX_ITER: 2000").replace("WarmupMultiStepLR", "WarmupCosineLR")
    assert given(tmp_path, text).told == ()


def test_before_fvcore_a_warm_up_went_on_however_short_the_run(tmp_path: Path) -> None:
    """Both formulas are offered, and the points choose."""
    reading = given(tmp_path, WHOLE.replace("MAX_ITER: 90000", "MAX_ITER: 200"))
    assert reading.schedule is not None
    [older] = reading.others
    steps = np.arange(19, 200, 20)
    rates = 0.02 * (0.001 * (1 - steps / 1000) + steps / 1000)
    assert older.schedule is not None
    assert older.schedule(steps) == pytest.approx(rates, rel=1e-12)
    assert verdict(series_of(steps, rates, tag="lr"), [reading]) == "on_schedule"
    assert verdict(series_of(steps, reading.schedule(steps), tag="lr"), [reading]) == "on_schedule"


@pytest.mark.parametrize("text", [WHOLE, WHOLE.replace("WarmupMultiStepLR", "WarmupCosineLR")])
def test_where_both_versions_agree_there_is_one_formula(tmp_path: Path, text: str) -> None:
    steps = np.arange(0, 90_000, 97)
    reading = given(tmp_path, text)
    assert reading.schedule is not None
    for other in reading.others:
        assert other.schedule is not None
        assert other.schedule(steps) == pytest.approx(reading.schedule(steps), rel=1e-12)


def test_a_warmup_as_long_as_the_run_is_warned_of(tmp_path: Path) -> None:
    text = WHOLE.replace("MAX_ITER: 90000", "MAX_ITER: 600").replace("WARMUP_ITERS: 1000", "WARMUP_ITERS: 600")
    reading = given(tmp_path, text.replace("STEPS:\n  - 60000\n  - 80000", "STEPS: []"))
    steps = np.arange(19, 600, 20)
    assert reading.schedule is not None
    found = diagnose(series_of(steps, np.float32(reading.schedule(steps)), tag="lr"), [reading])
    assert found.finding.verdict == "on_schedule"
    assert [warning.id for warning in found.warnings] == ["warmup_longer_than_run"]
