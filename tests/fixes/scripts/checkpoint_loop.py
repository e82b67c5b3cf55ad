"""A loop in torch that steps its scheduler for some updates only, never, too often or once per epoch."""

import torch
from torch.utils.tensorboard import SummaryWriter

UPDATES, PER_EPOCH = 100, 5


def times_stepped(situation, update):
    """How often the faulty loop steps the scheduler after an update."""
    return {
        "stuck_at_initial": 0,
        "frozen": int(update < 50),
        "time_scaled/fast": 2,
        "time_scaled/slow": int(update % PER_EPOCH == PER_EPOCH - 1),
    }[situation]


def train(directory, situation):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
    lr_scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=UPDATES, eta_min=0.001)
    with SummaryWriter(str(directory)) as writer:
        for update in range(UPDATES):
            writer.add_scalar("lr", optimizer.param_groups[0]["lr"], update)
            # fault
            optimizer.step()
            for _time in range(times_stepped(situation, update)):
                lr_scheduler.step()
            # end of fault
    state = {"optimizer": optimizer.state_dict(), "lr_scheduler": lr_scheduler.state_dict(), "global_step": UPDATES}
    torch.save(state, directory / f"checkpoint_{UPDATES}.pt")
