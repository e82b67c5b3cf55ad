"""Every labelled log directory of Hugging Face's Trainer gets its verdict, through both readers."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from tb_lrplugin.data.local_provider import open_provider, open_python_reader
from tb_lrplugin.data.log_data import LogData, SeriesKey
from tb_lrplugin.data.run_evidence import LastPoint, RunEvidence
from tb_lrplugin.data.series import Series
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF
from tb_lrplugin.frameworks.huggingface import HF_TRAINER
from tb_lrplugin.frameworks.huggingface.reader import TEXT_TAGS
from tb_lrplugin.workspace import Snapshot, Workspace
from tests.support.corpus import ALL_POINTS, CORPUS, is_there, needs_corpus
from tests.support.made_series import prefix_of
from tests.support.readings import in_evidence

pytestmark = needs_corpus

LABELS: dict[str, Any] = {
    name: label
    for name, label in (json.loads((CORPUS / "LABELS.json").read_text()) if is_there else {}).items()
    if name.startswith(("hf/", "fw/v4"))
}
CASES = [(name, series["run"], series) for name, label in LABELS.items() for series in label["series"]]
every_case = pytest.mark.parametrize(("name", "run", "label"), CASES, ids=[f"{name}-{run}" for name, run, _ in CASES])

IMPLEMENTED = frozenset(SEVERITY_OF)
HEALTHY = {"on_schedule", "constant_by_config"}
LINEAR = "linear from 0.001 to 0 over {} steps, after {} warm-up steps from 0 to 0.001"
COSINE = "cosine from 0.001 to 0 over {} steps, after {} warm-up steps from 0 to 0.001"
POLYNOMIAL = "polynomial of power 2 from 0.001 to 1e-5 over {} steps, after {} warm-up steps from 0 to 0.001"
SCHEDULES = {
    "fw/v440-linear-warmupratio": LINEAR.format(87, 13),
    "fw/v440-resume-lost-scheduler": COSINE.format(90, 10),
    "fw/v440-stuck-constant-passed": "linear from 0.001 to 0 over 100 steps",
    "fw/v451-accum-remainder": LINEAR.format(45, 5),
    "fw/v451-cosine": COSINE.format(54, 6),
    "fw/v452-accum-microstep": LINEAR.format(72, 8),
    "fw/v452-polynomial": POLYNOMIAL.format(95, 5),
    "fw/v452-resume-samedir-healthy": COSINE.format(90, 10),
    "fw/v452ds-nosection-linear": LINEAR.format(80, 20),
    "fw/v452ds-section-ignored-cpu": COSINE.format(80, 20),
    "fw/v452ds-warmuplr-cosine": ("constant 0.001, after 20 warm-up steps (logarithmic from 0 to 0.001 over 20 steps)"),
    "hf/v5-accum4": COSINE.format(50, 10),
    "hf/v5-constant": "constant 0.001",
    "hf/v5-cosine_with_restarts": (
        "cosine from 0.001 to 0, 3 times over 90 steps, after 10 warm-up steps from 0 to 0.001"
    ),
    "hf/v5-fast4x": COSINE.format(92, 8),
    "hf/v5-frozen-midrun": "linear from 0.001 to 0 over 100 steps",
    "hf/v5-linear": LINEAR.format(90, 10),
    "hf/v5-polynomial": POLYNOMIAL.format(90, 10),
    "hf/v5-stuck-override": "linear from 0.001 to 0 over 100 steps",
    "hf/v5-warmup_stable_decay": (
        "0.001 held for 60 steps, then cosine from 0.001 to 0 over 30 steps, after 10 warm-up steps from 0 to 0.001"
    ),
}
OVERRIDDEN = {"fw/v452ds-warmuplr-cosine"}


def by_data_server(logdir: str) -> Snapshot:
    with open_provider(logdir) as provider:
        return Workspace(LogData(provider, ALL_POINTS), logdir, TagFilter()).snapshot()


def by_multiplexer(logdir: str) -> Snapshot:
    with warnings.catch_warnings():
        # TensorBoard's core plugin ships an old html5lib, which says so when it is imported.
        warnings.filterwarnings("ignore", "html5lib's sanitizer is deprecated", DeprecationWarning)
        return Workspace(LogData(open_python_reader(logdir), ALL_POINTS), logdir, TagFilter()).snapshot()


@pytest.fixture(scope="module", params=[by_data_server, by_multiplexer])
def entries(request: pytest.FixtureRequest) -> dict[str, dict[str, Any]]:
    look: Callable[[str], Snapshot] = request.param
    found = {}
    for part in ("hf", "fw"):
        snapshot = look(str(CORPUS / part))
        found |= {f"{part}/{entry['run']}": entry for entry in snapshot.entries}
    return found


def test_all_of_them_are_there() -> None:
    assert LABELS.keys() == SCHEDULES.keys()


@every_case
def test_the_label(entries: dict[str, dict[str, Any]], name: str, run: str, label: dict[str, Any]) -> None:
    entry = entries[name if run == "." else f"{name}/{run}"]
    assert entry["tag"] == label["tag"]
    accepted = set(label["verdict"])
    # A verdict still to come stands as off_schedule.
    assert entry["verdict"] in (accepted & IMPLEMENTED or {"off_schedule"}), entry["headline"]
    assert entry["source"]["kind"] == label["source"] == "hf_trainer"
    assert entry["source"]["where"] == entry["run"] + ": args/text_summary"
    assert entry["measures"] == "optimizer"
    assert entry["schedule_text"] == SCHEDULES[name]
    given = [warning["id"] for warning in entry["warnings"]]
    assert given == (["overridden_by_deepspeed"] if name in OVERRIDDEN else [])
    for number, (low, high) in label["evidence"].items():
        if accepted & IMPLEMENTED:
            assert low <= entry["evidence"][number] <= high
    if entry["verdict"] in HEALTHY:
        assert entry["evidence"]["max_relative_error"] <= 1e-5


def logged(name: str, run: str) -> tuple[Series, Series, dict[str, str]]:
    """Read the rates of a run, its epochs, and its texts."""
    with open_provider(str(CORPUS / name)) as provider:
        data = LogData(provider, ALL_POINTS)
        keys = {SeriesKey(run, "train/learning_rate"), SeriesKey(run, "train/epoch")}
        series = {one.tag: one for one in data.read_series(keys)}
        texts = data.read_texts({SeriesKey(run, tag) for tag in TEXT_TAGS})
    return series["train/learning_rate"], series["train/epoch"], {key.tag: text for key, text in texts.items()}


@pytest.mark.parametrize(
    ("name", "run"), [(name, run) for name, run, label in CASES if set(label["verdict"]) <= HEALTHY | {"variant"}]
)
def test_a_healthy_run_never_alarms_on_its_way(name: str, run: str) -> None:
    """Each time with the epochs logged so far, and without the end of training."""
    rates, epochs, texts = logged(name, run)
    for count in range(1, len(rates) + 1):
        step = int(rates.steps[count - 1])
        at = int((epochs.steps <= step).sum()) - 1
        points = {"train/epoch": LastPoint(int(epochs.steps[at]), float(epochs.values[at]))}
        readings = in_evidence(HF_TRAINER, RunEvidence(run, texts, last_points=points))
        assert len(readings) == 1
        diagnosis = diagnose(prefix_of(rates, count), readings)
        assert diagnosis.severity not in ("error", "warning"), (count, diagnosis.finding)
