"""One generated run: what was configured, what was done to it, what is left in its event files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from benchmarks.diagnosis_accuracy.draw import happens, log_steps
from benchmarks.diagnosis_accuracy.families import FAMILIES, Configured, configure
from benchmarks.diagnosis_accuracy.faults import FAULTS
from benchmarks.diagnosis_accuracy.sampling import HEALTHY_SAMPLINGS, SAMPLINGS, in_float32, logged_steps
from benchmarks.diagnosis_accuracy.truth import Truth
from tb_lrplugin.data.series import FloatArray, IntArray, Series
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.tolerance import tolerance

HEALTHY = "healthy"
# Frameworks log the rate of the update before, this one or the next.
CONVENTIONS = (0, -1, 1)

_SECONDS_PER_STEP = 0.5
_LEAST_MOVE = 0.01
# float32 rounding of one and the same rate.
_SAME_RATE = 1e-6
# How often a draw that does not suit its cell (no warm-up to freeze after) is drawn again.
_DRAWS = 40


@dataclass(frozen=True, eq=False)
class Case:
    """One generated run.

    Attributes:
      name: its kind and index, from which it can be made again for the same seed.
      sampling: which of its points were kept.
      fault: name of what was done to it.
      configured: what it was configured with.
      offset: the logger's convention: the rate logged at x is that of step x + offset.
      truth: what was done to it.
      series: what is logged.
      total_steps: planned steps.
    """

    name: str
    sampling: str
    fault: str
    configured: Configured
    offset: int
    truth: Truth
    series: Series
    total_steps: int

    @property
    def cell(self) -> tuple[str, str, str]:
        """Fault, family and sampling."""
        return self.fault, self.configured.family, self.sampling

    def diagnose(self) -> Diagnosis:
        """Ask the engine, as if one configuration of no special framework lay beside the run."""
        reading = Reading("made", "config", self.configured.schedule, total_steps=self.total_steps, optimizer="adam")
        return diagnose(self.series, [reading])

    def agrees_with(self, rates: FloatArray, scale: float) -> np.ndarray:
        """Say of each logged rate whether it equals an expected one within the page of contracts' tolerance."""
        with np.errstate(invalid="ignore"):
            return np.abs(self.series.values - rates) <= tolerance(rates, scale)

    @cached_property
    def disagreeing(self) -> int:
        """How many logged points tell that something is wrong, under the convention that leaves fewest.

        A logger that races with training mixes two conventions, so mixtures of 0 and another count as one.
        """
        agrees = {offset: self._agrees_under(offset)[0] for offset in CONVENTIONS}
        mixtures = (agrees[0] | agrees[-1], agrees[0] | agrees[1])
        if any(mixed.all() for mixed in mixtures):
            return 0
        return min(int((~one).sum()) for one in agrees.values())

    def _agrees_under(self, offset: int) -> tuple[np.ndarray, FloatArray]:
        counters = self.series.steps + offset
        rates = self.configured.schedule(counters)
        scale = max(float(rates.max()), self.configured.schedule.largest_term(np.maximum(counters, 0)))
        return self.agrees_with(rates, scale), rates

    @cached_property
    def is_one_edge(self) -> bool:
        """Whether all that tells is one rate where another one is due: a single edge that is in the wrong place."""
        for offset in CONVENTIONS:
            agrees, rates = self._agrees_under(offset)
            wrong = ~agrees
            if 0 < wrong.sum() < len(agrees) and all(_is_one(some[wrong]) for some in (self.series.values, rates)):
                return True
        return False


def _is_one(rates: FloatArray) -> bool:
    return bool(np.ptp(rates) <= _SAME_RATE * np.abs(rates).max())


CELLS = tuple((fault, family, sampling) for fault in FAULTS for family in FAMILIES for sampling in SAMPLINGS)
HEALTHY_CELLS = tuple((HEALTHY, family, sampling) for family in FAMILIES for sampling in HEALTHY_SAMPLINGS)


def make_case(seed: int, index: int, is_healthy: bool) -> Case | None:
    """Make a case of the cell whose turn it is; None where the fault cannot be done to the family."""
    cells = HEALTHY_CELLS if is_healthy else CELLS
    fault, family, sampling = cells[index % len(cells)]
    random = np.random.default_rng([seed, index, is_healthy])
    for _ in range(_DRAWS):
        steps = logged_steps(sampling, random)
        total = _planned_steps(int(steps[-1]) + 1, random)
        if sampling == "after_the_end":
            total = round(int(steps[0]) * random.uniform(0.05, 0.95))
        configured = configure(family, random, total)
        offset = CONVENTIONS[int(random.integers(len(CONVENTIONS)))]
        truth = (
            _healthy(random, configured, steps, offset)
            if is_healthy
            else FAULTS[fault](random, configured, steps + offset)
        )
        if truth is not None:
            values = in_float32(truth.rates, configured.base_rate, happens(random, 0.5))
            series = Series.from_points("run", "learning_rate", steps, values, _SECONDS_PER_STEP * steps)
            name = f"{HEALTHY if is_healthy else 'faulty'}-{index}"
            return Case(name, sampling, fault, configured, offset, truth, series, total)
    return None


def _planned_steps(logged: int, random: np.random.Generator) -> int:
    """Draw the planned steps of a run: all logged, still running, trained beyond its plan, or anything."""
    kind = random.random()
    if kind < 0.5:
        return logged
    if kind < 0.8:
        return round(logged * random.uniform(1.0, 5.0))
    if kind < 0.9:
        return max(500, round(logged * random.uniform(0.5, 1.0)))
    return log_steps(random, 1_000, 500_000)


def _healthy(random: np.random.Generator, configured: Configured, steps: IntArray, offset: int) -> Truth:
    """Follow the schedule, in one run of ten with 0 and another convention mixed."""
    counters, note = steps + offset, "as configured"
    if happens(random, 0.1):
        counters = np.where(random.random(steps.shape) < 0.5, steps, counters)
        note = "two conventions mixed"
    rates = configured.schedule(counters)
    if configured.schedule.is_constant:
        verdict, also = "constant_by_config", None
    else:
        top = float(rates.max())
        move = float(np.ptp(rates)) / top if top > 0 else 0.0
        verdict = "on_schedule" if move >= _LEAST_MOVE else "flat_by_design"
        # float32 and the logger's convention decide at the very threshold, and below the least float32.
        is_close = abs(move - _LEAST_MOVE) < 0.01 * _LEAST_MOVE or top < np.finfo(np.float32).smallest_subnormal
        other = "flat_by_design" if verdict == "on_schedule" else "on_schedule"
        also = other if is_close else None
    return Truth(verdict, rates, note, also=also, numbers=0)
