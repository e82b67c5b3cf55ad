"""In whose words a checkpoint's faults are told, what the logged number is, and how long the schedule should be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin.frameworks.checkpoint.writers import Writer, advice_of, writer_by_tag
from tb_lrplugin.frameworks.shared_advice import SITUATIONS
from tests.support.checkpoints import Called, torch_zip
from tests.support.event_files import write_scalars
from tests.support.text_summaries import entries_of, write_run
from tests.unit.test_checkpoints import STEPS, cosine, optimizer, run, state, warnings_of


@pytest.mark.parametrize("is_function", [True, False])
@pytest.mark.parametrize("writer", Writer)
def test_each_writer_has_words_for_every_fault(writer: Writer, is_function: bool) -> None:
    for fault in SITUATIONS:
        advice = advice_of(writer, fault, is_function=is_function, counts_updates=True)
        assert advice.causes and advice.fix, fault
        if advice.syntax == "python":
            compile(advice.fix, fault, "exec")


def stuck(logs: Path, files: dict[str, bytes], tag: str = "train/lr") -> dict[str, Any]:
    write_scalars(logs / "tb", tag, [(step, 0.001) for step in range(STEPS)])
    for name, content in files.items():
        (logs / name).parent.mkdir(parents=True, exist_ok=True)
        (logs / name).write_bytes(content)
    entry: dict[str, Any] = entries_of(logs)["tb", tag]
    assert entry["verdict"] == "stuck_at_initial"
    return entry


STOOD = state(0), optimizer(0.001)
IN_ONE_FILE: dict[str, tuple[dict[str, Any], str]] = {
    "plain": ({"sched": STOOD[0], "optimizer": STOOD[1]}, "lr_scheduler.step()"),
    "lightning": (
        {"pytorch-lightning_version": "2.6.6", "lr_schedulers": [STOOD[0]], "optimizer_states": [STOOD[1]]},
        "def on_train_batch_end",
    ),
    "composer": (
        {"state": {"schedulers": {"CosineAnnealingLR": STOOD[0]}, "optimizers": {"AdamW": STOOD[1]}}, "rng": []},
        "step_schedulers_every_batch",
    ),
    "deepspeed": ({"ds_version": "0.19.8", "lr_scheduler": STOOD[0], "optimizer": STOOD[1]}, "deepspeed.initialize"),
    "ignite": (
        {
            "trainer": {"epoch_length": 15, "max_epochs": 20, "iteration": 300},
            "lr_scheduler": STOOD[0],
            "optimizer": STOOD[1],
        },
        "trainer.add_event_handler",
    ),
}


@pytest.mark.parametrize("writer", IN_ONE_FILE)
def test_the_fix_is_in_the_words_of_who_saved_it(tmp_path: Path, writer: str) -> None:
    saved, words = IN_ONE_FILE[writer]
    assert words in stuck(tmp_path, {"checkpoint.pt": torch_zip(saved)})["fix"]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (
            ("checkpoint-300/scheduler.pt", "checkpoint-300/optimizer.pt", "checkpoint-300/trainer_state.json"),
            "Trainer(",
        ),
        (("checkpoint_0/scheduler.bin", "checkpoint_0/optimizer.bin"), "accelerator.prepare"),
        (("checkpoint-300/scheduler.pt", "checkpoint-300/optimizer.pt"), "# once per update, after it"),
    ],
)
def test_the_fix_by_the_files_of_a_folder(tmp_path: Path, names: tuple[str, ...], words: str) -> None:
    contents = (torch_zip(STOOD[0]), torch_zip(STOOD[1]), b"{}")
    assert words in stuck(tmp_path, dict(zip(names, contents, strict=False)))["fix"]


@pytest.mark.parametrize(
    ("tag", "writer"),
    [
        ("lr-AdamW", Writer.LIGHTNING),
        ("lr-SGD-1/pg2", Writer.LIGHTNING),
        ("lr-AdamW/group0", Writer.SCRIPT),
        ("train/lr", Writer.SCRIPT),
    ],
)
def test_the_writer_by_the_tag(tag: str, writer: Writer) -> None:
    assert writer_by_tag(tag) == writer


def test_the_tag_tells_where_the_file_does_not(tmp_path: Path) -> None:
    saved = {"sched": STOOD[0], "optimizer": STOOD[1]}
    assert "self.lr_schedulers()" in stuck(tmp_path, {"checkpoint.pt": torch_zip(saved)}, "lr-AdamW")["fix"]


def test_a_checkpoint_confirms_what_was_logged(tmp_path: Path) -> None:
    assert run(tmp_path / "a", cosine, sched=state(STEPS), optimizer=optimizer(0.0))["measures"] == "optimizer"
    assert run(tmp_path / "b", cosine, sched=state(STEPS), optimizer=optimizer(3e-4))["measures"] == "unknown"


def warned(logs: Path, total: int, more: dict[str, Any], updates: int = STEPS) -> list[str]:
    """Log a cosine for so many steps, as the scheduler has it, and say what is warned of."""
    own = state(updates, total=total)
    saved = {"sched": own, "optimizer": optimizer(own["_last_lr"][0], updates), **more}
    return warnings_of(run(logs, lambda step: state(step, total=total)["_last_lr"][0], **saved))


@pytest.mark.parametrize(
    ("more", "total", "is_warned"),
    [
        ({"args": {"max_steps": 300}}, 1200, True),
        ({"args": {"max_steps": 300}}, 300, False),
        ({"args": {"max_steps": -1}}, 1200, False),
        ({"epoch": 19, "args": Called("argparse.Namespace", (), {"epochs": 20})}, 1200, True),
        ({"epoch": 10, "args": Called("argparse.Namespace", (), {"epochs": 40})}, 1200, False),
        ({"epoch": 10, "args": Called("argparse.Namespace", (), {"epochs": 11})}, 1200, True),
        ({"epoch": 0, "args": {"epochs": 20}}, 6000, False),
        ({"epoch": 30, "args": {"epochs": 20}}, 1200, False),
        ({"args": {"max_steps": "many"}}, 1200, False),
        ({}, 1200, False),
    ],
)
def test_a_length_that_the_settings_refute(tmp_path: Path, more: dict[str, Any], total: int, is_warned: bool) -> None:
    assert warned(tmp_path, total, more) == (["schedule_length_differs_from_run"] if is_warned else [])


def lightning(batches: int) -> dict[str, Any]:
    return {"loops": {"fit_loop": {"epoch_loop.batch_progress": {"total": {"completed": batches}}}}}


@pytest.mark.parametrize(("batches", "is_warned"), [(1200, True), (600, False), (300, False)])
def test_a_length_that_counts_batches(tmp_path: Path, batches: int, is_warned: bool) -> None:
    found = warned(tmp_path, 1200, {"global_step": STEPS, **lightning(batches)})
    assert found == (["schedule_length_differs_from_run"] if is_warned else [])


def test_a_length_that_counts_batches_is_no_fault_while_the_run_goes_on(tmp_path: Path) -> None:
    assert warned(tmp_path, 400, {"global_step": 100, **lightning(400)}, updates=100) == []


def test_an_own_scheduler_keeps_what_the_settings_say(tmp_path: Path) -> None:
    """The Trainer's arguments ask for another schedule; their total and their mixed precision hold all the same."""
    arguments = {
        "per_device_train_batch_size": 4,
        "gradient_accumulation_steps": 1,
        "learning_rate": 5e-5,
        "lr_scheduler_type": "linear",
        "max_steps": STEPS,
        "num_train_epochs": 3.0,
        "optim": "adamw_torch",
    }
    series = {"train/learning_rate": [(step, state(step, total=600)["_last_lr"][0]) for step in range(STEPS)]}
    write_run(tmp_path / "tb", {"args": json.dumps(arguments)}, series)
    saved = {"sched": state(STEPS, total=600), "optimizer": optimizer(0.0005)}
    (tmp_path / "checkpoint.pth").write_bytes(torch_zip(saved))
    entry = entries_of(tmp_path)["tb", "train/learning_rate"]
    assert (entry["source"]["kind"], entry["verdict"]) == ("checkpoint", "on_schedule")
    assert warnings_of(entry) == ["schedule_longer_than_run"]
