"""The configuration that Coqui's Trainer writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.data.series import Series
from tb_lrplugin.frameworks.coqui import COQUI
from tb_lrplugin.frameworks.reading import Reading
from tests.parity.golden.golden_file import read as read_golden
from tests.parity.golden.text_source_cases import COQUI as CASES
from tests.parity.golden.text_source_cases import COQUI_RATE
from tests.support.made_series import candidates_of, prefix_of, series_of, verdict
from tests.support.text_summaries import HOSTILE_TEXTS, entries_of, readings_of, write_run

OLD, NEW = "trainer-0.0.36", "coqui_tts_trainer-0.4.0"
RECORDED = {version: read_golden(version) for version in (OLD, NEW)}
TAG = "TrainIterStats/current_lr"
EPOCH_TAG = "TrainEpochStats/epoch_time"
CONFIG: dict[str, Any] = {
    "model": "tacotron2",
    "epochs": 1000,
    "batch_size": 32,
    "scheduler_after_epoch": False,
    "lr": COQUI_RATE,
    "optimizer": "RAdam",
    "optimizer_params": None,
    "lr_scheduler": "NoamLR",
    "lr_scheduler_params": {"warmup_steps": 400},
}
VITS: dict[str, Any] = CONFIG | {
    "lr": 0.5,
    "lr_gen": 2e-4,
    "lr_disc": 1e-4,
    "lr_scheduler_gen": "ExponentialLR",
    "lr_scheduler_gen_params": {"gamma": 0.999875, "last_epoch": -1},
    "lr_scheduler_disc": "ExponentialLR",
    "lr_scheduler_disc_params": {"gamma": 0.999, "last_epoch": -1},
    "scheduler_after_epoch": True,
}

Rate = Callable[[int], float]


def written(config: Any) -> str:
    return f"<pre>{json.dumps(config, indent=4)}</pre>"


def read(config: Any, epochs_end: int = 0) -> list[Reading]:
    points = {EPOCH_TAG: LastPoint(epochs_end, 1.0)} if epochs_end else {}
    found = readings_of(COQUI, {"model-config": written(config)}, points)
    return list(found)


def noam(rate: float, warmup: float, version: str) -> Rate:
    def at(last_epoch: int) -> float:
        step = max(last_epoch, 1) if version == OLD else last_epoch + 1
        return rate * warmup**0.5 * min(step * warmup**-1.5, step**-0.5)

    return at


def replay(rate: Rate, batches: int, version: str, hold: int = 1, every: int = 1, tag: str = TAG) -> Series:
    """Train and log as the Trainer does: the older one logs after the scheduler's step, the newer one before."""
    points = []
    calls = 0
    for done in range(batches):
        before = rate(calls)
        # A scheduler that waits for the epoch is stepped when the logging of its last batch is over.
        calls = (done + 1) // hold
        after = rate(calls) if hold == 1 else before
        if done % every == 0:
            points.append((done, after if version == OLD else before))
    steps, values = zip(*points, strict=True)
    return series_of(steps, values, tag=tag)


@pytest.mark.parametrize("version", RECORDED)
@pytest.mark.parametrize("case", CASES)
def test_the_recorded_rates(case: str, version: str) -> None:
    scheduler, parameters = CASES[case]
    [reading] = read(CONFIG | {"lr_scheduler": scheduler, "lr_scheduler_params": parameters})
    recorded = RECORDED[version][case]
    assert reading.schedule is not None and recorded.count >= 10_000
    # The older NoamLR counts its first two steps as one.
    late = int(version == OLD and scheduler == "NoamLR")
    ours = reading.schedule(np.maximum(recorded.steps - late, 0))
    assert (np.abs(ours - recorded.rates) <= 1e-6 * recorded.rates).all()


@pytest.mark.parametrize("version", RECORDED)
@pytest.mark.parametrize("every", [1, 25])
def test_a_step_per_update(version: str, every: int) -> None:
    series = replay(noam(COQUI_RATE, 400, version), 3000, version, every=every)
    assert verdict(series, read(CONFIG)) == "on_schedule"
    assert verdict(series_of(series.steps, 1e-3, tag=TAG), read(CONFIG)) not in ("on_schedule", "flat_by_design")


