"""mmengine."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import About, Advice, Framework

MMENGINE = Framework(
    kind="mmengine",
    about=About(
        "mmengine (mmdet 3, mmseg 1, mmpretrain ...)",
        "PyTorch",
        "`config/text_summary`, or `config.py` beside the event file; read as literals, never run",
        "iterations per epoch",
        "the factor of `auto_scale_lr`",
    ),
    advice={
        "stepped_per_epoch": Advice(
            causes=("The scheduler is stepped by epoch: by_epoch is true unless it is set.",),
            fix="by_epoch=True, convert_to_iter_based=True",
        ),
        "stepped_every_step": Advice(fix="by_epoch=True, convert_to_iter_based=False"),
    },
)
