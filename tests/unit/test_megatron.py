"""Megatron-LM's arguments, one text summary for each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.frameworks.megatron import MEGATRON
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import HalvingDecay, from_message, to_message
from tests.parity.golden.golden_file import read as read_golden
from tests.parity.golden.text_source_cases import MEGATRON as CASES
from tests.support.made_series import healthy_series, series_of, verdict
from tests.support.text_summaries import HOSTILE_TEXTS, entries_of, readings_of, write_run

RECORDED = read_golden("megatron-core-0.16.1")
TAG = "learning-rate"
COSINE = CASES["cosine"]


def texts_of(arguments: dict[str, Any]) -> dict[str, str]:
    """Print the arguments as `write_args_to_tensorboard` does, a few others among them."""
    return {name: str(value) for name, value in {**arguments, "num_layers": 24, "fp16": False}.items()}


def read(arguments: dict[str, Any], **texts: str) -> list[Reading]:
    found = readings_of(MEGATRON, texts_of(arguments) | texts)
    return list(found)


@pytest.mark.parametrize("case", CASES)
def test_the_recorded_rates(case: str) -> None:
    [reading] = read(CASES[case])
    recorded = RECORDED[case]
    assert reading.schedule is not None and recorded.count >= 10_000
    difference = np.abs(reading.schedule(recorded.steps) - recorded.rates)
    assert (difference <= 1e-6 * recorded.rates + 1e-9 * 3e-4).all()


@pytest.mark.parametrize("case", CASES)
def test_schedules_round_trip_and_describe_themselves(case: str) -> None:
    [reading] = read(CASES[case])
    assert reading.schedule is not None
    assert from_message(to_message(reading.schedule)) == reading.schedule
    assert "\n" not in reading.schedule.describe()
    breakpoints = reading.schedule.breakpoints(0, 11_200)
    assert (np.diff(breakpoints) > 0).all()


def test_a_run_end_to_end(tmp_path: Path) -> None:
    recorded = RECORDED["cosine"]
    points = [(int(step), float(rate)) for step, rate in zip(recorded.steps, recorded.rates, strict=True)]
    write_run(tmp_path / "a", texts_of(COSINE), {TAG: points, "learning-rate vs samples": points})
    write_run(tmp_path / "b", texts_of(COSINE), {"learning-rate/learning-rate": points[:40]})
    entries = entries_of(tmp_path)
    assert entries.keys() == {("a", TAG), ("b", "learning-rate/learning-rate")}
    for entry in entries.values():
        assert (entry["verdict"], entry["source"]["kind"]) == ("on_schedule", "megatron")
        assert entry["evidence"]["max_relative_error"] <= 1e-5


def test_what_is_told_beside_the_schedule() -> None:
    [reading] = read(COSINE, optimizer="adam")
    assert (reading.total_steps, reading.optimizer, reading.measures("a", TAG)) == (11_000, "adam", "optimizer")
    assert "--lr-decay-style cosine" in reading.text.splitlines()
    assert "None" not in reading.text


@pytest.mark.parametrize("late", [1, 13, 37])
def test_iterations_skipped_at_the_beginning(late: int) -> None:
    [reading] = read(COSINE, fp16="True")
    assert reading.schedule is not None
    steps = np.arange(1, 4000, 7)
    logged = series_of(steps, reading.schedule(np.maximum(steps - late, 0)), tag=TAG)
    assert verdict(logged, [reading]) == "on_schedule"
    # Under bf16 nothing is ever skipped.
    assert late == 1 or verdict(logged, read(COSINE)) != "on_schedule"


def test_the_decoupled_rate_has_a_series_of_its_own() -> None:
    main, decoupled = readings = read(COSINE, decoupled_lr="0.003", decoupled_min_lr="0.001")
    assert main.schedule is not None and decoupled.schedule is not None
    steps = np.arange(0, 10_000, 100)
    for reading, tag in ((main, TAG), (decoupled, "decoupled-learning-rate")):
        assert reading.schedule is not None
        assert verdict(healthy_series(reading.schedule, steps, tag=tag), readings) == "on_schedule"
    assert decoupled.schedule.value_at(10_000) == 0.001
    assert verdict(series_of(steps, 0.1, tag="decoupled-learning-rate"), read(COSINE)) == "no_schedule"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"lr": "high"}, "lr of the command line is 'high'"),
        ({"lr": "nan"}, "lr of the command line is nan"),
        ({"lr": "-0.1"}, "lr is -0.1"),
        ({"min_lr": "0.5"}, "min_lr 0.5 is above lr 0.0003"),
        ({"lr_warmup_init": "0.5"}, "lr_warmup_init 0.5 is above lr 0.0003"),
        ({"lr_warmup_iters": "10000"}, "must be shorter than the decay"),
        ({"lr_warmup_iters": "-5"}, "must be shorter than the decay"),
        ({"lr_warmup_fraction": "1.5"}, "must be shorter than the decay"),
        ({"lr_decay_iters": "9" * 18}, "the decay takes"),
        ({"global_batch_size": "0"}, "global_batch_size is 0"),
        ({"lr_decay_style": "WSD"}, "lr_wsd_decay_iters"),
        ({"rampup_batch_size": "[1, 2]"}, "rampup_batch_size is '[1, 2]'"),
        ({"rampup_batch_size": "[7, 8, 1000]"}, "rampup_batch_size does not lead to"),
        ({"rampup_batch_size": "['9', '-1', '1000']"}, "rampup_batch_size does not lead to"),
    ],
)
def test_what_cannot_be_is_named(changes: dict[str, str], sentence: str) -> None:
    [reading] = read(COSINE, **changes)
    assert reading.schedule is None
    assert reading.error is not None and sentence in reading.error


def test_what_nobody_can_evaluate_is_named() -> None:
    [style] = read(COSINE, lr_decay_style="spiral")
    assert (style.error, style.unreadable) == (None, "the decay style spiral, whose formula is not known")
    [wsd] = read(COSINE, lr_decay_style="WSD", lr_wsd_decay_iters="10", lr_wsd_decay_style="quick")
    assert wsd.unreadable == "the decay style WSD (quick), whose formula is not known"
    [endless] = read(COSINE, lr_decay_iters="None", train_iters="None")
    assert endless.unreadable == "a schedule without train_iters or train_samples"


def test_other_programs_arguments_are_passed_over() -> None:
    assert list(readings_of(MEGATRON, {"lr": "0.1", "warmup_steps_fraction": "0.1"})) == []
    assert read(COSINE, lr="None") == []


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
@pytest.mark.parametrize("name", [*COSINE, "fp16", "decoupled_lr"])
def test_hostile_values_never_raise(name: str, text: str) -> None:
    for style in ("cosine", "WSD", "inverse-square-root"):
        arguments = COSINE | {"lr_decay_style": style, "lr_wsd_decay_iters": 100}
        for reading in read(arguments, **{name: text}):
            assert (reading.schedule is None) == (reading.error is not None or bool(reading.unreadable))
            verdict(series_of([1, 500, 10_000], [1e-7, 1e-4, 1e-5], tag=TAG), [reading])


halving_decays = st.builds(HalvingDecay, st.floats(1e-6, 1.0), st.floats(0.0, 1.0), st.integers(1, 300))


@given(halving_decays, st.integers(0, 320), st.floats(0.001, 0.9))
def test_the_first_change_of_a_halving_decay_agrees_with_a_scan(
    schedule: HalvingDecay, step: int, fraction: float
) -> None:
    rates = schedule(np.arange(400))
    value = rates[step]
    moved = np.flatnonzero(np.abs(rates[step + 1 :] - value) >= value * (fraction - 1e-6))
    expected = step + 1 + int(moved[0]) if len(moved) and not np.isclose(rates[-1], value, rtol=1e-12) else None
    assert schedule.first_change(step, fraction) == expected


@given(halving_decays)
def test_a_halving_decay_round_trips_and_ends(schedule: HalvingDecay) -> None:
    assert from_message(to_message(schedule)) == schedule
    assert schedule.value_at(0) == pytest.approx(schedule.init_value)
    assert schedule.value_at(schedule.transition_steps) == pytest.approx(schedule.end_value)
    if schedule.init_value != schedule.end_value:
        assert schedule.breakpoints(0, 400).tolist() == [schedule.transition_steps]
