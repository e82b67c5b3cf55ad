"""The chart: what it draws, and how it is read, zoomed and compared by pointer and keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LearningRateTab, Opener
from tests.browser.test_links import drag, settled_link
from tests.conftest import PIPELINE
from tests.support.event_files import write_scalars
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard_alone

STEPS = range(10, 401, 10)
ZOOMED = re.compile(r"p\.lr_diagnostics\.zoom=([^,&]+),([^&]+)")

COMPARED = "/#lr_diagnostics&" + "&".join(
    f"p.lr_diagnostics.{name}={value}"
    for name, value in {
        "run": "stuck",
        "tag": "learning_rate",
        "compare": '[["healthy","learning_rate"],["restarted","learning_rate"]]',
    }.items()
)

# Counts the pixels of the label band above the plot that have the red of a fault.
COUNT_RED = """
canvas => {
  const height = Math.round(40 * devicePixelRatio);
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, height);
  let red = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] > 120 && data[i] - data[i + 1] > 110 && data[i] - data[i + 2] > 110) red++;
  }
  return red;
}
"""


def halved(step: int) -> float:
    return float(0.01 * 0.5 ** (step // 100))


def write_run(logdir: Path, name: str, points: list[tuple[int, float]]) -> None:
    write_scalars(logdir / name, "learning_rate", points)
    (logdir / name / "pipeline.config").write_text(PIPELINE.format(decay_steps="100"))


@pytest.fixture(scope="module")
def charted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TensorBoardProcess]:
    logdir = tmp_path_factory.mktemp("charted")
    write_run(logdir, "healthy", [(step, halved(step)) for step in STEPS])
    write_run(logdir, "stuck", [(step, 0.01) for step in STEPS])
    write_run(logdir, "restarted", [(step, halved(step if step <= 250 else step - 250)) for step in range(5, 601, 5)])
    write_scalars(logdir / "unconfigured", "learning_rate", [(step, halved(step)) for step in STEPS])
    with tensorboard_alone(logdir) as process:
        process.wait_for_series(4)
        yield process


@pytest.fixture
def tab(charted: TensorBoardProcess, open_tab: Opener) -> LearningRateTab:
    tab = open_tab(charted)
    tab.select("stuck")
    expect(tab.part("error-strip").locator("canvas")).to_be_visible()
    return tab


def press(tab: LearningRateTab, *keys: str) -> str:
    """Press keys in the chart, and return what is announced then."""
    tab.part("charts").focus()
    for key in keys:
        tab.page.keyboard.press(key)
    tab.drawn()
    return tab.part("announced").text_content() or ""


def zoom_of(tab: LearningRateTab) -> tuple[float, float] | None:
    """Read the zoomed part of the axis from the address."""
    found = ZOOMED.search(settled_link(tab).replace("%2C", ","))
    return None if found is None else (float(found[1]), float(found[2]))


def test_zoom_by_drag_wheel_and_key_and_back(tab: LearningRateTab) -> None:
    reset = tab.part("reset-zoom")
    expect(reset).to_be_disabled()
    drag(tab, 0.25, 0.5)
    first = zoom_of(tab)
    # The view goes from step 10 to 15 % beyond step 400.
    assert first and first[0] == pytest.approx(10 + 448.5 * 0.25, abs=5)
    assert first[1] == pytest.approx(10 + 448.5 * 0.5, abs=5)

    with holding(tab, "Control"):
        tab.page.mouse.wheel(0, -200)
    second = zoom_of(tab)
    assert second and first[0] <= second[0] < second[1] <= first[1]
    assert second[1] - second[0] < 0.8 * (first[1] - first[0])

    tab.part("chart").locator(".plot-area").dblclick()
    assert zoom_of(tab) is None
    expect(reset).to_be_disabled()

    press(tab, "+")
    assert zoom_of(tab)
    press(tab, "0")
    assert zoom_of(tab) is None
    drag(tab, 0.5, 0.6)
    reset.click()
    assert zoom_of(tab) is None


@contextmanager
def holding(tab: LearningRateTab, key: str) -> Iterator[None]:
    tab.page.keyboard.down(key)
    yield
    tab.page.keyboard.up(key)


def test_the_bare_wheel_scrolls_the_page(tab: LearningRateTab) -> None:
    tab.page.set_viewport_size({"width": 1000, "height": 600})
    panes = tab.frame.locator(".panes")
    tab.part("chart").locator(".plot-area").hover()
    before = panes.evaluate("node => node.scrollTop")
    for turned in (300, -150):
        tab.page.mouse.wheel(0, turned)
        tab.drawn()
        expect(tab.part("reset-zoom")).to_be_disabled()
    assert panes.evaluate("node => node.scrollTop") > before
    tab.part("chart").locator(".plot-area").hover()
    with holding(tab, "Alt"):
        tab.page.mouse.wheel(0, -200)
    assert zoom_of(tab)


def test_nothing_moves_under_the_pointer(charted: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(charted, link=COMPARED)
    expect(tab.part("compared")).to_have_count(2)
    box = tab.part("chart").locator(".plot-area").bounding_box()
    assert box
    tab.own_frame.evaluate(
        "window.shifts = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " window.shifts += entry.value; }).observe({type: 'layout-shift'})"
    )
    for part in range(21):
        tab.page.mouse.move(box["x"] + box["width"] * part / 20, box["y"] + box["height"] * (part % 5) / 5)
        assert tab.part("chart").locator(".plot-area").bounding_box() == box
    # The rows of the tooltip itself change their order.
    assert tab.own_frame.evaluate("window.shifts") < 0.01


def test_the_tooltip_names_the_nearest_line_first(tab: LearningRateTab) -> None:
    box = tab.part("chart").locator(".plot-area").bounding_box()
    assert box
    # The logged rate runs along the top, the expected one has come down.
    for height, nearest in ((0.1, "logged"), (0.9, "expected")):
        tab.page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + height * box["height"])
        expect(tab.part("tooltip").locator(".nearest")).to_contain_text(nearest)
    expect(tab.part("tooltip")).to_contain_text("step")
    tab.page.mouse.move(5, 5)
    expect(tab.part("tooltip")).to_have_count(0)


def test_the_tooltip_stays_within_the_chart(charted: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(charted, link=COMPARED, width=1000)
    expect(tab.part("compared")).to_have_count(2)
    tab.part("chart").scroll_into_view_if_needed()
    place = tab.part("chart").bounding_box()
    area = tab.part("chart").locator(".plot-area").bounding_box()
    assert place and area
    for across, down in ((0.3, 0.02), (0.3, 0.45), (0.7, 0.55), (0.7, 0.98)):
        tab.page.mouse.move(area["x"] + across * area["width"], area["y"] + down * area["height"])
        expect(tab.part("tooltip").locator("div")).not_to_have_count(0)
        tab.drawn()
        box = tab.part("tooltip").bounding_box()
        assert box and place["x"] <= box["x"] and box["x"] + box["width"] <= place["x"] + place["width"]
        assert place["y"] - 1 <= box["y"] and box["y"] + box["height"] <= place["y"] + place["height"] + 1
    # In people's words, as the legend has them.
    expect(tab.part("tooltip")).not_to_contain_text("explained")


def test_lines_are_hidden_and_isolated(tab: LearningRateTab) -> None:
    expected, logged = tab.part("expected"), tab.part("logged")
    expected.click()
    expect(expected).to_have_attribute("aria-pressed", "false")
    expected.click()
    logged.click(modifiers=["Alt"])
    expect(expected).to_have_attribute("aria-pressed", "false")
    expect(logged).to_have_attribute("aria-pressed", "true")
    assert "hide=expected" in settled_link(tab)
    logged.click(modifiers=["Alt"])
    expect(expected).to_have_attribute("aria-pressed", "true")


def test_a_marker_stays(tab: LearningRateTab, open_tab: Opener, charted: TensorBoardProcess) -> None:
    area = tab.part("chart").locator(".plot-area")
    box = area.bounding_box()
    assert box
    # Step 200 of 10 to 458.5.
    area.click(position={"x": box["width"] * 191 / 448.5, "y": 30})
    tab.page.mouse.move(5, 5)
    expect(area.locator(".pin")).to_be_visible()
    expect(tab.part("legend")).to_contain_text("step 200")
    other = open_tab(charted, link=settled_link(tab))
    expect(other.part("legend")).to_contain_text("step 200")
    press(tab, "End", "ArrowLeft", "Enter")
    tab.page.mouse.move(6, 6)
    assert "pin=390" in settled_link(tab)
    press(tab, "Enter")
    assert "pin=" not in settled_link(tab)


def test_the_chart_alone(tab: LearningRateTab) -> None:
    before = tab.part("chart").bounding_box()
    tab.page.keyboard.press("f")
    expect(tab.part("full")).to_have_attribute("aria-pressed", "true")
    tab.drawn()
    alone = tab.part("chart").bounding_box()
    assert before and alone and alone["width"] > 1.5 * before["width"]
    tab.part("full").click()
    expect(tab.part("full")).to_have_attribute("aria-pressed", "false")
    expect(tab.part("headline")).to_be_visible()


def test_values_are_zoomed_with_shift(tab: LearningRateTab) -> None:
    box = tab.part("chart").locator(".plot-area").bounding_box()
    assert box
    tab.page.keyboard.down("Shift")
    tab.page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 0.3 * box["height"])
    tab.page.mouse.down()
    tab.page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.7 * box["height"], steps=5)
    tab.page.mouse.up()
    tab.page.keyboard.up("Shift")
    link = settled_link(tab).replace("%2C", ",")
    values = re.search(r"values=([^,&]+),([^&]+)", link)
    assert values and 0 < float(values[1]) < float(values[2]) < 0.01
    assert zoom_of(tab)
    tab.part("reset-zoom").click()
    assert "values=" not in settled_link(tab)
    press(tab, "ArrowUp")
    assert "values=" in settled_link(tab)


def test_axes_are_switched(tab: LearningRateTab) -> None:
    tab.part("axis-relative").click()
    expect(tab.part("axis-relative")).to_have_attribute("aria-pressed", "true")
    # One point a second.
    assert press(tab, "End") == "step 400, 0:39, logged 0.01, expected 0.000625, error 16 times too high"
    drag(tab, 0.0, 0.5)
    zoom = zoom_of(tab)
    assert zoom and zoom[0] == pytest.approx(0, abs=1) and 15 < zoom[1] < 30
    tab.part("axis-wall").click()
    assert zoom_of(tab) is None
    assert re.match(r"step 400, 2023-11-1\d \d\d:\d\d:59, logged", press(tab, "End"))
    tab.part("scale-log").click()
    expect(tab.part("scale-log")).to_have_attribute("aria-pressed", "true")
    assert "axis=wall" in settled_link(tab) and "scale=log" in tab.page.url


def test_the_cursor_goes_from_point_to_point_by_keyboard(tab: LearningRateTab) -> None:
    assert press(tab, "Home") == "step 10, logged 0.01, expected 0.01, error 0 %"
    assert press(tab, "ArrowRight") == "step 20, logged 0.01, expected 0.01, error 0 %"
    assert press(tab, "End", "ArrowLeft") == "step 390, logged 0.01, expected 0.00125, error 8 times too high"
    expect(tab.part("legend")).to_contain_text("step 390")
    expect(tab.part("announced")).to_have_attribute("aria-live", "polite")
    for plot in ("chart", "error-strip"):
        expect(tab.part(plot).locator(".crosshair")).to_be_visible()
    # The view follows the cursor.
    press(tab, "Home", "+", "+", "+", "+")
    before = zoom_of(tab)
    press(tab, "End")
    after = zoom_of(tab)
    assert before and after and before[1] < 400 <= after[1]


def test_the_pointer_reads_exact_values_in_both_plots(tab: LearningRateTab) -> None:
    for plot in ("chart", "error-strip"):
        box = tab.part(plot).locator(".plot-area").bounding_box()
        assert box
        # Step 200 of 10 to 458.5.
        tab.page.mouse.move(box["x"] + box["width"] * 191 / 448.5, box["y"] + box["height"] / 2)
        expect(tab.part("legend")).to_contain_text("step 200")
        expect(tab.part("expected")).to_contain_text("0.0025")
        expect(tab.part("error")).to_contain_text("4 times too high")
        lefts = [
            tab.part(each).locator(".crosshair").bounding_box()["x"]  # type: ignore[index]
            for each in ("chart", "error-strip")
        ]
        assert lefts[0] == pytest.approx(lefts[1], abs=0.6)
    tab.page.mouse.move(5, 5)
    expect(tab.part("legend")).to_contain_text("step 400")


def test_marks_are_drawn_and_told(tab: LearningRateTab) -> None:
    canvas = tab.part("chart").locator("canvas")
    assert canvas.evaluate(COUNT_RED) > 15
    expect(tab.part("chart")).to_have_attribute("aria-label", re.compile("onset 100; .*planned end 400"))
    tab.select("healthy")
    assert canvas.evaluate(COUNT_RED) == 0


def test_what_the_run_followed_can_be_hidden(charted: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(charted)
    tab.select("restarted")
    expect(tab.part("chart")).to_have_attribute("aria-label", re.compile("restart 250"))
    line = tab.part("line-explained")
    expect(line).to_have_attribute("aria-pressed", "true")
    shown = tab.part("chart").locator("canvas").evaluate("canvas => canvas.toDataURL()")
    line.click()
    expect(line).to_have_attribute("aria-pressed", "false")
    assert tab.part("chart").locator("canvas").evaluate("canvas => canvas.toDataURL()") != shown
    assert "hide=explained" in settled_link(tab)


def test_an_inferred_schedule_is_drawn(charted: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(charted)
    tab.select("unconfigured")
    expect(tab.part("line-inferred")).to_contain_text("0.000625")
    expect(tab.part("legend")).to_contain_text("no expected curve")
    expect(tab.part("error-strip")).to_be_hidden()
    assert press(tab, "Home") == "step 10, logged 0.01"


def test_several_series_in_one_chart_or_in_one_each(charted: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(charted, link=COMPARED)
    expect(tab.part("compared")).to_have_count(2)
    # TensorBoard's own colours, one for each run.
    colours = tab.frame.locator(".compared-series .line").evaluate_all(
        "lines => lines.map(line => line.style.borderColor)"
    )
    assert len(set(colours)) == 3
    expect(tab.part("chart")).to_have_count(1)
    # Without a cursor each series is read at its own last point: restarted has its at step 600.
    expect(tab.part("compared").nth(1)).to_contain_text("logged 0.00125")
    assert press(tab, "End") == (
        "step 400, logged 0.01, expected 0.000625, error 16 times too high; "
        "healthy: step 400, logged 0.000625, expected 0.000625, error 0 %; "
        "restarted: step 400, logged 0.005, expected 0.000625, error 8 times too high"
    )
    tab.part("multiples").click()
    expect(tab.part("chart")).to_have_count(3)
    # Each chart is told by the colour that list and table have for it.
    edges = tab.frame.locator("figcaption").evaluate_all("nodes => nodes.map(node => node.style.borderLeftColor)")
    assert edges == colours
    # One crosshair for all, from whichever chart the pointer is over.
    box = tab.part("chart").nth(1).locator(".plot-area").bounding_box()
    assert box
    tab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    for index in range(3):
        expect(tab.part("chart").nth(index).locator(".crosshair")).to_be_visible()
    tab.part("compared").first.get_by_role("button", name="Compare no longer").click()
    expect(tab.part("chart")).to_have_count(2)
    assert "charts=multiples" in settled_link(tab)


def test_the_points_as_a_table(tab: LearningRateTab) -> None:
    tab.part("table").click()
    table = tab.part("points-table")
    expect(table).to_have_attribute("aria-rowcount", "41")
    expect(table.get_by_role("columnheader")).to_have_text(["Step", "Time", "Logged", "Expected", "Relative error"])
    expect(table.get_by_role("row").nth(1)).to_contain_text("10")
    region = tab.frame.get_by_role("region", name="Points")
    region.focus()
    tab.page.keyboard.press("End")
    last = table.locator('[aria-rowindex="41"]')
    expect(last).to_be_visible()
    cells = last.get_by_role("cell").all_text_contents()
    assert (cells[0], cells[4]) == ("400", "16 times too high")
    assert [float(cell) for cell in cells[2:4]] == pytest.approx([0.01, 0.000625])
    tab.part("table").click()
    expect(tab.part("chart")).to_be_visible()


def test_growing_keeps_zoom_and_cursor(tmp_path: Path, open_tab: Opener) -> None:
    write_run(tmp_path, "run", [(step, halved(step)) for step in STEPS[:20]])
    with tensorboard_alone(tmp_path) as process:
        process.wait_for_series(1)
        # A single series is selected at once, and stands beside no list on a cold load.
        tab = open_tab(process)
        tab.part("charts").wait_for()
        drag(tab, 0.2, 0.5)
        assert press(tab, "Home", "ArrowRight", "ArrowRight").startswith("step 30,")
        zoom = zoom_of(tab)
        write_run(tmp_path, "run", [(step, halved(step)) for step in STEPS[20:30]])
        expect(tab.frame.locator("lr-chart-panel footer")).to_contain_text("30 points")
        assert zoom_of(tab) == zoom
        expect(tab.part("legend")).to_contain_text("step 30")
        expect(tab.part("chart").locator(".crosshair")).to_be_visible()


def test_nothing_is_cut_at_twice_the_size(charted: TensorBoardProcess, open_tab: Opener) -> None:
    # 1280 pixels at 200 % are 640 of the page's own.
    tab = open_tab(charted, width=640)
    tab.row("stuck").click()
    expect(tab.part("chart")).to_be_visible()
    panel = tab.frame.locator("lr-chart-panel")
    assert panel.evaluate("node => node.scrollWidth <= node.clientWidth")
    for control in ("axis-step", "axis-wall", "scale-log", "table", "reset-zoom"):
        box = tab.part(control).bounding_box()
        assert box and box["x"] + box["width"] <= 640
