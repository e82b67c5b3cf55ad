"""`pipeline.config`: which file is read, how it may be spelt, and what may be wrong with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tb_lrplugin.discovery.discovery import Discovery
from tb_lrplugin.schedules import Constant, Exponential
from tests.support.pipelines import SEED, pipeline, read_directory, read_text

CONSTANT = pipeline("constant_learning_rate { learning_rate: 0.5 }")


def test_the_first_founding_question(tmp_path: Path) -> None:
    reading = read_text(tmp_path, SEED)
    assert isinstance(reading.schedule, Exponential)
    assert (reading.kind, reading.where, reading.error) == ("pipeline_config", "pipeline.config", None)
    assert (reading.total_steps, reading.optimizer, reading.tag, reading.unit) == (200_000, "rms_prop", "", "steps")
    assert reading.rms_prop_decay == pytest.approx(0.9)


def test_lines_and_text_of_the_block(tmp_path: Path) -> None:
    reading = read_text(tmp_path, SEED)
    assert reading.lines == (14, 18)
    assert reading.text == (
        "exponential_decay_learning_rate {\n"
        "  initial_learning_rate: 0.004\n"
        "  decay_steps: 800720\n"
        "  decay_factor: 0.95\n"
        "}"
    )


def test_comments_with_braces_do_not_move_the_block(tmp_path: Path) -> None:
    block = (
        "  # was: cosine_decay_learning_rate { total_steps: 5 }\n"
        "  constant_learning_rate {  # {{ the rate\n"
        "    learning_rate: 0.5 # } not the end\n"
        "  }"
    )
    reading = read_text(tmp_path, pipeline(block))
    assert reading.lines == (3, 5)
    assert reading.text.startswith("constant_learning_rate {  # {{ the rate\n  learning_rate: 0.5 # } not")
    assert reading.schedule == Constant(0.5)


@pytest.mark.parametrize(
    "text",
    [
        CONSTANT,
        CONSTANT.replace("\n", "\r\n"),
        CONSTANT.replace(" {", ": {"),
        CONSTANT.replace("{", "<").replace("}", ">"),
        CONSTANT.replace("\n", " "),
        CONSTANT.replace("{ ", "{").replace(" }", "}"),
        CONSTANT + "eval_config: { num_examples: 8000 } # }",
        "model { ssd { deep { deeper: [1, 2] name: 'a { b' } } }\n" + CONSTANT,
        CONSTANT.replace("train_config {", "train_config { future_field: 7 future { block { x: 'y' } }"),
        CONSTANT.replace("learning_rate: 0.5", "learning_rate: 5e-1f"),
    ],
    ids=[
        "plain",
        "windows line ends",
        "colons",
        "angle brackets",
        "one line",
        "tight",
        "more blocks",
        "brace in a string",
        "unknown fields",
        "float suffix",
    ],
)
def test_spellings(tmp_path: Path, text: str) -> None:
    reading = read_text(tmp_path, text)
    assert reading.error is None
    assert reading.schedule == Constant(0.5)
    assert reading.lines is not None
    assert "learning_rate" in reading.text


def test_extensions_of_the_pipeline_pass_unread(tmp_path: Path) -> None:
    """lstm_object_detection, say, keeps its model in `[lstm_object_detection.protos.lstm_model] { ... }`."""
    text = "[lstm_object_detection.protos.lstm_model] { train_unroll_length: 4 }\n" + CONSTANT
    assert read_text(tmp_path, text).schedule == Constant(0.5)


def test_of_a_field_given_twice_the_last_counts_as_in_the_api(tmp_path: Path) -> None:
    twice = SEED.replace("decay_steps: 800720", "decay_steps: 1 decay_steps: 2")
    assert read_text(tmp_path, twice).schedule == read_text(tmp_path, SEED.replace("800720", "2")).schedule


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    assert read_text(tmp_path, "\ufeff" + SEED).schedule == read_text(tmp_path, SEED).schedule


def test_a_parse_error_names_line_and_column(tmp_path: Path) -> None:
    reading = read_text(tmp_path, SEED.replace("decay_steps: 800720", "decay_steps: many"))
    assert reading.schedule is None
    assert reading.error is not None
    assert reading.error.startswith("the file cannot be parsed at line 16, column 24: ")
    assert "many" in reading.error


@pytest.mark.parametrize(
    "text",
    [
        SEED[:200],
        SEED.rstrip()[:-1],
        SEED + "}",
        "train_config {" * 5000,
        "a " * 1000,
        "train_config { num_steps: -5 }",
        "train_config { num_steps: 99999999999 }",
    ],
    ids=["cut", "open block", "one brace too many", "nested", "words", "negative", "too large"],
)
def test_text_that_cannot_be_parsed_says_so(tmp_path: Path, text: str) -> None:
    reading = read_text(tmp_path, text)
    assert reading.schedule is None
    assert reading.error is not None
    assert reading.error.startswith(("the file cannot be parsed at line ", "the file nests its blocks too deep"))


def test_binary_rubbish(tmp_path: Path) -> None:
    reading = read_text(tmp_path, bytes(range(256)) * 10)
    assert reading.error is not None
    assert reading.error.startswith("the file is not text: byte 128 is not UTF-8")


def test_a_file_of_fifty_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "pipeline.config"
    path.write_text(CONSTANT)
    os.truncate(path, 50_000_000)
    reading = read_directory(tmp_path)
    assert reading is not None
    assert reading.error is not None
    assert "larger than 4 MiB" in reading.error


def test_a_directory_of_that_name_is_reported(tmp_path: Path) -> None:
    (tmp_path / "pipeline.config").mkdir()
    reading = read_directory(tmp_path)
    assert reading is not None
    assert reading.error is not None
    assert reading.error.startswith("the file cannot be read: ")


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "model { }", "train_config { }", "train_config { optimizer { } num_steps: 5 }"]
)
def test_a_pipeline_without_an_optimizer_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "pipeline.config").write_text(text)
    assert read_directory(tmp_path) is None


class TestWhichFile:
    def test_none_at_all(self, tmp_path: Path) -> None:
        assert read_directory(tmp_path) is None

    def test_another_name_counts_when_it_is_the_only_pipeline(self, tmp_path: Path) -> None:
        (tmp_path / "ssd_mobilenet_v2.config").write_text(CONSTANT)
        (tmp_path / "label_map.config").write_text("item { id: 1 name: 'cat' }")
        (tmp_path / "broken.config").write_text("{{{")
        (tmp_path / "binary.config").write_bytes(b"\xff")
        (tmp_path / "folder.config").mkdir()
        reading = read_directory(tmp_path)
        assert reading is not None
        assert reading.where == "ssd_mobilenet_v2.config"
        assert reading.schedule == Constant(0.5)

    def test_a_wrong_schedule_under_another_name_is_a_pipeline_too(self, tmp_path: Path) -> None:
        (tmp_path / "mine.config").write_text(pipeline("exponential_decay_learning_rate { decay_steps: 0 }"))
        reading = read_directory(tmp_path)
        assert reading is not None
        assert reading.error is not None

    def test_two_other_names_leave_it_open(self, tmp_path: Path) -> None:
        (tmp_path / "one.config").write_text(CONSTANT)
        (tmp_path / "two.config").write_text(SEED)
        assert read_directory(tmp_path) is None

    def test_pipeline_config_wins_over_other_names(self, tmp_path: Path) -> None:
        (tmp_path / "a.config").write_text(SEED)
        reading = read_text(tmp_path, CONSTANT)
        assert (reading.where, reading.schedule) == ("pipeline.config", Constant(0.5))

    def test_the_nearest_directory_wins(self, tmp_path: Path) -> None:
        (tmp_path / "model" / "train").mkdir(parents=True)
        (tmp_path / "pipeline.config").write_text(SEED)
        (tmp_path / "model" / "pipeline.config").write_text(CONSTANT)
        discovery = Discovery(str(tmp_path), [])
        assert [reading.where for reading in discovery.readings_for("model/train")] == ["model/pipeline.config"]
        assert [reading.where for reading in discovery.readings_for("other/train")] == ["pipeline.config"]
        assert [reading.where for reading in discovery.readings_for(".")] == ["pipeline.config"]

    def test_a_run_name_that_climbs_out_reads_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "pipeline.config").write_text(SEED)
        (tmp_path / "logs").mkdir()
        assert Discovery(str(tmp_path / "logs"), []).readings_for("../train") == []

    @pytest.mark.parametrize("logdir", [None, ""])
    def test_without_a_log_directory_nothing_is_read(self, logdir: str | None) -> None:
        assert Discovery(logdir, []).readings_for("train") == []
