"""Schedules one after the other."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tb_lrplugin.schedules.base import MAX_STEP, FloatArray, IntArray, Part, Phase, Pieces, Schedule, require
from tb_lrplugin.schedules.counts import MOST_STEPS
from tb_lrplugin.schedules.notation import Argument, piecewise, within
from tb_lrplugin.schedules.ramps import Polynomial
from tb_lrplugin.schedules.sampled import Sampled
from tb_lrplugin.schedules.steps import Constant
from tb_lrplugin.words import length
from tb_lrplugin.words.numbers import format_rate

_PREPARATIONS = ("burn-in", "warm-up")
# Of more parts the first ones and the last are told.
_MOST_TOLD = 4


@dataclass(frozen=True)
class Join(Schedule):
    """f(step) = schedules[i](step - boundaries[i - 1]) for boundaries[i - 1] <= step < boundaries[i].

    optax `join_schedules`: each part counts its own steps from the boundary where it begins.

    Args:
      schedules: n + 1 parts.
      boundaries: n strictly increasing steps, all above 0.
      phase_names: a name for each part, or none at all.

    Raises:
      ScheduleError: if the boundaries are not increasing or the counts do not fit.
    """

    schedules: tuple[Schedule, ...]
    boundaries: tuple[int, ...]
    phase_names: tuple[str, ...] = ()

    kind = "join"

    def __post_init__(self) -> None:
        require(
            len(self.schedules) == len(self.boundaries) + 1,
            f"{len(self.schedules)} joined schedules need {len(self.schedules) - 1} boundaries, "
            f"but there are {len(self.boundaries)}",
        )
        starts = (0, *self.boundaries)
        require(
            all(a < b for a, b in itertools.pairwise(starts)) and starts[-1] <= MOST_STEPS,
            f"the boundaries {list(self.boundaries)} must be above 0 and strictly increasing",
        )
        require(
            len(self.phase_names) in (0, len(self.schedules)),
            "give a name for every joined part, or none",
        )

    def _parts(self) -> list[tuple[int, int | None, Schedule]]:
        ends: tuple[int | None, ...] = (*self.boundaries, None)
        return list(zip((0, *self.boundaries), ends, self.schedules, strict=True))

    def parts(self) -> tuple[Part, ...]:
        names = self.phase_names or (None,) * len(self.schedules)
        return tuple(
            Part(schedule, ("schedules", index), begin, end, begin, name=name)
            for index, (name, (begin, end, schedule)) in enumerate(zip(names, self._parts(), strict=True))
        )

    def _evaluate(self, steps: IntArray) -> FloatArray:
        rates = np.empty(steps.shape, np.float64)
        for begin, chosen, schedule in self._chosen(steps):
            rates[chosen] = schedule(steps[chosen] - begin)
        return rates

    def _chosen(self, steps: IntArray) -> Iterator[tuple[int, slice | npt.NDArray[np.bool_], Schedule]]:
        """Give where each part begins, which of some steps it governs, and the part; not those that govern none."""
        boundaries = np.asarray(self.boundaries, np.int64)
        if steps.ndim == 1 and (steps[1:] >= steps[:-1]).all():
            edges = [0, *np.searchsorted(steps, boundaries).tolist(), len(steps)]
            for (begin, _, schedule), (first, last) in zip(self._parts(), itertools.pairwise(edges), strict=True):
                if first < last:
                    yield begin, slice(first, last), schedule
            return
        part = np.searchsorted(boundaries, steps, side="right")
        for index, (begin, _, schedule) in enumerate(self._parts()):
            chosen = part == index
            if chosen.any():
                yield begin, chosen, schedule

    def value_at(self, step: int) -> float:
        part = bisect.bisect_right(self.boundaries, step)
        return self.schedules[part].value_at(step - self.boundaries[part - 1] if part else step)

    def largest_term(self, steps: IntArray) -> float:
        parts = self._chosen(steps)
        return max((schedule.largest_term(steps[chosen] - begin) for begin, chosen, schedule in parts), default=0.0)

    def pieces(self, start: int, stop: int) -> Pieces:
        starts = []
        shapes = []
        for begin, end, schedule in self._parts():
            first = max(begin, start)
            last = stop if end is None else min(end, stop)
            if first < last:
                inner = schedule.pieces(first - begin, last - begin)
                starts.append(inner.starts + begin)
                shapes.append(inner.shapes)
        return Pieces.of(np.concatenate(starts), np.concatenate(shapes))

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        for begin, end, schedule in self._parts():
            if end is None or end > start:
                found = schedule.first_outside(max(start - begin, 0), low, high)
                if found is not None and (end is None or found + begin < end):
                    return found + begin
        return None

    def phases(self) -> tuple[Phase, ...]:
        return tuple(Phase(name, start) for name, start in zip(self.phase_names, (0, *self.boundaries), strict=False))

    def lengthened(self, steps: int) -> Schedule | None:
        last = self.schedules[-1].lengthened(steps)
        return None if last is None else self._with(schedules=(*self.schedules[:-1], last))

    def scaled(self, factor: int) -> Schedule | None:
        parts = tuple(part for schedule in self.schedules if (part := schedule.scaled(factor)) is not None)
        if len(parts) < len(self.schedules) or max(self.boundaries, default=0) * factor >= MAX_STEP:
            return None
        boundaries = tuple(boundary * factor for boundary in self.boundaries)
        return self._with(schedules=parts, boundaries=boundaries)

    def describe(self, offset: int = 0) -> str:
        names = self.phase_names or ("",) * len(self.schedules)
        parts = [
            self._part(name, offset + begin, None if end is None else length("steps", end - begin), schedule)
            for index, (name, (begin, end, schedule)) in enumerate(zip(names, self._parts(), strict=True))
            if not self._is_passed(index)
        ]
        if len(parts) > _MOST_TOLD:
            hidden = len(parts) - _MOST_TOLD + 1
            parts = [*parts[: _MOST_TOLD - 2], f"{hidden} more parts", parts[-1]]
        return ", then ".join(parts)

    def _is_passed(self, index: int) -> bool:
        """Say whether a part is a single step on the way between the rates beside it, which is not worth a word."""
        part, inner = self.schedules[index], 0 < index < len(self.schedules) - 1
        if not (inner and isinstance(part, Constant) and self.boundaries[index] - self.boundaries[index - 1] == 1):
            return False
        before, after = self.value_at(self.boundaries[index - 1] - 1), self.value_at(self.boundaries[index])
        return min(before, after) <= part.value <= max(before, after)

    @staticmethod
    def _part(name: str, begin: int, taking: str | None, schedule: Schedule) -> str:
        """Tell one part; `taking` is its length, None for the last one."""
        is_preparation = name in _PREPARATIONS and taking is not None
        if isinstance(schedule, Constant) and taking is not None:
            at = f"{name} at " if is_preparation else ""
            return f"{at}{format_rate(schedule.value)} for {taking}"
        if not is_preparation:
            return schedule.describe(begin)
        if isinstance(schedule, Polynomial) and schedule.power == 1:
            return f"{name} from {format_rate(schedule.init_value)} to {format_rate(schedule.end_value)} in {taking}"
        if isinstance(schedule, Sampled):
            return f"{name} from {format_rate(schedule.values[0])} to {format_rate(schedule.values[-1])} in {taking}"
        return f"{name} in {taking} ({schedule.describe()})"

    def formula(self, step: Argument) -> str:
        texts = []
        for begin, end, schedule in self._parts():
            limit = step.limit if end is None else end
            inner = Argument(step.symbol, step.offset - begin, None if limit is None else limit - begin)
            texts.append(within(schedule.formula(inner)))
        return piecewise(step, texts, self.boundaries)


def in_phases(phases: Sequence[tuple[str, int, Schedule]]) -> Schedule:
    """Join phases by their lengths; those of no steps are not there.

    Args:
      phases: name, steps and schedule of each; whatever the steps of the last one, it goes on.

    Raises:
      ScheduleError: if none takes any steps.
    """
    kept = [phase for phase in phases if phase[1] > 0]
    require(len(kept) > 0, "no phase of the schedule takes a step")
    if len(kept) == 1:
        return kept[0][2]
    ends = tuple(itertools.accumulate(steps for _, steps, _ in kept[:-1]))
    return Join(tuple(schedule for *_, schedule in kept), ends, tuple(name for name, *_ in kept))
