"""How fast the page is with many series, in a real Chromium or Firefox.

    python -m benchmarks.page_in_browser [--series 10000] [--browser firefox] [--minutes 30]

Writes a log directory, serves it with a real TensorBoard, and prints how long it takes from opening the page and from
the answer of `./diagnoses` to the first rows on the screen, how long filtering, sorting and grouping take from the key
stroke to the next frame, how many frames of a scroll through the whole list were late, how long it takes from a click
on a row to its drawn chart, and how far anything moves while the pointer goes over a chart. With `--minutes` it goes on
for so long, with a series open and the pointer moving, and prints what memory does.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.browsers import Browser, browser_named
from tests.support.event_files import write_scalars
from tests.support.tensorboard_process import tensorboard

_SCHEDULE = """\
schedule { exponential { init_value: 0.01 transition_steps: 50 decay_rate: 0.5 staircase: true } }
"""
_STEPS = range(10, 201, 10)
# Of every twenty runs one is stuck; the others follow their schedule.
_STUCK_EVERY = 20
_RUNS_PER_PROJECT = 500
_CLICKS = 20

# What all scripts use: the parts of the page, which lies in a frame of TensorBoard's own, and the end of a frame.
_PARTS = """
const within = (root, isIt) => {
  for (const node of root.querySelectorAll('*')) {
    if (isIt(node)) return node;
    const found = node.shadowRoot && within(node.shadowRoot, isIt);
    if (found) return found;
  }
  return null;
};
const iframe = () => within(document, (node) => node.tagName === 'IFRAME' && node.src.includes('lr_diagnostics'));
const app = () => iframe()?.contentDocument?.querySelector('lr-app')?.shadowRoot;
const grid = () => app()?.querySelector('lr-series-grid')?.shadowRoot;
const panel = () => app()?.querySelector('lr-chart-panel');
const chart = () => panel()?.shadowRoot.querySelector('lr-chart')?.shadowRoot;
const part = (testId) => within(app(), (node) => node.dataset?.testid === testId);
// The first callback runs before the next frame is drawn, the message after it.
const shown = () => new Promise((resolve) => requestAnimationFrame(() => {
  const {port1, port2} = new MessageChannel();
  port1.onmessage = resolve;
  port2.postMessage(null);
}));
const until = async (isSo) => {
  while (!isSo()) await new Promise(requestAnimationFrame);
  await shown();
};
const isDrawn = (run) =>
  panel()?.diagnosis?.run === run && panel().shadowRoot.querySelector('lr-chart')?.canvases.length > 0;
"""

# The frame alone is opened anew: TensorBoard's own page takes its seconds whatever this one does.
_FIRST_ROWS = """
  const {contentWindow, contentDocument} = iframe();
  const start = performance.timeOrigin + performance.now();
  contentWindow.location.reload();
  await until(() => iframe().contentDocument !== contentDocument && grid()?.querySelector('.row'));
  const end = performance.timeOrigin + performance.now();
  const {performance: inner} = iframe().contentWindow;
  const answer = inner.getEntriesByType('resource').find(({name}) => name.endsWith('/diagnoses'));
  return {
    opened: end - start,
    answered: end - inner.timeOrigin - answer.responseEnd,
    length: answer.decodedBodySize,
  };
"""

# From an action to the end of the frame that shows it.
_TIME_ACTION = """
  const [testId, action, value] = argument;
  const target = part(testId);
  const start = performance.now();
  if (action === 'click') target.click();
  else {
    target.value = value;
    target.dispatchEvent(new Event(action, {bubbles: true}));
  }
  await shown();
  return performance.now() - start;
"""

_SCROLL = """
  const scroller = grid().querySelector('.scroller');
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
    const hit = grid().elementFromPoint(box.left + 200, box.top + box.height / 2);
    if (!hit?.closest('.row')) empty++;
  }
  scroller.scrollTop = 0;
  frames.sort((a, b) => a - b);
  return {median: frames[100], worst: frames[198], empty};
"""

_TIME_CLICK = """
  const rows = [...grid().querySelectorAll('.row')];
  const row = rows[argument % rows.length];
  const {run} = row.dataset;
  const start = performance.now();
  row.click();
  await until(() => isDrawn(run));
  const taken = performance.now() - start;
  // The next click comes when this one has been seen.
  await new Promise((resolve) => setTimeout(resolve, 300));
  grid().querySelector('.scroller').scrollTop += 60;
  await shown();
  return taken;
"""

# Adds series to the chart that is shown, and moves the pointer across it.
_SHIFTS = """
  for (const row of [...grid().querySelectorAll('.row')].slice(2, 2 + argument))
    row.dispatchEvent(new MouseEvent('click', {ctrlKey: true, bubbles: true, composed: true}));
  await until(() => part('compared') && panel().models[0]?.all.length === argument + 1);
  const parts = () => [chart().querySelector('.plot-area'), ...panel().shadowRoot.querySelectorAll('.legends *')];
  const places = () => parts().map((node) => {
    const {left, top, width, height} = node.getBoundingClientRect();
    return node.tagName === 'B' ? [left, top] : [left, top, width, height];
  }).flat();
  const area = chart().querySelector('.plot-area');
  const box = area.getBoundingClientRect();
  const before = places();
  let furthest = 0;
  for (let at = 0; at <= 40; at++) {
    const point = {clientX: box.left + (box.width * at) / 40, clientY: box.top + (box.height * (at % 7)) / 7};
    area.dispatchEvent(new PointerEvent('pointermove', {...point, bubbles: true, composed: true}));
    await shown();
    places().forEach((place, index) => { furthest = Math.max(furthest, Math.abs(place - before[index])); });
  }
  return furthest;
