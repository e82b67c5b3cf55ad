"""Checkpoints as source and as witness, through a whole look at a log directory."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin.cli import main
from tb_lrplugin.data.files import Directory
from tb_lrplugin.data.footprint import Footprint
from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import ALL_POINTS, LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.frameworks.checkpoint import CHECKPOINT
from tb_lrplugin.frameworks.checkpoint.finding import candidates
from tb_lrplugin.frameworks.readers import Traces
from tb_lrplugin.workspace import Workspace
from tests.support.checkpoints import Tensor, torch_zip
from tests.support.event_files import FIRST_WALL_TIME, write_scalars
from tests.support.text_summaries import entries_of

STEPS = 300


def cosine(step: float) -> float:
    return 0.001 * (1 + math.cos(math.pi * step / STEPS)) / 2


def state(calls: int, rate: float | None = None, total: int = STEPS) -> dict[str, Any]:
    last = 0.001 * (1 + math.cos(math.pi * calls / total)) / 2 if rate is None else rate
    return {
        "T_max": total,
        "eta_min": 0.0,
        "base_lrs": [0.001],
        "last_epoch": calls,
        "_step_count": calls + 1,
        "_last_lr": [last],
    }


def optimizer(rate: float, updates: int = STEPS, initial: float | None = 0.001) -> dict[str, Any]:
    group = {"lr": rate, "params": [0]} | ({} if initial is None else {"initial_lr": initial})
    return {"state": {0: {"step": Tensor(float(updates), "1")}}, "param_groups": [group]}


def run(logs: Path, rate: Callable[[int], float], **saved: Any) -> dict[str, Any]:
    write_scalars(logs / "tb", "train/lr", [(step, rate(step)) for step in range(STEPS)])
    if saved:
        (logs / "checkpoint.pth").write_bytes(torch_zip(saved))
    entry: dict[str, Any] = entries_of(logs)["tb", "train/lr"]
    return entry


def rows_of(entry: dict[str, Any]) -> dict[str, str]:
    return {row["name"]: row["text"] for row in entry["evidence_rows"]}


def warnings_of(entry: dict[str, Any]) -> list[str]:
    return [warning["id"] for warning in entry["warnings"]]


def test_a_healthy_run(tmp_path: Path) -> None:
    entry = run(tmp_path, cosine, lr_scheduler=state(STEPS), optimizer=optimizer(0.0), epoch=20)
    assert (entry["verdict"], warnings_of(entry), rows_of(entry)) == ("on_schedule", [], {})
    assert entry["source"]["kind"] == "checkpoint" and entry["source"]["where"] == "checkpoint.pth"
    assert entry["checkpoint"] == {
        "where": "checkpoint.pth",
        "step": None,
        "scheduler": "CosineAnnealingLR",
        "last_epoch": STEPS,
        "updates": STEPS,
        "scheduler_lr": pytest.approx(0.0),
        "optimizer_lr": 0.0,
    }


def test_a_scheduler_that_was_never_stepped(tmp_path: Path) -> None:
    entry = run(tmp_path, lambda _step: 0.001, sched=state(0), optimizer=optimizer(0.001))
    assert entry["verdict"] == "stuck_at_initial"
    assert rows_of(entry)["scheduler"] == "stepped 0 times in 300 updates (checkpoint.pth)"
    assert "stepped 0 times in 300 updates" in entry["causes"][0]


def test_a_function_that_was_never_stepped(tmp_path: Path) -> None:
    functions = {"lr_lambdas": [None], "base_lrs": [0.001], "last_epoch": 0, "_last_lr": [0.001]}
    entry = run(tmp_path, lambda _step: 0.001, scheduler=functions, optimizer=optimizer(0.001))
    assert (entry["verdict"], entry["severity"]) == ("stuck_at_initial", "error")
    assert "scheduler.step()" in entry["fix"]


def test_within_the_first_epoch_nothing_is_proved(tmp_path: Path) -> None:
    functions = {"lr_lambdas": [None], "base_lrs": [0.001], "last_epoch": 0, "_last_lr": [0.001]}
    entry = run(tmp_path, lambda _step: 0.001, scheduler=functions, optimizer=optimizer(0.001), epoch=0)
    assert entry["verdict"] == "no_schedule"


def test_a_scheduler_by_epoch_may_stand_at_its_begin_in_the_first(tmp_path: Path) -> None:
    entry = run(tmp_path, lambda _step: 0.001, scheduler=state(0, total=20), optimizer=optimizer(0.001), epoch=0)
    assert entry["severity"] not in ("error", "warning")
    entry = run(tmp_path, lambda _step: 0.001, scheduler=state(0, total=20), optimizer=optimizer(0.001))
    assert entry["severity"] not in ("error", "warning")


def test_two_optimizers_have_a_scheduler_each(tmp_path: Path) -> None:
    two = [state(STEPS), {"gamma": 1.0, "step_size": 10, "base_lrs": [0.3], "last_epoch": STEPS, "_last_lr": [0.3]}]
    entry = run(tmp_path, cosine, lr_schedulers=two, optimizer_states=[optimizer(0.0), optimizer(0.3, initial=0.3)])
    assert (entry["verdict"], warnings_of(entry)) == ("on_schedule", [])


def test_two_schedulers_of_one_optimizer_are_no_alarm(tmp_path: Path) -> None:
    """The rate is their product, which no state tells."""
    warmup = {
        "start_factor": 0.1,
        "end_factor": 1.0,
        "total_iters": 30,
        "base_lrs": [0.001],
        "last_epoch": STEPS,
        "_last_lr": [0.0],
    }
    entry = run(
        tmp_path,
        lambda step: cosine(step) * min(1.0, 0.1 + 0.9 * step / 30),
        main=state(STEPS),
        warmup=warmup,
        optimizer=optimizer(0.0),
    )
    assert entry["verdict"] == "no_schedule" and warnings_of(entry) == []


def test_a_scheduler_that_is_stepped_twice(tmp_path: Path) -> None:
    entry = run(tmp_path, lambda step: cosine(2 * step), sched=state(600), optimizer=optimizer(0.001))
    assert entry["verdict"] == "time_scaled" and entry["evidence"]["time_scale"] == pytest.approx(2, rel=0.01)
    assert entry["causes"] == [
        "checkpoint.pth shows it: the scheduler was stepped 600 times in 300 updates of the optimizer."
    ]
    assert warnings_of(entry) == []


def test_a_healthy_scheduler_by_epoch(tmp_path: Path) -> None:
    entry = run(
        tmp_path,
        lambda step: 0.001 * (1 + math.cos(math.pi * (step // 15) / 20)) / 2,
        lr_schedulers=[state(20, total=20)],
        optimizer_states=[optimizer(0.0)],
        global_step=STEPS,
    )
    assert (entry["verdict"], warnings_of(entry)) == ("on_schedule", [])


def test_a_scheduler_for_updates_that_is_stepped_by_epoch(tmp_path: Path) -> None:
    entry = run(tmp_path, lambda step: cosine(step // 15), sched=state(20), optimizer=optimizer(cosine(20)))
    assert entry["verdict"] in ("time_scaled", "variant")
    assert "stepped 20 times in 300 updates" in rows_of(entry)["scheduler"]


def test_a_state_that_was_not_restored(tmp_path: Path) -> None:
    """torch's cosine goes on from the rate that it finds: half of the base rate here."""
    entry = run(
        tmp_path,
        lambda step: cosine(step) if step < 150 else 0.5 * cosine(step - 150),
        sched=state(150, 0.00025),
        optimizer=optimizer(0.00025),
    )
    assert entry["verdict"] in ("restarted", "resumed_elsewhere")
    assert entry["evidence"]["restart_steps"] == [150]
    assert "without the scheduler's state" in entry["causes"][0]


