"""A train_one_epoch of open_clip's kind that stops to call its scheduler, or gives it the index within the epoch."""

import math
from types import SimpleNamespace

from tests.support.event_files import write_scalars

PARAMS = "accum_freq: 1\nepochs: 6\nlr: 0.0005\nlr_scheduler: cosine\nname: run\nskip_scheduler: False\nwarmup: 40\n"


def train(directory, situation):
    directory.mkdir()
    (directory / "params.txt").write_text(PARAMS)
    args = SimpleNamespace(skip_scheduler=False)
    num_batches_per_epoch = 50
    group = {"lr": 0.0}

    def scheduler(step):
        # After open_clip 3.3.0, open_clip_train/scheduler.py, cosine_lr.
        wave = 0.5 * (1 + math.cos(math.pi * (step - 40) / 260))
        group["lr"] = 0.0005 * ((step + 1) / 40 if step < 40 else wave)

    points = []
    for epoch in range(6):
        for i_accum in range(num_batches_per_epoch):
            # fault
            called_until = {"stuck_at_initial": 1, "frozen": 120}.get(situation)
            if called_until is None:
                scheduler(i_accum)
            elif num_batches_per_epoch * epoch + i_accum < called_until:
                scheduler(num_batches_per_epoch * epoch + i_accum)
            # end of fault
            points.append((num_batches_per_epoch * epoch + i_accum, group["lr"]))
    write_scalars(directory / "tensorboard", "train/lr", points)
