"""Faulty modules of Lightning are told with the first update that proves the fault, healthy ones are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.training.watched.cases import Loop, judge
from tests.training.watched.lightning_loops import LOOPS

pytest.importorskip("lightning", reason="lightning is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize("loop", LOOPS, ids=lambda loop: loop.what)
def test_what_the_watch_says(loop: Loop, tmp_path: Path) -> None:
    judge("lightning", "lightning", loop, tmp_path)
