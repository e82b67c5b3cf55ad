"""Whether a checkpoint is of a run, by the rates that were logged where its counters stand."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.diagnosis.comparing.testimony import is_of
from tb_lrplugin.frameworks.witness import Witness
from tb_lrplugin.schedules import Cosine
from tests.support.made_series import series_of

STEPS = np.arange(0, 1000, 10)
RATES = Cosine(0.1, 1000)(STEPS)


def seen_at(step: int) -> Witness:
    return Witness("last.ckpt", step=step, scheduler_rates=(Cosine(0.1, 1000).value_at(step),))


@pytest.mark.parametrize("step", [300, 500, 990])
@pytest.mark.parametrize("invalid", [0, 7, 20])
def test_invalid_rates_before_it_move_no_point(step: int, invalid: int) -> None:
    rates = RATES.copy()
    rates[5 : 5 + invalid] = np.nan
    assert is_of(series_of(STEPS, rates), seen_at(step))


def test_a_checkpoint_whose_rate_was_logged_elsewhere_is_of_another_run() -> None:
    rates = RATES.copy()
    rates[5:25] = np.nan
    assert not is_of(series_of(STEPS, rates), Witness("last.ckpt", step=300, scheduler_rates=(0.0345,)))
