"""What every schedule keeps, held against a scan of its steps; one function a law."""

from __future__ import annotations

import json
import math
import warnings

import numpy as np
import numpy.typing as npt

from tb_lrplugin.schedules import Schedule, Shape, draw, from_message, to_message
from tb_lrplugin.schedules.views import formula_of, from_object, outline, to_object

Array = npt.NDArray[np.float64]

# numpy's powers of whole arrays may differ from single ones in the last digit.
LAST_DIGIT = 1e-14


def scan(schedule: Schedule, steps: npt.NDArray[np.int64]) -> Array:
    """Evaluate one step at a time."""
    return np.array([schedule.value_at(int(step)) for step in steps])


def arrays_evaluate_as_single_steps_do(schedule: Schedule, steps: npt.NDArray[np.int64]) -> None:
    rates = schedule(steps)
    assert rates.dtype == np.float64
    assert (rates >= 0).all()
    np.testing.assert_allclose(rates, scan(schedule, steps), rtol=LAST_DIGIT, atol=0)
    square = schedule(steps.reshape(2, -1))
    assert square.shape == (2, len(steps) // 2)
    np.testing.assert_allclose(square.ravel(), rates, rtol=LAST_DIGIT, atol=0)


def message_and_object_give_it_back(schedule: Schedule) -> None:
    message = to_message(schedule)
    for again in (
        from_message(type(message).FromString(message.SerializeToString())),
        from_object(json.loads(json.dumps(to_object(schedule)))),
    ):
        assert again == schedule
        assert again.describe() == schedule.describe()


def pieces_tell_the_truth(schedule: Schedule, start: int, stop: int) -> None:
    """They partition the steps; what they call constant or straight is so, and nothing jumps within."""
    pieces = schedule.pieces(start, stop)
    partition(pieces.starts, pieces.shapes, start, stop)
    assert schedule.breakpoints(start, stop).tolist() == pieces.starts[1:].tolist()
    for begin, end, shape in zip(pieces.starts, np.append(pieces.starts[1:], stop), pieces.shapes, strict=True):
        steps = np.arange(begin, end)
        rates = schedule(steps)
        if shape == Shape.CONSTANT:
            np.testing.assert_allclose(rates, rates[0], rtol=LAST_DIGIT, atol=0)
        elif shape == Shape.LINEAR:
            straight = np.interp(steps, [begin, end - 1], [rates[0], rates[-1]])
            assert np.abs(rates - straight).max() <= 1e-9 * rates.max()


def partition(starts: npt.NDArray[np.int64], shapes: npt.NDArray[np.uint8], start: int, stop: int) -> None:
    assert starts[0] == start
    assert (np.diff(starts) > 0).all()
    assert starts[-1] < stop
    assert len(starts) == len(shapes)


def first_outside_is_what_a_scan_finds(schedule: Schedule, start: int, low: float, high: float, rates: Array) -> None:
    """`rates` are those of the steps from 0 on."""
    outside = np.flatnonzero((rates < low) | (rates > high))
    outside = outside[outside >= start]
    found = schedule.first_outside(start, low, high)
    if found is None or found >= len(rates):
        assert outside.size == 0
        assert found is None or not low <= schedule.value_at(found) <= high
    else:
        assert found == outside[0]


def the_drawn_line_shows_it(schedule: Schedule, start: int, stop: int) -> None:
    """At every step; `start` may be below 0."""
    vertices = draw(schedule, start, stop)
    assert vertices.steps[0] <= max(start, 0)
    assert vertices.steps[-1] == stop
    assert (np.diff(vertices.steps) >= 0).all()
    steps = np.arange(max(start, 0), stop + 1)
    rates = schedule(steps)
    drawn = np.array([_drawn_at(vertices.steps, vertices.values, int(step)) for step in steps])
    assert np.abs(drawn - rates).max() <= 1e-3 * np.ptp(rates) + 1e-12
    pieces = schedule.pieces(int(steps[0]), stop + 1)
    shape_at = pieces.shapes[np.searchsorted(pieces.starts, steps, side="right") - 1]
    flat = shape_at == Shape.CONSTANT
    np.testing.assert_allclose(drawn[flat], rates[flat], rtol=LAST_DIGIT, atol=0)


def _drawn_at(steps: npt.NDArray[np.int64], rates: Array, step: int) -> float:
    """Read a drawn line at a step; of two vertices there the last one counts."""
    left = int(np.searchsorted(steps, step, side="right")) - 1
    if steps[left] == step:
        return float(rates[left])
    share = (step - steps[left]) / (steps[left + 1] - steps[left])
    return float(rates[left] + share * (rates[left + 1] - rates[left]))


def it_is_quiet(schedule: Schedule, start: int, length: int, low: float, high: float) -> None:
    """Whatever is asked of it ends in numbers, without a warning."""
    stop = start + length
    steps = np.array([0, 1, 2, start, start + 1, stop - 1, stop, 2**24 + 1, 2**53 + 1, 2**62])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        rates = schedule(steps)
        assert (rates >= 0).all(), rates
        np.testing.assert_allclose(scan(schedule, steps), rates, rtol=LAST_DIGIT, atol=0)
        partition((pieces := schedule.pieces(start, stop)).starts, pieces.shapes, start, stop)
        for at in (start, stop):
            found = schedule.first_outside(at, low, high)
            assert found is None or (found >= at and not low <= schedule.value_at(found) <= high)
            changed = schedule.first_change(at)
            assert changed is None or changed > at
        assert schedule.is_constant in (True, False)
        assert math.isfinite(schedule.largest_term(steps))
        assert schedule.describe() and formula_of(schedule)
        assert not any(phase.start < 0 for phase in schedule.phases())
        assert not np.isnan(outline(schedule, start, stop).values).any()
        if len(pieces.starts) < 100:
            assert not np.isnan(draw(schedule, start, stop).values).any()
        for other in (schedule.scaled(3), schedule.lengthened(7), schedule.lengthened(-7)):
            assert other is None or other.value_at(start) >= 0
