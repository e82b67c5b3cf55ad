"""After detectron2/engine/hooks.py: LRScheduler steps the scheduler of the trainer after every iteration."""


class HookBase:
    """What a trainer calls."""

    trainer = None

    def before_train(self):
        """Called before the first iteration."""

    def after_step(self):
        """Called after each iteration."""


class LRScheduler(HookBase):
    """Steps the scheduler that it is given, or else the trainer's."""

    def __init__(self, optimizer=None, scheduler=None):
        self._scheduler = scheduler

    @property
    def scheduler(self):
        return self._scheduler or self.trainer.scheduler

    def after_step(self):
        self.scheduler.step()
