"""Our formulas against the rates that the trainers' own lines set, epoch by epoch.

`golden/make_yolo.py` made the values and says with which versions.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.yolo import ULTRALYTICS, YOLOV5
from tests.support.made_series import governing, prefix_of, series_of
from tests.support.readings import in_directory

GOLDEN = json.loads(gzip.decompress((Path(__file__).parent / "golden" / "yolo.json.gz").read_bytes()))


def name_of(case: dict[str, Any]) -> str:
    settings = case.get("args") or {**case["opt"], **case["hyp"]}
    words = [settings.get("optimizer", ""), *(name for name in settings if settings[name] is True)]
    return "-".join(
        str(word) for word in (case["version"], settings["epochs"], settings["warmup_epochs"], case["batches"], *words)
    )


def golden_rates(packed: list[int]) -> np.ndarray:
    """Unpack float32 rates from the second differences of their bits."""
    bits = np.cumsum(np.cumsum(np.array(packed, np.int64)))
    return bits.astype(np.int32).view(np.float32).astype(np.float64)


def distinct(groups: list[list[int]]) -> Iterator[tuple[int, np.ndarray]]:
    """List the parameter groups whose rates are not those of a group before, with their numbers."""
    for index, group in enumerate(groups):
        if group not in groups[:index]:
            yield index, golden_rates(group)


def check(reading: Reading | None, rates: np.ndarray, tag: str, first_epoch: int) -> None:
    assert reading is not None
    assert reading.error is None
    series = series_of(np.arange(len(rates)) + first_epoch, rates, tag=tag)
    assert reading.governs(series.run, tag)
    offset = reading.step_offset(series.run, tag)
    assert offset == -first_epoch
    for count in {len(rates), min(3, len(rates))}:
        # A run that is still under way, and the whole of it.
        fitted = governing(reading, prefix_of(series, count))
        assert fitted.schedule is not None
        expected = fitted.schedule(series.steps[:count] + offset)
        np.testing.assert_allclose(rates[:count], expected, rtol=1e-6, atol=1e-6 * expected.max())
    for count in (count for count in (2, 7) if count < len(rates)):
        assert diagnose(prefix_of(series, count), [reading]).severity not in ("error", "warning"), (tag, count)


@pytest.mark.parametrize("case", [pytest.param(case, id=name_of(case)) for case in GOLDEN["ultralytics"]])
def test_ultralytics(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "args.yaml").write_text(json.dumps(case["args"]))
    reading = in_directory(ULTRALYTICS, tmp_path)
    for index, rates in distinct(case["groups"]):
        check(reading, rates, f"lr/pg{index}", 1)


@pytest.mark.parametrize("case", [pytest.param(case, id=name_of(case)) for case in GOLDEN["yolov5"]])
def test_yolov5(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "hyp.yaml").write_text(json.dumps(case["hyp"]))
    (tmp_path / "opt.yaml").write_text(json.dumps(case["opt"]))
    reading = in_directory(YOLOV5, tmp_path)
    for index, rates in distinct(case["groups"]):
        check(reading, rates, f"x/lr{index}", 0)
