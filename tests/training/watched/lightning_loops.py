"""LightningModules under automatic and manual optimization; needs Lightning where they are run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.training.watched.cases import Loop, Tell

PER_EPOCH, EPOCHS = 10, 5
UPDATES = PER_EPOCH * EPOCHS


def module_of(
    configure: Callable[[Any], Any], is_manual: bool = False, calls: Callable[[int], int] | None = None
) -> Any:
    """Make a module.

    Args:
      configure: gives what `configure_optimizers` returns, of the model's optimizer.
      is_manual: whether it updates by itself.
      calls: how often it steps its scheduler after each update, where it does so itself.
    """
    import torch
    from lightning.pytorch import LightningModule

    class Module(LightningModule):
        def __init__(self) -> None:
            super().__init__()
            self.layer = torch.nn.Linear(2, 1)
            self.automatic_optimization = not is_manual
            self.done = 0

        def training_step(self, batch: Any, index: int) -> Any:
            loss = self.layer(batch[0]).square().mean()
            if is_manual:
                optimizer = self.optimizers()
                optimizer.zero_grad()
                self.manual_backward(loss)
                optimizer.step()
                for _ in range(0 if calls is None else calls(self.done)):
                    self.lr_schedulers().step()
                self.done += 1
            return loss

        def configure_optimizers(self) -> Any:
            return configure(torch.optim.AdamW(self.parameters(), lr=0.1))

    return Module()


def fit(tell: Tell, directory: Path, module: Any, callbacks: Any = (), path: Any = None, **options: Any) -> Any:
    import torch
    from lightning.pytorch import Trainer
    from lightning.pytorch.loggers import TensorBoardLogger

    from tb_lrplugin.lightning import LearningRateWatch

    data = torch.utils.data.TensorDataset(torch.ones(PER_EPOCH * 2, 2))
    loader = torch.utils.data.DataLoader(data, batch_size=2)
    trainer = Trainer(
        **{"max_epochs": EPOCHS, "log_every_n_steps": 1, **options},
        accelerator="cpu",
        logger=TensorBoardLogger(str(directory), name=None, version=""),
        callbacks=[*callbacks, LearningRateWatch(on_fault=tell)],
        enable_progress_bar=False,
        enable_model_summary=False,
        enable_checkpointing=False,
    )
    trainer.fit(module, loader, ckpt_path=path)
    return trainer


def with_scheduler(name: str, interval: str | None, **arguments: Any) -> Callable[[Any], Any]:
    def configure(optimizer: Any) -> Any:
        import torch

        scheduler = getattr(torch.optim.lr_scheduler, name)(optimizer, **arguments)
        config = {"scheduler": scheduler} | ({} if interval is None else {"interval": interval})
        return {"optimizer": optimizer, "lr_scheduler": config}

    return configure


def fitting(module: Callable[[], Any], **options: Any) -> Callable[[Tell, Path], Any]:
    return lambda tell, directory: fit(tell, directory, module(), **options)


def overwritten(tell: Tell, directory: Path) -> None:
    from lightning.pytorch import Callback

    class Sets(Callback):
        def on_train_batch_start(self, trainer: Any, *_rest: Any) -> None:
            trainer.optimizers[0].param_groups[0]["lr"] = 3e-4

    fit(tell, directory, module_of(by_update), callbacks=[Sets()])


def overridden(tell: Tell, directory: Path) -> None:
    module = module_of(by_update)
    module.lr_scheduler_step = lambda *arguments: None
    fit(tell, directory, module)


def resumed(with_scheduler_state: bool) -> Callable[[Tell, Path], None]:
    def run(tell: Tell, directory: Path) -> None:
        import torch

        path = str(directory / "part.ckpt")
        fit(lambda fault: None, directory, module_of(by_update), max_epochs=2).save_checkpoint(path)
        if not with_scheduler_state:
            checkpoint = torch.load(path, weights_only=False)
            module = module_of(by_update)
            for state in checkpoint["lr_schedulers"]:
                state.update(module.configure_optimizers()["lr_scheduler"]["scheduler"].state_dict())
            torch.save(checkpoint, path)
        fit(tell, directory, module_of(by_update), path=path)

    return run


def warmed_by_hand(tell: Tell, directory: Path) -> None:
    """Lightning's own recipe: `optimizer_step` sets the rate of the first updates, and the Trainer steps on."""
    module = module_of(by_update)

    def optimizer_step(epoch: int, index: int, optimizer: Any, closure: Any = None) -> None:
        optimizer.step(closure=closure)
        if module.trainer.global_step < PER_EPOCH:
            for group in optimizer.param_groups:
                group["lr"] = 0.1 * (module.trainer.global_step + 1) / PER_EPOCH

    module.optimizer_step = optimizer_step
    fit(tell, directory, module)


