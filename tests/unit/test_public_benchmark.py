"""The public benchmark's bookkeeping: what is handed to a tool, and what it is credited with. Nothing is installed."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.public.__main__ import ROOT, ask, with_tables
from benchmarks.public.labelled_runs import LabelledRun, labelled_runs
from benchmarks.public.scalars import rows_of, table_of, write_tables
from benchmarks.public.scoring import Outcome, score, tables
from benchmarks.public.tools import TOOLS, Finding, NothingReadError, Tool, answer_of
from tests.support.labelled import LOGS

PAGE = (ROOT / "docs" / "benchmark.md").read_text(encoding="utf-8")
RUNS = {run.name: run for run in labelled_runs(LOGS)}
STUCK = RUNS["lightning-stuck/version_0"]
RESTARTED = RUNS["keras-restarted/train"]
HEALTHY = RUNS["coqui-noam"]
INVALID = RUNS["metadata-invalid"]
BY_NAME = {tool.name: tool for tool in TOOLS}


def finding(name: str, **more: Any) -> dict[str, Any]:
    return {"title": name, "id": name, "check": name, "severity": "warning", "level": "WARN", "details": {}, **more}


def found_by(tool: str, *found: dict[str, Any], run: LabelledRun = STUCK) -> Outcome:
    """Give the outcome of a tool that answers in its own form with such findings."""
    answers: dict[str, Any] = {
        "trainspotter": {"findings": found},
        "runmedic": [{"roles": {"lr": ["lr"]}, "findings": found}],
        "trainproof": {"reports": [{"findings": found}]},
        "losslint": {"findings": found},
        "gradsnitch": [{"code": one["id"].split()[0], "name": one["id"].partition(" ")[2]} for one in found],
    }
    return Outcome(run, "directory", BY_NAME[tool].findings(answers[tool], run))


class TestTheRuns:
    def test_a_run_is_faulty_healthy_or_neither(self) -> None:
        assert STUCK.faults and not STUCK.is_healthy
        assert HEALTHY.is_healthy and not HEALTHY.faults
        # The rate does what was asked for, and what was asked for is wrong: a tool may say so, or not.
        warned = RUNS["object-detection-flat/train"]
        assert not warned.faults and not warned.is_healthy
        nobody_knows = RUNS["no-configuration/train"]
        assert not nobody_knows.faults and not nobody_knows.is_healthy

    def test_a_run_is_handed_over_with_all_of_its_case_and_nothing_of_another_run(self) -> None:
        assert STUCK.directory == LOGS / "lightning-stuck"
        assert RUNS["huggingface-galore/twin"].directory == LOGS / "huggingface-galore" / "twin"


class TestTheTable:
    def test_columns_are_found_by_the_names_that_frameworks_give(self) -> None:
        points = {
            "train/learning_rate": [(1, 0.1)],
            "train/loss": [(1, 2.0)],
            "train/loss_bbox": [(1, 1.0)],
            "eval/loss": [(1, 3.0)],
            "train/grad_norm": [(1, 4.0)],
            "glossary": [(1, 5.0)],
        }
        columns = table_of(points, "train/learning_rate")
        values = {name: logged[0][1] for name, logged in columns.items()}
        assert values == {"lr": 0.1, "loss": 2.0, "val_loss": 3.0, "grad_norm": 4.0}

    def test_a_row_holds_what_was_known_at_its_step(self) -> None:
        columns = {"lr": [(0, 0.1), (20, 0.05)], "loss": [(10, 2.0), (20, 1.0)], "val_loss": [(15, 3.0)]}
        assert rows_of(columns) == [
            {"step": 10, "lr": 0.1, "loss": 2.0},
            {"step": 20, "lr": 0.05, "loss": 1.0, "val_loss": 3.0},
        ]
        assert rows_of({"lr": [(0, 0.1), (20, 0.05)]}) == [{"step": 0, "lr": 0.1}, {"step": 20, "lr": 0.05}]

    def test_every_run_gets_one(self, tmp_path: Path) -> None:
        cases = [RUNS[name] for name in ("ultralytics-results-padded", "huggingface-saved-line/out")]
        root = tmp_path / "logs"
        root.mkdir()
        for name in ("lightning-stuck", "ultralytics-results-padded", "huggingface-saved-line"):
            (root / name).symlink_to(LOGS / name)
        written = write_tables(root, [run._replace(root=root) for run in (STUCK, *cases)], tmp_path)
        assert [path.name for path in written.values()] == ["0.csv", "results.csv", "trainer_state.json"]
        with written[STUCK.name].open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == ["step", "lr", "loss"]
        assert [float(row["lr"]) for row in rows] == pytest.approx([0.1] * len(rows))
        assert len({row["loss"] for row in rows}) > 20


class TestCredit:
    @pytest.mark.parametrize(
        ("tool", "name", "run"),
        [
            ("trainspotter", "LR discontinuity", RESTARTED),
            ("runmedic", "constant_lr_plateau", STUCK),
            ("trainproof", "TP-ZERO-LR", STUCK),
            ("gradsnitch", "GS010 LR schedule collapsed early", RUNS["huggingface-four-times-too-fast"]),
        ],
    )
    def test_the_fault_named_in_other_words_counts(self, tool: str, name: str, run: LabelledRun) -> None:
        # Also where the tool ranks it as a mere note.
        assert found_by(tool, finding(name, severity="info", level="INFO"), run=run).is_named
        assert found_by(tool, finding(name), run=run).is_noticed
        assert not found_by(tool, finding(name), run=INVALID).is_named

    def test_nan_of_the_rate_is_the_fault_and_nan_of_a_loss_is_not(self) -> None:
        of_rate = finding("nan_inf", severity="error", details={"series": "lr"})
        of_loss = finding("nan_inf", severity="error", details={"series": "loss"})
        assert found_by("losslint", of_rate, run=INVALID).is_named
        assert not found_by("losslint", of_loss, run=INVALID).is_named
        assert found_by("losslint", of_loss, run=INVALID).is_noticed

    def test_a_dead_run_at_rate_0_is_named_by_the_rate(self) -> None:
        dead = finding("no_learning", evidence=["learning rate is 0 everywhere"])
        assert found_by("runmedic", dead).is_named
        assert not found_by("runmedic", finding("no_learning")).is_named

    def test_anything_that_makes_one_look_is_noticing_and_a_note_is_not(self) -> None:
        assert found_by("trainspotter", finding("Plateau")).is_noticed
        assert not found_by("trainspotter", finding("Plateau")).is_named
        assert not found_by("trainspotter", finding("Plateau", severity="info")).is_noticed

    def test_ours_is_held_to_the_label_and_to_the_run(self) -> None:
        def entry(run: str, verdict: str, severity: str) -> dict[str, Any]:
            return {"run": run, "tag": "lr-SGD", "verdict": verdict, "severity": severity, "warnings": []}

        read = BY_NAME["tb-lrplugin"].findings
        right = read({"series": [entry("lightning-stuck/version_0", "stuck_at_initial", "error")]}, STUCK)
        assert Outcome(STUCK, "directory", right).is_named
        other = read({"series": [entry("lightning-stuck/version_0", "off_schedule", "warning")]}, STUCK)
        assert not Outcome(STUCK, "directory", other).is_named and Outcome(STUCK, "directory", other).is_noticed
        with pytest.raises(NothingReadError):
            read({"series": [entry("lightning-stuck/version_1", "stuck_at_initial", "error")]}, STUCK)

    @pytest.mark.parametrize(
        ("tool", "answer"),
        [
            ("trainproof", {"reports": []}),
            ("trainproof", {"reports": [{"findings": [{"id": "TP-NO-LOSS", "level": "FAIL"}]}]}),
            ("runmedic", [{"roles": {}, "findings": []}]),
            ("losslint", {"findings": [finding("parse", message="cannot parse")]}),
        ],
    )
    def test_a_tool_that_has_nothing_to_judge_is_no_miss_and_no_alarm(self, tool: str, answer: Any) -> None:
        with pytest.raises(NothingReadError):
            BY_NAME[tool].findings(answer, STUCK)

    def test_counts(self) -> None:
        loss, rate = Finding("TP-DIVERGE", is_alarm=True), Finding("variant", is_alarm=True, is_of_the_rate=True)
        note = Finding("LR discontinuity", is_alarm=False, is_of_the_rate=True)
        of_fault = Finding("TP-ZERO-LR", is_alarm=True, is_of_the_rate=True, verdicts=frozenset({"stuck_at_initial"}))
        counts = score(
            [
                Outcome(STUCK, "directory", [of_fault]),
                Outcome(STUCK, "directory", [loss]),
                Outcome(STUCK, "table", []),
                Outcome(STUCK, None, [], "finds no loss"),
                Outcome(HEALTHY, "table", [loss]),
                Outcome(HEALTHY, "directory", [loss, rate]),
                Outcome(HEALTHY, "directory", [note]),
                Outcome(RUNS["object-detection-flat/train"], "directory", [rate]),
            ]
        )
        assert counts._asdict() == {
            "of_directories": 4,
            "of_tables": 2,
            "nothing": 1,
            "named": 1,
            "noticed": 2,
            "alarmed": 2,
            "alarmed_of_rate": 1,
        }


def tool_of(code: str, *, reads_directories: bool = True) -> Tool:
    def read(answer: Any, _: LabelledRun) -> list[Finding]:
        return [Finding(answer, is_alarm=True)]

    return Tool("one", "one==1", "tests", ("-c", f"import sys; {code}", "{path}"), read, reads_directories)


class TestAsking:
    def test_the_table_is_for_those_that_judge_nothing_of_the_directory(self, tmp_path: Path) -> None:
        table = tmp_path / "0.csv"
        picky = tool_of('print(\'"read"\') if sys.argv[1].endswith("csv") else sys.exit("no readable logs")')
        assert ask(picky, Path(sys.executable), STUCK, table).read == "table"
        alone = ask(picky, Path(sys.executable), STUCK, None)
        assert (alone.read, alone.why_not) == (None, "finds no metrics")
        assert ask(tool_of("print('\"read\"')"), Path(sys.executable), STUCK, table).read == "directory"

    def test_a_tool_that_fails_says_why(self) -> None:
        with pytest.raises(NothingReadError, match="KeyError"):
            answer_of("", "Traceback\nKeyError: 'loss'\n")
        assert answer_of("[1]", "a warning") == [1]

    def test_a_run_without_points_is_handed_to_nobody_who_wants_a_table(self) -> None:
        assert ask(tool_of("exit(1)", reads_directories=False), Path("none"), STUCK, None).why_not == "has no points"


class TestThePage:
    def test_it_has_a_row_for_every_tool_with_the_version_that_is_asked(self) -> None:
        for tool in TOOLS:
            version = tool.requirement.partition("==")[2] if tool.requirement else ""
            assert f"\n| {tool.name} {version}" in PAGE
            assert f"\n| {tool.name} | {tool.made_for} |" in PAGE

    def test_it_is_written_between_its_marks(self) -> None:
        text = tables(
            {tool: [Outcome(STUCK, None, [], "finds no loss")] for tool in TOOLS}, dict.fromkeys(BY_NAME, "1")
        )
        written = with_tables(PAGE, text)
        assert text in written and "| losslint 1 | 0; 0; 1 | 0 | 0 | 0 | 0 |" in written
        assert written.splitlines()[0] == PAGE.splitlines()[0] and written.splitlines()[-1] == PAGE.splitlines()[-1]
        with pytest.raises(ValueError, match="no place"):
            with_tables("# Nothing", text)

    def test_what_is_asked_of_each_is_its_own_command(self) -> None:
        assert all("{path}" in " ".join(tool.arguments) for tool in TOOLS)
        assert json.dumps([tool.requirement for tool in TOOLS]).count("==") == len(TOOLS) - 1
