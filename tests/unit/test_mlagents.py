"""Unity ML-Agents' hyperparameters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.mlagents import MLAGENTS
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Schedule
from tests.parity.golden.golden_file import read as read_golden
from tests.parity.golden.text_source_cases import ML_AGENTS
from tests.support.made_series import prefix_of, series_of, verdict
from tests.support.text_summaries import HOSTILE_TEXTS, entries_of, readings_of, write_run

RECORDED = read_golden("mlagents-0.28.0")
TAG = "Policy/Learning Rate"
SAC: dict[str, Any] = {
    "trainer_type": "sac",
    "hyperparameters": {
        "learning_rate": 0.0003,
        "learning_rate_schedule": "linear",
        "batch_size": 128,
        "buffer_size": 50_000,
        "buffer_init_steps": 0,
    },
    "network_settings": {"normalize": False, "memory": None},
    "reward_signals": {"gail": {"gamma": 0.99, "learning_rate": 0.5, "network_settings": {"hidden_units": 128}}},
    "init_path": None,
    "max_steps": 500_000,
    "summary_freq": 10_000,
    "threaded": False,
}
PPO: dict[str, Any] = {
    **SAC,
    "trainer_type": "ppo",
    "hyperparameters": {"learning_rate": 0.0003, "learning_rate_schedule": "linear", "buffer_size": 10_240},
}


def printed(settings: dict[str, Any], level: int = 0) -> str:
    """Print settings as ML-Agents' statistics do."""
    lines = []
    for name, value in settings.items():
        text = "\n" + printed(value, level + 1) if isinstance(value, dict) else str(value)
        lines.append("\t" + "  " * level + f"{name}:\t{text}")
    return "\n".join(lines)


def read(settings: dict[str, Any]) -> list[Reading]:
    found = readings_of(MLAGENTS, {"Hyperparameters": printed(settings)})
    return list(found)


