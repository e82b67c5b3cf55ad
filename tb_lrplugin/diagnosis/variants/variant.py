"""What a variation of a schedule is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tb_lrplugin.schedules import Schedule

VariantName = Literal[
    "staircase",
    "continuous",
    "burnin_not_subtracted",
    "warmup_not_subtracted",
    "warmup_subtracted",
    "no_burnin",
    "no_warmup",
    "warmup_added_to_total",
    "warmup_within_total",
    "no_hold",
    "no_floor",
    "clamped_floor",
    "interpolated_floor",
    "linear_instead_of_cosine",
    "cosine_instead_of_linear",
    "power_ignored",
    "cycles_ignored",
    "restarts_instead_of_wave",
    "wave_instead_of_restarts",
    "rises_again",
    "constant_warmup",
    "warmup_from_zero",
    "linear_warmup",
    "logarithmic_warmup",
    "deepspeed_warmup",
    "stepped_every_step",
    "stepped_per_epoch",
]


@dataclass(frozen=True)
class Variant:
    """One way in which a run may have read its configuration otherwise; it has no free parameter.

    Attributes:
      name: the same for every framework, for programs.
      schedule: what the run follows then, an ordinary schedule.
      difference: how that differs from what the configuration asks for, a clause for people: "the rate drops in
        stairs".
      formula: the schedule in one line; "" where it describes itself.
    """

    name: VariantName
    schedule: Schedule
    difference: str
    formula: str = ""

    def describe(self) -> str:
        """Say in one line what the run follows."""
        return self.formula or self.schedule.describe()
