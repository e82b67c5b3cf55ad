"""Several fit() calls: the counter is read as a difference, and each configuration governs from when it was written."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.data.run_evidence import RunEvidence, Trail
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks.keras import KERAS_MODEL
from tests.support.readings import in_evidence

Rate = Callable[[np.ndarray], np.ndarray]
COSINE: dict[str, Any] = {"initial_learning_rate": 1e-3, "decay_steps": 84, "alpha": 0.0}
DECAY: dict[str, Any] = {"initial_learning_rate": 1e-3, "decay_steps": 20, "decay_rate": 0.9, "staircase": False}
FIRST = 1_795_761_302.0


def node(kind: str, config: dict[str, Any]) -> str:
    rate = {"module": "keras.optimizers.schedules", "class_name": kind, "config": config}
    optimizer = {"class_name": "SGD", "config": {"name": "sgd", "learning_rate": rate}}
    return json.dumps({"class_name": "Functional", "compile_config": {"optimizer": optimizer, "loss": "mse"}})


def cosine(rate: float) -> Rate:
    return lambda steps: rate * 0.5 * (1 + np.cos(np.pi * np.minimum(steps / COSINE["decay_steps"], 1)))


def decay(rate: float) -> Rate:
    return lambda steps: rate * DECAY["decay_rate"] ** (steps / DECAY["decay_steps"])


def diagnosed(
    text: str, written: float | None, epochs: range, rates: np.ndarray, counters: Sequence[int | None], lost: int = 0
) -> Diagnosis:
    """Diagnose a run of one epoch a second; `lost` epochs of the run `validation` are not flushed yet."""
    ends = FIRST + np.asarray(epochs, np.float64) + 0.8
    read = [(count, end - 0.01) for count, end in zip(counters, ends, strict=True) if count is not None]
    kept = slice(None, len(epochs) - lost)
    trails = {
        # A counter that fell is superseded, as every step that does.
        "evaluation_loss_vs_iterations": _trail(*zip(*read, strict=True)) if read else None,
        "epoch_loss": _trail(list(epochs)[kept], ends[kept]),
    }
    known = {tag: trail for tag, trail in trails.items() if trail is not None and len(trail.steps)}
    validation = RunEvidence("validation", last_points={tag: t.last for tag, t in known.items()}, trails=known)
    own = {"epoch_loss": _trail(list(epochs), ends)}
    train = RunEvidence("train", keras_model=text, keras_model_since=written, trails=own)
    series = Series.from_points("train", "epoch_learning_rate", list(epochs), np.float32(rates), ends)
    return diagnose(series, in_evidence(KERAS_MODEL, train, {"validation": validation} if read else {}))


def _trail(steps: Any, times: Any) -> Trail:
    series = Series.from_points("validation", "", steps, np.zeros(len(steps)), times)
    return Trail(series.steps, series.values, series.wall_times)


def ends_of(count: int, length: int) -> np.ndarray:
    return (np.arange(count) + 1) * length


@pytest.mark.parametrize("length", [3, 12, 40])
@pytest.mark.parametrize("begin", [1, 9])
@pytest.mark.parametrize("points", [2, 7])
@pytest.mark.parametrize("lost", [0, 1, None])
def test_a_stage_of_its_own_counts_from_its_begin(length: int, begin: int, points: int, lost: int | None) -> None:
    counters = ends_of(points, length)
    epochs = range(begin, begin + points)
    # Without a validation nothing tells the counter.
    read: list[int | None] = counters.tolist() if lost is not None else [None] * points
    found = diagnosed(node("CosineDecay", COSINE), FIRST, epochs, cosine(1e-3)(counters), read, lost or 0)
    assert found.severity in ("ok", "notice", "unknown"), found.finding


@pytest.mark.parametrize("has_validation", [True, False])
@pytest.mark.parametrize("before", [cosine(1e-2), decay(4e-3), lambda steps: np.full(steps.shape, 5e-3)])
@pytest.mark.parametrize(
    ("kind", "config", "rate"), [("CosineDecay", COSINE, cosine), ("ExponentialDecay", DECAY, decay)]
)
@pytest.mark.parametrize("points", [1, 7])
def test_a_configuration_governs_from_when_it_was_written(
    kind: str, config: dict[str, Any], rate: Callable[[float], Rate], before: Rate, points: int, has_validation: bool
) -> None:
    length, first = 12, 5
    one, other = ends_of(first, length), ends_of(points, length)
    rates = np.concatenate([before(one), rate(1e-3)(other)])
    counters = [*one.tolist(), *other.tolist()] if has_validation else [None] * (first + points)
    found = diagnosed(node(kind, config), FIRST + first, range(first + points), rates, counters)
    assert found.severity == "unknown"
    assert "a configuration that was written anew before epoch 5" in found.finding.detail
    assert "nothing to hold" not in found.finding.detail
    assert " From epoch 0 to " in found.finding.detail


def test_the_same_configuration_from_the_begin_is_a_restart() -> None:
    counters = ends_of(6, 12)
    rates = np.tile(cosine(1e-3)(counters), 2)
    found = diagnosed(
        node("CosineDecay", COSINE), FIRST + 6, range(12), rates, [*counters.tolist(), *counters.tolist()]
    )
    assert (found.finding.verdict, found.finding.restart_steps) == ("restarted", (6,))


def test_a_fault_since_the_configuration_was_written_is_told() -> None:
    counters = ends_of(5, 12)
    rates = np.concatenate([np.full(5, 5e-3), 3 * cosine(1e-3)(counters)])
    found = diagnosed(
        node("CosineDecay", COSINE), FIRST + 5, range(10), rates, [*counters.tolist(), *counters.tolist()]
    )
    assert found.severity == "warning"


@pytest.mark.parametrize("frequency", [2, 3])
@pytest.mark.parametrize("lost", [0, 1])
def test_validation_now_and_then(frequency: int, lost: int) -> None:
    counters = ends_of(12, 7)
    read = [int(count) if (index + 1) % frequency == 0 else None for index, count in enumerate(counters)]
    found = diagnosed(node("ExponentialDecay", DECAY), FIRST, range(12), decay(1e-3)(counters), read, lost)
    assert found.severity == "ok", found.finding
