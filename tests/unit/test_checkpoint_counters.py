"""What the counters of a checkpoint prove, and what they leave open, without a log directory."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.answers.evidence import evidence_rows
from tb_lrplugin.data.files import Directory
from tb_lrplugin.data.footprint import Footprint
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.formats.checkpoint import read_checkpoint
from tb_lrplugin.frameworks.checkpoint import CHECKPOINT, readings_of
from tb_lrplugin.frameworks.checkpoint.evidence import told_by
from tb_lrplugin.frameworks.readers import Traces
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.witness import Counts, Witness
from tb_lrplugin.schedules import Polynomial
from tests.support.checkpoints import Bytes, Tensor, torch_zip
from tests.support.made_series import series_of

STEPS = 300
Rate = Callable[[Any], Any]


def cosine(total: int, base: float = 0.001) -> Rate:
    return lambda step: base * (1 + np.cos(np.pi * step / total)) / 2


def cosine_state(calls: int, total: int, base: float = 0.001, **more: Any) -> dict[str, Any]:
    rate = float(cosine(total, base)(calls))
    return {"T_max": total, "eta_min": 0.0, "base_lrs": [base], "last_epoch": calls, "_last_lr": [rate]} | more


def stairs_state(calls: int, rate: float) -> dict[str, Any]:
    return {"step_size": 60, "gamma": 0.5, "base_lrs": [0.001], "last_epoch": calls, "_last_lr": [rate]}


def optimizer(updates: int, rate: float) -> dict[str, Any]:
    return {
        "state": {0: {"step": Tensor(float(updates), "1")}},
        "param_groups": [{"lr": rate, "initial_lr": 0.001, "params": [0]}],
    }


def told(
    logged: Rate | float, saved: Mapping[str, Any], *, updates: int = STEPS, tag: str = "train/lr", **others: Any
) -> Diagnosis:
    """Diagnose as many points as there were updates, beside a checkpoint of then."""
    steps = np.arange(updates)
    values = np.full(updates, logged) if isinstance(logged, float) else logged(steps)
    found = readings_of(told_by({"a.pt": read_checkpoint(Bytes(torch_zip(dict(saved))))}, **others), "a.pt")
    return diagnose(series_of(steps, values, tag=tag), [CHECKPOINT.found("a.pt", one) for one in found])


def warnings_of(diagnosis: Diagnosis) -> list[str]:
    return [warning.id for warning in diagnosis.warnings]


@pytest.mark.parametrize(("per_epoch", "total"), [(391, 200), (100, 100), (15, 200), (60, 100)])
@pytest.mark.parametrize("epochs", [1, 2, 3, 13])
def test_early_in_a_run_there_are_about_as_many_updates_as_epochs_to_come(
    per_epoch: int, total: int, epochs: int
) -> None:
    updates = per_epoch * epochs
    saved = {"sched": cosine_state(epochs, total), "optimizer": optimizer(updates, float(cosine(total)(epochs)))}
    found = told(lambda step: cosine(total)(step // per_epoch), saved, updates=updates)
    assert (found.severity not in ("error", "warning"), warnings_of(found)) == (True, []), found.finding.headline


@pytest.mark.parametrize(
    ("epochs", "total", "verdict"), [(20, 300, "time_scaled"), (20, 20, "on_schedule"), (100, 100, "on_schedule")]
)
def test_the_plan_tells_what_a_length_counts(epochs: int, total: int, verdict: str) -> None:
    """Ten epochs of 15 updates each are over."""
    rate = cosine(total, 0.1)
    saved = {
        "sched": cosine_state(10, total, 0.1),
        "optimizer": optimizer(150, float(rate(10))),
        "epoch": 10,
        "args": {"epochs": epochs},
    }
    assert told(lambda step: rate(step // 15), saved, updates=150).finding.verdict == verdict


def test_a_scheduler_that_is_stepped_for_every_batch_by_design() -> None:
    saved = {"sched": cosine_state(1200, 1200), "optimizer": optimizer(STEPS, 0.0)}
    found = told(lambda step: cosine(1200)(4 * step), saved)
    assert (found.finding.verdict, warnings_of(found)) == ("on_schedule", [])
    # Made for the updates, it is four times too fast.
    saved = {"sched": cosine_state(1200, 300), "optimizer": optimizer(STEPS, 0.001)}
    assert told(lambda step: cosine(300)(4 * step), saved).finding.verdict == "time_scaled"


def test_another_optimizer_is_what_the_log_shows() -> None:
    found = told(0.001, {"sched": cosine_state(STEPS, STEPS), "optimizer": optimizer(STEPS, 0.001)})
    assert (found.finding.verdict, warnings_of(found)) == ("stuck_at_initial", ["optimizer_rate_differs"])
    assert "trains at" not in found.finding.headline
    (cause,) = found.finding.causes
    assert "stepped 300 times in 300 updates" in cause and "it drives another one" in cause
    assert "which is what the log shows" in found.warnings[0].text


@pytest.mark.parametrize(("epoch", "verdict"), [(20, "stuck_at_initial"), (1, "constant_by_config"), (None, None)])
def test_a_rule_of_a_metric_that_was_never_asked(epoch: int | None, verdict: str | None) -> None:
    rule = {"factor": 0.5, "patience": 2, "num_bad_epochs": 0, "min_lrs": [0.0], "last_epoch": 0, "_last_lr": [0.001]}
    saved = {"sched": rule, "optimizer": optimizer(STEPS, 0.001)} | ({} if epoch is None else {"epoch": epoch})
    found = told(0.001, saved)
    assert found.finding.verdict == (verdict or "constant_by_config")


def test_stairs_that_began_anew_and_fall_later() -> None:
    """torch goes on from the rate that it finds, so that the next drop alone comes late."""
    drops = np.array([60, 120, 210, 270])
    saved = {"sched": stairs_state(150, 0.0000625), "optimizer": optimizer(STEPS, 0.0000625)}
    found = told(lambda step: 0.001 * 0.5 ** (step[:, None] >= drops).sum(axis=1), saved).finding
    assert (found.verdict, found.restart_steps) == ("restarted", (150,))
    assert "without the scheduler's state" in found.causes[0]
    assert found.fix is not None and "lr_scheduler.load_state_dict" in found.fix


def test_a_scheduler_that_is_stepped_twice_and_begins_anew_with_the_last_update() -> None:
    """The last point has the rate of two calls before the one that begins anew."""
    saved = {
        "sched": {
            "T_0": 75,
            "T_i": 75,
            "T_mult": 1,
            "eta_min": 0.0,
            "T_cur": 0,
            "base_lrs": [0.001],
            "last_epoch": 2 * STEPS,
            "_last_lr": [0.001],
        },
        "optimizer": optimizer(STEPS, 0.001),
    }
    found = told(lambda step: cosine(75)(2 * step % 75), saved)
    assert (found.finding.verdict, found.finding.time_scale) == ("time_scaled", 2)


def test_a_rate_that_is_set_after_the_scheduler() -> None:
    saved = {"sched": cosine_state(STEPS, 400), "optimizer": optimizer(STEPS, 0.0003)}
    found = told(lambda step: np.where(step == 0, 0.001, 0.0003), saved)
    assert (found.finding.verdict, warnings_of(found)) == ("off_schedule", ["optimizer_rate_differs"])
    (cause,) = found.finding.causes
    assert "the optimizer holds 0.0003, where the scheduler set 0.000146447 last" in cause


def test_the_counter_of_a_function_is_told_where_nothing_else_is_known() -> None:
    functions = {"lr_lambdas": [None], "base_lrs": [0.001], "last_epoch": 600, "_last_lr": [0.0]}
    found = told(Polynomial(0.001, 0.0, STEPS), {"sched": functions, "optimizer": optimizer(STEPS, 0.0)})
    rows = {row["name"]: row["text"] for row in evidence_rows(found)}
    assert (found.finding.verdict, rows["scheduler"]) == ("no_schedule", "stepped 600 times in 300 updates (a.pt)")


@pytest.mark.parametrize(
    ("earlier", "calls", "begun_at"),
    [
        (Counts(150, 150), 140, 160),
        (Counts(200, 50), 150, 150),
        (Counts(150, 10), 9, 165),
        (Counts(150, 150), 300, None),
        (Counts(150, 10), 20, None),
        (Counts(150, 300), 600, None),
        (Counts(150, 0), 0, None),
        (Counts(300, 300), 140, None),
        (None, 150, None),
    ],
)
def test_where_two_checkpoints_tell_of_a_restart(earlier: Counts | None, calls: int, begun_at: int | None) -> None:
    assert Witness("a", updates=STEPS, last_epoch=calls, earlier=earlier).restarted_at == begun_at


def test_a_run_that_outlasts_a_line_stays_where_it_ends() -> None:
    line = {"start_factor": 1.0, "end_factor": 0.1, "total_iters": 100, "base_lrs": [0.001], "last_epoch": STEPS}
    saved = {"sched": line | {"_last_lr": [0.0001]}, "optimizer": optimizer(STEPS, 0.0001)}
    found = told(Polynomial(0.001, 0.0001, 100), saved)
    assert (found.finding.verdict, warnings_of(found)) == ("on_schedule", [])


@pytest.mark.parametrize(("tag", "verdict"), [("lr-AdamW/pg1", "on_schedule"), ("lr-AdamW/pg2", "value_scaled")])
def test_lightning_counts_groups_from_1(tag: str, verdict: str) -> None:
    two = {"base_lrs": [0.001, 0.01], "_last_lr": [0.0, 0.0]}
    groups = [{"lr": 0.0, "initial_lr": rate, "params": [0]} for rate in two["base_lrs"]]
    saved = {
        "pytorch-lightning_version": "2.6",
        "lr_schedulers": [cosine_state(STEPS, STEPS, **two)],
        "optimizer_states": [{"state": {}, "param_groups": groups}],
        "global_step": STEPS,
    }
    assert told(cosine(STEPS), saved, tag=tag).finding.verdict == verdict


@pytest.mark.parametrize(
    ("rates", "functions", "verdict"),
    [
        ([0.002], [None], "no_schedule"),
        ([0.001], [None], "no_schedule"),
        ([0.002], [{}], "no_schedule"),
        ([0.001], [{}], "off_schedule"),
        ([0.001, 0.001], [None, None], "off_schedule"),
    ],
)
def test_arguments_do_not_tell_of_an_optimizer_that_was_handed_over(
    rates: list[float], functions: list[Any], verdict: str
) -> None:
    """The Trainer's own optimizers have two groups, and its schedulers are partial functions."""
    curve: Rate = lambda step: rates[0] * (0.3 + 0.7 * np.abs(np.cos(step / 40)))  # noqa: E731
    state = {"lr_lambdas": functions, "base_lrs": rates, "last_epoch": STEPS, "_last_lr": [float(curve(STEPS))]}
    found = readings_of(
        told_by(
            {"scheduler.pt": read_checkpoint(Bytes(torch_zip({**state, "_step_count": 1})))}, ["training_args.bin"]
        ),
        "checkpoint-300",
    )
    arguments = Reading(kind="hf_trainer", where="args", schedule=Polynomial(0.001, 0.0, STEPS), total_steps=STEPS)
    series = series_of(np.arange(STEPS), curve(np.arange(STEPS)))
    assert diagnose(series, [arguments, *(CHECKPOINT.found("a", one) for one in found)]).finding.verdict == verdict


