"""A schedule was found but cannot be valid."""

from __future__ import annotations

from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.frameworks.reading import Reading


def find(reading: Reading) -> Finding | None:
    """Apply where the source says why its configuration makes no schedule."""
    if reading.error is None:
        return None
    return Finding(
        "config_error",
        f"{reading.where} cannot be used",
        f"{reading.where}: {reading.error}.",
        ("The configuration was edited by hand, or copied only in part.",),
        f"Correct {reading.where}; the verdict follows with the next refresh.",
    )
