"""Chromium and Firefox as a benchmark drives them: a page is opened, a script runs in it and gives its answer.

Chromium is driven by playwright. Firefox, as distributions package it, is driven by the protocol that it has built in
(Marionette: a length, a colon and JSON on a socket), so that nothing has to be installed beside it.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Page, sync_playwright

from benchmarks.measuring import children_of, proportional_kibibytes_of

WIDTH, HEIGHT = 1280, 800
_SCRIPT_SECONDS = 120
# Without them Firefox asks servers far away for updates, experiments and lists.
_PREFERENCES: dict[str, Any] = {
    "marionette.port": 0,
    "app.normandy.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}


class Browser(Protocol):
    """One page of a browser."""

    def open(self, url: str) -> None:
        """Go to an address."""

    def run(self, script: str, argument: Any = None) -> Any:
        """Call an asynchronous function of JavaScript with one argument, and return what it gives."""

    def kibibytes(self) -> int:
        """Give the memory of all its processes, what they share counted once."""


@contextlib.contextmanager
def browser_named(name: str) -> Iterator[Browser]:
    """Start a browser and end it afterwards.

    Args:
      name: "chromium", of CHROMIUM or playwright's own, or "firefox", of FIREFOX or on the path.
    """
    with _firefox() if name == "firefox" else _chromium() as browser:
        yield browser


class _Chromium:
    def __init__(self, page: Page, process: int) -> None:
        self._page, self._process = page, process

    def open(self, url: str) -> None:
        self._page.goto(url)

    def run(self, script: str, argument: Any = None) -> Any:
        return self._page.evaluate(script, argument)

    def kibibytes(self) -> int:
        return _memory_below(self._process)


@contextlib.contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        before = set(_all_below(os.getpid()))
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox", "--disable-gpu", "--js-flags=--expose-gc"]
        )
        started = sorted(set(_all_below(os.getpid())) - before)
        yield _Chromium(browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}), started[0])
        browser.close()


class _Firefox:
    def __init__(self, connection: socket.socket, process: int) -> None:
        self._stream, self._process = connection.makefile("rwb"), process
        self._count = 0
        self._read()
        timeouts = {"timeouts": {"script": 1000 * _SCRIPT_SECONDS}}
        self._ask("WebDriver:NewSession", {"capabilities": {"alwaysMatch": timeouts}})
        self._ask("WebDriver:SetWindowRect", {"width": WIDTH, "height": HEIGHT})

    def open(self, url: str) -> None:
        self._ask("WebDriver:Navigate", {"url": url})

    def run(self, script: str, argument: Any = None) -> Any:
        call = (
            "const done = arguments[1];"
            f"({script})(arguments[0]).then(value => done({{value}}), error => done({{error: String(error)}}))"
        )
        answer = self._ask("WebDriver:ExecuteAsyncScript", {"script": call, "args": [argument], "newSandbox": False})
        if "error" in answer["value"]:
            raise RuntimeError(answer["value"]["error"])
        return answer["value"].get("value")

    def kibibytes(self) -> int:
        return _memory_below(self._process)

    def _ask(self, command: str, parameters: dict[str, Any]) -> Any:
        self._count += 1
        body = json.dumps([0, self._count, command, parameters]).encode()
        self._stream.write(b"%d:%s" % (len(body), body))
        self._stream.flush()
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return result

    def _read(self) -> Any:
        length = b""
        while (digit := self._stream.read(1)) != b":":
            length += digit
        return json.loads(self._stream.read(int(length)))


@contextlib.contextmanager
def _firefox() -> Iterator[Browser]:
    program = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        raise SystemExit("No Firefox: install firefox-esr (Debian) or firefox, or set FIREFOX=/path/to/firefox.")
    with tempfile.TemporaryDirectory(prefix="firefox_", ignore_cleanup_errors=True) as folder:
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _PREFERENCES.items())
        Path(folder, "user.js").write_text("".join(lines))
        command = [program, "--headless", "--marionette", "--no-remote", "--profile", folder]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, env={**os.environ, "MOZ_CRASHREPORTER_DISABLE": "1"}, **quiet)
        try:
            with socket.create_connection(("127.0.0.1", _port(Path(folder, "MarionetteActivePort")))) as connection:
                yield _Firefox(connection, process.pid)
        finally:
            process.terminate()
            process.wait(30)


def _port(file: Path) -> int:
    for _ in range(1200):
        if file.is_file() and file.read_text():
            return int(file.read_text())
        time.sleep(0.1)
    raise SystemExit("Firefox does not tell its port.")


def _memory_below(process: int) -> int:
    return sum(map(proportional_kibibytes_of, (process, *_all_below(process))))


def _all_below(process: int) -> Iterator[int]:
    with contextlib.suppress(FileNotFoundError):
        for child in children_of(process):
            yield child
            yield from _all_below(child)
