"""The numbers that a configuration leaves open, filled in by whoever plans, or named as missing."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable
from dataclasses import dataclass

from tb_lrplugin.answers.plan_contract import Missing
from tb_lrplugin.frameworks.reading import Reading, changed
from tb_lrplugin.frameworks.unknown import EpochLengths, Solution, Unknown
from tb_lrplugin.schedules import Held, ScheduleError

_PER_EPOCH, _IN_ALL = "per epoch", "steps in all"
# An epoch that is longer than any warm-up.
_LONG = 2**24
PLANNED = Missing(name="planned steps", flag="--steps")
EPOCH = Missing(name="steps per epoch", flag="--steps-per-epoch")
_CHOSEN = Missing(name="the rate, which the trainer chooses by itself (optimizer: auto)", flag=None)


@dataclass(frozen=True)
class Numbers:
    """What is known of the run beside its configuration.

    Attributes:
      steps: optimizer steps in all, above 0; None where not told.
      steps_per_epoch: optimizer steps of an epoch, above 0; None where not told.
    """

    steps: int | None = None
    steps_per_epoch: int | None = None


@dataclass(frozen=True)
class Settled:
    """A configuration with all numbers in their places, as far as they are known.

    Attributes:
      reading: without a schedule where a number that makes its curve is missing.
      missing: the numbers.
      is_by_epoch: whether it is told as stepped once per epoch, though code may step it as well with every update.
    """

    reading: Reading
    missing: tuple[Missing, ...] = ()
    is_by_epoch: bool = False


def settled(reading: Reading, numbers: Numbers) -> Settled:
    """Fill in the numbers that a reading leaves open: those that are told, or of its own documented default.

    A schedule that is stepped by the epoch is told over epochs where nobody says how long one is.
    """
    length = numbers.steps_per_epoch or _implied_length(reading, numbers.steps)
    if length is not None:
        reading = _with_length(reading, length)
    options = list(reading.alternatives(reading.tag)) or [reading]
    found = _known(options, numbers.steps, length) or _by_epoch(options) or _first(reading, options[0])
    if reading.schedule is not None and found.reading.schedule is None and not found.missing:
        # It is whole but for the length of an epoch.
        return Settled(found.reading, () if length else (EPOCH,))
    return _with_total(dataclasses.replace(found, is_by_epoch=_may_be_by_step(options)), numbers.steps)


def _may_be_by_step(options: Iterable[Reading | Unknown]) -> bool:
    """Say whether a configuration leaves it to code how often its scheduler is stepped."""
    by_epoch = any(one.is_hold for one in _open(options))
    return by_epoch and any(isinstance(one, Reading) and one.schedule is not None for one in options)


def _with_length(reading: Reading, length: int) -> Reading:
    return changed(reading, lengths=EpochLengths(range(length, length + 1)))


def _implied_length(reading: Reading, steps: int | None) -> int | None:
    """Work out how long an epoch is from the steps and epochs of the run; None where one of them is not told."""
    if steps is None:
        return None
    options = _open(_with_length(reading, _LONG).alternatives(reading.tag))
    found = (_epochs(option) for option in options if option.name.endswith(_PER_EPOCH))
    epochs = next(found, None)
    return None if epochs is None else math.ceil(steps / epochs)


def _open(options: Iterable[Reading | Unknown]) -> list[Unknown]:
    return [option for option in options if isinstance(option, Unknown) and not option.is_excuse]


def _known(options: Iterable[Reading | Unknown], steps: int | None, length: int | None) -> Settled | None:
    """Take the first way whose number is told, one that is told itself before one that is worked out."""
    for ending, number in ((_IN_ALL, steps), (_PER_EPOCH, length)):
        for option in _open(options) if number is not None else ():
            built = _built(option, number) if number is not None and option.name.endswith(ending) else None
            if built is not None:
                return built
    return None


def _epochs(unknown: Unknown) -> int | None:
    """Give the planned epochs of a way whose number is the length of one; None where they are not told."""
    built = [_built(unknown, number) for number in (_LONG, 2 * _LONG)]
    totals = [0 if one is None else one.reading.total_steps or 0 for one in built]
    return totals[0] // _LONG if totals[0] and totals[1] == 2 * totals[0] else None


def _built(unknown: Unknown, number: int) -> Settled | None:
    rate = unknown.group_rates[0] if unknown.group_rates else math.nan
    try:
        reading = unknown.build(Solution(number, "given", rate))
    except (ScheduleError, ArithmeticError, ValueError):
        return None
    if reading is None:
        return None
    if len(unknown.group_rates) > 1:
        return Settled(dataclasses.replace(reading, schedule=None), (_CHOSEN,))
    return Settled(reading)


def _by_epoch(options: Iterable[Reading | Unknown]) -> Settled | None:
    """Tell a schedule that is stepped by the epoch over epochs, the first such way that is no excuse."""
    option = next(iter(_open(options)), None)
    built = _built(option, 1) if option is not None and option.is_hold else None
    if option is None or built is None:
        return None
    schedule = built.reading.schedule
    if isinstance(schedule, Held) and schedule.hold_steps == 1:
        schedule = schedule.schedule
    return Settled(dataclasses.replace(built.reading, schedule=schedule, unit="epochs"), (_missing(option),))


def _first(reading: Reading, option: Reading | Unknown) -> Settled:
    """Take the documented default; what has a number open that nobody tells has no curve."""
    if isinstance(option, Reading):
        return Settled(option)
    if option.is_excuse or len(option.searched) == 1:
        built = _built(option, option.searched[0])
        return built or Settled(dataclasses.replace(reading, schedule=None))
    rate = (_CHOSEN,) if len(option.group_rates) > 1 else ()
    return Settled(dataclasses.replace(reading, schedule=None), (_missing(option), *rate))


def _missing(unknown: Unknown) -> Missing:
    if unknown.name == _IN_ALL:
        return PLANNED
    flag = EPOCH["flag"] if unknown.name.endswith(_PER_EPOCH) else None
    return Missing(name=unknown.name or "a number that the points of a run tell", flag=flag)


def _with_total(found: Settled, steps: int | None) -> Settled:
    """Plan for so many steps, where the axis counts them."""
    reading = found.reading
    if steps is None or reading.unit != "steps" or reading.schedule is None or reading.total_steps == steps:
        return found
    schedule = None if reading.of_total is None else reading.of_total(steps)
    planned = changed(reading, total_steps=steps, schedule=schedule or reading.schedule)
    return dataclasses.replace(found, reading=planned)
