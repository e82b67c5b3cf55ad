"""Megatron-Bridge's `run_config.yaml`, which every checkpoint holds: `OUT/checkpoints/iter_N`, beside `OUT/tb_logs`.

Read from megatron-bridge 0.3.1 `training/config.py` (548-644, 1616-1685), `training/optim.py`,
`training/checkpointing.py` and `training/utils/train_utils.py` (530): Megatron's own scheduler under the same names, in
the sections `optimizer`, `scheduler` and `train`; a warm-up as long as the decay is cut to all of it but one sample.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Mapping
from typing import Any

from tb_lrplugin.data.files import Directory
from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import load_entries
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.frameworks.framework import About, Framework
from tb_lrplugin.frameworks.megatron.advice import SETTINGS, megatron_advice
from tb_lrplugin.frameworks.megatron.reading import MegatronReading, with_schedule
from tb_lrplugin.frameworks.readers import Found, ReaderFunction, TextFile, Traces, Trust
from tb_lrplugin.frameworks.run_numbers import numbers_of

_FILE = "run_config.yaml"
_SECTIONS = ("optimizer", "scheduler", "train")
_OF_OPTIMIZER = ("lr", "min_lr", "optimizer")
_OF_TRAIN = ("train_iters", "train_samples", "global_batch_size", "rampup_batch_size")
_NUMBERS = ("train.global_batch_size", "train.micro_batch_size")


def _parse(text: str) -> MegatronReading | None:
    config = load_entries(text, _SECTIONS)
    parts: list[Mapping[Any, Any]] = [part for name in _SECTIONS if isinstance(part := config.get(name), Mapping)]
    if len(parts) != len(_SECTIONS) or "lr" not in parts[0] or "lr_decay_style" not in parts[1]:
        return None
    optimizer, scheduler, train = parts
    shown = {
        "optimizer": {name: optimizer[name] for name in _OF_OPTIMIZER if optimizer.get(name) is not None},
        "scheduler": {
            name: value for name, value in scheduler.items() if str(name).startswith("lr_") and value is not None
        },
        "train": {name: train[name] for name in _OF_TRAIN if train.get(name) is not None},
    }
    given = {name: value for block in shown.values() for name, value in block.items()}
    if "rampup_batch_size" in given:
        given["rampup_batch_size"] = str(given["rampup_batch_size"])[:200]
    reading = MegatronReading(
        optimizer=str(optimizer.get("optimizer", ""))[:80],
        text="\n".join(line for name, block in shown.items() for line in (f"{name}:", *quoted(block, block, "  "))),
        numbers=numbers_of(config, _NUMBERS),
        loss_scaling="optimizer.fp16: true" if optimizer.get("fp16") is True else None,
    )
    return with_schedule(reading, Arguments("run_config.yaml", given), is_warmup_cut=True)


_CONFIG = TextFile(_FILE, _parse, signs=(r"^scheduler *:", r"_target_: megatron\.bridge\."))


def _find(traces: Traces) -> Iterator[Found]:
    """Read the file of the newest checkpoint, which holds the settings that are in force."""
    names = traces.directory.file_names()
    for place in (
        traces.directory,
        *map(traces.directory.below, [name for name in names if "checkpoints" in name][:2]),
    ):
        found = _newest(place)
        reading = None if found is None else _CONFIG.read_file(found, _FILE)
        if found is not None and reading is not None:
            yield found.where(_FILE), reading
            return


def _newest(place: Directory) -> Directory | None:
    saved = fnmatch.filter(place.file_names(), "iter_[0-9]*")
    return place.below(max(saved, key=lambda name: (len(name), name))) if saved else None


MEGATRON_BRIDGE = Framework(
    kind="megatron_bridge",
    about=About(
        "Megatron-Bridge (NeMo)",
        "PyTorch",
        "`run_config.yaml` of the newest checkpoint beside `tb_logs/`",
        inferred="iterations skipped for overflow at the start",
        unknown="a run without a checkpoint",
    ),
    readers=(ReaderFunction(_find, r"(?s:.*)checkpoints(?s:.*)|iter_\d.*", trust=Trust.FILE),),
    files=(_CONFIG,),
    tags="learning-rate",
    measures="optimizer",
    is_inherited=True,
    whole=lambda text: f"_target_: megatron.bridge.\n{text}",
    advice=megatron_advice(SETTINGS),
)
