"""Launches of a run whose points nobody sees."""

from __future__ import annotations

from tb_lrplugin.data.company import Company
from tb_lrplugin.data.series import Series
from tb_lrplugin.frameworks.reading import RunWarning
from tb_lrplugin.words.numbers import format_step


def hidden_launches(series: Series, company: Company) -> tuple[RunWarning, ...]:
    """Warn of a run that was launched again from the same step in the same directory."""
    earlier = company.earlier_launches(series)
    if not earlier:
        return ()
    files = "an earlier event file" if len(earlier) == 1 else f"{len(earlier)} earlier event files"
    return (
        RunWarning(
            "earlier_launch_hidden",
            f"The run was launched again in the same directory, from step {format_step(int(series.steps[0]))} on: "
            f"TensorBoard drops the points of earlier launches from there on, so those in {files} ({earlier[0]}) are "
            "not shown and not judged here.",
            "Log every launch into a directory of its own; move the earlier event files into one to see them.",
        ),
    )
