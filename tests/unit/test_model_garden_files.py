"""The Model Garden's `params.yaml`: what is read of it, and whatever may be wrong with it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.discovery.discovery import Discovery
from tb_lrplugin.schedules import Join, PiecewiseConstant, Polynomial
from tests.support.params_yaml import PARAMS, error_of, read_config, read_directory, read_text


def test_everything_that_a_file_says(tmp_path: Path) -> None:
    reading = read_text(tmp_path, PARAMS)
    assert reading is not None
    assert (reading.kind, reading.where, reading.error) == ("model_garden", "params.yaml", None)
    assert (reading.total_steps, reading.optimizer, reading.tag, reading.unit) == (200, "sgd", "", "steps")
    assert reading.schedule == Join(
        (Polynomial(0.0, 0.5, 10), PiecewiseConstant((91, 151), (0.5, 0.25, 0.125))), (10,), ("warm-up", "decay")
    )
    assert reading.lines == (8, 14)
    assert reading.text.startswith("learning_rate:\n  stepwise:\n    boundaries: [100, 160]  # steps\n")
    assert "\n  type: stepwise\nwarmup:\n  linear:\n" in reading.text
    assert reading.measures("train", "learning_rate") == "optimizer"
    assert reading.step_offset("train", "learning_rate") == 0


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\x85", "\u2028"])
def test_other_line_ends(tmp_path: Path, line_end: str) -> None:
    reading, usual = read_text(tmp_path, PARAMS.replace("\n", line_end)), read_text(tmp_path, PARAMS)
    assert reading is not None
    assert reading == usual


class TestNotOurs:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "lr: 0.1\nepochs: 3\n",
            "- a\n- b\n",
            "trainer: {optimizer_config: adam.yaml}",
            "trainer: {optimizer_config: {lr: 0.1}}",
            "trainer: [optimizer_config]",
            "trainer: {optimizer_config: {learning_rate: null}}",
            "trainer: {optimizer_config: {learning_rate: {type: null}}}",
            "a: [broken",
            "[" * 10_000,
            b"\xff\xfe",
        ],
    )
    def test_passed_over_in_silence(self, tmp_path: Path, text: str | bytes) -> None:
        assert read_text(tmp_path, text) is None

    def test_no_file_a_directory_and_a_huge_file(self, tmp_path: Path) -> None:
        assert read_directory(tmp_path) is None
        (tmp_path / "params.yaml").mkdir()
        assert read_directory(tmp_path) is None
        (tmp_path / "params.yaml").rmdir()
        (tmp_path / "params.yaml").write_text(PARAMS)
        os.truncate(tmp_path / "params.yaml", 50_000_000)
        assert read_directory(tmp_path) is None

    def test_a_type_of_someone_else_is_named(self, tmp_path: Path) -> None:
        reading = read_config(tmp_path, {"type": "mine", "mine": {"rate": 3}})
        assert (reading.schedule, reading.error) == (None, None)
        assert "'mine'" in reading.unreadable
        reading = read_config(tmp_path, {"type": "constant"}, {"type": "gentle"})
        assert "'gentle'" in reading.unreadable


class TestWrong:
    @pytest.mark.parametrize(
        ("kind", "block", "sentence"),
        [
            ("cosine", {}, "learning_rate.cosine has no initial_learning_rate, which it needs"),
            ("cosine", {"initial_learning_rate": "big"}, "initial_learning_rate of learning_rate.cosine is 'big'"),
            ("cosine", {"initial_learning_rate": True}, "initial_learning_rate of learning_rate.cosine is True"),
            ("cosine", {"initial_learning_rate": [1]}, "initial_learning_rate of learning_rate.cosine is [1]"),
            ("cosine", {"initial_learning_rate": 1}, "learning_rate.cosine has no decay_steps, which it needs"),
            ("cosine", {"initial_learning_rate": 1, "decay_steps": 2.5}, "decay_steps of learning_rate.cosine is 2.5"),
            ("cosine", {"initial_learning_rate": 1, "decay_steps": 0}, "the cosine takes 0 steps"),
            ("cosine", {"initial_learning_rate": -1, "decay_steps": 5}, "the first rate is -1.0"),
            (
                "cosine",
                {"initial_learning_rate": 1, "decay_steps": 10**30},
                "decay_steps of learning_rate.cosine is 1000",
            ),
            ("constant", {"learning_rate": 3.5e38}, "learning_rate of learning_rate.constant is 3.5e+38: that is more"),
            ("cosine", 7, "cosine of learning_rate is 7: a mapping is needed"),
            ("stepwise", {}, "learning_rate.stepwise has no boundaries, which it needs"),
            (
                "stepwise",
                {"boundaries": [5], "values": 5},
                "values of learning_rate.stepwise is 5: a list of numbers is needed",
            ),
            ("stepwise", {"boundaries": [1, "x"]}, "boundaries of learning_rate.stepwise is 'x'"),
            ("stepwise", {"boundaries": [5, 5], "values": [1, 1, 1]}, "boundary 5 comes after 5"),
            ("stepwise", {"boundaries": [5], "values": [1]}, "1 boundaries need 2 values, but there are 1"),
            ("exponential", {"initial_learning_rate": 1, "decay_steps": 0, "decay_rate": 1}, "decay_steps is 0"),
            (
                "exponential",
                {"initial_learning_rate": 1, "decay_steps": 1, "decay_rate": 0.1, "offset": 10**6},
                "the initial rate is inf",
            ),
            ("exponential", {"offset": "x"}, "offset of learning_rate.exponential is 'x'"),
            ("polynomial", {"initial_learning_rate": 0, "decay_steps": 9, "offset": 9}, "the first rate is -9.99"),
            (
                "power_linear",
                {"initial_learning_rate": 1, "total_decay_steps": 9, "linear_decay_fraction": 2},
                "linear_decay_fraction is 2",
            ),
            ("step_cosine_with_offset", {"boundaries": [5], "values": [1]}, "two boundaries are needed at least"),
            ("step_cosine_with_offset", {"boundaries": [5, 6], "values": [1]}, "2 boundaries need as many values"),
        ],
    )
    def test_a_sentence_names_the_key(self, tmp_path: Path, kind: str, block: Any, sentence: str) -> None:
        error = error_of(tmp_path, kind, block)
        assert error.removeprefix("learning_rate (line 1): ").startswith(sentence)

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            (("train_steps: 200", "train_steps: many"), "train_steps of trainer is 'many': a whole number is needed"),
            (("warmup_steps: 10", "warmup_steps:"), "warmup.linear has no warmup_steps, which it needs"),
            (("warmup_steps: 10", "warmup_steps: .nan"), "warmup_steps of warmup.linear is nan"),
            (("type: stepwise", "type: 3"), "type of learning_rate is 3: a name is needed"),
            (("decay: 0.0", "decay: much"), "decay of optimizer.sgd is 'much'"),
            (("learning_rate: 0.0", "learning_rate: -1"), "learning_rate (line 8): the first rate is -1.0"),
        ],
    )
    def test_elsewhere_in_the_file(self, tmp_path: Path, change: tuple[str, str], sentence: str) -> None:
        reading = read_text(tmp_path, PARAMS.replace(*change))
        assert reading is not None
        assert reading.error is not None
        assert reading.error.startswith(sentence)
        assert reading.lines == (8, 14)

    @pytest.mark.parametrize("text", ["learning_rate: fast", "learning_rate: [1]"])
    def test_no_mapping_at_all(self, tmp_path: Path, text: str) -> None:
        reading = read_text(tmp_path, f"trainer:\n  optimizer_config:\n    {text}\n")
        assert reading is not None
        assert reading.error is not None
        assert reading.error.startswith("learning_rate is ")
        assert reading.error.endswith(": a mapping is needed")

    @pytest.mark.parametrize(
        "text",
        [
            PARAMS[: PARAMS.index(", 0.25")],
            PARAMS.replace("values: [", "values: ["[:-1] + "{"),
            PARAMS + "\ta: 1\n",
            PARAMS + "deep: " + "[" * 1000,
            PARAMS + "---\n" + PARAMS,
            PARAMS + "many: [" + "1," * 100_000 + "]\n",
            PARAMS
            + "a: &a [1]\n"
            + "".join(f"{c}: &{c} [{','.join(['*a'] * 9)}]\n" for c in "bcdef")
            + "g: *nothing\n",
        ],
        ids=["cut", "brackets", "tab", "deep", "twice", "many", "aliases"],
    )
    def test_text_that_cannot_be_parsed_says_so(self, tmp_path: Path, text: str) -> None:
        reading = read_text(tmp_path, text)
        assert reading is not None
        assert reading.schedule is None
        assert reading.error is not None
        assert reading.error.startswith("the file cannot be parsed at line ")

    def test_every_prefix_of_a_file_ends_well(self, tmp_path: Path) -> None:
        for length in range(0, len(PARAMS), 3):
            reading = read_text(tmp_path, PARAMS[:length])
            assert reading is None or reading.schedule or reading.error or reading.unreadable

    def test_tags_of_python_are_passed_over(self, tmp_path: Path) -> None:
        text = PARAMS.replace("[0.5, 0.25, 0.125]", "!!python/tuple [0.5, 0.25, 0.125]")
        reading = read_text(tmp_path, text + f"hook: !!python/object/apply:os.mkdir ['{tmp_path}/never']\n")
        assert reading is not None
        assert reading.schedule is not None
        assert not (tmp_path / "never").exists()


class TestWarnings:
    LAST = LastPoint(100, 0.5)

    def test_a_time_decay_that_no_log_shows(self, tmp_path: Path) -> None:
        optimizer = {"type": "sgd", "sgd": {"decay": 0.25}}
        reading = read_config(tmp_path, {"type": "constant"}, None, optimizer)
        [warning] = reading.warnings("train", "learning_rate", self.LAST)
        assert warning.id == "hidden_time_decay"
        assert "0.019 instead of 0.5 at step 100" in warning.text
        for quiet in ({"type": "sgd", "sgd": {"decay": 0.0}}, {"type": "adamw", "adamw": {"decay": 0.25}}, None):
            assert (
                read_config(tmp_path, {"type": "constant"}, None, quiet).warnings("train", "learning_rate", self.LAST)
                == ()
            )

    @pytest.mark.parametrize(("train_steps", "ids"), [(200, ["rate_becomes_nan"]), (110, []), (None, [])])
    def test_a_rate_that_becomes_nan(self, tmp_path: Path, train_steps: int | None, ids: list[str]) -> None:
        block = {"boundaries": [0, 100], "values": [0.5, 0.25], "offset": 10}
        kind = "step_cosine_with_offset"
        reading = read_config(tmp_path, {"type": kind, kind: block}, train_steps=train_steps)
        assert [warning.id for warning in reading.warnings("train", "learning_rate", self.LAST)] == ids
        assert reading.total_steps == train_steps


def test_it_is_found_above_the_run(tmp_path: Path) -> None:
    (tmp_path / "model" / "train").mkdir(parents=True)
    (tmp_path / "model" / "params.yaml").write_text(PARAMS)
    discovery = Discovery(str(tmp_path), [])
    [reading] = discovery.readings_for("model/train")
    assert (reading.kind, reading.where) == ("model_garden", "model/params.yaml")
    assert discovery.readings_for("other") == []
