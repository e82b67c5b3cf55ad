"""A LightningModule under manual optimization that never steps its scheduler, or stops to."""

import torch
from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI
from torch.utils.data import DataLoader

EPOCHS_STEPPED = {"stuck_at_initial": 0, "frozen": 6, "frozen/after preparation": 3}
ARGUMENTS = [
    "--trainer.max_epochs=12",
    "--trainer.accelerator=cpu",
    "--trainer.enable_progress_bar=false",
    "--trainer.log_every_n_steps=1",
    "--trainer.enable_model_summary=false",
    "--trainer.enable_checkpointing=false",
    "--trainer.callbacks=LearningRateMonitor",
    "--trainer.logger=TensorBoardLogger",
    "--trainer.logger.name=",
    "--trainer.logger.version=",
    "--optimizer=SGD",
    "--optimizer.lr=0.1",
    "--optimizer.momentum=0.9",
    "--lr_scheduler=OneCycleLR",
    "--lr_scheduler.max_lr=0.1",
    "--lr_scheduler.total_steps=13",
]


class Module(LightningModule):
    def __init__(self, epochs_stepped: int = 0):
        super().__init__()
        self.automatic_optimization = False
        self.layer = torch.nn.Linear(1, 1)
        self.epochs_stepped = epochs_stepped

    def training_step(self, batch, index):
        optimizer = self.optimizers()
        optimizer.zero_grad()
        loss = (self.layer(batch) - batch).square().mean()
        self.manual_backward(loss)
        optimizer.step()
        self.log("loss", loss)

    # fault
    def on_train_epoch_end(self):
        if self.current_epoch < self.epochs_stepped:
            self.lr_schedulers().step()

    # end of fault


def train(directory, situation):
    loader = DataLoader(torch.linspace(-1, 1, 20)[:, None], batch_size=4)
    own = [f"--trainer.logger.save_dir={directory}", f"--model.epochs_stepped={EPOCHS_STEPPED[situation]}"]
    cli = LightningCLI(Module, args=ARGUMENTS + own, run=False)
    cli.trainer.fit(cli.model, loader)
