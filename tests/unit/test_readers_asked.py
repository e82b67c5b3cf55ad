"""Of the many readers those alone are asked whose files may be there: that leaves out none that would find anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tb_lrplugin.data.files import Directory
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.readers import Traces, Trust

LOGS = Path(__file__).parents[1] / "logs"


def test_readers_that_are_not_asked_would_find_nothing() -> None:
    found = set()
    for directory in (path for path in LOGS.rglob("*") if path.is_dir()):
        traces = Traces(Directory(str(LOGS), directory.relative_to(LOGS).as_posix()))
        asked = {(reading.kind, reading.where) for reading in collection().read(traces)}
        assert asked == {
            (reading.kind, reading.where)
            for framework in collection().frameworks
            for reader in framework.readers
            if reader.trust != Trust.LOGGED
            for reading in framework.read_with(reader, traces)
        }
        found |= {kind for kind, _ in asked}
    assert len(found) > 10, "the logs hold files of many frameworks"


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            "checkpoint",
            ["model_12.PTH", "checkpoints", "epoch=3", "step_7", "scheduler.bin", "mp_rank_00_model_states.pt"],
        ),
        ("easydel", ["run-100"]),
        ("hf_trainer", ["training_args.bin", "checkpoint-500"]),
        ("litgpt", ["logs"]),
        ("megatron_bridge", ["checkpoints", "my_checkpoints_2", "iter_0000100"]),
        ("openpcdet", ["model.yaml", "pointpillar.yaml"]),
        ("ultralytics", ["weights", "args.yaml"]),
        ("yolov5", ["hyp.yaml"]),
    ],
)
def test_a_name_is_looked_for_by_whoever_reads_it(kind: str, names: list[str]) -> None:
    [framework] = [one for one in collection().frameworks if one.kind == kind]
    places = [reader.places() for reader in framework.readers if reader.trust != Trust.LOGGED]
    for name in names:
        assert any(re.fullmatch(one, name) for one in places)
    assert not any(re.fullmatch(one, "photograph.png") for one in places)
