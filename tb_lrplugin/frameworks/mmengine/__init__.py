"""mmengine."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.mmengine.reader import EPOCH_TAGS, parse, parse_one, with_last_epoch
from tb_lrplugin.frameworks.readers import TextFile, TextSummary

MMENGINE = Framework(
    kind="mmengine",
    about=About(
        "mmengine (mmdet 3, mmseg 1, mmpretrain ...)",
        "PyTorch",
        "`config/text_summary`, or `config.py` beside the event file; read as literals, never run",
        "iterations per epoch",
        "the factor of `auto_scale_lr`",
    ),
    readers=(
        TextSummary(
            "config/text_summary",
            parse,
            most_characters=2**22,
            complete=with_last_epoch,
            scalar_tags=frozenset(EPOCH_TAGS),
        ),
        TextFile("config.py", parse_one, complete=with_last_epoch),
    ),
    # RuntimeInfoHook takes the rate from the optimizer's parameter groups before an iteration; it is logged after it.
    measures="optimizer",
    step_offset=-1,
    advice={
        "stepped_per_epoch": Advice(
            causes=("The scheduler is stepped by epoch: by_epoch is true unless it is set.",),
            fix="by_epoch=True, convert_to_iter_based=True",
        ),
        "stepped_every_step": Advice(fix="by_epoch=True, convert_to_iter_based=False"),
    },
)
