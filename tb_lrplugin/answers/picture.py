"""A series as a picture: logged over expected rates in SVG, legible on a light and on a dark page."""

from __future__ import annotations

import math
import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass

from tb_lrplugin.answers import series_entry
from tb_lrplugin.answers.chart import chart_data
from tb_lrplugin.answers.contract import Number
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.words import printable
from tb_lrplugin.words.numbers import format_rate, format_step

_WIDTH, _HEIGHT = 720, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 66, 16, 58, 40
_TICKS = 5
_HEADROOM = 1.08
_LONGEST_TITLE = 80
# Pixels that no eye sees.
_SLACK = 0.15
_FONT = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_STYLE = f"""
.lr-text {{ font: 12px {_FONT}; fill: #57606a; }}
.lr-title {{ font: 600 15px {_FONT}; fill: #1f2328; }}
.lr-grid {{ stroke: #d0d7de; stroke-width: 1; }}
.lr-logged {{ fill: none; stroke: #d96500; stroke-width: 2.2; stroke-linejoin: round; }}
.lr-expected {{ fill: none; stroke: #3f5c9a; stroke-width: 1.8; stroke-dasharray: 6 4; stroke-linejoin: round; }}
.lr-wrong {{ fill: #cf222e; opacity: 0.1; }}
@media (prefers-color-scheme: dark) {{
.lr-text {{ fill: #9198a1; }}
.lr-title {{ fill: #f0f6fc; }}
.lr-grid {{ stroke: #3d444d; }}
.lr-logged {{ stroke: #ffa24d; }}
.lr-expected {{ stroke: #9db8ff; }}
.lr-wrong {{ fill: #ff7b72; opacity: 0.16; }}
}}
"""

_Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class _Frame:
    """Maps steps and rates to pixels; rates begin at 0."""

    first: float
    last: float
    highest: float

    def x(self, step: float) -> float:
        """Give the pixel of a step."""
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (step - self.first) / (self.last - self.first)

    def y(self, rate: float) -> float:
        """Give the pixel of a rate."""
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * rate / self.highest

    def line(self, points: _Points) -> _Points:
        """Give the pixels of a line."""
        return [(self.x(step), self.y(rate)) for step, rate in points]


def picture(diagnosis: Diagnosis) -> str:
    """Draw logged over expected rates, as the tab does.

    Returns:
      The text of an SVG file, legible on a light and on a dark page.
    """
    entry = series_entry(diagnosis)
    headline = printable(entry["headline"])
    svg = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img")
    ET.SubElement(svg, "title").text = f"{entry['verdict']}: {headline}"
    ET.SubElement(svg, "style").text = _STYLE
    if len(diagnosis.series):
        _draw(svg, diagnosis, "epoch" if entry["unit"] == "epochs" else "step", headline)
    else:
        _text(svg, "lr-title", _LEFT, 22, textwrap.shorten(headline, _LONGEST_TITLE, placeholder=" ..."))
    ET.indent(svg, "")
    return ET.tostring(svg, encoding="unicode") + "\n"


def _draw(svg: ET.Element, diagnosis: Diagnosis, unit: str, headline: str) -> None:
    chart = chart_data(diagnosis)
    points, curve = chart["points"], chart["curve"] or chart["inferred_curve"]
    logged = _stretches(points["step"], points["value"])
    expected = [] if curve is None else _stretches(curve["step"], curve["value"])
    steps = points["step"] + ([] if curve is None else curve["step"])
    highest = max((rate for line in (*logged, *expected) for _, rate in line), default=0.0)
    frame = _Frame(min(steps), max(*steps, min(steps) + 1), _HEADROOM * highest if highest > 0 else 1.0)
    _axes(svg, frame, unit)
    span = _disagreement(diagnosis)
    if span is not None:
        left, right = frame.x(span[0]), frame.x(span[1])
        box = {"x": _pixel(left), "y": str(_TOP), "width": _pixel(max(right - left, 2))}
        ET.SubElement(svg, "rect", box, height=str(_HEIGHT - _TOP - _BOTTOM)).set("class", "lr-wrong")
    for kind, lines in (("lr-logged", logged), ("lr-expected", expected)):
        for line in lines:
            _polyline(svg, kind, frame.line(line))
    _text(svg, "lr-title", _LEFT, 22, textwrap.shorten(headline, _LONGEST_TITLE, placeholder=" ..."))
    names = [("lr-logged", "logged")]
    if curve is not None:
        names.append(("lr-expected", "expected" if chart["curve"] is not None else "inferred from the points"))
    _legend(svg, names, span is not None)


