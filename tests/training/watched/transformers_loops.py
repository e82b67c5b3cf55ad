"""The Hugging Face Trainer, and a loop of one's own on accelerate; needs transformers where they are run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tb_lrplugin.watching import Fault
from tests.training.watched.cases import Loop, Tell

UPDATES, RATE = 60, 0.01


def model_of() -> Any:
    import torch
    from transformers import PretrainedConfig, PreTrainedModel

    class Line(PreTrainedModel):
        config_class = PretrainedConfig

        def __init__(self) -> None:
            super().__init__(PretrainedConfig())
            self.layer = torch.nn.Linear(2, 1)
            if hasattr(self, "post_init"):
                self.post_init()

        def forward(self, x: Any, labels: Any = None) -> Any:
            found = self.layer(x)

            return {"loss": (found - labels).square().mean(), "logits": found}

    return Line()


def train(
    tell: Tell,
    directory: Path,
    made: Callable[[Any], Any] | None = None,
    callbacks: Any = (),
    resume: bool | str = False,
    **options: Any,
) -> Any:
    """Train.

    Args:
      tell: called with each fault.
      directory: for checkpoints and logs.
      made: makes a scheduler of an optimizer, both of which are handed to the Trainer; None for the Trainer's own.
      callbacks: others than the watch.
      resume: as of `trainer.train`.
      options: further arguments.
    """
    import torch
    from transformers import Trainer, TrainingArguments

    from tb_lrplugin.transformers import LearningRateWatch

    arguments = TrainingArguments(
        **{
            "output_dir": str(directory),
            "max_steps": UPDATES,
            "learning_rate": RATE,
            "per_device_train_batch_size": 2,
            "report_to": "none",
            "save_strategy": "no",
            "use_cpu": True,
            "disable_tqdm": True,
            **options,
        }
    )
    model = model_of()
    handed = {}
    if made is not None:
        optimizer = torch.optim.AdamW(model.parameters(), lr=RATE)
        handed["optimizers"] = (optimizer, made(optimizer))
    trainer = Trainer(
        model=model,
        args=arguments,
        train_dataset=[{"x": torch.ones(2), "labels": torch.ones(1)} for _ in range(40)],
        eval_dataset=[{"x": torch.ones(2), "labels": torch.ones(1)} for _ in range(4)],
        compute_metrics=lambda found: {"accuracy": 1 / (1 + float(abs(found.predictions - found.label_ids).mean()))},
        callbacks=[*callbacks, LearningRateWatch(on_fault=tell)],
        **handed,
    )
    trainer.train(resume_from_checkpoint=resume)
    return trainer


def training(made: Callable[[Any], Any] | None = None, **options: Any) -> Callable[[Tell, Path], Any]:
    return lambda tell, directory: train(tell, directory, made, **options)


def of_torch(name: str, **arguments: Any) -> Callable[[Any], Any]:
    def make(optimizer: Any) -> Any:
        import torch

        return getattr(torch.optim.lr_scheduler, name)(optimizer, **arguments)

    return make


def of_another_optimizer(_optimizer: Any) -> Any:
    import torch

    return of_torch("CosineAnnealingLR", T_max=UPDATES)(torch.optim.AdamW([torch.nn.Parameter(torch.ones(1))]))


def never_stepping(optimizer: Any) -> Any:
    scheduler = of_torch("CosineAnnealingLR", T_max=UPDATES)(optimizer)
    scheduler.step = lambda *arguments: None
    return scheduler


def with_callback(method: str, change: Callable[[Any], None]) -> Callable[[Tell, Path], Any]:
    def run(tell: Tell, directory: Path) -> None:
        from transformers import TrainerCallback

        class Changes(TrainerCallback):
            pass

        setattr(Changes, method, lambda self, args, state, control, **named: change(named))
        train(tell, directory, callbacks=[Changes()])

    return run


def set_rate(named: Any) -> None:
    for group in named["optimizer"].param_groups:
        group["lr"] = 3e-4


def resumed(with_scheduler: bool, rate: float = RATE) -> Callable[[Tell, Path], None]:
    def run(tell: Tell, directory: Path) -> None:
        options = {"save_strategy": "steps", "save_steps": 30}
        train(lambda fault: None, directory, max_steps=30, **options)
        checkpoint = directory / "checkpoint-30"
        for numbers in checkpoint.glob("rng_state*"):
            # transformers 4.46 refuses its own under newer versions of torch.
            numbers.unlink()
        if not with_scheduler:
            import torch

            state = torch.load(checkpoint / "scheduler.pt", weights_only=False)
            state.update(last_epoch=0, _step_count=1, _last_lr=[RATE])
            torch.save(state, checkpoint / "scheduler.pt")
        train(tell, directory, resume=str(checkpoint), learning_rate=rate)

    return run


def with_plateau(mode: str) -> Callable[[Tell, Path], Any]:
    return training(
        lr_scheduler_type="reduce_lr_on_plateau",
        lr_scheduler_kwargs={"mode": mode, "patience": 1},
        metric_for_best_model="accuracy",
        eval_strategy="steps",
        eval_steps=10,
    )


LOOPS = [
    Loop("is handed a scheduler whose step does nothing", "never_stepped", 2, training(never_stepping)),
    Loop("is handed a scheduler of another optimizer", "another_optimizer", 1, training(of_another_optimizer)),
    Loop(
        "has a callback that steps the scheduler too",
        "stepped_too_often",
        3,
        with_callback("on_step_end", lambda named: named["lr_scheduler"].step()),
    ),
    Loop("has a callback that sets the rate", "overwritten", 3, with_callback("on_step_begin", set_rate)),
    Loop("resumes without the scheduler's state", "resumed_without_state", 1, resumed(False)),
    Loop(
        "is handed a schedule that is over early",
        "schedule_shorter_than_run",
        1,
        training(of_torch("PolynomialLR", total_iters=20)),
    ),
    Loop(
        "is handed a first drop beyond the end",
        "first_drop_beyond_run",
        1,
        training(of_torch("StepLR", step_size=1000)),
    ),
    Loop("lowers the rate where the accuracy does not fall", "wrong_mode", 1, with_plateau("min")),
    Loop("resumes with another rate, and loads the old one", "rate_of_checkpoint", 1, resumed(True, 2 * RATE)),
    Loop("lowers the rate where the accuracy does not rise", "", 0, with_plateau("max")),
    Loop("decays linearly after a warm-up", "", 0, training(warmup_steps=10)),
    Loop("follows a cosine", "", 0, training(lr_scheduler_type="cosine")),
    Loop("trains at a constant rate", "", 0, training(lr_scheduler_type="constant")),
    Loop("accumulates two batches", "", 0, training(gradient_accumulation_steps=2)),
    Loop("is handed a cosine of torch", "", 0, training(of_torch("CosineAnnealingLR", T_max=UPDATES))),
    Loop("resumes with all states", "", 0, resumed(True)),
]


def accelerated(
    tell: Tell, made: Callable[[Any], Any], step: Callable[[Any], None], accumulation: int = 1, updates: int = UPDATES
) -> None:
    """Train with accelerate, the scheduler prepared."""
    import torch
    from accelerate import Accelerator

    from tb_lrplugin.torch import LearningRateWatch

    accelerator = Accelerator(cpu=True, gradient_accumulation_steps=accumulation)
    model = torch.nn.Linear(2, 1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE)
    data = torch.utils.data.DataLoader(torch.ones(updates * accumulation, 2), batch_size=1)
    model, optimizer, data, scheduler = accelerator.prepare(model, optimizer, data, made(optimizer))
    with LearningRateWatch(optimizer, scheduler, total_steps=updates, on_fault=tell) as watch:
        for batch in data:
            with accelerator.accumulate(model):
                accelerator.backward(model(batch).square().mean())
                optimizer.step()
                step(scheduler)
                optimizer.zero_grad()
            watch.step()


def accelerating(
    step: Callable[[Any], None], accumulation: int = 1, length: int = UPDATES
) -> Callable[[Tell, Path], None]:
    made = of_torch("CosineAnnealingLR", T_max=length)
    return lambda tell, directory: accelerated(tell, made, step, accumulation)


def steps_twice(scheduler: Any) -> None:
    scheduler.step()
    scheduler.step()


def steps_the_inner_one(scheduler: Any) -> None:
    """Not guarded by accumulation, as a scheduler that was not prepared."""
    scheduler.scheduler.step()


def in_two_processes(times: int) -> Callable[[Tell, Path], None]:
    """Make a loop that two processes train, its scheduler's length so many times the updates."""

    def run(tell: Tell, directory: Path) -> None:
        command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
        script = Path(__file__).with_name("process.py")
        subprocess.run([*command, str(script), str(directory), str(times)], check=True, capture_output=True)
        for rank in range(2):
            for told in json.loads((directory / f"{rank}.json").read_text()):
                assert rank == 0, "one process speaks for all"
                tell(Fault(**told))
        assert len(list((directory / "log").glob("events.*"))) == 1, "and one writes"

    return run


ACCELERATED = [
    Loop("never steps the scheduler", "never_stepped", 2, accelerating(lambda scheduler: None)),
    Loop("steps it twice", "stepped_too_often", 3, accelerating(steps_twice)),
    Loop("steps it for each micro-batch", "stepped_too_often", 5, accelerating(steps_the_inner_one, 4)),
    Loop("is over before the end", "schedule_shorter_than_run", 4, accelerating(lambda one: one.step(), 1, 40)),
    Loop("has as many steps as updates, in two processes", "schedule_shorter_than_run", 4, in_two_processes(1)),
    Loop("has its steps times the processes, in two processes", "", 0, in_two_processes(2)),
    Loop("steps it once per update", "", 0, accelerating(lambda scheduler: scheduler.step())),
    Loop("accumulates four batches", "", 0, accelerating(lambda scheduler: scheduler.step(), 4)),
]
