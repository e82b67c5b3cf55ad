"""Recorded rates: a small compressed JSON with the version of the framework that made them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

_HERE = Path(__file__).resolve().parent
# Beside all steps around jumps, kinks and turns, this many evenly spaced ones are kept.
_GRID = 300
_AROUND = 2


class Recorded(NamedTuple):
    """What a framework computed.

    Attributes:
      steps: int64[n].
      rates: float64[n].
      count: how many steps were run, all of them compared when the record was made.
    """

    steps: np.ndarray
    rates: np.ndarray
    count: int


def write(name: str, versions: dict[str, str], rates: dict[str, list[float]]) -> None:
    """Write the telling steps of each case: an even grid, and both sides of every jump and kink."""
    cases = {case: _telling(np.asarray(values)) for case, values in rates.items()}
    content = {"versions": versions, "cases": cases}
    path = _HERE / f"{name}.json.gz"
    path.write_bytes(gzip.compress(json.dumps(content, separators=(",", ":")).encode(), 9, mtime=0))


def read(name: str) -> dict[str, Recorded]:
    """Read the cases of a file."""
    content: dict[str, Any] = json.loads(gzip.decompress((_HERE / f"{name}.json.gz").read_bytes()))
    return {
        case: Recorded(np.cumsum(found["step_differences"]), np.asarray(found["rates"]), found["count"])
        for case, found in content["cases"].items()
    }


def _telling(rates: np.ndarray) -> dict[str, Any]:
    """Choose steps: a bend far above its neighbours' is a corner; of many corners an even choice."""
    bend = np.abs(np.diff(rates, 2))
    usual = np.maximum(np.roll(bend, 3), np.roll(bend, -3))
    corners = np.flatnonzero(bend > 3 * usual + 1e-9 * np.abs(rates).max()) + 1
    corners = corners[np.unique(np.linspace(0, len(corners) - 1, 60).astype(int))] if len(corners) else corners
    near = (corners[:, None] + np.arange(-_AROUND, _AROUND + 1)).ravel()
    grid = np.linspace(0, len(rates) - 1, min(_GRID, len(rates))).astype(int)
    steps = np.unique(np.clip(np.concatenate([near, grid]), 0, len(rates) - 1))
    return {
        "count": len(rates),
        "step_differences": np.diff(steps, prepend=0).tolist(),
        "rates": [float(f"{rates[step]:.9g}") for step in steps],
    }
