"""Log directories of any size, made once and kept."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

from tests.support.event_files import write_scalars
from tests.support.hf_arguments import ARGUMENTS
from tests.support.text_summaries import write_run

PIPELINE = """\
train_config {
  optimizer { momentum_optimizer { learning_rate { exponential_decay_learning_rate {
    initial_learning_rate: 0.01 decay_steps: 1000 decay_factor: 0.95
  } } } }
}
"""


def many_series(runs: int, points: int, is_each_its_own: bool = False) -> Path:
    """Make (or find) a log directory of Object Detection API runs, one series each, all on schedule.

    Their configurations are all the same, as in a sweep over seeds, or `is_each_its_own`.
    """
    name = f"tb_lrplugin_benchmark_{runs}x{points}{'_each_its_own' if is_each_its_own else ''}"
    logdir = Path(tempfile.gettempdir()) / name
    done = logdir / "complete"
    if not done.exists():
        series = [(step, 0.01 * 0.95 ** (step // 1000)) for step in range(100, 100 * points + 1, 100)]
        first = logdir / "run_00000" / "train"
        write_scalars(first, "learning_rate", series)
        for run in range(runs):
            directory = logdir / f"run_{run:05d}"
            if run:
                shutil.copytree(first, directory / "train")
            batch_size = f"train_config {{ batch_size: {8 + run} }}\n" if is_each_its_own else ""
            (directory / "pipeline.config").write_text(PIPELINE + batch_size)
        done.touch()
    return logdir


def many_in_groups(runs: int) -> Path:
    """Make (or find) a log directory of many short runs, a hundred in a directory, each with its configuration."""
    logdir = Path(tempfile.gettempdir()) / f"tb_lrplugin_benchmark_fleet_{runs}"
    done = logdir / "complete"
    if not done.exists():
        for group in range(-(-runs // 100)):
            first = logdir / f"group_{group:04d}" / "run_00"
            shutil.copytree(many_series(1, 10) / "run_00000", first)
            for run in range(1, min(100, runs - 100 * group)):
                # Links take less time, and no room; a file may have some ten thousand.
                shutil.copytree(first, first.with_name(f"run_{run:02d}"), copy_function=os.link)
        done.touch()
    return logdir


def many_hugging_face_series(runs: int, points: int) -> Path:
    """Make (or find) a log directory of Hugging Face runs: arguments, epochs and one rate series each."""
    logdir = Path(tempfile.gettempdir()) / f"tb_lrplugin_benchmark_hf_{runs}x{points}"
    done = logdir / "complete"
    if not done.exists():
        arguments = json.dumps({**ARGUMENTS, "max_steps": 10 * points}, indent=2)
        rates = [(step, 0.001 * (1 - (step - 1) / (10 * points))) for step in range(10, 10 * points + 1, 10)]
        for run in range(runs):
            directory = logdir / f"run_{run:05d}"
            write_run(directory, {"args": arguments}, {"train/learning_rate": rates})
        done.touch()
    return logdir