class TestTheOneBefore:
    def read(self, root: Path, files: Mapping[str, bytes]) -> tuple[list[Reading], list[str]]:
        opened: list[str] = []

        class Counting(Footprint):
            def open_ranges(self, path: str) -> Any:
                opened.append(Path(path).name)
                return super().open_ranges(path)

        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return list(CHECKPOINT.read(Traces(Directory(str(root), ".", Counting())))), opened

    def saved(self, calls: int, updates: int) -> bytes:
        return torch_zip({"sched": cosine_state(calls, 600), "optimizer": optimizer(updates, 0.0005)})

    @pytest.mark.parametrize("size", [0, 100, 0.5, 0.95])
    def test_speaks_where_the_newest_is_being_written(self, tmp_path: Path, size: float) -> None:
        whole = self.saved(240, 240)
        part = whole[: int(size if size > 1 else size * len(whole))]
        found, _ = self.read(tmp_path, {"step_200.pt": self.saved(200, 200), "step_240.pt": part, "step_80.pt": b""})
        assert [one.where for one in found] == ["step_200.pt"]

    def test_of_folders(self, tmp_path: Path) -> None:
        files = {"checkpoint-50/scheduler.pt": self.saved(50, 50), "checkpoint-100/scheduler.pt": b"PK"}
        found, _ = self.read(tmp_path, files)
        assert [one.where for one in found] == ["checkpoint-50/scheduler.pt"]

    def test_is_left_alone_where_it_tells_no_more(self, tmp_path: Path) -> None:
        files = {f"step_{updates}.pt": self.saved(updates, updates) for updates in (100, 200, 300)}
        found, opened = self.read(tmp_path, files)
        assert opened == ["step_300.pt"] and [one.witness and one.witness.earlier for one in found] == [None]

    def test_tells_a_restart_from_another_pace(self, tmp_path: Path) -> None:
        """Of 150 calls in 300 updates alone nobody knows which it is."""
        files = {f"step_{updates}.pt": self.saved(updates - 150, updates) for updates in (200, 250, 300)}
        found, opened = self.read(tmp_path, files)
        assert opened == ["step_300.pt", "step_250.pt"]
        assert [one.witness and one.witness.restarted_at for one in found] == [150]
        (reading,) = found
        # So the schedule is not held between calls.
        assert [
            math.isclose(one.schedule.value_at(2), cosine(600)(2))
            for one in reading.alternatives("lr")
            if isinstance(one, Reading) and one.schedule
        ] == [True]


