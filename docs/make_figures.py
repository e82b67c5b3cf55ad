"""Draws the figures of verdicts.md from real runs: `python docs/make_figures.py CORPUS`.

CORPUS holds labelled log directories of real training runs; each is read and diagnosed by the package itself. The same
runs give the same files, byte for byte, so that a test can compare them.
"""

from __future__ import annotations

import argparse
import math
import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tb_lrplugin.answers import series_entry
from tb_lrplugin.answers.chart import chart_data
from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.words.numbers import format_rate, format_step
from tb_lrplugin.workspace import Workspace

FIGURES = Path(__file__).resolve().parent / "images" / "verdicts"

# Verdict, log directory, run and tag.
RUNS: dict[str, tuple[str, str, str]] = {
    "on_schedule": ("od/tf2_04_cosine_warmup_hold", "train", "learning_rate"),
    "flat_by_design": ("od/syn2_01_seed_to_100k", "train", "learning_rate"),
    "externally_controlled": ("keras/plateau", "train", "epoch_learning_rate"),
    "stuck_at_initial": ("od/tf2_07a_stuck_exp", "train", "learning_rate"),
    "frozen": ("od/syn2_08_frozen_after_30k", "train", "learning_rate"),
    "time_scaled": ("fw/v452-accum-microstep", ".", "train/learning_rate"),
    "restarted": ("od/tf2_09b_resumed_schedule_restarts", "train", "learning_rate"),
    "no_schedule": ("fw/pl-plain-onecycle", "version_0", "my_lr"),
}

