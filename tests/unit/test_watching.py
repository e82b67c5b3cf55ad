"""The engine of the watches on numbers and on stand-ins for torch: which update proves what, and which none."""

from __future__ import annotations

import math
import sys
import warnings
from collections import OrderedDict
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tb_lrplugin import schedules
from tb_lrplugin.frameworks.checkpoint.advice import TORCH
from tb_lrplugin.live.asked import Asked
from tb_lrplugin.watching import Fault, LearningRateError, LearningRateWarning, require_on_fault, speak
from tb_lrplugin.watching.begin import Begin
from tb_lrplugin.watching.engine import Engine
from tb_lrplugin.watching.keras_loops import KerasWatch
from tb_lrplugin.watching.metrics import Metric, is_more_better
from tb_lrplugin.watching.shapes import shape_faults
from tb_lrplugin.watching.torch_loops import TorchWatch, Ways

TOTAL = 100
COSINE = Asked(schedules.CosineWave(0.1, 0.0, TOTAL))


class Seen:
    """An engine and what it told."""

    def __init__(self, may_overrule: bool = False, **begin: Any) -> None:
        self.faults: list[Fault] = []
        self.paces: list[int] = []
        self.engine = Engine(
            Begin(**{"scheduler": "StepLR", "calls": 0, **begin}),
            TORCH,
            self.faults.append,
            self.paces.append,
            lambda: may_overrule,
        )

    def run(self, calls: Iterator[int] | list[int], **options: Any) -> list[tuple[str, int]]:
        for count in calls:
            self.engine.update(0.1, None, count, **options)
        return self.told

    @property
    def told(self) -> list[tuple[str, int]]:
        return [(fault.kind, fault.update) for fault in self.faults]


