"""What a run's own event files say beside its learning rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Hyperparameter = float | str | bool


class LastPoint(NamedTuple):
    """The last point of a scalar series."""

    step: int
    value: float


@dataclass(frozen=True)
class RunEvidence:
    """The summaries of one run that sources read.

    Attributes:
      run: name of the run.
      texts: text summaries by tag ("args/text_summary").
      keras_model: the model JSON that Keras' TensorBoard callback writes; None where there is none.
      last_points: last points of scalars that tell the pace ("train/epoch"), by tag.
      hparams: hyperparameters of a session, as written for TensorBoard's HParams tab.
      children: evidence of the runs one level below, by their last name.
    """

    run: str
    texts: Mapping[str, str] = field(default_factory=dict)
    keras_model: str | None = None
    last_points: Mapping[str, LastPoint] = field(default_factory=dict)
    hparams: Mapping[str, Hyperparameter] = field(default_factory=dict)
    children: Mapping[str, RunEvidence] = field(default_factory=dict)