@pytest.mark.parametrize("version", RECORDED)
@pytest.mark.parametrize("length", [57, 100, 433])
def test_a_step_per_epoch(version: str, length: int) -> None:
    config = CONFIG | {"scheduler_after_epoch": True, "lr_scheduler_params": {"warmup_steps": 5}}
    series = replay(noam(COQUI_RATE, 5, version), 12 * length + 20, version, hold=length, every=25)
    for epochs_end in (0, 12 * length):
        readings = read(config, epochs_end)
        assert verdict(series, readings) == "on_schedule"
        agreeing = [
            found
            for found in candidates_of(readings[0], series)
            if found.schedule is not None
            and any(np.allclose(found.schedule(series.steps + d), series.values, rtol=1e-5) for d in (0, 1))
        ]
        assert agreeing
        if epochs_end:
            assert f"# {length:,} batches per epoch (inferred)" in agreeing[0].text


def test_the_first_epoch_never_alarms() -> None:
    config = CONFIG | {
        "scheduler_after_epoch": True,
        "lr_scheduler": "ExponentialLR",
        "lr_scheduler_params": {"gamma": 0.9},
    }
    series = replay(lambda epoch: COQUI_RATE * 0.9**epoch, 6000, NEW, hold=2000, every=100)
    for count in range(1, len(series) + 1):
        expected = ("waiting", "flat_by_design") if count <= 20 else ("on_schedule",)
        assert verdict(prefix_of(series, count), read(config)) in expected, count


def test_updates_that_accumulate_batches() -> None:
    series = replay(noam(COQUI_RATE, 400, NEW), 12_000, NEW, hold=8, every=50)
    assert verdict(series, read(CONFIG)) == "on_schedule"


def test_adversarial_models_have_two_optimizers() -> None:
    readings = read(VITS)
    for index, reading in enumerate(readings):
        tags = (f"TrainIterStats/current_lr{ending}" for ending in ("", "_0", "_00", "_1", "_01", "_10", "_x"))
        governed = [reading.governs("run", tag) for tag in tags]
        assert governed == [True, *[index == 0] * 2, *[index == 1] * 2, False, False]
    for tag, rate, gamma in ((f"{TAG}_0", 1e-4, 0.999), (f"{TAG}_1", 2e-4, 0.999875)):
        series = replay(lambda epoch, r=rate, g=gamma: r * g**epoch, 6000, NEW, hold=50, every=10, tag=tag)  # type: ignore[misc]
        assert verdict(series, readings) == "on_schedule"
    # A model may list them the other way round.
    swapped = replay(lambda epoch: 2e-4 * 0.999875**epoch, 5000, OLD, hold=50, every=10, tag=f"{TAG}_0")
    assert verdict(swapped, readings) in ("on_schedule", "flat_by_design")


def test_rates_in_a_list() -> None:
    readings = read(CONFIG | {"lr": [1e-3, 1e-4], "lr_scheduler": [None, "NoamLR"], "lr_scheduler_params": [{}, {}]})
    assert verdict(series_of([1, 2, 3], 1e-3, tag=f"{TAG}_0"), readings) == "constant_by_config"
    assert readings[1].schedule is not None and not readings[1].schedule.is_constant


def test_a_run_end_to_end(tmp_path: Path) -> None:
    series = replay(noam(COQUI_RATE, 400, NEW), 3000, NEW, every=25)
    points = list(zip(series.steps.tolist(), series.values.tolist(), strict=True))
    averages = [(1000, 5e-4), (2000, 6e-4)]
    for name, tag in (("one", TAG), ("list", f"{TAG}_0")):
        write_run(
            tmp_path / name,
            {"model-config": written(CONFIG)},
            {tag: points, "TrainEpochStats/avg_current_lr": averages},
        )
    entries = entries_of(tmp_path)
    for key in (("one", TAG), ("list", f"{TAG}_0")):
        assert (entries[key]["verdict"], entries[key]["source"]["kind"]) == ("on_schedule", "coqui")
        assert entries[key]["evidence"]["max_relative_error"] <= 1e-5
    # A mean over an epoch is another quantity.
    assert entries["one", "TrainEpochStats/avg_current_lr"]["source"] is None


