"""One leg of a run: a stretch of points that follow the schedule in one way."""

from __future__ import annotations

from dataclasses import dataclass

from tb_lrplugin.data.series import FloatArray


@dataclass(frozen=True, eq=False)
class Leg:
    """Points [start, stop) that follow a * f(anchor + k * (x + offset - anchor) + d).

    Attributes:
      start, stop: indices of its points.
      explained: float64[stop - start], the rates it gives at its points.
      offset: the logger's own offset, one for all legs.
      step_offset: d, in steps, beside the logger's own.
      value_scale: a.
      time_scale: k, counted from the leg's first step on.
      total: the total of the schedule that it follows, in steps; None for the configured one.
      restarts: whether the schedule began again at its first point, from 0.
      jumps: whether its points follow nothing, the schedule going on behind them as before.
    """

    start: int
    stop: int
    explained: FloatArray
    offset: int
    step_offset: int = 0
    value_scale: float = 1.0
    time_scale: float = 1.0
    total: int | None = None
    restarts: bool = False
    jumps: bool = False

    def __len__(self) -> int:
        return self.stop - self.start

    @property
    def is_plain(self) -> bool:
        """Whether it follows the schedule as it is."""
        return (
            self.step_offset == 0
            and self.value_scale == 1
            and self.time_scale == 1
            and self.total is None
            and not self.jumps
        )

    @property
    def is_elsewhere(self) -> bool:
        """Whether it has a number of its own."""
        return not (self.is_plain or self.restarts or self.jumps)
