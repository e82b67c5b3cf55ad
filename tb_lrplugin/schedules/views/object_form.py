"""Schedules to and from plain JSON objects: {"kind": "cosine", "init_value": 0.1, "decay_steps": 100, ...}.

Kinds and parameters have the names of the message (`message.py`). An object may come from anybody, so all of it is
checked: kinds, names, types, numbers, how deep it nests and how large it is.
"""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from collections.abc import Mapping
from typing import Any

from tb_lrplugin.schedules.base import KINDS, Schedule, ScheduleError
from tb_lrplugin.schedules.views.message import MAX_DEPTH, kind_of, parameters_of

# Real configurations have a dozen parts; a chain of cycles has some hundred.
_MOST_PARTS = 300
_MOST_NUMBERS = 50_000
# What JSON's numbers tell apart.
_MOST_STEPS = 2**53
_MOST_CHARACTERS = 200
_SHOWN = 40

Json = Any


def to_object(schedule: Schedule) -> dict[str, Json]:
    """Write a schedule as an object; `from_object` gives an equal schedule back.

    Raises:
      TypeError: for a class that the message does not know.
    """
    result: dict[str, Json] = {"kind": kind_of(schedule)}
    for name, value in parameters_of(schedule).items():
        if isinstance(value, Schedule):
            result[name] = to_object(value)
        elif isinstance(value, tuple):
            result[name] = [to_object(part) if isinstance(part, Schedule) else part for part in value]
        else:
            result[name] = value
    return result


def from_object(value: Json, most_parts: int = _MOST_PARTS, most_numbers: int = _MOST_NUMBERS) -> Schedule:
    """Read a schedule from an object that anybody may have made.

    Args:
      value: parsed JSON.
      most_parts: how many schedules may be nested within each other, all told.
      most_numbers: how many entries all lists may have, all told.

    Raises:
      ScheduleError: with a sentence, where it is not the object of a valid schedule.
    """
    return _Reader(most_parts, most_numbers).schedule(value, "the schedule", MAX_DEPTH)


class _Reader:
    """Reads one object, and counts what it holds."""

    def __init__(self, most_parts: int, most_numbers: int) -> None:
        self._parts_left = self._most_parts = most_parts
        self._numbers_left = self._most_numbers = most_numbers

    def schedule(self, value: Json, where: str, depth: int) -> Schedule:
        if depth == 0:
            raise ScheduleError(f"the schedule is nested more than {MAX_DEPTH} deep")
        self._parts_left -= 1
        if self._parts_left < 0:
            raise ScheduleError(f"the schedule has more than {self._most_parts} parts")
        if not isinstance(value, Mapping):
            raise ScheduleError(f'{where} is {_shown(value)}: an object with a "kind" is needed')
        kind = value.get("kind")
        schedule_class = KINDS.get(kind) if isinstance(kind, str) else None
        if schedule_class is None:
            raise ScheduleError(f"{where} is of kind {_shown(kind)}, which is none that is known")
        known = {field.name: field for field in dataclasses.fields(schedule_class)}  # type: ignore[arg-type]
        for name in value:
            if name != "kind" and name not in known:
                raise ScheduleError(f"{kind} has no parameter {_shown(name)}; it has {', '.join(known)}")
        hints = typing.get_type_hints(schedule_class)
        parameters = {}
        for name, field in known.items():
            if name in value:
                parameters[name] = self._parameter(value[name], hints[name], f"{name} of {kind}", depth)
            elif field.default is dataclasses.MISSING:
                raise ScheduleError(f"{kind} lacks its parameter {name}")
        try:
            return schedule_class(**parameters)
        except (OverflowError, ArithmeticError) as error:
            raise ScheduleError(f"{kind} cannot be computed with such numbers") from error

    def _parameter(self, value: Json, hint: Any, where: str, depth: int) -> Any:
        if hint is Schedule:
            return self.schedule(value, where, depth - 1)
        if typing.get_origin(hint) is tuple:
            if not isinstance(value, list):
                raise ScheduleError(f"{where} is {_shown(value)}: a list is needed")
            self._numbers_left -= len(value)
            if self._numbers_left < 0:
                raise ScheduleError(f"the lists of the schedule have more than {self._most_numbers:,} entries")
            entry = typing.get_args(hint)[0]
            return tuple(self._parameter(part, entry, f"an entry of {where}", depth) for part in value)
        return _CHECKS[hint](value, where)


def _number(value: Json, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ScheduleError(f"{where} is {_shown(value)}: a number is needed")
    number = float(value) if abs(value) <= 1e300 else math.inf
    if not math.isfinite(number):
        raise ScheduleError(f"{where} is {_shown(value)}: a finite number is needed")
    return number


def _whole(value: Json, where: str) -> int:
    number = _number(value, where)
    if not number.is_integer() or abs(number) > _MOST_STEPS:
        raise ScheduleError(f"{where} is {_shown(value)}: a whole number is needed, at most 2^53")
    return int(value)


def _flag(value: Json, where: str) -> bool:
    if not isinstance(value, bool):
        raise ScheduleError(f"{where} is {_shown(value)}: true or false is needed")
    return value


def _text(value: Json, where: str) -> str:
    if not isinstance(value, str) or len(value) > _MOST_CHARACTERS:
        raise ScheduleError(f"{where} is {_shown(value)}: a text of at most {_MOST_CHARACTERS} characters is needed")
    if not value.isprintable():
        raise ScheduleError(f"{where} is {_shown(value)}: it holds characters that cannot be shown")
    return value


_CHECKS: Mapping[Any, Any] = types.MappingProxyType({float: _number, int: _whole, bool: _flag, str: _text})


def _shown(value: Json) -> str:
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # Python refuses to write out integers of thousands of digits.
        return "out of all bounds"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
