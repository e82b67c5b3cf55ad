"""The torch schedulers whose rates are recorded, and how to run them; needs torch only where it is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STEPS = 12_000
BASE = 0.1

Node = tuple[str, dict[str, Any]]


def nested(*nodes: Node) -> list[dict[str, Any]]:
    return [{"class_path": f"torch.optim.lr_scheduler.{name}", "init_args": arguments} for name, arguments in nodes]


CASES: dict[str, Node] = {
    "step": ("StepLR", {"step_size": 30, "gamma": 0.97}),
    "step-zero": ("StepLR", {"step_size": 1000, "gamma": 0.0}),
    "multi-step": ("MultiStepLR", {"milestones": [2000, 7, 9000, 9000], "gamma": 0.3}),
    "multi-step-zero": ("MultiStepLR", {"milestones": [0, 5000], "gamma": 0.5}),
    "exponential": ("ExponentialLR", {"gamma": 0.9995}),
    "cosine": ("CosineAnnealingLR", {"T_max": 12_000, "eta_min": 1e-5}),
    "cosine-periodic": ("CosineAnnealingLR", {"T_max": 777, "eta_min": 1e-3}),
    "cosine-to-zero": ("CosineAnnealingLR", {"T_max": 4000}),
    "restarts": ("CosineAnnealingWarmRestarts", {"T_0": 500, "eta_min": 1e-4}),
    "restarts-longer": ("CosineAnnealingWarmRestarts", {"T_0": 100, "T_mult": 2}),
    "restarts-threefold": ("CosineAnnealingWarmRestarts", {"T_0": 7, "T_mult": 3, "eta_min": 0.01}),
    "one-cycle": ("OneCycleLR", {"max_lr": 0.5, "total_steps": 12_000}),
    "one-cycle-fraction": (
        "OneCycleLR",
        {"max_lr": 0.5, "total_steps": 11_999, "pct_start": 0.123, "div_factor": 10.0},
    ),
    "one-cycle-three": ("OneCycleLR", {"max_lr": 0.5, "total_steps": 11_987, "pct_start": 0.37, "three_phase": True}),
    "one-cycle-linear": (
        "OneCycleLR",
        {"max_lr": 0.5, "total_steps": 11_999, "pct_start": 0.2345, "anneal_strategy": "linear"},
    ),
    "one-cycle-three-linear": (
        "OneCycleLR",
        {
            "max_lr": [0.5],
            "epochs": 12,
            "steps_per_epoch": 997,
            "pct_start": 0.41,
            "anneal_strategy": "linear",
            "three_phase": True,
            "final_div_factor": 100.0,
        },
    ),
    "one-cycle-no-rise": ("OneCycleLR", {"max_lr": 0.5, "total_steps": 11_000, "pct_start": 0.0}),
    "linear": ("LinearLR", {"start_factor": 0.001, "total_iters": 5000}),
    "linear-down": ("LinearLR", {"start_factor": 1.0, "end_factor": 0.01, "total_iters": 11_000}),
    "linear-none": ("LinearLR", {"total_iters": 0}),
    "constant": ("ConstantLR", {"factor": 0.25, "total_iters": 3000}),
    "constant-none": ("ConstantLR", {"total_iters": 0}),
    "polynomial": ("PolynomialLR", {"total_iters": 10_000, "power": 0.9}),
    "polynomial-square": ("PolynomialLR", {"total_iters": 3000, "power": 2.0}),
    "polynomial-none": ("PolynomialLR", {"total_iters": 0}),
    "cyclic": ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 200}),
    "cyclic-uneven": ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 30, "step_size_down": 70}),
    "cyclic-halving": ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 300, "mode": "triangular2"}),
    "cyclic-range": (
        "CyclicLR",
        {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 333, "mode": "exp_range", "gamma": 0.9997},
    ),
    "sequential-cosine": (
        "SequentialLR",
        {
            "schedulers": nested(
                ("LinearLR", {"start_factor": 0.01, "total_iters": 500}),
                ("CosineAnnealingLR", {"T_max": 11_500, "eta_min": 1e-4}),
            ),
            "milestones": [500],
        },
    ),
    "sequential-three": (
        "SequentialLR",
        {
            "schedulers": nested(
                ("ConstantLR", {"factor": 0.1, "total_iters": 400}),
                ("ExponentialLR", {"gamma": 0.999}),
                ("MultiStepLR", {"milestones": [100, 2000]}),
            ),
            "milestones": [400, 3000],
        },
    ),
    "sequential-early": (
        "SequentialLR",
        {
            "schedulers": nested(
                ("LinearLR", {"start_factor": 0.01, "total_iters": 5000}),
                ("PolynomialLR", {"total_iters": 9000, "power": 2.0}),
                ("CosineAnnealingWarmRestarts", {"T_0": 100}),
            ),
            "milestones": [1000, 8000],
        },
    ),
    "chained": (
        "ChainedScheduler",
        {
            "schedulers": nested(
                ("ConstantLR", {"factor": 0.1, "total_iters": 300}),
                ("ExponentialLR", {"gamma": 0.9997}),
                ("MultiStepLR", {"milestones": [5000, 300]}),
            )
        },
    ),
    "chained-warm-up": (
        "ChainedScheduler",
        {
            "schedulers": nested(
                ("LinearLR", {"start_factor": 0.001, "total_iters": 1000}),
                ("MultiStepLR", {"milestones": [700, 9000]}),
            )
        },
    ),
}


def rates_of(name: str, arguments: Mapping[str, Any], steps: int = STEPS) -> list[float]:
    """Run torch's own scheduler and list the rate before each of the steps, as far as it goes."""
    import torch

    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=BASE, momentum=0.9)
    scheduler = _make(optimizer, name, arguments)
    rates = []
    for _ in range(steps):
        rates.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        try:
            scheduler.step()
        except ValueError:  # OneCycleLR refuses to go past its end.
            break
    if name == "OneCycleLR":
        # One step past its end, just before it refuses, it overshoots; no update uses that rate.
        return rates[: scheduler.total_steps]
    return rates


def _make(optimizer: Any, name: str, arguments: Mapping[str, Any]) -> Any:
    from torch.optim import lr_scheduler

    given = dict(arguments)
    inner = given.pop("schedulers", None)
    if inner is None:
        return getattr(lr_scheduler, name)(optimizer, **given)
    schedulers = [_make(optimizer, node["class_path"].rpartition(".")[2], node["init_args"]) for node in inner]
    if name == "ChainedScheduler":
        return lr_scheduler.ChainedScheduler(schedulers)
    return lr_scheduler.SequentialLR(optimizer, schedulers, **given)
