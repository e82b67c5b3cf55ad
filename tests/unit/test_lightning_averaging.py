"""StochasticWeightAveraging ends the scheduler's claim at its epoch; up to there the run is judged as any other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tb_lrplugin.data.files import Directory
from tb_lrplugin.data.run_evidence import LastPoint, RunEvidence
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks.readers import Traces
from tb_lrplugin.frameworks.torch import LIGHTNING_CLI
from tb_lrplugin.frameworks.torch.callbacks import swa_epoch
from tests.support.made_series import series_of

CONFIG = """\
# lightning.pytorch==2.6.6
trainer:
  max_epochs: 10
  max_steps: -1
  callbacks:
  - class_path: lightning.pytorch.callbacks.StochasticWeightAveraging
    init_args:
      swa_epoch_start: {start}
      swa_lrs: 0.05
optimizer:
  class_path: torch.optim.SGD
  init_args:
    lr: 0.1
lr_scheduler:
  class_path: torch.optim.lr_scheduler.ExponentialLR
  init_args:
    gamma: 0.9
"""


def diagnosed(tmp_path: Path, start: float, length: int, pace: float = 1.0) -> Diagnosis:
    """Diagnose 10 epochs, of which SWA sets the rate from epoch `start` - 1 on; its epochs are `length` steps long."""
    (tmp_path / "config.yaml").write_text(CONFIG.format(start=start))
    begin = max((int(10 * start) if isinstance(start, float) else start) - 1, 0)
    steps = np.arange(0, 10 * length, max(length // 4, 1))
    epochs = steps // length
    rates = np.where(epochs < begin, 0.1 * 0.9 ** (epochs * pace), 0.05)
    # The last step of each epoch is logged as well.
    last = LastPoint(10 * length - 1, 9.0)
    series = series_of(steps, rates, "version_0", "lr-SGD")
    evidence = RunEvidence("version_0", last_points={"epoch": last})
    return diagnose(series, LIGHTNING_CLI.read(Traces(Directory(str(tmp_path), "."), evidence)))


@pytest.mark.parametrize("length", [10, 97, 400])
@pytest.mark.parametrize("start", [3, 6, 0.5, 0.8])
def test_what_comes_before_the_average_is_on_schedule(tmp_path: Path, start: float, length: int) -> None:
    found = diagnosed(tmp_path, start, length)
    assert found.finding.verdict == "on_schedule"
    assert "StochasticWeightAveraging sets the rate" in found.finding.detail
    assert found.expected is not None and np.isnan(found.expected[-1])


def test_a_fault_before_the_average_is_told(tmp_path: Path) -> None:
    found = diagnosed(tmp_path, 8, 40, pace=2.0)
    assert (found.severity, found.evidence.onset_step) == ("warning", 40)


def test_from_the_begin_nothing_is_the_schedulers(tmp_path: Path) -> None:
    assert diagnosed(tmp_path, 1, 40).finding.verdict == "no_schedule"


@pytest.mark.parametrize(
    ("trainer", "epoch"),
    [
        (None, None),
        ({"callbacks": None}, None),
        ({"callbacks": [{"class_path": "a.EarlyStopping"}]}, None),
        ({"callbacks": {"class_path": "a.StochasticWeightAveraging", "init_args": {"swa_epoch_start": 4}}}, 3),
        # The default is 0.8 of the epochs.
        ({"callbacks": [{"class_path": "a.StochasticWeightAveraging"}], "max_epochs": 20}, 15),
        ({"callbacks": [{"class_path": "a.StochasticWeightAveraging"}]}, 0),
    ],
)
def test_the_epoch_at_which_it_begins(trainer: object, epoch: int | None) -> None:
    assert swa_epoch(trainer) == epoch
