"""A new verdict is one function and one row in the table: found, told, counted."""

from __future__ import annotations

import pytest

from tb_lrplugin.answers import diagnosis_row, series_entry
from tb_lrplugin.diagnosis import engine
from tb_lrplugin.diagnosis.model import Finding, Question
from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF, VERDICTS, Verdict
from tests.support.made_series import series_of


def find(question: Question) -> Finding | None:
    """Apply where the rate is higher than anybody's."""
    rate = question.series.values.max()
    if rate < 1000:
        return None
    return Finding(
        "absurd", f"Absurdly high: {rate:g}", "No training survives such a rate.", ("A typing error.",), "1e-3"
    )


def test_a_row_in_the_table_is_a_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "VERDICTS", (Verdict("absurd", "error", find), *VERDICTS))
    monkeypatch.setattr(engine, "SEVERITY_OF", {**SEVERITY_OF, "absurd": "error"})
    entry = series_entry(engine.diagnose(series_of([0, 1, 2], [1.0, 2e3, 3e3]), []))
    assert (entry["verdict"], entry["severity"], entry["headline"]) == ("absurd", "error", "Absurdly high: 3000")
    assert entry["causes"] == ["A typing error."] and entry["fix"] == "1e-3"
    other = engine.diagnose(series_of([0, 1, 2], [1.0, 2.0, 3.0]), [])
    assert diagnosis_row(other)["verdict"] == "no_schedule"
