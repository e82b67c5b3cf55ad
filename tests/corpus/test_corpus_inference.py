"""What real runs logged is described truly, and mostly by the name of the schedule that they asked for."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import LogData, SeriesKey
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.describing import infer
from tests.corpus.test_every_framework import LABELLED
from tests.support.corpus import CORPUS, needs_corpus

pytestmark = needs_corpus

HEALTHY = frozenset({"on_schedule", "flat_by_design", "constant_by_config"})
ALL_POINTS = 0
LEAST_POINTS = 10
# Folders whose name says the shape: "v5-linear", "syn2_03_exp_burnin_smooth_to_100k".
WORDS = {
    "cosine": "cosine",
    "linear": "linear",
    "exp_burnin": "every",
    "exponential": "every",
    "exp-staircase": "every",
    "polynomial": "polynomial",
    "constant": "constant",
    "multistep": "x0.1 at",
    "manual": "x0.1 at",
}


@functools.cache
def logged() -> dict[SeriesKey, Series]:
    wanted = {SeriesKey(run, tag) for run, tag, _ in LABELLED}
    with open_provider(str(CORPUS)) as provider:
        return {
            SeriesKey(series.run, series.tag): series for series in LogData(provider, ALL_POINTS).read_series(wanted)
        }


@pytest.mark.parametrize(("run", "tag"), [(run, tag) for run, tag, _ in LABELLED])
def test_the_description_holds(run: str, tag: str) -> None:
    series = logged()[SeriesKey(run, tag)]
    inferred = infer(series)
    if inferred is not None:
        error = float(np.abs(inferred.schedule(series.steps) - series.values).max())
        assert error <= inferred.residual * float(series.values.max()) * (1 + 1e-12)
        assert inferred.residual <= 0.01


def test_known_shapes_get_their_names() -> None:
    named: list[str] = []
    missed: list[str] = []
    for run, tag, label in LABELLED:
        series = logged()[SeriesKey(run, tag)]
        folder = run.split("/")[1]
        word = next((word for part, word in WORDS.items() if part in folder), None)
        if word is None or len(series) < LEAST_POINTS or not HEALTHY & set(label["verdict"]):
            continue
        inferred = infer(series)
        text = "nothing" if inferred is None else inferred.text
        is_named = word in text or (text.startswith("constant") and len(np.unique(series.values)) == 1)
        (named if is_named else missed).append(f"{run}: {text}")
    print(f"{len(named)} of {len(named) + len(missed)} known shapes named; missed:", *missed, sep="\n  ")
    assert len(named) >= 20
    assert len(named) >= 0.9 * (len(named) + len(missed))


def test_most_healthy_series_are_described() -> None:
    healthy = [logged()[SeriesKey(run, tag)] for run, tag, label in LABELLED if set(label["verdict"]) <= HEALTHY]
    long_enough = [series for series in healthy if len(series) >= LEAST_POINTS]
    described = [series for series in long_enough if infer(series) is not None]
    assert len(long_enough) >= 30
    assert len(described) >= 0.95 * len(long_enough)
