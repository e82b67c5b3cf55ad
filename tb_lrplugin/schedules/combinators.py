"""Schedules made of another one: entered late, stepped seldom, seen on a coarser axis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import (
    LAST_STEP,
    MAX_PIECES,
    MAX_STEP,
    FloatArray,
    IntArray,
    Part,
    Phase,
    Pieces,
    Schedule,
    Shape,
    require,
)
from tb_lrplugin.schedules.counts import require_pace, require_steps
from tb_lrplugin.schedules.notation import Argument
from tb_lrplugin.schedules.power import Power
from tb_lrplugin.words import in_unit, length
from tb_lrplugin.words.numbers import format_step

# After so many units in which a rate left a band and came back, it is taken to do so for ever.
_MOST_UNITS = 500


class Wrapper(Schedule):
    """f(step) = schedule(some other step), unless a subclass does more."""

    schedule: Schedule

    def _inner(self, steps: IntArray) -> IntArray:
        """Give the steps of the schedule within at int64[...] steps."""
        return steps

    def _inner_step(self, step: int) -> int:
        """Give the step of the schedule within at one step."""
        return step

    def _first_at(self, inner: int) -> int:
        """Give the first step at which the schedule within stands at or after a step of its own; may be below 0."""
        return inner

    def _evaluate(self, steps: IntArray) -> FloatArray:
        return self.schedule(self._inner(steps))

    def value_at(self, step: int) -> float:
        return self.schedule.value_at(self._inner_step(max(step, 0)))

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        found = self.schedule.first_outside(self._inner_step(start), low, high)
        # Beyond the last step that anybody counts is never.
        if found is None or self._first_at(found) > max(MAX_STEP, start):
            return None
        return max(self._first_at(found), start)

    def parts(self) -> tuple[Part, ...]:
        return (Part(self.schedule, ("schedule",)),)

    def largest_term(self, steps: IntArray) -> float:
        return self.schedule.largest_term(self._inner(steps))

    def known_until(self) -> int | None:
        last = self.schedule.known_until()
        return None if last is None else self._first_at(last + 1) - 1

    def phases(self) -> tuple[Phase, ...]:
        starts = [(phase.name, self._first_at(phase.start)) for phase in self.schedule.phases()]
        # Of those that have begun before step 0 the last one is under way there.
        begun = sum(start <= 0 for _, start in starts)
        return tuple(Phase(name, max(start, 0)) for name, start in starts[max(begun - 1, 0) :])

    def lengthened(self, steps: int) -> Schedule | None:
        inner = self.schedule.lengthened(steps)
        return None if inner is None else self._with(schedule=inner)

    def scaled(self, factor: int) -> Schedule | None:
        inner, own = self.schedule.scaled(factor), {name: getattr(self, name) * factor for name in self.lengths}
        return None if inner is None or max(own.values(), default=0) >= MAX_STEP else self._with(schedule=inner, **own)


@dataclass(frozen=True)
class Shift(Wrapper):
    """f(step) = schedule(step + steps): a decay that went on counting during a warm-up, say.

    Args:
      schedule: any schedule.
      steps: how many of its first steps are never seen, 0 or above.
    """

    schedule: Schedule
    steps: int

    kind = "shift"
    lengths = ("steps",)

    def __post_init__(self) -> None:
        require(self.steps >= 0, f"a schedule cannot begin {format_step(-self.steps)} steps before its first step")
        require_steps("its beginning skips", self.steps, 0)

    def _inner(self, steps: IntArray) -> IntArray:
        return np.minimum(steps, LAST_STEP - self.steps) + self.steps

    def _inner_step(self, step: int) -> int:
        return min(step + self.steps, LAST_STEP)

    def _first_at(self, inner: int) -> int:
        return inner - self.steps

    def parts(self) -> tuple[Part, ...]:
        return (Part(self.schedule, ("schedule",), origin=-self.steps),)

    def pieces(self, start: int, stop: int) -> Pieces:
        if start + self.steps >= LAST_STEP:
            return Pieces.of([start], Shape.CONSTANT)
        inner = self.schedule.pieces(start + self.steps, min(stop + self.steps, LAST_STEP))
        return Pieces(inner.starts - self.steps, inner.shapes)

    def describe(self, offset: int = 0) -> str:
        begin = offset - self.steps
        text = self.schedule.describe(begin)
        # A power says itself from where it counts.
        return text if isinstance(self.schedule, Power) else f"{text}, counted from step {format_step(begin)}"

    def formula(self, step: Argument) -> str:
        return self.schedule.formula(step.later(self.steps))


@dataclass(frozen=True)
class Held(Wrapper):
    """f(step) = schedule(floor(step / hold_steps)): a scheduler that is stepped at the end of each epoch, say.

    Args:
      schedule: counts holds.
      hold_steps: optimizer steps per hold, 1 or more.
      unit: name of one hold, for people; a remark may follow: "epoch (inferred)".
    """

    schedule: Schedule
    hold_steps: int
    unit: str = "epoch"

    kind = "held"
    lengths = ("hold_steps",)
    # Its schedule counts other steps.
    lengthened = Schedule.lengthened
    scaled = Schedule.scaled

    def __post_init__(self) -> None:
        require_pace(self.hold_steps, self.unit)

    def _inner(self, steps: IntArray) -> IntArray:
        return steps // self.hold_steps

    def _inner_step(self, step: int) -> int:
        return step // self.hold_steps

    def _first_at(self, inner: int) -> int:
        return inner * self.hold_steps

    def parts(self) -> tuple[Part, ...]:
        return (Part(self.schedule, ("schedule",), unit=(self.hold_steps, 1)),)

    def pieces(self, start: int, stop: int) -> Pieces:
        if self.hold_steps == 1:
            return self.schedule.pieces(start, stop)
        first, last = start // self.hold_steps, (stop - 1) // self.hold_steps
        inner = self.schedule.pieces(first, last + 1)
        ends = np.append(inner.starts[1:], last + 1)
        moving = inner.shapes != Shape.CONSTANT
        if int((ends - inner.starts)[moving].sum()) > MAX_PIECES:
            return Pieces.of([start], Shape.CURVE)
        # Where the schedule moves, every hold is a stair; where it rests, one piece is enough.
        holds = np.concatenate(
            [
                np.arange(begin, end) if is_moving else np.array([begin], np.int64)
                for begin, end, is_moving in zip(inner.starts, ends, moving, strict=True)
            ]
        )
        values = self.schedule(holds)
        seen = np.append(True, values[1:] != values[:-1])
        starts = np.maximum(holds[seen] * self.hold_steps, start)
        return Pieces.of(starts, Shape.CONSTANT)

    def describe(self, offset: int = 0) -> str:
        word = self.unit.partition(" ")[0]
        return f"{in_unit(self.schedule.describe(), f'{word}s')}; {length('steps', self.hold_steps)} per {self.unit}"

    def formula(self, step: Argument) -> str:
        if self.hold_steps == 1:
            return self.schedule.formula(step)
        limit = None if step.limit is None else -(-step.limit // self.hold_steps)
        return self.schedule.formula(Argument(f"⌊{step.over(self.hold_steps)}⌋", 0, limit))


@dataclass(frozen=True)
class OnAxis(Wrapper):
    """f(x) = schedule(steps_per_unit * (x + shift)), where x counts epochs, say.

    Args:
      schedule: counts optimizer steps.
      steps_per_unit: optimizer steps per unit of x, 1 or more.
      shift: units added to x first: 1 where x counts epochs from 0 and the rate is that at the epoch's end.
      unit: name of one unit, for people.
    """

    schedule: Schedule
    steps_per_unit: int
    shift: int = 0
    unit: str = "epoch"

    kind = "on_axis"
    lengths = ("shift",)
    # Its schedule counts other steps.
    lengthened = Schedule.lengthened

    def __post_init__(self) -> None:
        require_pace(self.steps_per_unit, self.unit)
        require(0 <= self.shift <= MAX_STEP, f"the shift is {self.shift}: it must be 0 or above")

    def _inner(self, steps: IntArray) -> IntArray:
        most = LAST_STEP // self.steps_per_unit
        inner: IntArray = (np.minimum(steps, most - self.shift) + self.shift) * self.steps_per_unit
        return inner

    def _inner_step(self, step: int) -> int:
        return min(step + self.shift, LAST_STEP // self.steps_per_unit) * self.steps_per_unit

    def _first_at(self, inner: int) -> int:
        return -(-inner // self.steps_per_unit) - self.shift

    def parts(self) -> tuple[Part, ...]:
        return (Part(self.schedule, ("schedule",), origin=-self.shift, unit=(1, self.steps_per_unit)),)

    def pieces(self, start: int, stop: int) -> Pieces:
        # Steps beyond what any run takes are garbage of the log; they must not leave the range of int64.
        inner_start = min((start + self.shift) * self.steps_per_unit, MAX_STEP - 1)
        inner_stop = min((stop + self.shift) * self.steps_per_unit, MAX_STEP)
        inner = self.schedule.pieces(inner_start, inner_stop)
        starts = np.maximum(-(-inner.starts // self.steps_per_unit) - self.shift, start)
        # Of several inner pieces within one unit only the last one is seen at an x.
        last = np.append(starts[1:] != starts[:-1], True) & (starts < stop)
        return Pieces(starts[last], inner.shapes[last])

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        for _ in range(_MOST_UNITS):
            found = super().first_outside(start, low, high)
            if found is None or not low <= self.value_at(found) <= high:
                return found
            # It left the band and came back within one unit: look on from here.
            start = found + 1
        # A wave whose period fits into one unit comes back every time.
        return None

    @property
    def is_constant(self) -> bool:
        # What happens before the first x, or between two, is a move as well, though none of the rates shows it.
        return self.schedule.is_constant

    def describe(self, offset: int = 0) -> str:
        return f"{self.schedule.describe(offset)}; {length('steps', self.steps_per_unit)} per {self.unit}"

    def formula(self, step: Argument) -> str:
        return self.schedule.formula(Argument(f"{self.steps_per_unit} · {step.later(self.shift).factor}"))
