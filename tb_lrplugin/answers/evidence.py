"""A diagnosis' numbers as lines for people, the same in the terminal and in annotations."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from tb_lrplugin.answers.entry import JsonObject
from tb_lrplugin.words.numbers import format_duration, format_rate, format_step

_SHOWN_STEPS = 5
# Offsets up to this are conventions of loggers.
_LARGEST_CONVENTION = 1
_ONE_OF = {"steps": "step", "epochs": "epoch", "micro-batches": "micro-batch", "samples": "sample"}


def evidence_text(entry: JsonObject) -> str:
    """Write the numbers that carry a verdict in one line; "" where a series has none.

    Args:
      entry: a series of the JSON contract.

    Returns:
      Such as "time_scale 4; from step 20 on: logged 0.01, expected 0.02".
    """
    return "; ".join(_evidence(entry))


def _evidence(entry: JsonObject) -> Iterator[str]:
    evidence = entry["evidence"]
    for name in ("time_scale", "value_scale"):
        if evidence[name] != 1:
            yield f"{name} {_number(evidence[name])}"
    if abs(evidence["step_offset"]) > _LARGEST_CONVENTION:
        yield f"step_offset {format_step(evidence['step_offset'])}"
    if evidence["variant"]:
        yield f"variant {evidence['variant']}"
    if evidence["restart_steps"]:
        yield f"restarted at {_steps(entry, evidence['restart_steps'])}"
    elif evidence["boundary_steps"]:
        yield f"changes at {_steps(entry, evidence['boundary_steps'])}"
    if evidence["onset_step"] is not None:
        yield f"from {_at(entry, evidence['onset_step'])} on{_both_rates(evidence)}"
    if evidence["phase"]:
        yield str(evidence["phase"])


def _both_rates(evidence: JsonObject) -> str:
    rates = ((name, evidence[f"onset_{name}"]) for name in ("logged", "expected"))
    shown = [f"{name} {_number(value)}" for name, value in rates if value is not None]
    return f": {', '.join(shown)}" if shown else ""


def next_change_text(entry: JsonObject) -> str:
    """Write when the expected rate moves next: "0.0038 at step 800,720, in 700,720 steps, about 16 h"; "" for never."""
    change = entry["next_change"]
    if change is None:
        return ""
    left = change["step"] - entry["steps"]["last"]
    unit = entry["unit"] if left != 1 else _one(entry["unit"])
    eta = change["eta_seconds"]
    seconds = f", about {format_duration(eta)}" if isinstance(eta, (int, float)) else ""
    beyond = ", after the planned end of the run" if change.get("beyond_planned_end") else ""
    return f"{_number(change['value'])} at {_at(entry, change['step'])}, in {format_step(left)} {unit}{seconds}{beyond}"


def _steps(entry: JsonObject, steps: list[int]) -> str:
    shown = ", ".join(format_step(step) for step in steps[:_SHOWN_STEPS])
    more = f" and {len(steps) - _SHOWN_STEPS:,} more" if len(steps) > _SHOWN_STEPS else ""
    return f"{_one(entry['unit']) if len(steps) == 1 else entry['unit']} {shown}{more}"


def _at(entry: JsonObject, step: int) -> str:
    return f"{_one(entry['unit'])} {format_step(step)}"


def _one(unit: str) -> str:
    return _ONE_OF.get(unit, unit)


def _number(value: Any) -> str:
    """Write a number of the contract, where what is not finite is text."""
    return format_rate(value) if isinstance(value, (int, float)) and math.isfinite(value) else str(value)
