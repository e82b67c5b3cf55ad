"""A script on accelerate that goes on in a second session from the weights alone, or from another scheduler's state."""

import time

import torch
from accelerate import Accelerator
from transformers import get_scheduler

UPDATES, DONE = 200, 100
SETTINGS = {"learning_rate": 0.01, "lr_scheduler": "cosine", "lr_warmup_steps": 6, "max_train_steps": UPDATES}

# What another checkpoint's scheduler has counted.
STEPPED = {"shifted/ahead": 130, "shifted/behind": 20, "frozen/after resume": 60, "resumed_elsewhere": DONE}


def session(directory, rate=0.01):
    accelerator = Accelerator(cpu=True, log_with="tensorboard", project_dir=str(directory))
    accelerator.init_trackers("run", config=SETTINGS)
    model = torch.nn.Linear(1, 1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate)
    lr_scheduler = get_scheduler("cosine", optimizer, num_warmup_steps=6, num_training_steps=UPDATES)
    return accelerator, *accelerator.prepare(model, optimizer, lr_scheduler)


def go_on(accelerator, model, optimizer, lr_scheduler, updates):
    for update in updates:
        inputs = torch.rand(4, 1)
        accelerator.backward((model(inputs) - inputs).square().mean())
        optimizer.step()
        lr_scheduler.step()
        optimizer.zero_grad()
        accelerator.log({"lr": optimizer.param_groups[0]["lr"]}, step=update + 1)
    accelerator.end_training()


def train(directory, situation):
    checkpoint_directory = "checkpoint"
    # Seen beside the first session, the second one goes on; in a log of its own it is held against the schedule alone.
    second = directory / "second" if situation.startswith("shifted") else directory
    accelerator, model, optimizer, lr_scheduler = session(directory)
    go_on(accelerator, model, optimizer, lr_scheduler, range(DONE))
    # fault
    weights = model.state_dict()
    # end of fault
    # Event files of one second are read in the order of their names, in which 10 stands before 9.
    time.sleep(1.1)
    accelerator, model, optimizer, lr_scheduler = session(second, 0.004 if situation == "resumed_elsewhere" else 0.01)
    # fault
    model.load_state_dict(weights)
    for _ in range(STEPPED.get(situation, 0)):
        lr_scheduler.step()
    if situation == "frozen/after resume":
        lr_scheduler = get_scheduler("cosine", torch.optim.AdamW(model.parameters()), 6, UPDATES)
    # end of fault
    go_on(accelerator, model, optimizer, lr_scheduler, range(DONE, UPDATES))
