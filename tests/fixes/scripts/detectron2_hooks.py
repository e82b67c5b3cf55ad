"""A trainer of one's own on detectron2 that registers no hook for the scheduler, or one that stops."""

from types import SimpleNamespace

from detectron2.engine import SimpleTrainer, hooks

from tests.support.event_files import write_scalars

ITERATIONS_STEPPED = {"stuck_at_initial": 0, "frozen": 60}
CONFIG = """\
SOLVER:
  BASE_LR: 0.02
  LR_SCHEDULER_NAME: WarmupMultiStepLR
  MAX_ITER: 100
  STEPS: [50, 80]
  GAMMA: 0.1
  WARMUP_ITERS: 10
  WARMUP_METHOD: linear
  WARMUP_FACTOR: 0.1
  IMS_PER_BATCH: 16
  REFERENCE_WORLD_SIZE: 0
"""


class Scheduler:
    """WarmupMultiStepLR of the configuration above, after solver/lr_scheduler.py."""

    def __init__(self, optimizer):
        self.optimizer = optimizer
        self.last_epoch = -1
        self.step()

    def step(self):
        self.last_epoch += 1
        warmup = 0.1 + 0.9 * min(self.last_epoch / 10, 1.0)
        drops = (self.last_epoch >= 50) + (self.last_epoch >= 80)
        self.optimizer.param_groups[0]["lr"] = 0.02 * warmup * 0.1**drops


class SomeIterationsOnly(hooks.LRScheduler):
    def __init__(self, iterations):
        super().__init__()
        self.iterations = iterations

    def after_step(self):
        if self.trainer.iter < self.iterations:
            super().after_step()


def train(directory, situation):
    directory.mkdir()
    (directory / "config.yaml").write_text(CONFIG)
    points = []
    optimizer = SimpleNamespace(param_groups=[{}], step=lambda: None)
    trainer = SimpleTrainer(optimizer, Scheduler(optimizer), lambda *point: points.append(point))
    # fault
    trainer.register_hooks([SomeIterationsOnly(ITERATIONS_STEPPED[situation])])
    # end of fault
    trainer.train(0, 100)
    write_scalars(directory, "lr", points)
