"""How a run without a source is given one: in the words of the framework that it looks like."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

import tb_lrplugin.summary
from tb_lrplugin.answers import series_entry
from tb_lrplugin.data.company import Company
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.ways_to_tell import way_for
from tests.support.made_series import FIRST_WALL_TIME, series_of

ANY = "PyTorch, or a loop of your own"


@pytest.mark.parametrize(
    ("tag", "beside", "framework"),
    [
        ("train/learning_rate", ["rollout/ep_rew_mean", "train/loss"], "Stable-Baselines3"),
        ("train/learning_rate", ["PPO_3"], "Stable-Baselines3"),
        ("train/learning_rate", ["train/epoch", "train/loss"], "Hugging Face Trainer"),
        ("train/learning_rate", ["train/loss"], ANY),
        ("epoch_learning_rate", ["epoch_loss"], "Keras"),
        ("learning_rate", ["Loss/total_loss", "steps_per_sec"], "Object Detection API"),
        ("learning_rate", ["loss"], ANY),
        ("lr-AdamW/pg2", [], "Lightning"),
        ("lr-AdamW/group0", [], ANY),
        ("linear-schedule/pg1", ["epoch"], "Lightning"),
        ("info/last_lr", ["losses/a_loss"], "rl_games"),
        ("charts/learning_rate", [], "CleanRL"),
        ("lr/unet", ["loss/average"], "sd-scripts (kohya)"),
        ("lr", ["loss", "ema_decay"], "accelerate, diffusers"),
        ("lr", ["loss", "dreambooth-lora"], "accelerate, diffusers"),
        # Of any loop.
        ("lr", ["loss"], ANY),
        ("lr", ["train_loss", "ckpt-1.index"], ANY),
        ("learning_rate", ["loss", "global_step/sec"], ANY),
        ("learning_rate", ["train_loss", "steps_per_sec", "uptime"], "JAX and optax"),
        ("train_learning_rate", ["train_loss", "train_time"], "JAX and optax"),
        ("learning_rate", ["timing/seqs_per_second"], "T5X"),
        ("lr/pg0", ["metrics/mAP50(B)"], "Ultralytics"),
        ("x/lr0", [], "YOLOv5 and its kin"),
        ("lr", ["data_time"], "OpenMMLab (mmengine)"),
        ("Train/Samples/lr", ["Train/Samples/train_loss"], "DeepSpeed"),
        ("lr", [], ANY),
    ],
)
def test_tags_and_files_tell_the_framework(tag: str, beside: Collection[str], framework: str) -> None:
    assert way_for(tag, beside).framework == framework
    found = diagnose(series_of([0, 1, 2], [0.1, 0.2, 0.1], run="logs/run", tag=tag), [], Company(beside)).finding
    assert (found.verdict, str(found.fix).splitlines()[0]) == ("no_schedule", f"# {framework}")


@pytest.mark.parametrize(
    ("tag", "unit"), [("epoch_learning_rate", "epoch"), ("x/lr0", "epoch"), ("batch_learning_rate", "step")]
)
def test_what_counts_epochs_is_told_in_epochs(tag: str, unit: str) -> None:
    diagnosis = diagnose(series_of(range(20), [0.1 * 0.5 ** (epoch // 5) for epoch in range(20)], tag=tag), [])
    assert f"From {unit} 0 to 19" in diagnosis.finding.detail
    assert f"every 5 {unit}s" in diagnosis.finding.headline
    assert series_entry(diagnosis)["unit"] == f"{unit}s"
    alone = diagnose(series_of([7], [0.1], tag=tag), []).finding
    assert f"at {unit} 7" in alone.detail


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[Any, int, Any]]]:
    """Record what `optimizer_config` is called with: a scheduler or all rates, the number of steps, the writer."""
    calls: list[tuple[Any, int, Any]] = []

    def record(config: Any, *, writer: Any, total_steps: int) -> None:
        told = [config(step) for step in range(total_steps + 1)] if callable(config) else config
        calls.append((told, total_steps, writer))

    monkeypatch.setattr(tb_lrplugin.summary, "optimizer_config", record)
    yield calls


def run(text: str, **names: Any) -> dict[str, Any]:
    exec(compile(text, "fix", "exec"), names)
    return names


def test_the_code_for_torch_runs(written: list[Any]) -> None:
    run(way_for("lr", []).text, scheduler="the scheduler", total_steps=3, log_directory="logs")
    assert written[0] == ("the scheduler", 3, "logs")
    assert written[1][1] == 10_000


def test_the_code_for_lightning_is_that_of_its_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "frameworks" / "lightning.md").read_text(encoding="utf-8")
    lines = [line for line in way_for("lr-Adam", []).text.splitlines() if line and not line.startswith("#")]
    # tests/training/test_framework_pages.py runs the page.
    assert (
        lines[0] in page and "callbacks=[LearningRateWatch()]" in lines[1] and "callbacks=[LearningRateWatch()]" in page
    )


def test_the_code_for_stable_baselines_follows_its_logger(written: list[Any]) -> None:
    model = SimpleNamespace(n_steps=2, n_envs=2, lr_schedule=lambda left: left, tensorboard_log="tb")
    run(way_for("train/learning_rate", ["PPO_1"]).text, model=model, total_timesteps=8)
    # Rates are logged one rollout of four steps after they were set.
    assert written == [([1.0, 1.0, 1.0, 1.0, 1.0, 0.875, 0.75, 0.625, 0.5], 8, "tb")]


@pytest.mark.parametrize(
    ("values", "said"),
    [([0.0] * 3, "the rate is 0 at every point"), ([6e-8] * 3, "never above 6e-8"), ([6e-8, 3e-8], "never above 6e-8")],
)
def test_a_rate_of_nothing_is_said(values: list[float], said: str) -> None:
    finding = diagnose(series_of(range(len(values)), values), []).finding
    assert said in finding.headline and finding.causes


@pytest.mark.parametrize("values", [[1e-6] * 3, [0.0, 0.1], [0.1, 0.0]])
def test_no_word_of_a_rate_that_may_be_meant(values: list[float]) -> None:
    assert diagnose(series_of(range(len(values)), values), []).finding.causes == ()


def test_one_point_is_no_constant() -> None:
    finding = diagnose(series_of([400], 0.0006), []).finding
    assert finding.verdict == "waiting"
    assert "constant" not in finding.headline + finding.detail
    assert str(finding.fix).startswith(f"# {ANY}")


NOW = int(FIRST_WALL_TIME)
FIRST, SECOND = f"events.out.tfevents.{NOW - 1000}.host.1.0", f"events.out.tfevents.{NOW - 10}.host.2.0"
OWN = f"events.out.tfevents.0000000000.lr_diagnostics.{NOW}.0.host.3.0"


def write_points(path: Path, tag: str, steps: Collection[int], moment: float) -> None:
    """Write an event file with points a second after one another."""
    with path.open("wb") as file:
        records = RecordWriter(file)
        for step in steps:
            value = summary_pb2.Summary.Value(tag=tag, simple_value=0.1)
            event = event_pb2.Event(wall_time=moment + step, step=step, summary=summary_pb2.Summary(value=[value]))
            records.write(event.SerializeToString())
        records.flush()


def test_a_run_that_goes_on_in_a_file_of_the_same_second_hides_nothing(tmp_path: Path) -> None:
    first, second = f"events.out.tfevents.{NOW}.host.1.0", f"events.out.tfevents.{NOW}.host.1.1"
    write_points(tmp_path / first, "learning_rate", [0, 10], NOW)
    write_points(tmp_path / second, "learning_rate", [20, 30], NOW + 10)
    series = series_of([0, 10, 20, 30], 0.1)
    assert Company(files=[first, second], paths=[str(tmp_path)]).earlier_launches(series) == []


@pytest.mark.parametrize(
    ("files", "earlier"),
    [
        ({FIRST: "learning_rate", SECOND: "learning_rate"}, [FIRST]),
        # Another series; a writer that was made after the rates began; a file of ours; a file that cannot be read.
        ({FIRST: "loss", SECOND: "learning_rate"}, []),
        ({SECOND: "learning_rate", f"events.out.tfevents.{NOW + 5}.host.1.1": "learning_rate"}, []),
        ({OWN: "learning_rate", SECOND: "learning_rate"}, []),
        ({FIRST: "", SECOND: "learning_rate"}, []),
        ({FIRST: "learning_rate"}, []),
        ({}, []),
    ],
)
def test_a_launch_from_the_same_step_hides_those_before(
    tmp_path: Path, files: Mapping[str, str], earlier: list[str]
) -> None:
    for name, tag in files.items():
        write_points(tmp_path / name, tag, [0, 10], NOW - 1000 if name == FIRST else NOW)
        if not tag:
            (tmp_path / name).write_bytes(b"no event file")
    series = series_of([0, 10, 20], 0.1)
    company = Company(files=files.keys(), paths=[str(tmp_path)])
    assert company.earlier_launches(series) == earlier
    warned = list(diagnose(series, [], company).warnings)
    assert [warning.id for warning in warned] == ["earlier_launch_hidden"] * bool(earlier)
    assert all(name in warned[0].text for name in earlier)
    assert Company(files=files.keys()).earlier_launches(series) == [], "a remote directory is not read"


@pytest.mark.parametrize(
    ("tag", "beside", "words"),
    [
        ("train/learning_rate", ["rollout/ep_rew_mean"], "model.learning_rate"),
        ("Train/Samples/lr", [], "warmup_max_lr"),
        ("learning_rate", ["uptime"], "learning_rate=schedule"),
    ],
)
def test_a_rate_that_stands_still_has_a_reason_of_its_framework(tag: str, beside: Collection[str], words: str) -> None:
    flat, moved = (
        diagnose(series_of([0, 1, 2], rates, tag=tag), [], Company(beside)).finding
        for rates in ([1e-3] * 3, [1e-3, 5e-4, 1e-4])
    )
    assert flat.verdict == "no_schedule" and words in flat.causes[0]
    assert moved.causes == ()
