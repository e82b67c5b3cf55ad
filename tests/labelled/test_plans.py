"""What a configuration alone is told to ask for is what the run of that configuration is held against."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from tb_lrplugin.answers.plan_contract import Plan, Plans
from tb_lrplugin.data.evidence_store import EvidenceStore
from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.diagnosis.unknowns import bind
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.planning import plan, plan_text
from tb_lrplugin.schedules import Held, OnAxis, Schedule
from tb_lrplugin.schedules.views import from_object
from tests.support.labelled import ALL_POINTS, LABELS, Label, logged

SUMMARY = "/text_summary"
# The file leaves open what the points tell: the version of the trainer and the group of the series; that code steps the
# scheduler with every update.
OPEN = {
    ("ultralytics-results-padded", "lr/pg2"),
    ("ultralytics-sgd", "lr/pg2"),
    ("yolov5-warmup-floor/run", "x/lr2"),
    ("fw/y83-sgd", "lr/pg0"),
    ("fw/plcli-onecycle-step/version_0", "lr-SGD"),
}


@functools.cache
def evidence_below(root: Path) -> Mapping[str, RunEvidence]:
    with open_provider(str(root)) as provider:
        data = LogData(provider, ALL_POINTS)
        store = EvidenceStore(data, collection().text_tags, collection().scalar_tags)
        return dict(store.look(data.list_scalars()))


def text_of(label: Label, reading: Reading) -> str:
    """Write the settings that a run logged as the file that they would be."""
    found = evidence_below(label.root)[label.run]
    if reading.kind == "keras_model":
        return found.keras_model or ""
    if reading.kind == "accelerate":
        return json.dumps(dict([child.hparams for child in found.children.values() if child.hparams][-1]))
    if reading.kind in ("megatron", "maxtext"):
        return json.dumps({tag.removesuffix(SUMMARY): text for tag, text in found.texts.items()})
    name = reading.where.rpartition(": ")[2]
    return found.texts.get(name) or found.texts[f"{name}{SUMMARY}"]


def planned(label: Label, reading: Reading, **numbers: int | None) -> Plan:
    path = label.root / reading.where
    told: Plans = plan(str(path), **numbers) if path.exists() else plan_text(text_of(label, reading), **numbers)
    return next(one for one in told["plans"] if one["tag"] in ("", label.tag))


def numbers_of(reading: Reading) -> dict[str, int | None]:
    """Give the numbers that the run's own points told."""
    lengths = [int(number) for name, number in reading.numbers if name.endswith("per epoch")]
    steps = reading.total_steps if reading.unit == "steps" else None
    return {"steps_per_epoch": lengths[-1]} if lengths else {"steps": steps}


def on_its_own_axis(schedule: Schedule, unit: str, other: str) -> Schedule:
    """Take off what puts a schedule on the axis of a series, where the plan has another."""
    if unit == other:
        return schedule
    assert isinstance(schedule, OnAxis | Held) or schedule.is_constant
    return schedule.schedule if isinstance(schedule, OnAxis | Held) else schedule


def asked_of(label: Label) -> tuple[Reading, Schedule] | None:
    """Give what a run's source asks for; None where there is none that could be planned."""
    bound = bind(*logged(label))
    if bound is None or bound.case is None or bound.reading.kind == "metadata":
        return None
    # What only points could confirm is no plan.
    return None if bound.reading.is_hypothesis else (bound.reading, bound.case.schedule)


@pytest.mark.parametrize("label", LABELS, ids=str)
def test_a_plan_is_the_curve_of_the_run_or_names_the_number_that_it_lacks(label: Label) -> None:
    asked_for = asked_of(label)
    if asked_for is None:
        return
    reading, schedule = asked_for
    told = planned(label, reading)
    lacking = {missing["flag"] for missing in told["missing"]}
    if told["schedule"] is None:
        assert lacking, "a plan without a curve names the number that it lacks"
        numbers = numbers_of(reading)
        if None in lacking or not any(numbers.values()):
            # The points do not tell it either.
            return
        told = planned(label, reading, **numbers)
    assert told["schedule"] is not None
    if (label.run, label.tag) in OPEN:
        return
    steps = np.arange(0, 2001, 7)
    asked = on_its_own_axis(schedule, reading.unit, told["unit"])
    np.testing.assert_allclose(from_object(told["schedule"])(steps), asked(steps), rtol=1e-5, atol=1e-9)


def test_most_runs_are_planned() -> None:
    assert sum(asked_of(label) is not None for label in LABELS) > len(LABELS) / 2
