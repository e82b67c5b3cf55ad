"""A check in parts says what a check of the whole says, reads no more than it must, and loses no part for another."""

from __future__ import annotations

import ast
import errno
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
import unittest.mock
import weakref
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin import fleet
from tb_lrplugin.cli import main
from tb_lrplugin.cli.formats import FORMATS, Told
from tb_lrplugin.fleet import layout, parts
from tb_lrplugin.fleet.layout import ABOVE, Layout, unit_of
from tb_lrplugin.fleet.parts import Answer, Seen
from tb_lrplugin.fleet.resumed import to_see_together
from tb_lrplugin.fleet.store import Store
from tb_lrplugin.fleet.workers import Here, Processes, WorkerLostError
from tb_lrplugin.report.looking import LogDirectoryError, contract_of, look
from tests.support.event_files import write_scalars
from tests.support.labelled import LOGS

CASES = ("huggingface-frozen", "object-detection-flat", "lightning-stuck", "rl_zoo3-line", "ultralytics-results-padded")
STUCK = "lightning-stuck"
HALVED = [(step, 0.1 * 0.5 ** (step // 100)) for step in range(0, 500, 10)]


class Counting(Here):
    """This process, with a note of the directories that it was sent."""

    def __init__(self, fails: Callable[[tuple[str, ...]], bool] = lambda units: False) -> None:
        self.sent: list[tuple[str, ...]] = []
        self._fails = fails

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        self.sent.append(arguments[1])
        if self._fails(arguments[1]):
            failed: Future[Any] = Future()
            failed.set_exception(RuntimeError("the machine is gone"))
            return failed
        return super().submit(work, *arguments, **named)


@pytest.fixture(scope="module")
def logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Runs of several frameworks, one resumed in a directory of its own, and a configuration above some."""
    place = tmp_path_factory.mktemp("logs")
    for case in CASES:
        shutil.copytree(LOGS / case, place / case)
    config = "schedule { exponential { init_value: 0.1 transition_steps: 100 decay_rate: 0.5 staircase: true } }\n"
    (place / "lr_schedule.pbtxt").write_text(config)
    write_scalars(place / "swept" / "a" / "train", "learning_rate", HALVED)
    # It goes on in another directory, with the schedule begun anew.
    again = [(step + 500, rate) for step, rate in HALVED]
    write_scalars(place / "swept" / "b" / "train", "learning_rate", again)
    for name in "cdefghi":
        write_scalars(place / "swept" / name / "train", "learning_rate", HALVED[:20])
    write_scalars(place, "learning_rate", [(0, 0.1), (50, 0.1)])
    return place


@pytest.fixture(scope="module")
def whole(logdir: Path) -> Any:
    snapshot = look(str(logdir))
    return contract_of(str(logdir), snapshot.entries, snapshot.problems)


class TestParts:
    @pytest.mark.parametrize("parts", [1, 3, 50])
    def test_they_say_what_the_whole_says(self, parts: int, logdir: Path, whole: Any) -> None:
        executor = Counting()
        assert fleet.check(logdir, executor, parts=parts) == whole
        # Those of a part of their own are looked at once more, with the runs before them.
        assert len(executor.sent) > min(parts, 5) - 1

    def test_no_part_grows_with_the_fleet(self, logdir: Path, whole: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        for place in (fleet, layout):
            monkeypatch.setattr(place, "MOST_RUNS", 3)
        executor = Counting()
        assert fleet.check(logdir, executor, parts=1) == whole
        assert len(executor.sent) > 3 and max(map(len, executor.sent)) <= 3

    def test_no_more_parts_are_held_at_a_time_than_are_asked_for(self, logdir: Path) -> None:
        held: list[int] = []

        class Holding(Here):
            """Keeps no result: counts those that somebody else keeps."""

            def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
                done = super().submit(work, *arguments, **named)
                results.add(done)
                held.append(len(results))
                return done

        results: weakref.WeakSet[Future[Any]] = weakref.WeakSet()
        with pytest.MonkeyPatch.context() as patch:
            for place in (fleet, layout):
                patch.setattr(place, "MOST_RUNS", 3)
            fleet.check(logdir, Holding(), parts=2)
        assert len(held) > 4 and max(held) <= 3

    def test_a_part_that_fails_is_named_and_costs_no_other(self, logdir: Path, whole: Any) -> None:
        executor = Counting(lambda units: STUCK in units)
        report = fleet.check(logdir, executor, parts=50)
        left = [entry for entry in whole["series"] if not entry["run"].startswith("lightning-stuck")]
        assert report["series"] == left
        (problem,) = report["problems"]
        assert problem["where"] == STUCK and "the machine is gone" in problem["message"]
        assert not report["complete"]

    def test_runs_that_may_go_on_from_another_part_are_looked_at_together(self, whole: Any) -> None:
        steps = {"swept/a/train": (0, 490), "swept/b/train": (500, 990), "elsewhere/train": (500, 990)}

        def asked(is_odd: bool) -> Any:
            with Store("", {}) as store:
                for run, (first, last) in steps.items():
                    unit = run.removesuffix("/train")
                    answer = Answer(unit, run, "lr", "frozen", 0, 0, is_odd, first, last, 50, "{}")
                    store.ask((unit,), "")
                    store.keep((unit,), Seen((answer,), ()))
                return to_see_together(store.base)

        assert asked(is_odd=True) == {("swept/b", "swept/a"): {("swept/b/train", "lr")}}
        assert asked(is_odd=False) == {}
        assert {entry["run"] for entry in whole["series"]} >= {"swept/b/train", "."}

    def test_steps_far_apart_are_steps_like_others(self) -> None:
        answer = Answer("a", "a", "lr", "frozen", 0, 0, True, 5 * 10**18, 9 * 10**18, 2, "{}")
        with Store("", {}) as store:
            store.ask(("a",), "")
            store.keep(("a",), Seen((answer,), ()))
            assert to_see_together(store.base) == {}

    def test_runs_are_odd_that_are_bad_or_that_nothing_speaks_for(self, whole: Any) -> None:
        entry = next(one for one in whole["series"] if one["severity"] == "ok")
        assert not Answer.of(entry, "a").is_odd
        assert Answer.of({**entry, "severity": "warning"}, "a").is_odd
        # What the run before asked for may speak for one that nothing else speaks for.
        assert Answer.of({**entry, "expected": {"first": None, "last": None}}, "a").is_odd

    def test_links_that_lead_back_are_not_followed(self, tmp_path: Path) -> None:
        """Each of two would double what lies there at every turn."""
        for name in ("a/b/one", "a/c/two", "d"):
            write_scalars(tmp_path / "logs" / name, "learning_rate", HALVED[:5])
        for folder in ("a", "a/b", "d"):
            (tmp_path / "logs" / folder / "up").symlink_to("..")
        (tmp_path / "logs" / "e").symlink_to(tmp_path)
        (tmp_path / "logs" / "f").symlink_to("a/b/one")
        assert not layout.has_more_runs(str(tmp_path / "logs"))
        whole = look(str(tmp_path / "logs"))
        seen = fleet.check(tmp_path / "logs", Here(), parts=50, state=tmp_path / "state")
        assert [entry["run"] for entry in seen["series"]] == [entry["run"] for entry in whole.entries]

    def test_a_directory_that_is_none_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(LogDirectoryError):
            fleet.check(tmp_path / "none", Here())


class TestState:
    def test_only_what_changed_is_read_again(self, logdir: Path, tmp_path: Path) -> None:
        copy, state = tmp_path / "logs", tmp_path / "state.json"
        shutil.copytree(logdir, copy)
        first = fleet.check(copy, Here(), parts=50, state=state)
        executor = Counting()
        assert fleet.check(copy, executor, parts=50, state=state) == first
        assert executor.sent == []
        write_scalars(copy / "swept" / "new", "learning_rate", HALVED)
        second = fleet.check(copy, executor, parts=50, state=state)
        assert executor.sent == [("swept/new",)]
        assert len(second["series"]) == len(first["series"]) + 1

    def test_a_configuration_above_all_is_everybodys(self, logdir: Path, tmp_path: Path) -> None:
        copy, state = tmp_path / "logs", tmp_path / "state.json"
        shutil.copytree(logdir, copy)
        fleet.check(copy, Here(), parts=50, state=state)
        (copy / "lr_schedule.pbtxt").unlink()
        executor = Counting()
        report = fleet.check(copy, executor, parts=50, state=state)
        assert {unit for units in executor.sent for unit in units} >= set(Layout.of(str(copy), 50).units)
        assert {entry["verdict"] for entry in report["series"] if entry["run"] == "swept/a/train"} == {"no_schedule"}

    def test_what_is_read_elsewhere_counts_as_well(self, tmp_path: Path) -> None:
        state, config, checkpoints = (tmp_path / name for name in ("state", "lr_schedule.pbtxt", "checkpoints"))
        for name in "abcdefghij":
            write_scalars(tmp_path / "logs" / name, "learning_rate", HALVED)
            (checkpoints / name).mkdir(parents=True)

        def checked(rate: float) -> tuple[set[str], list[tuple[str, ...]]]:
            steps = "transition_steps: 100 decay_rate: 0.5 staircase: true"
            if not config.exists() or str(rate) not in config.read_text():
                config.write_text(f"schedule {{ exponential {{ init_value: {rate} {steps} }} }}\n")
            executor = Counting()
            report = fleet.check(
                tmp_path / "logs", executor, parts=50, state=state, config_file=config, checkpoints=checkpoints
            )
            return {entry["verdict"] for entry in report["series"]}, executor.sent

        assert checked(0.1)[0] == {"on_schedule"}
        assert checked(0.1)[1] == []
        (checkpoints / "c" / "state.txt").write_text("new")
        assert checked(0.1)[1] == [("c",)]
        verdicts, sent = checked(0.25)
        assert "on_schedule" not in verdicts and len(sent) > 9

    @pytest.mark.parametrize("text", ["", "[]", '{"key": 1}', '{"key": {}, "units": 3}'])
    def test_a_file_of_something_else_tells_nothing(self, text: str, logdir: Path, whole: Any, tmp_path: Path) -> None:
        (tmp_path / "state.json").write_text(text)
        assert fleet.check(logdir, Here(), parts=1, state=tmp_path / "state.json") == whole
        executor = Counting()
        assert fleet.check(logdir, executor, parts=1, state=tmp_path / "state.json") == whole
        assert executor.sent == []

    def test_one_that_a_killed_check_left_half_written_is_as_before(self, tmp_path: Path) -> None:
        path, left = str(tmp_path / "state"), str(tmp_path / "left")
        with Store(path, {}) as store:
            store.ask(("a",), "as it was")
            store.keep(("a",), Seen((), ()))
        with Store(path, {}) as store:
            assert not store.ask(("a",), "changed")
            for ending in ("", "-journal"):
                shutil.copy(path + ending, left + ending)
        with Store(left, {}) as store:
            assert store.ask(("a",), "as it was")

    def test_one_that_cannot_be_kept_leaves_nothing_behind(self, tmp_path: Path) -> None:
        with pytest.raises(sqlite3.Error), Store(str(tmp_path / "state"), {}) as store:
            store.base.execute("COMMIT")
        assert list(tmp_path.iterdir()) == []

    def test_of_a_file_that_was_removed_nothing_is_undone_in_the_next(self, tmp_path: Path) -> None:
        path = tmp_path / "state"
        (tmp_path / "state-journal").write_bytes(b"of a check that was killed")
        with Store(str(path), {}):
            pass
        assert [file.name for file in tmp_path.iterdir()] == ["state"]

    def test_what_failed_is_not_kept(self, logdir: Path, tmp_path: Path) -> None:
        state = tmp_path / "state.json"
        fleet.check(logdir, Counting(lambda units: STUCK in units), parts=50, state=state)
        executor = Counting()
        fleet.check(logdir, executor, parts=50, state=state)
        assert (STUCK,) in executor.sent

    def test_what_could_not_be_read_is_read_again(self, logdir: Path, tmp_path: Path) -> None:
        copy, state = tmp_path / "logs", tmp_path / "state.json"
        shutil.copytree(logdir / "huggingface-frozen", copy / "a")
        for name in "bcdefghi":
            shutil.copytree(logdir / "lightning-stuck", copy / name)
        (copy / "a" / "events.out.tfevents.1.x").write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
        first = fleet.check(copy, Here(), parts=50, state=state)
        assert any(problem["unread"] for problem in first["problems"])
        executor = Counting()
        assert fleet.check(copy, executor, parts=50, state=state) == first
        assert executor.sent == [("a",)]


@pytest.fixture(scope="module")
def acknowledging(logdir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a verdict that is known, and an entry that no longer fits."""
    copy = tmp_path_factory.mktemp("acknowledged") / "logs"
    shutil.copytree(logdir, copy)
    known = {"run": "huggingface-*", "verdict": "frozen", "reason": "meant so"}
    over = {"run": "lightning-*", "verdict": "frozen", "reason": "was so"}
    (copy / "lr_diagnostics.yaml").write_text(json.dumps({"acknowledged": [known, over]}))
    return copy


class TestAcknowledgements:
    def test_each_is_held_against_all_parts(self, acknowledging: Path) -> None:
        report = fleet.check(acknowledging, Here(), parts=50)
        assert [entry["run"] for entry in report["series"] if entry["acknowledged"]] == ["huggingface-frozen"]
        (told,) = (one["message"] for one in report["problems"] if "lr_diagnostics" in one["where"])
        assert told.startswith("It no longer fits: lightning-stuck")

    def test_what_is_kept_does_not_outlive_it(self, acknowledging: Path, tmp_path: Path) -> None:
        fleet.check(acknowledging, Here(), parts=50, state=tmp_path / "state.json")
        assert b"meant so" not in (tmp_path / "state.json").read_bytes()


class TestLayout:
    def test_it_is_cut_where_there_are_enough_directories(self, tmp_path: Path) -> None:
        for name in ("exp/a/train", *(f"exp/b{run}" for run in range(8)), "exp/b0/eval"):
            write_scalars(tmp_path / name, "learning_rate", HALVED[:2])
        (tmp_path / "exp" / "checkpoints").mkdir()
        (tmp_path / "exp" / "table").mkdir()
        (tmp_path / "exp" / "table" / "results.csv").touch()
        assert Layout.of(str(tmp_path), 1).units == (ABOVE, "exp")
        runs = (ABOVE, "exp/a", *(f"exp/b{run}" for run in range(8)), "exp/table")
        assert Layout.of(str(tmp_path), 2).units == Layout.of(str(tmp_path), 50).units == runs

    def test_a_family_is_not_cut(self, tmp_path: Path) -> None:
        told = {
            "a": ("train", "validation"),
            "b": (".", *(f"eval_{run}" for run in range(9))),
            "c": ("train", "eval/x"),
        }
        for name, runs in told.items():
            for run in runs:
                write_scalars(tmp_path / name / run, "learning_rate", HALVED[:2])
        assert Layout.of(str(tmp_path), 50).units == (ABOVE, "a", "b", "c")
        assert Layout.of(str(tmp_path / "a"), 50).units == (ABOVE,)

    @pytest.mark.parametrize(
        ("name", "unit"),
        [("exp/a/train", "exp/a"), ("exp/a", "exp/a"), ("exp", ABOVE), (".", ABOVE), ("expo/a", ABOVE)],
    )
    def test_a_run_belongs_to_one_directory(self, name: str, unit: str) -> None:
        assert unit_of(("exp/a", ABOVE), name) == unit


@pytest.fixture(scope="module")
def processes() -> Any:
    with Processes(1) as executor:
        yield executor


class UnsendableError(Exception):
    """An error as many libraries have: made anew from its message alone, it is none."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


def raise_unsendable() -> None:
    raise UnsendableError("a", "b")


class TestProcesses:
    def test_an_error_that_cannot_be_sent_costs_no_process(self, processes: Executor) -> None:
        with pytest.raises(TypeError, match="second"):
            processes.submit(raise_unsendable).result()
        with pytest.raises(Exception, match="pickle"):
            processes.submit(lambda: None).result()
        assert processes.submit(len, "abc").result(timeout=60) == 3

    def test_one_that_is_killed_costs_its_own_part(self, processes: Executor) -> None:
        assert processes.submit(len, "abc").result() == 3
        lost = processes.submit(os._exit, 9)
        with pytest.raises(WorkerLostError, match="ended from outside"):
            lost.result()
        assert processes.submit(len, "ab").result() == 2

    def test_one_that_cannot_be_started_costs_its_part_and_no_other_waits(self, monkeypatch: Any) -> None:
        with Processes(1) as executor:
            refused = OSError(errno.EAGAIN, "Resource temporarily unavailable")
            monkeypatch.setattr(executor, "_begun", unittest.mock.Mock(side_effect=refused))
            for _ in range(2):
                with pytest.raises(WorkerLostError, match="could be started for it: Resource"):
                    executor.submit(len, "abc").result(timeout=60)

    def test_what_nobody_waits_for_is_ended(self) -> None:
        began = time.monotonic()
        with pytest.raises(KeyError), Processes(1) as executor:
            lost = executor.submit(time.sleep, 600)
            raise KeyError
        with pytest.raises(WorkerLostError):
            lost.result(timeout=60)
        assert time.monotonic() - began < 300

    @pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
    def test_a_check_that_is_ended_says_so(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        number = signal.Signals[name]
        monkeypatch.setattr(sys, "argv", ["tb-lrplugin", "check", str(tmp_path)])
        monkeypatch.setattr("tb_lrplugin.cli.check.look", lambda *_, **__: signal.raise_signal(number))
        before = {kind: signal.getsignal(kind) for kind in (signal.SIGTERM, signal.SIGHUP)}
        try:
            assert main() == 128 + number
            # Whoever sends it again need not wait.
            assert signal.getsignal(number) == signal.SIG_DFL
        finally:
            for kind, handler in before.items():
                signal.signal(kind, handler)
        assert f"ended from outside by {name}" in capsys.readouterr().err


class TestTheCommand:
    def test_jobs_print_what_one_prints(self, capsys: pytest.CaptureFixture[str]) -> None:
        words = ["check", str(LOGS), "--format", "json"]
        assert main(words) == 1
        # A process of its own has copies of itself work for it.
        command = [sys.executable, "-m", "tb_lrplugin", *words, "--jobs", "2"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (1, "")
        assert done.stdout == capsys.readouterr().out

    def test_what_lies_on_a_disk_prints_as_what_is_held_in_memory(
        self, acknowledging: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        printed = []
        with fleet.look_in_parts(str(acknowledging), Here(), parts=3) as stored:
            for snapshot in (look(str(acknowledging)), stored):
                for write in FORMATS.values():
                    write(Told(str(acknowledging), snapshot))
                printed.append(capsys.readouterr().out)
            assert printed[0] == printed[1]
            assert [stored.entries[0], *stored.entries[1:]] == list(stored.entries)

    def test_more_runs_than_a_process_should_hold_are_looked_at_in_parts(
        self, logdir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        looks: list[str] = []
        monkeypatch.setattr(parts, "look", lambda view, **options: looks.append(view) or look(view, **options))
        printed = []
        for most in (1_000, 3):
            monkeypatch.setattr(layout, "MOST_AT_ONCE", most)
            main(["check", str(logdir), "--format", "json"])
            printed.append(capsys.readouterr().out)
            assert bool(looks) == (most == 3)
        assert printed[0] == printed[1]

    def test_it_names_the_tags_where_none_is_a_learning_rate(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_scalars(tmp_path / "a", "loss", HALVED[:2])
        assert main(["check", str(tmp_path), "--state", str(tmp_path / "state")]) == 0
        assert "The scalar tags there: loss." in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("flags", "sentence"),
        [
            (("--jobs", "2", "--watch"), "--watch looks by itself"),
            (("--jobs", "2", "--tags", "("), "--tags: "),
            (("--state", "/dev/null/state"), "/dev/null/state: "),
            (("--dask", "tcp://nowhere:1"), "pip install 'tb-lrplugin[dask]'"),
        ],
    )
    def test_what_cannot_be_is_refused(
        self,
        flags: tuple[str, ...],
        sentence: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setitem(__import__("sys").modules, "distributed", None)
        assert main(["check", str(tmp_path), *flags]) == 2
        assert sentence in capsys.readouterr().err

    @pytest.mark.parametrize(("closed", "code"), [("stderr", 1), ("stdout", 2)])
    def test_a_closed_output_is_told_or_borne(
        self, closed: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, closed, None)
        assert main(["check", str(LOGS / "huggingface-frozen"), "--format", "jsonl"]) == code
        if closed == "stderr":
            sys.stderr.close()
            assert '"type": "end"' in capsys.readouterr().out
        else:
            assert "standard output is closed" in capsys.readouterr().err

    def test_an_object_store_is_no_disk(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", "memory://logs", "--jobs", "2"]) == 2
        assert "on a disk" in capsys.readouterr().err


RAY = """
from concurrent.futures import Future

class remote:
    def __init__(self, work):
        self.work = work
    def remote(self, *arguments, **named):
        self.done = Future()
        self.done.set_result(self.work(*arguments, **named))
        return self
    def future(self):
        return self.done
"""


class TestTheDocumentation:
    PAGE = (LOGS.parents[1] / "docs" / "fleet.md").read_text(encoding="utf-8")

    def test_every_flag_is_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        flags = set(re.findall(r"^\| `(--\w+) ", self.PAGE, re.MULTILINE))
        assert flags == {"--jobs", "--state", "--dask"}
        with pytest.raises(SystemExit):
            main(["check", "--help"])
        assert all(flag in capsys.readouterr().out for flag in ("--jobs",))

    BLOCKS = tuple(map(textwrap.dedent, re.findall(r"(?:^    .*\n|^\n(?=    ))+", PAGE, re.MULTILINE)))

    def test_the_programs_on_it_do_what_it_says(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (by_hand,) = (block for block in self.BLOCKS if block.lstrip().startswith("#!/bin/sh"))
        on_an_executor, with_ray = (block for block in self.BLOCKS if "import " in block)
        for case in (STUCK, "huggingface-frozen"):
            shutil.copytree(LOGS / case, tmp_path / "logs" / case)
        (tmp_path / "parts").mkdir()
        # The command as of these sources, whatever is installed.
        (tmp_path / "tb-lrplugin").write_text(f'#!/bin/sh\nexec {sys.executable} -m tb_lrplugin "$@"\n')
        (tmp_path / "tb-lrplugin").chmod(0o755)
        path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
        shared = {**os.environ, "PATH": path, "PYTHONPATH": str(LOGS.parents[1])}
        (tmp_path / "program.py").write_text(on_an_executor)
        program = [sys.executable, "program.py"]
        done = subprocess.run(program, cwd=tmp_path, env=shared, capture_output=True, text=True, check=True)
        stuck = f"{STUCK}/version_0"
        assert sorted(ast.literal_eval(done.stdout)) == ["huggingface-frozen", stuck]
        # As much of Ray as is used; the page says which one was tried.
        (tmp_path / "ray.py").write_text(RAY)
        (tmp_path / "program.py").write_text(with_ray)
        done = subprocess.run(program, cwd=tmp_path, env=shared, capture_output=True, text=True, check=True)
        assert sorted(entry["run"] for entry in json.loads(done.stdout)["series"]) == ["huggingface-frozen", stuck]
        for task in ("0", "1"):
            environment = {**shared, "SLURM_ARRAY_TASK_ID": task}
            subprocess.run(["sh", "-c", by_hand], cwd=tmp_path, env=environment, check=True)
        assert main(["merge", *map(str, sorted((tmp_path / "parts").iterdir())), "--format", "json"]) == 1
        merged = json.loads(capsys.readouterr().out)
        assert sorted(entry["run"] for entry in merged["series"]) == ["huggingface-frozen", stuck]
