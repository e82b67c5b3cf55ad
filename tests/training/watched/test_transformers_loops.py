"""Faulty runs of the Trainer and of accelerate are told with the first update that proves it, healthy ones are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.training.watched.cases import Loop, judge
from tests.training.watched.transformers_loops import ACCELERATED, LOOPS

transformers = pytest.importorskip("transformers", reason="transformers is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize("loop", LOOPS, ids=lambda loop: loop.what)
def test_what_the_watch_of_the_trainer_says(loop: Loop, tmp_path: Path) -> None:
    judge(f"transformers {transformers.__version__.partition('.')[0]}", "transformers", loop, tmp_path)


@pytest.mark.parametrize("loop", ACCELERATED, ids=lambda loop: loop.what)
def test_what_the_watch_of_a_loop_on_accelerate_says(loop: Loop, tmp_path: Path) -> None:
    judge("accelerate", "accelerate", loop, tmp_path)
