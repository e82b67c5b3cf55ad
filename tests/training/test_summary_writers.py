"""tb_lrplugin.summary: what every kind of writer wrote comes back from both of TensorBoard's readers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin import schedules, summary
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.names import OPTIMIZER_CONFIG_TAG

ReadBack = Callable[[Path], dict[str, Reading]]
ASKED = schedules.exponential_decay_with_burnin(0.1, 50, 0.9, 0.02, 100, 0.08)


@contextmanager
def tensorflow_writer(directory: Path) -> Iterator[Any]:
    tf = pytest.importorskip("tensorflow")
    writer = tf.summary.create_file_writer(str(directory))
    with writer.as_default():
        tf.summary.scalar("learning_rate", 0.1, 0)
    yield writer
    writer.close()


@contextmanager
def tensorflow_v1_writer(directory: Path) -> Iterator[Any]:
    tf = pytest.importorskip("tensorflow")
    with tf.Graph().as_default():
        writer = tf.compat.v1.summary.FileWriter(str(directory))
    yield writer
    writer.close()


@contextmanager
def tensorboardx_writer(directory: Path) -> Iterator[Any]:
    writer = pytest.importorskip("tensorboardX").SummaryWriter(str(directory))
    writer.add_scalar("learning_rate", 0.1, 0)
    yield writer
    writer.close()


@contextmanager
def torch_writer(directory: Path) -> Iterator[Any]:
    pytest.importorskip("torch", reason="torch is not installed")
    from torch.utils.tensorboard import SummaryWriter

    writer = SummaryWriter(str(directory))
    writer.add_scalar("learning_rate", 0.1, 0)
    yield writer
    writer.close()


@contextmanager
def directory_as_text(directory: Path) -> Iterator[Any]:
    yield str(directory)


@contextmanager
def directory_as_path(directory: Path) -> Iterator[Any]:
    yield directory


WRITERS = [
    tensorflow_writer,
    tensorflow_v1_writer,
    tensorboardx_writer,
    torch_writer,
    directory_as_text,
    directory_as_path,
]


@pytest.mark.parametrize("open_writer", WRITERS, ids=lambda open_writer: open_writer.__name__)
def test_comes_back(open_writer: Callable[[Path], Any], tmp_path: Path, read_back: ReadBack) -> None:
    with open_writer(tmp_path / "run") as writer:
        summary.optimizer_config(ASKED, writer=writer, total_steps=1_000, tag="learning_rate", optimizer="Adam")
        summary.optimizer_config(0.5, writer=writer, name="critic", unit="epochs")
        if open_writer is tensorboardx_writer:
            # Its flush() does not wait for the thread that writes.
            writer.close()
        # Read before it is closed: a summary that waits in a buffer is of no use while training.
        found = read_back(tmp_path)
    assert set(found) == {OPTIMIZER_CONFIG_TAG, f"{OPTIMIZER_CONFIG_TAG}/critic"}
    reading = found[OPTIMIZER_CONFIG_TAG]
    assert (reading.error, reading.schedule) == (None, ASKED)
    assert (reading.tag, reading.total_steps) == ("learning_rate", 1_000)
    assert (reading.optimizer, reading.unit) == ("Adam", "steps")
    critic = found[f"{OPTIMIZER_CONFIG_TAG}/critic"]
    assert (critic.schedule, critic.unit) == (schedules.Constant(0.5), "epochs")


def test_survives_switched_off_recording_and_a_traced_function(tmp_path: Path, read_back: ReadBack) -> None:
    tf = pytest.importorskip("tensorflow")
    with tensorflow_writer(tmp_path) as writer:

        @tf.function
        def traced() -> None:
            summary.optimizer_config(0.5, writer=writer)

        with tf.summary.record_if(False):
            # Traced, never run: it is written there and then, and not again with every step.
            traced.get_concrete_function()
        found = read_back(tmp_path)
    assert found[OPTIMIZER_CONFIG_TAG].schedule == schedules.Constant(0.5)


def test_the_first_of_a_tag_is_kept(tmp_path: Path, read_back: ReadBack) -> None:
    """docs/metadata_summary.md promises it, for TensorBoard does so."""
    summary.optimizer_config(0.1, writer=tmp_path)
    summary.optimizer_config(0.2, writer=tmp_path)
    assert read_back(tmp_path)[OPTIMIZER_CONFIG_TAG].schedule == schedules.Constant(0.1)


def test_a_file_of_its_own_does_not_end_a_live_series(tmp_path: Path) -> None:
    """TensorBoard's Python reader goes to the last file by name and never returns to an earlier one."""
    from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer

    multiplexer = plugin_event_multiplexer.EventMultiplexer()
    log_data = LogData(data_provider.MultiplexerDataProvider(multiplexer, str(tmp_path)))
    tf = pytest.importorskip("tensorflow")
    with tensorflow_writer(tmp_path) as writer, writer.as_default():
        writer.flush()
        multiplexer.AddRunsFromDirectory(str(tmp_path))
        multiplexer.Reload()
        summary.optimizer_config(0.1, writer=tmp_path)
        multiplexer.Reload()
        for step in range(1, 4):
            tf.summary.scalar("learning_rate", 0.1, step)
        writer.flush()
        multiplexer.Reload()
        assert log_data.list_scalars()["."]["learning_rate"].max_step == 3


def test_makes_the_directory_and_expands_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    summary.optimizer_config(0.1, writer="~/logs/run")
    (name,) = os.listdir(tmp_path / "logs" / "run")
    assert name.startswith("events.out.tfevents.0000000000.lr_diagnostics.")


@pytest.mark.parametrize("nothing", [None, 3, object()])
def test_refuses_what_is_no_writer(nothing: Any) -> None:
    with pytest.warns(UserWarning, match=r"is no writer: pass a tf\.summary writer"):
        assert not summary.optimizer_config(0.1, writer=nothing)


def test_writes_nothing_where_the_configuration_is_wrong(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="was not written to the log"):
        assert not summary.optimizer_config(None, writer=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_imports_no_framework(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from tb_lrplugin import demo, summary\n"
        "summary.optimizer_config(0.1, writer=sys.argv[1])\n"
        "loaded = {'tensorflow', 'torch', 'keras', 'tensorboardX'} & sys.modules.keys()\n"
        "assert not loaded, loaded\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
