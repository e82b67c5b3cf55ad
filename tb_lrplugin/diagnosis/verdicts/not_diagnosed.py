"""The series or its configuration made the diagnosis fail: never left out, and never green."""

from __future__ import annotations

import traceback
from pathlib import Path

from tb_lrplugin.diagnosis.model import Finding, Question

_PACKAGE = Path(__file__).resolve().parents[2]
_MOST_SHOWN = 500


def find(question: Question) -> Finding | None:
    """Apply where TensorBoard's reader cannot read the points."""
    reason = question.series.unreadable
    if not reason:
        return None
    return Finding(
        "not_diagnosed",
        "Its points cannot be read",
        f"TensorBoard's reader fails on this series: {reason[:_MOST_SHOWN]}",
        ("The series does not hold one number at each step: a vector, a text or a complex number, say.",),
        "Log one float32 number for each rate and step.",
    )


def of_error(error: Exception) -> Finding:
    """Say that the diagnosis itself failed, and what to put into an issue report."""
    reason = f"{type(error).__name__}: {error}"[:_MOST_SHOWN]
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if _PACKAGE in Path(frame.filename).parents]
    where = (
        f" ({Path(places[-1].filename).relative_to(_PACKAGE).as_posix()}, line {places[-1].lineno})" if places else ""
    )
    return Finding(
        "not_diagnosed",
        "This series could not be diagnosed",
        f"The diagnosis failed with {reason}{where}. That is a fault of tb-lrplugin, or of a number in the "
        "configuration that no training can have.",
        ("A number in the configuration is beyond what can be computed with.", "A fault of tb-lrplugin."),
        "Look for such a number in the configuration. If there is none, please report the sentence above with the "
        "event file.",
    )
