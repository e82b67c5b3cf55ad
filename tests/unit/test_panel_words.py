"""What the page's panel says beside an entry: numbers in people's words, and the lines that acknowledge a verdict."""

from __future__ import annotations

from typing import Any

import yaml

from tb_lrplugin.answers import acknowledged_as, series_entry
from tb_lrplugin.answers.panel import panel
from tb_lrplugin.schedules import Exponential
from tests.support.made_series import diagnose_against, series_of

ENTRY = series_entry(diagnose_against(series_of(range(0, 400, 10), 0.1), Exponential(0.1, 100, 0.5, staircase=True)))
KNOWN: Any = {"reason": "a baseline", "until": None, "where": "lr_diagnostics.yaml, entry 1", "text": "..."}


def test_numbers_are_in_words() -> None:
    told: Any = {
        **ENTRY,
        "unit": "epochs",
        "evidence": {**ENTRY["evidence"], "step_offset": -1},
        "evidence_rows": [
            {"name": "time_scale", "text": "4"},
            {"name": "value_scale", "text": "0.1"},
            {"name": "step_offset", "text": "-1"},
            {"name": "variant", "text": "continuous_not_staircase"},
            {"name": "from", "text": "step 100 on"},
        ],
        "next_change_text": "0.05 at step 500",
    }
    rows = {row["name"]: row["text"] for row in panel(told)["number_rows"]}
    assert rows.items() >= {
        ("pace", "4 times the schedule’s"),
        ("size", "0.1 times the schedule’s"),
        ("displaced", "1 epoch behind"),
        ("what it follows", "continuous not staircase"),
        ("from", "step 100 on"),
        ("points checked", "40"),
        ("next change", "0.05 at step 500"),
    }


def test_the_lines_name_this_series_and_no_other() -> None:
    told: Any = {**ENTRY, "run": 'a"b/[1]*', "tag": "lr"}
    (entry,) = yaml.safe_load(panel(told)["acknowledging"])["acknowledged"]
    assert (entry["run"], entry["tag"], entry["verdict"]) == ('a"b/[[]1][*]', "lr", "stuck_at_initial")


def test_nothing_is_to_be_acknowledged_twice_or_where_all_is_well() -> None:
    assert panel(acknowledged_as(ENTRY, KNOWN))["acknowledging"] == ""
    healthy: Any = {**ENTRY, "severity": "ok"}
    assert panel(healthy)["acknowledging"] == ""


def test_a_series_stands_as_bad_as_it_is_all_things_considered() -> None:
    assert ENTRY["standing"] == "error"
    assert acknowledged_as(ENTRY, KNOWN)["standing"] == "notice"
    other_rate: Any = {**ENTRY, "severity": "ok", "applied_value": 1e-9}
    assert acknowledged_as(other_rate, None)["standing"] == "warning"
    assert acknowledged_as(other_rate, KNOWN)["standing"] == "warning"
