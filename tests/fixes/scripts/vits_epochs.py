"""A train.py in the manner of VITS that stops to step its schedulers, or never does."""

import json

import torch
from torch.utils.tensorboard import SummaryWriter

EPOCHS_STEPPED = {"stuck_at_initial": 0, "frozen": 12}
CONFIG = {
    "train": {"learning_rate": 2e-4, "lr_decay": 0.98, "epochs": 20, "batch_size": 4},
    "data": {"sampling_rate": 22050, "hop_length": 256, "filter_length": 1024},
}


def train(directory, situation):
    directory.mkdir()
    (directory / "config.json").write_text(json.dumps(CONFIG, indent=2))
    writer = SummaryWriter(str(directory))
    parameters = [torch.nn.Parameter(torch.ones(1)) for _ in range(2)]
    optim_g, optim_d = (torch.optim.AdamW([one], CONFIG["train"]["learning_rate"]) for one in parameters)
    scheduler_g, scheduler_d = (
        torch.optim.lr_scheduler.ExponentialLR(one, CONFIG["train"]["lr_decay"]) for one in (optim_g, optim_d)
    )
    step, log = 0, (directory / "train.log").open("w")
    for epoch in range(20):
        for _batch in range(6):
            optim_g.step()
            optim_d.step()
            writer.add_scalar("learning_rate", optim_g.param_groups[0]["lr"], step)
            log.write(f"Train Epoch: {epoch + 1} [0%]\n[2.5, 3.25, {step}, {optim_g.param_groups[0]['lr']}]\n")
            step += 1
        # fault
        if epoch < EPOCHS_STEPPED[situation]:
            scheduler_g.step()
            scheduler_d.step()
        # end of fault
    writer.close()
    log.close()
