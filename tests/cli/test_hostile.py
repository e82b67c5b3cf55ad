"""Broken and hostile log directories on the command line, through both of TensorBoard's readers."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.event_files import write_scalars
from tests.support.hostile import KINDS, MINIMAL, OBEYED_NAMES, POINTS, READERS, RECORDS, TOLD, write_healthy

HEALTHY = "healthy"
CASES = sorted(path.name for path in MINIMAL.iterdir() if path.is_dir())
ENDS_THE_DATA_SERVER = "event-hugelen"
# Verdicts, beside those of the healthy runs.
AT_ROOT = {
    "keras-huge-int-at-root": {".": "config_error", "healthy0": "invalid_values"},
    "mmengine-inf-at-root": {},
    ENDS_THE_DATA_SERVER: {"broken": "no_schedule"},
}


@pytest.fixture(params=READERS, scope="module")
def reader(request: pytest.FixtureRequest) -> str:
    """Read through the data server, or, where its program is none, through the Python reader."""
    name: str = request.param
    return name


def run(
    reader: str, arguments: Sequence[str | bytes | Path], environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own; whatever is said, there is no traceback."""
    # What an old TensorBoard warns of itself is not ours to tell.
    environment = {**os.environ, "PYTHONWARNINGS": "ignore", **(environment or {})}
    if reader == "multiplexer":
        environment["TENSORBOARD_DATA_SERVER_BINARY"] = "/bin/false"
    result = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, errors="replace", check=False
    )
    assert "Traceback" not in result.stderr
    return result


