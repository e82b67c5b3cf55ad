"""A loop on accelerate that steps its scheduler for a while only, or never."""

import torch
from accelerate import Accelerator
from transformers import get_scheduler

UPDATES = 40
UPDATES_STEPPED = {"stuck_at_initial": 0, "frozen": 20, "frozen/after preparation": 8}


class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(1, 1)

    def forward(self, batch):
        return type("Output", (), {"loss": (self.layer(batch) - batch).square().mean()})


def train(directory, situation):
    accelerator = Accelerator(
        cpu=True, gradient_accumulation_steps=2, log_with="tensorboard", project_dir=str(directory)
    )
    settings = {
        "learning_rate": 0.01,
        "lr_scheduler": "cosine",
        "lr_warmup_steps": 8,
        "max_train_steps": UPDATES,
        "gradient_accumulation_steps": 2,
    }
    accelerator.init_trackers("run", config=settings)
    model = accelerator.prepare(Model())
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    lr_scheduler = get_scheduler("cosine", optimizer, num_warmup_steps=8, num_training_steps=UPDATES)
    inputs = torch.linspace(-1, 1, 8 * UPDATES)[:, None]
    dataloader = torch.utils.data.DataLoader([{"batch": row} for row in inputs], batch_size=4)
    updates = 0

    def log(*_):
        nonlocal updates
        updates += 1
        # The scheduler is stepped after the optimizer, so the rate of an update is logged when the next one begins.
        accelerator.log({"lr": optimizer.param_groups[0]["lr"]}, step=updates - 1)

    optimizer.register_step_pre_hook(log)
    # fault
    optimizer, dataloader = accelerator.prepare(optimizer, dataloader)
    for index, batch in enumerate(dataloader):
        with accelerator.accumulate(model):
            accelerator.backward(model(**batch).loss)
            optimizer.step()
            if accelerator.sync_gradients and index // 2 < UPDATES_STEPPED[situation]:
                lr_scheduler.step()
            optimizer.zero_grad()
    # end of fault
    accelerator.end_training()
