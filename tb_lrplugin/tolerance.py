"""How far a logged rate may lie from a schedule, in rate and in steps, and still count as following it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

# float32 storage and arithmetic of the frameworks stays within 2e-6 of the value; near the end of a
# cosine they cancel, so part of the tolerance is tied to the largest rate of the curve.
RELATIVE_TOLERANCE = 1e-5
ABSOLUTE_TOLERANCE = 1e-6
# Conventions of the frameworks, never a fault: a logger counts updates done, or an index from 0, and
# logs the rate of the update before, this one or the next.
CONVENTIONAL_OFFSETS = (0, -1, 1)
# The least number that float32 can hold: what is due below it is logged as 0.
_LEAST_LOGGED = 2.0**-149


def tolerance(expected: npt.ArrayLike, scale: float, relative: float = RELATIVE_TOLERANCE) -> npt.NDArray[np.float64]:
    """Give the largest difference from an expected rate that still counts as equal.

    Args:
      expected: float[...], expected rates.
      scale: the largest expected rate of the curve.
      relative: the part that hangs on the rate itself; larger where the logger rounds.
    """
    return relative * np.abs(np.asarray(expected, np.float64)) + ABSOLUTE_TOLERANCE * scale + _LEAST_LOGGED
