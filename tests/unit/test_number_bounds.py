"""Numbers that nobody expects, wherever a framework leaves one: a reading, a verdict, and never an exception."""

from __future__ import annotations

import ctypes
import dataclasses
import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from tb_lrplugin.answers import diagnosis_row, series_entry
from tb_lrplugin.answers.chart import chart_data
from tb_lrplugin.data.evidence_store import EvidenceStore
from tb_lrplugin.data.files import Directory
from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import ALL_POINTS, LogData
from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.describing import infer
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.readers import Traces
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Constant, Exponential, Polynomial, Schedule
from tests.support.labelled import LOGS
from tests.support.properties import examples

NUMBER = re.compile(r"(?<![\w.])-?\d+\.?\d*(?:[eE][-+]?\d+)?")
NUMBERS = (
    *("1" + "0" * 400, "1e308", "-1e308", "1e-320", "4611686018427387904", "9223372036854775807", "1e17"),
    *("-1", "0", "nan", "inf", "-inf", "1e400", "true", "null", '"\\ud800"', '"\ud800"'),
)
SUFFIXES = frozenset({".yaml", ".yml", ".json", ".config", ".py", ".pbtxt", ".gin", ".log", ".toml"})
EXCEPTION = re.compile(r"\b[A-Z]\w*(Error|Exception|Warning)\b")
STEPS = np.arange(0, 2000, 50)
SERIES = [
    Series.from_points(".", tag, STEPS, values, STEPS)
    for tag, values in (("learning_rate", np.full(len(STEPS), 0.1)), ("lr", 0.1 * 0.99 ** (STEPS / 10)))
]


class Place(NamedTuple):
    """A text with numbers in it, of a run or a directory.

    Attributes:
      name: for people.
      text: as it is.
      traces: puts another text in its place, in an empty directory.
    """

    name: str
    text: str
    traces: Callable[[Path, str], Traces]

    def __repr__(self) -> str:
        return self.name


def file_place(path: Path) -> Place:
    def traces(directory: Path, text: str) -> Traces:
        (directory / path.name).write_text(text, "utf-8", "surrogatepass")
        return Traces(Directory(str(directory), "."), RunEvidence("."))

    return Place(path.relative_to(LOGS).as_posix(), path.read_text(), traces)


def evidence_places(evidence: RunEvidence) -> list[Place]:
    def place(name: str, text: str, changed: Callable[[str], dict[str, Any]]) -> Place:
        def traces(directory: Path, text: str) -> Traces:
            alone = dataclasses.replace(evidence, run=".", children={}, **changed(text))
            return Traces(Directory(str(directory), "."), alone)

        return Place(f"{evidence.run} {name}", text, traces)

    places = [
        place(tag, content, lambda text, tag=tag: {"texts": {**evidence.texts, tag: text}})
        for tag, content in evidence.texts.items()
    ]
    if evidence.keras_model:
        places.append(place("keras_model", evidence.keras_model, lambda text: {"keras_model": text}))
    places += [
        place(name, str(value), lambda text, name=name: {"hparams": {**evidence.hparams, name: as_hparam(text)}})
        for name, value in evidence.hparams.items()
    ]
    return places


def as_hparam(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


@pytest.fixture(scope="module")
def places() -> list[Place]:
    """Every configuration of the labelled log directories, and what their event files hold."""
    files = [file_place(path) for path in sorted(LOGS.glob("*/**/*")) if path.suffix in SUFFIXES and path.is_file()]
    with open_provider(str(LOGS)) as provider:
        data = LogData(provider, ALL_POINTS)
        store = EvidenceStore(data, collection().text_tags, collection().scalar_tags)
        found = store.look(data.list_scalars())
    inside = [place for run in sorted(found) for place in evidence_places(found[run])]
    assert len(files) > 10 and len(inside) > 10
    return [place for place in files + inside if NUMBER.search(place.text)]


changes = st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(NUMBERS)), min_size=1, max_size=3)


