"""Habits of loops in torch: what is stepped first, made anew, set by hand or looked for; needs torch to be run."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.training.watched.cases import Loop, Tell
from tests.training.watched.torch_loops import (
    PER_EPOCH,
    UPDATES,
    Training,
    by_epoch,
    cosine_of,
    drop_after,
    once,
    scheduler_of,
    stepping,
    with_each,
)

Run = Callable[[Tell, Path], None]


def stepping_first(made: Any, per: int = 1, optimizer: str = "AdamW") -> Run:
    """Make a loop that steps its scheduler before the first of so many updates."""

    def run(tell: Tell, _directory: Path) -> None:
        training = Training(tell, made, optimizer)
        with training.watch:
            for update in range(UPDATES):
                if update % per == 0:
                    training.scheduler.step()
                training.update()
                training.watch.step()

    return run


def stepping_from(first: int, per: int, made: Any) -> Run:
    """Make a loop that holds the first rate for so many updates, and then steps once in so many."""

    def run(tell: Tell, _directory: Path) -> None:
        training = Training(tell, made)
        with training.watch:
            for update in range(UPDATES):
                training.update()
                training.watch.step()
                if update >= first and update % per == per - 1:
                    training.scheduler.step()

    return run


def from_zero(optimizer: Any) -> Any:
    import torch

    return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(step / 20, 1.0))


def wrapped(optimizer: Any) -> Any:
    """A warm-up of a script's own, which its README says to step first."""
    import torch

    class GradualWarmup(torch.optim.lr_scheduler.LRScheduler):
        def get_lr(self) -> list[float]:
            return [base * min(self.last_epoch / 5, 1.0) for base in self.base_lrs]

    return GradualWarmup(optimizer)


def counting_from_zero(optimizer: Any) -> Any:
    import torch

    falling = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: step / 20 if step < 20 else 1 - step / UPDATES)
    return falling


def cut_off(optimizer: Any) -> Any:
    import torch

    of_torch = torch.optim.lr_scheduler
    parts = [of_torch.LinearLR(optimizer, 0.01, total_iters=20), of_torch.CosineAnnealingLR(optimizer, UPDATES - 10)]
    return of_torch.SequentialLR(optimizer, parts, [10])


def restarting(steps: int) -> Callable[[Any], Any]:
    def make(optimizer: Any) -> Any:
        import torch

        return torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, steps)

    return make


def set_a_cosine(training: Training, update: int) -> None:
    for group in training.optimizer.param_groups:
        group["lr"] = 0.05 * (1 + math.cos(math.pi * update / UPDATES))


def dampened(tell: Tell, _directory: Path) -> None:
    """Multiply what the scheduler set, as the library pytorch_warmup does: a factor that never quite is 1."""
    training = Training(tell, "CosineAnnealingLR")
    with training.watch:
        undampened = [0.1]
        for update in range(UPDATES):
            factor = 1 - math.exp(-(update + 1) / 20)
            training.optimizer.param_groups[0]["lr"] = undampened[0] * factor
            training.update()
            training.optimizer.param_groups[0]["lr"] = undampened[0]
            training.scheduler.step()
            undampened = [group["lr"] for group in training.optimizer.param_groups]
            training.watch.step()


def replaced(makes_scheduler: bool) -> Run:
    """Make a loop that makes its optimizer anew in the middle, and goes on with the watch that it has."""

    def run(tell: Tell, _directory: Path) -> None:
        training = Training(tell, "CosineAnnealingLR")
        with training.watch:
            for update in range(UPDATES):
                if update == UPDATES // 2:
                    training.optimizer = type(training.optimizer)([training.weight], lr=0.1)
                    if makes_scheduler:
                        training.scheduler = scheduler_of("CosineAnnealingLR", training.optimizer)
                training.update()
                training.scheduler.step()
                training.watch.step()

    return run


