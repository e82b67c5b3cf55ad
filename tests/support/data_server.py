"""TensorBoard's data server as a process of its own, as teams run one beside their logs."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_START_SECONDS = 30.0


@contextlib.contextmanager
def data_server(logdir: Path, scratch: Path, *flags: str) -> Iterator[str]:
    """Run the data server on a free port of this machine; gives its address, and ends it afterwards."""
    from tensorboard.data import server_ingester

    port_file = scratch / "data_server_port"
    port_file.unlink(missing_ok=True)
    command = [server_ingester.get_server_binary().path, f"--logdir={logdir}", "--port=0"]
    command += [f"--port-file={port_file}", "--die-after-stdin", *(flags or ["--reload=1"])]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        yield f"localhost:{_port(port_file)}"
    finally:
        assert server.stdin is not None
        server.stdin.close()
        try:
            server.wait(timeout=5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _port(port_file: Path) -> int:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            text = port_file.read_text()
            if text.endswith("\n"):
                return int(text)
        time.sleep(0.02)
    raise AssertionError("the data server did not say on which port it listens")


@contextlib.contextmanager
def grpc_provider(address: str) -> Iterator[Any]:
    """Open the provider that TensorBoard makes of `--grpc_data_provider`."""
    import grpc
    from tensorboard.data import grpc_provider as tensorboard_grpc
    from tensorboard.util import grpc_util

    credentials, options = grpc_util.ChannelCredsType.LOCAL.channel_config()
    options.append(("grpc.max_receive_message_length", 256 * 1024 * 1024))
    with grpc.secure_channel(address, credentials, options=options) as channel:
        yield tensorboard_grpc.GrpcDataProvider(address, tensorboard_grpc.make_stub(channel))
