"""The parameters that are read from a state give torch's own curve, for every class and the layouts of torch 2.

`tests/support/torch_schedulers.json` was recorded from the real classes of torch 2.13: the state after 33 calls, what
the optimizer then held, and the rates after 0 to 59 calls, for one parameter group or two; under `older`, the states of
the same schedulers from the `lr_scheduler.py` of torch 2.0.1 and 2.4.1, whose curves were the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.formats.checkpoint import read_checkpoint
from tb_lrplugin.frameworks.checkpoint import CheckpointReading, readings_of
from tb_lrplugin.frameworks.checkpoint.evidence import told_by
from tb_lrplugin.frameworks.reading import Reading
from tests.support.checkpoints import Bytes, Called, Named, torch_legacy, torch_zip

ALL = json.loads((Path(__file__).parent.parent / "support" / "torch_schedulers.json").read_text())
RECORDED = ALL["cases"]
OLDER = ALL["older"]
CALLS = 33
# These hold functions, or move by a metric: no state tells their curve.
OPEN = ("LambdaLR", "MultiplicativeLR", "ReduceLROnPlateau")
CLOSED = [name for name in RECORDED if name not in OPEN]
# How torch 2.0 pickles the curve of a one-cycle policy, a method of the scheduler; and how a function would be.
METHOD = Called("torch.optim.lr_scheduler.OneCycleLR", (), {"total_steps": 3})
LAYOUTS = ("2.13", *OLDER, "2.0.1, a function")


def state_of(name: str, layout: str) -> Any:
    """Give the state of a class as a version of torch saves it after so many calls."""
    version = layout.partition(",")[0]
    return saved(OLDER[version][name] if version in OLDER else RECORDED[name]["state"], is_method=version == layout)


def saved(state: Any, *, is_method: bool = True) -> Any:
    """Write a recorded state as torch pickles it: a counter as a call, a method by what it is looked up in."""
    if isinstance(state, dict) and set(state) == {"Counter"}:
        return Called("collections.Counter", (dict(map(tuple, state["Counter"])),))
    if isinstance(state, dict) and set(state) == {"function"}:
        name = state["function"].rpartition(".")[2]
        looked_up = Called("__builtin__.getattr", (METHOD, name))
        return looked_up if is_method else Named(f"torch.optim.lr_scheduler.{name}")
    if isinstance(state, dict):
        return {key: saved(value, is_method=is_method) for key, value in state.items()}
    return [saved(one, is_method=is_method) for one in state] if isinstance(state, list) else state


def readings(name: str, layout: str, write: Callable[[Any], bytes] = torch_zip) -> list[CheckpointReading]:
    groups = RECORDED[name]["groups"]
    content = write({"sched": state_of(name, layout), "optimizer": {"state": {}, "param_groups": groups}})
    found = readings_of(told_by({"a.pt": read_checkpoint(Bytes(content))}), "a.pt")
    return [one for one in found if isinstance(one, CheckpointReading)]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", CLOSED)
def test_the_curve_of_torch(name: str, layout: str) -> None:
    (reading,) = readings(name, layout)
    assert reading.state is not None and reading.state.name == name.split()[0]
    for group, curve in enumerate(RECORDED[name]["curves"]):
        chosen = next(iter(reading.alternatives(f"lr/group_{group}")))
        assert isinstance(chosen, Reading) and chosen.schedule is not None
        np.testing.assert_allclose(chosen.schedule(np.arange(len(curve))), curve, rtol=1e-6, atol=1e-7 * max(curve))


@pytest.mark.parametrize("write", [torch_zip, torch_legacy], ids=["zip", "legacy"])
@pytest.mark.parametrize("name", RECORDED)
def test_counters_and_rates(name: str, write: Callable[[Any], bytes]) -> None:
    (reading,) = readings(name, "2.13", write)
    seen, rates = reading.witness, [curve[CALLS] for curve in RECORDED[name]["curves"]]
    assert seen is not None and (seen.last_epoch, seen.rates_differ()) == (CALLS, None)
    assert seen.scheduler_rates == pytest.approx(rates, rel=1e-6)


@pytest.mark.parametrize("name", ["LambdaLR", "MultiplicativeLR"])
def test_functions_cannot_be_told_apart(name: str) -> None:
    (reading,) = readings(name, "2.13")
    assert (reading.schedule, reading.witness and reading.witness.scheduler) == (None, "LambdaLR")


@pytest.mark.parametrize("layout", ["2.13", *OLDER])
def test_the_rule_of_a_metric(layout: str) -> None:
    (reading,) = readings("ReduceLROnPlateau", layout)
    assert reading.rule is not None
    assert (reading.rule.factor, reading.rule.floor) == (2.0, 0.001)


def test_every_class_of_torch_was_recorded() -> None:
    assert len({name.split()[0] for name in RECORDED}) == 15
