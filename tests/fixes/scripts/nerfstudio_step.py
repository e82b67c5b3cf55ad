"""A train_iteration in the manner of nerfstudio's Trainer that steps no scheduler, or only for a while."""

import math
from types import SimpleNamespace

from tests.support.event_files import write_scalars

CONFIG = """\
!!python/object:nerfstudio.engine.trainer.TrainerConfig
max_num_iterations: 300
optimizers:
  fields:
    optimizer: !!python/object:nerfstudio.engine.optimizers.AdamOptimizerConfig
      _target: !!python/name:torch.optim.adam.Adam ''
      lr: 0.01
    scheduler: !!python/object:nerfstudio.engine.schedulers.ExponentialDecaySchedulerConfig
      lr_final: 0.0001
      max_steps: 300
      warmup_steps: 0
"""
STEPPED = {"stuck_at_initial": 0, "frozen": 150}


class Optimizers:
    """After nerfstudio 1.1.5, engine/optimizers.py and engine/schedulers.py."""

    rate, count = 0.01, 0

    def scheduler_step_all(self, step):
        self.count += 1
        share = min(self.count / 300, 1)
        self.rate = math.exp(math.log(0.01) * (1 - share) + math.log(0.0001) * share)


class Trainer(SimpleNamespace):
    def train_iteration(self, step, situation):
        self.global_step = step
        # fault
        if step < STEPPED[situation]:
            self.optimizers.scheduler_step_all(step)
        # end of fault


def train(directory, situation):
    directory.mkdir()
    (directory / "config.yml").write_text(CONFIG)
    trainer = Trainer(optimizers=Optimizers(), gradient_accumulation_steps={"fields": 1})
    points = []
    for step in range(300):
        trainer.train_iteration(step, situation)
        points.append((step, trainer.optimizers.rate))
    write_scalars(directory, "learning_rate/fields", points)
