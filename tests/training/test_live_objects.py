"""What objects of a running script ask for, with stand-ins for torch, Lightning and timm: none of them is imported."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tb_lrplugin import schedules, summary
from tb_lrplugin.frameworks.own import METADATA
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.live import asked_of
from tb_lrplugin.live.twins import rates_ahead

RECORDED = json.loads((Path(__file__).parents[1] / "support" / "torch_schedulers.json").read_text())["cases"]
OPEN = ("LambdaLR", "MultiplicativeLR", "ReduceLROnPlateau")


def optimizer_of(*rates: float) -> Any:
    return SimpleNamespace(param_groups=[{"params": [object()], "lr": rate, "initial_lr": rate} for rate in rates])


class Halving:
    """Halves the rate at each call from what the optimizer holds, as torch's own do."""

    def __init__(self, optimizer: Any) -> None:
        self.optimizer = optimizer
        self.last_epoch = 0
        self.seen: list[int] = []

    def step(self) -> None:
        self.last_epoch += 1
        self.seen.append(self.last_epoch)
        for group in self.optimizer.param_groups:
            group["lr"] *= 0.5


class LambdaLR:
    def __init__(self, optimizer: Any, *functions: Any) -> None:
        self.optimizer, self.lr_lambdas = optimizer, list(functions)
        self.base_lrs = [group["lr"] for group in optimizer.param_groups]

    def step(self) -> None:
        raise AssertionError("it is recorded, not run")


class Scheduler:
    """timm's, whose schedule is a function of the number that it is stepped with."""

    __module__ = "timm.scheduler.scheduler"

    def __init__(self, optimizer: Any) -> None:
        self.optimizer = optimizer

    def _get_lr(self, t: int) -> list[float]:
        return [group["lr"] / (1 + t) for group in self.optimizer.param_groups]

    def _add_noise(self, values: list[float], t: int) -> list[float]:
        return values


def restored(state: Any) -> Any:
    if isinstance(state, dict):
        if set(state) == {"Counter"}:
            return Counter(dict(map(tuple, state["Counter"])))
        return {key: restored(value) for key, value in state.items()}
    return [restored(one) for one in state] if isinstance(state, list) else state


def as_of_torch(name: str, state: dict[str, Any], optimizer: Any) -> Any:
    """Make a stand-in for a scheduler of torch that answers a recorded state."""
    kind = type(name, (), {"__module__": "torch.optim.lr_scheduler", "step": None, "state_dict": lambda self: state})
    scheduler = kind()
    scheduler.optimizer = optimizer
    return scheduler


