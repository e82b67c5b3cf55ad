"""What a run's own event files say beside its learning rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tb_lrplugin.data.series import FloatArray, IntArray

Hyperparameter = float | str | bool


class LastPoint(NamedTuple):
    """The last point of a scalar series."""

    step: int
    value: float


@dataclass(frozen=True, eq=False)
class Trail:
    """Points of a scalar that tells a pace, none of them superseded by a later launch; at least one.

    Attributes:
      steps: int64[n], strictly increasing.
      values: float64[n].
      wall_times: float64[n], seconds since the epoch.
    """

    steps: IntArray
    values: FloatArray
    wall_times: FloatArray

    @property
    def last(self) -> LastPoint:
        """The last point."""
        return LastPoint(int(self.steps[-1]), float(self.values[-1]))

    def points(self) -> tuple[LastPoint, ...]:
        """List step and value of every point."""
        return tuple(map(LastPoint, self.steps.tolist(), self.values.tolist()))


@dataclass(frozen=True)
class RunEvidence:
    """The summaries of one run that sources read.

    Attributes:
      run: name of the run.
      texts: text summaries by tag ("args/text_summary").
      keras_model: the model JSON that Keras' TensorBoard callback writes; None where there is none.
      keras_model_since: wall time at which that was written, seconds since the epoch; None where not known.
      last_points: last points of scalars that tell the pace ("train/epoch"), by tag.
      trails: some of the points of the same scalars, the last one among them, by tag.
      hparams: hyperparameters of a session, as written for TensorBoard's HParams tab.
      children: evidence of the runs one level below, by their last name.
    """

    run: str
    texts: Mapping[str, str] = field(default_factory=dict)
    keras_model: str | None = None
    keras_model_since: float | None = None
    last_points: Mapping[str, LastPoint] = field(default_factory=dict)
    trails: Mapping[str, Trail] = field(default_factory=dict, compare=False)
    hparams: Mapping[str, Hyperparameter] = field(default_factory=dict)
    children: Mapping[str, RunEvidence] = field(default_factory=dict)

    def points_of(self, *tags: str) -> tuple[LastPoint, ...]:
        """List what is known of the first of some scalars that is there, in the order of its steps."""
        for tag in tags:
            if tag in self.trails:
                return self.trails[tag].points()
            if tag in self.last_points:
                return (self.last_points[tag],)
        return ()
