"""What configurations are written in; here, their parameters by name and type, a sentence for one that is wrong."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tb_lrplugin.schedules.base import MAX_STEP, ScheduleError

_SHOWN = 60


class ArgumentError(ScheduleError):
    """A parameter that is missing or of a wrong type; the message names it."""


class Arguments:
    """The parameters of one scheduler; a parameter that is absent or None has its default."""

    def __init__(self, owner: str, values: Mapping[Any, Any]) -> None:
        """Wrap the parameters.

        Args:
          owner: what they belong to, for the sentences: "StepLR".
          values: anything at all, by name.
        """
        self.owner = owner
        self._values = values

    def has(self, name: str) -> bool:
        """Say whether a parameter is given."""
        return self._values.get(name) is not None

    def raw(self, name: str) -> Any:
        """Give a parameter as it stands; None where it is absent."""
        return self._values.get(name)

    def number(self, name: str, default: float | None = None) -> float:
        """Give a finite number.

        Raises:
          ScheduleError: if it is missing without a default, or no finite number.
        """
        value = self._given(name, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self._refusal(name, value, "a number is needed")
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise self._refusal(name, value, "a finite number is needed")
        return number

    def whole(self, name: str, default: int | None = None) -> int:
        """Give a whole number that steps can be counted with.

        Raises:
          ScheduleError: if it is missing without a default, or no such number.
        """
        return self._as_whole(name, self._given(name, default))

    def wholes(self, name: str, default: tuple[int, ...] | None = None) -> list[int]:
        """Give a list of whole numbers; a single one counts as a list of one.

        Raises:
          ScheduleError: if it is missing without a default, or holds anything else.
        """
        value = self._given(name, default)
        items = value if isinstance(value, (list, tuple)) else [value]
        return [self._as_whole(name, item) for item in items]

    def flag(self, name: str, *, default: bool) -> bool:
        """Give a truth value, a number counting as Python counts it.

        Raises:
          ScheduleError: if it is neither.
        """
        value = self._given(name, default)
        if not isinstance(value, (bool, int)):
            raise self._refusal(name, value, "true or false is needed")
        return bool(value)

    def word(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """Give one of some words.

        Raises:
          ScheduleError: if it is none of them.
        """
        value = self._given(name, default)
        if value not in allowed:
            raise self._refusal(name, value, f"one of {', '.join(allowed)} is needed")
        return str(value)

    def _given(self, name: str, default: Any) -> Any:
        value = self._values.get(name)
        if value is None:
            value = default
        if value is None:
            raise ArgumentError(f"{self.owner} has no {name}, which it needs")
        return value

    def _as_whole(self, name: str, value: Any) -> int:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_number or not abs(value) <= MAX_STEP or not float(value).is_integer():
            raise self._refusal(name, value, "a whole number is needed")
        return int(value)

    def _refusal(self, name: str, value: Any, need: str) -> ArgumentError:
        try:
            text = repr(value)
        except (ValueError, RecursionError):  # Python refuses to write out integers of thousands of digits.
            text = "out of all bounds"
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
        return ArgumentError(f"{name} of {self.owner} is {shown}: {need}")
