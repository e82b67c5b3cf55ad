"""A loop in the manner of CleanRL's ppo.py that never writes the annealed rate, or stops to."""

import types

import torch
from torch.utils.tensorboard import SummaryWriter

ITERATIONS_ANNEALED = {"stuck_at_initial": 0, "frozen": 20}


def train(directory, situation):
    args = types.SimpleNamespace(learning_rate=0.001, anneal_lr=True, total_timesteps=5120, num_envs=4, num_steps=32)
    writer = SummaryWriter(str(directory))
    rows = "\n".join(f"|{name}|{value}|" for name, value in vars(args).items())
    writer.add_text("hyperparameters", f"|param|value|\n|-|-|\n{rows}")
    args.batch_size = int(args.num_envs * args.num_steps)
    args.num_iterations = args.total_timesteps // args.batch_size
    optimizer = torch.optim.Adam([torch.nn.Parameter(torch.ones(1))], lr=args.learning_rate)
    # fault
    for iteration in range(1, args.num_iterations + 1):
        if iteration <= ITERATIONS_ANNEALED[situation]:
            optimizer.param_groups[0]["lr"] = (1 - (iteration - 1) / args.num_iterations) * args.learning_rate
        # end of fault
        optimizer.step()
        writer.add_scalar("charts/learning_rate", optimizer.param_groups[0]["lr"], iteration * args.batch_size)
    writer.close()
