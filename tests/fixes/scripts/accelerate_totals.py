"""A script on accelerate whose scheduler has the lengths of one process, of two that are not counted, or of others."""

import types

import torch
from accelerate import Accelerator
from accelerate.state import PartialState
from transformers import get_scheduler

PROCESSES = 2


def train(directory, situation):
    args = types.SimpleNamespace(lr_scheduler="cosine", learning_rate=0.01, lr_warmup_steps=6, max_train_steps=60)
    accelerator = Accelerator(cpu=True, log_with="tensorboard", project_dir=str(directory))
    accelerator.init_trackers("run", config=vars(args))
    # One process that says it is two: all that counts here is how often the wrapped scheduler is stepped.
    PartialState._shared_state["num_processes"] = PROCESSES
    model = torch.nn.Linear(1, 1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.learning_rate)
    model, optimizer = accelerator.prepare(model, optimizer)
    # fault
    lengths = {"time_scaled/fast": 1, "time_scaled/slow": PROCESSES, "time_scaled/another plan": 1.3 * PROCESSES}
    lr_scheduler = get_scheduler(
        args.lr_scheduler,
        optimizer=optimizer,
        num_warmup_steps=int(args.lr_warmup_steps * lengths[situation]),
        num_training_steps=int(args.max_train_steps * lengths[situation]),
    )
    if situation != "time_scaled/slow":
        lr_scheduler = accelerator.prepare(lr_scheduler)
    # end of fault
    for update in range(args.max_train_steps):
        inputs = torch.rand(4, 1)
        accelerator.backward((model(inputs) - inputs).square().mean())
        optimizer.step()
        lr_scheduler.step()
        optimizer.zero_grad()
        accelerator.log({"lr": optimizer.param_groups[0]["lr"]}, step=update + 1)
    accelerator.end_training()
    PartialState._shared_state["num_processes"] = 1