def test_another_rate_in_the_optimizer(tmp_path: Path) -> None:
    entry = run(tmp_path, cosine, sched=state(STEPS), optimizer=optimizer(0.0003))
    assert (entry["verdict"], warnings_of(entry)) == ("on_schedule", ["optimizer_rate_differs"])
    assert entry["applied_value"] == pytest.approx(0.0003)
    assert "but the optimizer trains at 0.0003" in entry["headline"]
    # Of two equal severities, and of ok, it is the worse.
    assert entry["standing"] == "warning"
    assert rows_of(entry)["optimizer"].startswith("runs at 0.0003 where the scheduler set 0")


def test_a_run_that_outlasts_its_schedule(tmp_path: Path) -> None:
    entry = run(
        tmp_path,
        lambda step: 0.001 * (1 + math.cos(math.pi * step / 100)) / 2,
        sched=state(STEPS, total=100),
        optimizer=optimizer(0.0),
    )
    assert (entry["verdict"], warnings_of(entry)) == ("on_schedule", ["schedule_length_differs_from_run"])


def test_a_constant_without_a_scheduler(tmp_path: Path) -> None:
    entry = run(tmp_path, lambda _step: 0.001, optimizer=optimizer(0.001, initial=None))
    assert entry["verdict"] == "constant_by_config"


