"""CleanRL's table of hyperparameters."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.frameworks.cleanrl import CLEANRL
from tb_lrplugin.frameworks.reading import Reading
from tests.support.made_series import healthy_series, series_of, verdict
from tests.support.text_summaries import HOSTILE_TEXTS, entries_of, readings_of, write_run

TAG = "charts/learning_rate"
PPO: dict[str, Any] = {
    "exp_name": "ppo",
    "cuda": False,
    "wandb_entity": None,
    "total_timesteps": 200_000,
    "learning_rate": 0.00025,
    "num_envs": 4,
    "num_steps": 128,
    "anneal_lr": True,
    "target_kl": None,
    "batch_size": 512,
    "num_iterations": 390,
}


def table(arguments: Mapping[str, Any]) -> str:
    rows = "\n".join(f"|{name}|{value}|" for name, value in arguments.items())
    return f"|param|value|\n|-|-|\n{rows}"


def read(arguments: Mapping[str, Any]) -> list[Reading]:
    return list(readings_of(CLEANRL, {"hyperparameters": table(arguments)}))


def without(arguments: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if name not in names}


def replay(rate: float, batch_size: int, iterations: int) -> list[tuple[int, float]]:
    """Log as the training loop of `ppo.py` does: a step counter that runs on, a rate set at the start."""
    points = []
    global_step = 0
    current = rate
    for iteration in range(1, iterations + 1):
        current = (1.0 - (iteration - 1.0) / iterations) * rate
        global_step += batch_size
        points.append((global_step, current))
    return points


@pytest.mark.parametrize(("batch_size", "iterations"), [(512, 10_000), (1, 12_000), (2048, 488)])
def test_annealing_equals_the_loop(batch_size: int, iterations: int) -> None:
    [reading] = read(PPO | {"batch_size": batch_size, "num_iterations": iterations})
    assert reading.schedule is not None
    points = replay(0.00025, batch_size, iterations)
    ours = reading.schedule([step for step, _ in points])
    theirs = np.array([rate for _, rate in points])
    assert (np.abs(ours - theirs) <= 1e-6 * theirs + 1e-12).all()


def test_a_run_end_to_end(tmp_path: Path) -> None:
    write_run(tmp_path / "runs" / "a", {"hyperparameters": table(PPO)}, {TAG: replay(0.00025, 512, 390)})
    stuck = [(step, 0.00025) for step, _ in replay(0.00025, 512, 390)]
    write_run(tmp_path / "runs" / "b", {"hyperparameters": table(PPO)}, {TAG: stuck})
    entries = entries_of(tmp_path)
    healthy = entries["runs/a", TAG]
    assert healthy["verdict"] == "on_schedule"
    assert healthy["source"]["kind"] == "cleanrl"
    assert healthy["evidence"]["max_relative_error"] <= 1e-5
    assert entries["runs/b", TAG]["verdict"] == "stuck_at_initial"


def test_what_is_told_beside_the_schedule() -> None:
    [reading] = read(PPO)
    # The loop ends with its last whole iteration.
    assert (reading.total_steps, reading.unit, reading.measures("a", TAG)) == (199_680, "steps", "optimizer")
    assert reading.text.splitlines()[:2] == ["learning_rate: 0.00025", "anneal_lr: True"]


def test_earlier_versions_without_iterations_and_batch_size() -> None:
    arguments = without(PPO, "num_iterations", "batch_size") | {"total_timesteps": 200_000.0}
    [reading], [expected] = read(arguments), read(PPO)
    assert reading.schedule == expected.schedule


def test_without_annealing_the_rate_is_constant() -> None:
    for arguments in (PPO | {"anneal_lr": False}, without(PPO, "anneal_lr")):
        [reading] = read(arguments)
        assert verdict(series_of([128, 256, 512], 0.00025, tag=TAG), [reading]) == "constant_by_config"


def test_several_rates_bind_by_name_only() -> None:
    readings = read({"policy_lr": 3e-4, "q_lr": 1e-3, "autotune": True, "batch_size": 256})
    assert [reading.text.partition(":")[0] for reading in readings] == ["policy_lr", "q_lr"]
    steps = [100, 200, 300]
    assert verdict(series_of(steps, 1e-3, tag="losses/q_lr"), readings) == "constant_by_config"
    assert verdict(series_of(steps, 1e-3, tag="losses/policy_lr"), readings) == "constant_mismatch"
    assert verdict(series_of(steps, 1e-3, tag=TAG), readings) == "no_schedule"


def test_a_line_between_two_rates() -> None:
    arguments = {"init_lr": 2.75e-4, "final_lr": 1e-5, "num_envs": 32, "num_steps": 512, "anneal_steps": 163_840}
    [reading] = read(arguments | {"batch_size": 16_384, "total_timesteps": 200_000_000})
    assert reading.schedule is not None
    for iteration in range(1, 30):
        before = (iteration - 1) * 16_384
        share = 1 - before / 163_840 if before < 163_840 else 0
        assert reading.schedule.value_at(before + 16_384) == pytest.approx((2.75e-4 - 1e-5) * share + 1e-5, rel=1e-9)
    assert reading.measures("a", TAG) == "schedule"


def test_phases_begin_again() -> None:
    [reading] = read(PPO | {"n_iteration": 32, "e_policy": 1})
    assert reading.schedule is not None
    for iteration in range(1, 385):
        expected = 0.00025 * (1 - ((iteration - 1) % 32) / 390)
        assert reading.schedule.value_at(iteration * 512) == pytest.approx(expected, rel=1e-9)
    assert verdict(healthy_series(reading.schedule, np.arange(1, 385) * 512, tag=TAG), [reading]) == "on_schedule"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"learning_rate": "fast"}, "learning_rate of the table is 'fast'"),
        ({"learning_rate": float("nan")}, "learning_rate of the table is nan"),
        ({"learning_rate": -1.0}, "is -1.0: a learning rate must be"),
        ({"batch_size": 0}, "batch_size is 0"),
        ({"batch_size": 1.5}, "batch_size of the table is 1.5"),
        ({"batch_size": 10**30}, "batch_size of the table is"),
        ({"num_iterations": 0, "total_timesteps": 100}, "num_iterations is 0"),
        ({"num_iterations": 2**58}, "num_iterations is 288,230,376,151,711,744"),
        ({"n_iteration": 0, "e_policy": 1}, "n_iteration is 0"),
    ],
)
def test_what_cannot_be_is_named(changes: dict[str, Any], sentence: str) -> None:
    [reading] = read(PPO | changes)
    assert reading.schedule is None
    assert reading.error is not None and sentence in reading.error


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, "|param|value|", "|key|value|\n|-|-|\n|learning_rate|1|"])
def test_other_texts_are_passed_over(text: str) -> None:
    assert list(readings_of(CLEANRL, {"hyperparameters": text})) == []


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
@pytest.mark.parametrize("name", ["learning_rate", "batch_size", "num_iterations", "anneal_lr", "total_timesteps"])
def test_hostile_values_never_raise(name: str, text: str) -> None:
    for reading in read(PPO | {name: text}):
        assert (reading.schedule is None) == (reading.error is not None)
        verdict(series_of([512, 1024], 0.00025, tag=TAG), [reading])


def test_a_cut_or_swollen_table_never_raises() -> None:
    whole = table(PPO)
    for end in range(len(whole)):
        readings_of(CLEANRL, {"hyperparameters": whole[:end]})
    assert list(readings_of(CLEANRL, {"hyperparameters": whole + "\n|a|b|" * 100_000})) == []


def test_a_script_that_says_nothing_of_annealing_may_move_its_rate_by_itself() -> None:
    """Many scripts that descend from CleanRL's schedule in a way of their own, with a table that has a rate alone."""
    [alone] = read(without(PPO, "anneal_lr"))
    [never] = read(PPO | {"anneal_lr": False})
    steps = np.arange(512, 50_000, 512)
    warmed = series_of(steps, 0.00025 * np.minimum(steps / 20_000, 1), tag=TAG)
    assert verdict(warmed, [alone]) == "externally_controlled"
    assert verdict(warmed, [never]) == "off_schedule"
    assert verdict(series_of(steps, 0.1, tag=TAG), [alone]) == "constant_mismatch"
