"""What a reader of points from files gives, and what the store asks of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.ranged_file import LargeFile
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


class Reading(ABC):
    """The reading of one file, which may go on where it grew."""

    @abstractmethod
    def read_on(self, content: LargeFile, most_bytes: int) -> Table | None:
        """Read what is there, or what is new.

        Args:
          content: the file as it is now.
          most_bytes: of its beginning; what is behind them is left out.

        Returns:
          All points read so far; None where it is another tool's file of that name.

        Raises:
          ValueError: with a sentence for what is broken.
          OSError: where the file cannot be read.
        """

    def is_continued_by(self, content: LargeFile) -> bool:
        """Say whether a file is the one that was read before, as it was or longer."""
        return False


@dataclass(frozen=True)
class PointFile:
    """One kind of file.

    Attributes:
      name: of the file.
      begin: begins to read one, given which of some tags are wanted.
      copies: the beginning of the names of directories that hold older copies, followed by a number; "" for none.
    """

    name: str
    begin: Callable[[IsWanted], Reading]
    copies: str = ""


def left_out(count: int, of: str) -> str:
    """Say how much of a file was not read: "3 of its lines cannot be read and are left out."; "" for nothing."""
    return f"{count:,} of {of} cannot be read and {'is' if count == 1 else 'are'} left out." if count else ""


def column_of(
    steps: Iterable[int], values: Iterable[float], seconds: Iterable[float], rounding: float = 0.0
) -> Column | None:
    """Make a column of rows; None where there is none. Where a second is NaN or goes back, there are no times."""
    # Copies: what is read of a file goes on to grow.
    numbers = np.array(steps, np.int64)
    if not numbers.size:
        return None
    times = np.array(seconds, np.float64)
    told = times if np.isfinite(times).all() and (np.diff(times) >= 0).all() else np.empty(0)
    return Column(numbers, np.array(values, np.float64), told, rounding)
