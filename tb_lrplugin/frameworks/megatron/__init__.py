"""Megatron-LM and Megatron-DeepSpeed."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import About, Advice, Framework

MEGATRON = Framework(
    kind="megatron",
    about=About(
        "Megatron-LM, Megatron-DeepSpeed",
        "PyTorch",
        "one text summary per argument",
        "iterations skipped for overflow at the start",
        "those skipped later",
    ),
    advice={
        "clamped_floor": Advice(
            causes=("The fork in use cuts the decay off with max(), as GPT-NeoX did before its PR 1008.",),
        ),
    },
)
