"""A real TensorBoard that all modules ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import BOTH_DATA_SERVERS, SMALL_LOGDIR_SERIES
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard_alone


@pytest.fixture(scope="session", params=BOTH_DATA_SERVERS, ids=["data_server", "multiplexer"])
def served(request: pytest.FixtureRequest, small_logdir: Path) -> Iterator[TensorBoardProcess]:
    """A real TensorBoard on the small log directory, once for each of its two readers.

    One with TensorFlow beside it, which every module would wait for, shows the demo in `tests/browser/test_page.py`.
    """
    with tensorboard_alone(small_logdir, f"--load_fast={request.param}") as process:
        process.wait_for_series(SMALL_LOGDIR_SERIES)
        yield process
