"""The model summary of Keras 3: optimizers, schedules, and steps per epoch."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.data.run_evidence import LastPoint, RunEvidence
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.keras import KERAS_MODEL
from tb_lrplugin.frameworks.keras.schedule import from_keras_config
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Constant, Exponential, OnAxis
from tests.support.made_series import series_of
from tests.support.readings import in_evidence

HALVING = {"initial_learning_rate": 0.1, "decay_steps": 40, "decay_rate": 0.5, "staircase": True}
CONTINUOUS = {**HALVING, "staircase": False}
EPOCHS = range(20)


def schedule_node(class_name: str, config: dict[str, Any]) -> dict[str, Any]:
    return {"module": "keras.optimizers.schedules", "class_name": class_name, "config": config}


def optimizer_node(learning_rate: Any, name: str = "adam") -> dict[str, Any]:
    return {"class_name": "Adam", "config": {"name": name, "learning_rate": learning_rate}}


def model(optimizer: Any) -> str:
    return json.dumps({"class_name": "Functional", "compile_config": {"optimizer": optimizer, "loss": "mse"}})


def read(text: str | None, validation: RunEvidence | None = None) -> list[Reading]:
    siblings = {} if validation is None else {"validation": validation}
    return list(in_evidence(KERAS_MODEL, RunEvidence("logs/train", keras_model=text), siblings))


def halving(steps_per_epoch: int, config: dict[str, Any] = HALVING) -> np.ndarray:
    """What the callback logs: the rate after each epoch's updates."""
    exponent = (np.arange(len(EPOCHS)) + 1) * steps_per_epoch / config["decay_steps"]
    return np.float32(0.1 * 0.5 ** (np.floor(exponent) if config["staircase"] else exponent))


def validation_run(iterations: int, last_epoch: int) -> RunEvidence:
    points = {
        "evaluation_loss_vs_iterations": LastPoint(iterations, 0.1),
        "epoch_loss": LastPoint(last_epoch, 0.1),
    }
    return RunEvidence("logs/validation", last_points=points)


def test_a_plain_number_is_a_constant() -> None:
    (reading,) = read(model(optimizer_node(0.5)))
    assert reading.schedule == Constant(0.5)
    assert (reading.kind, reading.where, reading.optimizer) == ("keras_model", "logs/train: keras", "Adam")
    assert reading.measures("logs/train", "epoch_learning_rate") == "optimizer"


def test_the_validation_run_tells_steps_per_epoch() -> None:
    (reading,) = read(model(optimizer_node(schedule_node("ExponentialDecay", HALVING))), validation_run(140, 19))
    series = series_of(EPOCHS, halving(7), "logs/train", "epoch_learning_rate")
    diagnosis = diagnose(series, [reading])
    assert diagnosis.finding.verdict == "on_schedule"
    assert isinstance(diagnosis.schedule, OnAxis)
    assert diagnosis.schedule.describe().endswith("; 7 steps per epoch")


@pytest.mark.parametrize("count", range(1, 20))
def test_a_look_between_counter_and_epoch_does_not_alarm(count: int) -> None:
    """The counter of an epoch is written before its loss: whoever looks in between has counted one epoch more."""
    (reading,) = read(
        model(optimizer_node(schedule_node("ExponentialDecay", CONTINUOUS))), validation_run(7 * (count + 1), count - 1)
    )
    series = series_of(range(count), halving(7, CONTINUOUS)[:count], "logs/train", "epoch_learning_rate")
    diagnosis = diagnose(series, [reading])
    assert diagnosis.severity in ("ok", "notice", "unknown")
    assert diagnosis.schedule is not None
    assert diagnosis.schedule.describe().endswith("; 7 steps per epoch")


@pytest.mark.parametrize("counted", [28, 32])
def test_a_counter_that_began_anew_tells_no_pace(counted: int) -> None:
    """Resumed from a model without its optimizer at epoch 4: the run `validation` has only counted the steps since."""
    values = np.concatenate([halving(7, CONTINUOUS)[:4], halving(7, CONTINUOUS)[:4]])
    node = optimizer_node(schedule_node("ExponentialDecay", CONTINUOUS))
    (reading,) = read(model(node), validation_run(counted, 7))
    diagnosis = diagnose(series_of(range(8), values, "logs/train", "epoch_learning_rate"), [reading])
    assert diagnosis.finding.verdict == "restarted"
    assert diagnosis.finding.restart_steps == (4,)


