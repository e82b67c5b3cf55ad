"""Values that frameworks write into text summaries with Python's `str`."""

from __future__ import annotations


def printed_value(text: str) -> float | bool | str | None:
    """Read a number, a boolean or None as `str` printed it; anything else stays text."""
    plain = text.strip()
    if plain in ("True", "False", "None"):
        return {"True": True, "False": False}.get(plain)
    try:
        return float(plain)
    except ValueError:
        return plain
