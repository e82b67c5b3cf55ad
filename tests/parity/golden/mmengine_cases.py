"""Chains of mmengine's schedulers whose rates are recorded, and how to run them; needs mmengine only there."""

from __future__ import annotations

from typing import Any

BASE = 0.02
EPOCH_LENGTH = 97
STEPS = 11_640

Chain = list[dict[str, Any]]

CASES: dict[str, Chain] = {
    "warm-up-multi-step": [
        {"type": "LinearLR", "start_factor": 0.001, "by_epoch": False, "begin": 0, "end": 500},
        {"type": "MultiStepLR", "begin": 0, "end": 120, "by_epoch": True, "milestones": [80, 110], "gamma": 0.1},
    ],
    "milestone-within-warm-up": [
        {"type": "LinearLR", "start_factor": 0.1, "by_epoch": False, "end": 500},
        {"type": "MultiStepLR", "by_epoch": True, "milestones": [0, 2, 2, 60], "gamma": 0.5},
    ],
    "cosine-epoch": [{"type": "CosineAnnealingLR", "T_max": 120, "eta_min": 1e-5, "by_epoch": True, "end": 120}],
    "cosine-after-warm-up": [
        {"type": "LinearLR", "start_factor": 0.01, "by_epoch": True, "end": 5, "convert_to_iter_based": True},
        {
            "type": "CosineAnnealingLR",
            "eta_min": 1e-4,
            "begin": 5,
            "end": 120,
            "T_max": 115,
            "by_epoch": True,
            "convert_to_iter_based": True,
        },
    ],
    "cosine-with-short-warm-up": [
        {"type": "LinearLR", "start_factor": 0.01, "by_epoch": False, "end": 90},
        {"type": "CosineAnnealingLR", "eta_min": 1e-4, "by_epoch": True, "begin": 0, "end": 120},
    ],
    "flat-then-cosine": [
        {"type": "LinearLR", "start_factor": 1e-5, "by_epoch": False, "end": 1000},
        {
            "type": "CosineAnnealingLR",
            "eta_min": 0.001,
            "begin": 60,
            "end": 120,
            "T_max": 60,
            "by_epoch": True,
            "convert_to_iter_based": True,
        },
    ],
    "cosine-beyond": [{"type": "CosineAnnealingLR", "T_max": 1000, "eta_min": 1e-3, "by_epoch": False}],
    "cosine-ratio": [{"type": "CosineAnnealingLR", "eta_min_ratio": 0.05, "by_epoch": False, "end": 9000}],
    "poly": [
        {"type": "LinearLR", "start_factor": 1e-6, "by_epoch": False, "end": 1500},
        {"type": "PolyLR", "power": 0.9, "eta_min": 1e-4, "begin": 1500, "end": 11_000, "by_epoch": False},
    ],
    "poly-epoch": [{"type": "PolyLR", "power": 2.0, "by_epoch": True, "end": 100}],
    "exponential-epoch": [{"type": "ExponentialLR", "gamma": 0.97, "by_epoch": True}],
    "exponential-ends": [{"type": "ExponentialLR", "gamma": 0.999, "by_epoch": False, "begin": 100, "end": 3000}],
    "cosine-restarts": [
        {
            "type": "CosineRestartLR",
            "periods": [30, 40, 60],
            "restart_weights": [1, 0.5, 0.25],
            "eta_min": 1e-4,
            "by_epoch": True,
            "convert_to_iter_based": True,
        },
    ],
    "cosine-restarts-after-warm-up": [
        {"type": "LinearLR", "start_factor": 0.01, "by_epoch": False, "end": 400},
        {
            "type": "CosineRestartLR",
            "periods": [5000, 7000],
            "restart_weights": [1, 1],
            "begin": 400,
            "eta_min_ratio": 0.01,
            "by_epoch": False,
        },
    ],
    "cosine-restarts-epoch": [
        {"type": "CosineRestartLR", "periods": [50, 70], "restart_weights": [1, 0.7], "eta_min": 0.0, "by_epoch": True},
    ],
    "step-epoch": [{"type": "StepLR", "step_size": 30, "gamma": 0.3, "by_epoch": True}],
    "step-warm-up": [
        {"type": "LinearLR", "start_factor": 0.1, "by_epoch": False, "end": 700},
        {"type": "StepLR", "step_size": 8, "gamma": 0.5, "by_epoch": True},
    ],
    "constant": [{"type": "ConstantLR", "factor": 0.1, "by_epoch": True, "end": 4}],
    "constant-multi-step": [
        {"type": "ConstantLR", "factor": 0.25, "by_epoch": False, "end": 333},
        {"type": "MultiStepLR", "by_epoch": False, "milestones": [3000, 7000], "gamma": 0.2, "end": 7000},
    ],
    "linear-down": [{"type": "LinearLR", "start_factor": 1.0, "end_factor": 0.01, "by_epoch": True, "end": 120}],
    "one-step-warm-up": [{"type": "LinearLR", "start_factor": 0.1, "by_epoch": True, "end": 1}],
    "one-cycle": [{"type": "OneCycleLR", "eta_max": 0.1, "total_steps": 11_640, "by_epoch": False}],
    "one-cycle-three": [
        {
            "type": "OneCycleLR",
            "eta_max": 0.1,
            "total_steps": 120,
            "three_phase": True,
            "anneal_strategy": "linear",
            "by_epoch": True,
            "end": 120,
            "convert_to_iter_based": True,
        }
    ],
    "three-stages": [
        {"type": "LinearLR", "start_factor": 0.001, "by_epoch": False, "end": 300},
        {"type": "LinearLR", "start_factor": 1.0, "end_factor": 0.2, "by_epoch": False, "begin": 300, "end": 5000},
        {"type": "CosineAnnealingLR", "eta_min": 1e-6, "by_epoch": False, "begin": 6000, "end": 11_000},
    ],
    "none": [],
}


def rates_of(chain: Chain) -> list[float]:
    """Run mmengine's own schedulers as its runner does and list the rate of every iteration."""
    import torch
    from mmengine.optim import OptimWrapper
    from mmengine.registry import PARAM_SCHEDULERS

    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=BASE)
    wrapper = OptimWrapper(optimizer)
    schedulers = []
    for config in chain:
        given = dict(config)
        if given.pop("convert_to_iter_based", False):
            scheduler_class = PARAM_SCHEDULERS.get(given.pop("type"))
            schedulers.append(
                scheduler_class.build_iter_from_epoch(optimizer=wrapper, epoch_length=EPOCH_LENGTH, **given)
            )
        else:
            schedulers.append(PARAM_SCHEDULERS.build(given, default_args={"optimizer": wrapper}))
    rates = []
    for iteration in range(1, STEPS + 1):
        rates.append(float(optimizer.param_groups[0]["lr"]))
        if iteration == STEPS:
            break
        optimizer.step()
        for scheduler in schedulers:
            if not scheduler.by_epoch or iteration % EPOCH_LENGTH == 0:
                scheduler.step()
    return rates