def test_another_pace_than_the_counters_is_a_fault() -> None:
    (reading,) = read(
        model(optimizer_node(schedule_node("ExponentialDecay", CONTINUOUS))), validation_run(7 * len(EPOCHS), 19)
    )
    series = series_of(EPOCHS, halving(21, CONTINUOUS), "logs/train", "epoch_learning_rate")
    assert diagnose(series, [reading]).finding.verdict == "time_scaled"


@pytest.mark.parametrize("validation", [None, validation_run(141, 19), RunEvidence("logs/validation")])
@pytest.mark.parametrize("steps_per_epoch", [2, 3, 7, 10, 391, 5005])
def test_steps_per_epoch_are_inferred_from_a_smooth_curve(steps_per_epoch: int, validation: RunEvidence | None) -> None:
    config = {**CONTINUOUS, "decay_steps": 5 * steps_per_epoch}
    (reading,) = read(model(optimizer_node(schedule_node("ExponentialDecay", config))), validation)
    series = series_of(EPOCHS, halving(steps_per_epoch, config), "logs/train", "epoch_learning_rate")
    diagnosis = diagnose(series, [reading])
    assert diagnosis.finding.verdict == "on_schedule"
    assert diagnosis.schedule is not None
    assert diagnosis.schedule.describe().endswith(f"; {steps_per_epoch:,} steps per epoch (inferred)")


@pytest.mark.parametrize("count", range(2, 21))
def test_every_prefix_of_a_healthy_staircase_is_healthy(count: int) -> None:
    (reading,) = read(model(optimizer_node(schedule_node("ExponentialDecay", HALVING))))
    series = series_of(range(count), halving(10)[:count], "logs/train", "epoch_learning_rate")
    assert diagnose(series, [reading]).severity in ("ok", "notice")


def test_a_flat_rate_long_before_the_first_drop_is_flat_by_design() -> None:
    config = {**HALVING, "decay_steps": 800_720}
    (reading,) = read(model(optimizer_node(schedule_node("ExponentialDecay", config))))
    diagnosis = diagnose(series_of(EPOCHS, 0.1, "logs/train", "epoch_learning_rate"), [reading])
    assert diagnosis.finding.verdict == "flat_by_design"
    assert "(assumed)" in diagnosis.finding.detail
    # Nothing tells the steps of an epoch, so nothing is foreseen.
    assert "epoch" not in diagnosis.finding.headline
    assert diagnosis.next_change is None


def test_a_flat_rate_where_any_epoch_would_have_dropped_it_is_stuck() -> None:
    (reading,) = read(model(optimizer_node(schedule_node("ExponentialDecay", HALVING))))
    diagnosis = diagnose(series_of(EPOCHS, 0.1, "logs/train", "epoch_learning_rate"), [reading])
    assert diagnosis.finding.verdict == "stuck_at_initial"


def test_a_run_that_leaves_its_schedule_is_fitted_by_the_part_before() -> None:
    (reading,) = read(model(optimizer_node(schedule_node("ExponentialDecay", CONTINUOUS))))
    values = halving(10, CONTINUOUS)
    values[12:] = values[11]
    diagnosis = diagnose(series_of(EPOCHS, values, "logs/train", "epoch_learning_rate"), [reading])
    assert diagnosis.finding.verdict == "frozen"
    assert diagnosis.evidence.onset_step == 12
    assert "10 steps per epoch (inferred)" in diagnosis.finding.detail


def test_a_series_over_steps_is_held_against_steps() -> None:
    (reading,) = read(model(optimizer_node(schedule_node("ExponentialDecay", HALVING))))
    steps = range(0, 200, 5)
    schedule = Exponential(0.1, 40, 0.5, staircase=True)
    diagnosis = diagnose(series_of(steps, schedule(steps), "logs/train", "batch_learning_rate"), [reading])
    assert diagnosis.finding.verdict == "on_schedule"


