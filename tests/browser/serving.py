"""The TensorBoard of these tests."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from tests.support import tensorboard_process
from tests.support.tensorboard_process import TensorBoardProcess


def tensorboard(logdir: Path, *flags: str) -> AbstractContextManager[TensorBoardProcess]:
    """Run TensorBoard without TensorFlow, whose import takes longer than most of these tests."""
    return tensorboard_process.tensorboard(logdir, *flags, module="tests.support.tensorboard_alone")
