"""Takes the pictures of the tab in README.md and page.md: `CHROMIUM=... python -m docs.make_pictures`.

They show the recorded demo in a real TensorBoard, in both themes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tb_lrplugin.demo import ALL_RUNS, RECORDED
from tests.support.tensorboard_process import tensorboard

PICTURES = Path(__file__).resolve().parent / "images"
_RUN = "frozen"
# Where the pointer stands in the chart, as parts of its width and height.
_POINTER = (0.765, 0.8)


def main() -> None:
    """Take both pictures."""
    with tempfile.TemporaryDirectory() as folder:
        logdir = Path(folder, "recorded")
        shutil.copytree(RECORDED, logdir)
        with tensorboard(logdir) as process, sync_playwright() as playwright:
            process.wait_for_series(len(ALL_RUNS))
            browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
            for theme in ("light", "dark"):
                take(browser, process.url, theme)
            browser.close()


def take(browser: Browser, url: str, theme: str) -> None:
    """Open a series, point at its chart and take the picture."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(f"""localStorage.setItem('_tb_global_settings', '{{"theme": "{theme}"}}')""")
    page.goto(f"{url}/#lr_diagnostics")
    tab = page.frame_locator("iframe")
    tab.locator(f'[data-testid=series-row][data-run="{_RUN}"]').click(timeout=120_000)
    tab.get_by_test_id("headline").wait_for(timeout=60_000)
    # Curves of the list come a moment after its rows.
    page.wait_for_timeout(5000)
    box = tab.get_by_test_id("chart").locator(".plot-area").bounding_box()
    if box is None:
        raise SystemExit("There is no chart to point at.")
    page.mouse.move(box["x"] + _POINTER[0] * box["width"], box["y"] + _POINTER[1] * box["height"])
    tab.get_by_test_id("tooltip").wait_for()
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / f"{theme}.png")
    page.close()


if __name__ == "__main__":
    main()