# Figures of runs that the labelled ones do not have among them: drawn once, by `figure`, from what transformers 4.57
# (Trainer) and Lightning 2.6 logged.
DRAWN_ONCE = ("constant_mismatch", "off_schedule", "shifted", "value_scaled", "variant")

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 66, 16, 58, 40
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
.lr-logged {{ fill: none; stroke: #0969da; stroke-width: 2.2; stroke-linejoin: round; }}
.lr-expected {{ fill: none; stroke: #8c5a00; stroke-width: 1.8; stroke-dasharray: 6 4; stroke-linejoin: round; }}
.lr-wrong {{ fill: #cf222e; opacity: 0.1; }}
@media (prefers-color-scheme: dark) {{
.lr-text {{ fill: #9198a1; }}
.lr-title {{ fill: #f0f6fc; }}
.lr-grid {{ stroke: #3d444d; }}
.lr-logged {{ stroke: #58a6ff; }}
.lr-expected {{ stroke: #e3b341; }}
.lr-wrong {{ fill: #ff7b72; opacity: 0.16; }}
}}
"""

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Frame:
    """Maps steps and rates to pixels; rates begin at 0."""

    first: float
    last: float
    highest: float

    def x(self, step: float) -> float:
        """Give the pixel of a step."""
        return LEFT + (WIDTH - LEFT - RIGHT) * (step - self.first) / (self.last - self.first)

    def y(self, rate: float) -> float:
        """Give the pixel of a rate."""
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * rate / self.highest

    def line(self, steps: Sequence[float], rates: Sequence[float]) -> list[tuple[float, float]]:
        """Give the pixels of a line."""
        return [(self.x(step), self.y(rate)) for step, rate in zip(steps, rates, strict=True)]


def diagnose_run(corpus: Path, verdict: str) -> Diagnosis:
    """Diagnose the run that stands for a verdict.

    Raises:
      SystemExit: if the run is not there, or has another verdict by now.
    """
    name, run, tag = RUNS[verdict]
    logdir = str(corpus / name)
    with open_provider(logdir) as provider:
        diagnosis = Workspace(LogData(provider), logdir, TagFilter()).diagnose_one(run, tag)
    if diagnosis is None or diagnosis.finding.verdict != verdict:
        found = "no such series" if diagnosis is None else diagnosis.finding.verdict
        raise SystemExit(f"{logdir}, {run}, {tag}: {found}, not {verdict}. Choose another run for the figure.")
    return diagnosis


def figure(diagnosis: Diagnosis) -> str:
    """Draw logged over expected rates, as the tab does.

    Returns:
      The text of an SVG file, legible on a light and on a dark page.
    """
    entry, chart = series_entry(diagnosis), chart_data(diagnosis)
    points = chart["points"]
    curve: dict[str, list[float]] = chart["curve"] or chart["inferred_curve"]
    unit = "epoch" if entry["unit"] == "epochs" else "step"
    frame = Frame(
        min(points["step"][0], curve["step"][0]),
        max(points["step"][-1], curve["step"][-1]),
        _HEADROOM * max(*points["value"], *curve["value"]),
    )
    svg = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img")
    ET.SubElement(svg, "title").text = f"{entry['verdict']}: {entry['headline']}"
    ET.SubElement(svg, "style").text = _STYLE
    _axes(svg, frame, unit)
    span = _disagreement(diagnosis)
    if span is not None:
        left, right = frame.x(span[0]), frame.x(span[1])
        box = {"x": _pixel(left), "y": str(TOP), "width": _pixel(max(right - left, 2))}
        ET.SubElement(svg, "rect", box, height=str(HEIGHT - TOP - BOTTOM)).set("class", "lr-wrong")
    _polyline(svg, "lr-logged", frame.line(points["step"], points["value"]))
    _polyline(svg, "lr-expected", frame.line(curve["step"], curve["value"]))
    _text(svg, "lr-title", LEFT, 22, textwrap.shorten(entry["headline"], _LONGEST_TITLE, placeholder=" ..."))
    expected = "expected" if chart["curve"] is not None else "inferred from the points"
    _legend(svg, [("lr-logged", "logged"), ("lr-expected", expected)], span is not None)
    ET.indent(svg, "")
    return ET.tostring(svg, encoding="unicode") + "\n"


def _disagreement(diagnosis: Diagnosis) -> tuple[int, int] | None:
    """Give the steps between which logged and expected part; None where they do not."""
    onset = diagnosis.evidence.onset_step
    return None if onset is None else (onset, int(diagnosis.series.steps[-1]))


def _axes(svg: ET.Element, frame: Frame, unit: str) -> None:
    for rate in _ticks(0.0, frame.highest):
        _grid(svg, LEFT, frame.y(rate), WIDTH - RIGHT, frame.y(rate))
        _text(svg, "lr-text", LEFT - 8, frame.y(rate) + 4, format_rate(rate, 3), "end")
    for step in _ticks(frame.first, frame.last):
        _grid(svg, frame.x(step), HEIGHT - BOTTOM, frame.x(step), HEIGHT - BOTTOM + 5)
        _text(svg, "lr-text", frame.x(step), HEIGHT - BOTTOM + 19, format_step(step), "middle")
    _text(svg, "lr-text", WIDTH - RIGHT, HEIGHT - 5, unit, "end")


def _ticks(low: float, high: float) -> list[float]:
    """List round numbers, 1, 2 or 5 times a power of ten apart, within a span."""
    rough = (high - low) / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    apart = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    first = math.ceil(low / apart - 1e-9)
    # Written with few digits, or 3 * 0.1 would be 0.30000000000000004.
    return [float(f"{number * apart:.9g}") for number in range(first, math.floor(high / apart + 1e-9) + 1)]


def _legend(svg: ET.Element, lines: Sequence[tuple[str, str]], has_span: bool) -> None:
    x = LEFT
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


def _polyline(svg: ET.Element, kind: str, points: Points) -> None:
    kept = _simplified(points)
    ET.SubElement(svg, "path", {"class": kind, "d": "M" + "L".join(f"{_pixel(x)} {_pixel(y)}" for x, y in kept)})


def _simplified(points: Points) -> list[tuple[float, float]]:
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


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw every figure."""
    parser = argparse.ArgumentParser(description="Draw the figures of verdicts.md from real runs.")
    parser.add_argument("corpus", type=Path, help="folder of the labelled log directories")
    parser.add_argument("--out", type=Path, default=FIGURES, help="folder to write to; default: docs/images/verdicts")
    options: Any = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    for verdict in RUNS:
        (options.out / f"{verdict}.svg").write_text(figure(diagnose_run(options.corpus, verdict)), encoding="utf-8")


if __name__ == "__main__":
    main()
