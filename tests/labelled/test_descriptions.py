"""What real runs logged is described truly, and mostly by the name of the schedule that they asked for."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from tb_lrplugin.diagnosis.describing import infer
from tb_lrplugin.diagnosis.model import Inferred
from tests.support.labelled import LABELS, Label, logged, needs_corpus

HEALTHY = frozenset({"on_schedule", "flat_by_design", "constant_by_config"})
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
def described(run: str, tag: str) -> Inferred | None:
    return infer(logged(next(label for label in LABELS if (label.run, label.tag) == (run, tag))).series)


@pytest.mark.parametrize("label", [label for label in LABELS if label.verdicts != {"invalid_values"}], ids=str)
def test_the_description_holds(label: Label) -> None:
    series = logged(label).series
    inferred = described(label.run, label.tag)
    if inferred is not None:
        error = float(np.abs(inferred.schedule(series.steps) - series.values).max())
        assert error <= inferred.residual * float(series.values.max()) * (1 + 1e-12)
        assert inferred.residual <= 0.01


@needs_corpus
def test_known_shapes_get_their_names() -> None:
    named: list[str] = []
    missed: list[str] = []
    for label in LABELS:
        series = logged(label).series
        word = next((word for part, word in WORDS.items() if part in label.run), None)
        if word is None or len(series) < LEAST_POINTS or not HEALTHY & label.verdicts:
            continue
        inferred = described(label.run, label.tag)
        text = "nothing" if inferred is None else inferred.text
        is_named = word in text or (text.startswith("constant") and len(np.unique(series.values)) == 1)
        (named if is_named else missed).append(f"{label.run}: {text}")
    assert len(named) >= 20
    assert len(named) >= 0.9 * (len(named) + len(missed)), missed


@needs_corpus
def test_most_healthy_series_are_described() -> None:
    healthy = [label for label in LABELS if label.verdicts <= HEALTHY and len(logged(label).series) >= LEAST_POINTS]
    assert len(healthy) >= 30
    assert sum(described(label.run, label.tag) is not None for label in healthy) >= 0.95 * len(healthy)
