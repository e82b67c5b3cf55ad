"""Which reading governs a series, and what is said of the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from tb_lrplugin.answers import series_entry
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.unknowns import bind
from tb_lrplugin.discovery.discovery import Discovery
from tb_lrplugin.frameworks.open_reading import OpenReading, by_epoch
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.witness import Witness
from tb_lrplugin.schedules import Constant, Exponential, Polynomial
from tests.support.made_series import series_of

HALVING = Exponential(0.1, 10, 0.5)
SERIES = series_of(range(0, 50, 5), HALVING(range(0, 50, 5)), "run", "lr")


def reading(kind: str, schedule: object = HALVING, tag: str = "") -> Reading:
    return Reading(kind, f"{kind} file", schedule, tag=tag)  # type: ignore[arg-type]


def rule(*readings: Reading) -> tuple[str, str]:
    bound = bind(SERIES, readings)
    assert bound is not None
    return bound.reading.where, bound.rule


def test_a_tag_that_is_named_beats_the_order() -> None:
    found = rule(reading("near", Constant(0.5)), reading("far", tag="lr"))
    assert found == ("far file", "it names this very tag")


def test_a_tag_of_another_series_does_not_count() -> None:
    assert bind(SERIES, [reading("near", tag="other")]) is None
    assert bind(SERIES, []) is None


def test_the_first_kind_is_believed_and_the_others_are_shown() -> None:
    near, far = reading("near", Constant(0.5)), reading("far")
    assert rule(near, far) == ("near file", "it stands nearer to the run than the others")
    entry = series_entry(diagnose(SERIES, [near, far]))
    assert entry["source"]["where"] == "near file"
    assert entry["binding"] == "it stands nearer to the run than the others"
    assert entry["other_sources"] == [{"kind": "far", "where": "far file"}]


def test_one_alone() -> None:
    assert rule(reading("near")) == ("near file", "it alone speaks for this series")


def test_of_several_optimizers_the_points_choose() -> None:
    one, other = reading("metadata", Constant(0.5)), replace(reading("metadata"), where="second")
    where, why = rule(one, other)
    assert where == "second"
    assert why == "of 2 configurations of one kind, the one that the points agree with longest"


@dataclass(frozen=True)
class Open(Reading):
    """A reading that admits two schedules."""

    second: object = None

    def alternatives(self, tag: str) -> Iterable[Reading]:
        return (self, replace(self, schedule=self.second))


def test_of_several_meanings_the_points_choose() -> None:
    open_reading = Open("open", "open file", Polynomial(0.1, 0.0, 100), second=HALVING)
    bound = bind(SERIES, [open_reading])
    assert bound is not None
    assert bound.reading.schedule == HALVING


def test_what_a_checkpoint_means_is_worked_out_once() -> None:
    asked = []

    @dataclass(frozen=True)
    class Counted(Open):
        def alternatives(self, tag: str) -> Iterable[Reading]:
            asked.append(tag)
            return (self,)

    # Of a run that only may be this one: its counters stand nowhere on the axis.
    witness = Witness("last.ckpt", scheduler="StepLR", scheduler_rates=(float(SERIES.values[-1]),))
    state = Counted("checkpoint", "last.ckpt", HALVING, witness=witness)
    bound = bind(SERIES, [state, reading("near", Constant(0.5))])
    assert bound is not None and bound.reading.where == "last.ckpt"
    assert asked == ["lr"]


@pytest.mark.parametrize("length", [3, 7])
def test_an_open_number_is_searched_with_the_tolerance_of_a_mean(length: int) -> None:
    steps = np.arange(0, 60, 4)
    schedule = Exponential(0.1, 1, 0.5, staircase=True)
    off = 4e-4 * np.where(np.arange(len(steps)) % 2, 1, -1)
    rates = schedule(steps // length) + off
    way = by_epoch(schedule)
    open_reading = OpenReading("open", "open file", ways=(way,), absolute_tolerance=5e-4)
    bound = bind(series_of(steps, rates, "run", "lr"), [open_reading])
    assert bound is not None and bound.case is not None
    assert bound.case.holds and f"# {length} steps per epoch (inferred)" in bound.reading.text


def test_where_no_meaning_agrees_the_documented_default_governs() -> None:
    open_reading = Open("open", "open file", Polynomial(0.1, 0.0, 100), second=Constant(0.5))
    bound = bind(SERIES, [open_reading])
    assert bound is not None
    assert bound.reading.schedule == Polynomial(0.1, 0.0, 100)


def test_what_a_run_leaves_behind_speaks_for_that_run_alone(tmp_path: Path) -> None:
    """A configuration of one framework above another one's run says nothing of it."""
    (tmp_path / "deep" / "er").mkdir(parents=True)
    arguments = "task: detect\nepochs: 10\nlr0: 0.5\nlrf: 0.01\nwarmup_epochs: 3.0\ncos_lr: false\n"
    (tmp_path / "args.yaml").write_text(arguments)
    (tmp_path / "lr_schedule.pbtxt").write_text("schedule { constant { value: 0.5 } }")
    discovery = Discovery(str(tmp_path), [])

    def kinds(run: str, tag: str) -> list[str]:
        return [reading.kind for reading in discovery.readings_for(run, tag)]

    assert kinds(".", "lr/pg0") == ["schedule_file", "ultralytics"]
    assert kinds(".", "other_lr") == ["schedule_file"]
    assert kinds("deep/er", "lr/pg0") == ["schedule_file"]


def test_a_configuration_above_speaks_for_the_runs_of_a_framework_that_logs_below_it(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    solver = "SOLVER:\n  BASE_LR: 0.5\n  LR_SCHEDULER_NAME: WarmupMultiStepLR\n  MAX_ITER: 1000\n  STEPS: [800]\n"
    (tmp_path / "config.yaml").write_text(solver)
    (tmp_path / "lr_schedule.pbtxt").write_text("schedule { constant { value: 0.5 } }")
    discovery = Discovery(str(tmp_path), [])
    assert [reading.kind for reading in discovery.readings_for("deep/er", "lr")] == ["schedule_file", "detectron2"]
    assert [reading.kind for reading in discovery.readings_for("deep/er", "other_lr")] == ["schedule_file"]
