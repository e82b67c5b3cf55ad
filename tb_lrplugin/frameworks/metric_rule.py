"""A rule that moves the rate by a metric: what it binds the rate to, whatever the metric does."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class MetricRule:
    """How a rule may move the rate from one moment to the next.

    Attributes:
      name: the setting that chose it, for people: "schedule: adaptive".
      metric: what it follows, for people: "the KL divergence".
      factor: every move multiplies or divides the rate by it, 1 or above; NaN where that is not known.
      floor: it goes no lower; 0 for no bound.
      ceiling: it goes no higher; infinity for no bound.
      raises: whether it raises the rate as well as lowering it.
      is_averaged: whether the logger writes a mean over several moves, which shows no single one of them.
    """

    name: str
    metric: str = "the metric"
    factor: float = math.nan
    floor: float = 0.0
    ceiling: float = math.inf
    raises: bool = False
    is_averaged: bool = False