@examples(400, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000), changes)
def test_any_number_in_any_place(places: list[Place], which: int, changes: list[tuple[int, str]]) -> None:
    place = places[which % len(places)]
    found = list(NUMBER.finditer(place.text))
    text = place.text
    for at, number in sorted({at % len(found): number for at, number in changes}.items(), reverse=True):
        text = text[: found[at].start()] + number + text[found[at].end() :]
    with tempfile.TemporaryDirectory() as directory:
        readings = collection().read(place.traces(Path(directory), text))
        for reading in readings:
            assert not EXCEPTION.search(reading.error or ""), place.name
        for series in SERIES:
            diagnosis = diagnose(series, tuple(readings))
            assert diagnosis.finding.verdict != "not_diagnosed", (place.name, diagnosis.finding.detail)
            json.dumps([series_entry(diagnosis), chart_data(diagnosis), diagnosis_row(diagnosis)], allow_nan=False)


OF_DETECTRON2 = """\
SOLVER:
  BASE_LR: 0.1
  GAMMA: 1e308
  MAX_ITER: 90
  STEPS: [20, 40, 60]
  WARMUP_ITERS: 10
"""
OF_MMCV = """\
optimizer = dict(lr=0.1)
lr_config = dict(policy='step', step=[2, 4, 6], gamma=1e308)
runner = dict(max_epochs=9)
"""


# Drops that never come are none in the versions since, but before.
OF_EARLY_DETECTRON2 = OF_DETECTRON2.replace("[20, 40, 60]", "[20, 400, 600]")


@pytest.mark.parametrize(
    ("name", "text"),
    [("config.yaml", OF_DETECTRON2), ("config.yaml", OF_EARLY_DETECTRON2), ("config.py", OF_MMCV)],
)
def test_a_factor_whose_powers_no_number_holds_is_named(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    [reading] = collection().read(Traces(Directory(str(tmp_path), ".")))
    assert "a learning rate must be a finite number" in str(reading.error)


# At the limits of float64 differences, quotients and factors of rates overflow, vanish or are no numbers.
RATES = (0.0, 1e-320, 1e-300, 0.1, 1e308)
LIMITS: list[Schedule] = [
    *(Constant(rate) for rate in RATES),
    *(Exponential(rate, 100, factor, is_stair) for rate in RATES for factor in RATES for is_stair in (True, False)),
    *(Polynomial(first, last, 1000) for first in RATES for last in RATES),
]
FALL = np.arange(40)
LOGGED = {
    "exponential": 0.1 * 0.9**FALL,
    "half a cosine": 0.5 + 0.5 * np.cos(FALL / 39 * np.pi),
    "stairs to nothing": np.repeat([1.0, 1e-320, 1e-300, 0.0], 10),
    "huge": 1e308 * 0.9**FALL,
    "tiny": 1e-305 * 0.5**FALL,
}


@examples(30)
@given(st.sampled_from(LIMITS), st.sampled_from(sorted(LOGGED)))
@example(Constant(0.0), "half a cosine")
@example(Polynomial(1e-320, 0.0, 1000), "exponential")
@example(Constant(0.1), "stairs to nothing")
def test_rates_at_the_limits_are_judged(schedule: Schedule, shape: str) -> None:
    diagnosis = diagnose(Series.from_points(".", "lr", STEPS, LOGGED[shape], STEPS), [Reading(schedule=schedule)])
    assert diagnosis.finding.verdict != "not_diagnosed", diagnosis.finding.detail


def test_no_library_writes_into_a_report(capfd: pytest.CaptureFixture[str]) -> None:
    """LAPACK writes to the process's standard output, from C, where an equation holds what is no number."""
    infer(Series.from_points(".", "lr", STEPS, 1e307 * np.linspace(0, 1, len(STEPS)) ** 2, STEPS), "steps")
    ctypes.CDLL(None).fflush(None)
    assert capfd.readouterr() == ("", "")
