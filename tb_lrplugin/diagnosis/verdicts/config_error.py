"""A schedule was found but cannot be valid."""

from __future__ import annotations

from tb_lrplugin.diagnosis.model import Finding, Question


def find(question: Question) -> Finding | None:
    """Apply where the source says why its configuration makes no schedule."""
    reading = question.reading
    if reading is None or reading.error is None:
        return None
    return Finding(
        "config_error",
        f"{reading.where} cannot be used",
        f"{reading.where}: {reading.error}.",
        ("The configuration was edited by hand, or copied only in part.",),
        f"Correct {reading.where}; the verdict follows with the next refresh.",
    )