class TestCounters:
    def test_never_stepped_is_proved_where_no_epoch_can_explain_it(self) -> None:
        assert Seen(total_steps=TOTAL).run([0] * TOTAL) == [("never_stepped", 52)]
        assert Seen(total_steps=TOTAL, length=TOTAL).run([0] * 9) == [("never_stepped", 2)]
        assert Seen(steps_per_call=1).run([0] * 9) == [("never_stepped", 2)]
        assert Seen(steps_per_call=10).run([0] * 15) == [("never_stepped", 11)]
        assert Seen().run([0] * 1_000) == [], "nobody tells how long the run or an epoch is"

    def test_calls_so_seldom_that_nothing_could_come_about(self) -> None:
        drop = Asked(schedules.Exponential(0.1, 30, 0.1, staircase=True))
        seen = Seen(total_steps=TOTAL, asked=drop)
        assert seen.run([0] * TOTAL) == [("never_stepped", 27)], "a quarter of the run may be held back"
        assert seen.faults[0].what.endswith("would not come about in the run's 100 updates.")
        early = Asked(schedules.Exponential(0.1, 3, 0.1, staircase=True))
        assert Seen(total_steps=TOTAL, asked=early).run([0] * TOTAL) == [("never_stepped", 36)]
        assert Seen(total_steps=TOTAL, asked=drop).run([0] * 20 + list(range(80))) == []

    def test_where_a_call_per_epoch_may_come_both_causes_are_named(self) -> None:
        seen = Seen(total_steps=TOTAL, length=TOTAL)
        seen.run([0, 0])
        assert "never called. Or: " in seen.faults[0].cause and "once per epoch" in seen.faults[0].cause

    def test_stepped_before_the_first_update(self) -> None:
        assert Seen(calls=1, early_calls=1).run([1, 2, 3]) == [("stepped_before_update", 2)]
        assert Seen(calls=1, early_calls=1).run([1, 1, 1]) == [("stepped_before_update", 2)], "at an epoch's begin"
        assert Seen(calls=1, early_calls=1).run([1, 3, 5]) == [("stepped_too_often", 3)], "micro-batches"
        assert Seen(calls=5, early_calls=5).run([5, 6, 7]) == [], "on its way to where a run left off"
        assert Seen(calls=1, early_calls=1).run([1, 2, 3], epoch=1) == [], "the second epoch of a resumed run"

    def test_a_first_rate_at_which_nothing_is_learned_may_be_passed_over(self) -> None:
        seen = Seen(calls=1, early_calls=1, asked=Asked(schedules.Polynomial(0.0, 0.1, 20)))
        for update in range(3):
            seen.engine.update(0.005 * (update + 1), 0.005 * (update + 1), update + 1)
        assert seen.told == []

    def test_lengths_without_the_processes(self) -> None:
        counts = list(range(0, 40, 2))
        seen = Seen(calls_per_update=2, total_steps=TOTAL, length=TOTAL)
        assert seen.run(counts) == [("schedule_shorter_than_run", 4)]
        assert "at its end after 50 updates" in seen.faults[0].what
        assert Seen(calls_per_update=2, total_steps=TOTAL, length=2 * TOTAL).run(counts) == []

    def test_the_second_epoch_proves_it_too(self) -> None:
        seen = Seen()
        for update in range(10):
            seen.engine.update(0.1, 0.1, 0, epoch=update // 4)
        assert seen.told == [("never_stepped", 5)]

    def test_the_end_proves_it(self) -> None:
        seen = Seen()
        seen.run([0] * 5)
        seen.engine.end(0)
        assert seen.told == [("never_stepped", 5)]

    def test_a_run_of_one_epoch_whose_end_steps_it(self) -> None:
        seen = Seen(total_steps=TOTAL, length=1)
        seen.run([0] * 40)
        seen.engine.end(1)
        assert seen.told == []

    def test_several_calls_for_each_update(self) -> None:
        assert Seen().run([0, 2, 4, 6]) == [("stepped_too_often", 3)]
        assert Seen(calls_per_update=4).run([0, 4, 8, 12, 16]) == []
        assert Seen(calls_per_update=4).run([0, 8, 16]) == [("stepped_too_often", 3)]

    def test_one_call_too_many_is_no_habit(self) -> None:
        assert Seen().run([0, 1, 3, 4, 6, 7, 8]) == []

    def test_skipped_updates_prove_nothing(self) -> None:
        seen = Seen(length=TOTAL, total_steps=TOTAL)
        for count, attempts in ((3, 4), (4, 1), (6, 2), (7, 1), (9, 2), (11, 2), (12, 1)):
            seen.engine.update(0.1, 0.1, count, attempts=attempts)
        assert seen.told == []

    def test_micro_batches_are_told_though_the_watch_is_stepped_for_each(self) -> None:
        seen = Seen()
        for count in range(3, 40, 4):
            seen.engine.update(0.1, 0.1, count, attempts=4)
        assert seen.told == [("stepped_too_often", 5)]

    def test_no_longer_stepped(self) -> None:
        counts = [*range(50), *[49] * 20]
        assert Seen(asked=COSINE).run(counts) == [("no_longer_stepped", 53)]

    def test_a_schedule_that_is_over_may_be_left_alone(self) -> None:
        ramp = Asked(schedules.Polynomial(0.01, 0.1, 50))
        assert Seen(asked=ramp).run([*range(51), *[50] * 20]) == []

    def test_stepped_per_epoch(self) -> None:
        counts = [update // 10 for update in range(TOTAL)]
        seen = Seen(total_steps=TOTAL, length=10, asked=Asked(schedules.CosineWave(0.1, 0.0, 10)))
        assert (seen.run(counts), seen.paces) == ([], [10])
        seen = Seen(asked=COSINE)
        assert seen.run([*counts[:50], *[4] * 40]) == [("no_longer_stepped", 62)]

    def test_made_for_updates_and_stepped_per_epoch(self) -> None:
        counts = [update // 10 for update in range(TOTAL)]
        assert Seen(total_steps=TOTAL, length=TOTAL, steps_per_call=10).told == [("stepped_too_seldom", 1)]
        seen = Seen(total_steps=TOTAL, length=TOTAL).run(counts)
        assert seen == [("never_stepped", 2)], "which names both causes"

    def test_a_counter_that_goes_back(self) -> None:
        assert Seen().run([0, 1, 2, 0, 1]) == [("went_back", 4)]

    def test_a_rule_of_a_metric_may_do_anything(self) -> None:
        seen = Seen(by_metric=True, total_steps=TOTAL)
        assert seen.run([0] * TOTAL) == []
        seen.engine.end(1)
        assert seen.told == []
        seen.engine.end(0)
        assert seen.told == [("never_stepped", TOTAL)], "but it must be asked once"


class TestBegin:
    def test_another_optimizer(self) -> None:
        assert Seen(drives=False).run([0, 1]) == [("another_optimizer", 1)]

    def test_resumed_without_state(self) -> None:
        assert Seen(updates_before=40).run([0, 1]) == [("resumed_without_state", 1)]
        assert Seen(updates_before=-1).run([0, 1]) == [("resumed_without_state", 1)]
        assert Seen(updates_before=40, steps_per_call=50).run([0, 0]) == [], "the first epoch goes on"

    @pytest.mark.parametrize(
        ("name", "mode", "is_wrong"),
        [
            *[("val_acc", "min", True), ("val/f1", "min", True), ("eval_AUROC", "max", False)],
            *[("val_loss", "max", True), ("train_loss_epoch", "min", False), ("score", "min", False)],
            ("val_accuracy_loss", "min", False),
        ],
    )
    def test_a_rule_that_waits_for_the_worse(self, name: str, mode: str, is_wrong: bool) -> None:
        seen = Seen(by_metric=True, metric=Metric(name, mode, is_more_better(name)))
        assert seen.run([0, 0]) == ([("wrong_mode", 1)] if is_wrong else [])

    def test_the_rate_of_a_checkpoint_wins(self) -> None:
        seen = Seen(loaded_rate=(0.1, 0.01))
        assert seen.run([40, 41]) == [("rate_of_checkpoint", 1)]
        assert "made for the rate 0.01, and goes on with the state of one that was made for 0.1" in seen.faults[0].what

    def test_a_run_of_a_single_epoch(self) -> None:
        seen = Seen(total_steps=TOTAL, steps_per_call=TOTAL, asked=Asked(schedules.Exponential(0.1, 1, 0.9)))
        assert seen.told == [("stepped_too_seldom", 1)]

    @pytest.mark.parametrize(
        ("schedule", "kind"),
        [
            (schedules.Exponential(0.1, 500, 0.1, staircase=True), "first_drop_beyond_run"),
            (schedules.Polynomial(0.1, 0.0, 50), "schedule_shorter_than_run"),
            (schedules.CosineWave(0.1, 0.0, 10**10), "schedule_longer_than_run"),
        ],
    )
    def test_what_the_plan_shows(self, schedule: schedules.Schedule, kind: str) -> None:
        assert Seen(total_steps=TOTAL, asked=Asked(schedule), steps_per_call=1).told == [(kind, 1)]
        seen = Seen(total_steps=TOTAL, asked=Asked(schedule))
        assert seen.run(list(range(9))) == [(kind, 4)], "once the calls have told their pace"


class TestShapes:
    @pytest.mark.parametrize(
        ("rate", "pace", "kind"),
        [
            pytest.param(lambda s: s / 20 if s < 20 else 1 - s / 100, 1, "break_after_warmup", id="counts from zero"),
            pytest.param(lambda s: s / 20 if s < 10 else 1.0, 1, "break_after_warmup", id="cut off"),
            pytest.param(lambda s: s / 20 if s < 20 else (100 - s) / 80, 1, "", id="a warm-up and a decay"),
            pytest.param(lambda s: 0.1 if s < 20 else (100 - s) / 80, 1, "", id="a burn-in"),
            pytest.param(lambda s: s / 20 if s < 20 else 0.1, 1, "", id="a drop at the end of a warm-up"),
            pytest.param(lambda s: (s + 1) / 5 if s < 5 else 0.8 ** (s - 4), 10, "", id="per epoch"),
            pytest.param(lambda s: 1.2**s, 1, "", id="a search"),
            pytest.param(lambda s: (s % 10) / 10 + 0.1, 1, "", id="a saw of ramps"),
            pytest.param(lambda s: 1 - (s % 99) / 99, 1, "ends_in_new_cycle", id="one update too many"),
            pytest.param(lambda s: 1 - (s % 9) / 8, 10, "ends_in_new_cycle", id="one epoch too many"),
            pytest.param(lambda s: 1 - (s % 25) / 25, 1, "", id="four cycles"),
            pytest.param(lambda s: 1 - (s % 90) / 90, 1, "", id="a tenth of a cycle more"),
        ],
    )
    def test_a_curve(self, rate: Callable[[int], float], pace: int, kind: str) -> None:
        schedule = schedules.record(rate, TOTAL, tolerance=1e-7)
        assert [warning.id for warning in shape_faults(schedule, pace, TOTAL)] == [kind] * bool(kind)


class TestRates:
    @pytest.mark.parametrize("rate", [math.nan, math.inf, -0.1])
    def test_no_rate(self, rate: float) -> None:
        seen = Seen()
        seen.engine.update(rate, rate, 0)
        assert seen.told == [("invalid_rate", 1)]

    def test_overwritten(self) -> None:
        seen = Seen(asked=COSINE)
        for update in range(10):
            seen.engine.update(3e-4, COSINE.schedule.value_at(update), update)
        assert seen.told == [("overwritten", 3)]

    def test_an_epoch_at_a_rate_is_somebodys_warm_up(self) -> None:
        seen = Seen()
        for update in range(50):
            by_hand = 0.02 * (update // 10 + 1)
            seen.engine.update(by_hand, 0.1 * 0.9 ** (update // 10), update // 10)
        assert seen.told == []

    def test_a_rate_that_moves_is_somebodys_warm_up(self) -> None:
        seen = Seen(asked=COSINE)
        for update in range(10):
            seen.engine.update(0.01 * (update + 1), COSINE.schedule.value_at(update), update)
        assert seen.told == []

    def test_a_rate_that_goes_further_and_further_from_the_schedulers(self) -> None:
        seen = Seen(asked=COSINE)
        for update in range(60):
            seen.engine.update(0.1 * 0.95**update, 0.1, update)
        assert seen.told == [("overwritten", 21)]

    @pytest.mark.parametrize(
        "factor",
        [
            pytest.param(lambda update: min(update / 50, 1.0), id="a warm-up by hand"),
            pytest.param(lambda update: max(5 - update / 10, 1.0), id="one that falls"),
            pytest.param(lambda update: 1 - 0.9 * math.exp(-update / 30), id="one that never quite ends"),
            pytest.param(lambda update: 0.6 + 0.4 * math.sin(1e4 * update), id="by the size of each batch"),
            pytest.param(lambda update: 1 + min(update, 30) / 100, id="a little beyond"),
        ],
    )
    def test_a_factor_on_the_schedulers_rate(self, factor: Callable[[int], float]) -> None:
        seen = Seen(asked=COSINE)
        for update in range(TOTAL):
            due = COSINE.schedule.value_at(update)
            seen.engine.update(due * factor(update), due, update)
        assert seen.told == []

    def test_another_level(self) -> None:
        seen = Seen(asked=COSINE)
        for update in range(10):
            rate = COSINE.schedule.value_at(update) / 2
            seen.engine.update(rate, rate, update)
        assert seen.told == [("another_level", 4)]

    def test_another_scheduler_overrules_by_design(self) -> None:
        seen = Seen(may_overrule=True, asked=COSINE)
        for update in range(10):
            seen.engine.update(3e-4, 0.1, update)
        assert seen.told == []


class TestTelling:
    FAULT = Fault("never_stepped", 2, "it was not stepped.", "nobody does.", "step()")

    def test_a_warning(self) -> None:
        with pytest.warns(LearningRateWarning, match="update 2: it was not stepped"):
            speak(self.FAULT, "warn")

    def test_an_error(self) -> None:
        with pytest.raises(LearningRateError) as raised:
            speak(self.FAULT, "raise")
        assert raised.value.fault is self.FAULT

    def test_a_function(self) -> None:
        told: list[Fault] = []
        speak(self.FAULT, told.append)
        assert told == [self.FAULT]

    def test_anything_else_is_refused(self) -> None:
        with pytest.raises(ValueError, match="on_fault is 'log'"):
            require_on_fault("log")  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        "kind", ["never_stepped", "stepped_too_often", "no_longer_stepped", "resumed_without_state"]
    )
    def test_cause_and_fix_are_the_frameworks(self, kind: str) -> None:
        seen = Seen()
        seen.engine._say(kind, "x")
        [fault] = seen.faults
        assert fault.cause and any(word in fault.fix for word in ("scheduler.step()", "load_state_dict"))


class Optimizer:
    """What a watch touches of torch's."""

    def __init__(self, rate: float = 0.1) -> None:
        self.param_groups = [{"lr": rate, "initial_lr": rate}]
        self.state: dict[Any, dict[str, int]] = {}
        self.hooks: list[Callable[..., None]] = []

    def register_step_post_hook(self, hook: Callable[..., None]) -> Any:
        self.hooks.append(hook)
        return SimpleNamespace(remove=lambda: self.hooks.remove(hook))

    def step(self) -> None:
        for hook in self.hooks:
            hook(self, (), {})


class Halving:
    def __init__(self, optimizer: Any) -> None:
        self.optimizer, self.last_epoch, self._last_lr = optimizer, 0, [0.1]

    def step(self) -> None:
        self.last_epoch += 1
        self._last_lr = [0.1 * 0.5**self.last_epoch]
        self.optimizer.param_groups[0]["lr"] = self._last_lr[0]


class TestTorchObjects:
    def watch(
        self, optimizer: Any, scheduler: Any, **options: Any
    ) -> tuple[TorchWatch, list[Fault], dict[int, list[float]]]:
        faults: list[Fault] = []
        logged: dict[int, list[float]] = {}
        ways = Ways(TORCH, faults.append, log=lambda step, rates: logged.update({step: rates}))
        return TorchWatch(optimizer, scheduler, ways, **options), faults, logged

    @pytest.mark.parametrize("is_before", [True, False])
    def test_where_the_watch_is_stepped_does_not_matter(self, is_before: bool) -> None:
        optimizer = Optimizer()
        scheduler = Halving(optimizer)
        watch, faults, logged = self.watch(optimizer, scheduler, total_steps=20)
        for _ in range(20):
            optimizer.step()
            for step in (watch.step, scheduler.step) if is_before else (scheduler.step, watch.step):
                step()
        watch.close()
        assert faults == [] and optimizer.hooks == []
        assert logged == {step: [0.1 * 0.5**step] for step in range(20)}, "the rates that the updates used"

    def test_an_optimizer_without_hooks_is_read_at_each_step(self) -> None:
        optimizer = Optimizer()
        optimizer.register_step_post_hook = None  # type: ignore[assignment]
        watch, faults, _ = self.watch(optimizer, Halving(optimizer), steps_per_call=1)
        for _ in range(5):
            watch.step()
        assert [(fault.kind, fault.update) for fault in faults] == [("never_stepped", 2)]

    def test_a_scheduler_of_another_optimizer(self) -> None:
        optimizer = Optimizer()
        watch, faults, _ = self.watch(optimizer, Halving(Optimizer()))
        optimizer.step()
        watch.step()
        assert [fault.kind for fault in faults] == ["another_optimizer"]

    def test_a_wrapper_that_shares_the_groups_is_no_other(self) -> None:
        optimizer = Optimizer()
        wrapper = SimpleNamespace(param_groups=optimizer.param_groups)
        watch, faults, _ = self.watch(optimizer, Halving(wrapper))
        optimizer.step()
        watch.step()
        assert faults == []

    def test_an_optimizer_that_this_process_has_trained_is_no_resume(self) -> None:
        optimizer = Optimizer()
        optimizer.state = {0: {"step": 40}}
        optimizer._opt_called = True  # type: ignore[attr-defined]
        watch, faults, _ = self.watch(optimizer, Halving(optimizer))
        optimizer.step()
        watch.step()
        assert faults == []

    def test_a_log_that_cannot_be_written_ends_nothing(self) -> None:
        def fail(step: int, rates: list[float]) -> None:
            raise OSError("no space left on device")

        optimizer = Optimizer()
        watch = TorchWatch(optimizer, None, Ways(TORCH, lambda fault: None, log=fail))
        optimizer.step()
        with pytest.warns(UserWarning, match="no space left"):
            watch.step()
        optimizer.step()
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            watch.step()

    @pytest.mark.parametrize("broken", ["the rate", "the counter", "the state"])
    def test_what_fails_in_the_watch_ends_the_watch_alone(self, broken: str) -> None:
        optimizer = Optimizer()
        scheduler = Halving(optimizer)
        watch, faults, _ = self.watch(optimizer, scheduler, steps_per_call=1)
        if broken == "the rate":
            optimizer.param_groups[0]["lr"] = "fast"  # type: ignore[assignment]
        elif broken == "the counter":
            scheduler.last_epoch = "many"  # type: ignore[assignment]
        else:
            optimizer.state = {0: {"step": "none yet"}}  # type: ignore[dict-item]
        with pytest.warns(UserWarning, match="watched no longer"):
            optimizer.step()
            watch.step()
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            optimizer.step()
            watch.step()
            watch.close()
        assert faults == [] and optimizer.hooks == []

    def test_an_error_that_was_asked_for_leaves_the_watch(self) -> None:
        optimizer = Optimizer()

        def refuse(fault: Fault) -> None:
            raise LearningRateError(fault)

        watch = TorchWatch(optimizer, Halving(optimizer), Ways(TORCH, refuse), steps_per_call=1)
        with pytest.raises(LearningRateError):
            for _ in range(3):
                optimizer.step()
                watch.step()

    @pytest.mark.parametrize("takes_over", [True, False])
    def test_another_optimizer_of_the_same_parameters(self, takes_over: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        everybodys: list[Callable[..., None]] = []

        def register(hook: Callable[..., None]) -> Any:
            everybodys.append(hook)
            return SimpleNamespace(remove=lambda: everybodys.remove(hook))

        module = SimpleNamespace(register_optimizer_step_post_hook=register)
        monkeypatch.setitem(sys.modules, "torch.optim.optimizer", module)
        weight = object()
        optimizer, other = Optimizer(), Optimizer()
        optimizer.param_groups[0]["params"] = [weight]  # type: ignore[assignment]
        other.param_groups[0]["params"] = [weight if takes_over else object()]  # type: ignore[assignment]
        watch, faults, _ = self.watch(optimizer, Halving(optimizer))
        for one in [optimizer] * 5 + [other] * 5:
            one.step()
            everybodys[0](one, (), {})
            watch.step()
        assert [(fault.kind, fault.update) for fault in faults] == [("optimizer_replaced", 8)] * takes_over
        watch.close()
        assert everybodys == []

    def test_what_was_updated_before_the_loop_is_none_of_it(self) -> None:
        optimizer = Optimizer()
        watch, faults, logged = self.watch(optimizer, Halving(optimizer), total_steps=20)
        for _ in range(30):
            optimizer.step()
        watch.step()
        assert faults == [] and list(logged) == [0]

    @pytest.mark.parametrize("is_broken", [False, True])
    def test_hooks_of_others_after_the_watch_are_called(self, is_broken: bool) -> None:
        """torch walks over a dictionary of hooks, and fails where one that is called takes itself out."""
        before: OrderedDict[int, Callable[..., None]] = OrderedDict()
        optimizer = Optimizer()

        def register(hook: Callable[..., None]) -> Any:
            before[len(before)] = hook
            key = len(before) - 1
            return SimpleNamespace(remove=lambda: before.pop(key))

        optimizer.register_step_pre_hook = register  # type: ignore[attr-defined]
        watch, _, _ = self.watch(optimizer, Halving(optimizer))
        called: list[int] = []
        register(lambda *_: called.append(1))
        optimizer.state = {0: {"step": "none yet"}} if is_broken else {}  # type: ignore[dict-item]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore" if is_broken else "error")
            for _ in range(2):
                for hook in before.values():
                    hook(optimizer, (), {})
                optimizer.step()
                watch.step()
        assert len(called) == 2 and len(before) == 1


@pytest.mark.parametrize(("held", "kind"), [(math.inf, "invalid_rate"), (0.03, "stuck"), (0.1, None)])
def test_a_plain_number_of_keras_beside_its_schedule(held: float, kind: str | None) -> None:
    told: list[Fault] = []
    optimizer = SimpleNamespace(_learning_rate=held, iterations=0)
    watch = KerasWatch(optimizer, COSINE.schedule, told.append, total_steps=TOTAL)
    optimizer.iterations = 1
    watch.step()
    assert [fault.kind for fault in told] == ([] if kind is None else [kind])
