"""Numbers and objects as configurations hold them: as short as possible and no digit lost, or nothing at all."""

from __future__ import annotations

import json
from typing import Any

import numpy as np


def json_object(text: str) -> dict[str, Any]:
    """Read the object that a JSON text holds; an empty one where the text is no JSON, or holds something else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def float32_text(value: float) -> str:
    """Write a number for a field or a framework that keeps it in float32: the shortest that means the same there."""
    short = np.float32(value)
    # Beyond float32 (a rate that nobody trains at) all digits are as good as any.
    return _shortened(str(short)) if np.isfinite(short) and (short != 0 or value == 0) else double_text(value)


def double_text(value: float) -> str:
    """Write a number for whoever computes with doubles: the shortest that reads back as the very same."""
    return _shortened(repr(float(value)))


def python_float(text: str) -> str:
    """Make the text of a number that of a float, whichever language reads it: `0` becomes `0.0`."""
    return text if "." in text or "e" in text else f"{text}.0"


def _shortened(text: str) -> str:
    """Write 3e-05 as 3e-5, and 200.0 as 200."""
    mantissa, _, exponent = text.partition("e")
    mantissa = mantissa.removesuffix(".0")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa
