"""PyTorch's own schedulers, and LightningCLI, which names them."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.torch.lightning_cli import EPOCH_TAG, parse, with_epoch
from tb_lrplugin.frameworks.torch.writer import torch_configuration

LIGHTNING_CLI = Framework(
    kind="lightning_cli",
    about=About(
        "LightningCLI",
        "PyTorch",
        "`config.yaml` beside the event file: torch's schedulers by class_path",
        "whether the scheduler is stepped per epoch or per step; steps per epoch; a parameter group's own rate",
        "plain Lightning leaves no scheduler behind",
    ),
    readers=(
        TextFile(
            "config.yaml",
            parse,
            signs=(r"^ *optimizer *:", r"^ *class_path *:"),
            proof=r"^trainer *:",
            complete=with_epoch,
            scalar_tags=frozenset({EPOCH_TAG}),
        ),
    ),
    # LearningRateMonitor logs the rate of the optimizer's parameter group.
    measures="optimizer",
    write=torch_configuration,
    advice={
        "stepped_per_epoch": Advice(
            causes=(
                "Lightning steps a scheduler once per epoch unless configure_optimizers returns it with interval "
                '"step".',
            ),
            fix='return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler, "interval": "step"}}',
        ),
    },
)
