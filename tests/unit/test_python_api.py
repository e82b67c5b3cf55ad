"""`tb_lrplugin.check` and `tb_lrplugin.diagnose`: the objects, and that they say what the command line says."""

from __future__ import annotations

import doctest
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

import tb_lrplugin
from tb_lrplugin import summary
from tb_lrplugin.answers.contract import Report as ReportContract
from tb_lrplugin.cli import main
from tb_lrplugin.schedules import Cosine, cosine_decay_with_warmup
from tests.support.contract_shapes import assert_is
from tests.support.event_files import write_scalars

ROOT = Path(__file__).resolve().parents[2]
STEPS = np.arange(0, 1_000, 10)
COSINE = Cosine(0.1, 1_000)


@pytest.fixture(scope="module")
def logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A healthy run, one that is stuck, one with an infinite rate, one of a name that HTML has to escape."""
    directory = tmp_path_factory.mktemp("runs")
    for run in ("healthy", "stuck", "<i>&"):
        summary.optimizer_config(COSINE, writer=directory / run)
    write_scalars(directory / "healthy", "lr", list(zip(STEPS.tolist(), COSINE(STEPS).tolist(), strict=True)))
    write_scalars(directory / "stuck", "lr", [(step, 0.1) for step in STEPS.tolist()])
    write_scalars(directory / "<i>&", "lr", [(0, 0.1), (10, float("inf")), (20, 0.1)])
    return directory


@pytest.fixture(scope="module")
def report(logdir: Path) -> tb_lrplugin.Report:
    return tb_lrplugin.check(logdir)


def test_worst_first(report: tb_lrplugin.Report) -> None:
    assert [series.verdict for series in report] == ["invalid_values", "stuck_at_initial", "on_schedule"]
    assert report.worst is report.series[0] and len(report) == 3
    assert report.fails() and report.complete


def test_it_is_what_the_command_line_prints(
    report: tb_lrplugin.Report, logdir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["check", "--format", "json", str(logdir)])
    printed = json.loads(capsys.readouterr().out)
    assert json.loads(report.to_json()) == printed
    assert_is(printed, ReportContract)
    assert bool(code) == report.fails()


def test_a_selection(report: tb_lrplugin.Report) -> None:
    assert [one.run for one in report.select(run="h*")] == ["healthy"]
    assert [one.run for one in report.select(severity="error", tag="lr")] == ["<i>&", "stuck"]
    assert [one.run for one in report.select(verdict=("on_schedule", "stuck_at_initial"))] == ["stuck", "healthy"]
    healthy = report.select(verdict="on_schedule")
    assert not healthy.fails("notice")
    assert report.select(run="none").worst is None


def test_the_points_and_the_schedule(report: tb_lrplugin.Report) -> None:
    [healthy] = report.select(run="healthy")
    assert healthy.steps.dtype == np.int64 and healthy.steps.tolist() == STEPS.tolist()
    np.testing.assert_allclose(healthy.values, COSINE(STEPS), rtol=1e-6)
    assert healthy.expected is not None and healthy.schedule == COSINE
    np.testing.assert_allclose(healthy.expected, COSINE(STEPS))
    assert healthy.source is not None and healthy.source.kind == "metadata"
    assert len(healthy.wall_times) == len(STEPS) and healthy.fix is None and healthy.warnings == ()


def test_the_numbers_of_a_verdict(report: tb_lrplugin.Report) -> None:
    [stuck] = report.select(run="stuck")
    assert (stuck.evidence.onset_step, stuck.evidence.onset_logged) == (10, pytest.approx(0.1))
    assert stuck.causes and stuck.fix
    [invalid] = report.select(run="<*")
    assert invalid.evidence.onset_logged == float("inf")


def test_a_notebook_shows_it_whole_and_escaped(report: tb_lrplugin.Report) -> None:
    shown = report._repr_html_()
    ET.fromstring(shown)
    assert "&lt;i&gt;&amp;" in shown and "<i>" not in shown
    assert shown.count("<svg") == 2, "only what needs attention is drawn"
    assert report.worst is not None
    ET.fromstring(report.worst._repr_html_())


@pytest.mark.parametrize(
    ("steps", "values"),
    [([5], [0.1]), ([0, 1], [0.0, 0.0]), ([0], [float("nan")]), ([0, 1, 2], [0.1, float("nan"), -0.1])],
)
@pytest.mark.parametrize("schedule", [None, 0.1, COSINE])
def test_any_series_can_be_drawn(steps: list[int], values: list[float], schedule: object) -> None:
    root = ET.fromstring(tb_lrplugin.diagnose(steps, values, schedule).to_svg())
    assert root.tag.endswith("svg")


def test_problems_are_told_and_fail(logdir: Path, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "events.out.tfevents.1.host").write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    report = tb_lrplugin.check(tmp_path)
    assert (report.complete, report.fails(), len(report)) == (False, True, 0)
    assert report.problems[0].unread and "run" in report.problems[0].where
    ET.fromstring(report._repr_html_())


def test_no_log_directory_at_all() -> None:
    with pytest.raises(tb_lrplugin.LogDirectoryError, match="No log directory is named"):
        tb_lrplugin.check("")


@pytest.mark.parametrize(("tags", "words"), [("(", "regular expression"), ("", "does not exist")])
def test_what_cannot_be_looked_at(tags: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(tb_lrplugin.LogDirectoryError, match=words):
        tb_lrplugin.check(tmp_path if tags else tmp_path / "nowhere", tags=tags)


class TestArrays:
    def test_a_schedule_of_ours(self) -> None:
        asked = cosine_decay_with_warmup(0.1, 1_000, 0.01, 100)
        assert tb_lrplugin.diagnose(STEPS, asked(STEPS), asked).verdict == "on_schedule"
        assert tb_lrplugin.diagnose(STEPS, 3 * asked(STEPS), asked).verdict == "value_scaled"

    def test_a_function_is_recorded_as_far_as_there_are_points(self) -> None:
        found = tb_lrplugin.diagnose(STEPS, [0.1 / (1 + step) for step in STEPS], lambda step: 0.1 / (1 + step))
        assert (found.verdict, found.severity) == ("on_schedule", "ok")

    def test_the_run_length_and_times_are_told(self) -> None:
        asked = Cosine(0.1, 100_000)
        found = tb_lrplugin.diagnose([0, 10], [0.1, 0.1], asked, wall_times=[0, 20], total_steps=1_000)
        assert found.next_change is not None and found.next_change.beyond_planned_end

    @pytest.mark.parametrize(
        ("steps", "values", "times"),
        [([], [], None), ([0, 1], [0.1], None), ([[0]], [[0.1]], None), ([0], [0.1], [1, 2])],
    )
    def test_arrays_that_do_not_fit(self, steps: list[int], values: list[float], times: list[float] | None) -> None:
        with pytest.raises(ValueError, match="shape"):
            tb_lrplugin.diagnose(steps, values, wall_times=times)

    def test_no_schedule_at_all(self) -> None:
        with pytest.raises(TypeError, match="does not tell its schedule"):
            tb_lrplugin.diagnose([0], [0.1], object())


def test_the_page_shows_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failures, tried = doctest.testfile(str(ROOT / "docs" / "python_api.md"), module_relative=False)
    assert tried > 10 and failures == 0


def test_the_page_names_everything() -> None:
    page = (ROOT / "docs" / "python_api.md").read_text(encoding="utf-8")
    for kind in (tb_lrplugin.Report, tb_lrplugin.SeriesDiagnosis):
        public = {name for name in dir(kind) if not name.startswith("_")}
        assert {name for name in public if f"`{name}" not in page} == set()
    assert all(name in page for name in set(tb_lrplugin.__all__) - {"__version__"})


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    code = (
        "import sys, tb_lrplugin\n"
        "assert 'check' in dir(tb_lrplugin) and tb_lrplugin.__version__\n"
        "assert not {'numpy', 'tensorboard', 'google', 'rich'} & sys.modules.keys()\n"
        "tb_lrplugin.Report\n"
        "assert not {'tensorflow', 'torch', 'keras'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_process_that_checks_first_and_trains_later_can_write_its_summaries(tmp_path: Path) -> None:
    """TensorBoard chooses once in a process whether there is a TensorFlow."""
    write_scalars(tmp_path, "learning_rate", [(step, 0.1) for step in range(5)])
    script = (
        "import sys, tb_lrplugin\n"
        "assert len(tb_lrplugin.check(sys.argv[1]).series) == 1\n"
        "assert 'tensorflow' not in sys.modules\n"
        "assert 'tensorboard.compat.notf' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True)
