"""The settings of a configuration by its framework's own names, and what it asks for with others in their places.

Nothing has to be declared for it: the settings are the numbers that stand in the text, which is read back by the room
that wrote it, or by the readers of the room that it was read by. What changes nothing is no setting of the schedule.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import numpy as np

from tb_lrplugin.data.files import OneFile
from tb_lrplugin.formats.literals import Place, Value, places_in, with_values
from tb_lrplugin.frameworks.framework import Configuration, Framework
from tb_lrplugin.frameworks.from_text import attempts
from tb_lrplugin.frameworks.reading import Reading, changed
from tb_lrplugin.frameworks.unknown import Solution, Unknown
from tb_lrplugin.schedules import Schedule, ScheduleError

# More are edited in a file, not in a form; each is tried once.
_MOST_PLACES = 48
# Text and schedule are one where they differ by less: some numbers are written with six digits.
_CLOSE, _CHECKED_STEPS = 1e-5, 500


@dataclass(frozen=True)
class Setting:
    """One number or switch of a configuration.

    Attributes:
      name: as the framework calls it: "warmup_steps".
      value: what it is now.
      kind: what may be put in its place.
      is_total: whether it says how long the run takes.
    """

    name: str
    value: Value
    kind: Literal["number", "integer", "boolean"]
    is_total: bool = False


def settings_of(configuration: Configuration, schedule: Schedule, last: int) -> tuple[Setting, ...]:
    """List the settings that a configuration's schedule depends on; none where its text does not say it all.

    Args:
      configuration: the text, and how it is read.
      schedule: what it was written for.
      last: last step of interest.
    """
    read = _read(configuration, {})
    if read is None or read.schedule is None or not _is_same(read.schedule, schedule, last):
        return ()
    found = (_setting(configuration, place, read) for place in places_in(configuration.text)[:_MOST_PLACES])
    return tuple(setting for setting in found if setting is not None)


def tried(configuration: Configuration, values: Mapping[str, Value]) -> Reading:
    """Give what a configuration asks for with other values, its text among it.

    Raises:
      ScheduleError: if the framework would refuse them, or the text has no such settings.
    """
    text = with_values(configuration.text, values)
    unknown = sorted(values.keys() - {place.name for place in places_in(configuration.text)})
    if unknown:
        raise ScheduleError(f"the configuration has no {unknown[0][:40]}")
    asked = ", ".join(f"{name[:40]} = {value}" for name, value in values.items())
    try:
        reading = configuration.read(text)
    except ScheduleError as error:
        raise ScheduleError(f"with {asked}, {error}") from error
    if reading is None or reading.schedule is None:
        raise ScheduleError(f"with {asked}, {(reading and reading.error) or 'the framework has no such schedule'}")
    return reading


def source_lines(
    framework: Framework, reading: Reading, schedule: Schedule, tag: str, last: int
) -> Configuration | None:
    """Give the lines that a source was read from, as a configuration that can be read again.

    Args:
      framework: whose source it is.
      reading: as the points bound it, numbers filled in.
      schedule: that of the reading.
      tag: tag of the series.
      last: last logged step.

    Returns:
      The lines; None where they do not tell the schedule by themselves.
    """
    text = "\n".join(line for line in reading.text.splitlines() if not line.lstrip().startswith("#"))
    name = reading.where.rpartition("/")[2] or "text"
    meanings = _Meanings(framework, name, tag, reading, last)
    for attempt, found in enumerate(meanings.of(text)):
        for place, meaning in enumerate(found):
            if meaning is not None and meaning.schedule is not None and _is_same(meaning.schedule, schedule, last):
                return Configuration("source", text, partial(meanings.at, attempt, place))
    return None


@dataclass(frozen=True)
class _Meanings:
    """What a text may mean, in an order that does not depend on its numbers."""

    framework: Framework
    name: str
    tag: str
    bound: Reading
    last: int

    def of(self, text: str) -> Sequence[Sequence[Reading | None]]:
        """List what each way of reading makes of a text, every number that is open filled in as in this run."""
        directory = OneFile(self.name, self.framework.whole(text))
        ways = attempts([self.framework], directory, self.name)
        return [[meaning for reading in way for meaning in self._meanings(reading)] for way in ways]

    def at(self, attempt: int, place: int, text: str) -> Reading | None:
        """Give the meaning of one place; an error that stands there instead."""
        found = self.of(text)[attempt]
        return found[place] if place < len(found) else found[0] if found else None

    def _meanings(self, reading: Reading) -> list[Reading | None]:
        if reading.error is not None:
            return [reading]
        found: list[Reading | None] = []
        # What the run told of its epochs stands in no text.
        for one in changed(reading, lengths=self.bound.lengths).alternatives(self.tag):
            found.append(one if isinstance(one, Reading) else self._built(one))
        return found

    def _built(self, unknown: Unknown) -> Reading | None:
        found = self.bound.solution
        if found is None:
            number = int(dict(self.bound.numbers).get(unknown.name) or unknown.assumed(self.last))
            found = Solution(number, "inferred")
        if len(unknown.group_rates) == 1 or (unknown.group_rates and math.isnan(found.rate)):
            # What the text says, and not what the points told, where that is open as well.
            found = replace(found, rate=unknown.group_rates[0])
        try:
            return unknown.build(found)
        except (ScheduleError, ArithmeticError, ValueError):
            return None


def _setting(configuration: Configuration, place: Place, base: Reading) -> Setting | None:
    """Try whether a number of the text matters, and what may stand in its place."""
    value = place.value
    if isinstance(value, bool):
        other = _read(configuration, {place.name: not value})
        return Setting(place.name, value, "boolean") if _differs(other, base) else None
    # Of tokens, say, many make one step.
    nearby = (value + 1, 2 * value) if isinstance(value, int) else (value * 1.25 or 0.5,)
    tried_out = (_read(configuration, {place.name: number}) for number in nearby)
    moved = next((one for one in tried_out if _differs(one, base)), base)
    if moved is base:
        return None
    # What is refused tells nothing of a total.
    is_total = moved is not None and moved.schedule is not None and moved.total_steps != base.total_steps
    if isinstance(value, float):
        return Setting(place.name, value, "number", is_total)
    between = _read(configuration, {place.name: value + 0.5})
    # A number that is cut off to a whole one is none.
    is_number = between and moved and between.schedule not in (None, base.schedule, moved.schedule)
    return Setting(place.name, value, "number" if is_number else "integer", is_total)


def _differs(reading: Reading | None, base: Reading) -> bool:
    return reading is None or reading.schedule != base.schedule


def _read(configuration: Configuration, values: Mapping[str, Value]) -> Reading | None:
    try:
        return configuration.read(with_values(configuration.text, values))
    except (ScheduleError, ArithmeticError, LookupError, TypeError, ValueError):
        return None


def _is_same(one: Schedule, other: Schedule, last: int) -> bool:
    if one == other:
        return True
    steps = np.unique(np.linspace(0, max(last, 1), _CHECKED_STEPS).astype(np.int64))
    with np.errstate(all="ignore"):
        rates, expected = one(steps), other(steps)
    return bool(np.allclose(rates, expected, rtol=_CLOSE, atol=_CLOSE * float(np.abs(expected).max())))
