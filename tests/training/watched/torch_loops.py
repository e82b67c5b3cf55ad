"""Loops of one's own in torch; needs torch where they are run."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.training.watched.cases import Loop, Tell

UPDATES, PER_EPOCH = 100, 10


class Training:
    """A model of one weight, its optimizer, scheduler and watch."""

    def __init__(self, tell: Tell, made: str | Callable[[Any], Any], optimizer: str = "AdamW", **options: Any) -> None:
        import torch

        from tb_lrplugin.torch import LearningRateWatch

        self.weight = torch.nn.Parameter(torch.ones(1))
        rest = {"momentum": 0.9} if optimizer == "SGD with momentum" else {}
        self.optimizer = getattr(torch.optim, optimizer.split()[0])([self.weight], lr=0.1, **rest)
        if callable(made):
            self.scheduler = made(self.optimizer)
        else:
            self.scheduler = scheduler_of(made, self.optimizer)
        options.setdefault("total_steps", UPDATES)
        self.watch = LearningRateWatch(self.optimizer, self.scheduler, on_fault=tell, **options)

    def update(self) -> None:
        self.optimizer.zero_grad()
        (self.weight**2).sum().backward()
        self.optimizer.step()


def scheduler_of(name: str, optimizer: Any) -> Any:
    import torch

    of_torch = torch.optim.lr_scheduler
    arguments: dict[str, dict[str, Any]] = {
        "CosineAnnealingLR": {"T_max": UPDATES},
        "StepLR": {"step_size": 30},
        "ExponentialLR": {"gamma": 0.99},
        "MultiStepLR": {"milestones": [50, 80]},
        "PolynomialLR": {"total_iters": UPDATES},
        "LambdaLR": {"lr_lambda": lambda step: 1 - step / (UPDATES + 1)},
        "MultiplicativeLR": {"lr_lambda": lambda step: 0.99},
        "LinearLR": {"start_factor": 0.1, "total_iters": 20},
        "ConstantLR": {"factor": 0.5, "total_iters": 20},
        "OneCycleLR": {"max_lr": 0.1, "total_steps": UPDATES + 1},
        "CyclicLR": {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 10},
        "CosineAnnealingWarmRestarts": {"T_0": 20},
        "ReduceLROnPlateau": {"patience": 1},
    }
    return getattr(of_torch, name)(optimizer, **arguments[name])


def warmed_cosine(optimizer: Any) -> Any:
    import torch

    of_torch = torch.optim.lr_scheduler
    parts = [of_torch.LinearLR(optimizer, 0.1, total_iters=10), of_torch.CosineAnnealingLR(optimizer, UPDATES - 10)]
    return of_torch.SequentialLR(optimizer, parts, [10])


def stepping(made: Any, calls: Callable[[int], int], **options: Any) -> Callable[[Tell, Path], None]:
    """Make a loop that steps its scheduler so often after each update."""

    def run(tell: Tell, _directory: Path) -> None:
        training = Training(tell, made, **options)
        with training.watch:
            for update in range(UPDATES):
                training.update()
                for _ in range(calls(update)):
                    training.scheduler.step()
                training.watch.step()

    return run


def with_each(change: Callable[[Training, int], None], made: Any = "CosineAnnealingLR") -> Callable[[Tell, Path], None]:
    """Make a loop that does something before each update."""

    def run(tell: Tell, _directory: Path) -> None:
        training = Training(tell, made)
        with training.watch:
            for update in range(UPDATES):
                change(training, update)
                training.update()
                training.scheduler.step()
                training.watch.step()

    return run


def overwrite(training: Training, _update: int) -> None:
    for group in training.optimizer.param_groups:
        group["lr"] = 3e-4


def warm_up_by_hand(training: Training, update: int) -> None:
    if update < PER_EPOCH:
        for group in training.optimizer.param_groups:
            group["lr"] = 0.1 * (update + 1) / PER_EPOCH


def to_no_number(training: Training, update: int) -> None:
    if update == 20:
        training.optimizer.param_groups[0]["lr"] = float("nan")


def of_another_optimizer(tell: Tell, _directory: Path) -> None:
    import torch

    other = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
    training = Training(tell, lambda optimizer: scheduler_of("CosineAnnealingLR", other))
    for _ in range(UPDATES):
        training.update()
        training.scheduler.step()
        training.watch.step()


def resumed(with_scheduler: bool, optimizer: str) -> Callable[[Tell, Path], None]:
    def run(tell: Tell, directory: Path) -> None:
        import torch

        first = Training(lambda fault: None, "CosineAnnealingLR", optimizer)
        for _ in range(40):
            first.update()
            first.scheduler.step()
        state = {"optimizer": first.optimizer.state_dict(), "scheduler": first.scheduler.state_dict()}
        torch.save(state, directory / "checkpoint.pt")
        training = Training(tell, "CosineAnnealingLR", optimizer)
        state = torch.load(directory / "checkpoint.pt")
        training.optimizer.load_state_dict(state["optimizer"])
        if with_scheduler:
            training.scheduler.load_state_dict(state["scheduler"])
        with training.watch:
            for _ in range(40, UPDATES):
                training.update()
                training.scheduler.step()
                training.watch.step()

    return run


def by_epoch(made: Any, is_stepped: bool = True, tells_epoch: bool = False) -> Callable[[Tell, Path], None]:
    def run(tell: Tell, _directory: Path) -> None:
        training = Training(tell, made)
        with training.watch:
            for epoch in range(UPDATES // PER_EPOCH):
                for _ in range(PER_EPOCH):
                    training.update()
                    training.watch.step(epoch if tells_epoch else None)
                if is_stepped:
                    arguments = [1.0] if made == "ReduceLROnPlateau" else []
                    training.scheduler.step(*arguments)

    return run


def for_each_batch(accumulation: int, steps_per_batch: bool, watches_batches: bool) -> Callable[[Tell, Path], None]:
    def run(tell: Tell, _directory: Path) -> None:
        training = Training(tell, "CosineAnnealingLR")
        with training.watch:
            for batch in range(UPDATES * accumulation):
                is_update = batch % accumulation == accumulation - 1
                if is_update:
                    training.update()
                if is_update or steps_per_batch:
                    training.scheduler.step()
                if is_update or watches_batches:
                    training.watch.step()

    return run


def scaled(waits: bool) -> Callable[[Tell, Path], None]:
    """Mixed precision: a scaler finds infinite gradients, and skips the optimizer's step."""

    def run(tell: Tell, _directory: Path) -> None:
        training = Training(tell, "CosineAnnealingLR")
        overflows = {0, 1, 2, 17, 50, 51}
        with training.watch:
            for update in range(UPDATES):
                is_skipped = update in overflows
                if not is_skipped:
                    training.update()
                if not (is_skipped and waits):
                    training.scheduler.step()
                training.watch.step()

    return run


