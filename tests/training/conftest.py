"""What training-side tests share: TensorFlow without its start-up messages, and reading a summary back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin.data import local_provider
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.frameworks.own import read_metadata
from tb_lrplugin.frameworks.reading import Reading

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")


@contextmanager
def _provider(kind: str, logdir: Path) -> Iterator[Any]:
    if kind == "multiplexer":
        yield local_provider.open_python_reader(str(logdir))
        return
    with local_provider.open_provider(str(logdir)) as provider:
        # It falls back to the multiplexer, which would prove nothing here.
        assert type(provider).__name__ == "GrpcDataProvider"
        yield provider


@pytest.fixture(params=["data_server", "multiplexer"])
def open_logdir(request: pytest.FixtureRequest) -> Callable[[Path], Any]:
    """Open a log directory with each of TensorBoard's readers: a context manager over a provider."""
    return lambda logdir: _provider(request.param, logdir)


@pytest.fixture
def read_back(open_logdir: Callable[[Path], Any]) -> Callable[[Path], dict[str, Reading]]:
    """Read all optimizer configurations of a log directory, by tag."""

    def read(logdir: Path) -> dict[str, Reading]:
        with open_logdir(logdir) as provider:
            summaries = LogData(provider).list_metadata()
        readings = {}
        for summary in summaries:
            reading = read_metadata(summary)
            assert reading is not None
            readings[summary.tag] = reading
        return readings

    return read
