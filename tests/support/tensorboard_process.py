"""A real TensorBoard process on a free port of this machine."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple

_ADDRESS = re.compile(r"TensorBoard \S+ at (http://\S+)")
_START_SECONDS = 90.0


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class TensorBoardProcess:
    """Handles to a running TensorBoard."""

    def __init__(self, url: str, output: list[str], pid: int) -> None:
        self.url = url.rstrip("/")
        self.output = output
        self.pid = pid

    def get(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET", **parameters: str
    ) -> Answer:
        """Ask for a path below the address (and its prefix)."""
        query = f"?{urllib.parse.urlencode(parameters)}" if parameters else ""
        request = urllib.request.Request(f"{self.url}/{path}{query}", headers=dict(headers or {}), method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def route(self, name: str, headers: Mapping[str, str] | None = None, **parameters: str) -> Answer:
        """Ask for one of the plugin's routes."""
        return self.get(f"data/plugin/lr_diagnostics/{name}", headers, **parameters)

    def wait_for_series(self, count: int) -> list[dict[str, Any]]:
        """Wait until the plugin shows `count` series (event files load in the background)."""
        end = time.monotonic() + _START_SECONDS
        while True:
            rows: list[dict[str, Any]] = self.route("diagnoses").json()["series"]
            if len(rows) >= count:
                return rows
            if time.monotonic() > end:
                raise AssertionError(f"only {len(rows)} of {count} series after {_START_SECONDS:.0f} s")
            time.sleep(0.2)


def tensorboard_alone(logdir: Path | str | None, *flags: str) -> AbstractContextManager[TensorBoardProcess]:
    """Run TensorBoard without TensorFlow, whose import takes longer than most tests."""
    return tensorboard(logdir, *flags, module="tests.support.tensorboard_alone")


@contextlib.contextmanager
def tensorboard(
    logdir: Path | str | None, *flags: str, module: str = "tensorboard.main"
) -> Iterator[TensorBoardProcess]:
    """Run `tensorboard --logdir DIR` (without a log directory where None) and end it afterwards."""
    command = [sys.executable, "-m", module]
    command += [] if logdir is None else ["--logdir", str(logdir)]
    command += ["--host", "127.0.0.1", "--port", "0", "--reload_interval", "1", *flags]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    output: list[str] = []
    try:
        url = _wait_for_address(process, output)
        assert process.stderr is not None
        drain = threading.Thread(target=output.extend, args=(process.stderr,), daemon=True)
        drain.start()
        yield TensorBoardProcess(url, output, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)
        if process.stderr is not None:
            with contextlib.suppress(ValueError):
                process.stderr.close()


def _wait_for_address(process: subprocess.Popen[str], output: list[str]) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        output.append(line)
        found = _ADDRESS.search(line)
        if found:
            return found.group(1)
    raise AssertionError("TensorBoard ended before it served:\n" + "".join(output))