class TestTorch:
    @pytest.mark.parametrize("name", [name for name in RECORDED if name not in OPEN])
    def test_the_state_of_every_class_with_a_formula(self, name: str) -> None:
        case = RECORDED[name]
        optimizer = SimpleNamespace(param_groups=case["groups"])
        found = asked_of(as_of_torch(name.split()[0], restored(case["state"]), optimizer))
        for curve in case["curves"]:
            steps = np.arange(len(curve))
            errors = [np.abs(one.schedule(steps) - curve).max() for one in found]
            assert min(errors) <= 1e-7 * max(curve)
        assert all(one.made_from.startswith(f"torch.optim.lr_scheduler.{name.split()[0]}(") for one in found)

    def test_a_rule_of_a_metric_is_a_constant_until_then(self) -> None:
        case = RECORDED["ReduceLROnPlateau"]
        optimizer = SimpleNamespace(param_groups=[{"lr": 0.25}])
        [asked] = asked_of(as_of_torch("ReduceLROnPlateau", case["state"], optimizer))
        assert asked.schedule == schedules.Constant(0.25)

    def test_any_other_class_is_run_ahead_by_a_twin(self) -> None:
        scheduler = Halving(optimizer_of(0.8, 0.4))
        first, second = asked_of(scheduler, total_steps=20)
        assert (first.name, second.name) == ("group_0", "group_1")
        np.testing.assert_allclose(first.schedule(np.arange(21)), 0.8 * 0.5 ** np.arange(21), atol=1e-8)
        np.testing.assert_allclose(second.schedule(np.arange(21)), 0.4 * 0.5 ** np.arange(21), atol=1e-8)
        assert [group["lr"] for group in scheduler.optimizer.param_groups] == [0.8, 0.4]
        assert (scheduler.last_epoch, scheduler.seen) == (0, [])

    def test_one_that_goes_on_is_recorded_from_where_it_stands(self) -> None:
        scheduler = Halving(optimizer_of(0.8))
        for _ in range(3):
            scheduler.step()
        [asked] = asked_of(scheduler, total_steps=10)
        assert isinstance(asked.schedule, schedules.Sampled) and asked.schedule.steps[0] == 3
        assert (asked.schedule.value_at(3), asked.schedule.value_at(5)) == (0.1, 0.025)

    def test_a_step_that_a_script_put_over_the_class_is_not_run(self) -> None:
        scheduler = Halving(optimizer_of(0.8))
        scheduler.step = lambda: pytest.fail("the one that runs was stepped")  # type: ignore[method-assign]
        assert rates_ahead(scheduler, 2) == [[0.8], [0.4], [0.2]]

    def test_schedulers_within_one_are_twins_too(self) -> None:
        optimizer = optimizer_of(0.8)
        inner = Halving(optimizer)

        class Outer:
            def __init__(self) -> None:
                self.optimizer, self.parts = optimizer, [inner]

            def step(self) -> None:
                self.parts[0].step()

        assert rates_ahead(Outer(), 2) == [[0.8], [0.4], [0.2]]
        assert (inner.last_epoch, optimizer.param_groups[0]["lr"]) == (0, 0.8)

    def test_functions_are_recorded_and_named(self) -> None:
        def decay(step: int) -> float:
            return 1 / (1 + step)

        [asked] = asked_of(LambdaLR(optimizer_of(0.1, 0.1), decay, decay), total_steps=1_000)
        steps = np.arange(1_001)
        np.testing.assert_allclose(asked.schedule(steps), 0.1 / (1 + steps), atol=1e-8)
        assert asked.made_from.endswith("decay") and "LambdaLR of " in asked.made_from

    def test_random_numbers_of_the_script_are_as_they_were(self) -> None:
        random.seed(3)
        np.random.seed(3)
        expected = (random.random(), np.random.rand())
        random.seed(3)
        np.random.seed(3)
        asked_of(LambdaLR(optimizer_of(0.1), lambda step: random.random() + np.random.rand()), total_steps=10)
        assert (random.random(), np.random.rand()) == expected

    def test_what_cannot_be_told_is_said(self) -> None:
        with pytest.raises(ValueError, match=r"Halving is not known.*pass total_steps=NUMBER"):
            asked_of(Halving(optimizer_of(0.1)))
        with pytest.raises(ValueError, match="pass the scheduler in its place"):
            asked_of(optimizer_of(0.1))

    def test_an_optimizer_without_a_scheduler_holds_a_constant(self) -> None:
        optimizer = optimizer_of(0.1, 0.2)
        for group in optimizer.param_groups:
            del group["initial_lr"]
        assert [one.schedule for one in asked_of(optimizer)] == [schedules.Constant(0.1), schedules.Constant(0.2)]

    def test_a_scheduler_that_is_stepped_every_few_updates(self) -> None:
        [asked] = asked_of(Halving(optimizer_of(0.8)), total_steps=100, steps_per_call=10)
        assert [asked.schedule.value_at(step) for step in (0, 9, 10, 25)] == [0.8, 0.8, 0.4, 0.2]


