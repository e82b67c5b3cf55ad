"""What a variation of a schedule is."""

from __future__ import annotations

from dataclasses import dataclass

from tb_lrplugin.schedules import Schedule


@dataclass(frozen=True)
class Variant:
    """One way in which a run may have read its configuration otherwise; it has no free parameter.

    Attributes:
      name: the same for every framework, for programs; `HEADLINES` in advice.py lists them.
      schedule: what the run follows then, an ordinary schedule.
      difference: how that differs from what the configuration asks for, a clause for people: "the rate drops in
        stairs".
      formula: the schedule in one line; "" where it describes itself.
    """

    name: str
    schedule: Schedule
    difference: str
    formula: str = ""

    def describe(self) -> str:
        """Say in one line what the run follows."""
        return self.formula or self.schedule.describe()
