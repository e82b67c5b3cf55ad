"""`tb-lrplugin check`: exit codes, formats, and what it says of bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin.answers.contract import Report
from tb_lrplugin.cli import main
from tests.conftest import HTML_RUN, PIPELINE, UNICODE_RUN
from tests.support.contract_shapes import assert_is
from tests.support.event_files import write_double_scalars, write_optimizer_config, write_scalars

STUCK = [(step, 0.01) for step in range(10, 401, 10)]
HALVED = [(step, 0.01 * 0.5 ** (step // 100)) for step in range(10, 401, 10)]

TREBLED = [(step, 3 * rate) for step, rate in HALVED]


def write_run(directory: Path, points: list[tuple[int, float]], decay_steps: str = "100") -> None:
    write_scalars(directory / "train", "learning_rate", points)
    (directory / "pipeline.config").write_text(PIPELINE.format(decay_steps=decay_steps))


def check_json(capsys: pytest.CaptureFixture[str], logdir: Path, *options: str) -> dict[str, Any]:
    main(["check", "--format", "json", *options, str(logdir)])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert_is(report, Report)
    return report


@pytest.mark.parametrize(
    ("points", "decay_steps", "fail_on", "code"),
    [
        (STUCK, "100", "error", 1),
        (STUCK, "100", "never", 0),
        (STUCK, "800720", "error", 0),
        (STUCK, "800720", "warning", 0),
        (STUCK, "800720", "notice", 1),
        (HALVED, "100", "notice", 0),
        (HALVED[:20] + STUCK[20:], "100", "error", 1),
        (HALVED[:20] + TREBLED[20:], "100", "error", 0),
        (HALVED[:20] + TREBLED[20:], "100", "warning", 1),
        (STUCK, "0", "error", 1),
    ],
)
def test_exit_code(tmp_path: Path, points: list[tuple[int, float]], decay_steps: str, fail_on: str, code: int) -> None:
    write_run(tmp_path, points, decay_steps)
    assert main(["check", "--fail-on", fail_on, str(tmp_path)]) == code


def test_a_missing_logdir_is_one_clear_line_and_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "does not exist" in captured.err


def test_a_file_as_logdir_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "events"
    path.write_text("")
    assert main(["check", str(path)]) == 2
    assert "is a file" in capsys.readouterr().err


@pytest.mark.parametrize("logdir", ["s3://bucket/logs", "nosuch://logs", "file:///nowhere"])
def test_a_remote_logdir_that_cannot_be_read_is_exit_2(logdir: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", logdir]) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert captured.err.startswith(f"tb-lrplugin: {logdir} ")


@pytest.mark.parametrize(
    "arguments", [[], ["check"], ["check", "--format", "xml", "."], ["check", "--fail-on", "all", "."], ["look"]]
)
def test_wrong_usage_is_exit_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_a_wrong_tag_pattern_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--tags", "(", str(tmp_path)]) == 2
    assert "no regular expression" in capsys.readouterr().err


def test_an_empty_logdir_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 0
    assert "No learning-rate series" in capsys.readouterr().out
    assert check_json(capsys, tmp_path) == {
        "version": 1,
        "logdir": str(tmp_path),
        "complete": True,
        "series": [],
        "problems": [],
    }


def test_without_learning_rates_the_tags_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_scalars(tmp_path, "pace", [(1, 0.1), (2, 0.1)])
    assert main(["check", str(tmp_path)]) == 0
    assert "pace" in capsys.readouterr().out
    assert [entry["tag"] for entry in check_json(capsys, tmp_path, "--tags", "pace")["series"]] == ["pace"]


def test_text_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_run(tmp_path, STUCK)
    main(["check", str(tmp_path)])
    text = capsys.readouterr().out
    assert "Stuck at the initial rate 0.01 since step 100" in text
    assert "learning_rate_decay_steps=100," in text
    assert "pipeline.config, lines 5 to 9" in text
    assert "1 series: 1 error" in text


def test_what_to_write_instead_is_printed_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_run(tmp_path, STUCK, "800720")
    main(["check", str(tmp_path)])
    text = capsys.readouterr().out
    assert "▲ first_drop_beyond_run: " in text
    assert text.count("exponential_decay_learning_rate {") == 1


def test_github_annotations_stay_on_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_run(tmp_path, STUCK, "800720")
    main(["check", "--format", "github", str(tmp_path)])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    place = f"title=train%3A learning_rate,file={tmp_path / 'pipeline.config'},line="
    assert lines[1].startswith(f"::warning {place}")
    assert "::The schedule's first drop comes at step 800,720" in lines[1]
    assert lines[0].startswith(f"::notice {place}") and "::Flat by design" in lines[0]
    assert "%25" in lines[0]


def test_one_broken_run_leaves_the_others_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_run(tmp_path / "good", HALVED)
    write_run(tmp_path / "broken", HALVED, "many")
    write_run(tmp_path / "rubbish", HALVED)
    (tmp_path / "rubbish" / "pipeline.config").write_bytes(bytes(range(256)) * 16)
    write_run(tmp_path / "huge", HALVED)
    with (tmp_path / "huge" / "pipeline.config").open("wb") as file:
        file.truncate(50 * 2**20)
    write_run(tmp_path / "directory", HALVED)
    (tmp_path / "directory" / "pipeline.config").unlink()
    (tmp_path / "directory" / "pipeline.config").mkdir()
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "events.out.tfevents.1.x").write_bytes(b"\x00\x01rubbish" * 9)
    verdicts = {entry["run"]: entry for entry in check_json(capsys, tmp_path)["series"]}
    assert {run: entry["verdict"] for run, entry in verdicts.items()} == {
        "good/train": "on_schedule",
        "broken/train": "config_error",
        "rubbish/train": "config_error",
        "huge/train": "config_error",
        "directory/train": "config_error",
    }
    assert "line 7, column 24" in verdicts["broken/train"]["detail"]
    assert "is not text" in verdicts["rubbish/train"]["detail"]
    assert "larger than 4 MiB" in verdicts["huge/train"]["detail"]
    assert "cannot be read" in verdicts["directory/train"]["detail"]


def test_run_names_come_through_unharmed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (HTML_RUN, UNICODE_RUN, "[bold]markup[/bold]"):
        write_run(tmp_path / name, STUCK)
    runs = {entry["run"] for entry in check_json(capsys, tmp_path)["series"]}
    assert runs == {f"{HTML_RUN}/train", f"{UNICODE_RUN}/train", "[bold]markup[/bold]/train"}
    main(["check", str(tmp_path)])
    assert "[bold]markup[/bold]/train" in capsys.readouterr().out


def test_a_governed_series_that_is_missing_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tb_lrplugin.protos import optimizer_config_pb2 as pb
    from tb_lrplugin.schedules import Constant, to_message

    config = pb.OptimizerConfig(version=1, tag="my rate", schedule=to_message(Constant(0.1)))
    write_optimizer_config(tmp_path, config.SerializeToString(), "lr_diagnostics/optimizer_config")
    write_double_scalars(tmp_path, "my rate", [(1, 0.1), (2, 0.1)])
    report = check_json(capsys, tmp_path)
    assert report["series"] == []
    assert "double precision" in report["problems"][0]["message"]


def test_rubbish_metadata_is_a_config_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_optimizer_config(tmp_path, b"\xff\xff\xff", "lr_diagnostics/optimizer_config")
    write_scalars(tmp_path, "lr", STUCK)
    (entry,) = check_json(capsys, tmp_path)["series"]
    assert (entry["verdict"], entry["source"]["kind"]) == ("config_error", "metadata")


def test_output_survives_a_terminal_without_unicode(tmp_path: Path) -> None:
    write_run(tmp_path / UNICODE_RUN, STUCK)
    command = [sys.executable, "-m", "tb_lrplugin", "check", str(tmp_path)]
    for output_format in ("text", "json", "github"):
        result = subprocess.run(
            [*command, "--format", output_format],
            env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
            capture_output=True,
            check=False,
        )
        assert result.returncode == 1, result.stderr.decode()
        assert b"Traceback" not in result.stderr