def test_something_outside_sets_a_constant_rate() -> None:
    (reading,) = read(model(optimizer_node(0.01)))
    values = [0.01] * 5 + [0.005] * 5 + [0.0025] * 5
    diagnosis = diagnose(series_of(range(15), values, "logs/train", "epoch_learning_rate"), [reading])
    assert (diagnosis.finding.verdict, diagnosis.severity) == ("externally_controlled", "notice")
    assert "0.005 from epoch" in diagnosis.finding.detail or "0.005 from step 5" in diagnosis.finding.detail


def test_several_optimizers_bind_by_name() -> None:
    inner = [optimizer_node(0.5, "head"), optimizer_node(0.25, "body")]
    readings = read(model({"class_name": "Multi", "config": {"optimizers": inner}}))
    assert [reading.tag for reading in readings] == ["epoch_learning_rate_head", "epoch_learning_rate_body"]
    series = series_of(EPOCHS, 0.25, "logs/train", "epoch_learning_rate_body")
    assert diagnose(series, readings).finding.verdict == "constant_by_config"


def test_a_wrapped_optimizer_is_unwrapped() -> None:
    wrapper = {"class_name": "LossScaleOptimizer", "config": {"inner_optimizer": optimizer_node(0.5)}}
    assert [reading.schedule for reading in read(model(wrapper))] == [Constant(0.5)]


def test_a_custom_schedule_is_named_not_guessed() -> None:
    node = {**schedule_node("MyWarmup", {"peak": 0.1}), "module": "my_training"}
    (reading,) = read(model(optimizer_node(node)))
    diagnosis = diagnose(series_of(EPOCHS, 0.1, "logs/train", "epoch_learning_rate"), [reading])
    assert diagnosis.finding.verdict == "no_schedule"
    assert (
        "logs/train: keras names the schedule MyWarmup, a class of the script's own, whose formula is not known"
        in diagnosis.finding.detail
    )


def test_numbers_that_make_no_schedule_are_a_config_error() -> None:
    (reading,) = read(model(optimizer_node(schedule_node("ExponentialDecay", {**HALVING, "decay_steps": 0}))))
    assert "decay_steps is 0" in str(reading.error)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "{",
        "null",
        "[]",
        "[" * 100_000,
        '{"compile_config": null}',
        '{"compile_config": {"optimizer": "adam"}}',
        '{"compile_config": {"optimizer": {"config": 5}}}',
        '{"compile_config": {"optimizer": {"config": {}}}}',
        '{"compile_config": {"optimizer": {"config": {"optimizers": [1, null]}}}}',
        # Keras 2 writes no compile_config.
        '{"class_name": "Functional", "config": {}, "keras_version": "2.15.0", "backend": "tensorflow"}',
    ],
)
def test_what_tells_no_optimizer_is_passed_over(text: str | None) -> None:
    assert read(text) == []


@pytest.mark.parametrize("rate", [None, "0.1", [], {}, {"class_name": 5, "config": 5}, True])
def test_a_rate_of_another_kind_breaks_nothing(rate: Any) -> None:
    for reading in read(model(optimizer_node(rate))):
        assert reading.schedule is None
        assert reading.unreadable or reading.error


@pytest.mark.parametrize("values", [[0.01] * 20, [0.01] * 10 + [0.001] * 10, [0.5 * 0.9**epoch for epoch in EPOCHS]])
def test_a_callback_that_sets_the_rate_from_the_start_is_no_fault(values: list[float]) -> None:
    """LearningRateScheduler: the compiled optimizer is what it is, so only something outside can set another rate."""
    (reading,) = read(model(optimizer_node(0.001)))
    for count in range(1, len(values) + 1):
        series = series_of(range(count), values[:count], "logs/train", "epoch_learning_rate")
        diagnosis = diagnose(series, [reading])
        assert (diagnosis.finding.verdict, diagnosis.severity) == ("externally_controlled", "notice")
    assert "from epoch 0" in diagnosis.finding.detail or "from step 0" in diagnosis.finding.detail