def test_a_rate_that_moves_without_a_scheduler_says_nothing(tmp_path: Path) -> None:
    entry = run(tmp_path, cosine, optimizer=optimizer(0.0, initial=None))
    assert entry["verdict"] == "no_schedule"


def test_the_checkpoint_of_another_run_says_nothing(tmp_path: Path) -> None:
    entry = run(tmp_path, lambda _step: 0.02, sched=state(STEPS), optimizer=optimizer(0.0))
    assert (entry["verdict"], entry["source"], entry["checkpoint"]) == ("no_schedule", None, None)


def test_the_checkpoint_of_a_shorter_run_that_ended_at_the_same_rate_says_nothing(tmp_path: Path) -> None:
    shorter = {"sched": state(100, total=100), "optimizer": optimizer(0.0, 100)}
    entry = run(tmp_path, cosine, **shorter)
    assert entry["verdict"] == "no_schedule" and warnings_of(entry) == []


def test_a_series_over_samples(tmp_path: Path) -> None:
    points = [(4 * step, cosine(step)) for step in range(1, STEPS + 1)]
    write_scalars(tmp_path / "tb", "Train/Samples/lr", points)
    (tmp_path / "last.pt").write_bytes(torch_zip({"lr_scheduler": state(STEPS), "optimizer": optimizer(0.0)}))
    assert entries_of(tmp_path)["tb", "Train/Samples/lr"]["verdict"] == "on_schedule"


def test_one_that_is_being_written_is_not_there_yet(tmp_path: Path) -> None:
    whole = torch_zip({"sched": state(150), "optimizer": optimizer(cosine(150), 150)})
    (tmp_path / "ckpt").mkdir()
    (tmp_path / "ckpt" / "step_150.pt").write_bytes(whole)
    (tmp_path / "ckpt" / "last.pt").write_bytes(torch_zip({"sched": state(300)})[:-30])
    assert run(tmp_path, cosine)["source"]["where"] == "ckpt/step_150.pt"


