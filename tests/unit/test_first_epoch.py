"""An epoch under way is only bounded from below: no length that explains the points may raise an alarm."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.data.run_evidence import LastPoint, RunEvidence
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks.mmengine import MMENGINE
from tb_lrplugin.frameworks.mmengine.schedule import chain
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Cosine, CosineWave, Held
from tests.support.made_series import series_of
from tests.support.readings import in_evidence

OPTIMIZER = "optim_wrapper = dict(optimizer=dict(lr=0.1, type='SGD'))\n"
WARMUP = "dict(type='LinearLR', start_factor=0.01, by_epoch=False, begin=0, end={warmup})"
DECAYS = {
    "cosine, converted": "dict(type='CosineAnnealingLR', T_max=9, begin=1, end=10, convert_to_iter_based=True)",
    "exponential, converted": "dict(type='ExponentialLR', gamma=0.7, begin=1, end=10, convert_to_iter_based=True)",
    "poly from the begin, converted": "dict(type='PolyLR', power=0.9, begin=0, end=10, convert_to_iter_based=True)",
    "cosine": "dict(type='CosineAnnealingLR', T_max=9, begin=1, end=10)",
    "step": "dict(type='StepLR', step_size=1, gamma=0.5)",
    "exponential": "dict(type='ExponentialLR', gamma=0.7)",
}


def diagnosis_of(schedulers: str, steps: range, rates: np.ndarray, known_until: int, epoch: int = 1) -> Diagnosis:
    """Diagnose a run whose `epoch` is known at a step."""
    text = f"{OPTIMIZER}param_scheduler = [{schedulers}]\ntrain_cfg = dict(max_epochs=10)\n"
    evidence = RunEvidence(
        "vis_data", {"config/text_summary": text}, last_points={"epoch": LastPoint(known_until, epoch)}
    )
    series = Series.from_points("vis_data", "lr", list(steps), rates, list(steps))
    return diagnose(series, list(in_evidence(MMENGINE, evidence)))


def rates_of(schedulers: str, steps: range, length: int) -> np.ndarray:
    schedule = chain(eval(f"[{schedulers}]"), 0.1, length)
    return schedule(np.array(steps) - 1).astype(np.float32)


@pytest.mark.parametrize(("points", "length"), [(1, 1000), (2, 60_001), (14, 731), (14, 7330)])
@pytest.mark.parametrize("decay", DECAYS)
def test_no_alarm_while_the_first_epoch_is_under_way(decay: str, points: int, length: int) -> None:
    steps = range(50, 50 * points + 1, 50)
    schedulers = DECAYS[decay]
    # The newest point may be there before the epoch that belongs to it.
    for known_until in {steps[-1], steps[-2] if points > 1 else steps[-1]}:
        found = diagnosis_of(schedulers, steps, rates_of(schedulers, steps, length), known_until)
        assert found.severity in ("ok", "notice", "unknown"), found.finding
        assert found.warnings == ()


@pytest.mark.parametrize("decay", ["cosine, converted", "step", "exponential"])
def test_a_warmup_that_is_stuck_is_told_within_the_first_epoch(decay: str) -> None:
    schedulers = f"{WARMUP.format(warmup=500)}, {DECAYS[decay]}"
    steps = range(50, 451, 50)
    found = diagnosis_of(schedulers, steps, np.full(len(steps), 0.001, np.float32), 450)
    assert found.finding.verdict in ("stuck_at_initial", "no_schedule")


def test_a_point_beyond_the_last_known_epoch_may_be_in_the_second_one() -> None:
    steps = range(50, 501, 50)
    rates = rates_of(DECAYS["step"], steps, 470)
    assert rates[-1] < rates[0]
    assert diagnosis_of(DECAYS["step"], steps, rates, 450).severity == "ok"


def test_nothing_is_foreseen_from_a_length_that_is_assumed() -> None:
    steps = range(50, 301, 50)
    found = diagnosis_of(DECAYS["step"], steps, rates_of(DECAYS["step"], steps, 1000), 300)
    assert found.finding.verdict == "flat_by_design"
    assert found.next_change is None
    assert "until" not in found.finding.headline


def test_a_rate_that_has_followed_says_what_it_does_not_know() -> None:
    schedulers = f"{WARMUP.format(warmup=100)}, {DECAYS['step']}"
    steps = range(50, 301, 50)
    found = diagnosis_of(schedulers, steps, rates_of(schedulers, steps, 1000), 300).finding
    assert found.verdict == "on_schedule"
    assert found.headline.startswith("On schedule so far: ")
    assert "nothing that is logged so far says how many steps an epoch has" in found.detail
    known = diagnosis_of(schedulers, range(50, 2001, 50), rates_of(schedulers, range(50, 2001, 50), 1000), 1950, 2)
    assert "so far" not in known.finding.headline


def test_no_place_is_told_from_a_length_that_is_assumed() -> None:
    wave = Held(CosineWave(0.1, 0.0, 30), 20, "epoch (at least)")
    reading = Reading("lightning_cli", "config.yaml", wave, total_steps=900, is_assumed=True)
    found = diagnose(series_of([9, 19], 0.1), [reading]).finding
    assert (found.verdict, found.headline) == ("flat_by_design", "Flat by design so far at 0.1")
    assert "rising again" not in found.detail


def test_what_has_moved_a_little_is_not_told_to_stand() -> None:
    reading = Reading("mmengine", "config.py", Cosine(0.02, 1000), is_assumed=True)
    steps = np.arange(10, 51, 10)
    found = diagnose(series_of(steps, Cosine(0.02, 1000)(steps)), [reading]).finding
    assert (found.verdict, found.headline) == ("flat_by_design", "Flat by design so far, less than 1 % of change")
    assert "When it will have moved by 1 % cannot be told yet" in found.detail
