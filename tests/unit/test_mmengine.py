"""mmengine's configuration text: what is read, how long an epoch is, and what may be wrong with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tb_lrplugin.data.run_evidence import LastPoint, RunEvidence
from tb_lrplugin.formats.python_literals import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    UNKNOWN,
    LiteralsError,
    read_assignments,
)
from tb_lrplugin.frameworks.mmengine import MMENGINE
from tb_lrplugin.frameworks.mmengine.schedule import chain
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Constant, PiecewiseConstant, Schedule
from tests.support.made_series import candidates_of, series_of
from tests.support.readings import in_directory, in_evidence

OPTIMIZER = "optim_wrapper = dict(\n    optimizer=dict(lr=0.02, momentum=0.9, type='SGD'),\n    type='OptimWrapper')\n"
SCHEDULERS = """\
param_scheduler = [
    dict(begin=0, by_epoch=False, end=50, start_factor=0.001, type='LinearLR'),
    dict(begin=0, by_epoch=True, end=12, gamma=0.1, milestones=[8, 11], type='MultiStepLR'),
]
"""
WHOLE = f"""\
default_scope = 'mmengine'
{OPTIMIZER}{SCHEDULERS}train_cfg = dict(max_epochs=12, type='EpochBasedTrainLoop')
train_dataloader = dict(batch_size=2)
work_dir = './work'
"""
CHAIN = [
    {"begin": 0, "by_epoch": False, "end": 50, "start_factor": 0.001, "type": "LinearLR"},
    {"begin": 0, "by_epoch": True, "end": 12, "gamma": 0.1, "milestones": [8, 11], "type": "MultiStepLR"},
]


def read_all(text: str, last_epoch: LastPoint | None = None) -> list[Reading]:
    points = {} if last_epoch is None else {"epoch": last_epoch}
    evidence = RunEvidence("20260101/vis_data", {"config/text_summary": text}, last_points=points)
    return in_evidence(MMENGINE, evidence)


def read(text: str, last_epoch: LastPoint | None = None) -> Reading:
    (reading,) = read_all(text, last_epoch)
    return reading


def logged(schedule: Schedule, last: int, every: int = 50, tag: str = "lr") -> object:
    steps = np.arange(every, last + 1, every)
    return series_of(steps, schedule(steps - 1), tag=tag)


def test_optimizer_and_schedulers() -> None:
    reading = read(WHOLE)
    assert (reading.kind, reading.where, reading.error) == ("mmengine", "20260101/vis_data: config", None)
    assert (reading.optimizer, reading.tag, reading.max_epochs) == ("SGD", "", 12)
    assert reading.step_offset("vis_data", "lr") == -1
    assert reading.measures("vis_data", "lr") == "optimizer"
    assert "MultiStepLR" in reading.text


def test_the_scalar_epoch_tells_how_long_one_is() -> None:
    schedule = chain(CHAIN, 0.02, 300)
    series = logged(schedule, 3600)
    (found,) = candidates_of(read(WHOLE, LastPoint(3600, 12.0)), series)  # type: ignore[arg-type]
    assert found.schedule == schedule
    assert found.total_steps == 3600
    assert "300 iterations per epoch (inferred)" in found.text
    assert (
        schedule.describe()
        == "warm-up from 2e-5 to 0.02 in 50 steps, then 0.02, 0.002 from step 2,400, 0.0002 from step 3,300"
    )


def test_without_it_nothing_is_guessed() -> None:
    (found,) = candidates_of(read(WHOLE), logged(chain(CHAIN, 0.02, 120), 1440))  # type: ignore[arg-type]
    assert found.schedule is None
    assert "how long an epoch is" in found.unreadable
    iterations = OPTIMIZER + "param_scheduler = dict(type='MultiStepLR', by_epoch=False, milestones=[9])\n"
    assert candidates_of(read(iterations), series_of([5], 0.02))[0].schedule is not None


def test_a_length_that_the_log_tells_is_never_dropped() -> None:
    """Under it the schedulers overlap and make no schedule; under another one they would."""
    overlapping = SCHEDULERS.replace("end=50", "end=500").replace("gamma=0.1, milestones=[8, 11]", "T_max=12")
    text = WHOLE.replace(SCHEDULERS, overlapping.replace("MultiStepLR", "CosineAnnealingLR"))
    (found,) = candidates_of(read(text, LastPoint(1200, 12.0)), series_of([50, 1200], [0.01, 0.02]))
    assert found.schedule is None
    assert "LinearLR and CosineAnnealingLR at the same time" in found.unreadable


def test_an_epoch_under_way_is_at_least_as_long_as_what_is_done() -> None:
    schedule = chain(CHAIN, 0.02, 500)
    (found,) = candidates_of(read(WHOLE, LastPoint(200, 1.0)), logged(schedule, 200))  # type: ignore[arg-type]
    assert found.schedule == chain(CHAIN, 0.02, 200)


def test_a_batch_size_that_scales_the_rate() -> None:
    text = WHOLE + "auto_scale_lr = dict(base_batch_size=16, enable=True)\n"
    schedule = chain(CHAIN, 0.01, 300)
    found = candidates_of(read(text, LastPoint(3600, 12.0)), logged(schedule, 3600))  # type: ignore[arg-type]
    assert found[0].schedule == chain(CHAIN, 0.02 * 2 / 16, 300)
    # Four processes.
    assert found[2].schedule == schedule
    assert "# every rate times 0.5" in found[2].text


def test_parameter_groups_with_multipliers() -> None:
    text = WHOLE.replace(
        "type='OptimWrapper'", "paramwise_cfg=dict(bias_lr_mult=2.0, custom_keys={'head': dict(lr_mult=10)})"
    )
    reading = read(text, LastPoint(3600, 12.0))
    series = logged(chain(CHAIN, 0.2, 300), 3600)
    assert [found.schedule for found in candidates_of(reading, series)] == [  # type: ignore[arg-type]
        chain(CHAIN, base, 300) for base in (0.02, 0.04, 0.2)
    ]
    own = logged(chain(CHAIN, 0.02, 300), 3600, tag="base_lr")
    assert len(candidates_of(reading, own)) == 1  # type: ignore[arg-type]


def test_several_optimizers() -> None:
    text = """\
