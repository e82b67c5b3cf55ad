"""Labelled runs of Lightning and mmengine get their verdicts, through both data servers and at every length."""

from __future__ import annotations

import warnings
from typing import Any, NamedTuple

import pytest

from tb_lrplugin.data.evidence_store import EvidenceStore
from tb_lrplugin.data.local_provider import open_provider, open_python_reader
from tb_lrplugin.data.log_data import LogData, SeriesKey
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.discovery.discovery import SCALAR_TAGS, TEXT_TAGS, Discovery
from tb_lrplugin.workspace import Workspace
from tests.support.corpus import ALL_POINTS, CORPUS, needs_corpus, of_the_curve
from tests.support.made_series import prefix_of

pytestmark = needs_corpus


class Wanted(NamedTuple):
    """What is right to say of the one series of a log directory."""

    run: str
    tag: str
    source: str | None
    verdict: str
    offset: int = 0
    text: str = ""


CASES = {
    "plcli-onecycle-step": Wanted("version_0", "lr-SGD", "lightning_cli", "on_schedule"),
    "plcli-steplr-epoch": Wanted(
        "version_0", "lr-SGD", "lightning_cli", "on_schedule", text="counted in epochs; 10 steps per epoch (inferred)"
    ),
    "plcli-steplr-steps-flat": Wanted(
        "version_0", "lr-SGD", "lightning_cli", "flat_by_design", text="counted in epochs; 10 steps per epoch"
    ),
    "plcli-manual-stuck": Wanted("version_0", "lr-SGD", "lightning_cli", "stuck_at_initial"),
    "plcli-plateau": Wanted("version_0", "lr-SGD", "lightning_cli", "externally_controlled"),
    "pl-plain-flat": Wanted("version_0", "lr-Adam", None, "no_schedule"),
    "pl-plain-onecycle": Wanted("version_0", "my_lr", None, "no_schedule"),
    "mm-cosine-epoch": Wanted("20261121_214953/vis_data", "lr", "mmengine", "on_schedule", -1, "10 steps per epoch"),
    "mm-multistep-iter": Wanted("20261121_214940/vis_data", "lr", "mmengine", "on_schedule", -1, "20 warm-up steps"),
    # The text says 0.02; the batch size makes 0.01 of it.
    "mm-auto-scale-lr": Wanted(
        "20261121_215023/vis_data", "lr", "mmengine", "on_schedule", -1, "0.01, 0.001 from step 40, 0.0001 from step 60"
    ),
    "mm-frozen-hook": Wanted("20261121_215011/vis_data", "lr", "mmengine", "frozen", -1),
}
HEALTHY = ("on_schedule", "flat_by_design")
every_case = pytest.mark.parametrize("case", CASES)


def entry_of(data: LogData, logdir: str) -> dict[str, Any]:
    snapshot = Workspace(data, logdir, TagFilter()).snapshot()
    assert snapshot.problems == ()
    [entry] = snapshot.entries
    return entry


def by_data_server(logdir: str) -> dict[str, Any]:
    with open_provider(logdir) as provider:
        return entry_of(LogData(provider, ALL_POINTS), logdir)


def by_multiplexer(logdir: str) -> dict[str, Any]:
    with warnings.catch_warnings():
        # TensorBoard's core plugin ships an old html5lib, which says so when it is imported.
        warnings.filterwarnings("ignore", "html5lib's sanitizer is deprecated", DeprecationWarning)
        return entry_of(LogData(open_python_reader(logdir), ALL_POINTS), logdir)


@every_case
def test_the_label(case: str) -> None:
    wanted = CASES[case]
    entry = by_data_server(str(CORPUS / "fw" / case))
    assert (entry["run"], entry["tag"], entry["verdict"]) == (wanted.run, wanted.tag, wanted.verdict)
    assert (entry["source"] or {}).get("kind") == wanted.source
    assert of_the_curve(entry["warnings"]) == []
    if wanted.source is not None:
        assert entry["measures"] == "optimizer"
        assert wanted.text in entry["schedule_text"]
        assert entry["evidence"]["step_offset"] == wanted.offset
    if wanted.verdict in HEALTHY:
        assert entry["evidence"]["max_relative_error"] <= 1e-5


@every_case
def test_both_readers_tell_one_story(case: str) -> None:
    logdir = str(CORPUS / "fw" / case)
    assert by_multiplexer(logdir) == by_data_server(logdir)


@pytest.mark.parametrize("case", [case for case, wanted in CASES.items() if wanted.verdict in HEALTHY])
def test_a_healthy_run_never_alarms_on_its_way(case: str) -> None:
    logdir, wanted = str(CORPUS / "fw" / case), CASES[case]
    with open_provider(logdir) as provider:
        data = LogData(provider, ALL_POINTS)
        evidence = EvidenceStore(data, TEXT_TAGS, SCALAR_TAGS).look(data.list_scalars())
        readings = Discovery(logdir, data.list_metadata(), evidence).readings_for(wanted.run)
        [series] = data.read_series([SeriesKey(wanted.run, wanted.tag)])
    for count in range(1, len(series) + 1):
        diagnosis = diagnose(prefix_of(series, count), readings)
        assert diagnosis.severity not in ("error", "warning"), (count, diagnosis.finding)