def with_hyperparameters(settings: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return settings | {"hyperparameters": settings["hyperparameters"] | changes}


def schedule_of(settings: dict[str, Any]) -> Schedule:
    [reading] = read(settings)
    assert reading.schedule is not None, reading
    return reading.schedule


def replay(settings: dict[str, Any], first: int, every: int) -> list[tuple[int, float]]:
    """Train and log: updates every so many steps from the first on, their rates averaged at each summary."""
    rate, most = settings["hyperparameters"]["learning_rate"], settings["max_steps"]
    points = []
    collected: list[float] = []
    update = first
    for step in range(settings["summary_freq"], most + 1, settings["summary_freq"]):
        while update < step:
            collected.append((rate - 1e-10) * (1 - min(update, most) / most) + 1e-10)
            update += every
        if collected:
            points.append((step, float(np.mean(collected))))
            collected = []
    return points


@pytest.mark.parametrize("case", ML_AGENTS)
def test_the_recorded_means(case: str) -> None:
    rate, most, window = ML_AGENTS[case]
    recorded = RECORDED[case]
    assert recorded.count >= 10_000
    schedule = schedule_of(with_hyperparameters(SAC, learning_rate=rate) | {"max_steps": most, "summary_freq": window})
    expected = schedule((recorded.steps + 1) * window)
    # Around the end the mean of a line with a kink is not the value in the middle.
    straight = np.abs((recorded.steps + 0.5) * window - most) > window
    assert (np.abs(expected - recorded.rates) <= 1e-6 * recorded.rates + 1e-6 * rate)[straight].all()


def test_a_run_that_updates_at_every_step(tmp_path: Path) -> None:
    settings = with_hyperparameters(SAC, buffer_init_steps=5000)
    points = replay(settings, 5000, 1)
    write_run(tmp_path / "Walker", {"Hyperparameters": printed(settings)}, {TAG: points})
    flat = [(step, 0.0003) for step, _ in points]
    write_run(tmp_path / "Flat", {"Hyperparameters": printed(settings)}, {TAG: flat})
    entries = entries_of(tmp_path)
    entry = entries["Walker", TAG]
    assert (entry["verdict"], entry["source"]["kind"]) == ("on_schedule", "mlagents")
    assert entry["measures"] == "window_mean"
    # The middle of an even number of steps lies between two.
    assert entry["evidence"]["max_relative_error"] <= 1e-4
    assert entries["Flat", TAG]["verdict"] == "stuck_at_initial"


@pytest.mark.parametrize("every", [10_241, 10_999, 3000])
def test_the_mean_of_few_updates_stays_within_half_a_window(every: int) -> None:
    """Where updates are rare the mean depends on where they fall, by the fall of the line over half a window."""
    schedule = schedule_of(PPO)
    slope = 0.0003 / PPO["max_steps"]
    steps, logged = np.array(replay(PPO, max(every, 10_241), every)).T
    difference = np.abs(schedule(steps.astype(np.int64)) - logged)
    assert (difference <= slope * (PPO["summary_freq"] / 2 + 1)).all()


@pytest.mark.parametrize("every", [10_241, 10_999, 3000])
def test_few_updates_never_alarm(every: int) -> None:
    series = series_of(*np.array(replay(PPO, max(every, 10_241), every)).T, tag=TAG)
    for count in range(2, len(series) + 1):
        assert verdict(prefix_of(series, count), read(PPO)) in ("waiting", "on_schedule", "flat_by_design"), count


def test_faults_are_seen_all_the_same() -> None:
    steps, logged = np.array(replay(PPO, 10_241, 10_241)).T
    stuck = series_of(steps, 0.0003, tag=TAG)
    frozen = series_of(steps, np.maximum(logged, logged[20]), tag=TAG)
    twice_as_fast = series_of(steps, np.maximum(0.0003 * (1 - 2 * steps / 500_000), 1e-10), tag=TAG)
    slow = series_of(steps, 0.0003 * (1 - 0.5 * steps / 500_000), tag=TAG)
    for series in (stuck, frozen, twice_as_fast, slow):
        for count in (len(series) // 2, len(series) - 5, len(series)):
            if series is not frozen or count > 30:
                assert verdict(prefix_of(series, count), read(PPO)) not in ("on_schedule", "flat_by_design")
    assert verdict(stuck, read(PPO)) == "stuck_at_initial"


def test_the_first_summary_covers_less() -> None:
    settings = with_hyperparameters(SAC, buffer_init_steps=15_000)
    points = replay(settings, 15_000, 1)
    assert points[0][0] == 20_000
    schedule = schedule_of(settings)
    assert all(schedule.value_at(step) == pytest.approx(rate, rel=1e-5, abs=1e-6 * 0.0003) for step, rate in points)


def test_a_constant_rate_and_defaults_of_earlier_versions() -> None:
    assert schedule_of(with_hyperparameters(PPO, learning_rate_schedule="constant")).is_constant
    for trainer, is_constant in (("sac", True), ("ppo", False)):
        settings = PPO | {"trainer_type": trainer, "hyperparameters": {"learning_rate": 0.0003}}
        assert schedule_of(settings).is_constant == is_constant


def test_what_is_told_beside_the_schedule() -> None:
    [reading] = read(PPO)
    assert (reading.total_steps, reading.unit, reading.tag) == (500_000, "steps", TAG)
    assert "hyperparameters:\n  learning_rate: 0.0003\n" in reading.text
    assert reading.measures("Walker", TAG) == "window_mean"


def test_a_schedule_of_a_fork_is_named() -> None:
    [reading] = read(with_hyperparameters(PPO, learning_rate_schedule="adaptive"))
    assert (reading.schedule, reading.error) == (None, None)
    assert reading.unreadable == "the schedule adaptive, whose formula is not known"
    assert verdict(series_of([10_000, 20_000], [3e-4, 2e-4], tag=TAG), [reading]) == "no_schedule"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (with_hyperparameters(PPO, learning_rate="fast"), "learning_rate of the trainer is 'fast'"),
        (with_hyperparameters(PPO, learning_rate=-1), "is -1.0: a learning rate must be"),
        (with_hyperparameters(PPO, buffer_size="all"), "buffer_size of the trainer is 'all'"),
        (PPO | {"max_steps": 0}, "it must take 1 or more"),
        (PPO | {"max_steps": 10**40}, "max_steps of the trainer is"),
        (PPO | {"summary_freq": 0}, "summary_freq is 0"),
        (PPO | {"summary_freq": None}, "has no summary_freq"),
    ],
)
def test_what_cannot_be_is_named(settings: dict[str, Any], sentence: str) -> None:
    [reading] = read(settings)
    assert reading.schedule is None
    assert reading.error is not None and sentence in reading.error


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, "learning_rate: 0.1", "\ttrainer_type:\tppo", "\t      a:\tb"])
def test_other_texts_are_passed_over(text: str) -> None:
    assert list(readings_of(MLAGENTS, {"Hyperparameters": text})) == []


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
@pytest.mark.parametrize("name", ["learning_rate", "learning_rate_schedule", "buffer_size"])
def test_hostile_values_never_raise(name: str, text: str) -> None:
    for reading in [*read(with_hyperparameters(PPO, **{name: text})), *read(PPO | {"max_steps": text})]:
        verdict(series_of([10_000, 20_000], [3e-4, 2e-4], tag=TAG), [reading])


def test_a_cut_or_swollen_text_never_raises() -> None:
    whole = printed(PPO)
    for end in range(len(whole)):
        readings_of(MLAGENTS, {"Hyperparameters": whole[:end]})
    assert list(readings_of(MLAGENTS, {"Hyperparameters": whole + "\n\ta:\tb" * 100_000})) == []


@pytest.mark.parametrize("factor", [0.1, 0.5, 3.0])
def test_a_finished_run_at_another_rate_is_told_by_its_first_points(factor: float) -> None:
    """A tolerance seen from the last, lowest mean would let any rate pass."""
    [reading] = read(PPO)
    steps = np.arange(10_000, 500_001, 10_000)
    assert reading.schedule is not None
    assert verdict(series_of(steps, reading.schedule(steps), tag=TAG), [reading]) == "on_schedule"
    diagnosis = diagnose(series_of(steps, factor * reading.schedule(steps), tag=TAG), [reading])
    assert diagnosis.finding.verdict == "value_scaled"
    assert diagnosis.evidence.value_scale == pytest.approx(factor)
