"""The arguments that the Hugging Face Trainer saves with its model, for runs whose event file holds none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin.frameworks.huggingface import HF_TRAINER
from tb_lrplugin.schedules import CosineWave, Join, Polynomial
from tests.support.checkpoints import Called, Named, torch_legacy, torch_zip
from tests.support.hf_arguments import ARGUMENTS
from tests.support.readings import in_directory
from tests.support.text_summaries import entries_of, write_run

CLASS = "trl.trainer.sft_config.SFTConfig"
COSINE = Join((Polynomial(0.0, 5e-4, 8), CosineWave(5e-4, 0.0, 72)), (8,), ("warm-up", "decay"))
GIVEN = {
    "learning_rate": 5e-4,
    "lr_scheduler_type": Called("transformers.trainer_utils.SchedulerType", ("cosine",)),
    "lr_scheduler_kwargs": None,
    "warmup_steps": 8,
    "max_steps": -1,
    "num_train_epochs": 2.0,
    "per_device_train_batch_size": 4,
    "gradient_accumulation_steps": 1,
    "optim": Called("transformers.training_args.OptimizerNames", ("adamw_torch",)),
    "distributed_state": Called("accelerate.state.PartialState", (), {"device": Named("torch.device")}),
}


def save(directory: Path, write: Any = torch_zip, total: int = 80, **changes: object) -> Path:
    """Save the arguments as an object of some class, and the state that tells the total."""
    directory.mkdir(parents=True, exist_ok=True)
    content = write(Called(CLASS, (), {**GIVEN, **changes}))
    (directory / "training_args.bin").write_bytes(content)
    state = {"epoch": 2.0, "global_step": 80, "log_history": [], "logging_steps": 4, "max_steps": total, "x": 1}
    (directory / "trainer_state.json").write_text(json.dumps(state, indent=2, sort_keys=True) + "\n")
    (directory / "config.json").write_text('{"transformers_version": "5.24.0"}')
    return directory


@pytest.mark.parametrize("write", [torch_zip, torch_legacy])
@pytest.mark.parametrize("place", [".", "checkpoint-80"])
def test_arguments_in_a_directory_or_its_newest_checkpoint(tmp_path: Path, place: str, write: Any) -> None:
    save(tmp_path / "out" / place, write)
    reading = in_directory(HF_TRAINER, tmp_path, "out")
    assert reading is not None
    assert (reading.schedule, reading.total_steps, reading.offset) == (COSINE, 80, -1)
    assert reading.where == "out/" + ("" if place == "." else f"{place}/") + "training_args.bin"
    assert reading.optimizer == "adamw_torch"


def test_the_newest_checkpoint_speaks(tmp_path: Path) -> None:
    save(tmp_path / "checkpoint-9", learning_rate=1.0)
    save(tmp_path / "checkpoint-10")
    reading = in_directory(HF_TRAINER, tmp_path, ".")
    assert reading is not None and reading.schedule == COSINE


def test_a_total_of_the_arguments_needs_no_state(tmp_path: Path) -> None:
    save(tmp_path / "out", max_steps=80)
    (tmp_path / "out" / "trainer_state.json").unlink()
    reading = in_directory(HF_TRAINER, tmp_path, "out")
    assert reading is not None and reading.schedule == COSINE


def test_what_the_event_file_holds_goes_first(tmp_path: Path) -> None:
    save(tmp_path, learning_rate=1.0)
    points = [(step, COSINE.value_at(step - 1)) for step in range(4, 81, 4)]
    arguments = {**ARGUMENTS, "learning_rate": 5e-4, "lr_scheduler_type": "cosine", "warmup_steps": 8, "max_steps": 80}
    write_run(tmp_path, {"args": json.dumps(arguments)}, {"train/learning_rate": points})
    [entry] = entries_of(tmp_path).values()
    assert (entry["verdict"], entry["source"]["where"]) == ("on_schedule", "args/text_summary")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x80\x02]",
        torch_zip({"learning_rate": 1.0}),
        torch_zip([1, 2]),
        torch_zip({**GIVEN, "lr_scheduler_type": 3}),
        torch_zip(Called("builtins.eval", ("1",))),
    ],
)
def test_another_programs_file_is_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "training_args.bin").write_bytes(content)
    assert in_directory(HF_TRAINER, tmp_path, ".") is None
