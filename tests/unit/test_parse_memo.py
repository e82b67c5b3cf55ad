"""What is parsed once for all files of one content is still said of each where it lies."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from tb_lrplugin.data.files import Directory
from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.frameworks.coqui import CoquiReading, CoquiSource
from tb_lrplugin.frameworks.object_detection.reader import PipelineConfigSource
from tb_lrplugin.frameworks.parse_memo import ParseMemo
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Constant
from tests.support.pipelines import pipeline


def counting(parsed: list[str]) -> ParseMemo[tuple[Reading, ...] | None]:
    """Make a memo that notes every text it parses."""

    def parse(where: str, text: str) -> tuple[Reading, ...] | None:
        parsed.append(text)
        return (Reading("made", where, Constant(0.5), text=text),) if text else None

    return ParseMemo(parse)


def test_one_content_is_parsed_once_and_another_anew() -> None:
    parsed: list[str] = []
    memo = counting(parsed)
    assert memo("a", "x") == memo("a", "x") == (Reading("made", "a", Constant(0.5), text="x"),)
    assert memo("b", "x") == (Reading("made", "b", Constant(0.5), text="x"),)
    assert memo("a", "y") == (Reading("made", "a", Constant(0.5), text="y"),)
    assert memo("c", "") is None and memo("d", "") is None
    assert parsed == ["x", "y", ""]


def test_copies_of_a_pipeline_are_one_reading_but_for_where_they_lie(tmp_path: Path) -> None:
    source = PipelineConfigSource()
    found = []
    for run in ("one", "other", "one"):
        (tmp_path / run).mkdir(exist_ok=True)
        (tmp_path / run / "pipeline.config").write_text(pipeline("constant_learning_rate { learning_rate: 0.5 }"))
        reading = source.read(Directory(str(tmp_path), run))
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
    config = {"scheduler_after_epoch": False, "lr": [0.5, 0.25], "lr_scheduler": None, "optimizer": "Adam"}
    source = CoquiSource()
    for run in ("one", "other"):
        readings = source.read(RunEvidence(run, {"model-config/text_summary": json.dumps(config)}), {})
        assert len(readings) == 2
        for reading in readings:
            assert isinstance(reading, CoquiReading) and reading.others
            assert {one.where for one in (reading, *reading.others)} == {f"{run}: model-config"}
