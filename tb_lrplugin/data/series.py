"""One series of logged learning rates."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tb_lrplugin.words import counted

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Series:
    """The logged learning rates of one (run, tag).

    Attributes:
      run: name of the TensorBoard run.
      tag: tag of the scalar.
      steps: int64[n], the series' own x axis, strictly increasing.
      values: float64[n], logged rates; float32 precision in most log directories.
      wall_times: float64[n], seconds since the epoch.
      unreadable: why its points cannot be read, where there are none for that reason; "" otherwise.
      is_sample: whether the reader may have left out points, as TensorBoard does of long series.
      rounding: how far a value may lie from the one before it was written, relative to it, where that is more than
        float32 does.
      origin: the file that the points are from, relative to the log directory; "" for event files.
    """

    run: str
    tag: str
    steps: IntArray
    values: FloatArray
    wall_times: FloatArray
    unreadable: str = ""
    is_sample: bool = False
    rounding: float = 0.0
    origin: str = ""

    @staticmethod
    def from_points(
        run: str,
        tag: str,
        steps: npt.ArrayLike,
        values: npt.ArrayLike,
        wall_times: npt.ArrayLike,
        unreadable: str = "",
        rounding: float = 0.0,
        origin: str = "",
        is_sample: bool = False,
    ) -> Series:
        """Make a series of points in the order they were written.

        Where a point's step is not above that of the points before it (a run that was resumed from
        an older checkpoint, or started again in the same directory), the earlier points from that
        step on are superseded and left out. TensorBoard's data server does the same while it reads;
        its Python reader keeps them, so that only this makes both tell one story.

        Args:
          run: name of the run.
          tag: tag of the scalar.
          steps: int64[m], in written order.
          values: float[m].
          wall_times: float[m], seconds.
          unreadable: why there are no points.
          rounding: as of a series.
          origin: as of a series.
          is_sample: whether points may have been left out before.
        """
        step_array = np.asarray(steps, np.int64)
        value_array = np.asarray(values, np.float64)
        time_array = np.asarray(wall_times, np.float64)
        if len(step_array) > 1 and not (step_array[1:] > step_array[:-1]).all():
            least_after = np.minimum.accumulate(step_array[::-1])[::-1][1:]
            kept = np.append(step_array[:-1] < least_after, True)
            if not kept.all():
                step_array, value_array, time_array = (
                    step_array[kept],
                    value_array[kept],
                    time_array[kept],
                )
        return Series(run, tag, step_array, value_array, time_array, unreadable, is_sample, rounding, origin)

    def until(self, step: int) -> Series:
        """Leave out the points after a step."""
        return self[: int(np.searchsorted(self.steps, step, side="right"))]

    def __getitem__(self, where: slice | IntArray) -> Series:
        """Take some of the points alone."""
        steps, values, wall_times = self.steps[where], self.values[where], self.wall_times[where]
        # Searches take some points again and again: `replace` takes twice as long.
        return Series(self.run, self.tag, steps, values, wall_times, "", self.is_sample, self.rounding, self.origin)

    @property
    def first_step(self) -> int | None:
        """Step of the first point; None where there is none."""
        return int(self.steps[0]) if len(self) else None

    @property
    def last_step(self) -> int | None:
        """Step of the last point; None where there is none."""
        return int(self.steps[-1]) if len(self) else None

    @property
    def began_at(self) -> float:
        """Wall time of the first point, seconds since the epoch; minus infinity where a file without times holds it.

        Its points have the time at which the file was last written, as no other is known.
        """
        is_known = len(self) > 0 and not (self.origin and self.wall_times[0] == self.wall_times[-1])
        return float(self.wall_times[0]) if is_known else -math.inf

    @property
    def first_value(self) -> float | None:
        """Rate of the first point; None where there is none."""
        return float(self.values[0]) if len(self) else None

    @property
    def last_value(self) -> float | None:
        """Rate of the last point; None where there is none."""
        return float(self.values[-1]) if len(self) else None

    @property
    def counted(self) -> str:
        """Say how many points there are, for people: "400 logged points", "1,000 sampled points"."""
        return counted(len(self), "sampled point" if self.is_sample else "logged point")

    def __len__(self) -> int:
        return len(self.steps)
