"""Every labelled log directory of the TensorFlow Model Garden gets its verdict, through both readers."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest

from tb_lrplugin.data.local_provider import open_provider, open_python_reader
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.workspace import Snapshot, Workspace
from tests.support.corpus import ALL_POINTS, CORPUS, is_there, needs_corpus

pytestmark = needs_corpus

LABELS: dict[str, Any] = {
    name: label
    for name, label in (json.loads((CORPUS / "LABELS.json").read_text()) if is_there else {}).items()
    if name.startswith("fw/tfm-")
}
HEALTHY = {"on_schedule", "constant_by_config", "flat_by_design"}
SCHEDULES = {
    "fw/tfm-constant": "constant 0.02",
    "fw/tfm-cosine-stuck": "cosine from 0.1 to 0 over 200 steps",
    "fw/tfm-exponential": "0.0625 held for 20 steps, then 0.05, times 0.8 every 25 steps (staircase)",
    "fw/tfm-resume": "cosine from 0.1 to 0 over 200 steps",
    "fw/tfm-stepwise-linear": "0.1, 0.01 from step 101, 0.001 from step 161, after 30 warm-up steps from 0.001 to 0.1",
}


def by_data_server(name: str) -> Snapshot:
    logdir = str(CORPUS / name)
    with open_provider(logdir) as provider:
        return Workspace(LogData(provider, ALL_POINTS), logdir, TagFilter()).snapshot()


def by_multiplexer(name: str) -> Snapshot:
    logdir = str(CORPUS / name)
    with warnings.catch_warnings():
        # TensorBoard's core plugin ships an old html5lib, which says so when it is imported.
        warnings.filterwarnings("ignore", "html5lib's sanitizer is deprecated", DeprecationWarning)
        return Workspace(LogData(open_python_reader(logdir), ALL_POINTS), logdir, TagFilter()).snapshot()


def test_all_of_them_are_there() -> None:
    assert LABELS.keys() == SCHEDULES.keys()


@pytest.mark.parametrize("look", [by_data_server, by_multiplexer])
@pytest.mark.parametrize("name", LABELS)
def test_the_label(name: str, look: Any) -> None:
    snapshot = look(name)
    assert snapshot.problems == ()
    [entry] = snapshot.entries
    [label] = LABELS[name]["series"]
    assert (entry["run"], entry["tag"]) == (label["run"], label["tag"])
    assert entry["verdict"] in label["verdict"]
    assert entry["source"]["kind"] == label["source"]
    assert entry["source"]["where"] == "params.yaml"
    assert [warning["id"] for warning in entry["warnings"]] == label["warnings"]
    assert entry["measures"] == "optimizer"
    assert entry["schedule_text"] == SCHEDULES[name]
    if entry["verdict"] in HEALTHY:
        assert entry["evidence"]["max_relative_error"] <= 1e-5
        assert entry["evidence"]["step_offset"] == 0