def test_groups_are_told_by_the_tag(tmp_path: Path) -> None:
    two = {"step_size": 100, "gamma": 0.1, "base_lrs": [0.01, 0.1], "last_epoch": 300, "_last_lr": [1e-5, 1e-4]}
    (tmp_path / "last.ckpt").write_bytes(torch_zip({"scheduler": two}))
    for group, base in enumerate((0.01, 0.1)):
        points = [(step, base * 0.1 ** (step // 100)) for step in range(STEPS)]
        write_scalars(tmp_path / f"tb{group}", f"lr/group_{group}", points)
    entries = entries_of(tmp_path)
    assert {entry["verdict"] for entry in entries.values()} == {"on_schedule"}
    assert entries["tb1", "lr/group_1"]["expected"]["first"] == 0.1


def test_a_new_checkpoint_changes_the_footprint(tmp_path: Path) -> None:
    footprint = Footprint()
    (tmp_path / "last.pt").write_bytes(torch_zip({"sched": state(10)}))
    directory = Directory(str(tmp_path), ".", footprint)
    assert [found.where for found in CHECKPOINT.read(Traces(directory))] == ["last.pt"]
    (tmp_path / "last.pt").write_bytes(torch_zip({"sched": state(20), "more": "text"}))
    assert footprint.has_changed()


@pytest.mark.parametrize("place", ["", "tb"])
def test_checkpoints_outside_of_the_log_directory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    write_scalars(tmp_path / "logs" / "tb", "train/lr", [(step, cosine(step)) for step in range(STEPS)])
    folder = tmp_path / "elsewhere" / place
    folder.mkdir(parents=True)
    (folder / "last.pt").write_bytes(torch_zip({"sched": state(STEPS), "optimizer": optimizer(0.0)}))
    logs, elsewhere = str(tmp_path / "logs"), str(tmp_path / "elsewhere")
    assert main(["check", logs, "--checkpoints", elsewhere, "--format", "json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)["series"]
    assert (entry["verdict"], entry["checkpoint"]["last_epoch"]) == ("on_schedule", STEPS)
    assert main(["check", logs, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["series"][0]["verdict"] == "no_schedule"


@pytest.mark.parametrize("place", ["", "tb"])
def test_a_new_checkpoint_outside_of_the_log_directory_is_seen_at_the_next_look(tmp_path: Path, place: str) -> None:
    write_scalars(tmp_path / "logs" / "tb", "train/lr", [(step, cosine(step)) for step in range(STEPS)])
    folder = tmp_path / "elsewhere" / place
    folder.mkdir(parents=True)
    now = [0.0]
    with open_provider(str(tmp_path / "logs")) as provider:
        workspace = Workspace(
            LogData(provider, ALL_POINTS),
            str(tmp_path / "logs"),
            TagFilter(),
            clock=lambda: now[0],
            checkpoints=str(tmp_path / "elsewhere"),
        )
        verdicts = [workspace.snapshot().entries[0]["verdict"]]
        (folder / "last.pt").write_bytes(torch_zip({"sched": state(STEPS), "optimizer": optimizer(0.0)}))
        now[0] += 60
        verdicts.append(workspace.snapshot().entries[0]["verdict"])
    assert verdicts == ["no_schedule", "on_schedule"]


class TestFinding:
    def found(self, root: Path, *names: str) -> list[str]:
        for name in names:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
        return [
            "/".join([*filter(None, [one.folder]), "+".join(one.names)])
            for one in candidates(Directory(str(root), "."))
        ]

    def test_the_newest_by_number(self, tmp_path: Path) -> None:
        assert self.found(tmp_path, "ckpt/step_9.pt", "ckpt/step_100.pt", "ckpt/step_20.pt") == ["ckpt/step_100.pt"]

    def test_parts_of_one_folder(self, tmp_path: Path) -> None:
        names = ["scheduler.pt", "optimizer.pt", "rng_state.pth", "training_args.bin", "model.safetensors"]
        found = self.found(tmp_path, *(f"checkpoint-{step}/{name}" for step in (50, 100) for name in names))
        assert found == ["checkpoint-100/optimizer.pt+scheduler.pt"]

    def test_a_folder_in_a_folder(self, tmp_path: Path) -> None:
        assert self.found(tmp_path, "ckpt/global_step120/mp_rank_00_model_states.pt", "ckpt/latest") == [
            "ckpt/global_step120/mp_rank_00_model_states.pt"
        ]

    def test_what_is_no_checkpoint(self, tmp_path: Path) -> None:
        assert self.found(tmp_path, "data/step_1.pt", "notes.txt", "rng_state.pth", "events.out.tfevents.1.pt") == []

    def test_a_thousand_cost_a_listing(self, tmp_path: Path) -> None:
        opened: list[str] = []

        class Counting(Footprint):
            def open_ranges(self, path: str) -> Any:
                opened.append(path)
                return super().open_ranges(path)

        for step in range(1000):
            (tmp_path / f"step_{step}.pt").write_bytes(b"")
        (tmp_path / "step_1000.pt").write_bytes(torch_zip({"sched": state(STEPS)}))
        found = CHECKPOINT.read(Traces(Directory(str(tmp_path), ".", Counting())))
        assert [one.where for one in found] == ["step_1000.pt"]
        assert len(opened) == 1


@pytest.mark.parametrize(("seconds", "is_of_run"), [(-86_400, False), (-60, True), (600, True), (86_400, True)])
def test_a_checkpoint_from_before_the_run_says_nothing(tmp_path: Path, seconds: float, is_of_run: bool) -> None:
    """An earlier run of the same script left it; of a copy the time is that of copying."""
    write_scalars(tmp_path / "tb", "train/lr", [(step, cosine(step)) for step in range(STEPS)])
    path = tmp_path / "checkpoint.pth"
    path.write_bytes(torch_zip({"sched": state(STEPS), "optimizer": optimizer(0.0)}))
    begin = FIRST_WALL_TIME + seconds
    os.utime(path, (begin, begin))
    entry = entries_of(tmp_path)["tb", "train/lr"]
    assert (entry["source"] is not None, entry["checkpoint"] is not None) == (is_of_run, is_of_run)


def test_a_remote_checkpoint_of_the_same_size_is_told_by_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TensorBoard's local file layer stands for a remote one, and is asked with paths of its own."""
    monkeypatch.setattr("tb_lrplugin.data.footprint.is_remote", lambda _path: True)
    path, footprint = tmp_path / "last.pt", Footprint()
    path.write_bytes(torch_zip({"sched": state(10)}))
    Directory(str(tmp_path), ".", footprint).open_ranges("last.pt").close()
    assert not footprint.has_changed()
    size = path.stat().st_size
    path.write_bytes(torch_zip({"sched": state(11)}))
    assert path.stat().st_size == size and footprint.has_changed()
