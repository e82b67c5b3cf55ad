"""A loop in the manner of CleanRL's ppo.py that anneals over another number of iterations than it goes through."""

import types

import torch
from torch.utils.tensorboard import SummaryWriter

# Of the 40 that the total makes.
ITERATIONS = {"time_scaled/fast": 20, "time_scaled/slow": 80, "time_scaled/another plan": 53}


def train(directory, situation):
    args = types.SimpleNamespace(learning_rate=0.001, anneal_lr=True, total_timesteps=5120, num_envs=4, num_steps=32)
    writer = SummaryWriter(str(directory))
    rows = "\n".join(f"|{name}|{value}|" for name, value in vars(args).items())
    writer.add_text("hyperparameters", f"|param|value|\n|-|-|\n{rows}")
    optimizer = torch.optim.Adam([torch.nn.Parameter(torch.ones(1))], lr=args.learning_rate)
    # fault
    args.batch_size = int(args.num_envs * args.num_steps)
    args.num_iterations = ITERATIONS[situation]
    # end of fault
    for iteration in range(1, args.total_timesteps // args.batch_size + 1):
        frac = 1.0 - (iteration - 1.0) / args.num_iterations
        optimizer.param_groups[0]["lr"] = max(frac * args.learning_rate, 0.0)
        optimizer.step()
        writer.add_scalar("charts/learning_rate", optimizer.param_groups[0]["lr"], iteration * args.batch_size)
    writer.close()