def with_a_second_scheduler(tell: Tell, _directory: Path) -> None:
    training = Training(tell, "LinearLR")
    second = scheduler_of("ExponentialLR", training.optimizer)
    with training.watch:
        for _ in range(UPDATES):
            training.update()
            training.scheduler.step()
            second.step()
            training.watch.step()


def warmed_first(by_hand: bool) -> Callable[[Tell, Path], None]:
    """Make a loop whose scheduler is stepped for the first time when a warm-up by something else is over."""

    def run(tell: Tell, _directory: Path) -> None:
        training = Training(tell, cosine_of(UPDATES - PER_EPOCH))
        warmup = None if by_hand else scheduler_of("LinearLR", training.optimizer)
        with training.watch:
            for update in range(UPDATES):
                if by_hand:
                    warm_up_by_hand(training, update)
                training.update()
                if update >= PER_EPOCH:
                    training.scheduler.step()
                elif warmup is not None:
                    warmup.step()
                training.watch.step()

    return run


def warmed_before(tell: Tell, _directory: Path) -> None:
    """Updates by hand with the same optimizer, before scheduler and watch are made."""
    from tb_lrplugin.torch import LearningRateWatch

    training = Training(tell, lambda optimizer: None)
    training.watch.close()
    for update in range(PER_EPOCH):
        warm_up_by_hand(training, update)
        training.update()
    training.scheduler = scheduler_of("CosineAnnealingLR", training.optimizer)
    with LearningRateWatch(training.optimizer, training.scheduler, total_steps=UPDATES, on_fault=tell) as watch:
        for _ in range(UPDATES):
            training.update()
            training.scheduler.step()
            watch.step()


