"""A loop in torch that goes on from the weights alone, or with a scheduler of another state or optimizer."""

import time

import torch
from torch.utils.tensorboard import SummaryWriter

UPDATES, DONE = 200, 100
# What another checkpoint's scheduler has counted.
STEPPED = {"shifted/ahead": 130, "shifted/behind": 20, "frozen/after resume": 60, "resumed_elsewhere": DONE}


def made(model, rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    return optimizer, torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=UPDATES)


def go_on(directory, optimizer, lr_scheduler, updates):
    with SummaryWriter(str(directory)) as writer:
        for update in updates:
            writer.add_scalar("lr", optimizer.param_groups[0]["lr"], update)
            optimizer.step()
            lr_scheduler.step()
    state = {"optimizer": optimizer.state_dict(), "lr_scheduler": lr_scheduler.state_dict()}
    torch.save({**state, "global_step": updates.stop}, directory / f"checkpoint_{updates.stop}.pt")


def train(directory, situation):
    path = "state.pt"
    # Seen beside the first part, the second one goes on; in a log of its own it is held against the schedule alone.
    second = directory / "second" if situation.startswith("shifted") else directory
    model = torch.nn.Linear(1, 1)
    optimizer, lr_scheduler = made(model)
    go_on(directory, optimizer, lr_scheduler, range(DONE))
    # fault
    weights = model.state_dict()
    # end of fault
    # Event files of one second are read in the order of their names, in which 10 stands before 9.
    time.sleep(1.1)
    optimizer, lr_scheduler = made(model, 0.04 if situation == "resumed_elsewhere" else 0.1)
    # fault
    model.load_state_dict(weights)
    for _ in range(STEPPED.get(situation, 0)):
        lr_scheduler.step()
    if situation == "frozen/after resume":
        lr_scheduler = made(model)[1]
    # end of fault
    go_on(second, optimizer, lr_scheduler, range(DONE, UPDATES))
