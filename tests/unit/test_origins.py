"""A run that goes on from another one is held against that one's settings too."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import pytest

from tb_lrplugin.data.log_data import SeriesState
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.diagnosis.origin import Origin
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Constant, Cosine, Exponential, Polynomial, Schedule
from tb_lrplugin.workspace.origins import Origins
from tests.support.made_series import series_of

COSINE, LINEAR = Cosine(1e-4, 2000), Polynomial(1e-4, 0.0, 2000)


def reading(schedule: Schedule, text: str = "") -> Reading:
    return Reading(kind="schedule_file", where="lr_schedule.pbtxt", schedule=schedule, text=text)


def second_leg(former: Schedule, own: Reading, before: Reading, others: Sequence[Origin] = ()) -> Diagnosis:
    """Diagnose steps 1,010 to 2,000 that follow what the run before asked for."""
    steps = np.arange(1010, 2001, 10)
    origins = [*others, Origin("leg1", [before])]
    return diagnose(series_of(steps, former(steps), "leg2"), [own], find_origins=lambda: origins)


@pytest.mark.parametrize("factor", [0.2, 0.37, 3.0])
def test_a_new_rate_is_not_in_force(factor: float) -> None:
    own = reading(Cosine(1e-4 * factor, 2000), f'"learning_rate": {1e-4 * factor:g},\n"max_steps": 2000,')
    found = second_leg(COSINE, own, reading(COSINE, '"learning_rate": 0.0001,\n"max_steps": 2000,')).finding
    assert (found.verdict, found.value_scale) == ("value_scaled", pytest.approx(1 / factor))
    assert "goes on by the settings of leg1" in found.headline
    assert f"learning_rate = {1e-4 * factor:g} is not in force, the checkpoint's 0.0001 is" in found.detail
    assert "max_steps" not in found.detail
    assert found.fix is not None and "learning_rate = 0.0001" in found.fix


@pytest.mark.parametrize("step_size", [120, 250, 600])
def test_a_new_pace_is_not_in_force(step_size: int) -> None:
    former = Exponential(0.1, 300, 0.5, staircase=True)
    own = reading(dataclasses.replace(former, transition_steps=step_size), f"lr: 0.1\nstep_size: {step_size}")
    found = second_leg(former, own, reading(former, "lr: 0.1\nstep_size: 300"))
    assert found.severity == "warning"
    assert f"step_size = {step_size} is not in force, the checkpoint's 300 is" in found.finding.detail


@pytest.mark.parametrize("own", [LINEAR, Constant(3e-4), Exponential(1e-4, 500, 0.9)])
def test_another_schedule_is_not_in_force(own: Schedule) -> None:
    found = second_leg(COSINE, reading(own), reading(COSINE)).finding
    assert found.headline.startswith("Goes on by the settings of leg1")
    assert found.verdict == "resumed_elsewhere"


def test_what_was_asked_for_by_the_epoch_is_told_in_epochs() -> None:
    epochs = np.arange(10, 21)
    own, before = (dataclasses.replace(reading(one), unit="epochs") for one in (Constant(3e-4), Cosine(1e-4, 20)))
    found = diagnose(
        series_of(epochs, Cosine(1e-4, 20)(epochs), "leg2"), [own], find_origins=lambda: [Origin("leg1", [before])]
    )
    assert (
        "agree with what the configuration of that run asks for: cosine from 0.0001 to 0 over 20 epochs"
        in found.finding.detail
    )


def test_a_run_that_follows_its_own_configuration_is_left_alone() -> None:
    found = second_leg(COSINE, reading(COSINE), reading(LINEAR))
    assert found.finding.verdict == "on_schedule"
    assert "leg1" not in found.finding.detail


def test_a_run_that_follows_neither_is_judged_by_its_own() -> None:
    found = second_leg(Exponential(1e-4, 300, 0.5), reading(COSINE), reading(LINEAR))
    assert "leg1" not in found.finding.detail


def test_of_several_runs_the_one_that_explains_it() -> None:
    found = second_leg(COSINE, reading(LINEAR), reading(COSINE), [Origin("leg0", [reading(Constant(1.0))])])
    assert "settings of leg1" in found.finding.headline


def test_a_run_without_a_configuration_is_held_against_the_one_before() -> None:
    steps = np.arange(1010, 2001, 10)
    series = series_of(steps, COSINE(steps), "leg2")
    found = diagnose(series, [], find_origins=lambda: [Origin("leg1", [reading(COSINE)])])
    assert found.finding.verdict == "on_schedule"
    assert found.binding is not None and "goes on from leg1" in found.binding
    other = diagnose(series, [], find_origins=lambda: [Origin("leg1", [reading(LINEAR)])])
    assert other.finding.verdict == "no_schedule"


class Said:
    """What the sources say of each run: its name."""

    def readings_for(self, run: str, tag: str) -> list[Reading]:
        return [Reading(where=run)]


def origins_of(run: str, steps: Sequence[int], runs: dict[str, tuple[int, float]]) -> list[str]:
    series = series_of(steps, 0.1, run, "lr")
    begin = float(series.wall_times[0])
    listing = {name: {"lr": SeriesState(last, begin + seconds)} for name, (last, seconds) in runs.items()}
    return [origin.run for origin in Origins(listing, Said()).of(series)]  # type: ignore[arg-type]


def test_runs_beside_it_that_ended_where_it_begins() -> None:
    runs = {
        "b/train": (2000, 500.0),
        "a/train": (1000, -60.0),
        # Went on elsewhere, before; did not come that far; ended after this one began; lies elsewhere.
        "c/train": (2000, -30.0),
        "d/train": (400, -60.0),
        "e/train": (1000, 60.0),
        "a/eval": (1000, -60.0),
        "x/y/train": (1000, -60.0),
    }
    assert origins_of("b/train", range(1010, 2001, 10), runs) == ["a/train", "c/train"]
    assert origins_of("b/train", range(10, 2001, 10), runs) == []


@pytest.mark.parametrize(
    ("run", "own", "name"),
    [
        ("leg1", "leg2", "leg1"),
        ("exp/run/leg1/train", "exp/run/leg2/train", "leg1"),
        ("exp/run", "exp/run/resumed", "exp/run"),
        (".", "resumed", "."),
    ],
)
def test_a_headline_names_the_part_of_a_path_that_differs(run: str, own: str, name: str) -> None:
    steps = np.arange(1010, 2001, 10)
    origins = [Origin(run, [reading(COSINE)])]
    found = diagnose(series_of(steps, COSINE(steps), own), [reading(LINEAR)], find_origins=lambda: origins).finding
    assert found.headline == f"Goes on by the settings of {name}"
    assert f"goes on from {run}," in found.detail
