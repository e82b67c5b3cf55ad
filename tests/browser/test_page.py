"""The page in a real browser: what a person sees and does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tb_lrplugin.demo import ALL_RUNS, RECORDED
from tests.browser.conftest import LearningRateTab, Opener
from tests.browser.test_links import settled_link
from tests.conftest import BOTH_DATA_SERVERS, HTML_RUN, SMALL_LOGDIR_SERIES, UNICODE_RUN
from tests.support.event_files import write_scalars
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard, tensorboard_alone

# Counts the chart's pixels of the logged line's orange and of the expected line's blue.
COUNT_PIXELS = """
canvas => {
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let orange = 0, blue = 0;
  for (let i = 0; i < data.length; i += 4) {
    const [r, g, b, a] = data.slice(i, i + 4);
    if (a < 200) continue;
    if (r > 170 && r - b > 110 && g > 60 && g < 200 && r - g > 30) orange++;
    if (b - r > 40 && b > 110) blue++;
  }
  return {orange, blue};
}
"""


@pytest.fixture(scope="module", params=BOTH_DATA_SERVERS, ids=["data_server", "multiplexer"])
def served(request: pytest.FixtureRequest, small_logdir: Path) -> Iterator[TensorBoardProcess]:
    """What most tests see through one of TensorBoard's readers is seen here through each of them."""
    with tensorboard_alone(small_logdir, f"--load_fast={request.param}") as process:
        process.wait_for_series(SMALL_LOGDIR_SERIES)
        yield process


@pytest.fixture(scope="module")
def demo_served() -> Iterator[TensorBoardProcess]:
    """TensorBoard as the demo's README starts it: beside TensorFlow, where that is installed."""
    with tensorboard(RECORDED) as process:
        process.wait_for_series(len(ALL_RUNS))
        yield process


def pixels(tab: LearningRateTab) -> dict[str, int]:
    counted: dict[str, int] = tab.part("chart").locator("canvas").first.evaluate(COUNT_PIXELS)
    return counted


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_demo_shows_what_is_wrong(demo_served: TensorBoardProcess, open_tab: Opener, dark: bool) -> None:
    tab = open_tab(demo_served, dark=dark, in_tensorboard=True)
    tab.select("stuck")
    expect(tab.part("headline")).to_contain_text("Stuck at the")
    expect(tab.part("detail")).to_contain_text("logged points are")
    expect(tab.part("causes")).to_contain_text("computed once")
    expect(tab.part("fix")).to_contain_text("hand the schedule object itself to the optimizer")
    expect(tab.part("chart")).to_be_visible()
    drawn = pixels(tab)
    assert drawn["orange"] > 300, drawn
    assert drawn["blue"] > 100, drawn


def test_a_value_is_one_number_wherever_it_is_told(demo_served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(demo_served)
    tab.select("too_fast")
    box = tab.part("chart").locator(".plot-area").bounding_box()
    assert box
    # On the slope of a cosine, whose curve is drawn by few corners.
    tab.page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 0.5 * box["height"])
    for line in ("logged", "expected"):
        told = tab.part(line).locator("b").inner_text()
        expect(tab.part("tooltip").locator("div", has_text=line).locator("b")).to_have_text(told)


def test_the_first_question_is_answered(demo_served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(demo_served, in_tensorboard=True)
    tab.select("flat_by_design/train")
    expect(tab.part("headline")).to_contain_text("800,720")
    expect(tab.part("headline")).to_contain_text("0.0038")
    expect(tab.part("warnings")).to_contain_text("does not train at the logged rate")
    expect(tab.part("source")).to_contain_text("flat_by_design/pipeline.config")


def test_below_a_path_prefix(open_tab: Opener) -> None:
    with tensorboard_alone(RECORDED, "--path_prefix=/some/prefix") as process:
        process.wait_for_series(len(ALL_RUNS))
        tab = open_tab(process, in_tensorboard=True)
        expect(tab.row("stuck").get_by_test_id("sparkline")).to_be_visible()
        tab.select("stuck")
        expect(tab.part("headline")).to_contain_text("Stuck at the")
        assert pixels(tab)["orange"] > 300
        other = open_tab(process, link=settled_link(tab), in_tensorboard=True)
        expect(other.part("headline")).to_contain_text("Stuck at the")
        with other.page.expect_download() as download:
            other.part("save-csv").click()
        assert download.value.suggested_filename == "stuck_learning_rate.csv"


def test_worst_first_with_counts_and_filters(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served, in_tensorboard=True)
    verdicts = tab.part("series-row").evaluate_all("rows => rows.map(row => row.dataset.verdict)")
    assert verdicts[0] not in ("on_schedule", "no_schedule", "waiting")
    expect(tab.part("chip-error")).to_contain_text("8 errors")
    tab.part("filter").fill("^heal")
    expect(tab.part("series-row")).to_have_count(1)
    expect(tab.row("healthy/train")).to_be_visible()
    tab.part("filter").fill("")
    expect(tab.row("stuck/train")).to_be_visible()


@pytest.mark.parametrize("run", [HTML_RUN, UNICODE_RUN])
def test_a_run_name_is_text_and_nothing_else(served: TensorBoardProcess, open_tab: Opener, run: str) -> None:
    tab = open_tab(served)
    tab.select(f"{run}/train")
    expect(tab.row(f"{run}/train")).to_contain_text(run)
    assert tab.frame.locator("img").count() == 0


def test_every_verdict_draws(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    for run in tab.runs():
        tab.select(run)
        expect(tab.part("chart")).to_be_visible()
        tab.part("close").click()


def test_the_log_scale_keeps_both_lines(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.select("stuck/train")
    tab.part("scale-log").click()
    drawn = pixels(tab)
    assert drawn["orange"] > 300 and drawn["blue"] > 50, drawn


def test_new_points_appear_without_a_reload(tmp_path: Path, open_tab: Opener) -> None:
    write_scalars(tmp_path / "run", "lr", [(1, 0.5), (2, 0.5)])
    with tensorboard_alone(tmp_path) as process:
        process.wait_for_series(1)
        tab = open_tab(process, in_tensorboard=True)
        write_scalars(tmp_path / "another", "lr", [(1, 0.5), (30, 0.25)])
        expect(tab.row("another")).to_be_visible()


def test_without_learning_rates_the_page_says_what_there_is(tmp_path: Path, open_tab: Opener) -> None:
    write_scalars(tmp_path / "run", "pace", [(1, 0.5), (2, 0.25)])
    with tensorboard_alone(tmp_path) as process:
        tab = open_tab(process, rows=False)
        expect(tab.part("empty")).to_contain_text("pace")
        expect(tab.part("empty")).to_contain_text("--lr_diagnostics_tags")
        expect(tab.part("empty")).to_contain_text(str(tmp_path))


def test_a_lost_server_is_said_and_the_data_stay(small_logdir: Path, open_tab: Opener) -> None:
    with tensorboard_alone(small_logdir) as process:
        process.wait_for_series(1)
        tab = open_tab(process, in_tensorboard=True)
        rows = tab.part("series-row").count()
    expect(tab.frame.get_by_text(re.compile("does not answer"))).to_be_visible()
    assert tab.part("series-row").count() == rows
    # The browser itself logs every request that got no answer.
    tab.complaints[:] = [complaint for complaint in tab.complaints if "net::ERR_" not in complaint]