def with_plateau(mode: str) -> Callable[[Tell, Path], Any]:
    """Make a loop that lowers the rate by its accuracy on the batches."""

    def run(tell: Tell, directory: Path) -> None:
        def configure(optimizer: Any) -> Any:
            import torch

            rule = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, mode, patience=1)
            return {"optimizer": optimizer, "lr_scheduler": {"scheduler": rule, "monitor": "train_acc"}}

        module = module_of(configure)
        learn = module.training_step

        def training_step(batch: Any, batch_idx: int) -> Any:
            loss = learn(batch, batch_idx)
            module.log("train_acc", 1 / (1 + loss.detach()))
            return loss

        module.training_step = training_step
        fit(tell, directory, module)

    return run


def resumed_at(rate: float) -> Callable[[Tell, Path], None]:
    """Make a loop that is resumed with all states, by a module that asks for a rate of its own."""

    def run(tell: Tell, directory: Path) -> None:
        def configure(optimizer: Any) -> Any:
            return by_update(type(optimizer)(optimizer.param_groups[0]["params"], lr=rate))

        path = str(directory / "part.ckpt")
        fit(lambda fault: None, directory, module_of(by_update), max_epochs=2).save_checkpoint(path)
        fit(tell, directory, module_of(configure), path=path)

    return run


def averaged(tell: Tell, directory: Path) -> None:
    from lightning.pytorch.callbacks import StochasticWeightAveraging

    averaging = StochasticWeightAveraging(swa_lrs=0.02, swa_epoch_start=2, annealing_epochs=2)
    fit(tell, directory, module_of(by_update), callbacks=[averaging])


by_update = with_scheduler("CosineAnnealingLR", "step", T_max=UPDATES)
by_epoch = with_scheduler("CosineAnnealingLR", None, T_max=EPOCHS)

LOOPS = [
    Loop(
        "never steps under manual optimization",
        "never_stepped",
        2,
        fitting(lambda: module_of(by_update, is_manual=True)),
    ),
    Loop(
        "steps twice under manual optimization",
        "stepped_too_often",
        3,
        fitting(lambda: module_of(by_update, True, lambda _: 2)),
    ),
    Loop(
        "stops stepping under manual optimization",
        "no_longer_stepped",
        24,
        fitting(lambda: module_of(by_update, True, lambda done: int(done < 20))),
    ),
    Loop(
        "leaves the interval at epoch for a OneCycleLR of updates",
        "stepped_too_seldom",
        1,
        fitting(lambda: module_of(with_scheduler("OneCycleLR", None, max_lr=0.1, total_steps=UPDATES))),
    ),
    Loop(
        "leaves the interval at epoch in a run of one epoch",
        "stepped_too_seldom",
        1,
        fitting(lambda: module_of(with_scheduler("ExponentialLR", None, gamma=0.9)), max_epochs=1),
    ),
    Loop("overrides lr_scheduler_step", "never_stepped", 2, overridden),
    Loop("has a callback that sets the rate", "overwritten", 3, overwritten),
    Loop("resumes without the scheduler's state", "resumed_without_state", 1, resumed(False)),
    Loop(
        "steps what counts epochs with each update",
        "schedule_shorter_than_run",
        1,
        fitting(lambda: module_of(with_scheduler("PolynomialLR", "step", total_iters=EPOCHS))),
    ),
    Loop("lowers the rate where the accuracy does not fall", "wrong_mode", 1, with_plateau("min")),
    Loop("lowers the rate where the accuracy does not rise", "", 0, with_plateau("max")),
    Loop("resumes with another rate, and loads the old one", "rate_of_checkpoint", 1, resumed_at(0.01)),
    Loop("resumes with the rate that it had", "", 0, resumed_at(0.1)),
    Loop("steps per update", "", 0, fitting(lambda: module_of(by_update))),
    Loop("steps per epoch", "", 0, fitting(lambda: module_of(by_epoch))),
    Loop(
        "accumulates two batches",
        "",
        0,
        fitting(
            lambda: module_of(with_scheduler("CosineAnnealingLR", "step", T_max=UPDATES // 2)),
            accumulate_grad_batches=2,
        ),
    ),
    Loop("steps under manual optimization", "", 0, fitting(lambda: module_of(by_update, True, lambda _: 1))),
    Loop(
        "steps per epoch under manual optimization",
        "",
        0,
        fitting(lambda: module_of(by_epoch, True, lambda done: int(done % PER_EPOCH == PER_EPOCH - 1))),
    ),
    Loop("has no scheduler", "", 0, fitting(lambda: module_of(lambda optimizer: optimizer))),
    Loop("has no optimizer", "", 0, fitting(lambda: module_of(lambda optimizer: None))),
    Loop("warms up by hand in optimizer_step", "", 0, warmed_by_hand),
    Loop("averages weights from the middle on", "", 0, averaged),
    Loop("resumes with all states", "", 0, resumed(True)),
]
