"""One of the processes that train with accelerate: `torchrun ... process.py DIRECTORY TIMES` keeps what it was told."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

import torch
from accelerate import Accelerator

from tb_lrplugin.torch import LearningRateWatch
from tb_lrplugin.watching import Fault

UPDATES = 40


def train(directory: Path, times: int) -> None:
    """Train with a prepared scheduler of so many times the updates."""
    accelerator = Accelerator(cpu=True)
    model = torch.nn.Linear(2, 1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, UPDATES * times)
    data = torch.utils.data.DataLoader(torch.ones(UPDATES * accelerator.num_processes, 2), batch_size=1)
    model, optimizer, data, scheduler = accelerator.prepare(model, optimizer, data, scheduler)
    told: list[Fault] = []
    log = directory / "log"
    with LearningRateWatch(optimizer, scheduler, total_steps=UPDATES, writer=log, on_fault=told.append) as watch:
        for batch in data:
            accelerator.backward(model(batch).square().mean())
            optimizer.step()
            scheduler.step()
            optimizer.zero_grad()
            watch.step()
    path = directory / f"{accelerator.process_index}.json"
    path.write_text(json.dumps([dataclasses.asdict(fault) for fault in told]))
    torch.distributed.destroy_process_group()


if __name__ == "__main__":
    train(Path(sys.argv[1]), int(sys.argv[2]))
