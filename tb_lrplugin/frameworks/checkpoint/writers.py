"""Who saved a checkpoint: what is told to its users is in the words of their framework.

Told by what only one of them writes: lightning 2.6 (`trainer/connectors/checkpoint_connector.py`), transformers 5.24
(`trainer.py`), accelerate 1.15 (`checkpointing.py`), mmengine 0.10 (`runner/runner.py`), composer 0.32
(`checkpoint/state.py`), deepspeed 0.19 (`runtime/engine.py`), ignite 0.5 (`engine/engine.py`, `state_dict`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum, auto
from typing import Any

from tb_lrplugin.formats.checkpoint import Checkpoint
from tb_lrplugin.frameworks.checkpoint.advice import (
    COMPOSER,
    DEEPSPEED,
    HANDED_TO_TRAINER,
    IGNITE,
    STABLE_BASELINES,
    TORCH,
)
from tb_lrplugin.frameworks.framework import Advice
from tb_lrplugin.frameworks.huggingface.advice import SCRIPTS, TRAINER
from tb_lrplugin.frameworks.mmengine.advice import ADVICE as MMENGINE
from tb_lrplugin.frameworks.torch.advice import LIGHTNING


class Writer(Enum):
    """A program that saves checkpoints, or a script of one's own."""

    SCRIPT = auto()
    LIGHTNING = auto()
    TRAINER = auto()
    ACCELERATE = auto()
    MMENGINE = auto()
    STABLE_BASELINES = auto()
    IGNITE = auto()
    COMPOSER = auto()
    DEEPSPEED = auto()


# Files that only one program writes beside its checkpoint's.
_BESIDE: Mapping[str, Writer] = {
    "trainer_state.json": Writer.TRAINER,
    "training_args.bin": Writer.TRAINER,
    "scheduler.bin": Writer.ACCELERATE,
    "optimizer.bin": Writer.ACCELERATE,
    "random_states_0.pkl": Writer.ACCELERATE,
}
# Keys that only one program writes at the root.
_ROOTS: tuple[tuple[Writer, frozenset[str]], ...] = (
    (Writer.LIGHTNING, frozenset({"pytorch-lightning_version"})),
    (Writer.LIGHTNING, frozenset({"loops", "optimizer_states", "lr_schedulers"})),
    (Writer.MMENGINE, frozenset({"message_hub", "meta"})),
    (Writer.DEEPSPEED, frozenset({"ds_version"})),
    (Writer.DEEPSPEED, frozenset({"ds_config", "global_steps"})),
    (Writer.COMPOSER, frozenset({"state", "rng"})),
)
_ENGINE = frozenset({"epoch_length", "max_epochs"})
# What the callback of Lightning writes, "lr-AdamW", "lr-SGD-momentum/pg1", but not composer's "lr-AdamW/group0".
_MONITOR = re.compile(r"(?:.*/)?lr-[A-Za-z]\w*(?:-\d+)?(?:/pg\d+)?")

_WORDS: Mapping[Writer, Mapping[str, Advice]] = {
    Writer.SCRIPT: TORCH,
    Writer.LIGHTNING: LIGHTNING,
    Writer.TRAINER: TRAINER,
    Writer.ACCELERATE: SCRIPTS,
    Writer.MMENGINE: MMENGINE,
    Writer.STABLE_BASELINES: STABLE_BASELINES,
    Writer.IGNITE: IGNITE,
    Writer.COMPOSER: COMPOSER,
    Writer.DEEPSPEED: DEEPSPEED,
}


def writer_of(beside: Iterable[str], checkpoints: Mapping[str, Checkpoint]) -> Writer:
    """Say who saved a checkpoint; `SCRIPT` for none of these.

    Args:
      beside: names of the files in its folder.
      checkpoints: what was read of it, by the names of its files.
    """
    for checkpoint in checkpoints.values():
        if checkpoint.kind == "sb3":
            return Writer.STABLE_BASELINES
        found = _by_root(checkpoint.tree)
        if found != Writer.SCRIPT:
            return found
    if not any(name.startswith(("scheduler", "optimizer", "custom_checkpoint")) for name in checkpoints):
        return Writer.SCRIPT
    names = set(beside)
    return next((writer for name, writer in _BESIDE.items() if name in names), Writer.SCRIPT)


def _by_root(tree: Any) -> Writer:
    if not isinstance(tree, dict):
        return Writer.SCRIPT
    found = next((writer for writer, keys in _ROOTS if keys <= tree.keys()), None)
    if found is not None:
        return found
    has_engine = any(isinstance(one, dict) and one.keys() >= _ENGINE for one in tree.values())
    return Writer.IGNITE if has_engine else Writer.SCRIPT


def writer_by_tag(tag: str) -> Writer:
    """Say who logged a series, where its tag tells; `SCRIPT` where it does not."""
    return Writer.LIGHTNING if _MONITOR.fullmatch(tag) else Writer.SCRIPT


_BY_UPDATE = """\
# in the LightningModule, where automatic_optimization is False: the scheduler's lengths count updates
def on_train_batch_end(self, outputs, batch, batch_idx):
    self.lr_schedulers().step()"""
_STANDING = ("stuck_at_initial", "frozen")


def advice_of(writer: Writer, fault: str, *, is_function: bool, counts_updates: bool) -> Advice:
    """Say what is known of a fault, in the words of whoever saved the checkpoint.

    Args:
      writer: who that is.
      fault: the name of a verdict or a variation, as in `shared_advice.SITUATIONS`.
      is_function: whether the scheduler is one of functions, as those are that the Trainer makes itself.
      counts_updates: whether the scheduler was made for about as many steps as there are updates.
    """
    if writer == Writer.TRAINER and not is_function and fault in HANDED_TO_TRAINER:
        return HANDED_TO_TRAINER[fault]
    known = _WORDS[writer].get(fault, Advice())
    if writer == Writer.LIGHTNING and counts_updates and fault in _STANDING:
        # Its own fix steps once per epoch, the default of Lightning.
        return Advice(known.causes, _BY_UPDATE, "python")
    return known
