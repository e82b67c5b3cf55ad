"""`optimizer_config(scheduler)` for every class of torch: the curve that comes back is the scheduler's own.

`make fixes` runs it, where torch and transformers are installed.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin import schedules, summary
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.live import asked_of

torch = pytest.importorskip("torch", reason="torch is not installed")
of_torch = torch.optim.lr_scheduler

ReadBack = Callable[[Path], dict[str, Reading]]
CALLS = 10_000
CLOSE = 1e-7

# torch warns of its own habits: of steps without gradients, of a scheduler made within another.
pytestmark = pytest.mark.filterwarnings("ignore")


def optimizer_of(*rates: float) -> Any:
    groups = [{"params": [torch.nn.Parameter(torch.ones(1))], "lr": rate} for rate in rates]
    return torch.optim.SGD(groups, lr=0.1, momentum=0.9)


class Warmed(of_torch.LRScheduler):  # type: ignore[misc]
    """A class of a script's own, with an argument that is named like one of torch's."""

    def __init__(self, optimizer: Any, T_max: int) -> None:  # noqa: N803
        self.T_max = T_max
        super().__init__(optimizer)

    def get_lr(self) -> list[float]:
        return [base * min(1.0, (self.last_epoch + 1) / self.T_max) for base in self.base_lrs]


class Counting:
    """A function that remembers, and asks for random numbers."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, step: int) -> float:
        self.calls += 1
        return 1 / (1 + step / 100) * (1 + 0 * float(torch.rand(1)))


SCHEDULERS: dict[str, Callable[[Any], Any]] = {
    "LambdaLR": lambda o: of_torch.LambdaLR(o, lambda step: 1 / (1 + step / 100)),
    "LambdaLR that remembers": lambda o: of_torch.LambdaLR(o, Counting()),
    "MultiplicativeLR": lambda o: of_torch.MultiplicativeLR(o, lambda step: 0.9999),
    "StepLR": lambda o: of_torch.StepLR(o, 300, 0.97),
    "MultiStepLR": lambda o: of_torch.MultiStepLR(o, [10, 2000, 2000, 7000], 0.3),
    "ConstantLR": lambda o: of_torch.ConstantLR(o, 0.25, 3000),
    "LinearLR": lambda o: of_torch.LinearLR(o, 0.001, 1.0, 5000),
    "ExponentialLR": lambda o: of_torch.ExponentialLR(o, 0.9995),
    "PolynomialLR": lambda o: of_torch.PolynomialLR(o, 9000, 0.9),
    "CosineAnnealingLR": lambda o: of_torch.CosineAnnealingLR(o, 10_000, 1e-5),
    "CosineAnnealingLR again and again": lambda o: of_torch.CosineAnnealingLR(o, 777, 1e-3),
    "CosineAnnealingWarmRestarts": lambda o: of_torch.CosineAnnealingWarmRestarts(o, 100, 2, 1e-4),
    "OneCycleLR": lambda o: of_torch.OneCycleLR(o, 0.5, CALLS + 1),
    "OneCycleLR in three phases": lambda o: of_torch.OneCycleLR(
        o, 0.5, CALLS + 1, three_phase=True, anneal_strategy="linear", pct_start=0.37
    ),
    "CyclicLR": lambda o: of_torch.CyclicLR(o, 0.01, 0.1, 333, mode="exp_range", gamma=0.9997),
    "CyclicLR of a function": lambda o: of_torch.CyclicLR(o, 0.01, 0.1, 333, scale_fn=lambda x: 0.5**x),
    "SequentialLR": lambda o: of_torch.SequentialLR(
        o, [of_torch.LinearLR(o, 0.01, total_iters=500), of_torch.CosineAnnealingLR(o, 9500)], [500]
    ),
    "SequentialLR of a function": lambda o: of_torch.SequentialLR(
        o, [of_torch.LambdaLR(o, lambda step: (step + 1) / 501), of_torch.CosineAnnealingLR(o, 9500)], [500]
    ),
    "ChainedScheduler": lambda o: of_torch.ChainedScheduler(
        [of_torch.ConstantLR(o, 0.1, 100), of_torch.ExponentialLR(o, 0.9999)]
    ),
    "ChainedScheduler without a formula": lambda o: of_torch.ChainedScheduler(
        [of_torch.LinearLR(o, 0.1, total_iters=100), of_torch.CosineAnnealingLR(o, 9999, 1e-4)]
    ),
    "Warmed": lambda o: Warmed(o, 1_000),
}


def all_there_is(optimizer: Any, scheduler: Any) -> tuple[Any, ...]:
    """Everything that reading a scheduler could change."""
    groups = [{key: value for key, value in group.items() if key != "params"} for group in optimizer.param_groups]
    functions = [vars(one) for one in getattr(scheduler, "lr_lambdas", []) if hasattr(one, "__dict__")]
    hooks = (len(optimizer._optimizer_step_pre_hooks), len(optimizer._optimizer_step_post_hooks))
    return (repr(groups), repr(scheduler.state_dict()), repr(functions), hooks, optimizer.step, sorted(vars(optimizer)))


