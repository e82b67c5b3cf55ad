"""A report in a notebook: a table of all series, and a picture of each of the worst."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tb_lrplugin.words import counted, printable

if TYPE_CHECKING:
    from tb_lrplugin.report import Problem, SeriesDiagnosis

_COLOURS = {"error": "#cf222e", "warning": "#9a6700", "notice": "#0969da", "unknown": "#6e7781", "ok": "#1a7f37"}
# A shape for each severity, so that colour is not all that tells them apart.
SHAPES = {"error": "◆", "warning": "▲", "notice": "●", "unknown": "○", "ok": "✓"}
_MOST_ROWS = 200
_MOST_PICTURES = 5


def html_of_report(logdir: str, series: Sequence[SeriesDiagnosis], problems: Sequence[Problem]) -> str:
    """Show all series in a table, worst first, and pictures of the first that are not ok."""
    rows = "".join(
        f"<tr><td>{_mark(one)}</td><td>{_escaped(one.run)}</td><td>{_escaped(one.tag)}</td>"
        f"<td>{_escaped(one.headline)}</td></tr>"
        for one in series[:_MOST_ROWS]
    )
    more = len(series) - _MOST_ROWS
    told = "".join(f"<p>! {_escaped(one.where)}: {_escaped(one.message)}</p>" for one in problems)
    worst = [one for one in series if one.severity in ("error", "warning", "notice")] or list(series[:1])
    return (
        f"<div><p><b>{_escaped(logdir)}</b>: {counted(len(series), 'learning-rate series', 'learning-rate series')}</p>"
        f"<table><tr><th></th><th>run</th><th>tag</th><th>diagnosis</th></tr>{rows}</table>"
        + (f"<p>and {more:,} more, none of them worse</p>" if more > 0 else "")
        + told
        + "".join(html_of_series(one) for one in worst[:_MOST_PICTURES])
        + "</div>"
    )


def html_of_series(series: SeriesDiagnosis) -> str:
    """Show one series: its picture, what is said of it, and what to write."""
    causes = "".join(f"<li>{_escaped(cause)}</li>" for cause in series.causes)
    warnings = "".join(f"<p>▲ {_escaped(one.text)}</p>" for one in series.warnings)
    fix = f"<pre>{_escaped(series.fix, keeps_lines=True)}</pre>" if series.fix else ""
    return (
        f"<div style='max-width:760px'><p>{_mark(series)} <b>{_escaped(series.run)}</b> {_escaped(series.tag)}: "
        f"<b>{_escaped(series.headline)}</b></p>{series.to_svg()}<p>{_escaped(series.detail)}</p>"
        + (f"<ol>{causes}</ol>" if causes else "")
        + warnings
        + fix
        + "</div>"
    )


def _mark(series: SeriesDiagnosis) -> str:
    severity = series.severity
    return f"<span style='color:{_COLOURS[severity]}' title='{severity}'>{SHAPES[severity]} {series.verdict}</span>"


def _escaped(text: str, keeps_lines: bool = False) -> str:
    return html.escape(printable(text, keeps_lines=keeps_lines))
