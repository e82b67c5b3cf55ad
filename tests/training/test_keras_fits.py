"""Healthy Keras models that are fitted several times, told by the command line."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.command_line import READERS, check

keras = pytest.importorskip("keras")
pytest.importorskip("tensorflow")

INPUTS = np.linspace(-1.0, 1.0, 28)[:, None]


def fit(model: Any, directory: Path, epochs: int, has_validation: bool) -> None:
    callback = keras.callbacks.TensorBoard(directory)
    validation = (INPUTS, INPUTS) if has_validation else None
    model.fit(INPUTS, INPUTS, batch_size=4, epochs=epochs, verbose=0, callbacks=[callback], validation_data=validation)


@pytest.fixture(scope="module")
def logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Models of 7 steps per epoch: fitted once, again in the same directory, and again in another one."""
    logdir = tmp_path_factory.mktemp("fits")
    # Keras' callback reads a variable in a way that NumPy 2 deprecates.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "__array__ implementation", DeprecationWarning)
        for has_validation in (True, False):
            name = "validated" if has_validation else "plain"
            schedule = keras.optimizers.schedules.ExponentialDecay(0.05, 30, 0.8)
            model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
            model.compile(keras.optimizers.SGD(schedule), "mse")
            fit(model, logdir / name / "first", 5, has_validation)
            fit(model, logdir / name / "second", 6, has_validation)
            fit(model, logdir / name / "first", 8, has_validation)
    return logdir


@pytest.mark.parametrize("reader", READERS)
def test_every_fit_is_on_schedule(logdir: Path, reader: str) -> None:
    entries = {entry["run"]: entry for entry in check(reader, logdir)["series"]}
    runs = {f"{name}/{leg}/train" for name in ("validated", "plain") for leg in ("first", "second")}
    assert entries.keys() == runs
    for run, entry in entries.items():
        assert entry["verdict"] == "on_schedule", entry["headline"]
        before = 11 if "first" in run else 5
        assert f"7 steps per epoch (inferred: a later fit(), {before} epochs" in entry["schedule_text"]
