"""What the terminal and the annotations tell beside headline and detail."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.answers import series_entry
from tb_lrplugin.answers.evidence import comparison_rows, evidence_rows, line_of, next_change_text
from tb_lrplugin.cli import main
from tb_lrplugin.cli.findings import of_snapshot
from tb_lrplugin.cli.github_format import github_lines
from tb_lrplugin.cli.text_format import print_text
from tb_lrplugin.diagnosis.comparing.next_change import NextChange
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis, Evidence
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Cosine, Exponential, OnAxis, Schedule
from tests.conftest import PIPELINE
from tests.support.event_files import write_scalars
from tests.support.made_series import FIRST_WALL_TIME, series_of

STEPS = np.arange(0, 400, 5)
COSINE = Cosine(0.1, 1000)
STAIRS = Exponential(0.1, 100, 0.5, True)


def diagnosis_of(values: Any, schedule: Schedule = COSINE, unit: str = "steps", **numbers: float) -> Diagnosis:
    reading = Reading("hf_trainer", "args", schedule, unit=unit, numbers=tuple(numbers.items()))
    return diagnose(series_of(STEPS, values), [reading])


def entry_of(values: Any, schedule: Schedule = COSINE, **numbers: float) -> dict[str, Any]:
    return series_entry(diagnosis_of(values, schedule, **numbers))


def evidence_text(diagnosis: Diagnosis) -> str:
    return line_of(evidence_rows(diagnosis))


def snapshot_of(entry: dict[str, Any]) -> Any:
    return SimpleNamespace(entries=(entry,), problems=(), scalar_tags=(), is_complete=True)


def printed(entry: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> str:
    """What the terminal shows, its line breaks undone."""
    print_text("logs", snapshot_of(entry))
    return " ".join(capsys.readouterr().out.split())


def annotation(entry: dict[str, Any]) -> str:
    return next(iter(github_lines(of_snapshot("logs", snapshot_of(entry)))))


def test_a_factor_and_the_setting_behind_it(capsys: pytest.CaptureFixture[str]) -> None:
    entry = entry_of(COSINE(2 * STEPS), gradient_accumulation_steps=2.0)
    assert entry["verdict"] == "time_scaled"
    assert line_of(entry["evidence_rows"]).startswith("time_scale 2; from step ")
    text = printed(entry, capsys)
    assert "evidence: time_scale 2; from step " in text
    assert "gradient_accumulation_steps is 2: the schedule is stepped 2 times" in " ".join(text.split())
    assert "more: tb-lrplugin explain time_scaled" in text
    line = annotation(entry)
    assert "\n" not in line
    assert "%0AEvidence: time_scale 2; from step " in line
    assert "%0ALikely cause: " in line


def test_restarts(capsys: pytest.CaptureFixture[str]) -> None:
    entry = entry_of(COSINE(np.where(STEPS < 200, STEPS, STEPS - 200)))
    assert entry["verdict"] == "restarted"
    assert "restarted at step 200" in printed(entry, capsys)
    assert "restarted at step 200" in annotation(entry)


def test_a_variant(capsys: pytest.CaptureFixture[str]) -> None:
    entry = entry_of(Exponential(0.1, 100, 0.5, False)(STEPS), STAIRS)
    assert entry["verdict"] == "variant"
    assert "variant continuous" in printed(entry, capsys)
    assert "variant continuous" in annotation(entry)


def test_a_level(capsys: pytest.CaptureFixture[str]) -> None:
    entry = entry_of(0.25 * COSINE(STEPS))
    assert entry["verdict"] == "value_scaled"
    assert "evidence: value_scale 0.25" in printed(entry, capsys)


def test_alternatives_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    # A shift of a continuous exponential is a scale as well.
    decay = Exponential(0.1, 100, 0.5, False)
    entry = entry_of(decay(STEPS + 100), decay)
    assert entry["alternatives"]
    text = printed(entry, capsys)
    assert all(f"or: {alternative}" in text for alternative in entry["alternatives"])


def test_what_was_asked_for_stands_beside_what_ran(capsys: pytest.CaptureFixture[str]) -> None:
    entry = entry_of(np.where(STEPS < 100, 0.07, np.where(STEPS < 300, 0.03, 0.011)))
    assert entry["inferred"] is not None
    text = printed(entry, capsys)
    assert f"asked for: {entry['schedule_text']}" in text
    assert f"ran: {entry['inferred']['text']} (inferred from the points)" in text


def test_the_next_change_in_steps_and_time(capsys: pytest.CaptureFixture[str]) -> None:
    entry = entry_of(0.1, Exponential(0.1, 100_000, 0.5, True))
    assert entry["verdict"] == "flat_by_design"
    # The run stands at step 395 and takes half a second a step.
    assert entry["next_change_text"] == "0.05 at step 100,000, in 99,605 steps"
    assert "next change: 0.05 at step 100,000" in printed(entry, capsys)
    assert "%0ANext change: 0.05 at step 100,000" in annotation(entry)


STANDING = Exponential(0.1, 100_000, 0.5, True)
LAST = FIRST_WALL_TIME + 0.5 * 395


@pytest.mark.parametrize(
    ("planned", "now", "told"),
    [
        (None, LAST + 10, ", in 99,605 steps, about 14 h"),
        # The run has been silent for long, or its clock stands in the future; nobody knows when it goes on.
        (None, LAST + 86_400, ", in 99,605 steps"),
        (200_000, LAST + 10, ", in 99,605 steps, about 14 h"),
        (2_000, LAST + 10, ", after the planned end (2,000)"),
    ],
)
def test_a_time_is_told_of_a_run_that_goes_on(planned: int | None, now: float, told: str) -> None:
    diagnosis = diagnose(series_of(STEPS, 0.1), [Reading("hf_trainer", "args", STANDING, total_steps=planned)])
    assert next_change_text(diagnosis, now) == f"0.05 at step 100,000{told}"


def test_the_next_percent_of_a_decay_is_no_news() -> None:
    smooth = diagnosis_of(COSINE(STEPS))
    assert smooth.next_change is not None and next_change_text(smooth) == ""
    stuck = diagnosis_of(np.full(len(STEPS), 0.1), STAIRS)
    assert stuck.finding.verdict == "stuck_at_initial" and next_change_text(stuck) == ""
    stairs = diagnosis_of(STAIRS(STEPS), STAIRS)
    assert stairs.finding.verdict == "on_schedule" and next_change_text(stairs).startswith("0.00625 at step 400, in 5")


def test_no_next_change_and_no_evidence() -> None:
    diagnosis = diagnosis_of(COSINE(STEPS))
    assert evidence_rows(diagnosis) == []
    assert next_change_text(replace(diagnosis, next_change=None)) == ""


def test_steps_are_called_what_the_source_counts() -> None:
    diagnosis = diagnosis_of(COSINE(2 * STEPS), unit="epochs")
    assert "from epoch " in evidence_text(diagnosis)
    change = NextChange(396, math.nan, None)
    following = diagnosis_of(STAIRS(STEPS), STAIRS, unit="epochs")
    assert next_change_text(replace(following, next_change=change)) == "NaN at epoch 396, in 1 epoch"


def test_a_schedule_is_told_in_the_unit_of_its_axis() -> None:
    diagnosis = diagnosis_of(COSINE(STEPS), unit="epochs")
    assert series_entry(diagnosis)["schedule_text"] == "cosine from 0.1 to 0 over 1,000 epochs"
    assert diagnosis.finding.detail.endswith("cosine from 0.1 to 0 over 1,000 epochs.")
    on_axis = OnAxis(Cosine(0.1, 1000), 10)
    text = series_entry(diagnosis_of(on_axis(STEPS), on_axis, unit="epochs"))["schedule_text"]
    assert text == "cosine from 0.1 to 0 over 1,000 steps; 10 steps per epoch"


def test_many_restarts_are_counted() -> None:
    diagnosis = diagnosis_of(COSINE(STEPS))
    restarted = replace(diagnosis, evidence=Evidence(restart_steps=tuple(range(1000, 9000, 1000))))
    assert evidence_text(restarted) == "restarted at steps 1,000, 2,000, 3,000, 4,000, 5,000 and 3 more"


@pytest.mark.parametrize(("offset", "text"), [(-1, ""), (0, ""), (1, ""), (2, "step_offset 2"), (-3, "step_offset -3")])
def test_an_offset_that_is_a_convention_is_no_evidence(offset: int, text: str) -> None:
    assert evidence_text(replace(diagnosis_of(COSINE(STEPS)), evidence=Evidence(step_offset=offset))) == text


def test_how_a_schedule_froze_stands_beside_its_rates() -> None:
    diagnosis = diagnosis_of(COSINE(np.minimum(STEPS, 200)))
    (row,) = evidence_rows(diagnosis)
    assert row["name"] == "from"
    assert re.fullmatch(r"step 2\d\d on: logged 0\.0\d+, expected 0\.0\d+", row["text"])


def test_numbers_that_are_not_finite() -> None:
    diagnosis = diagnosis_of(np.where(STEPS < 100, COSINE(STEPS), np.nan))
    assert diagnosis.finding.verdict == "invalid_values"
    assert "from step 100 on: logged NaN" in evidence_text(diagnosis)


@pytest.mark.parametrize(
    ("rates", "told"),
    [
        # 1 % of the curve's top would hide that nothing is left of the rate that is due.
        (np.where(STEPS < 390, COSINE(STEPS), 0.0), "100 % too low, 0 instead of 0.0669369 at step 390"),
        (33 * COSINE(STEPS), "33 times too high, "),
        (1.005 * COSINE(STEPS), "0.5 % too high, "),
    ],
)
def test_the_largest_error_agrees_with_the_rates_beside_it(rates: np.ndarray, told: str) -> None:
    rows = {row["name"]: row["text"] for row in comparison_rows(diagnosis_of(rates))}
    assert rows["largest relative error"].startswith(told)


def test_how_the_points_stand_to_the_schedule() -> None:
    assert comparison_rows(diagnosis_of(COSINE(STEPS))) == [
        {"name": "now", "text": "logged 0.0661959, expected 0.0661959"},
        {"name": "largest relative error", "text": "below 0.0001 %"},
        {"name": "points checked", "text": "80"},
    ]
    assert comparison_rows(diagnose(series_of([1, 2], 0.1), [])) == [
        {"name": "now", "text": "logged 0.1"},
        {"name": "points checked", "text": "2"},
    ]


def test_a_warning_comes_with_what_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_scalars(tmp_path / "train", "learning_rate", [(step, 0.01) for step in range(10, 401, 10)])
    (tmp_path / "pipeline.config").write_text(PIPELINE.format(decay_steps="800720"))
    main(["check", str(tmp_path)])
    assert "first_drop_beyond_run" in capsys.readouterr().out
    main(["check", "--format", "github", str(tmp_path)])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::warning")]
    assert any("first drop" in line and "%0A" in line and "decay_steps" in line for line in lines)
