"""The pieces that formulas are made of, in plain Unicode text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tb_lrplugin.words.numbers import format_rate

# Of a schedule with more parts the first ones and the last are written.
MOST_PARTS = 12


@dataclass(frozen=True)
class Argument:
    """The argument of a formula.

    Attributes:
      symbol: what counts: "s", "⌊s / 10⌋".
      offset: added to it.
      limit: the formula is only asked for steps below this one of its own; None for all steps.
    """

    symbol: str
    offset: int = 0
    limit: int | None = None

    def __str__(self) -> str:
        return self.symbol if self.offset == 0 else f"{self.symbol} {signed(self.offset)}"

    @property
    def factor(self) -> str:
        """The argument as it stands within a product or quotient."""
        return self.symbol if self.offset == 0 else f"({self})"

    @property
    def atom(self) -> str:
        """The argument as it stands before `mod` or above as an exponent."""
        is_one = " " not in self.symbol or (self.symbol[0] == "⌊" and self.symbol.count("⌊") == 1)
        return self.symbol if is_one and self.offset == 0 else f"({self})"

    def later(self, steps: int) -> Argument:
        """Give the argument that is so many steps ahead."""
        return Argument(self.symbol, self.offset + steps, None if self.limit is None else self.limit + steps)

    def over(self, steps: float) -> str:
        """Write the argument divided by a number of steps."""
        return self.factor if steps == 1 else f"{self.factor} / {number(steps)}"

    def progress(self, steps: float) -> str:
        """Write the share of `steps` that is done, at most 1; without a bound where the formula ends before."""
        is_bounded = self.limit is not None and self.limit <= steps + 1
        return self.over(steps) if is_bounded else f"min({self.over(steps)}, 1)"


def number(value: float) -> str:
    """Write a number with all the digits that people give it: steps in full, rates with six."""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return format_rate(value, 6 if abs(value) < 1 else 12)


def signed(value: float) -> str:
    """Write what is added to something, with its sign: "+ 5"."""
    return f"{'−' if value < 0 else '+'} {number(abs(value))}"


def times(factor: float) -> str:
    """Write a factor before something else; nothing for 1."""
    return "" if factor == 1 else f"{number(factor)} · "


def between(end: float, start: float, weight: str) -> str:
    """Write end + (start - end) * weight, the weight falling from 1 to 0."""
    span = start - end
    if span == 0:
        return number(end)
    if end == 0:
        return f"{times(span)}{weight}"
    return f"{number(end)} {'−' if span < 0 else '+'} {times(abs(span))}{weight}"


def half_wave(angle: str) -> str:
    """Write the weight that falls from 1 to 0 as the cosine of an angle from 0 to π."""
    return f"(1 + cos({angle})) / 2"


def within(text: str) -> str:
    """Write a formula as it stands within another one."""
    return f"{{{text}}}" if ";" in text or ", where" in text else text


def piecewise(step: Argument, texts: Sequence[str], boundaries: Sequence[int]) -> str:
    """Write parts with the steps for which each holds; the middle of many is left out."""
    if not boundaries:
        return texts[0]
    symbol = step.symbol
    bounds = [number(boundary - step.offset) for boundary in boundaries]
    parts = [f"{texts[0]} for {symbol} < {bounds[0]}"]
    parts += [f"{texts[i]} for {bounds[i - 1]} ≤ {symbol} < {bounds[i]}" for i in range(1, len(bounds))]
    parts.append(f"{texts[-1]} from {bounds[-1]} on")
    if len(parts) > MOST_PARTS:
        parts = [*parts[: MOST_PARTS - 2], f"… {len(parts) - MOST_PARTS + 1} more parts …", parts[-1]]
    return "; ".join(parts)
