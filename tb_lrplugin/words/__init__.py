"""How numbers, steps and places on the axis of a series are written for people."""

from __future__ import annotations

from tb_lrplugin.words.numbers import format_step

# What an axis counts, several and one. Stairs are those of a schedule that is stepped once per stair.
_ONE_OF = {"steps": "step", "epochs": "epoch", "micro-batches": "micro-batch", "samples": "sample", "stairs": "stair"}
_MANY_OF = {one: many for many, one in _ONE_OF.items()}


def place(unit: str, step: float) -> str:
    """Name a place: "step 800,720", "epoch 12".

    Args:
      unit: what the axis counts, in the plural (`Reading.unit`).
      step: where on the axis.
    """
    return f"{one_of(unit)} {format_step(step)}"


def one_of(unit: str) -> str:
    """Name one of what an axis counts: "epoch"."""
    return _ONE_OF.get(unit, unit)


def many_of(unit: str) -> str:
    """Name several of what an axis counts: "epochs"."""
    return _MANY_OF.get(unit, unit)