class TestLightning:
    OPTIMIZER = optimizer_of(0.8)
    SCHEDULER = Halving(OPTIMIZER)

    @pytest.mark.parametrize(
        "result",
        [
            {"optimizer": OPTIMIZER, "lr_scheduler": {"scheduler": SCHEDULER, "interval": "step"}},
            ([OPTIMIZER], [{"scheduler": SCHEDULER, "interval": "step"}]),
            [{"optimizer": OPTIMIZER, "lr_scheduler": {"scheduler": SCHEDULER, "interval": "step"}}],
        ],
    )
    def test_every_form_of_the_result(self, result: Any) -> None:
        [asked] = asked_of(result, total_steps=4)
        assert [asked.schedule.value_at(step) for step in (0, 1, 2)] == [0.8, 0.4, 0.2]
        assert asked.made_from.endswith("under Lightning")

    @pytest.mark.parametrize(
        "result", [([OPTIMIZER], [SCHEDULER]), {"optimizer": OPTIMIZER, "lr_scheduler": SCHEDULER}]
    )
    def test_an_interval_of_epochs_needs_their_length(self, result: Any) -> None:
        with pytest.raises(ValueError, match=r"once per epoch .*steps_per_call=NUMBER"):
            asked_of(result, total_steps=40)
        [asked] = asked_of(result, total_steps=40, steps_per_call=10)
        assert [asked.schedule.value_at(step) for step in (9, 10)] == [0.8, 0.4]

    def test_several_optimizers_are_told_apart(self) -> None:
        other = optimizer_of(0.3)
        del other.param_groups[0]["initial_lr"]
        result = [{"optimizer": self.OPTIMIZER, "lr_scheduler": {"scheduler": self.SCHEDULER, "interval": "step"}}]
        found = summary.optimizer_config_pb([*result, {"optimizer": other}], total_steps=5)
        names = [value.tag.rpartition("/")[2] for value in found.value]
        assert names == ["SimpleNamespace_0", "SimpleNamespace_1"]


def test_timm() -> None:
    [asked] = asked_of(Scheduler(optimizer_of(0.6)), total_steps=10)
    assert [asked.schedule.value_at(step) for step in (0, 1, 2)] == pytest.approx([0.6, 0.3, 0.2])


def test_optax_is_asked_for_all_steps_at_once() -> None:
    asked_with: list[Any] = []

    def schedule(step: Any) -> Any:
        asked_with.append(step)
        return 0.1 / (1 + step)

    schedule.__module__ = "optax.schedules"
    [asked] = asked_of(schedule, total_steps=5_000)
    assert len(asked_with) == 1
    assert asked.schedule.value_at(4_999) == pytest.approx(0.1 / 5_000)


class TestNothingEndsTheScript:
    @pytest.mark.parametrize(
        "config",
        [
            None,
            [],
            {},
            "x",
            object(),
            optimizer_of(0.1),
            Halving(optimizer_of(0.1)),
            LambdaLR(optimizer_of(0.1), lambda step: 1 / 0),
        ],
        ids=["nothing", "list", "dictionary", "text", "object", "optimizer", "own class", "lambda that fails"],
    )
    def test_one_warning(self, config: Any, tmp_path: Path) -> None:
        with pytest.warns(UserWarning) as told:
            assert not summary.optimizer_config(config, writer=tmp_path / "run")
        assert len(told) == 1 and str(told[0].message).endswith(".")
        assert told[0].filename == __file__
        assert not (tmp_path / "run").exists()

    def test_nor_a_directory_that_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.warns(UserWarning, match="was not written to the log"):
            assert not summary.optimizer_config(0.1, writer=tmp_path / "file" / "run")


@pytest.mark.parametrize(
    ("made_from", "words"),
    [
        ("torch.optim.lr_scheduler.StepLR(step_size=3)", "scheduler.step() is never called."),
        ("torch.optim.lr_scheduler.StepLR(step_size=3), under Lightning", "manual optimization"),
        ("torch.optim.lr_scheduler.LambdaLR of f, under the Trainer", "Trainer"),
    ],
)
def test_the_advice_is_in_the_words_of_whoever_steps_it(made_from: str, words: str) -> None:
    said = METADATA.advice_on("stuck_at_initial", Reading(text=made_from))
    assert any(words in cause for cause in said.causes)