"""

# The memory of the page's own script where the browser tells it; else nothing.
_HEAP = """
  const area = chart().querySelector('.plot-area');
  const box = area.getBoundingClientRect();
  for (let at = 0; at <= 20; at++) {
    const point = {clientX: box.left + (box.width * at) / 20, clientY: box.top + box.height / 2};
    area.dispatchEvent(new PointerEvent('pointermove', {...point, bubbles: true, composed: true}));
    await shown();
  }
  const {contentWindow} = iframe();
  contentWindow.gc?.();
  return contentWindow.performance.memory?.usedJSHeapSize ?? null;
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=10_000)
    parser.add_argument("--browser", choices=("chromium", "firefox"), default="chromium")
    parser.add_argument("--minutes", type=float, default=0.0)
    parsed = parser.parse_args()
    logdir = Path(tempfile.mkdtemp(prefix="page_in_browser_"))
    try:
        write_runs(logdir, parsed.series)
        schedule = logdir / "schedule.pbtxt"
        schedule.write_text(_SCHEDULE)
        with tensorboard(logdir, f"--lr_diagnostics_config={schedule}") as process:
            process.wait_for_series(parsed.series)
            with browser_named(parsed.browser) as browser:
                browser.open(f"{process.url}/#lr_diagnostics")
                measure(browser, parsed.series)
                if parsed.minutes:
                    watch_memory(browser, parsed.minutes)
    finally:
        shutil.rmtree(logdir)


def write_runs(logdir: Path, count: int) -> None:
    """Write the runs, some of them stuck."""
    for index in range(count):
        run = f"project_{index // _RUNS_PER_PROJECT:02d}/run-{index % _RUNS_PER_PROJECT}"
        values = [(step, 0.01 * (1 if index % _STUCK_EVERY == 0 else 0.5 ** (step // 50))) for step in _STEPS]
        write_scalars(logdir / run, "train/lr", values)


def measure(browser: Browser, count: int) -> None:
    """Time what a reader does."""
    run(browser, "await until(() => grid()?.querySelector('.row'));")
    time.sleep(2)
    first = run(browser, _FIRST_ROWS)
    print(f"{count:,} series, answer of {first['length'] / 1e6:.1f} MB")
    print(f"first rows after opening      {first['opened']:6.0f} ms")
    print(f"first rows after the answer   {first['answered']:6.0f} ms")
    time.sleep(2)
    for name, step in {
        "filter by text": ["filter", "input", "run-1"],
        "filter by another": ["filter", "input", "project_0"],
        "filter by nothing": ["filter", "input", ""],
        "sort by run": ["sort-run", "click", ""],
        "sort by run, descending": ["sort-run", "click", ""],
        "sort by step": ["sort-step", "click", ""],
        "filter by severity": ["chip-error", "click", ""],
        "group by run": ["group-by", "change", "run"],
    }.items():
        print(f"{name:28s}  {run(browser, _TIME_ACTION, step):6.0f} ms")
    run(browser, _TIME_ACTION, ["group-by", "change", "none"])
    run(browser, _TIME_ACTION, ["chip-error", "click", ""])
    scroll = run(browser, _SCROLL)
    print(
        f"scrolling, 400 pixels a frame: median frame {scroll['median']:.0f} ms, worst {scroll['worst']:.0f} ms, "
        f"frames without rows {scroll['empty']} of 200"
    )
    clicks = [run(browser, _TIME_CLICK, index + 3) for index in range(_CLICKS)]
    print(f"click to chart, median of {_CLICKS}   {statistics.median(clicks):6.0f} ms, worst {max(clicks):.0f} ms")
    shift = run(browser, _SHIFTS, 3)
    print(f"moved under the pointer       {shift:6.1f} pixels at most, 4 series in one chart")


def watch_memory(browser: Browser, minutes: float) -> None:
    """Print the memory at both ends of a time in which a series is open and looked at."""
    end = time.monotonic() + 60 * minutes
    samples: list[tuple[float | None, int]] = []
    while time.monotonic() < end or len(samples) < 2:
        samples.append((run(browser, _HEAP), browser.kibibytes()))
        time.sleep(min(10.0, 6 * minutes))
    # The first looks fill what is kept; what matters is whether it goes on growing.
    part = max(1, len(samples) // 5)
    early, late = samples[part : 2 * part] or samples[:1], samples[-part:]
    for name, index, unit in (("script's heap", 0, 1e6), ("all processes", 1, 1e3)):
        if early[0][index] is not None:
            begin, now = (statistics.mean(sample[index] or 0 for sample in those) / unit for those in (early, late))
            print(f"memory over {minutes:g} minutes, {name}: {begin:.1f} MB in the second fifth, {now:.1f} in the last")


def run(browser: Browser, body: str, argument: Any = None) -> Any:
    """Run the body of an asynchronous function of `argument` with the page's parts at hand."""
    return browser.run(f"async (argument) => {{ {_PARTS} {body} }}", argument)


if __name__ == "__main__":
    main()
