"""Torch code that was written for a schedule, run by torch itself."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.frameworks.torch.writer import torch_code
from tb_lrplugin.schedules import Schedule

torch = pytest.importorskip(
    "torch", reason="torch is not installed; test_writing.py reads the same code back without it"
)

STEPS = 150
WARMED_UP = {
    "schedulers": [
        {"class_path": "LinearLR", "init_args": {"start_factor": 0.1, "total_iters": 10}},
        {"class_path": "CosineAnnealingLR", "init_args": {"T_max": 140, "eta_min": 0.001}},
    ],
    "milestones": [10],
}
CASES: list[tuple[str, dict[str, Any]]] = [
    ("StepLR", {"step_size": 30, "gamma": 0.5}),
    ("MultiStepLR", {"milestones": [30, 80], "gamma": 0.1}),
    ("ExponentialLR", {"gamma": 0.99}),
    ("CosineAnnealingLR", {"T_max": 100, "eta_min": 1e-5}),
    ("CosineAnnealingWarmRestarts", {"T_0": 10, "T_mult": 2}),
    ("PolynomialLR", {"total_iters": 90, "power": 2.0}),
    ("LinearLR", {"start_factor": 0.25, "end_factor": 1.0, "total_iters": 20}),
    ("CyclicLR", {"base_lr": 0.001, "max_lr": 0.1, "step_size_up": 7, "mode": "triangular2"}),
    ("SequentialLR", WARMED_UP),
]


def followed(code: str) -> np.ndarray:
    """Run the code, and note the optimizer's rate before each of its steps."""
    names: dict[str, Any] = {"model": torch.nn.Linear(1, 1)}
    exec(compile(code, "written", "exec"), names)
    rates = []
    with warnings.catch_warnings():
        # torch's own SequentialLR calls its schedulers in a way that torch has deprecated.
        warnings.simplefilter("ignore", UserWarning)
        for _ in range(STEPS):
            rates.append(names["optimizer"].param_groups[0]["lr"])
            names["optimizer"].step()
            names["scheduler"].step()
    return np.array(rates)


@pytest.mark.parametrize(("name", "arguments"), CASES)
def test_the_written_code_follows_the_schedule(name: str, arguments: dict[str, Any]) -> None:
    schedule = from_torch_scheduler(name, arguments, 0.2)
    assert isinstance(schedule, Schedule)
    code = torch_code(schedule, "sgd", STEPS)
    assert code is not None
    expected = schedule(np.arange(STEPS))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        np.testing.assert_allclose(followed(code), expected, rtol=1e-5, atol=1e-6 * expected.max())
