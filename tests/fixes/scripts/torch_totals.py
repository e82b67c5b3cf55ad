"""A loop of one's own in torch whose schedule counts batches, epochs, or the batches of another number of epochs."""

import math

import torch
from torch.utils.tensorboard import SummaryWriter

from tb_lrplugin import schedules, summary

FAULTS = {"time_scaled/fast": 60, "time_scaled/slow": 240, "time_scaled/another plan": 156}


def train(directory, situation):
    epochs, batches_per_epoch, accumulated_batches = 12, 20, 2
    # fault
    total_steps = FAULTS[situation]
    # end of fault
    summary.optimizer_config(schedules.Cosine(0.1, 120), writer=directory, total_steps=120, tag="lr")
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], 0.1)
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: (1 + math.cos(math.pi * min(step / total_steps, 1))) / 2
    )
    with SummaryWriter(str(directory)) as writer:
        for step in range(120):
            writer.add_scalar("lr", optimizer.param_groups[0]["lr"], step)
            optimizer.step()
            scheduler.step()
