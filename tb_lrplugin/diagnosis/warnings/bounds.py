"""A rule that moves the rate by a metric, and has nowhere left to go."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.comparing.rule import pinned_from
from tb_lrplugin.frameworks.reading import MetricRule, RunWarning
from tb_lrplugin.words import place
from tb_lrplugin.words.numbers import format_rate

# So many points, and such a part of the run, are no visit to a bound.
_LEAST_POINTS = 10
_LEAST_SHARE = 0.5
# The first update after a rollout sees hardly any divergence, and lifts the rate from the floor a little each time.
_MOVES_OFF_THE_FLOOR = 2


def pinned(series: Series, rule: MetricRule, unit: str) -> Iterator[RunWarning]:
    """Warn where the rate of a rule that raises and lowers it has come to stand at one of its bounds.

    A rule that only lowers the rate is meant to end at its floor.
    """
    if not rule.raises or not np.isfinite(series.values).all():
        return
    hover = rule.factor**_MOVES_OFF_THE_FLOOR if rule.factor > 1 else 1.0
    for word, bound, reach, other, sense in (
        ("floor", rule.floor, hover, "lower", "large"),
        ("ceiling", rule.ceiling, 1.0, "higher", "small"),
    ):
        if not 0 < bound < math.inf:
            continue
        begin = pinned_from(series.values, bound, reach)
        if len(series) - begin >= max(_LEAST_POINTS, _LEAST_SHARE * len(series)):
            yield RunWarning(
                f"pinned_at_{word}",
                f"The rate is pinned at its {word} of {format_rate(bound)} since "
                f"{place(unit, int(series.steps[begin]))}: {rule.name} would move it {other}, as {rule.metric} stays "
                f"too {sense}, and may not.",
            )