def of_two(same_class: bool) -> Run:
    """Make a loop of a generator and a discriminator, each with optimizer, scheduler and watch, in turns of three."""

    def run(tell: Tell, _directory: Path) -> None:
        generator = Training(tell, cosine_of(20), total_steps=20)
        discriminator = Training(tell, cosine_of(80), "AdamW" if same_class else "SGD", total_steps=80)
        with generator.watch, discriminator.watch:
            for update in range(UPDATES):
                training = generator if update % 5 == 4 else discriminator
                training.update()
                training.scheduler.step()
                # Both watches may be stepped in every round.
                generator.watch.step()
                discriminator.watch.step()

    return run


def with_a_last_phase(tell: Tell, _directory: Path) -> None:
    """Train on with L-BFGS when the rest is done, the watch stepped on."""
    import torch

    training = Training(tell, "CosineAnnealingLR")
    last = torch.optim.LBFGS([training.weight], max_iter=2)

    def loss() -> Any:
        last.zero_grad()
        value = (training.weight**2).sum()
        value.backward()
        return value

    with training.watch:
        for update in range(UPDATES + 20):
            if update < UPDATES:
                training.update()
                training.scheduler.step()
            else:
                last.step(loss)
            training.watch.step()


def with_a_rate_looked_for(tell: Tell, _directory: Path) -> None:
    """Sweep the rate with the same optimizer first, put all states back, and train."""
    import torch

    training = Training(tell, "CosineAnnealingLR")
    states = copy.deepcopy(training.optimizer.state_dict()), training.weight.detach().clone()
    sweep = torch.optim.lr_scheduler.LambdaLR(training.optimizer, lambda step: 1e-5 * 1.5**step)
    for _ in range(30):
        training.update()
        sweep.step()
    training.optimizer.load_state_dict(states[0])
    with torch.no_grad():
        training.weight.copy_(states[1])
    with training.watch:
        for _ in range(UPDATES):
            training.update()
            training.scheduler.step()
            training.watch.step()


def in_layers(optimizer: Any) -> Any:
    """Make each layer's rate a share of the one above it, and more layers join before the scheduler is made."""
    import torch

    for layer in range(1, 4):
        optimizer.add_param_group({"params": [torch.nn.Parameter(torch.ones(1))], "lr": 0.1 * 0.7**layer})
    return scheduler_of("CosineAnnealingLR", optimizer)


def with_a_scaler(tell: Tell, _directory: Path) -> None:
    """Mixed precision with torch's own scaler, which begins too high."""
    import torch

    training = Training(tell, "CosineAnnealingLR")
    scaler = torch.amp.GradScaler("cpu", init_scale=2.0**127, growth_interval=10)
    with training.watch:
        for _ in range(UPDATES):
            training.optimizer.zero_grad()
            scaler.scale((training.weight**2).sum() * 1e3).backward()
            before = scaler.get_scale()
            scaler.step(training.optimizer)
            scaler.update()
            if scaler.get_scale() >= before:
                training.scheduler.step()
            training.watch.step()