def rates_of(optimizer: Any, scheduler: Any) -> np.ndarray:
    found = [[group["lr"] for group in optimizer.param_groups]]
    for _ in range(CALLS):
        scheduler.step()
        found.append([group["lr"] for group in optimizer.param_groups])
    return np.array(found)


@pytest.mark.parametrize("name", SCHEDULERS)
def test_the_curve_comes_back(name: str, tmp_path: Path, read_back: ReadBack) -> None:
    optimizer = optimizer_of(0.1, 0.03)
    scheduler = SCHEDULERS[name](optimizer)
    before, random_numbers = all_there_is(optimizer, scheduler), torch.get_rng_state()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert summary.optimizer_config(scheduler, writer=tmp_path, total_steps=CALLS)
    assert all_there_is(optimizer, scheduler) == before
    assert torch.equal(torch.get_rng_state(), random_numbers)
    curves = [reading.schedule(np.arange(CALLS + 1)) for reading in read_back(tmp_path).values() if reading.schedule]
    rates = rates_of(optimizer, scheduler)
    for group in range(2):
        assert min(np.abs(curve - rates[:, group]).max() for curve in curves) <= CLOSE


def test_every_class_of_torch_is_among_them() -> None:
    classes = {
        name for name, kind in vars(of_torch).items() if isinstance(kind, type) and "LRScheduler" in str(kind.__mro__)
    }
    public = {name for name in classes if name in of_torch.__all__} - {"LRScheduler"}
    assert public - {"ReduceLROnPlateau"} <= {name.split()[0] for name in SCHEDULERS}


def test_rates_that_are_tensors() -> None:
    optimizer = torch.optim.Adam([torch.nn.Parameter(torch.ones(1))], lr=torch.tensor(0.1))
    scheduler = of_torch.MultiplicativeLR(optimizer, lambda step: 0.5)
    [asked] = asked_of(scheduler, total_steps=4)
    assert [asked.schedule.value_at(step) for step in (0, 1, 2)] == pytest.approx([0.1, 0.05, 0.025])
    assert float(optimizer.param_groups[0]["lr"]) == pytest.approx(0.1)
    [asked] = asked_of(of_torch.StepLR(torch.optim.Adam([torch.ones(1)], lr=torch.tensor(0.1)), 3))
    assert asked.schedule.value_at(3) == pytest.approx(0.01)


class TestTransformers:
    @pytest.mark.parametrize(
        ("name", "options"),
        [
            ("linear", {}),
            ("cosine", {}),
            ("cosine_with_restarts", {"num_cycles": 3}),
            ("polynomial", {"power": 2.0, "lr_end": 1e-4}),
            ("constant", {}),
            ("constant_with_warmup", {}),
            ("inverse_sqrt", {}),
            ("cosine_with_min_lr", {"min_lr": 1e-3}),
            ("warmup_stable_decay", {"num_decay_steps": 2000, "num_stable_steps": 7000}),
        ],
    )
    def test_get_scheduler(self, name: str, options: dict[str, Any]) -> None:
        transformers = pytest.importorskip("transformers", reason="transformers is not installed")
        optimizer = optimizer_of(0.1)
        scheduler = transformers.get_scheduler(name, optimizer, 500, CALLS, scheduler_specific_kwargs=options)
        [asked] = asked_of(scheduler)
        assert not isinstance(asked.schedule, schedules.Sampled), "its formula is known"
        rates = rates_of(optimizer, scheduler)[:, 0]
        assert np.abs(asked.schedule(np.arange(CALLS + 1)) - rates).max() <= CLOSE


def test_within_accelerate() -> None:
    accelerate = pytest.importorskip("accelerate", reason="accelerate is not installed")
    model = torch.nn.Linear(1, 1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.1)
    scheduler = of_torch.StepLR(optimizer, 3)
    _, prepared = accelerate.Accelerator(cpu=True).prepare(optimizer, scheduler)
    [asked] = asked_of(prepared)
    assert (asked.optimizer, asked.schedule.value_at(3)) == ("AdamW", pytest.approx(0.01))


def test_optax() -> None:
    optax = pytest.importorskip("optax", reason="optax is not installed")
    schedule = optax.warmup_cosine_decay_schedule(0.0, 0.1, 50, 1_000, 1e-4)
    [asked] = asked_of(schedule, total_steps=1_000)
    for step in (0, 10, 50, 51, 500, 999, 1_000):
        assert asked.schedule.value_at(step) == pytest.approx(float(schedule(step)), rel=1e-5, abs=1e-8)
