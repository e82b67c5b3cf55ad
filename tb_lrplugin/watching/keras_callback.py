"""The watch as a callback of Keras 3 (`tb_lrplugin.keras.LearningRateWatch`)."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import keras

from tb_lrplugin.watching import OnFault, require_on_fault, speak
from tb_lrplugin.watching.guard import Guard
from tb_lrplugin.watching.keras_loops import KerasWatch
from tb_lrplugin.watching.scalar_file import ScalarFile


class LearningRateWatch(keras.callbacks.Callback):  # type: ignore[misc]
    """Watches the compiled optimizer: `fit(callbacks=[LearningRateWatch()])`.

    It speaks with the first batch that proves a learning-rate fault.
    """

    def __init__(
        self,
        log_dir: Any = None,
        schedule: Any = None,
        total_steps: int | None = None,
        log_every: int = 10,
        on_fault: OnFault = "warn",
    ) -> None:
        """Make the callback.

        Args:
          log_dir: that of the TensorBoard callback, for the schedule and the rate; None to write neither.
          schedule: what is asked for where the optimizer was compiled with a number: a schedule object or a function
            from a step to a rate; None for what the optimizer has.
          total_steps: batches of the whole run; None for `epochs` times the batches of an epoch, where those are known.
          log_every: batches between two logged rates.
          on_fault: "warn" (a `LearningRateWarning`), "raise" (a `LearningRateError`), or a function of a `Fault`.

        Raises:
          ValueError: if `on_fault` is none of these.
        """
        super().__init__()
        require_on_fault(on_fault)
        self._schedule, self._total_steps, self._log_every = schedule, total_steps, max(log_every, 1)
        self._guard = Guard(lambda fault: speak(fault, on_fault))
        self._file = None if log_dir is None else ScalarFile(os.fspath(log_dir))
        self._watch: KerasWatch | None = None
        self._is_first_epoch = True
        self._batch = -1

    def on_train_begin(self, logs: Any = None) -> None:
        """Begin to watch the compiled optimizer."""
        self._watch = None
        self._is_first_epoch = True
        self._look(self._begin)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Note where `fit()` begins."""
        self._batch = -1
        watch, is_first = self._watch, self._is_first_epoch
        self._is_first_epoch = False
        if watch is not None and is_first:
            self._look(lambda: watch.resumed(epoch))

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Look at the batches since the last call: several with `steps_per_execution`."""
        batches, self._batch = max(batch - self._batch, 1), batch
        watch = self._watch
        if watch is not None:
            self._look(lambda: self._step(watch, batches))

    def on_train_end(self, logs: Any = None) -> None:
        """Write what is left."""
        self._watch = None
        if self._file is not None:
            self._guard.write(self._file.flush)

    def _look(self, look: Callable[[], None]) -> None:
        self._guard.look(look)
        self._guard.tell()

    def _begin(self) -> None:
        epochs, steps = self.params.get("epochs"), self.params.get("steps")
        # A loop of one's own that fits epoch by epoch does not tell how many there will be.
        total = self._total_steps or (epochs * steps if epochs and steps and epochs > 1 else None)
        self._watch = KerasWatch(self.model.optimizer, self._schedule, self._guard.prove, total_steps=total)
        file, summary = self._file, self._watch.summary()
        if file is not None and summary is not None:
            self._guard.write(lambda: file.write_summary(summary))

    def _step(self, watch: KerasWatch, batches: int) -> None:
        watch.step(batches)
        file, at = self._file, watch.iterations - 1
        if file is not None and at % self._log_every == 0:
            self._guard.write(lambda: file.write_scalar("learning_rate", watch.rate(), at))
