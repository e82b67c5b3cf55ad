"""What was done to a run: the rates that came of it, and the verdict that names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from numpy.random import Generator

from benchmarks.diagnosis_accuracy.families import Configured
from tb_lrplugin.data.series import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Truth:
    """A generated fault.

    Attributes:
      verdict: the verdict that names it.
      rates: float64[n], the optimizer's rate at each logged point, before float32.
      note: the fault's parameters, for people.
      time_scale, value_scale, step_offset: k, a and d of y(x) = a * f(k * x + d), where the whole run has them.
      fastest: the largest pace of any leg.
      restart_steps: counters at which the schedule began again.
      boundary_steps: counters at which the explanation changes.
      variation: name of the variation that was run; None for none.
      also: another verdict that names the same fault.
      numbers: how many free numbers say it all; None for an arbitrary curve.
    """

    verdict: str
    rates: FloatArray
    note: str
    time_scale: float = 1.0
    value_scale: float = 1.0
    step_offset: int = 0
    fastest: float = 1.0
    restart_steps: tuple[int, ...] = ()
    boundary_steps: tuple[int, ...] = ()
    variation: str | None = None
    also: str | None = None
    numbers: int | None = 1


# Does the fault to a run whose schedule stands at the given counters at its logged points; None where the fault
# cannot be done to this schedule.
Fault = Callable[[Generator, Configured, IntArray], Truth | None]
