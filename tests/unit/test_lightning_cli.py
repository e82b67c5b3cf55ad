"""LightningCLI's config.yaml: what is read, how the interval is told, and what may be wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tb_lrplugin.data.files import MAX_CONFIG_BYTES
from tb_lrplugin.data.run_evidence import LastPoint, RunEvidence
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.readers import Traces
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.torch import LIGHTNING_CLI, with_epoch
from tb_lrplugin.schedules import Constant, Exponential, Held
from tests.support.made_series import candidates_of, series_of
from tests.support.readings import in_directory

HEAD = """\
# lightning.pytorch==2.6.6
seed_everything: 0
trainer:
  max_epochs: 8
  max_steps: -1
model:
  width: 4
"""
OPTIMIZER = """\
optimizer:
  class_path: torch.optim.SGD
  init_args:
    lr: 0.1
"""
SCHEDULER = """\
lr_scheduler:
  class_path: torch.optim.lr_scheduler.StepLR
  init_args:
    step_size: 2
    gamma: 0.5
    last_epoch: -1
"""
WHOLE = HEAD + OPTIMIZER + SCHEDULER + "ckpt_path: null\n"
STEPS = Exponential(0.1, 2, 0.5, staircase=True)


def read(directory: Path, text: str | bytes) -> Reading | None:
    content = text.encode() if isinstance(text, str) else text
    (directory / "config.yaml").write_bytes(content)
    return in_directory(LIGHTNING_CLI, directory)


def given(directory: Path, text: str) -> Reading:
    found = read(directory, text)
    assert found is not None
    return found


def in_epoch(reading: Reading, step: int, epoch: float) -> Reading:
    evidence = RunEvidence("version_0", last_points={"epoch": LastPoint(step, epoch)})
    return with_epoch(reading, Traces(evidence=evidence))


def test_optimizer_and_scheduler(tmp_path: Path) -> None:
    reading = given(tmp_path, WHOLE)
    assert (reading.kind, reading.where, reading.error) == ("lightning_cli", "config.yaml", None)
    assert reading.schedule == STEPS
    assert (reading.optimizer, reading.tag, reading.max_epochs, reading.max_steps) == ("SGD", "", 8, None)
    # Optimizer and scheduler stand one under the other.
    assert reading.lines == (8, 17)
    assert reading.text == (OPTIMIZER + SCHEDULER).rstrip("\n")
    assert reading.measures("version_0", "lr-SGD") == "optimizer"
    assert reading.step_offset("version_0", "lr-SGD") == 0


def test_an_optimizer_alone_is_constant(tmp_path: Path) -> None:
    assert given(tmp_path, HEAD + OPTIMIZER).schedule == Constant(0.1)


def test_points_at_the_first_step_of_every_epoch(tmp_path: Path) -> None:
    first, *others = candidates_of(given(tmp_path, WHOLE), series_of([0, 10, 20], [0.1, 0.1, 0.05]))
    assert first.schedule == Held(STEPS, 10, "epoch (inferred)")
    assert first.total_steps == 80
    assert [other.schedule for other in others] == [STEPS]


def test_points_every_few_steps_of_a_scheduler_stepped_per_step(tmp_path: Path) -> None:
    series = series_of([1, 3, 5], STEPS([1, 3, 5]))
    assert candidates_of(given(tmp_path, WHOLE), series)[0].schedule == STEPS


def test_points_every_few_steps_of_a_scheduler_stepped_per_epoch(tmp_path: Path) -> None:
    steps = np.arange(4, 100, 5)
    series = series_of(steps, Held(STEPS, 13)(steps))
    per_step, per_epoch = candidates_of(given(tmp_path, WHOLE), series)
    assert per_step.schedule == STEPS
    # 13 to 15 fit all points; the smallest of them is taken.
    assert isinstance(per_epoch.schedule, Held)
    assert per_epoch.schedule(steps).tolist() == Held(STEPS, 13)(steps).tolist()


@pytest.mark.parametrize("series", [series_of([7], 0.1), series_of([-5, -3], [0.1, 0.2]), series_of([1, 2], np.nan)])
def test_odd_series_have_candidates(tmp_path: Path, series: object) -> None:
    assert candidates_of(given(tmp_path, WHOLE), series)  # type: ignore[arg-type]


def test_arguments_of_the_model(tmp_path: Path) -> None:
    inner = "".join(
        f"    {line}\n" for line in (OPTIMIZER + SCHEDULER).replace("lr_scheduler:", "scheduler:").split("\n")
    )
    text = "trainer:\n  max_steps: 500\nmodel:\n  class_path: mine.Model\n  init_args:\n" + inner
    reading = given(tmp_path, text)
    assert (reading.schedule, reading.total_steps) == (STEPS, 500)
    without = "".join(f"    {line}\n" for line in OPTIMIZER.split("\n"))
    assert (
        read(tmp_path, "trainer:\n  max_steps: 5\nmodel:\n  class_path: mine.Model\n  init_args:\n" + without) is None
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (WHOLE.replace("StepLR", "LambdaLR"), "torch.optim.lr_scheduler.LambdaLR"),
        (WHOLE.replace("torch.optim.lr_scheduler.StepLR", "mine.Warmup"), "mine.Warmup"),
        (WHOLE.replace("    lr: 0.1\n", "    momentum: 0.1\n"), "without its lr"),
    ],
)
def test_what_cannot_be_evaluated_is_named(tmp_path: Path, text: str, reason: str) -> None:
    reading = given(tmp_path, text)
    assert (reading.schedule, reading.error) == (None, None)
    assert reason in reading.unreadable


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (WHOLE.replace("step_size: 2", "step_size: 0"), "lr_scheduler (line 12): step_size"),
        (WHOLE.replace("step_size: 2", "step_size: [2]"), "a whole number is needed"),
        (WHOLE.replace("step_size: 2", "step_size: !!python/object/apply:os.system ['true']"), "whole number"),
        (WHOLE.replace("lr: 0.1", "lr: fast"), "lr of SGD is 'fast'"),
        (WHOLE.replace("lr: 0.1", "lr: .nan"), "a finite number is needed"),
        (WHOLE.replace("lr: 0.1", "lr: -1"), "0 or above"),
        (WHOLE + "a: [", "line"),
        (WHOLE + "a: " + "[" * 5000, "line"),
    ],
)
def test_what_is_wrong_ends_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    reading = given(tmp_path, text)
    assert reading.schedule is None
    assert sentence in (reading.error or "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "optimizer: sgd\nclass_path: x\n",
        "- optimizer:\n    class_path: x\n",
        "SOLVER:\n  BASE_LR: 0.1\n",
        "optimizer:\n  class_path: x\n",
        "a: &a [1]\noptimizer: *a\ntrainer:\n  class_path: x\n",
        "optimizer:\n  class_path: [x\n",
        b"\xff\xfe\x00optimizer:",
        b"x" * (MAX_CONFIG_BYTES + 1),
    ],
)
def test_other_files_of_this_name_are_passed_over(tmp_path: Path, text: str | bytes) -> None:
    assert read(tmp_path, text) is None


def test_a_file_cut_off_anywhere_never_fails(tmp_path: Path) -> None:
    for length in range(0, len(WHOLE), 3):
        reading = read(tmp_path, WHOLE[:length])
        assert reading is None or reading.schedule or reading.error or reading.unreadable


def test_averaging_of_weights_takes_the_rate_over(tmp_path: Path) -> None:
    callback = "  callbacks:\n  - class_path: lightning.pytorch.callbacks.StochasticWeightAveraging\n"
    averaging = WHOLE.replace("  max_steps: -1\n", f"  max_steps: -1\n{callback}")
    reading = given(tmp_path, averaging)
    assert (reading.schedule, reading.error) == (None, None)
    assert "StochasticWeightAveraging, which takes the rate over from" in reading.unreadable


def test_no_such_file(tmp_path: Path) -> None:
    assert in_directory(LIGHTNING_CLI, tmp_path) is None


def diagnosed(reading: Reading, steps: np.ndarray, rates: np.ndarray, tag: str) -> tuple[str, str]:
    diagnosis = diagnose(series_of(steps, rates, "version_0", tag), [reading])
    assert diagnosis.reading is not None
    return diagnosis.finding.verdict, diagnosis.reading.text


@pytest.mark.parametrize("tag", ["lr-SGD/pg1", "lr-SGD/pg3", "lr-SGD/backbone"])
@pytest.mark.parametrize("hold", [1, 10])
@pytest.mark.parametrize("first", [0, 49])
def test_a_parameter_group_may_have_a_rate_of_its_own(tmp_path: Path, tag: str, hold: int, first: int) -> None:
    gamma = WHOLE.replace("step_size: 2", "step_size: 20").replace("gamma: 0.5", "gamma: 0.9")
    steps = np.arange(first, 1000, 10)
    own = Held(Exponential(0.003, 20, 0.9, staircase=True), hold)
    verdict, text = diagnosed(given(tmp_path, gamma), steps, own(steps), tag)
    assert verdict == "on_schedule"
    assert "# the group has a rate of its own, 0.003 (inferred from its first point)" in text
    # One optimizer's only group has the rate of the file.
    assert diagnosed(given(tmp_path, gamma), steps, own(steps), "lr-SGD")[0] not in ("on_schedule", "flat_by_design")


def test_a_parameter_group_with_the_rate_of_the_file(tmp_path: Path) -> None:
    steps = np.arange(0, 10)
    verdict, text = diagnosed(given(tmp_path, WHOLE), steps, STEPS(steps), "lr-SGD/pg1")
    assert (verdict, "of its own" in text) == ("on_schedule", False)


def test_a_group_that_is_stuck_is_not_excused_by_a_rate_of_its_own(tmp_path: Path) -> None:
    steps = np.arange(0, 100)
    reading = in_epoch(given(tmp_path, WHOLE), 99, 9)
    assert diagnosed(reading, steps, np.full(100, 0.1), "lr-SGD/pg2")[0] == "stuck_at_initial"
    assert diagnosed(reading, steps, np.full(100, 0.03), "lr-SGD/pg2")[0] == "constant_mismatch"


class TestRateThatHasYetToMove:
    """Logged at every step, the rate of a scheduler that is stepped per epoch stands still for a whole epoch."""

    STEPS = np.arange(4, 80, 5)

    @pytest.mark.parametrize("epoch", [None, (79, 0), (79, 1)])
    def test_no_alarm_before_the_epochs_are_due(self, tmp_path: Path, epoch: tuple[int, int] | None) -> None:
        reading = given(tmp_path, WHOLE) if epoch is None else in_epoch(given(tmp_path, WHOLE), *epoch)
        assert diagnosed(reading, self.STEPS, np.full(len(self.STEPS), 0.1), "lr-SGD")[0] == "flat_by_design"

    def test_a_pace_that_the_run_itself_tells_is_held_against_the_points(self, tmp_path: Path) -> None:
        steps = np.arange(404, 800, 5)
        reading = in_epoch(given(tmp_path, WHOLE.replace("step_size: 2", "step_size: 6")), 799, 19)
        schedule = reading.schedule
        assert schedule is not None
        diagnosis = diagnose(series_of(steps, Held(schedule, 20)(steps), "version_0", "lr-SGD"), [reading])
        assert (diagnosis.finding.verdict, diagnosis.finding.time_scale) == ("time_scaled", 2.0)

    def test_a_scheduler_that_is_stepped_every_few_steps(self, tmp_path: Path) -> None:
        steps = np.arange(0, 60)
        reading = in_epoch(given(tmp_path, WHOLE), 59, 5)
        verdict, _ = diagnosed(reading, steps, Held(STEPS, 5)(steps), "lr-SGD")
        assert verdict == "on_schedule"

    def test_stuck_once_they_are(self, tmp_path: Path) -> None:
        reading = in_epoch(given(tmp_path, WHOLE), 79, 3)
        assert diagnosed(reading, self.STEPS, np.full(len(self.STEPS), 0.1), "lr-SGD")[0] == "stuck_at_initial"

    @pytest.mark.parametrize("epoch", [float("nan"), float("inf"), -1.0, 1e300])
    def test_an_epoch_that_is_none_is_passed_over(self, tmp_path: Path, epoch: float) -> None:
        reading = in_epoch(given(tmp_path, WHOLE), 79, epoch)
        assert diagnosed(reading, self.STEPS, np.full(len(self.STEPS), 0.1), "lr-SGD")[0] == "flat_by_design"

    @pytest.mark.parametrize("epochs", [2, 4, 7])
    def test_the_first_epoch_of_a_resumed_leg(self, tmp_path: Path, epochs: int) -> None:
        reading = given(tmp_path, WHOLE)
        rate = reading.schedule.value_at(epochs) if reading.schedule else 0.0
        steps = np.array([12 * epochs + 2, 12 * epochs + 5, 12 * epochs + 8])
        assert diagnosed(reading, steps, np.full(3, rate), "lr-SGD")[0] == "flat_by_design"
        assert diagnosed(reading, steps, np.full(3, 0.3), "lr-SGD")[0] == "constant_mismatch"
        far = np.arange(12 * epochs, 60 * epochs)
        assert diagnosed(reading, far, np.full(len(far), rate), "lr-SGD")[0] == "constant_mismatch"

    @pytest.mark.parametrize("epochs", [1, 2, 4, 7])
    def test_the_first_point_of_a_resumed_leg(self, tmp_path: Path, epochs: int) -> None:
        reading = given(tmp_path, WHOLE)
        value = reading.schedule.value_at(epochs) if reading.schedule else 0.0
        assert diagnosed(reading, np.array([12 * epochs]), np.array([value]), "lr-SGD")[0] == "waiting"
        assert diagnosed(reading, np.array([12 * epochs]), np.array([0.3]), "lr-SGD")[0] == "off_schedule"


@pytest.mark.parametrize("rates", [np.zeros(5), np.full(5, np.nan), np.full(5, np.inf), np.full(5, -1.0)])
def test_odd_rates_of_a_group_break_nothing(tmp_path: Path, rates: np.ndarray) -> None:
    diagnosed(given(tmp_path, WHOLE), np.arange(5), rates, "lr-SGD/pg2")


def test_a_program_that_schedules_by_itself_beside_a_rate_alone(tmp_path: Path) -> None:
    """on_train_batch_start with a warm-up of its own: the file has the peak and nothing else."""
    reading = given(tmp_path, HEAD + OPTIMIZER)
    assert reading.names_rate_alone and not given(tmp_path, WHOLE).names_rate_alone
    steps = np.arange(0, 200, 10)
    warmed = 0.1 * np.minimum((steps + 1) / 100, 1.0)
    verdicts = [diagnosed(reading, steps[:count], warmed[:count], "lr-SGD")[0] for count in range(1, 21)]
    assert verdicts == ["waiting"] + ["externally_controlled"] * 19
    assert diagnosed(reading, steps, np.full(20, 0.1), "lr-SGD")[0] == "constant_by_config"
    assert diagnosed(reading, steps, np.full(20, 0.02), "lr-SGD")[0] == "constant_mismatch"


@pytest.mark.parametrize("begin", [39, 64, 129, 134, 144])
def test_a_resumed_leg_of_a_scheduler_stepped_per_epoch(tmp_path: Path, begin: int) -> None:
    """The leg begins in the middle of the schedule, in an event file of its own, and is logged every few steps."""
    steps = np.arange(begin, 400, 5)
    rates = Held(STEPS, 13)(steps)
    verdict, _ = diagnosed(given(tmp_path, WHOLE), steps, rates, "lr-SGD")
    assert verdict == "on_schedule"
    late = np.where(steps < 200, rates, 3 * rates)
    assert diagnosed(given(tmp_path, WHOLE), steps, late, "lr-SGD")[0] not in ("on_schedule", "flat_by_design")


@pytest.mark.parametrize("frequency", [3, 5, 40])
@pytest.mark.parametrize("moves", [1, 2, 6])
def test_a_scheduler_that_is_stepped_every_few_steps_within_the_first_epoch(
    tmp_path: Path, frequency: int, moves: int
) -> None:
    steps = np.arange(frequency * (moves + 1))
    # The epoch goes on for longer than what is logged.
    reading = in_epoch(given(tmp_path, WHOLE), int(steps[-1]), 0.0)
    verdict, text = diagnosed(reading, steps, STEPS(steps // frequency), "lr-SGD")
    assert verdict in ("on_schedule", "flat_by_design"), text


@pytest.mark.parametrize("count", [5, 10, 20])
def test_a_scheduler_that_is_stepped_every_few_steps_in_a_part_of_the_points(tmp_path: Path, count: int) -> None:
    """What lies before the first of a few points tells nothing: the run began there all the same."""
    reading, chance = in_epoch(given(tmp_path, WHOLE), 59, 5), np.random.default_rng(count)
    for is_sample in (True, True, True, False):
        steps = np.sort(chance.choice(np.arange(20 if is_sample else 5, 59), count - 1, replace=False))
        steps = np.append(steps, 59)
        series = replace(series_of(steps, Held(STEPS, 5)(steps), "version_0", "lr-SGD"), is_sample=is_sample)
        assert diagnose(series, [reading]).finding.verdict == "on_schedule"


@pytest.mark.parametrize("every", [10, 50])
def test_a_scheduler_that_is_stepped_more_often_than_logged(tmp_path: Path, every: int) -> None:
    """Lightning logs every 50 steps unless told otherwise, the first time at step 49."""
    steps = np.arange(every - 1, 1000, every)
    reading = in_epoch(given(tmp_path, WHOLE), 999, 9)
    assert diagnosed(reading, steps, Held(STEPS, 5)(steps), "lr-SGD")[0] == "on_schedule"


@pytest.mark.parametrize("length", [23, 37])
@pytest.mark.parametrize("size", [3, 4])
def test_a_scheduler_that_is_stepped_twice_at_the_end_of_each_epoch(tmp_path: Path, length: int, size: int) -> None:
    # Half of the epochs' length is no whole number, and within an epoch no pace shows.
    text = WHOLE.replace("step_size: 2", f"step_size: {size}").replace("max_epochs: 8", "max_epochs: 20")
    steps = np.arange(4, 20 * length, 5)
    reading = in_epoch(given(tmp_path, text), int(steps[-1]), 19.0)
    rates = 0.1 * 0.5 ** (2 * (steps // length) // size)
    found = diagnose(series_of(steps, rates, tag="lr-SGD"), [reading])
    assert found.finding.verdict == "time_scaled"
    assert found.evidence.time_scale == pytest.approx(2.0)
    assert f"{length} steps per epoch" in found.finding.detail
    # No cause that only updates have.
    assert not any("batch" in cause for cause in found.finding.causes)


@pytest.mark.parametrize("level", [0.3, 5.0])
def test_a_level_does_not_hide_how_long_an_epoch_is(tmp_path: Path, level: float) -> None:
    # The log does not say how long an epoch is, and no length makes the rates that are asked for.
    reading, steps = given(tmp_path, WHOLE), np.arange(4, 8 * 37, 5)
    found = diagnose(series_of(steps, level * STEPS(steps // 37), tag="lr-SGD"), [reading])
    assert found.finding.verdict == "value_scaled"
    assert found.evidence.value_scale == pytest.approx(level)
    assert "37 steps per epoch (inferred)" in found.finding.detail