def resumed_after_an_epoch(fast_forward: bool) -> Run:
    """Make a loop that goes on after its first epoch, the scheduler's state loaded or stepped to, and no other."""

    def run(tell: Tell, _directory: Path) -> None:
        first = scheduler_of("ExponentialLR", Training(tell, "ExponentialLR", "SGD").optimizer)
        first.optimizer.step()
        first.step()
        training = Training(tell, "ExponentialLR", "SGD")
        if fast_forward:
            training.scheduler.step()
        else:
            training.scheduler.load_state_dict(first.state_dict())
        with training.watch:
            for epoch in range(1, UPDATES // PER_EPOCH):
                for _ in range(PER_EPOCH):
                    training.update()
                    training.watch.step(epoch)
                training.scheduler.step()

    return run


def resumed_at(rate: float | None) -> Run:
    """Make a loop that is resumed with all states, and was given another rate for the optimizer."""

    def run(tell: Tell, _directory: Path) -> None:
        import torch

        from tb_lrplugin.torch import LearningRateWatch

        first = Training(tell, "CosineAnnealingLR")
        for _ in range(40):
            first.update()
            first.scheduler.step()
        weight = torch.nn.Parameter(torch.ones(1))
        optimizer = torch.optim.AdamW([weight], **({} if rate is None else {"lr": rate}))
        scheduler = scheduler_of("CosineAnnealingLR", optimizer)
        with LearningRateWatch(optimizer, scheduler, total_steps=UPDATES, on_fault=tell) as watch:
            optimizer.load_state_dict(copy.deepcopy(first.optimizer.state_dict()))
            scheduler.load_state_dict(first.scheduler.state_dict())
            for _ in range(40, UPDATES):
                (weight**2).sum().backward()
                optimizer.step()
                scheduler.step()
                watch.step()

    return run


def _faulty() -> Iterator[Loop]:
    early = "stepped_before_update"
    yield Loop("steps the scheduler before the optimizer", early, 2, stepping_first("CosineAnnealingLR"))
    yield Loop("steps the scheduler at the begin of each epoch", early, 2, stepping_first(drop_after(3), PER_EPOCH))
    yield Loop("steps a warm-up that begins at a tenth first", early, 2, stepping_first("LinearLR"))
    yield Loop("sets a cosine of its own beside StepLR", "overwritten", 31, with_each(set_a_cosine, "StepLR"))
    yield Loop("decays from the begin of the run on", "break_after_warmup", 4, stepping(counting_from_zero, once))
    yield Loop("cuts its warm-up off in the middle", "break_after_warmup", 4, stepping(cut_off, once))
    yield Loop("restarts with the last update", "ends_in_new_cycle", 4, stepping(restarting(UPDATES - 1), once))
    yield Loop("restarts with the last epoch", "ends_in_new_cycle", 21, by_epoch(restarting(9)))
    yield Loop("resumes with another rate, and loads the old one", "rate_of_checkpoint", 1, resumed_at(0.01))
    yield Loop("makes the optimizer anew in the middle", "optimizer_replaced", 53, replaced(False))
    yield Loop("makes optimizer and scheduler anew in the middle", "optimizer_replaced", 53, replaced(True))


def _healthy() -> Iterator[Loop]:
    yield Loop("passes over a first rate of 0", "", 0, stepping_first(from_zero))
    yield Loop("steps a warm-up wrapper first, per epoch", "", 0, stepping_first(wrapped, PER_EPOCH))
    yield Loop("holds the first rate for two epochs", "", 0, stepping_from(20, PER_EPOCH, drop_after(3)))
    yield Loop("steps a StepLR every five updates", "", 0, stepping_from(0, 5, drop_after(8)))
    yield Loop("warms up with a factor that never quite is 1", "", 0, dampened)
    yield Loop("trains two networks with optimizers of one class", "", 0, of_two(True))
    yield Loop("trains two networks with optimizers of two classes", "", 0, of_two(False))
    yield Loop("ends with L-BFGS", "", 0, with_a_last_phase)
    yield Loop("looks for a rate first", "", 0, with_a_rate_looked_for)
    yield Loop("gives each layer a rate of its own", "", 0, stepping(in_layers, once))
    yield Loop("scales losses with torch's GradScaler", "", 0, with_a_scaler)
    yield Loop("resumes after an epoch with the scheduler's state alone", "", 0, resumed_after_an_epoch(False))
    yield Loop("resumes after an epoch by stepping there", "", 0, resumed_after_an_epoch(True))
    yield Loop("is cut off in a cycle of several", "", 0, stepping(restarting(30), once))
    yield Loop("resumes with a rate that is given by the checkpoint alone", "", 0, resumed_at(None))
    yield Loop("steps ExponentialLR per epoch", "", 0, by_epoch("ExponentialLR"))


LOOPS = [*_faulty(), *_healthy()]