def _stretches(steps: Sequence[int], rates: Sequence[Number]) -> list[_Points]:
    """Cut a line where a rate is no number."""
    found: list[list[tuple[float, float]]] = [[]]
    for step, rate in zip(steps, rates, strict=True):
        if isinstance(rate, str):
            found.append([])
        else:
            found[-1].append((step, rate))
    return [line for line in found if line]


def _disagreement(diagnosis: Diagnosis) -> tuple[int, int] | None:
    """Give the steps between which logged and expected part; None where they do not."""
    onset = diagnosis.evidence.onset_step
    return None if onset is None else (onset, int(diagnosis.series.steps[-1]))


def _axes(svg: ET.Element, frame: _Frame, unit: str) -> None:
    for rate in _ticks(0.0, frame.highest):
        _grid(svg, _LEFT, frame.y(rate), _WIDTH - _RIGHT, frame.y(rate))
        _text(svg, "lr-text", _LEFT - 8, frame.y(rate) + 4, format_rate(rate, 3), "end")
    for step in _ticks(frame.first, frame.last):
        _grid(svg, frame.x(step), _HEIGHT - _BOTTOM, frame.x(step), _HEIGHT - _BOTTOM + 5)
        _text(svg, "lr-text", frame.x(step), _HEIGHT - _BOTTOM + 19, format_step(step), "middle")
    _text(svg, "lr-text", _WIDTH - _RIGHT, _HEIGHT - 5, unit, "end")


def _ticks(low: float, high: float) -> list[float]:
    """List round numbers, 1, 2 or 5 times a power of ten apart, within a span."""
    rough = (high - low) / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    apart = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    first = math.ceil(low / apart - 1e-9)
    # Written with few digits, or 3 * 0.1 would be 0.30000000000000004.
    return [float(f"{number * apart:.9g}") for number in range(first, math.floor(high / apart + 1e-9) + 1)]


def _legend(svg: ET.Element, lines: Sequence[tuple[str, str]], has_span: bool) -> None:
    x = _LEFT
    for kind, name in lines:
        ET.SubElement(svg, "path", {"class": kind, "d": f"M{x} 42h26"})
        _text(svg, "lr-text", x + 32, 46, name)
        x += 50 + 7 * len(name)
    if has_span:
        ET.SubElement(svg, "rect", {"class": "lr-wrong", "x": str(x), "y": "35", "width": "26", "height": "14"})
        _text(svg, "lr-text", x + 32, 46, "they disagree")


def _grid(svg: ET.Element, *ends: float) -> None:
    names = dict(zip(("x1", "y1", "x2", "y2"), map(_pixel, ends), strict=True))
    ET.SubElement(svg, "line", {"class": "lr-grid", **names})


def _text(svg: ET.Element, kind: str, x: float, y: float, text: str, anchor: str = "start") -> None:
    attributes = {"class": kind, "x": _pixel(x), "y": _pixel(y), "text-anchor": anchor}
    ET.SubElement(svg, "text", attributes).text = text


def _polyline(svg: ET.Element, kind: str, points: _Points) -> None:
    kept = _simplified(points)
    ET.SubElement(svg, "path", {"class": kind, "d": "M" + "L".join(f"{_pixel(x)} {_pixel(y)}" for x, y in kept)})


def _simplified(points: _Points) -> list[tuple[float, float]]:
    """Leave out the points that lie on the straight line through their neighbours (Ramer, Douglas and Peucker)."""
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        distances = [_distance(points[first], points[last], points[index]) for index in range(first + 1, last)]
        if distances and max(distances) > _SLACK:
            index = first + 1 + distances.index(max(distances))
            kept.add(index)
            spans += [(first, index), (index, last)]
    return [points[index] for index in sorted(kept)]


def _distance(first: tuple[float, float], last: tuple[float, float], point: tuple[float, float]) -> float:
    width, height = last[0] - first[0], last[1] - first[1]
    length = math.hypot(width, height)
    if length == 0:
        return math.hypot(point[0] - first[0], point[1] - first[1])
    return abs(height * (point[0] - first[0]) - width * (point[1] - first[1])) / length


def _pixel(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