def averaged(tell: Tell, _directory: Path) -> None:
    """Weights are averaged from the middle on, at a rate that SWALR sets."""
    from torch.optim.swa_utils import SWALR

    training = Training(tell, "CosineAnnealingLR", "SGD")
    averaging = SWALR(training.optimizer, swa_lr=0.02)
    with training.watch:
        for update in range(UPDATES):
            training.update()
            (averaging if update >= UPDATES // 2 else training.scheduler).step()
            training.watch.step()


def by_uneven_epochs(tell: Tell, _directory: Path) -> None:
    lengths = [3, 7, 5, 4, 6] * 4
    training = Training(tell, cosine_of(len(lengths)), total_steps=sum(lengths))
    with training.watch:
        for updates in lengths:
            for _ in range(updates):
                training.update()
                training.watch.step()
            training.scheduler.step()


def cut_short(tell: Tell, _directory: Path) -> None:
    """A trial of some updates, over before the first epoch is."""
    training = Training(tell, drop_after(3))
    with training.watch:
        for _ in range(PER_EPOCH // 2):
            training.update()
            training.watch.step()


def watched_first(tell: Tell, _directory: Path) -> None:
    training = Training(tell, warmed_cosine)
    with training.watch:
        for _ in range(UPDATES):
            training.update()
            training.watch.step()
            training.scheduler.step()


def next_stage(tell: Tell, _directory: Path) -> None:
    """A second stage of one script, with the optimizer as it is and a scheduler of its own."""
    from tb_lrplugin.torch import LearningRateWatch

    first = Training(tell, "CosineAnnealingLR")
    for stage in range(2):
        if stage == 1:
            for group in first.optimizer.param_groups:
                del group["initial_lr"]
                group["lr"] = 0.01
            first.scheduler = scheduler_of("CosineAnnealingLR", first.optimizer)
            first.watch = LearningRateWatch(first.optimizer, first.scheduler, total_steps=UPDATES, on_fault=tell)
        with first.watch:
            for _ in range(UPDATES):
                first.update()
                first.scheduler.step()
                first.watch.step()


def rolled_back(tell: Tell, _directory: Path) -> None:
    training = Training(tell, "CosineAnnealingLR")
    state = copy.deepcopy(training.scheduler.state_dict())
    with training.watch:
        for update in range(UPDATES):
            if update == 60:
                training.scheduler.load_state_dict(state)
            training.update()
            training.scheduler.step()
            training.watch.step()


def once(_update: int) -> int:
    return 1


def never(_update: int) -> int:
    return 0


def to_the_middle(update: int) -> int:
    return int(update < UPDATES // 2)


def _faulty() -> Iterator[Loop]:
    yield Loop("never steps CosineAnnealingLR", "never_stepped", 2, stepping("CosineAnnealingLR", never))
    yield Loop("never steps OneCycleLR", "never_stepped", 2, stepping("OneCycleLR", never))
    yield Loop("never steps a warm-up with cosine", "never_stepped", 2, stepping(warmed_cosine, never))
    yield Loop("never steps StepLR, steps_per_call=1", "never_stepped", 2, stepping("StepLR", never, steps_per_call=1))
    yield Loop("never steps StepLR, whose epochs are not told", "never_stepped", 27, stepping("StepLR", never))
    yield Loop("never steps StepLR, watch.step(epoch)", "never_stepped", 11, by_epoch("StepLR", False, True))
    yield Loop("never steps a LambdaLR", "never_stepped", 52, stepping("LambdaLR", never, optimizer="SGD"))
    yield Loop("never steps a LambdaLR of num_training_steps", "never_stepped", 2, stepping(_falling(UPDATES), never))
    yield Loop("steps twice for each update", "stepped_too_often", 3, stepping("CosineAnnealingLR", lambda _: 2))
    yield Loop("steps a LambdaLR twice", "stepped_too_often", 3, stepping("LambdaLR", lambda _: 2))
    yield Loop("steps four times (four processes)", "stepped_too_often", 3, stepping(warmed_cosine, lambda _: 4))
    yield Loop("steps for each micro-batch of four", "stepped_too_often", 3, for_each_batch(4, True, False))
    yield Loop("steps for each micro-batch, and so the watch", "stepped_too_often", 5, for_each_batch(4, True, True))
    yield Loop(
        "stops stepping in the middle",
        "no_longer_stepped",
        54,
        stepping("CosineAnnealingLR", lambda update: int(update < 50)),
    )
    yield Loop(
        "stops stepping after the warm-up", "no_longer_stepped", 14, stepping(warmed_cosine, lambda n: int(n < 10))
    )
    yield Loop("drives another optimizer", "another_optimizer", 1, of_another_optimizer)
    yield Loop("sets the rate after the scheduler", "overwritten", 3, with_each(overwrite))
    yield Loop("sets the rate after a LambdaLR", "overwritten", 3, with_each(overwrite, "LambdaLR"))
    yield Loop("resumes without the scheduler's state, AdamW", "resumed_without_state", 1, resumed(False, "AdamW"))
    yield Loop(
        "resumes without the scheduler's state, SGD with momentum",
        "resumed_without_state",
        1,
        resumed(False, "SGD with momentum"),
    )
    yield Loop("loads the optimizer's state late, SGD", "another_level", 4, resumed(False, "SGD"))
    yield Loop("puts the scheduler back to its begin", "went_back", 61, rolled_back)
    yield Loop("uses a rate that is no number", "invalid_rate", 21, with_each(to_no_number))
    yield Loop("steps per epoch what was made for updates", "never_stepped", 2, by_epoch("CosineAnnealingLR"))
    yield Loop("has its first drop beyond the end", "first_drop_beyond_run", 4, stepping(drop_after(500), once))
    yield Loop("is over before the end", "schedule_shorter_than_run", 4, stepping(_polynomial(50), once))
    yield Loop("has a cosine that turns up again", "schedule_shorter_than_run", 4, stepping(cosine_of(60), once))
    yield Loop("has T_max = 1e10", "schedule_longer_than_run", 4, stepping(cosine_of(10**10), once))
    yield Loop("warms up to the end of the run", "warmup_longer_than_run", 4, stepping(_warming(1000), once))


def drop_after(steps: int) -> Callable[[Any], Any]:
    def make(optimizer: Any) -> Any:
        import torch

        return torch.optim.lr_scheduler.StepLR(optimizer, steps)

    return make


def _polynomial(steps: int) -> Callable[[Any], Any]:
    def make(optimizer: Any) -> Any:
        import torch

        return torch.optim.lr_scheduler.PolynomialLR(optimizer, steps)

    return make


def cosine_of(steps: int, last_rate: float = 0.0) -> Callable[[Any], Any]:
    def make(optimizer: Any) -> Any:
        import torch

        return torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps, last_rate)

    return make


def _falling(num_training_steps: int) -> Callable[[Any], Any]:
    """Make what transformers' functions make: a LambdaLR of a function that was given the length of the run."""

    def rate(step: int, *, num_training_steps: int) -> float:
        return max(1 - step / num_training_steps, 0.0)

    def make(optimizer: Any) -> Any:
        import torch

        of_length = functools.partial(rate, num_training_steps=num_training_steps)
        return torch.optim.lr_scheduler.LambdaLR(optimizer, of_length)

    return make


def _warming(steps: int) -> Callable[[Any], Any]:
    def make(optimizer: Any) -> Any:
        import torch

        of_torch = torch.optim.lr_scheduler
        parts = [of_torch.LinearLR(optimizer, 0.01, total_iters=steps), of_torch.CosineAnnealingLR(optimizer, steps)]
        return of_torch.SequentialLR(optimizer, parts, [steps])

    return make


def _healthy() -> Iterator[Loop]:
    for name in (
        *("CosineAnnealingLR", "StepLR", "ExponentialLR", "MultiStepLR", "PolynomialLR", "LambdaLR", "LinearLR"),
        *("MultiplicativeLR", "ConstantLR", "OneCycleLR", "CyclicLR", "CosineAnnealingWarmRestarts"),
    ):
        yield Loop(f"steps {name} once per update", "", 0, stepping(name, once))
    yield Loop("warms up and decays, the watch stepped before the scheduler", "", 0, watched_first)
    yield Loop("steps StepLR per epoch", "", 0, by_epoch(drop_after(3)))
    yield Loop("steps a cosine of epochs per epoch", "", 0, by_epoch(cosine_of(UPDATES // PER_EPOCH)))
    yield Loop("steps ReduceLROnPlateau per epoch", "", 0, by_epoch("ReduceLROnPlateau"))
    yield Loop("accumulates four micro-batches", "", 0, for_each_batch(4, False, False))
    yield Loop("accumulates four micro-batches, the watch stepped for each", "", 0, for_each_batch(4, False, True))
    yield Loop("skips updates that overflow, the scheduler goes on", "", 0, scaled(False))
    yield Loop("skips updates that overflow, the scheduler waits", "", 0, scaled(True))
    yield Loop("resumes with all states, AdamW", "", 0, resumed(True, "AdamW"))
    yield Loop("resumes with all states, SGD with momentum", "", 0, resumed(True, "SGD with momentum"))
    yield Loop("warms up by hand before the scheduler", "", 0, with_each(warm_up_by_hand))
    yield Loop("warms up by hand before a LambdaLR", "", 0, with_each(warm_up_by_hand, "LambdaLR"))
    yield Loop("steps two schedulers of one optimizer", "", 0, with_a_second_scheduler)
    yield Loop("trains a second stage with the same optimizer", "", 0, next_stage)
    yield Loop("leaves a warm-up alone that is over", "", 0, stepping("LinearLR", lambda update: int(update < 20)))
    yield Loop("leaves a cosine alone that is over", "", 0, stepping(cosine_of(50, 0.01), to_the_middle))
    yield Loop("warms up by hand before the first call", "", 0, warmed_first(True))
    yield Loop("warms up by a second scheduler before the first call", "", 0, warmed_first(False))
    yield Loop("warms up before the scheduler is made", "", 0, warmed_before)
    yield Loop("averages weights from the middle on, with SWALR", "", 0, averaged)
    yield Loop("has epochs of several lengths", "", 0, by_uneven_epochs)
    yield Loop("ends in the first epoch", "", 0, cut_short)
    yield Loop("has no scheduler", "", 0, lambda tell, directory: _without(tell))


def _without(tell: Tell) -> None:
    training = Training(tell, lambda optimizer: None)
    with training.watch:
        for _ in range(UPDATES):
            training.update()
            training.watch.step()


LOOPS = [*_faulty(), *_healthy()]
