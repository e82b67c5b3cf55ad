"""A real Chromium on the real page inside a real TensorBoard."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, FrameLocator, Locator, Page, Route, expect, sync_playwright

from tb_lrplugin.demo import ALL_RUNS, RECORDED
from tests.conftest import SMALL_LOGDIR_SERIES
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard_alone

# Without them Chromium asks servers far away for updates and experiments.
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # With each window Chromium loads two pages of its own for its address bar, which nobody sees: half of what a short
    # test takes. The list takes the place of Playwright's: what of that one concerns pages like ours is named too.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,MediaRouter,OptimizationHints,"
    "PaintHolding,PreconnectToSearch,ThirdPartyStoragePartitioning",
]


# Playwright's five seconds are not enough for a page that loads on a busy machine.
expect.set_options(timeout=20_000)

# What TensorBoard shows in its frame. All else of its page takes seconds of processor time to start.
_OWN_PAGE = "/data/plugin_entry.html?name=lr_diagnostics"

# TensorBoard's own stylesheet asks for its fonts without the path prefix; what it frames names no icon.
_TENSORBOARDS_OWN = ("/font-roboto/", "/favicon.ico")


def answer_changed(route: Route, change: Callable[[Any], Any]) -> None:
    """Answer as the server does, but for what is changed in the JSON; an answer that is none goes through as it is."""
    answer = route.fetch()
    # Read at once: playwright forgets an answer with the page that asked for it.
    status, headers, body = answer.status, answer.headers, answer.body()
    if status == 200:
        body = json.dumps(change(json.loads(body))).encode()
    route.fulfill(status=status, headers=headers, body=body)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM")
    if not path:
        pytest.fail("No browser: run `make test`, which finds or installs Chromium, or set CHROMIUM=/path/to/chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(small_logdir: Path) -> Iterator[TensorBoardProcess]:
    """A TensorBoard on the small log directory. Through both data servers goes `test_page.py`."""
    with tensorboard_alone(small_logdir) as process:
        process.wait_for_series(SMALL_LOGDIR_SERIES)
        yield process


@pytest.fixture(scope="session")
def demo_served() -> Iterator[TensorBoardProcess]:
    """A TensorBoard on the demo's runs as they were recorded; tests/training trains them anew."""
    with tensorboard_alone(RECORDED) as process:
        process.wait_for_series(len(ALL_RUNS))
        yield process


@dataclass
class LearningRateTab:
    """The open tab, and what the browser complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    @property
    def frame(self) -> FrameLocator | Page:
        return self.page if _OWN_PAGE in self.page.url else self.page.frame_locator("iframe")

    @property
    def own_frame(self) -> Frame:
        return next(frame for frame in self.page.frames if "name=lr_diagnostics" in frame.url)

    def drawn(self) -> None:
        """Wait until all that was done so far is on the screen."""
        self.own_frame.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def part(self, test_id: str) -> Locator:
        return self.frame.get_by_test_id(test_id)

    def row(self, run: str) -> Locator:
        # Escaped as a CSS string: run names hold quotes.
        name = run.replace("\\", "\\\\").replace('"', '\\"')
        return self.frame.locator(f'[data-testid=series-row][data-run="{name}"]')

    def select(self, run: str) -> None:
        self.row(run).click()
        self.frame.locator("lr-series-header h2").get_by_text(run, exact=True).wait_for()
        self.part("headline").wait_for()
        self.drawn()

    def runs(self) -> list[str]:
        """The runs in the list, from top to bottom, as far as they are in the document."""
        runs: list[str] = self.part("series-row").evaluate_all("rows => rows.map(row => row.dataset.run)")
        return runs


class Opener:
    """Opens tabs and closes them with the test."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.tabs: list[LearningRateTab] = []

    def __call__(
        self,
        process: TensorBoardProcess,
        width: int = 1280,
        dark: bool = False,
        rows: bool = True,
        link: str = "/#lr_diagnostics",
        in_tensorboard: bool = False,
    ) -> LearningRateTab:
        """Open the page.

        Args:
          process: the server.
          width: of the window.
          dark: whether the host, or where there is none the browser, asks for the dark theme.
          rows: whether to wait for the first row of the list.
          link: below the server's address, or a whole one.
          in_tensorboard: whether TensorBoard's own page is around it: where theme, tabs, title or filter are its own.
        """
        context = self._browser.new_context(
            viewport={"width": width, "height": 900},
            accept_downloads=True,
            color_scheme="dark" if dark and not in_tensorboard else "light",
        )
        page = context.new_page()
        tab = LearningRateTab(page)
        page.on(
            "console",
            lambda message: (
                tab.complaints.append(f"{message.text} {message.location.get('url', '')}")
                if message.type == "error"
                else None
            ),
        )
        page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        page.on("dialog", lambda dialog: tab.complaints.append(f"dialog: {dialog.message}"))
        if dark and in_tensorboard:
            page.add_init_script("localStorage.setItem('_tb_global_settings', '{\"theme\": \"dark\"}')")
        if not link.startswith("http"):
            link = f"{process.url}{link if in_tensorboard else link.replace('/', _OWN_PAGE, 1)}"
        page.goto(link)
        self.tabs.append(tab)
        if rows:
            # Beside a series on a narrow screen the list is there, and not to be seen.
            tab.part("series-row").first.wait_for(state="attached", timeout=30_000)
        return tab


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[Opener]:
    opener = Opener(browser)
    yield opener
    complaints = [
        complaint
        for tab in opener.tabs
        for complaint in tab.complaints
        if not any(known in complaint for known in _TENSORBOARDS_OWN)
    ]
    for tab in opener.tabs:
        # An answer under way when the page goes is nobody's any more.
        tab.page.unroute_all(behavior="ignoreErrors")
        tab.page.context.close()
    assert complaints == [], "the browser's console has errors or CSP violations"
