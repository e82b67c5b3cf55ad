"""A trainer in the manner of ESPnet's that steps no scheduler of batches, or steps it twice for each."""

from tests.support.event_files import write_scalars

CONFIG = """\
max_epoch: 6
accum_grad: 1
log_interval: 10
optim: adam
optim_conf:
  lr: 0.002
scheduler: warmuplr
scheduler_conf:
  warmup_steps: 100
"""


class AbsBatchStepScheduler:
    """After espnet 202511, espnet2/schedulers/abs_scheduler.py."""


class WarmupLR(AbsBatchStepScheduler):
    """After espnet2/schedulers/warmup_lr.py."""

    count = 1

    def step(self):
        self.count += 1

    @property
    def rate(self):
        return 0.002 * 100**0.5 * min(self.count**-0.5, self.count * 100**-1.5)


def train(directory, situation):
    directory.mkdir()
    (directory / "config.yaml").write_text(CONFIG)
    scheduler, rates = WarmupLR(), []
    for _update in range(600):
        # fault
        for _time in range(2 if situation == "time_scaled/fast" else 0):
            scheduler.step()
        # end of fault
        rates.append(scheduler.rate)
    points = [(end, sum(rates[end - 10 : end]) / 10) for end in range(10, 601, 10)]
    write_scalars(directory / "tensorboard" / "train", "optim0_lr0", points)
