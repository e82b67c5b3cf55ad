"""States of schedulers with anything in any place: whatever a file says, a sentence comes of it, and no exception."""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.formats.checkpoint import read_checkpoint
from tb_lrplugin.frameworks.checkpoint import CHECKPOINT, readings_of
from tb_lrplugin.frameworks.checkpoint.evidence import told_by
from tests.support.checkpoints import Bytes, Called, Named, torch_zip
from tests.support.made_series import series_of
from tests.unit.test_checkpoint_parity import RECORDED, saved

ANYTHING: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 10**30, -(10**30)),
    *(0.0, -0.0, 1e-320, 1e308, math.nan, math.inf, -math.inf),
    *("", "x", "cos", [], {}, [[]], [None], {"a": 1}, [0.1] * 100, list(range(100, 0, -1))),
    *(Called("collections.Counter", ({-1: 1, 10**18: 10**9},)), Called("os.system", ("touch marker",)), Named("a.b")),
)
ROUNDS = 12


def places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """List every place of a tree, by what holds it and the key or index there."""
    keys = tree.keys() if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in list(keys):
        yield tree, key
        yield from places(tree[key])


def spoilt(case: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Put anything in the place of some values, or take these out."""
    tree = {
        "sched": saved(copy.deepcopy(case["state"])),
        "optimizer": {"state": {}, "param_groups": copy.deepcopy(case["groups"])},
        "epoch": 3,
        "global_step": 33,
        "args": {"epochs": 20, "max_steps": 60},
    }
    for holder, key in chance.sample(list(places(tree)), chance.choice((1, 1, 2, 4))):
        if isinstance(holder, dict) and chance.random() < 0.2:
            holder.pop(key, None)
        else:
            holder[key] = chance.choice(ANYTHING)
    return tree


@pytest.mark.parametrize("name", RECORDED)
def test_whatever_a_state_holds(name: str) -> None:
    case = RECORDED[name]
    series = series_of(list(range(len(case["curves"][0]))), case["curves"][0])
    for seed in range(ROUNDS):
        tree = spoilt(case, random.Random(f"{name} {seed}"))
        found = readings_of(told_by({"a.pt": read_checkpoint(Bytes(torch_zip(tree)))}), "a.pt")
        diagnosis = diagnose(series, [CHECKPOINT.found("a.pt", one) for one in found])
        assert diagnosis.finding.verdict != "not_diagnosed", (seed, diagnosis.finding.detail)
        assert diagnosis.expected is None or np.isfinite(diagnosis.expected).all(), seed


@pytest.mark.parametrize("seed", range(8))
def test_whatever_else_a_checkpoint_holds(seed: int) -> None:
    chance = random.Random(seed)
    tree: dict[str, Any] = {
        "pytorch-lightning_version": "2",
        "loops": {"fit_loop": {"epoch_loop.batch_progress": {"total": {"completed": 3}}}},
        "ds_config": {"scheduler": {"type": "WarmupLR", "params": {"warmup_max_lr": 0.1}}, "optimizer": {"params": {}}},
        "lr_scheduler": {"last_batch_iteration": 3},
        "param_schedulers": [{"last_step": 1, "_global_step": 1, "param_name": "lr", "gamma": 0.1, "base_values": [1]}],
        "message_hub": {"runtime_info": {"max_iters": 3, "iter": 1}},
        "handler": {"event_index": 1, "param_name": "lr", "milestones": [1, 2], "values": [0.1, 0.2]},
    }
    for holder, key in chance.sample(list(places(tree)), 5):
        holder[key] = chance.choice(ANYTHING)
    for _ in readings_of(told_by({"a.pt": read_checkpoint(Bytes(torch_zip(tree)))}, ["training_args.bin"]), "a.pt"):
        continue
