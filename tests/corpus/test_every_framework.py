"""Every labelled log directory of every framework gets its verdict, through both of TensorBoard's readers."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
import time
from typing import Any, get_args

import pytest

from tb_lrplugin.diagnosis.model import SEVERITY_OF, Verdict
from tests.support.corpus import CORPUS, is_there, needs_corpus
from tests.support.tensorboard_process import tensorboard

pytestmark = needs_corpus

IMPLEMENTED = frozenset(get_args(Verdict))
HARMLESS = frozenset(verdict for verdict, severity in SEVERITY_OF.items() if severity in ("ok", "notice"))
# float32 rounding, or what the source itself rounds to.
LARGEST_HEALTHY_ERROR = 1e-5

# The multiplexer in a process of its own, as where there is no data server.
WITHOUT_DATA_SERVER = (
    "import sys\n"
    "from tensorboard.data import server_ingester\n"
    "def absent():\n"
    "    raise server_ingester.NoDataServerError('not here')\n"
    "server_ingester.get_server_binary = absent\n"
    "from tb_lrplugin.cli import main\n"
    "sys.exit(main(sys.argv[1:]))"
)
PROGRAMS = {"data_server": ["-m", "tb_lrplugin"], "multiplexer": ["-c", WITHOUT_DATA_SERVER]}


def labelled_series() -> list[tuple[str, str, dict[str, Any]]]:
    """List (run relative to the corpus, tag, label) of every labelled series."""
    if not is_there:
        return []
    labels = json.loads((CORPUS / "LABELS.json").read_text())
    return [
        (case if series["run"] == "." else f"{case}/{series['run']}", series["tag"], series)
        for case, label in labels.items()
        for series in label["series"]
    ]


LABELLED = labelled_series()


Entries = dict[tuple[str, str], dict[str, Any]]


@functools.cache
def report_of(reader: str) -> dict[str, Any]:
    command = [sys.executable, *PROGRAMS[reader], "check", "--format", "json", "--fail-on", "never", str(CORPUS)]
    report: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return report


def entries_of(reader: str) -> Entries:
    return {(entry["run"], entry["tag"]): entry for entry in report_of(reader)["series"]}


@pytest.fixture(params=PROGRAMS)
def entries(request: pytest.FixtureRequest) -> Entries:
    return entries_of(request.param)


@pytest.mark.parametrize(("run", "tag", "label"), LABELLED, ids=[f"{run}-{tag}" for run, tag, _ in LABELLED])
def test_the_labelled_verdict(entries: Entries, run: str, tag: str, label: dict[str, Any]) -> None:
    entry = entries[run, tag]
    accepted = set(label["verdict"])
    if not accepted & IMPLEMENTED:
        assert entry["severity"] not in ("ok", "notice"), entry["headline"]
        return
    assert entry["verdict"] in accepted or is_future(entry, accepted), entry["headline"]
    assert (entry["source"] or {"kind": None})["kind"] == label["source"]
    given = {warning["id"] for warning in entry["warnings"]}
    assert set(label["warnings"]) <= given
    assert "hidden_time_decay" not in given - set(label["warnings"])
    for name, (low, high) in label["evidence"].items():
        found = entry["next_change"]["step"] if name == "next_change_step" else entry["evidence"][name]
        numbers = found if isinstance(found, list) else [found]
        assert numbers, name
        assert all(low <= number <= high for number in numbers), name
    if entry["verdict"] == "on_schedule":
        assert entry["evidence"]["max_relative_error"] <= LARGEST_HEALTHY_ERROR


def is_future(entry: dict[str, Any], accepted: set[str]) -> bool:
    """Whether another accepted verdict is one that is not told apart yet, so that off_schedule stands for it."""
    return bool(accepted - IMPLEMENTED) and entry["verdict"] == "off_schedule"


def test_no_healthy_series_is_called_wrong(entries: Entries) -> None:
    healthy = {(run, tag) for run, tag, label in LABELLED if set(label["verdict"]) <= HARMLESS}
    wrong = {key: entries[key]["headline"] for key in healthy if entries[key]["severity"] in ("error", "warning")}
    assert wrong == {}


@pytest.mark.parametrize("load_fast", ["true", "false"])
def test_the_page_is_told_the_same(load_fast: str) -> None:
    entries = entries_of("data_server")
    with tensorboard(CORPUS, f"--load_fast={load_fast}") as process:
        process.wait_for_series(len(entries))
        # A series is listed with its first points; wait for the last ones.
        for (run, tag), entry in entries.items():
            body = {}
            for _ in range(50):
                body = process.route("series", run=run, tag=tag).json()
                if body["steps"] == entry["steps"]:
                    break
                time.sleep(0.2)
            assert {key: body[key] for key in entry} == entry


def test_both_readers_tell_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    reports = [report_of(reader) for reader in PROGRAMS]
    assert reports[0]["problems"] == []
    assert reports[0] == reports[1]
    with capsys.disabled():
        print()
        for entry in reports[0]["series"]:
            print(f"{entry['verdict']:22} {entry['run']}  {entry['tag']}: {entry['headline']}")
