"""The ways in which points may follow a schedule to float32 rounding, the simpler first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tb_lrplugin.diagnosis.describing.curves import Curve, Polyline
from tb_lrplugin.diagnosis.describing.joining import Description, Piece, describe
from tb_lrplugin.diagnosis.describing.one_curve import COSTLY, QUICK, Part, best_fit
from tb_lrplugin.diagnosis.describing.points import Points, Stretch, stretches
from tb_lrplugin.diagnosis.describing.sequence import in_sequence
from tb_lrplugin.diagnosis.describing.stairs import Levels, fit_drops, fit_stairs, stair_of_curve
from tb_lrplugin.diagnosis.describing.waves import fit_waves
from tb_lrplugin.schedules import Held, Shift
from tb_lrplugin.words import every

# Beyond this many stretches only something that repeats can be told.
_MOST_STRETCHES = 12
# A rise along no simple curve is told by its points; by no more of them than these.
_MOST_RISING = 100


@dataclass(frozen=True, eq=False)
class Logged:
    """Logged points and what every way looks at, each made once.

    Attributes:
      points: all of them, or those after the lead.
      sample: some of them.
      unit: what the x axis counts, for the words.
      lead: what leads up to the points, one piece or none.
    """

    points: Points
    sample: Points
    unit: str
    lead: tuple[Piece, ...] = ()

    @cached_property
    def parts(self) -> list[Stretch]:
        """The stretches of the sample."""
        return stretches(self.sample)

    @cached_property
    def levels(self) -> Levels:
        """The runs of one rate in all points."""
        return Levels.of(self.points)

    @cached_property
    def whole(self) -> Curve | None:
        """The one curve that all points follow."""
        return best_fit(Part(self.sample), (*QUICK, *COSTLY) if len(self.parts) == 1 else QUICK)

    @cached_property
    def rests(self) -> list[Logged]:
        """All points, and those after a ramp that rises to a peak or a burn-in, if they begin with one."""
        first = self.parts[0]
        if len(self.parts) > 1 and first.direction >= 0:
            for fits in (QUICK, COSTLY):
                # The point at the turn may belong to what follows.
                for end in (first.end, first.end - 1):
                    ramp = self.sample.part(0, end)
                    curve = best_fit(Part(ramp), fits) if len(ramp) >= 2 else None
                    if curve is not None:
                        last = float(ramp.x[-1])
                        points, sample = self.points.after(last), self.sample.after(last)
                        return [self, Logged(points, sample, self.unit, (Piece.over(ramp, curve),))]
        return [self]

    def told(self, pieces: Sequence[Piece] | None) -> Iterator[Description]:
        """Describe curves that follow one another, if they make a schedule."""
        found = None if pieces is None else describe(pieces, self.points, self.unit)
        if found is not None:
            yield found


def exact(logged: Logged) -> Description | None:
    """Find the simplest schedule that all points follow to float32 rounding; None where no way leads to one."""
    for is_likely, ways in _WAYS:
        found = _first_true(logged, ways(logged)) if is_likely(logged) else None
        if found is not None:
            return found
    return None


def after_a_rise(logged: Logged) -> Description | None:
    """Find the one curve that most of the points follow, after others that rise to it along no simple curve."""
    return _first_true(logged, _curve_after_a_rise(logged))


def _first_true(logged: Logged, descriptions: Iterator[Description]) -> Description | None:
    for description in descriptions:
        # Most of what does not hold is told by the sample.
        if all(points.lie_on(description.schedule) for points in (logged.sample, logged.points)):
            return description
    return None


Way = Callable[[Logged], Iterator[Description]]


def _after_any_lead(fit: Callable[[Logged], Curve | None]) -> Way:
    """Fit a curve to all points, or to those after a ramp or a burn-in."""

    def way(logged: Logged) -> Iterator[Description]:
        for rest in logged.rests:
            curve = fit(rest)
            yield from logged.told(None if curve is None else [*rest.lead, Piece.over(rest.sample, curve)])

    return way


def _one_curve(logged: Logged) -> Iterator[Description]:
    yield from logged.told(None if logged.whole is None else [Piece.over(logged.sample, logged.whole)])


def _curves_in_sequence(logged: Logged) -> Iterator[Description]:
    yield from logged.told(in_sequence(logged.sample, logged.parts))


def _stairs(rest: Logged) -> Curve | None:
    return fit_stairs(rest.levels) if rest.levels.are_steps else None


def _stairs_seen_once(rest: Logged) -> Curve | None:
    """Find stairs of which many were logged only once."""
    return fit_stairs(rest.levels) if len(rest.levels) >= 4 and not rest.levels.are_steps else None


def _drops(rest: Logged) -> Curve | None:
    return fit_drops(rest.levels)


def _waves(rest: Logged) -> Curve | None:
    return fit_waves(rest.sample, rest.parts) if len(rest.sample) >= 6 else None


def _curve_in_stairs(logged: Logged) -> Iterator[Description]:
    """Describe a curve that is stepped once in many steps."""
    found = stair_of_curve(logged.levels)
    inner = None if found is None else exact(Logged(found[2], found[2].sampled(), "stairs"))
    if found is not None and inner is not None:
        stair, cut, _ = found
        held = Held(inner.schedule, stair, "stair")
        text = f"{inner.text}, a stair {every(logged.unit, stair)}"
        yield (
            Description(Shift(held, cut), f"{text}, the first one after {stair - cut}")
            if cut
            else Description(held, text)
        )


def _curve_after_a_rise(logged: Logged) -> Iterator[Description]:
    x, y = logged.points.x, logged.points.y
    peak = int(np.argmax(y))
    # The peak ends the rise, or the curve begins with it.
    for begin in (peak, peak + 1):
        if 2 <= begin <= min(len(x) // 2, _MOST_RISING) and (np.diff(y[:begin]) > 0).all():
            last = float(x[begin - 1])
            rest = Logged(logged.points.after(last), logged.sample.after(last), logged.unit)
            curve = rest.whole
            if curve is not None and len(rest.points) >= curve.parameters + 2:
                rise = Polyline(tuple(x[: begin + 1].tolist()), tuple(y[: begin + 1].tolist()))
                yield from logged.told([Piece(rise, float(x[0]), last), Piece.over(rest.sample, curve)])


def _always(_: Logged) -> bool:
    return True


# When to try a way, and the way.
_WAYS: Sequence[tuple[Callable[[Logged], bool], Way]] = (
    (_always, _one_curve),
    (_always, _after_any_lead(_stairs)),
    (lambda logged: logged.levels.are_steps, _curve_in_stairs),
    (_always, _after_any_lead(_drops)),
    (lambda logged: len(logged.parts) > 1 and not logged.levels.are_steps, _after_any_lead(_waves)),
    (lambda logged: 1 < len(logged.parts) <= _MOST_STRETCHES and not logged.levels.are_steps, _curves_in_sequence),
    (_always, _after_any_lead(_stairs_seen_once)),
    (lambda logged: len(logged.parts) == 1 and logged.whole is None, _curves_in_sequence),
)
