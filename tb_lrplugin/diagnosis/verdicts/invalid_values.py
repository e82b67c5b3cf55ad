"""Logged rates that are no rates: NaN, infinite or negative."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.diagnosis.model import Finding, Question
from tb_lrplugin.frameworks.ways_to_tell import unit_of
from tb_lrplugin.words import place
from tb_lrplugin.words.numbers import format_rate


def find(question: Question) -> Finding | None:
    """Apply where any logged rate is NaN, infinite or negative; needs no schedule."""
    series = question.series
    # NaN compares false, so it counts as invalid here.
    invalid = ~((series.values >= 0) & (series.values < np.inf))
    if not invalid.any():
        return None
    onset = int(np.argmax(invalid))
    value = format_rate(float(series.values[onset]))
    at = place(unit_of(question.reading, series.tag), int(series.steps[onset]))
    return Finding(
        "invalid_values",
        f"Logged rate is {value} at {at}",
        f"{int(invalid.sum()):,} of {len(series):,} logged rates {'is' if invalid.sum() == 1 else 'are'} NaN, "
        f"infinite or negative; the first is {value} at {at}. A learning rate must be a finite number, 0 or "
        "above; one such update can ruin every weight.",
        (
            "A schedule divides 0 by 0 or runs past its end (decay_steps 0, warm-up as long as the run, a polynomial "
            "beyond its last step, a decay factor above 1).",
            "The rate is computed from something that became NaN, such as the loss.",
        ),
        None,
        onset,
    )
