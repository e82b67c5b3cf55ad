"""Places on the axis of a series, named for people."""

from __future__ import annotations

from tb_lrplugin.schedules.numbers import format_step

_ONE_OF = {"steps": "step", "epochs": "epoch", "micro-batches": "micro-batch", "samples": "sample"}


def place(unit: str, step: float) -> str:
    """Name a place: "step 800,720", "epoch 12".

    Args:
      unit: what the axis counts, in the plural (`Reading.unit`).
      step: where on the axis.
    """
    return f"{_ONE_OF.get(unit, unit)} {format_step(step)}"
