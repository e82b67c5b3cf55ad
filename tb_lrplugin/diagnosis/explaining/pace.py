"""Which k makes the points follow f(k * x + d): a schedule that runs too fast or too slow."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.exact_pace import fit_as_guessed, fit_exact_pace, is_displaced
from tb_lrplugin.diagnosis.explaining.inverse import Windows, densest, line_through, windows
from tb_lrplugin.diagnosis.explaining.proof import LEAST_POINTS, follows, proves_pace
from tb_lrplugin.diagnosis.explaining.searching import CANDIDATES, HOPELESS, Fit, is_minimum, misfit, searched, zoom
from tb_lrplugin.diagnosis.explaining.telling import few_of, search_points, some_of, some_with_edges
from tb_lrplugin.words.round_numbers import simplest_factor

# What people's runs are off by, tried first: processes, accumulated batches, wrong totals.
_USUAL = np.array([2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 12.0, 16.0, 24.0, 32.0, 64.0, 1.5])
# From a schedule that is stepped per epoch of thousands of steps to one stepped per sample.
_GRID = np.geomspace(2.0**-13, 2.0**13, 1001)
_PHASES = (-1.0, -0.5, 0.0, 0.5, 1.0)
# Between two time scales of the grid, and at more of the points, a curve may fit better, but not from here.
_FAR = 2 * HOPELESS
_ZOOMS = 4
# A refined factor is right within this, however little the points narrow it.
_TRUSTED = 1.1
_LARGEST_PHASE = 130
# Guesses nearer to each other lead to the same factor.
_SAME = 1e-3
# At least so many points have to be caught at one and the same phase.
_MAJORITY = 0.7
# A factor from a line through the points may be off by this much and stand for a round one.
_ROUND = 0.01


@dataclass(frozen=True, eq=False)
class PaceSearch:
    """The search for the time scale under which every point follows the schedule.

    Attributes:
      case: the points.
      anchor: step up to which the schedule runs as it should.
    """

    case: Case
    anchor: float = 0.0

    @property
    def _sample(self) -> Case:
        return self.case.once(some_of)

    @cached_property
    def _on_grid(self) -> FloatArray:
        """The misfit of the time scales of the grid; infinite where a few points alone rule them out."""
        few = self._sample.once(few_of)
        losses = misfit(few.values, self._few_rates, few.scale)
        return searched(_GRID, losses, self._sample_losses, _FAR)

    @cached_property
    def _few_rates(self) -> FloatArray:
        """The rates of a few points under the time scales of the grid, float64[m, k]."""
        return self._rates(self._sample.once(few_of), _GRID)

    def at_level(self, level: float) -> PaceSearch:
        """Search for the pace of the same points with their rates divided by a level."""
        search = PaceSearch(self.case.at_level(level), self.anchor)
        vars(search)["_few_rates"] = self._few_rates
        return search

    def _rates(self, points: Case, scales: FloatArray, phases: FloatArray | float = 0.0) -> FloatArray:
        """Give the rates of points under time scales, each at its phase within an update; float64[..., n]."""
        due = self.anchor + scales[..., None] * (points.steps - self.anchor) + np.asarray(phases)[..., None]
        return points.rates.within(due)

    def _sample_losses(self, scales: FloatArray, phases: FloatArray | float = 0.0) -> FloatArray:
        return misfit(self._sample.values, self._rates(self._sample, scales, phases), self._sample.scale)

    def may_fit(self) -> bool:
        """Say whether some time scale comes near enough to the points for a closer look, under any phase."""
        return bool(self._on_grid.min() <= _FAR)

    def guesses(self) -> Iterator[float]:
        """Zoom in on the best time scales of the grid, best first."""
        losses = self._on_grid
        if losses.min() > HOPELESS:
            return
        minima = np.flatnonzero(is_minimum(losses)[1:-1] & np.isfinite(losses[1:-1])) + 1
        best = np.append(minima[np.argsort(losses[minima], kind="stable")][:CANDIDATES], np.argmin(losses))
        scale = _GRID[np.unique(best)]
        scale, loss = zoom(scale, scale * (_GRID[1] / _GRID[0] - 1), self._sample_losses, _ZOOMS)
        for index in np.argsort(loss, kind="stable"):
            if loss[index] <= HOPELESS / 2:
                yield float(scale[index])

    def fit(self, known: Sequence[float] = (), *, looks_exactly: bool = True) -> Fit | None:
        """Find the simplest k that explains every point, and d of f(anchor + k * (x - anchor) + d); None for none.

        Args:
          known: numbers from the configuration that may be the factor; they win over other numbers that fit as well.
          looks_exactly: whether to look for the very pace as well; under one convention of the logger is enough.
        """
        return next(filter(None, self._fits(known, looks_exactly=looks_exactly)), None)

    def exact_fits(self, known: Sequence[float] = ()) -> Iterator[Fit]:
        """Find the k under which every point has the very rate of f(anchor + k * (x - anchor) + d), d = 0 first.

        Args:
          known: numbers from the configuration that may be the factor.
        """
        displaced: list[Fit] = []
        for fit in self._exactly(self._likely(known), known):
            if is_displaced(fit.number, fit.phase):
                displaced.append(fit)
            else:
                yield fit
        # Of means over a stretch none is exact, and a second number fits them as it likes.
        if not self.case.reading.absolute_tolerance:
            yield from displaced

    def _fits(self, known: Sequence[float], *, looks_exactly: bool) -> Iterator[Fit | None]:
        likely = self._likely(known)
        # Of means a simple number within what they may be off goes before any other.
        is_mean = self.case.reading.absolute_tolerance > 0
        for scale in likely if is_mean else ():
            yield _explain(self.case, scale, self.anchor)
        if looks_exactly:
            yield from self.exact_fits(known)
        for scale in () if is_mean else likely:
            yield _explain(self.case, scale, self.anchor)
        for guess in self._guesses:
            for scale, phase in _factors(self.case, guess, self.anchor, known):
                yield _explain(self.case, scale, self.anchor, phase)

    def _likely(self, known: Sequence[float]) -> list[float]:
        """List the numbers with a reason that come near to the points, best first."""
        numbers = np.array([number for number in known if number > 0])
        usual = np.concatenate([numbers, 1 / numbers, _USUAL, 1 / _USUAL])
        # A short run may be caught at any phase within the update.
        losses = self._sample_losses(usual, np.outer(_PHASES, np.maximum(usual, 1))).min(axis=0)
        best = np.argsort(losses, kind="stable")[:CANDIDATES]
        return [float(usual[index]) for index in best if losses[index] <= HOPELESS]

    @cached_property
    def _guesses(self) -> list[float]:
        return list(self.guesses())

    def _exactly(self, likely: Sequence[float], known: Sequence[float]) -> Iterator[Fit]:
        """Look near numbers that are likely, and then near guesses, for one under which every point is exact."""
        yield from filter(None, (fit_as_guessed(self.case, scale, self.anchor) for scale in likely))
        yield from filter(None, (self._near(scale, known) for scale in likely))
        for guess in self._guesses:
            if not any(abs(guess / other - 1) < _SAME for other in likely):
                yield from filter(None, (self._near(guess, known),))

    def _near(self, guess: float, known: Sequence[float]) -> Fit | None:
        fit = fit_exact_pace(self.case, guess, self.anchor, known)
        # Beside a turn a guess that is far off takes some points for those on its other side.
        is_far = fit is not None and abs(fit.number / guess - 1) > _SAME
        return (fit_exact_pace(self.case, fit.number, self.anchor, known) or fit) if fit and is_far else fit


def fit_pace(case: Case, anchors: Sequence[float]) -> Fit | None:
    """Find the pace at which the points follow the schedule from some step on that nobody knows exactly.

    Args:
      case: the points, all behind that step.
      anchors: steps near the one up to which the schedule runs as it should.

    Returns:
      k and d of f(k * x + d); None where there are none.
    """
    for anchor in anchors:
        for guess in PaceSearch(case, anchor).guesses():
            some = case.once(some_with_edges)
            found = windows(some, anchor + guess * (some.steps - anchor))
            for scale, offset in _lines(some.steps, found, guess, ()):
                fit = _held(case, scale, scale * case.steps, offset)
                if fit is not None:
                    return fit
    return None


def _lines(steps: FloatArray, found: Windows, guess: float, known: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Lay a line k * x + d through the windows of points, float64[n], k as simple a number as they allow."""
    for slopes in (line_through(steps, found, guess), _line_near(steps, found)):
        if slopes is None:
            continue
        for scale in dict.fromkeys([simplest_factor(*slopes, known), sum(slopes) / 2]):
            first, last, share = densest(found.lower - scale * steps, found.upper - scale * steps)
            if share >= _MAJORITY and np.isfinite(first) and np.isfinite(last):
                yield scale, (first + last) / 2