def test_with_accumulated_gradients_the_points_tell_steps_per_epoch() -> None:
    """The schedule counts batches, but the run `validation` counts updates (keras 3.15.1 `base_optimizer.py`)."""
    node = optimizer_node(schedule_node("ExponentialDecay", CONTINUOUS))
    node["config"]["gradient_accumulation_steps"] = 4
    (reading,) = read(model(node), validation_run(40, 19))
    series = series_of(EPOCHS, halving(8, CONTINUOUS), "logs/train", "epoch_learning_rate")
    diagnosis = diagnose(series, [reading])
    assert diagnosis.finding.verdict == "on_schedule"
    assert diagnosis.schedule is not None
    assert diagnosis.schedule.describe().endswith("; 8 steps per epoch (inferred)")


class TestSeveralFits:
    """Each fit() counts its epochs from 0, and the event files show the last one's points at those epochs."""

    def logged(self, before: int, steps_per_epoch: int, config: dict[str, Any], count: int = 12) -> np.ndarray:
        exponent = (np.arange(count) + 1 + before) * steps_per_epoch / config["decay_steps"]
        return np.float32(0.1 * 0.5 ** (np.floor(exponent) if config["staircase"] else exponent))

    @pytest.mark.parametrize("before", [1, 5, 40])
    @pytest.mark.parametrize("config", [HALVING, CONTINUOUS])
    def test_the_validation_runs_counter_tells_how_many_came_before(self, before: int, config: dict[str, Any]) -> None:
        node = schedule_node("ExponentialDecay", config)
        values = self.logged(before, 7, config)
        for count in (2, 3, 5, len(values)):
            validation = validation_run(7 * (count + before), count - 1)
            (reading,) = read(model(optimizer_node(node)), validation)
            series = series_of(range(count), values[:count], "logs/train", "epoch_learning_rate")
            diagnosis = diagnose(series, [reading])
            assert diagnosis.severity in ("ok", "notice"), (count, diagnosis.finding)
        assert diagnosis.schedule is not None
        if config is CONTINUOUS:
            text = f"; 7 steps per epoch (inferred: a later fit(), {before} epochs after the first)"
            assert diagnosis.schedule.describe().endswith(text)

    @pytest.mark.parametrize("before", [1, 5, 40])
    def test_without_it_the_points_tell(self, before: int) -> None:
        (reading,) = read(model(optimizer_node(schedule_node("ExponentialDecay", CONTINUOUS))))
        series = series_of(range(12), self.logged(before, 7, CONTINUOUS), "logs/train", "epoch_learning_rate")
        diagnosis = diagnose(series, [reading])
        assert diagnosis.finding.verdict == "on_schedule"
        assert diagnosis.schedule is not None
        assert f"{before} epochs after the first" in diagnosis.schedule.describe()

    @pytest.mark.parametrize("class_name", ["CosineDecay", "PolynomialDecay"])
    @pytest.mark.parametrize("first", [1, 5])
    def test_a_fresh_optimizer_counts_from_where_it_began(self, class_name: str, first: int) -> None:
        """Compiled anew for the second stage of a transfer, which goes on counting the epochs."""
        config = {"initial_learning_rate": 0.1, "decay_steps": 84, "end_learning_rate": 0.001, "alpha": 0.0}
        schedule = from_keras_config(class_name, config)
        assert schedule is not None
        epochs = np.arange(first, first + 7)
        for count in range(1, len(epochs) + 1):
            validation = validation_run(12 * count, int(epochs[count - 1]))
            (reading,) = read(model(optimizer_node(schedule_node(class_name, config))), validation)
            series = series_of(epochs[:count], schedule(12 * (epochs[:count] - first + 1)), "t", "epoch_learning_rate")
            assert diagnose(series, [reading]).severity in ("ok", "notice", "unknown"), count

    @pytest.mark.parametrize("validation", [None, validation_run(84, 11), validation_run(119, 11)])
    def test_it_excuses_no_fault(self, validation: RunEvidence | None) -> None:
        config = {**HALVING, "decay_steps": 10}
        (reading,) = read(model(optimizer_node(schedule_node("ExponentialDecay", config))), validation)
        values = self.logged(5, 7, config)
        for wrong in (values * 3, np.full(12, 0.1), np.full(12, 0.07), np.append(values[:6], values[:6])):
            series = series_of(range(12), wrong, "logs/train", "epoch_learning_rate")
            assert diagnose(series, [reading]).severity in ("error", "warning")


