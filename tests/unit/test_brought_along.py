"""A run that goes on from a step far above 0 has its rate from a checkpoint; one under fp16 may skip all updates."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Cosine, Exponential, Held, Polynomial
from tests.support.hf_arguments import diagnosed, read
from tests.support.made_series import series_of
from tests.support.text_summaries import entries_of, write_run

STEPS = range(50, 2001, 50)
MMCV = """\
optimizer = dict(type='SGD', lr=2e-5)
lr_config = dict(policy='poly', power=0.9, min_lr=1e-6, by_epoch=False)
runner = dict(type='IterBasedRunner', max_iters=4000)
"""


def entry_at(directory: Path, rate: float, first: int) -> dict[str, object]:
    """Diagnose a run of mmcv that stands at a rate, from a step on."""
    (directory / "net.py").write_text(MMCV)
    write_run(directory / "tf_logs", {}, {"learning_rate": [(first + step, rate) for step in STEPS]})
    [entry] = entries_of(directory).values()
    return entry


def test_another_constant_rate_of_a_resumed_run_is_that_of_the_checkpoint(tmp_path: Path) -> None:
    entry = entry_at(tmp_path, 1e-4, 600)
    assert entry["verdict"] == "constant_mismatch"
    first, *_ = entry["causes"]
    assert "go on from step 650" in first and "checkpoint" in first
    assert "--resume-from" in entry["fix"] and "weights alone" in entry["fix"]


def test_of_a_run_from_the_beginning_no_checkpoint_is_said(tmp_path: Path) -> None:
    entry = entry_at(tmp_path, 1e-4, 0)
    assert entry["verdict"] == "constant_mismatch"
    assert not any("go on from" in cause for cause in entry["causes"])


@pytest.mark.parametrize("kind", ["rl_zoo3", "mlagents", "sheeprl", "cleanrl", "litgpt", "pipeline_config", "t5x"])
def test_where_settings_and_step_make_the_rate_no_checkpoint_brings_one(kind: str) -> None:
    """An agent with a replay buffer learns, and logs its rate, only once that is filled: no resume at all."""
    reading = Reading(kind=kind, schedule=Polynomial(1e-4, 0.0, 1_000_000), total_steps=1_000_000)
    finding = diagnose(series_of(np.arange(104_000, 1_000_000, 4_000), 3e-4), [reading]).finding
    assert finding.verdict == "constant_mismatch"
    assert not any("go on from" in cause for cause in finding.causes)
    assert "multiplied by 3" in finding.causes[0]


def test_a_run_that_stands_at_the_end_of_its_schedule_is_told_its_length(tmp_path: Path) -> None:
    entry = entry_at(tmp_path, 1e-6, 0)
    assert entry["verdict"] == "constant_mismatch"
    assert "ran to its end" in entry["causes"][0]
    assert any("beyond the end of its schedule" in cause for cause in entry["causes"])
    assert "max_iters" in entry["fix"]


def stuck_trainer(**arguments: object) -> Diagnosis:
    reading = read({"warmup_steps": 20, **arguments})
    return diagnosed(reading, Polynomial(0.0, 0.0, 1), 0, 60)


def test_under_fp16_a_rate_of_0_speaks_of_skipped_updates_first() -> None:
    found = stuck_trainer(fp16=True)
    assert found.finding.verdict == "stuck_at_initial"
    assert "overflows" in found.finding.causes[0] and "fp16=True" in found.finding.causes[0]
    assert "bf16" in (found.finding.fix or "")


def test_without_fp16_it_does_not() -> None:
    found = stuck_trainer(bf16=True)
    assert found.finding.verdict == "stuck_at_initial"
    assert not any("overflow" in cause for cause in found.finding.causes)


def test_beside_a_deepspeed_configuration_no_cause_is_said_twice() -> None:
    framework = collection().of(Reading(kind="hf_trainer"))
    reading = Reading(kind="hf_trainer", text='"deepspeed": "ds.json",', loss_scaling="fp16=True")
    for fault in framework.advice:
        causes = framework.advice_on(fault, reading).causes
        assert len(set(causes)) == len(causes), fault
    assert "overflows" in framework.advice_on("stuck_at_initial", reading).causes[0]


@pytest.mark.parametrize("kind", ["megatron", "megatron_bridge"])
def test_of_megatron_the_parameter_groups_win(kind: str) -> None:
    """megatron-core reads max_lr and min_lr from the optimizer's groups, which a checkpoint brings along."""
    steps = np.arange(10, 400, 10)
    reading = Reading(kind=kind, schedule=Cosine(3e-5, 1000, 2e-5), total_steps=1000)
    found = diagnose(series_of(steps, Cosine(3e-4, 1000, 3e-5)(steps)), [reading])
    assert found.finding.verdict == "off_schedule"
    assert "max_lr" in found.finding.causes[0]
    assert 'group["max_lr"]' in (found.finding.fix or "")


@pytest.mark.parametrize(("rate", "told"), [("lin_0.002", ""), ("lin_0.002", "600"), (0.002, "600")])
def test_a_log_that_begins_when_the_agent_learns_goes_on_from_nothing(rate: object, told: str, tmp_path: Path) -> None:
    """Agents with a replay buffer log no rate before `learning_starts`."""
    given = {"learning_rate": rate, "buffer_size": 9000, "n_timesteps": 4000.0} | (
        {"learning_starts": 600} if told else {}
    )
    rows = "".join(f"  - - {name}\n    - {value}\n" for name, value in given.items())
    text = f"!!python/object/apply:collections.OrderedDict\n-{rows[1:]}"
    (tmp_path / "config.yml").write_text(text)
    write_run(tmp_path / "DQN_1", {}, {"train/learning_rate": [(600 + step, 0.001) for step in STEPS]})
    [entry] = entries_of(tmp_path).values()
    assert entry["verdict"] == "constant_mismatch", entry["detail"]
    assert not any("goes on from" in cause for cause in entry["causes"])


EXPONENTIAL = Held(Exponential(0.01, 1, 0.8), 40, "epoch")


@pytest.mark.parametrize(("begun_at", "verdict"), [(200, "restarted"), (120, "value_scaled")])
def test_a_late_run_that_begins_at_the_first_rate_was_restarted(begun_at: int, verdict: str) -> None:
    """Of an exponential decay a place is a level as well."""
    steps = np.arange(204, 400, 5)
    found = diagnose(series_of(steps, EXPONENTIAL(steps - begun_at)), [Reading(kind="any", schedule=EXPONENTIAL)])
    assert found.finding.verdict == verdict