def _line_near(steps: FloatArray, found: Windows) -> tuple[float, float] | None:
    """Bound the slope of the line that passes nearest to the middles of the windows, where some points have none."""
    narrow = found.found & np.isfinite(found.lower) & np.isfinite(found.upper)
    if np.count_nonzero(narrow) < LEAST_POINTS or found.found.mean() < _MAJORITY:
        return None
    x, lower, upper = steps[narrow], found.lower[narrow], found.upper[narrow]
    # On a plateau a point says next to nothing of its step.
    weight = 1 / np.square(upper - lower + 1)
    spread = x - float(np.average(x, weights=weight))
    slope = float((weight * spread * (lower + upper) / 2).sum() / (weight * spread * spread).sum())
    if not slope > 0:
        return None
    slack = min(2 * float((upper - lower).min()) / float(np.ptp(x)) / slope, _ROUND)
    return slope * (1 - slack), slope * (1 + slack)


def _factors(case: Case, guess: float, anchor: float, known: Sequence[float]) -> Iterator[tuple[float, float | None]]:
    """Narrow a guess down to factors, and the phase that goes with each; None where it is one of many."""
    yield float(round(guess)) if guess >= 1 else 1 / round(1 / guess), None
    case = case.once(some_with_edges)
    steps = case.steps - anchor
    found = windows(case, anchor + guess * steps)
    for scale, offset in _lines(case.steps, found, guess, known):
        phase = offset - anchor * (1 - scale)
        if abs(phase) <= 2 * max(scale, 1) + 1:
            yield scale, None
            yield scale, phase
    # The simplest factor of all under which every point finds its step, if the phase is none.
    ahead = np.flatnonzero(steps > 0)
    if ahead.size == 0:
        return
    ends = ((end[ahead] - anchor) / steps[ahead] for end in (found.lower, found.upper))
    low, high, share = densest(*ends)
    low, high = max(low, guess / _TRUSTED), min(high, guess * _TRUSTED)
    if share >= _MAJORITY and low <= high:
        yield simplest_factor(low, high, known), None
        # Rates next to 0 leave one end open: only near the guess are they next to 0 where they should be.
        near, far = max(low, guess * (1 - _ROUND)), min(high, guess * (1 + _ROUND))
        if near <= far:
            yield simplest_factor(near, far, known), None


