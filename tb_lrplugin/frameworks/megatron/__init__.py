"""Megatron-LM and Megatron-DeepSpeed."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.megatron.reader import NAMES, parse
from tb_lrplugin.frameworks.readers import TextSummaries

MEGATRON = Framework(
    kind="megatron",
    about=About(
        "Megatron-LM, Megatron-DeepSpeed",
        "PyTorch",
        "one text summary per argument",
        "iterations skipped for overflow at the start",
        "those skipped later",
    ),
    # Other programs write a summary for each argument as well.
    readers=(TextSummaries(NAMES, ("lr", "lr_decay_style"), "lr_decay_style", parse),),
    tags="(?:.*/)?learning-rate",
    # The rate is taken from the optimizer's parameter group.
    measures="optimizer",
    advice={
        "clamped_floor": Advice(
            causes=("The fork in use cuts the decay off with max(), as GPT-NeoX did before its PR 1008.",),
        ),
    },
)
