"""A scheduler of LightningCLI whose length counts epochs, and that is stepped per batch."""

import torch
from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI
from torch.utils.data import DataLoader

EPOCHS = 12


class Module(LightningModule):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(1, 1)

    def training_step(self, batch, index):
        loss = (self.layer(batch) - batch).square().mean()
        self.log("loss", loss)
        return loss


def train(directory, situation):
    # fault
    class CLI(LightningCLI):
        @staticmethod
        def configure_optimizers(lightning_module, optimizer, lr_scheduler=None):
            return {"optimizer": optimizer, "lr_scheduler": {"scheduler": lr_scheduler, "interval": "step"}}

    # end of fault
    loader = DataLoader(torch.linspace(-1, 1, 160)[:, None], batch_size=4)
    arguments = [
        f"--trainer.max_epochs={EPOCHS}",
        "--trainer.accelerator=cpu",
        "--trainer.enable_progress_bar=false",
        "--trainer.log_every_n_steps=1",
        "--trainer.enable_model_summary=false",
        "--trainer.enable_checkpointing=false",
        "--trainer.callbacks=LearningRateMonitor",
        "--trainer.logger=TensorBoardLogger",
        f"--trainer.logger.save_dir={directory}",
        "--trainer.logger.name=",
        "--trainer.logger.version=",
        "--optimizer=SGD",
        "--optimizer.lr=0.1",
        "--lr_scheduler=CosineAnnealingLR",
        f"--lr_scheduler.T_max={EPOCHS}",
    ]
    cli = CLI(Module, args=arguments, run=False)
    cli.trainer.fit(cli.model, loader)