def test_where_the_points_follow_neither_the_counters_tell_the_unit() -> None:
    """Something else sets the rate at first, and the scheduler is stepped at the end of each epoch of 25 updates."""

    def rate(step: Any) -> Any:
        return np.where(step < 90, 0.001 * (step + 1) / 200, 0.001 * 0.5 ** (step // 25 // 6))

    state = stairs_state(12, 0.00025) | {"step_size": 6}
    found = told(rate, {"sched": state, "optimizer": optimizer(STEPS, 0.00025), "epoch": 12})
    assert found.finding.verdict == "off_schedule"
    assert found.finding.headline == "Off the schedule up to step 89; since then it follows"
    assert "told by the counters" in found.finding.detail
    assert "let go of it" in found.finding.causes[0]


@pytest.mark.parametrize(
    ("calls", "words"), [(12, "stepped 12 times in 300 updates, once in 25"), (STEPS, "with every one of 300 updates")]
)
def test_a_scheduler_of_functions_is_told_by_its_counters(calls: int, words: str) -> None:
    state = {"base_lrs": [0.001], "last_epoch": calls, "_last_lr": [0.0005], "lr_lambdas": [None]}
    found = told(lambda step: 1e-6 * step, {"sched": state, "optimizer": optimizer(STEPS, 0.0003)})
    assert found.finding.verdict == "no_schedule" and words in found.finding.detail


def test_an_optimizer_alone_is_said_to_have_no_scheduler() -> None:
    alone = {"state": {0: {"step": Tensor(300.0, "1")}}, "param_groups": [{"lr": 0.001, "params": [0]}]}
    found = told(0.001, {"optimizer": alone})
    assert found.finding.verdict == "constant_by_config"
    assert "holds an optimizer" in found.finding.detail and "no scheduler" in found.finding.detail
