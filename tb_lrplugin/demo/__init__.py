"""Demo runs, healthy and broken, really trained with TensorFlow: `tb-lrplugin demo DIR`. See demo/README.md.

Nothing here imports TensorFlow before a run is trained.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

# What `make demo-record` left: all runs, trained once.
RECORDED = os.path.join(os.path.dirname(__file__), "recorded")
RUNS = (
    "flat_by_design",
    "decay_as_meant",
    "stuck",
    "schedule_object",
    "frozen",
    "too_fast",
    "restarted",
    "broken_config",
)
# One for each verdict that the runs above do not have; what cannot be diagnosed (`not_diagnosed`) no training makes.
OTHER_RUNS = (
    "divides_by_zero",
    "default_rate",
    "continuous",
    "a_quarter",
    "ahead",
    "resumed_elsewhere",
    "by_hand",
    "plateau",
    "schedule_logged",
    "constant",
    "no_schedule",
    "waiting",
)
ALL_RUNS = (*RUNS, *OTHER_RUNS)


def train_all(logdir: str, progress: Callable[[str], None], names: Sequence[str] = ALL_RUNS) -> None:
    """Train demo runs, each into a directory of its own.

    Args:
      logdir: directory to write to; made where missing.
      progress: called with one line of text before and after each run.
      names: which of `ALL_RUNS`.

    Raises:
      ImportError: if TensorFlow is missing; a sentence that says what to install.
      FileExistsError: if the directory holds one of the runs already; nothing is written then.
      OSError: if the directory cannot be written.
    """
    _require_none(logdir, names)
    progress("Loading TensorFlow ...")
    _load_tensorflow()
    from tb_lrplugin.demo import counter_runs, optimizer_runs, other_runs, pipeline_runs

    trainings: dict[str, Callable[[str], int]] = {
        "flat_by_design": pipeline_runs.flat_by_design,
        "decay_as_meant": pipeline_runs.decay_as_meant,
        "stuck": optimizer_runs.stuck,
        "schedule_object": optimizer_runs.schedule_object,
        "frozen": optimizer_runs.frozen,
        "too_fast": counter_runs.too_fast,
        "restarted": counter_runs.restarted,
        "broken_config": pipeline_runs.broken_config,
        **{name: getattr(other_runs, name) for name in OTHER_RUNS},
    }
    for number, name in enumerate(names, start=1):
        progress(f"[{number}/{len(names)}] training {name} ...")
        begin = time.monotonic()
        directory = os.path.join(logdir, name)
        os.makedirs(directory)
        steps = trainings[name](directory)
        progress(f"[{number}/{len(names)}] {name}: {steps:,} steps in {time.monotonic() - begin:.1f} s")


def copy_recorded(logdir: str) -> None:
    """Copy the runs as they were trained once, which needs no TensorFlow.

    Args:
      logdir: directory to write to; made where missing.

    Raises:
      FileExistsError: if the directory holds one of the runs already; nothing is written then.
      OSError: if the directory cannot be written.
    """
    _require_none(logdir, ALL_RUNS)
    shutil.copytree(RECORDED, logdir, dirs_exist_ok=True)


def is_there(logdir: str) -> bool:
    """Say whether a directory holds all demo runs already."""
    return all(os.path.isdir(os.path.join(logdir, name)) for name in ALL_RUNS)


def _require_none(logdir: str, names: Sequence[str]) -> None:
    there = [name for name in names if os.path.exists(os.path.join(logdir, name))]
    if there:
        raise FileExistsError(
            f"it holds {', '.join(there)} already, and two trainings in one directory would look like one "
            "that was restarted. Give another directory, or remove it"
        )


def _load_tensorflow() -> None:
    """Import TensorFlow and Keras once, without their start-up messages.

    Raises:
      ImportError: with a sentence, if one is missing or Keras runs on another backend.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    try:
        with _quiet():
            import keras
            import tensorflow as tf

            # The first operation looks for a GPU, and tells at length that there is none.
            tf.constant(0.0)
    except ImportError as error:
        raise ImportError(
            "The demo trains with TensorFlow, which cannot be imported here "
            f"({error}). Install it (pip install tensorflow), or add --recorded: that needs none"
        ) from error
    backend = keras.backend.backend()
    if backend != "tensorflow":
        raise ImportError(
            f"The demo trains with Keras on TensorFlow, but Keras is set to {backend}: start it with "
            "KERAS_BACKEND=tensorflow"
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """Drop what libraries of C++ write to the console, whatever they were told; exceptions come through."""
    sys.stderr.flush()
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)
