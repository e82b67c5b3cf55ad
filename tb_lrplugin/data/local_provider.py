"""A DataProvider over a local log directory, for a process of our own: the same ones TensorBoard uses."""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import subprocess
import sys
import tempfile
import time
import types
import weakref
from collections.abc import Iterator, Sequence
from typing import Any

from tb_lrplugin.data.background import in_background
from tb_lrplugin.data.event_survey import Unread
from tb_lrplugin.data.reader_failures import each_run_by_itself, failure_in
from tb_lrplugin.data.standstill import awaited, work_of

logger = logging.getLogger(__name__)

_SERVER_START_SECONDS = 10.0
# How long a process may take to end.
_END_SECONDS = 5.0
_LOADED = "Finished load cycle"
_failures: weakref.WeakKeyDictionary[Any, list[Unread]] = weakref.WeakKeyDictionary()


class DataServerError(Exception):
    """The data server is not there, or did not start."""


@contextlib.contextmanager
def open_provider(logdir: str) -> Iterator[Any]:
    """Load a log directory once and hand out a provider over all of it.

    TensorBoard's data server where it is installed and can read the path, its Python reader otherwise;
    TensorFlow is imported for neither; only the Python reader needs it kept out of this process for that.

    Args:
      logdir: directory, or a path of a kind that TensorBoard's Python reader knows.
    """
    if "://" not in logdir:
        try:
            with _data_server(logdir) as provider:
                yield provider
                return
        except DataServerError as error:
            logger.info("reading without the data server: %s", error)
    yield open_python_reader(logdir)


def _keep_tensorflow_out() -> None:
    """Make TensorBoard's Python reader use its own file layer, even where TensorFlow is installed.

    TensorBoard chooses by whether this module can be imported (`tensorboard/compat/__init__.py`); its
    own builds without TensorFlow ship it. Importing TensorFlow takes 3 s and more. A process that has imported it
    already, a training say, keeps it: TensorBoard chooses once, and without it the training could write no summary.
    """
    name = "tensorboard.compat.notf"
    if "tensorflow" not in sys.modules:
        sys.modules.setdefault(name, types.ModuleType(name))


@contextlib.contextmanager
def _data_server(logdir: str) -> Iterator[Any]:
    """Start TensorBoard's data server, wait until it has read everything, and end it afterwards.

    TensorBoard's own `SubprocessServerDataIngester` does not tell when the first load is complete;
    the server says so on its stderr.
    """
    from tensorboard.data import grpc_provider, server_ingester
    from tensorboard.util import grpc_util

    try:
        binary = server_ingester.get_server_binary()
    except server_ingester.NoDataServerError as error:
        raise DataServerError(str(error)) from error
    logdir = os.path.expanduser(logdir)
    with tempfile.TemporaryDirectory(prefix="tb_lrplugin_") as scratch:
        port_file = os.path.join(scratch, "port")
        command = [
            binary.path,
            f"--logdir={logdir}",
            "--reload=once",
            # By itself it takes whatever can be decoded for right.
            "--checksum",
            "--samples-per-plugin=scalars=all",
            "--port=0",
            f"--port-file={port_file}",
            "--die-after-stdin",
            "--verbose",
        ]
        try:
            server = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
                env={**os.environ, "RUST_LOG": "info"},
            )
        except OSError as error:
            raise DataServerError(f"it cannot be started: {error}") from error
        try:
            loaded = in_background("lr_diagnostics_load", functools.partial(_wait_until_loaded, server, logdir))
            failures = awaited(loaded, logdir, functools.partial(work_of, server.pid))
            port = _read_port(port_file)
            credentials, options = grpc_util.ChannelCredsType.LOCAL.channel_config()
            options.append(("grpc.max_receive_message_length", 256 * 1024 * 1024))
            import grpc

            address = f"localhost:{port}"
            with grpc.secure_channel(address, credentials, options=options) as channel:
                provider = grpc_provider.GrpcDataProvider(address, grpc_provider.make_stub(channel))
                _failures[provider] = failures
                yield provider
        finally:
            _end(server)


def _wait_until_loaded(server: subprocess.Popen[str], logdir: str) -> list[Unread]:
    """Read the server's stderr until it has loaded the whole directory; returns what it could not read, each once.

    Raises:
      DataServerError: if it ends before.
    """
    assert server.stderr is not None
    failures: dict[Unread, None] = {}
    last = "no message"
    for line in server.stderr:
        if _LOADED in line:
            # Keep the pipe from filling up.
            in_background("lr_diagnostics_drain", functools.partial(_drain, server))
            return list(failures)
        failure = failure_in(line, logdir)
        if failure is not None:
            failures[failure] = None
        last = line.strip()
    server.wait()
    raise DataServerError(f"it ended with code {server.returncode} while loading: {last}")


def _drain(server: subprocess.Popen[str]) -> None:
    assert server.stderr is not None
    with contextlib.suppress(ValueError):
        for _ in server.stderr:
            pass


def _read_port(port_file: str) -> int:
    end = time.monotonic() + _SERVER_START_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError), open(port_file, encoding="ascii") as file:
            text = file.read()
            if text.endswith("\n"):
                return int(text)
        time.sleep(0.01)
    raise DataServerError("it did not say on which port it listens")


def _end(server: subprocess.Popen[str]) -> None:
    """End the server: it stops when its standard input closes."""
    assert server.stdin is not None and server.stderr is not None
    server.stdin.close()
    try:
        server.wait(timeout=_END_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        try:
            server.wait(timeout=_END_SECONDS)
        except subprocess.TimeoutExpired:
            # Nothing ends a process that waits for a file system which is gone; who reads its messages waits as well.
            return
    server.stderr.close()


def open_python_reader(logdir: str) -> Any:
    """Load a log directory once through TensorBoard's Python reader, without TensorFlow, and give the provider.

    Args:
      logdir: directory, or a path of a kind that the reader knows.
    """
    _keep_tensorflow_out()
    from tensorboard import program
    from tensorboard.backend.event_processing import data_ingester
    from tensorboard.plugins.core import core_plugin

    # TensorBoard's own parser fills in every flag that its reader looks at.
    tensorboard = program.TensorBoard(plugins=[core_plugin.CorePluginLoader()])
    tensorboard.configure(
        argv=[
            "tb-lrplugin",
            "--logdir",
            logdir,
            "--load_fast",
            "false",
            "--samples_per_plugin",
            "scalars=0",
            "--reload_interval",
            "0",
            "--reload_task",
            "blocking",
        ]
    )
    ingester = data_ingester.LocalDataIngester(tensorboard.flags)
    failures: list[Unread] = []
    with each_run_by_itself(logdir, failures):
        awaited(in_background("lr_diagnostics_load", ingester.start), logdir, time.process_time)
    _failures[ingester.data_provider] = failures
    return ingester.data_provider


def failures_of(provider: Any) -> Sequence[Unread]:
    """List what a reader of ours failed on, while all else was read."""
    return _failures.get(provider, ())
