"""How numbers, steps and places on the axis of a series are written for people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tb_lrplugin.words.numbers import format_step

# What an axis counts, several and one. Stairs are those of a schedule that is stepped once per stair.
_ONE_OF = {
    "steps": "step",
    "epochs": "epoch",
    "micro-batches": "micro-batch",
    "samples": "sample",
    "stairs": "stair",
    "calls": "call",
}
# A sentence on a schedule that has another unit than steps within.
_TELLS_BOTH = "steps per "
_STEPS = re.compile(r"\bsteps?\b")
# The first word where it is one of the language, and no name or code with capitals, dots or brackets in it.
_PLAIN_WORD = re.compile(r"\A[A-Za-z]?[a-z]*(?![\w.(])")
_MANY_OF = {one: many for many, one in _ONE_OF.items()}

# Control characters, with the escape that starts terminal sequences and the marks that turn the direction of writing.
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str, *, keeps_lines: bool = False) -> str:
    """Show as escapes what no terminal should obey: names of runs, tags and files may hold anything.

    Args:
      text: of any origin.
      keeps_lines: whether line breaks stay, as in code to copy.
    """
    text = text if keeps_lines else text.replace("\n", "\\n")
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode("ascii"), text)


def place(unit: str, step: float) -> str:
    """Name a place: "step 800,720", "epoch 12".

    Args:
      unit: what the axis counts, in the plural (`Reading.unit`).
      step: where on the axis.
    """
    return f"{one_of(unit)} {format_step(step)}"


def places(unit: str, steps: Sequence[float], most: int = 5) -> str:
    """List places: "step 60,000", "steps 60,000 and 80,000", and how many more where they are too many."""
    shown = [format_step(step) for step in steps]
    if len(shown) == 1:
        return f"{one_of(unit)} {shown[0]}"
    if len(shown) > most + 1:
        shown = [*shown[:most], f"{len(shown) - most} more"]
    return f"{many_of(unit)} {', '.join(shown[:-1])} and {shown[-1]}"


_THEN = ", then "


def shortened(moves: str, most: int) -> str:
    """Leave out the later ones of many moves: "linear from 0.1 to 0, then 0.1, then 4 more moves"."""
    parts = moves.split(_THEN)
    if len(parts) <= most:
        return moves
    return f"{_THEN.join(parts[:most])}{_THEN}{counted(len(parts) - most, 'more move')}"


def counted(count: int, one: str, many: str = "") -> str:
    """Count things: "1 change", "2 changes"."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def listed(names: Sequence[str]) -> str:
    """List names: "a", "a and b", "a, b and c"."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def length(unit: str, steps: float) -> str:
    """Name a length: "20,000 steps", "1 epoch"."""
    return f"{format_step(steps)} {one_of(unit) if steps == 1 else many_of(unit)}"


def every(unit: str, steps: float) -> str:
    """Say how often: "every 800,720 steps", "every step"."""
    return f"every {one_of(unit) if steps == 1 else length(unit, steps)}"


def capitalized(text: str) -> str:
    """Begin a sentence with words that stand amid others: "The rate", but "lr_scheduler.step()" as it is written."""
    return _PLAIN_WORD.sub(lambda found: found[0].capitalize(), text, count=1)


def uncapitalized(text: str) -> str:
    """Let a sentence go on behind other words: "the rate", but "NeMo" and "RLlib" as they are written."""
    return _PLAIN_WORD.sub(lambda found: found[0].lower(), text, count=1)


def in_unit(text: str, unit: str) -> str:
    """Let a sentence on a schedule count what its axis counts: "over 8 epochs", where it says "over 8 steps".

    A sentence that tells how many steps an epoch has counts both, and stays as it is.
    """
    if unit == "steps" or _TELLS_BOTH in text:
        return text
    return _STEPS.sub(lambda found: many_of(unit) if found[0] == "steps" else one_of(unit), text)


def one_of(unit: str) -> str:
    """Name one of what an axis counts: "epoch"."""
    return _ONE_OF.get(unit, unit)


def many_of(unit: str) -> str:
    """Name several of what an axis counts: "epochs"."""
    return _MANY_OF.get(unit, unit)
