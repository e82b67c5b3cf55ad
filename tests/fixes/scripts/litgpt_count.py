"""A fit() in the manner of litgpt that gives get_lr() the count of optimizer steps, or one that stands still."""

import math
from types import SimpleNamespace

from tests.support.event_files import write_scalars

HYPERPARAMETERS = """\
train:
  global_batch_size: 32
  micro_batch_size: 4
  lr_warmup_steps: 5
  max_tokens: 204800
  max_seq_length: 128
  min_lr: 4.0e-05
optimizer:
  class_path: torch.optim.AdamW
  init_args:
    lr: 0.0004
devices: 1
num_nodes: 1
"""
ACCUMULATED = 8


def get_lr(learning_rate, it, warmup_iters, max_iters, min_lr):
    """After litgpt 0.5.13, pretrain.py."""
    if it < warmup_iters:
        return learning_rate * it / warmup_iters
    share = (it - warmup_iters) / (max_iters - warmup_iters)
    return min_lr + 0.5 * (1 + math.cos(math.pi * share)) * (learning_rate - min_lr)


def train(directory, situation):
    (directory / "out" / "final").mkdir(parents=True)
    (directory / "out" / "final" / "hyperparameters.yaml").write_text(HYPERPARAMETERS)
    optimizer = SimpleNamespace(defaults={"lr": 0.0004}, param_groups=[{"lr": 0.0004}])
    warmup_iters, max_iters, train = 5 * ACCUMULATED, 400, SimpleNamespace(min_lr=4e-5)
    state = {"iter_num": 0, "step_count": 0}
    points = []
    for state["iter_num"] in range(max_iters):
        # fault
        count = 0 if situation == "stuck_at_initial" else state["iter_num"] // ACCUMULATED
        lr = get_lr(optimizer.defaults["lr"], count, warmup_iters, max_iters, train.min_lr)
        for param_group in optimizer.param_groups:
            param_group["lr"] = lr
        # end of fault
        if (state["iter_num"] + 1) % ACCUMULATED == 0:
            points.append((state["iter_num"], lr))
    write_scalars(directory / "out" / "logs" / "tensorboard" / "version_0", "learning_rate", points)
