"""`lr_schedule.pbtxt`, and a schedule file for a whole log directory."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tb_lrplugin.cli import main
from tb_lrplugin.discovery.discovery import Discovery
from tb_lrplugin.schedules import Cosine, Exponential, Join, Polynomial
from tests.support.event_files import write_scalars

DOCUMENT = Path(__file__).parents[2] / "docs" / "schedule_file.md"
HALVING = 'schedule { exponential { init_value: 0.1 transition_steps: 10 decay_rate: 0.5 staircase: true } }\ntag: ""'


def example() -> str:
    """The example of the documentation page."""
    lines = re.findall(r"^    (.*)$", DOCUMENT.read_text(), re.MULTILINE)
    return "\n".join(lines[: lines.index("}") + 1])


def readings(logdir: Path, run: str = "run") -> list[tuple[str, str, str | None]]:
    return [(reading.kind, reading.where, reading.error) for reading in Discovery(str(logdir), []).readings_for(run)]


def test_the_example_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "lr_schedule.pbtxt").write_text(example())
    (reading,) = Discovery(str(tmp_path), []).readings_for("run")
    assert reading.schedule == Join(
        (Polynomial(0.0, 0.001, 500), Cosine(0.001, 19500, 0.00001)), (500,), ("warm-up", "decay")
    )
    assert (reading.optimizer, reading.total_steps, reading.unit) == ("AdamW", 20000, "steps")


def test_the_nearest_file_counts_and_stands_before_a_pipeline(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "lr_schedule.pbtxt").write_text(example())
    (tmp_path / "run" / "lr_schedule.pbtxt").write_text(HALVING)
    constant = "train_config { optimizer { adam_optimizer { learning_rate { constant_learning_rate {} } } } }"
    (tmp_path / "run" / "pipeline.config").write_text(constant)
    assert readings(tmp_path) == [
        ("schedule_file", "run/lr_schedule.pbtxt", None),
        ("pipeline_config", "run/pipeline.config", None),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("schedule { exponential { initial: 0.1 } }", "line 1, column 26"),
        ("schedule {", "line 1"),
        ("", "no schedule of a kind this version knows"),
        ("version: 2", "update tb-lrplugin"),
        ("schedule { exponential { init_value: 0.1 decay_rate: 0.5 } }", "decay_steps is 0"),
    ],
)
def test_a_broken_file_says_where(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "lr_schedule.pbtxt").write_text(text)
    ((kind, _, error),) = readings(tmp_path)
    assert kind == "schedule_file"
    assert error is not None
    assert reason in error


def test_a_file_for_the_whole_log_directory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logdir = tmp_path / "logs"
    write_scalars(logdir / "a", "lr", [(step, 0.1 * 0.5 ** (step // 10)) for step in range(0, 50, 5)])
    write_scalars(logdir / "b", "lr", [(step, 0.1) for step in range(0, 50, 5)])
    file = tmp_path / "mine.pbtxt"
    file.write_text(HALVING)
    assert main(["check", "--config", str(file), str(logdir)]) == 1
    text = capsys.readouterr().out
    assert "On schedule" in text
    assert "Stuck at the initial rate 0.1 since step 10" in text


def test_it_stands_behind_what_the_runs_say_themselves(tmp_path: Path) -> None:
    file = tmp_path / "mine.pbtxt"
    file.write_text(HALVING)
    logdir = tmp_path / "logs"
    (logdir / "own").mkdir(parents=True)
    (logdir / "own" / "lr_schedule.pbtxt").write_text(example())
    discovery = Discovery(str(logdir), [], config_file=str(file))
    assert discovery.readings_for("own")[0].optimizer == "AdamW"
    (other,) = discovery.readings_for("other")
    assert other.schedule == Exponential(0.1, 10, 0.5, True)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    (reading,) = Discovery(str(tmp_path), [], config_file=str(tmp_path / "nowhere")).readings_for("run")
    assert reading.error is not None
    assert "cannot be read" in reading.error
