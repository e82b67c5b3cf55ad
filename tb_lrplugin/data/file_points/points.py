"""What a reader of points from files gives, and what the store asks of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray

# A number beyond it is no step: sums of two steps stay within int64.
LARGEST_STEP = 2**62
IsWanted = Callable[[Collection[str]], Collection[str]]


@dataclass(frozen=True, eq=False)
class Column:
    """The points of one scalar, in the order they were written.

    Attributes:
      steps: int64[n].
      values: float64[n].
      seconds: float64[n], since some moment; empty where the file tells no times.
      rounding: how far a value may lie from the one before it was written, relative to it; 0 for all its digits.
    """

    steps: npt.NDArray[np.int64]
    values: FloatArray
    seconds: FloatArray = field(default_factory=lambda: np.empty(0))
    rounding: float = 0.0


@dataclass(frozen=True)
class Table:
    """What was read of one file.

    Attributes:
      columns: the scalars that were asked for and have points, by tag.
      others: the tags of the scalars that nobody asked for.
      left_out: what was not read, in a sentence; "" for nothing.
    """

    columns: Mapping[str, Column] = field(default_factory=dict)
    others: Sequence[str] = ()
    left_out: str = ""


@dataclass(frozen=True)
class PointFile:
    """One kind of file.

    Attributes:
      name: of the file.
      parse: makes a table of its bytes; None where it is another tool's file of that name. It is given the bytes,
        whether they are all of them, and which of some tags are wanted. Raises ValueError with a sentence for what is
        broken.
      copies: the beginning of the names of directories that hold older copies, followed by a number; "" for none.
    """

    name: str
    parse: Callable[[bytes, bool, IsWanted], Table | None]
    copies: str = ""


def left_out(count: int, of: str) -> str:
    """Say how much of a file was not read: "3 of its lines cannot be read and are left out."; "" for nothing."""
    return f"{count:,} of {of} cannot be read and {'is' if count == 1 else 'are'} left out." if count else ""


def column_of(rows: Iterable[tuple[int, float, float | None]], rounding: float = 0.0) -> Column | None:
    """Make a column of (step, value, seconds); None where there is no row."""
    if not (listed := list(rows)):
        return None
    steps, values, seconds = zip(*listed, strict=True)
    times = np.array([np.nan if second is None else second for second in seconds], np.float64)
    told = times if np.isfinite(times).all() and (np.diff(times) >= 0).all() else np.empty(0)
    return Column(np.array(steps, np.int64), np.array(values, np.float64), told, rounding)
