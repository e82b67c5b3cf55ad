"""A watch for Lightning: it speaks with the first update that proves a learning-rate fault.

    from tb_lrplugin.lightning import LearningRateWatch

    trainer = Trainer(callbacks=[LearningRateWatch()])

It also writes what was asked for into the log, and the rate where no LearningRateMonitor does.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Callback = Any
else:
    try:
        from lightning.pytorch.callbacks import Callback
    except ImportError as error:
        try:
            from pytorch_lightning.callbacks import Callback
        except ImportError:
            raise ImportError(
                f"tb_lrplugin.lightning needs Lightning, which cannot be imported here ({error}): "
                "pip install 'tb-lrplugin[lightning]'"
            ) from error

from tb_lrplugin.frameworks.torch.advice import LIGHTNING, LIGHTNING_AUTOMATIC
from tb_lrplugin.live.torch_schedulers import is_optimizer, optimizer_name
from tb_lrplugin.live.writing import write_summary
from tb_lrplugin.watching import Fault, LearningRateError, LearningRateWarning, OnFault, require_on_fault, speak
from tb_lrplugin.watching.metrics import Metric, is_more_better
from tb_lrplugin.watching.torch_loops import TorchWatch, Ways
from tb_lrplugin.watching.torch_objects import rate_made_for

__all__ = ["Fault", "LearningRateError", "LearningRateWarning", "LearningRateWatch", "OnFault"]

_MONITOR = "LearningRateMonitor"


class LearningRateWatch(Callback):  # type: ignore[misc]
    """Watches the optimizers and schedulers of a LightningModule, under automatic and manual optimization.

    Lightning 2.6 `loops/training_epoch_loop.py`: under automatic optimization the Trainer steps a scheduler once per
    epoch, or per update where `configure_optimizers` says `"interval": "step"`; else the module does.
    """

    def __init__(self, on_fault: OnFault = "warn") -> None:
        """Make the callback.

        Args:
          on_fault: "warn" (a `LearningRateWarning`), "raise" (a `LearningRateError`), or a function of a `Fault`.

        Raises:
          ValueError: if it is none of these.
        """
        require_on_fault(on_fault)
        self._on_fault = on_fault
        self._watches: list[TorchWatch] = []

    def on_train_start(self, trainer: Any, pl_module: Any) -> None:
        """Begin to watch: optimizers and schedulers are made, and their states loaded."""
        self._let_go()
        if trainer.fast_dev_run:
            return
        # Where configure_optimizers returns None, Lightning makes an optimizer of nothing.
        optimizers = [one for one in trainer.optimizers if is_optimizer(one)]
        configs = list(trainer.lr_scheduler_configs)
        for index, optimizer in enumerate(optimizers):
            of_it = [config for config in configs if getattr(config.scheduler, "optimizer", None) is optimizer]
            # A scheduler of none of them is watched with the first, which it should drive.
            lost = [one for one in configs if getattr(one.scheduler, "optimizer", None) not in optimizers]
            config = next(iter(of_it or (lost if index == 0 else [])), None)
            scheduler = None if config is None else config.scheduler
            name = f"{optimizer_name(optimizer)}_{index}" if len(optimizers) > 1 else ""
            self._watches.append(
                TorchWatch(
                    optimizer,
                    scheduler,
                    self._ways(trainer, pl_module, optimizer, index, name),
                    total_steps=_total_steps(trainer),
                    steps_per_call=_steps_per_call(trainer, pl_module, config),
                    first_step=trainer.global_step if len(optimizers) == 1 else None,
                    begun_at=trainer.global_step if len(optimizers) == 1 else 0,
                    metric=_metric(config),
                    made_for=rate_made_for(optimizer, scheduler),
                )
            )

    def on_train_batch_end(self, *_arguments: Any, **_named: Any) -> None:
        """Look at the updates of a batch, if there were any."""
        for watch in self._watches:
            if watch.has_news:
                watch.step()

    def on_train_end(self, trainer: Any, pl_module: Any) -> None:
        """Look once more."""
        watches, self._watches = self._watches, []
        for watch in watches:
            watch.close()

    def on_exception(self, trainer: Any, pl_module: Any, exception: BaseException) -> None:
        """Let go of the optimizers."""
        self._let_go()

    def _let_go(self) -> None:
        for watch in self._watches:
            watch.let_go()
        self._watches = []

    def _ways(self, trainer: Any, module: Any, optimizer: Any, index: int, name: str) -> Ways:
        is_logged = any(type(callback).__name__ == _MONITOR for callback in trainer.callbacks)
        tag = f"lr-{optimizer_name(optimizer)}" + (f"-{index}" if index else "")

        def write(summary: Any) -> None:
            for logger in trainer.loggers:
                if hasattr(getattr(logger, "experiment", None), "_get_file_writer"):
                    write_summary(logger.experiment, summary)

        def log(step: int, rates: list[float]) -> None:
            if step % max(trainer.log_every_n_steps, 1):
                return
            is_several = len(set(rates)) > 1
            named = {f"{tag}/pg{at + 1}" if is_several else tag: rate for at, rate in enumerate(rates)}
            for logger in trainer.loggers:
                logger.log_metrics(named, step=step)

        is_zero = trainer.is_global_zero
        return Ways(
            LIGHTNING_AUTOMATIC if module.automatic_optimization else LIGHTNING,
            lambda fault: speak(fault, self._on_fault) if is_zero or self._on_fault == "raise" else None,
            write if is_zero else None,
            log if is_zero and not is_logged else None,
            ", under Lightning",
            name,
        )


def _total_steps(trainer: Any) -> int | None:
    """Give the updates of the whole run; None where it has no end."""
    total = trainer.estimated_stepping_batches
    return int(total) if isinstance(total, (int, float)) and math.isfinite(total) and total >= 1 else None


def _metric(config: Any) -> Metric | None:
    """Give the metric that a plateau rule waits for; None where none moves the rate."""
    mode = None if config is None else getattr(config.scheduler, "mode", None)
    if not isinstance(mode, str) or not config.reduce_on_plateau or not config.monitor:
        return None
    return Metric(config.monitor, mode, is_more_better(config.monitor))


def _steps_per_call(trainer: Any, module: Any, config: Any) -> int | None:
    """Give the updates between two calls of a scheduler by the Trainer; None where the module itself calls it."""
    if config is None or not module.automatic_optimization or config.reduce_on_plateau:
        return None
    frequency = max(int(config.frequency), 1)
    if config.interval == "step":
        return frequency
    batches = trainer.num_training_batches
    if not math.isfinite(batches) or batches < 1:
        return None
    return -(-int(batches) // max(int(trainer.accumulate_grad_batches), 1)) * frequency
