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
        f"{reading.where} cannot be {'read' if reading.is_closed else 'used'}",
        f"{reading.where}: {reading.error}{'' if reading.error.endswith('.') else '.'}",
        ("The user who runs TensorBoard may not read the file, or it is none.",)
        if reading.is_closed
        else ("The configuration was edited by hand, or copied only in part.",),
        f"Let {reading.where} be read, for instance with `chmod a+r`; the verdict follows with the next refresh."
        if reading.is_closed
        else f"Correct {reading.where}; the verdict follows with the next refresh.",
    )
