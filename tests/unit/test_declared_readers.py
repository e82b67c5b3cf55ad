"""What is parsed once for all files of one content is still said of each where it lies."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.frameworks.framework import About, Framework
from tb_lrplugin.frameworks.huggingface import HF_TRAINER
from tb_lrplugin.frameworks.object_detection import PIPELINE_CONFIG
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Constant
from tests.support.hf_arguments import ARGUMENTS
from tests.support.pipelines import pipeline
from tests.support.readings import in_directory, in_evidence

ABOUT = About("made", "any", "")


@pytest.mark.parametrize("times", [1, 20_000])
def test_one_content_is_parsed_once_and_another_anew(tmp_path: Path, times: int) -> None:
    parsed: list[str] = []

    def parse(text: str) -> Reading | None:
        parsed.append(text)
        return None if text.startswith("none") else Reading(schedule=Constant(0.5), text=text)

    made = Framework("made", ABOUT, readers=(TextFile("made.txt", parse),))
    for run, word in (("a", "x"), ("b", "x"), ("a", "y"), ("c", "none"), ("d", "none")):
        text = f"{word} {parse!r}" * times
        (tmp_path / run).mkdir(exist_ok=True)
        (tmp_path / run / "made.txt").write_text(text)
        expected = None if word == "none" else Reading("made", f"{run}/made.txt", Constant(0.5), text=text)
        assert in_directory(made, tmp_path, run) == expected
    assert [text[:1] for text in parsed] == ["x", "y", "n"]


def test_copies_of_a_pipeline_are_one_reading_but_for_where_they_lie(tmp_path: Path) -> None:
    found = []
    for run in ("one", "other", "one"):
        (tmp_path / run).mkdir(exist_ok=True)
        (tmp_path / run / "pipeline.config").write_text(pipeline("constant_learning_rate { learning_rate: 0.5 }"))
        reading = in_directory(PIPELINE_CONFIG, tmp_path, run)
        assert reading is not None
        found.append(reading)
    assert [reading.where for reading in found] == [
        "one/pipeline.config",
        "other/pipeline.config",
        "one/pipeline.config",
    ]
    assert found[0] == found[2] == dataclasses.replace(found[1], where=found[0].where)
    # A series right beside a file is governed by that file, whatever its tag.
    assert found[1].governs("other", "lr") and not found[1].governs("one", "lr")


def test_readings_within_a_reading_lie_there_too() -> None:
    deepspeed = {"scheduler": {"type": "WarmupLR", "params": {}}}
    text = json.dumps({**ARGUMENTS, "deepspeed": deepspeed})
    for run in ("one", "other"):
        (reading,) = in_evidence(HF_TRAINER, RunEvidence(run, {"args/text_summary": text}))
        assert reading.others
        assert {one.where for one in (reading, *reading.others)} == {f"{run}: args/text_summary"}
