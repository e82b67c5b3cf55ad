"""Faulty loops in torch are told with the first update that proves the fault, healthy ones are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.training.watched.cases import Loop, judge
from tests.training.watched.torch_habits import LOOPS as HABITS
from tests.training.watched.torch_loops import LOOPS

torch = pytest.importorskip("torch", reason="torch is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize("loop", [*LOOPS, *HABITS], ids=lambda loop: loop.what)
def test_what_the_watch_says(loop: Loop, tmp_path: Path) -> None:
    judge("torch", "torch", loop, tmp_path)
