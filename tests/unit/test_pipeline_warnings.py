"""What the Object Detection API's loggers measure, and the time decay that no log shows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.diagnosis.engine import diagnose
from tests.support.made_series import series_of
from tests.support.pipelines import SEED, pipeline, read_text
from tests.support.plan_warnings import PLAN_WARNING_IDS

TF2 = {"run": "train", "tag": "learning_rate"}
TF1_ESTIMATOR = {"run": ".", "tag": "learning_rate_1"}
TF1_EVALUATION = {"run": "eval_0", "tag": "learning_rate"}
TF1_LEGACY = {"run": ".", "tag": "LearningRate/LearningRate/learning_rate"}
STEPS = range(0, 100_001, 1000)


def warning_ids(directory: Path, text: str, **names: str) -> list[str]:
    diagnosis = diagnose(series_of(STEPS, 0.004, **names), [read_text(directory, text)])
    return [warning.id for warning in diagnosis.warnings if warning.id not in PLAN_WARNING_IDS]


def test_the_seed_configuration_under_tf2(tmp_path: Path) -> None:
    diagnosis = diagnose(series_of(STEPS, 0.004, **TF2), [read_text(tmp_path, SEED)])
    warning, about_the_plan = diagnosis.warnings
    assert (warning.id, about_the_plan.id) == ("hidden_time_decay", "first_drop_beyond_run")
    assert "4.4e-8 instead of 0.004 at step 100,000" in warning.text
    assert "decay: 0.0" in warning.text
    assert diagnosis.finding.verdict == "flat_by_design", "the warning leaves the verdict alone"
    assert diagnosis.finding.headline.endswith("but the optimizer trains at 4.4e-8")


def test_the_default_decay_counts_where_none_is_written(tmp_path: Path) -> None:
    assert warning_ids(tmp_path, SEED.replace("decay: 0.9\n", "\n"), **TF2) == ["hidden_time_decay"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("decay: 0.9\n", "decay: 0.0\n"), ("rms_prop_optimizer", "adam_optimizer")],
    ids=["decay 0", "adam"],
)
def test_no_such_decay(tmp_path: Path, old: str, new: str) -> None:
    assert warning_ids(tmp_path, SEED.replace(old, new), **TF2) == []


def test_momentum_has_none(tmp_path: Path) -> None:
    assert warning_ids(tmp_path, pipeline("constant_learning_rate { learning_rate: 0.004 }"), **TF2) == []


@pytest.mark.parametrize("names", [TF1_ESTIMATOR, TF1_EVALUATION, TF1_LEGACY])
def test_tf1_means_decay_as_it_is_written(tmp_path: Path, names: dict[str, str]) -> None:
    assert warning_ids(tmp_path, SEED, **names) == []


@pytest.mark.parametrize("names", [TF1_ESTIMATOR, TF1_LEGACY])
@pytest.mark.parametrize("fault", ["stuck_at_initial", "frozen", "constant_mismatch"])
def test_tf1_is_told_nothing_of_keras(tmp_path: Path, names: dict[str, str], fault: str) -> None:
    halving = pipeline(
        "exponential_decay_learning_rate { initial_learning_rate: 0.01 decay_steps: 100 decay_factor: 0.5 }"
    )
    steps = np.arange(1, 1000, 10)
    rates = {
        "stuck_at_initial": np.full(100, 0.01),
        "frozen": 0.01 * 0.5 ** (np.minimum(steps - 1, 400) // 100),
        "constant_mismatch": np.full(100, 0.3),
    }[fault]
    reading = read_text(tmp_path, halving)
    tf1, tf2 = (diagnose(series_of(steps, rates, **run), [reading]).finding for run in (names, TF2))
    assert (tf1.verdict, tf2.verdict) == (fault, fault)
    assert "keras" not in f"{tf1.causes} {tf1.fix}".lower()
    assert tf1.fix is not None
    assert "keras" in f"{tf2.causes} {tf2.fix}".lower()


def test_a_step_below_zero_applies_the_whole_rate(tmp_path: Path) -> None:
    reading = read_text(tmp_path, SEED.replace("decay: 0.9\n", "decay: 1.0\n"))
    [warning] = reading.warnings("train", "learning_rate", LastPoint(-1, 0.004))
    assert "0.004 instead of 0.004" in warning.text


@pytest.mark.parametrize(
    ("names", "measures"),
    [(TF2, "schedule"), (TF1_ESTIMATOR, "optimizer"), (TF1_EVALUATION, "schedule"), (TF1_LEGACY, "optimizer")],
)
def test_what_the_logged_number_is(tmp_path: Path, names: dict[str, str], measures: str) -> None:
    assert diagnose(series_of(STEPS, 0.004, **names), [read_text(tmp_path, SEED)]).measures == measures


def test_the_estimator_logs_the_update_before(tmp_path: Path) -> None:
    """At step s it logs f(s - 1); on a plateau, where every convention fits, the framework's own is taken."""
    reading = read_text(tmp_path, SEED)
    assert diagnose(series_of(STEPS, 0.004, **TF1_ESTIMATOR), [reading]).evidence.step_offset == -1
    assert diagnose(series_of(STEPS, 0.004, **TF2), [reading]).evidence.step_offset == 0


def test_a_schedule_that_fits_another_convention_clearly_longer_takes_it(tmp_path: Path) -> None:
    reading = read_text(tmp_path, pipeline("cosine_decay_learning_rate { total_steps: 500 warmup_steps: 100 }"))
    assert reading.schedule is not None
    steps = np.arange(1, 400)
    series = series_of(steps, reading.schedule(steps), **TF1_ESTIMATOR)
    assert diagnose(series, [reading]).evidence.step_offset == 0
