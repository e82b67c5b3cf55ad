"""How fast the chart is with 1,000,000 points, in a real Chromium.

    python -m benchmarks.chart_in_browser [--points 1000000]

Serves one run with a real TensorBoard, puts so many points into the answer of `./series` on its way into the browser,
and prints how long it takes from the columns to the drawn chart, from the whole answer (with reading its JSON) to the
drawn chart, and how long the frames take in which the wheel zooms in and out.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from playwright.sync_api import Frame, Page, sync_playwright

from tests.support.event_files import write_scalars
from tests.support.tensorboard_process import tensorboard

_SCHEDULE = """\
schedule { exponential { init_value: 0.01 transition_steps: 50 decay_rate: 0.5 staircase: true } }
"""

# Puts noisy points around a cosine into the answer, with the curve they are to follow, and notes when it was there as
# text, before its JSON is read.
_FILL_ANSWER = """
(count) => {
  const {fetch} = window;
  window.fetch = async (...parameters) => {
    const answer = await fetch(...parameters);
    if (!String(parameters[0]).includes('series?') || !answer.ok) return answer;
    const step = Array.from({length: count}, (_, index) => index);
    const expected = step.map((at) => 0.005 * (1 + Math.cos(Math.PI * at / count)) + 1e-5);
    const vertices = step.filter((at) => at % Math.ceil(count / 1000) === 0);
    const text = JSON.stringify({
      ...await answer.json(),
      points: {
        step,
        wall_time: step.map((at) => 1.7e9 + 0.1 * at),
        value: expected.map((rate, at) => rate * (1 + 0.1 * Math.sin(at * at))),
        expected,
      },
      curve: {step: vertices, value: vertices.map((at) => expected[at]), interpolation: 'linear'},
      steps: {first: 0, last: count - 1, count},
    });
    window.answerLength = text.length;
    window.answeredAt = performance.now();
    const look = () => {
      const panel = document.querySelector('lr-app')?.shadowRoot?.querySelector('lr-chart-panel');
      const chart = panel?.shadowRoot?.querySelector('lr-chart');
      if (chart?.canvases?.length) window.drawnAt = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return new Response(text, {headers: answer.headers});
  };
}
"""

_PARTS = """
const panel = document.querySelector('lr-app').shadowRoot.querySelector('lr-chart-panel');
const chart = () => panel.shadowRoot.querySelector('lr-chart');
// The first callback runs before the next frame is drawn, the message after it.
const shown = () => new Promise((resolve) => requestAnimationFrame(() => {
  const {port1, port2} = new MessageChannel();
  port1.onmessage = resolve;
  port2.postMessage(null);
}));
"""

# A new object with the same columns: nothing that was made of them before is used again.
_DRAW = f"""
async () => {{
  {_PARTS}
  const times = [];
  for (let turn = 0; turn < 7; turn++) {{
    panel.diagnosis = {{...panel.diagnosis}};
    const start = performance.now();
    await panel.updateComplete;
    await chart().updateComplete;
    const drawn = performance.now() - start;
    await shown();
    times.push([drawn, performance.now() - start]);
  }}
  return times;
}}
"""

_ZOOM = f"""
async () => {{
  {_PARTS}
  const area = chart().renderRoot.querySelector('.plot-area');
  const box = area.getBoundingClientRect();
  const frames = [];
  for (let frame = 0; frame < 120; frame++) {{
    const start = performance.now();
    const at = {{clientX: box.left + box.width / 3, clientY: box.top + 50, deltaY: frame < 60 ? -60 : 60}};
    area.dispatchEvent(new WheelEvent('wheel', {{...at, cancelable: true, bubbles: true, composed: true}}));
    await panel.updateComplete;
    await chart().updateComplete;
    frames.push(performance.now() - start);
    await shown();
  }}
  return frames.sort((a, b) => a - b);
}}
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=1_000_000)
    count = parser.parse_args().points
    with tempfile.TemporaryDirectory(prefix="chart_in_browser_") as folder:
        logdir = Path(folder)
        write_scalars(logdir / "run", "lr", [(step, 0.01) for step in range(10, 401, 10)])
        schedule = logdir / "schedule.pbtxt"
        schedule.write_text(_SCHEDULE)
        with tensorboard(logdir, f"--lr_diagnostics_config={schedule}") as process:
            process.wait_for_series(1)
            measure(process.url, count)


def measure(url: str, count: int) -> None:
    """Open the series and time what a reader waits for."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(f"if (window !== parent) ({_FILL_ANSWER})({count})")
        page.goto(f"{url}/#lr_diagnostics")
        page.frame_locator("iframe").get_by_test_id("chart").locator("canvas").wait_for(timeout=120_000)
        frame = plugin_frame(page)
        page.wait_for_timeout(2000)
        report(frame, count)
        browser.close()


def plugin_frame(page: Page) -> Frame:
    """Find the page's own frame within TensorBoard."""
    return next(frame for frame in page.frames if "name=lr_diagnostics" in frame.url)


def report(frame: Frame, count: int) -> None:
    """Print the figures of one open chart."""
    print(f"{count:,} points, answer of {frame.evaluate('answerLength') / 1e6:.1f} MB")
    print(f"answer to drawn chart, JSON included  {frame.evaluate('drawnAt - answeredAt'):6.0f} ms")
    draws = frame.evaluate(_DRAW)
    drawn, shown = (sorted(times)[len(draws) // 2] for times in zip(*draws, strict=True))
    worst = max(time for time, _ in draws)
    print(f"columns to drawn chart, median of {len(draws)}     {drawn:6.0f} ms (worst {worst:.0f})")
    print(f"columns to the next frame, median     {shown:6.0f} ms")
    frames = frame.evaluate(_ZOOM)
    print(
        f"one turn of the wheel, median         {frames[len(frames) // 2]:6.1f} ms "
        f"(95 %: {frames[int(0.95 * len(frames))]:.1f}, worst {frames[-1]:.1f})"
    )


if __name__ == "__main__":
    main()