optim_wrapper = dict(
    discriminator=dict(optimizer=dict(lr=0.1, type='Adam')),
    generator=dict(optimizer=dict(lr=0.2, type='Adam')))
param_scheduler = dict(generator=[dict(type='MultiStepLR', milestones=[5], by_epoch=False)])
"""
    one, other = read_all(text)
    assert (one.tag, one.schedule) == ("discriminator.lr", Constant(0.1))
    assert other.tag == "generator.lr"
    assert isinstance(other.schedule, PiecewiseConstant)


def test_what_drives_no_rate_is_left_out() -> None:
    momentum = "param_scheduler = [dict(type='CosineAnnealingMomentum', T_max=5)]\n"
    assert read(OPTIMIZER + momentum).schedule == Constant(0.02)
    assert read(OPTIMIZER).schedule == Constant(0.02)
    assert read(OPTIMIZER + "param_scheduler = None\n").schedule == Constant(0.02)
    assert read(OPTIMIZER + "param_scheduler = dict(type='ReduceOnPlateauLR')\n").schedule == Constant(0.02)


@pytest.mark.parametrize(
    ("schedulers", "reason"),
    [
        ("[dict(type='MyLR')]", "MyLR"),
        ("[dict(type='SomeRestartLR', periods=[5])]", "SomeRestartLR"),
        ("[dict()]", "without a type"),
        ("[build()]", "no plain values"),
        (
            "[dict(type='LinearLR', by_epoch=False, end=5000),"
            " dict(type='CosineAnnealingLR', by_epoch=False, T_max=9000)]",
            "LinearLR and CosineAnnealingLR at the same time",
        ),
    ],
)
def test_what_cannot_be_evaluated_is_named(schedulers: str, reason: str) -> None:
    reading = read(f"{OPTIMIZER}param_scheduler = {schedulers}\n")
    assert (reading.schedule, reading.error) == (None, None)
    assert reason in reading.unreadable


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (OPTIMIZER.replace("0.02", "-1"), "0 or above"),
        (OPTIMIZER.replace("0.02", "'fast'"), "lr of SGD is 'fast'"),
        (OPTIMIZER.replace("0.02", "1e999"), "a finite number is needed"),
        (OPTIMIZER.replace("lr=0.02, ", ""), "SGD has no lr"),
        (OPTIMIZER.replace("0.02", "__import__('os').system('true')"), "a number is needed"),
        (OPTIMIZER + "param_scheduler = dict(type='StepLR')\n", "no step_size"),
        (OPTIMIZER + "param_scheduler = dict(type='StepLR', step_size=0)\n", "above 0"),
        (OPTIMIZER + "param_scheduler = dict(type='LinearLR', begin=5, end=5)\n", "end after it begins"),
        (OPTIMIZER + "param_scheduler = dict(type='LinearLR', end=10**9, begin=-1)\n", "a number is needed"),
        (OPTIMIZER + "param_scheduler = dict(type='LinearLR', end=1e300)\n", "end after it begins"),
        (OPTIMIZER + "param_scheduler = dict(type='LinearLR', start_factor=0)\n", "above 0"),
        (OPTIMIZER + "param_scheduler = dict(type='MultiStepLR', milestones='x')\n", "a whole number"),
        (
            OPTIMIZER + f"param_scheduler = dict(type='MultiStepLR', milestones={list(range(12_000))})\n",
            "more than 10,000 steps",
        ),
        (OPTIMIZER + "x = [\n", "no Python at line"),
        (OPTIMIZER + "x = 1\x00\n", "Python"),
        (OPTIMIZER + "x = " + "[" * 150 + "]" * 150 + "\n", "deep"),
        (OPTIMIZER + "x = " + "-" * 100_000 + "1\n", "Python"),
        (OPTIMIZER + "#" * MAX_CHARACTERS, "longer than"),
    ],
)
def test_what_is_wrong_ends_in_a_sentence(text: str, sentence: str) -> None:
    reading = read(text)
    assert reading.schedule is None
    assert sentence in (reading.error or "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{'optimizer': 3}",
        "optim_wrapper = 3",
        "optim_wrapper",
        "optim_wrapper = dict()",
        "optim_wrapper = dict(optimizer=3)",
        "optim_wrapper = dict(constructor='x', optimizer=build(lr=1))",
        "def optim_wrapper(: pass",
        "from . import optim_wrapper\n",
    ],
)
def test_other_texts_are_passed_over(text: str) -> None:
    assert read_all(text) == []


def test_a_text_cut_off_anywhere_never_fails() -> None:
    series = logged(chain(CHAIN, 0.02, 300), 3600)
    for length in range(0, len(WHOLE), 5):
        for reading in read_all(WHOLE[:length], LastPoint(3600, 12.0)):
            assert reading.schedule or reading.error or reading.unreadable
            assert candidates_of(reading, series)  # type: ignore[arg-type]


@pytest.mark.parametrize("point", [LastPoint(-5, 2.0), LastPoint(5, np.nan), LastPoint(0, np.inf), LastPoint(3, 40.0)])
def test_odd_epochs_are_left_alone(point: LastPoint) -> None:
    series = logged(chain(CHAIN, 0.02, 300), 3600)
    assert candidates_of(read(WHOLE, point), series)[0].unreadable  # type: ignore[arg-type]


def test_steps_beyond_all_counts_have_candidates() -> None:
    huge = OPTIMIZER + f"param_scheduler = dict(type='StepLR', step_size={2**59}, convert_to_iter_based=True)\n"
    series = logged(Constant(0.02), 3600)
    assert candidates_of(read(huge, LastPoint(3600, 2.0)), series)  # type: ignore[arg-type]


def test_the_file_beside_the_event_files(tmp_path: Path) -> None:
    # Every look makes its directories anew.
    assert in_directory(MMENGINE, tmp_path) is None
    (tmp_path / "config.py").write_text(WHOLE)
    reading = in_directory(MMENGINE, tmp_path)
    assert reading is not None
    assert (reading.where, reading.error) == ("config.py", None)
    lines = ['{"lr": 0.1, "epoch": 12, "iter": 3600, "step": 3600}', '{"acc": 0.5, "step": 12}', '{"lr']
    (tmp_path / "scalars.json").write_text("\n".join(lines))
    again = in_directory(MMENGINE, tmp_path)
    assert again is not None
    series = logged(chain(CHAIN, 0.02, 300), 3600)
    assert candidates_of(again, series)[0].schedule == chain(CHAIN, 0.02, 300)  # type: ignore[arg-type]
    for other in (b"\xff\xfe", b"import os\n", b"optim_wrapper = build(\n"):
        (tmp_path / "config.py").write_bytes(other)
        assert in_directory(MMENGINE, tmp_path) is None


def test_literals() -> None:
    text = "a = dict(b=[1, -2.5, 'x', None, True], c={'d e': (1,)})\nb = f(1)\nc = 1 + 1\nd = dict([1])\na.b = 3\n"
    assert read_assignments(text) == {
        "a": {"b": [1, -2.5, "x", None, True], "c": {"d e": [1]}},
        "b": UNKNOWN,
        "c": UNKNOWN,
        "d": UNKNOWN,
    }


@pytest.mark.parametrize("text", ["a = (", "a = '\\ud800' b", "a = " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)])
def test_literals_that_cannot_be_read(text: str) -> None:
    with pytest.raises(LiteralsError):
        read_assignments(text)