def run_check(
    reader: str, logdir: Path | bytes, *options: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Check by the command."""
    return run(reader, ["-m", "tb_lrplugin", "check", *options, logdir], environment)


# Checks several log directories one after the other, as whoever imports the package may: a process for each takes a
# second to start.
_IN_ONE_PROCESS = """
import contextlib, io, json, sys
from tb_lrplugin.cli import main
told = []
for logdir in sys.argv[1:]:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = main(["check", "--format", "json", logdir])
    told.append([code, json.loads(out.getvalue())])
print(json.dumps(told))
"""


def checked(reader: str, *logdirs: Path) -> list[dict[str, Any]]:
    """Check log directories: there is a report of each, nothing else is said, and the exit code is the contract's."""
    result = run(reader, ["-c", _IN_ONE_PROCESS, *map(str, logdirs)])
    assert (result.returncode, result.stderr) == (0, "")
    reports: list[dict[str, Any]] = []
    for code, report in json.loads(result.stdout):
        is_bad = not report["complete"] or any(entry["severity"] == "error" for entry in report["series"])
        assert code == int(is_bad)
        reports.append(report)
    assert len(reports) == len(logdirs)
    return reports


def by_run(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {entry["run"]: entry for entry in report["series"]}


class Told(NamedTuple):
    """What one reader says of several log directories.

    Attributes:
      kinds: of all kinds side by side, and the minimal cases.
      records: of all records that readers stop at.
      at_root: of each case that has something in the log directory itself.
      ends_the_data_server: of the record that ends the data server, beside a healthy run.
    """

    kinds: dict[str, Any]
    records: dict[str, Any]
    at_root: dict[str, dict[str, Any]]
    ends_the_data_server: dict[str, Any]


@pytest.fixture(scope="module")
def told(reader: str, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Check all that one process can check; what ends the data server is tried by itself."""
    kinds, records, ended = (tmp_path_factory.mktemp(name) for name in ("kinds", "records", "ended"))
    for logdir in (kinds, records, ended):
        write_healthy(logdir / HEALTHY)
    for name, kind in KINDS.items():
        kind.make(kinds / name)
    for case in CASES:
        if case != ENDS_THE_DATA_SERVER:
            shutil.copytree(MINIMAL / case, kinds / case)
    for name, make in RECORDS.items():
        make((ended if name == "longer_than_any" else records) / name)
    reports = checked(reader, kinds, records, ended, *(MINIMAL / case for case in AT_ROOT))
    return Told(reports[0], reports[1], dict(zip(AT_ROOT, reports[3:], strict=True)), reports[2])


@pytest.fixture(scope="module")
def report(told: Told) -> dict[str, Any]:
    return told.kinds


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What is said of healthy runs, ours and those of the minimal cases, where nothing else is there."""
    logdir = tmp_path_factory.mktemp("alone")
    write_healthy(logdir / HEALTHY)
    for run in MINIMAL.glob("*/healthy*"):
        shutil.copytree(run, logdir / run.relative_to(MINIMAL))
    [report] = checked("data_server", logdir)
    entries = by_run(report)
    assert entries[HEALTHY]["verdict"] == "constant_by_config"
    return entries


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_told(kind: str, reader: str, report: dict[str, Any]) -> None:
    entries, verdict = by_run(report), KINDS[kind].verdict(reader)
    problems = [problem for problem in report["problems"] if problem["where"].startswith(f"{kind}/")]
    if verdict is None:
        assert kind not in entries
        assert [problem["unread"] for problem in problems] == [True]
    else:
        assert verdict in (TOLD, entries[kind]["verdict"])
        assert problems == []


@pytest.mark.parametrize("case", CASES)
def test_healthy_runs_are_judged_as_alone(case: str, report: dict[str, Any], alone: dict[str, dict[str, Any]]) -> None:
    entries = by_run(report)
    assert entries[HEALTHY] == alone[HEALTHY]
    if case != ENDS_THE_DATA_SERVER:
        runs = {run for run in alone if run.startswith(f"{case}/")}
        assert {run: entries[run] for run in runs} == {run: alone[run] for run in runs}


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_that_a_reader_stops_at_is_named(kind: str, told: Told, alone: dict[str, dict[str, Any]]) -> None:
    report = told.ends_the_data_server if kind == "longer_than_any" else told.records
    entries = by_run(report)
    assert entries[HEALTHY] == alone[HEALTHY]
    assert entries[kind]["steps"]["count"] == len(POINTS) // (2 if kind.endswith("in_the_middle") else 1)
    [problem] = [problem for problem in report["problems"] if problem["where"].split("/")[0] == kind]
    assert problem["unread"]


@pytest.mark.parametrize("case", AT_ROOT)
def test_what_lies_in_the_log_directory_itself(case: str, told: Told) -> None:
    entries = by_run(told.at_root[case])
    verdicts = {run: entry["verdict"] for run, entry in entries.items()}
    healthy = {path.name: "no_schedule" for path in (MINIMAL / case).glob("healthy*")}
    assert verdicts == healthy | AT_ROOT[case]


def test_where_all_is_lost_the_reason_is_told(reader: str, tmp_path: Path) -> None:
    KINDS["git_lfs_pointer"].make(tmp_path / "broken")
    result = run_check(reader, tmp_path)
    assert result.returncode == 1
    assert "git lfs pull" in " ".join(result.stdout.split())
    assert "--tags" not in result.stdout


def test_a_link_out_of_the_log_directory_shows_no_line_of_the_file(report: dict[str, Any]) -> None:
    assert "root:x:" not in json.dumps(report)


@pytest.mark.parametrize(("output_format", "reader"), list(zip(["text", "github"], READERS, strict=True)))
def test_no_name_is_obeyed(output_format: str, reader: str, tmp_path: Path) -> None:
    for number, name in enumerate(OBEYED_NAMES):
        write_scalars(tmp_path / name, "learning_rate", POINTS)
        write_scalars(tmp_path / f"tags{number}", f"{name}/learning_rate", POINTS)
        (tmp_path / name / "pipeline.config").write_bytes(b"\xff")
    result = run_check(reader, tmp_path, "--format", output_format)
    lines = result.stdout.split("\n")
    assert len(lines) > len(OBEYED_NAMES)
    assert not any(character in result.stdout + result.stderr for character in "\x1b\x07\r\u202e")
    assert not any(line.startswith("##[") for line in lines)
    if output_format == "text":
        assert not any(line.lstrip().startswith("::") for line in lines)
    else:
        # Those of our own alone.
        assert all(line.startswith(("::error title=", "::warning title=", "::notice title=")) for line in lines if line)
        assert not any(line.startswith("::error title=INJECTED") for line in lines)


COMMAND = f"{sys.executable} -m tb_lrplugin check --fail-on never"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    logdir = tmp_path_factory.mktemp("many")
    for number in range(60):
        write_scalars(logdir / f"run{number}", "learning_rate", [*POINTS[:9], (100, math.nan)])
    return logdir


HEAD, FULL, CLOSED = ("| head -n 1 >/dev/null; exit ${PIPESTATUS[0]}", 0), ("> /dev/full", 2), (">&-", 2)


@pytest.mark.parametrize(
    ("output_format", "redirection", "code"),
    [("text", *HEAD), ("github", *HEAD), ("json", *FULL), ("text", *CLOSED)],
    ids=["text-head", "github-head", "json-full", "text-closed"],
)
def test_an_output_that_takes_nothing_more(output_format: str, redirection: str, code: int, many: Path) -> None:
    command = f"{COMMAND} --format {output_format} {many} {redirection}"
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    result = subprocess.run(["bash", "-c", command], env=quiet, capture_output=True, text=True, check=False)
    assert "Traceback" not in result.stderr
    assert (result.returncode, result.stderr.count("\n")) == (code, int(code != 0)), result.stderr


def test_a_log_directory_whose_name_is_not_utf_8(reader: str, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\xfe"
    try:
        os.mkdir(name)
    except OSError:
        # A file system that has no such names.
        name = os.fsencode(tmp_path)
    result = run_check(reader, name)
    assert result.returncode in (0, 2)
    assert result.stderr.count("\n") == (1 if result.returncode else 0)


@pytest.mark.parametrize(("name", "reader"), list(zip(["läufe", "runs/läuf"], READERS, strict=True)))
def test_a_locale_that_has_no_such_names_is_told(name: str, reader: str, tmp_path: Path) -> None:
    write_healthy(tmp_path / name)
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = run_check(reader, os.fsencode(tmp_path / name.split("/")[0]), environment=environment)
    assert result.returncode != 0
    assert "PYTHONUTF8=1" in " ".join((result.stdout + result.stderr).split())


def test_an_interrupt_during_start_up_is_told_in_one_line(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'tensorboard':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "from tb_lrplugin.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, "check", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (130, "", "tb-lrplugin: interrupted\n")


@pytest.mark.parametrize(
    ("missing", "remedy"), [("pkg_resources", "setuptools<81"), ("tensorboard", "TensorBoard cannot be imported")]
)
@pytest.mark.parametrize("fail_on", ["error", "never"])
def test_where_tensorboard_cannot_be_imported(missing: str, remedy: str, fail_on: str, tmp_path: Path) -> None:
    """As under TensorBoard up to 2.20 beside setuptools 81, whose first import is that of `pkg_resources`."""
    program = (
        "import sys\n"
        "class Blocker:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'tensorboard.data.provider' or name == 'tensorboard':\n"
        f"            raise ModuleNotFoundError('No module named {missing!r}', name={missing!r})\n"
        "sys.meta_path.insert(0, Blocker())\n"
        "from tb_lrplugin.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    ).replace(f"No module named {missing!r}", f"No module named {missing}")
    result = subprocess.run(
        [sys.executable, "-c", program, "check", "--fail-on", fail_on, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert remedy in result.stderr