def test_without_a_scheduler_the_rate_is_constant() -> None:
    [reading] = read(CONFIG | {"lr_scheduler": None, "lr_scheduler_params": None})
    assert verdict(series_of([1, 2, 3], 1e-3, tag=TAG), [reading]) == "constant_by_config"
    assert (reading.optimizer, reading.measures("a", TAG)) == ("RAdam", "optimizer")


def test_what_nobody_can_evaluate_is_named() -> None:
    [unknown] = read(CONFIG | {"lr_scheduler": "MyLR"})
    assert unknown.unreadable == "the scheduler MyLR, whose formula is not known"
    rates = {"gradual_learning_rates": [[0, 1e-3], [2e4, 5e-4], [4e5, 3e-4], [6e4, 1e-4]]}
    [unsorted] = read(CONFIG | {"lr_scheduler": "StepwiseGradualLR", "lr_scheduler_params": rates})
    assert unsorted.unreadable == "the scheduler StepwiseGradualLR, whose formula is not known"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"lr": "fast"}, "lr of the configuration is 'fast'"),
        ({"lr": float("nan")}, "lr of the configuration is nan"),
        ({"lr": -1}, "a learning rate must be"),
        ({"lr_scheduler_params": {"warmup_steps": 0}}, "warmup_steps of NoamLR is 0"),
        ({"lr_scheduler_params": {"warmup_steps": []}}, "warmup_steps of NoamLR is []"),
        ({"lr_scheduler": "StepLR", "lr_scheduler_params": {}}, "StepLR has no step_size"),
        ({"lr_scheduler": "StepwiseGradualLR", "lr_scheduler_params": None}, "gradual_learning_rates"),
        (
            {"lr_scheduler": "StepwiseGradualLR", "lr_scheduler_params": {"gradual_learning_rates": [[0, "a"]]}},
            "rate of StepwiseGradualLR is 'a'",
        ),
    ],
)
def test_what_cannot_be_is_named(changes: dict[str, Any], sentence: str) -> None:
    [reading] = read(CONFIG | changes)
    assert reading.schedule is None
    assert reading.error is not None and sentence in reading.error


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, "<pre>", "<pre>[]</pre>", "<pre>{}</pre>", '{"lr": 1}'])
def test_other_texts_are_passed_over(text: str) -> None:
    assert list(readings_of(COQUI, {"model-config": text})) == []


@pytest.mark.parametrize("value", [*HOSTILE_TEXTS, True, 10**400, -1, [], {}, [[]], {"warmup_steps": 10**400}, 1e300])
@pytest.mark.parametrize("name", [*CONFIG, "lr_gen", "lr_scheduler_gen", "lr_scheduler_gen_params"])
def test_hostile_values_never_raise(name: str, value: Any) -> None:
    for config in (CONFIG, VITS):
        for reading in read(config | {name: value}):
            assert (reading.schedule is None) == (reading.error is not None or bool(reading.unreadable))
            if reading.schedule not in [usual.schedule for usual in read(config)]:
                verdict(series_of([1, 500, 10_000], [1e-7, 1e-4, 1e-5], tag=TAG), [reading])


def test_a_cut_or_swollen_text_never_raises() -> None:
    whole = written(CONFIG)
    for end in range(len(whole) - len("}</pre>")):
        assert list(readings_of(COQUI, {"model-config": whole[:end]})) == []
    swollen = written(CONFIG | {"characters": "a" * 9_000_000})
    assert list(readings_of(COQUI, {"model-config": swollen})) == []


@pytest.mark.parametrize(
    ("after_epoch", "warmup", "count"), [(True, 400, 1), (False, 400, 0), (True, 20, 0), (True, 2000, 0)]
)
def test_a_warmup_in_steps_that_counts_epochs_is_warned_of(after_epoch: bool, warmup: int, count: int) -> None:
    given = {"scheduler_after_epoch": after_epoch, "lr_scheduler_params": {"warmup_steps": warmup}}
    [reading] = read(CONFIG | given)
    told = [warning for warning in reading.told if warning.id == "warmup_longer_than_asked"]
    assert len(told) == count
    assert all("scheduler_after_epoch" in warning.text for warning in told)
