"""Faulty runs of Keras are told with the first update that proves the fault, healthy ones are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.training.watched.cases import RECORD, Loop, judge
from tests.training.watched.keras_loops import LOOPS

keras = pytest.importorskip("keras")
pytest.importorskip("tensorflow")
pytestmark = pytest.mark.filterwarnings("ignore")

# Each compiles a model: these few are trained with all tests.
OFTEN = {"hands over the number that a schedule gives", "updates with another optimizer", "follows a cosine"}


@pytest.mark.parametrize("loop", LOOPS, ids=lambda loop: loop.what)
def test_what_the_watch_says(loop: Loop, tmp_path: Path) -> None:
    if not RECORD and loop.what not in OFTEN:
        pytest.skip("`make fixes` runs it")
    judge("Keras 3", "keras", loop, tmp_path)
