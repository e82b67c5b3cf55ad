"""After detectron2/engine/train_loop.py: a trainer that calls its hooks around every iteration, and writes `lr`."""

from detectron2.engine import hooks

__all__ = ["SimpleTrainer", "hooks"]


class SimpleTrainer:
    """Trains a model with the hooks that were registered, and with no others.

    Args:
      optimizer: has `param_groups` and `step()`.
      scheduler: what `LRScheduler` steps.
      write: called with the iteration and the rate of each.
    """

    def __init__(self, optimizer, scheduler, write):
        self.optimizer = optimizer
        self.scheduler = scheduler
        self.iter = 0
        self._hooks = []
        self._write = write

    def register_hooks(self, found):
        for hook in found:
            hook.trainer = self
        self._hooks.extend(found)

    def train(self, start_iter, max_iter):
        for hook in self._hooks:
            hook.before_train()
        for self.iter in range(start_iter, max_iter):
            self.optimizer.step()
            self._write(self.iter, self.optimizer.param_groups[0]["lr"])
            for hook in self._hooks:
                hook.after_step()
