"""CleanRL runs with labels get their verdicts, through both data servers."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from tb_lrplugin.data.local_provider import open_provider, open_python_reader
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.workspace import Workspace
from tests.support.corpus import ALL_POINTS, CORPUS, needs_corpus

pytestmark = needs_corpus

TAG = "charts/learning_rate"
VERDICTS = {
    ("cleanrl-ppo", "runs/CartPole-v1__ppo__1__1795298406"): "on_schedule",
    ("cleanrl-ppo-stuck", "runs/CartPole-v1__ppo__1__1795298422"): "stuck_at_initial",
}
every_run = pytest.mark.parametrize(("case", "run"), VERDICTS)


def entry_of(data: LogData, logdir: str, run: str) -> dict[str, Any]:
    snapshot = Workspace(data, logdir, TagFilter()).snapshot()
    assert snapshot.problems == ()
    [entry] = [entry for entry in snapshot.entries if (entry["run"], entry["tag"]) == (run, TAG)]
    return entry


def by_data_server(logdir: str, run: str) -> dict[str, Any]:
    with open_provider(logdir) as provider:
        return entry_of(LogData(provider, ALL_POINTS), logdir, run)


def by_multiplexer(logdir: str, run: str) -> dict[str, Any]:
    with warnings.catch_warnings():
        # TensorBoard's core plugin ships an old html5lib, which says so when it is imported.
        warnings.filterwarnings("ignore", "html5lib's sanitizer is deprecated", DeprecationWarning)
        return entry_of(LogData(open_python_reader(logdir), ALL_POINTS), logdir, run)


@every_run
def test_the_label(case: str, run: str) -> None:
    entry = by_data_server(str(CORPUS / "fw" / case), run)
    assert entry["verdict"] == VERDICTS[case, run]
    assert entry["source"]["kind"] == "cleanrl"
    assert entry["measures"] == "optimizer"
    if entry["verdict"] == "on_schedule":
        assert entry["evidence"]["max_relative_error"] <= 1e-5
        assert entry["evidence"]["step_offset"] == 0


@every_run
def test_both_readers_tell_one_story(case: str, run: str) -> None:
    logdir = str(CORPUS / "fw" / case)
    assert by_multiplexer(logdir, run) == by_data_server(logdir, run)
