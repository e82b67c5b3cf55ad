"""The parameters that are read from a state give torch's own curve, for every class and the layouts of torch 2.

`tests/support/torch_schedulers.json` was recorded from the real classes: the state after 33 calls, what the optimizer
then held, and the rates after 0 to 59 calls, for one parameter group or two.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.formats.checkpoint import read_checkpoint
from tb_lrplugin.frameworks.checkpoint import CheckpointReading, readings_of
from tb_lrplugin.frameworks.checkpoint.evidence import told_by
from tb_lrplugin.frameworks.reading import Reading
from tests.support.checkpoints import Bytes, Called, Named, torch_legacy, torch_zip

RECORDED = json.loads((Path(__file__).parent.parent / "support" / "torch_schedulers.json").read_text())["cases"]
CALLS = 33
# These hold functions, or move by a metric: no state tells their curve.
OPEN = ("LambdaLR", "MultiplicativeLR", "ReduceLROnPlateau")
CLOSED = [name for name in RECORDED if name not in OPEN]
Layout = Callable[[dict[str, Any]], dict[str, Any]]


def of_2_13(state: dict[str, Any]) -> dict[str, Any]:
    return state


def of_2_4(state: dict[str, Any]) -> dict[str, Any]:
    newer = ("_is_initial", "default_min_lr")
    return {key: value for key, value in state.items() if key not in newer} | {"verbose": False}


def of_2_0(state: dict[str, Any]) -> dict[str, Any]:
    """Take out what torch 2.0 does not write; the curve of a one-cycle policy is a method of the scheduler there."""
    older = {key: value for key, value in of_2_4(state).items() if key != "use_beta1"}
    if "_anneal_func_type" in older:
        kind = older.pop("_anneal_func_type")
        scheduler = Called("torch.optim.lr_scheduler.OneCycleLR", (), {"total_steps": 3})
        older["anneal_func"] = Called("__builtin__.getattr", (scheduler, f"_annealing_{kind}"))
    return older


def of_2_0_as_function(state: dict[str, Any]) -> dict[str, Any]:
    older = of_2_0(state)
    if "anneal_func" in older:
        older["anneal_func"] = Named(f"torch.optim.lr_scheduler.{older['anneal_func'].arguments[1]}")
    return older


LAYOUTS: Mapping[str, Layout] = {
    "2.13": of_2_13,
    "2.4": of_2_4,
    "2.0": of_2_0,
    "2.0, a function": of_2_0_as_function,
}


def saved(state: Any, layout: Layout) -> Any:
    """Write a recorded state as torch pickles it: a counter as a call, nested schedulers in the same layout."""
    if isinstance(state, dict) and set(state) == {"Counter"}:
        return Called("collections.Counter", (dict(map(tuple, state["Counter"])),))
    if isinstance(state, dict):
        inner = {key: saved(value, layout) for key, value in state.items()}
        return layout(inner) if "_last_lr" in state else inner
    return [saved(one, layout) for one in state] if isinstance(state, list) else state


def readings(name: str, layout: Layout, write: Callable[[Any], bytes] = torch_zip) -> list[CheckpointReading]:
    case = RECORDED[name]
    content = write({"sched": saved(case["state"], layout), "optimizer": {"state": {}, "param_groups": case["groups"]}})
    found = readings_of(told_by({"a.pt": read_checkpoint(Bytes(content))}), "a.pt")
    return [one for one in found if isinstance(one, CheckpointReading)]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", CLOSED)
def test_the_curve_of_torch(name: str, layout: str) -> None:
    (reading,) = readings(name, LAYOUTS[layout])
    assert reading.state is not None and reading.state.name == name.split()[0]
    for group, curve in enumerate(RECORDED[name]["curves"]):
        chosen = next(iter(reading.alternatives(f"lr/group_{group}")))
        assert isinstance(chosen, Reading) and chosen.schedule is not None
        np.testing.assert_allclose(chosen.schedule(np.arange(len(curve))), curve, rtol=1e-6, atol=1e-7 * max(curve))


@pytest.mark.parametrize("write", [torch_zip, torch_legacy], ids=["zip", "legacy"])
@pytest.mark.parametrize("name", RECORDED)
def test_counters_and_rates(name: str, write: Callable[[Any], bytes]) -> None:
    (reading,) = readings(name, of_2_13, write)
    seen, rates = reading.witness, [curve[CALLS] for curve in RECORDED[name]["curves"]]
    assert seen is not None and (seen.last_epoch, seen.rates_differ()) == (CALLS, None)
    assert seen.scheduler_rates == pytest.approx(rates, rel=1e-6)


@pytest.mark.parametrize("name", ["LambdaLR", "MultiplicativeLR"])
def test_functions_cannot_be_told_apart(name: str) -> None:
    (reading,) = readings(name, of_2_13)
    assert (reading.schedule, reading.witness and reading.witness.scheduler) == (None, "LambdaLR")


@pytest.mark.parametrize("layout", ["2.13", "2.4"])
def test_the_rule_of_a_metric(layout: str) -> None:
    (reading,) = readings("ReduceLROnPlateau", LAYOUTS[layout])
    assert reading.rule is not None
    assert (reading.rule.factor, reading.rule.floor) == (2.0, 0.001)


def test_every_class_of_torch_was_recorded() -> None:
    assert len({name.split()[0] for name in RECORDED}) == 15