@pytest.mark.parametrize(
    ("module", "registered", "is_known"),
    [
        ("keras.optimizers.schedules", None, True),
        ("tf_keras.optimizers.schedules", None, True),
        (None, "CosineDecay", False),
        ("my_training.schedules", "my>CosineDecay", False),
    ],
)
def test_the_module_says_whose_class_it_is(module: str | None, registered: str | None, is_known: bool) -> None:
    node = {
        "module": module,
        "class_name": "CosineDecay",
        "config": {"initial_learning_rate": 0.1, "decay_steps": 10},
        "registered_name": registered,
    }
    (reading,) = read(model(optimizer_node(node)))
    assert (reading.schedule is not None) == is_known
    assert ("the schedule CosineDecay, a class of the script's own," in reading.unreadable) != is_known


@pytest.mark.parametrize("points", [1, 2, 15])
@pytest.mark.parametrize("decay_steps", [10, 100])
def test_an_epoch_may_be_a_single_step(points: int, decay_steps: int) -> None:
    """All data in one batch, as physics-informed networks are trained."""
    cosine = schedule_node("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": decay_steps})
    (reading,) = read(model(optimizer_node(cosine)))
    rates = 0.05 * (1 + np.cos(np.pi * np.minimum(np.arange(1, points + 1) / decay_steps, 1)))
    series = series_of(range(points), rates.astype(np.float32), "logs/train", "epoch_learning_rate")
    found = diagnose(series, [reading])
    assert found.severity in ("ok", "notice", "unknown")
    assert points < 15 or found.finding.verdict == "on_schedule"


COSINE = {"initial_learning_rate": 1e-3, "decay_steps": 40, "alpha": 0.0}


@pytest.mark.parametrize(("epochs", "ids"), [(20, ["schedule_shorter_than_run"]), (4, [])])
def test_a_run_that_goes_on_behind_its_schedule_is_told(epochs: int, ids: list[str]) -> None:
    (reading,) = read(
        model(optimizer_node(schedule_node("CosineDecay", COSINE))), validation_run(10 * epochs, epochs - 1)
    )
    steps = np.minimum(10 * (np.arange(epochs) + 1), 40)
    rates = np.float32(5e-4 * (1 + np.cos(np.pi * steps / 40)))
    diagnosis = diagnose(series_of(range(epochs), rates, "logs/train", "epoch_learning_rate"), [reading])
    assert diagnosis.finding.verdict == "on_schedule"
    assert [warning.id for warning in diagnosis.warnings] == ids


@pytest.mark.parametrize(("factor", "is_compounded"), [(0.1, True), (0.9, False)])
def test_a_factor_that_is_applied_again_and_again_is_told(factor: float, is_compounded: bool) -> None:
    (reading,) = read(model(optimizer_node(0.01)))
    rates = 0.01 * factor ** np.arange(20)
    finding = diagnose(series_of(range(20), rates, "logs/train", "epoch_learning_rate"), [reading]).finding
    assert finding.verdict == "externally_controlled"
    assert ("to the rate that it finds" in finding.causes[0]) == is_compounded


@pytest.mark.parametrize("initial", [0.0, 0.1])
@pytest.mark.parametrize(
    ("target", "steps", "is_told"),
    [
        (None, 20, True),
        (None, 0, False),
        (0.2, 20, False),
        # Keras does not look at it either.
        *((None, odd, False) for odd in ("x", [1], {"a": 1}, math.nan, -5, None)),
    ],
)
def test_a_warmup_without_a_target_is_told(initial: float, target: float | None, steps: Any, is_told: bool) -> None:
    config = {"initial_learning_rate": initial, "decay_steps": 200, "warmup_steps": steps, "warmup_target": target}
    (reading,) = read(model(optimizer_node(schedule_node("CosineDecay", config))))
    schedule = reading.schedule
    assert schedule is not None
    rates = [schedule.value_at(10 * (epoch + 1)) for epoch in EPOCHS]
    found = diagnose(series_of(EPOCHS, rates, "logs/train", "epoch_learning_rate"), [reading])
    told = [warning for warning in found.warnings if warning.id == "setting_without_effect"]
    assert bool(told) is is_told
    for warning in told:
        assert "without warmup_target Keras leaves it out" in warning.text
        assert ("nothing is learned" in warning.text) is (initial == 0)
        assert "warmup_target=..." in str(warning.fix)
