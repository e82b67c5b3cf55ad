"""A watch for the Hugging Face Trainer: it speaks with the first update that proves a learning-rate fault.

    from tb_lrplugin.transformers import LearningRateWatch

    trainer = Trainer(model=model, args=training_args, callbacks=[LearningRateWatch()])

The Trainer logs the rate itself, and its arguments tell its own schedulers; of a scheduler that was handed to it the
watch writes what it asks for. In a loop of one's own on accelerate use `tb_lrplugin.torch.LearningRateWatch`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    TrainerCallback = Any
else:
    try:
        from transformers import TrainerCallback
    except ImportError as error:
        raise ImportError(
            f"tb_lrplugin.transformers needs transformers, which cannot be imported here ({error}): "
            "pip install 'tb-lrplugin[transformers]'"
        ) from error

from tb_lrplugin.frameworks.checkpoint.advice import HANDED_TO_TRAINER
from tb_lrplugin.frameworks.huggingface.advice import TRAINER
from tb_lrplugin.live.torch_schedulers import unwrapped
from tb_lrplugin.live.writing import write_summary
from tb_lrplugin.watching import Fault, LearningRateError, LearningRateWarning, OnFault, require_on_fault, speak
from tb_lrplugin.watching.metrics import Metric
from tb_lrplugin.watching.torch_loops import TorchWatch, Ways
from tb_lrplugin.watching.torch_objects import rate_made_for

__all__ = ["Fault", "LearningRateError", "LearningRateWarning", "LearningRateWatch", "OnFault"]


class LearningRateWatch(TrainerCallback):  # type: ignore[misc]
    """Watches the optimizer and scheduler of a Trainer.

    transformers 5.24 `trainer.py`: the Trainer steps its scheduler after every update that was not skipped.
    """

    def __init__(self, writer: Any = None, on_fault: OnFault = "warn") -> None:
        """Make the callback.

        Args:
          writer: a `SummaryWriter` or log directory for the schedule of a scheduler that was handed to the Trainer;
            None for `logging_dir` where the arguments have one.
          on_fault: "warn" (a `LearningRateWarning`), "raise" (a `LearningRateError`), or a function of a `Fault`.

        Raises:
          ValueError: if it is none of these.
        """
        require_on_fault(on_fault)
        self._writer, self._on_fault = writer, on_fault
        self._watch: TorchWatch | None = None

    def on_train_begin(
        self, args: Any, state: Any, control: Any, optimizer: Any = None, lr_scheduler: Any = None, **_named: Any
    ) -> None:
        """Begin to watch: optimizer and scheduler are made, and their states loaded."""
        self._let_go()
        if optimizer is None or not hasattr(optimizer, "param_groups"):
            return
        is_own = not _is_the_trainers(lr_scheduler)
        is_zero = state.is_world_process_zero
        writer = self._writer or getattr(args, "logging_dir", None)
        self._watch = TorchWatch(
            optimizer,
            lr_scheduler,
            Ways(
                {**TRAINER, **HANDED_TO_TRAINER} if is_own else TRAINER,
                lambda fault: speak(fault, self._on_fault) if is_zero or self._on_fault == "raise" else None,
                (lambda summary: write_summary(writer, summary)) if is_own and is_zero and writer else None,
                under=", under the Trainer",
            ),
            total_steps=state.max_steps if state.max_steps > 0 else None,
            steps_per_call=1,
            begun_at=state.global_step,
            metric=_metric(args, lr_scheduler),
            made_for=rate_made_for(optimizer, unwrapped(lr_scheduler)),
        )

    def on_step_end(self, args: Any, state: Any, control: Any, **_named: Any) -> None:
        """Look at an update."""
        if self._watch is not None and self._watch.has_news:
            self._watch.step()

    def on_train_end(self, args: Any, state: Any, control: Any, **_named: Any) -> None:
        """Look once more."""
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.close()

    def _let_go(self) -> None:
        if self._watch is not None:
            self._watch.let_go()
            self._watch = None


def _metric(args: Any, scheduler: Any) -> Metric | None:
    """Give the metric that a plateau rule waits for, as the arguments tell it; None where none moves the rate."""
    mode = getattr(unwrapped(scheduler), "mode", None)
    # transformers 5.24 `trainer.py`: the metric of the best model is what such a rule is stepped with.
    name = getattr(args, "metric_for_best_model", None)
    if mode not in ("min", "max") or not name or not hasattr(unwrapped(scheduler), "num_bad_epochs"):
        return None
    return Metric(name, mode, args.greater_is_better)


def _is_the_trainers(scheduler: Any) -> bool:
    """Say whether a scheduler is of transformers' own functions, as those are that the Trainer makes."""
    functions = getattr(unwrapped(scheduler), "lr_lambdas", None) or []
    named = (getattr(function, "func", function) for function in functions)
    return bool(functions) and all(getattr(one, "__module__", "") == "transformers.optimization" for one in named)
