"""Demo runs, healthy and broken, really trained with TensorFlow: `tb-lrplugin demo DIR`. See demo/README.md.

Nothing here imports TensorFlow before a run is trained.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

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


def train_all(logdir: str, progress: Callable[[str], None]) -> None:
    """Train the demo runs, each into a directory of its own.

    Args:
      logdir: directory to write to; made where missing.
      progress: called with one line of text before and after each run.

    Raises:
      ImportError: if TensorFlow is missing; a sentence that says what to install.
      FileExistsError: if the directory holds one of the runs already; nothing is written then.
      OSError: if the directory cannot be written.
    """
    there = [name for name in RUNS if os.path.exists(os.path.join(logdir, name))]
    if there:
        raise FileExistsError(
            f"it holds {', '.join(there)} already, and two trainings in one directory would look like one "
            "that was restarted. Give another directory, or remove it"
        )
    progress("Loading TensorFlow ...")
    _load_tensorflow()
    from tb_lrplugin.demo import counter_runs, optimizer_runs, pipeline_runs

    trainings: dict[str, Callable[[str], int]] = {
        "flat_by_design": pipeline_runs.flat_by_design,
        "decay_as_meant": pipeline_runs.decay_as_meant,
        "stuck": optimizer_runs.stuck,
        "schedule_object": optimizer_runs.schedule_object,
        "frozen": optimizer_runs.frozen,
        "too_fast": counter_runs.too_fast,
        "restarted": counter_runs.restarted,
        "broken_config": pipeline_runs.broken_config,
    }
    for number, name in enumerate(RUNS, start=1):
        progress(f"[{number}/{len(RUNS)}] training {name} ...")
        begin = time.monotonic()
        directory = os.path.join(logdir, name)
        os.makedirs(directory)
        steps = trainings[name](directory)
        progress(f"[{number}/{len(RUNS)}] {name}: {steps:,} steps in {time.monotonic() - begin:.1f} s")


def _load_tensorflow() -> None:
    """Import TensorFlow and Keras once, without their start-up messages.

    Raises:
      ImportError: with a sentence, if one is missing or Keras runs on another backend.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    try:
        import keras
        import tensorflow  # noqa: F401
    except ImportError as error:
        raise ImportError(
            "The demo trains with TensorFlow, which cannot be imported here "
            f"({error}): pip install 'tb-lrplugin[tensorflow]'"
        ) from error
    backend = keras.backend.backend()
    if backend != "tensorflow":
        raise ImportError(
            f"The demo trains with Keras on TensorFlow, but Keras is set to {backend}: start it with "
            "KERAS_BACKEND=tensorflow"
        )
