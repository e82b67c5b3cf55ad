"""What the page's panel says of a series beside its entry: the same numbers in people's words, and lines to copy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tb_lrplugin.answers.contract import Entry, EvidenceRow, Panel
from tb_lrplugin.frameworks.reading import Measures
from tb_lrplugin.words import length

_MEASURES: dict[Measures, str] = {
    "optimizer": "The rate the optimizer used.",
    "schedule": "The schedule function’s output; the optimizer may apply another rate.",
    "window_mean": "The mean rate over the steps since the point before.",
    "unknown": "Not known: the optimizer’s rate, or only what the schedule asked for.",
}
# In a pattern some characters stand for others.
_OF_PATTERNS = re.compile(r"[\[*?]")


def panel(entry: Entry) -> Panel:
    """Write what the panel says of a series.

    Args:
      entry: of the series.
    """
    return {
        "number_rows": [EvidenceRow(name=name, text=text) for name, text in _numbers(entry)],
        "measures_text": _MEASURES[entry["measures"]],
        "acknowledging": _acknowledging(entry),
    }


def _numbers(entry: Entry) -> Iterator[tuple[str, str]]:
    for row in (*entry["evidence_rows"], *entry["comparison_rows"]):
        name, text = row["name"], row["text"]
        if name == "time_scale":
            yield "pace", f"{text} times the schedule’s"
        elif name == "value_scale":
            yield "size", f"{text} times the schedule’s"
        elif name == "step_offset":
            offset = entry["evidence"]["step_offset"]
            yield "displaced", f"{length(entry['unit'], abs(offset))} {'ahead' if offset > 0 else 'behind'}"
        elif name == "variant":
            yield "what it follows", text.replace("_", " ")
        else:
            yield name, text
    if entry["next_change_text"]:
        yield "next change", entry["next_change_text"]


def _acknowledging(entry: Entry) -> str:
    """Write the lines of `lr_diagnostics.yaml` that acknowledge a verdict; "" for one that needs nobody's word."""
    if entry["severity"] in ("ok", "unknown") or entry["acknowledged"] is not None:
        return ""
    # A text of JSON is one of YAML, too.
    run, tag = (
        json.dumps(_OF_PATTERNS.sub(r"[\g<0>]", name), ensure_ascii=False) for name in (entry["run"], entry["tag"])
    )
    return (
        f"acknowledged:\n  - run: {run}\n    tag: {tag}\n    verdict: {entry['verdict']}\n"
        '    reason: "why this is as it should be"\n    # until: 2027-06-30'
    )
