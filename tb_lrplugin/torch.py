"""A watch for training loops in torch: it speaks with the first update that proves a learning-rate fault.

from tb_lrplugin.torch import LearningRateWatch

watch = LearningRateWatch(optimizer, scheduler, total_steps=10_000, writer=writer)
for batch in dataloader:
    ...
    optimizer.step()
    scheduler.step()
    watch.step()
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import TracebackType
from typing import Any

try:
    import torch
except ImportError as error:
    raise ImportError(
        f"tb_lrplugin.torch needs torch, which cannot be imported here ({error}): pip install 'tb-lrplugin[torch]'"
    ) from error

from tb_lrplugin.frameworks.checkpoint.advice import TORCH
from tb_lrplugin.frameworks.huggingface.advice import PREPARED
from tb_lrplugin.live.libraries import is_timm
from tb_lrplugin.live.torch_schedulers import is_optimizer, is_scheduler
from tb_lrplugin.live.writing import write_summary
from tb_lrplugin.watching import Fault, LearningRateError, LearningRateWarning, OnFault, require_on_fault, speak
from tb_lrplugin.watching.torch_loops import TorchWatch, Ways

__all__ = ["Fault", "LearningRateError", "LearningRateWarning", "LearningRateWatch", "OnFault"]


class LearningRateWatch:
    """Watches an optimizer and its scheduler, one `step()` for each update.

    It reads the rate that each update used and the scheduler's counter, writes what was asked for into the log once,
    and says each fault once, with the first update that proves it. A step costs some microseconds. Of several processes
    the first one writes and speaks; an error that is asked for is raised in all of them.
    """

    def __init__(
        self,
        optimizer: Any,
        scheduler: Any = None,
        *,
        total_steps: int | None = None,
        steps_per_call: int | None = None,
        writer: Any = None,
        tag: str = "learning_rate",
        log_every: int = 10,
        first_step: int | None = None,
        on_fault: OnFault = "warn",
    ) -> None:
        """Begin to watch.

        Args:
          optimizer: the torch optimizer that trains, or what accelerate made of it.
          scheduler: what moves its rate: of torch, transformers, timm or a script; None for a constant rate.
          total_steps: updates that the whole run is to take; with it the watch also says what the schedule cannot do
            within them. None where not known.
          steps_per_call: updates between two calls of `scheduler.step()`: 1, or those of an epoch where it is stepped
            once per epoch. None where the calls have to tell: then a scheduler that is never stepped is proved later.
          writer: a torch or tensorboardX `SummaryWriter`, or a log directory, for the schedule and the rate; None to
            write neither.
          tag: of the rate in the log; "" where the loop logs it itself.
          log_every: updates between two logged rates.
          first_step: step of the first update in the log; None for the updates that the optimizer's state tells.
          on_fault: "warn" (a `LearningRateWarning`), "raise" (a `LearningRateError`), or a function of a `Fault`.

        Raises:
          TypeError: if there is no torch optimizer or scheduler where one is meant.
          ValueError: if a number is below 1, or `on_fault` is none of these.
        """
        _require(optimizer, scheduler, {"total_steps": total_steps, "steps_per_call": steps_per_call})
        require_on_fault(on_fault)
        self._tag, self._log_every, self._own_writer = tag, max(log_every, 1), None
        is_first = _is_first_process()
        if not is_first:
            writer = None
        if isinstance(writer, (str, os.PathLike)):
            from torch.utils.tensorboard import SummaryWriter

            writer = self._own_writer = SummaryWriter(os.fspath(writer))
        self._writer = writer
        self._is_several = len({float(group["lr"]) for group in optimizer.param_groups}) > 1
        words = PREPARED if type(scheduler).__name__ == "AcceleratedScheduler" else TORCH
        self._watch = TorchWatch(
            optimizer,
            scheduler,
            Ways(
                words,
                lambda fault: speak(fault, on_fault) if is_first or on_fault == "raise" else None,
                None if writer is None else lambda summary: write_summary(writer, summary),
                self._log if writer is not None and tag else None,
            ),
            total_steps=total_steps,
            steps_per_call=steps_per_call,
            first_step=first_step,
        )

    def step(self, epoch: int | None = None) -> None:
        """Look at the update that was made; call it once per update, anywhere in the loop.

        Args:
          epoch: the epoch that is under way; a scheduler that is stepped per epoch and never was is then told with the
            second one. None where not known.

        Raises:
          LearningRateError: where `on_fault` is "raise" and a fault is proved.
        """
        self._watch.step(epoch)

    def close(self) -> None:
        """Look once more when the run is over; a `with` statement does it."""
        try:
            self._watch.close()
        finally:
            if self._own_writer is not None:
                self._own_writer.close()

    def __enter__(self) -> LearningRateWatch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()

    def _log(self, step: int, rates: list[float]) -> None:
        if step % self._log_every:
            return
        if self._is_several:
            for index, rate in enumerate(rates):
                self._writer.add_scalar(f"{self._tag}/group_{index}", rate, step)
        else:
            self._writer.add_scalar(self._tag, rates[0], step)


def _is_first_process() -> bool:
    """Say whether this is the process that speaks for all that train together, or the only one."""
    distributed = torch.distributed
    return not (distributed.is_available() and distributed.is_initialized()) or distributed.get_rank() == 0


def _require(optimizer: Any, scheduler: Any, numbers: Mapping[str, int | None]) -> None:
    """Refuse what cannot be watched."""
    if not is_optimizer(optimizer):
        raise TypeError(
            f"A {type(optimizer).__name__} is no torch optimizer with a rate: it has no param_groups with an lr."
        )
    if scheduler is not None and not (is_scheduler(scheduler) or is_timm(scheduler)):
        raise TypeError(f"A {type(scheduler).__name__} is no scheduler: it has no optimizer, or no step().")
    for name, number in numbers.items():
        if number is not None and number < 1:
            raise ValueError(f"{name} is {number}; it must be 1 or more, or None where not known.")
