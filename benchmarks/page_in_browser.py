"""How fast the page is with 10,000 series, in a real Chromium.

    python -m benchmarks.page_in_browser [--series 10000]

Writes a log directory, serves it with a real TensorBoard, and prints how long it takes from the answer of
`./diagnoses` to the first rows on the screen, how long filtering, sorting and grouping take from the key stroke to the
next frame, and how many frames of a scroll through the whole list were late.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Frame, Page, sync_playwright

from tests.support.event_files import write_scalars
from tests.support.tensorboard_process import tensorboard

_SCHEDULE = """\
schedule { exponential { init_value: 0.01 transition_steps: 50 decay_rate: 0.5 staircase: true } }
"""
_STEPS = range(10, 201, 10)
# Of every twenty runs one is stuck; the others follow their schedule.
_STUCK_EVERY = 20
_RUNS_PER_PROJECT = 500

# From an action to the end of the frame that shows it.
_TIME_ACTION = """
async ([testId, action, value]) => {
  const find = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.dataset?.testid === testId) return node;
      const found = node.shadowRoot && find(node.shadowRoot);
      if (found) return found;
    }
    return null;
  };
  const target = find(document);
  const start = performance.now();
  if (action === 'click') target.click();
  else {
    target.value = value;
    target.dispatchEvent(new Event(action, {bubbles: true}));
  }
  // The first callback runs before the next frame is drawn, the message after it.
  await new Promise((resolve) => requestAnimationFrame(() => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  }));
  return performance.now() - start;
}
"""

_SCROLL = """
async () => {
  const grid = document.querySelector('lr-app').shadowRoot.querySelector('lr-series-grid');
  const scroller = grid.shadowRoot.querySelector('.scroller');
  const frames = [];
  let empty = 0;
  let before = performance.now();
  for (let frame = 0; frame < 200; frame++) {
    scroller.scrollTop += 400;
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - before);
    before = now;
    const box = scroller.getBoundingClientRect();
    const hit = grid.shadowRoot.elementFromPoint(box.left + 200, box.top + box.height / 2);
    if (!hit?.closest('.row')) empty++;
  }
  frames.sort((a, b) => a - b);
  return {median: frames[100], worst: frames[198], empty};
}
"""

_FIRST_ROWS = """
() => {
  const {fetch} = window;
  window.fetch = async (...parameters) => {
    const answer = await fetch(...parameters);
    if (String(parameters[0]).includes('diagnoses') && answer.ok && !window.answeredAt) {
      const text = await answer.clone().text();
      window.answeredAt = performance.now();
      window.answerLength = text.length;
      const look = () => {
        const grid = document.querySelector('lr-app')?.shadowRoot?.querySelector('lr-series-grid');
        if (grid?.shadowRoot?.querySelector('.row')) window.shownAt = performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }
    return answer;
  };
}
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=10_000)
    count = parser.parse_args().series
    logdir = Path(tempfile.mkdtemp(prefix="page_in_browser_"))
    try:
        write_runs(logdir, count)
        schedule = logdir / "schedule.pbtxt"
        schedule.write_text(_SCHEDULE)
        with tensorboard(logdir, f"--lr_diagnostics_config={schedule}") as process:
            process.wait_for_series(count)
            measure(process.url, count)
    finally:
        shutil.rmtree(logdir)


def write_runs(logdir: Path, count: int) -> None:
    """Write the runs, some of them stuck."""
    for index in range(count):
        run = f"project_{index // _RUNS_PER_PROJECT:02d}/run-{index % _RUNS_PER_PROJECT}"
        values = [(step, 0.01 * (1 if index % _STUCK_EVERY == 0 else 0.5 ** (step // 50))) for step in _STEPS]
        write_scalars(logdir / run, "train/lr", values)


def measure(url: str, count: int) -> None:
    """Open the page and time what a reader does."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(f"if (window !== parent) ({_FIRST_ROWS})()")
        page.goto(f"{url}/#lr_diagnostics")
        page.frame_locator("iframe").get_by_test_id("series-row").first.wait_for(timeout=60_000)
        frame = plugin_frame(page)
        page.wait_for_timeout(2000)
        print(f"{count:,} series, answer of {frame.evaluate('answerLength') / 1e6:.1f} MB")
        print(f"first rows after the answer   {frame.evaluate('shownAt - answeredAt'):6.0f} ms")
        for name, step in {
            "filter by text": ["filter", "input", "run-1"],
            "filter by another": ["filter", "input", "project_1"],
            "filter by nothing": ["filter", "input", ""],
            "sort by run": ["sort-run", "click", ""],
            "sort by run, descending": ["sort-run", "click", ""],
            "sort by step": ["sort-step", "click", ""],
            "filter by severity": ["chip-error", "click", ""],
            "group by run": ["group-by", "change", "run"],
        }.items():
            print(f"{name:28s}  {frame.evaluate(_TIME_ACTION, step):6.0f} ms")
        frame.evaluate(_TIME_ACTION, ["group-by", "change", "none"])
        frame.evaluate(_TIME_ACTION, ["chip-error", "click", ""])
        scroll = frame.evaluate(_SCROLL)
        print(
            f"scrolling, 400 pixels a frame: median frame {scroll['median']:.0f} ms, worst {scroll['worst']:.0f} ms, "
            f"frames without rows {scroll['empty']} of 200"
        )
        browser.close()


def plugin_frame(page: Page) -> Frame:
    """Find the page's own frame within TensorBoard."""
    return next(frame for frame in page.frames if "name=lr_diagnostics" in frame.url)


if __name__ == "__main__":
    main()