def _explain(case: Case, scale: float, anchor: float, phase: float | None = None) -> Fit | None:
    """Hold one time scale against every point, under the phase within an update that suits most of them."""
    due = anchor + scale * (case.steps - anchor)
    if phase is not None:
        return _held(case, scale, due, phase)
    reach = min(math.ceil(2 * max(scale, 1.0)), _LARGEST_PHASE)
    phases = np.array(sorted(range(-reach, reach + 1), key=abs), np.float64)
    some = search_points(len(case))
    matches = follows(case[some], due[some] + phases[:, None])[0].mean(axis=1)
    order = np.argsort(-matches, kind="stable")
    if matches[order[0]] < _MAJORITY:
        return None
    best = float(phases[order[0]])
    right, explained = follows(case, due + best)
    # Under accumulation the logger may catch the schedule at any of the micro-batches of an update.
    for other in phases[order[1:]] if scale > 1 and right.mean() >= _MAJORITY else ():
        wrong = np.flatnonzero(~right)
        if wrong.size == 0:
            break
        if abs(other - best) < scale:
            also, rates = follows(case[wrong], due[wrong] + other)
            explained[wrong[also]] = rates[also]
            right[wrong[also]] = True
    is_proved = right.all() and proves_pace(case, scale, due + best, explained)
    return Fit(scale, explained, best, is_exact=False) if is_proved else None


def _held(case: Case, scale: float, due: FloatArray, phase: float) -> Fit | None:
    """Hold one time scale that makes the steps `due`, float64[n], against every point under one phase."""
    right, explained = follows(case, due + phase)
    is_proved = right.all() and proves_pace(case, scale, due + phase, explained)
    return Fit(scale, explained, phase, is_exact=False) if is_proved else None
