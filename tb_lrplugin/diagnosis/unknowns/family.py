"""The rates that follow from many numbers at once, of one that a configuration leaves open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray, IntArray
from tb_lrplugin.frameworks.unknown import Unknown

# Numbers whose rates show how large the curve is.
_SAMPLED = 9


@dataclass(frozen=True)
class Family:
    """The rates under several numbers of one unknown.

    Attributes:
      unknown: what is open.
      numbers: int64[k].
      rates: float64[k], the group's rate under each number; NaN where there is none, or it is not open.
    """

    unknown: Unknown
    numbers: IntArray
    rates: FloatArray

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, which: slice | IntArray | npt.NDArray[np.bool_]) -> Family:
        return Family(self.unknown, self.numbers[which], self.rates[which])

    def at(self, steps: IntArray) -> FloatArray:
        """Evaluate at int64[n] steps, float64[k, n]."""
        with np.errstate(all="ignore"):
            found = self.unknown.curve(self.numbers[:, None], steps)
            if self.unknown.slope is not None:
                found = found + self.rates[:, None] * self.unknown.slope(self.numbers[:, None], steps)
        return np.broadcast_to(found, (len(self), len(steps)))

    def few(self) -> Family:
        """Choose some of the numbers, small and large."""
        return self[np.unique(np.geomspace(1, len(self), _SAMPLED).astype(np.int64)) - 1]
