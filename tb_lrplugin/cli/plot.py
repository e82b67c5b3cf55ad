"""A curve in a terminal, drawn with the dots of braille: two across and four down in each character."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from tb_lrplugin.words import length
from tb_lrplugin.words.numbers import format_rate, format_step

_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
_BLANK = 0x2800
_DIGITS = 3


def plot(steps: Sequence[float], values: Sequence[float], unit: str, width: int, height: int, *, in_ascii: bool) -> str:
    """Draw a curve with its axes.

    Args:
      steps: of its corners, never decreasing.
      values: rates there; what is not finite is left out.
      unit: what the steps count, in the plural.
      width: of the whole in characters.
      height: of the curve in lines.
      in_ascii: whether the terminal can print nothing but ASCII.

    Returns:
      Some lines; "" for a curve that cannot be drawn.
    """
    corners = [(x, y) for x, y in zip(steps, values, strict=True) if math.isfinite(y)]
    if len(corners) < 2:
        return ""
    low, high = min(0.0, *(y for _, y in corners)), max(y for _, y in corners)
    if high <= low:
        high = low + 1.0
    top, bottom = format_rate(float(f"{high:.{_DIGITS}g}")), format_rate(low)
    margin = max(len(top), len(bottom))
    columns = max(width - margin - 2, 8)
    rows = _rows(corners, low, high, columns, height, in_ascii=in_ascii)
    edge = "|" if in_ascii else "┤"
    names = [top, *[""] * (height - 2), bottom]
    lines = [f"{name:>{margin}} {edge}{row}" for name, row in zip(names, rows, strict=True)]
    first, last = format_step(corners[0][0]), length(unit, corners[-1][0])
    lines.append(f"{'':{margin}}  {first}{last:>{max(columns - len(first), 1)}}")
    return "\n".join(line.rstrip() for line in lines)


def _rows(
    corners: Sequence[tuple[float, float]], low: float, high: float, columns: int, height: int, *, in_ascii: bool
) -> list[str]:
    """Draw straight lines between the corners, a row of text each from top to bottom."""
    across, down = (1, 1) if in_ascii else (2, 4)
    wide, tall = columns * across, height * down
    grid = [[0] * columns for _ in range(height)]
    begin, span = corners[0][0], max(corners[-1][0] - corners[0][0], 1.0)
    dots = [((x - begin) / span * (wide - 1), (high - y) / (high - low) * (tall - 1)) for x, y in corners]
    for (x0, y0), (x1, y1) in itertools.pairwise(dots):
        count = max(math.ceil(max(abs(x1 - x0), abs(y1 - y0))), 1)
        for index in range(count + 1):
            x, y = (round(a + (b - a) * index / count) for a, b in ((x0, x1), (y0, y1)))
            grid[y // down][x // across] |= 1 if in_ascii else _DOTS[x % 2][y % 4]
    if in_ascii:
        return ["".join(" *"[cell] for cell in row) for row in grid]
    return ["".join(chr(_BLANK + cell) if cell else " " for cell in row) for row in grid]
