"""The list of all series: what it shows, and how it is searched, sorted and grouped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.test_links import settled_link
from tests.conftest import SMALL_LOGDIR_SERIES
from tests.support.event_files import write_scalars
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard_alone

MANY = 300


def test_all_series_at_a_glance(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    expect(tab.part("series-row")).to_have_count(SMALL_LOGDIR_SERIES)
    row = tab.row("stuck/train")
    for text in ("Stuck at the", "learning_rate", "400", "0.01", "0.000625"):
        expect(row).to_contain_text(text)
    # Both curves, and different ones.
    paths = row.get_by_test_id("sparkline").locator("path")
    expect(paths).to_have_count(2)
    assert paths.nth(0).get_attribute("d") != paths.nth(1).get_attribute("d")
    expect(tab.row("no_config").get_by_test_id("sparkline").locator("path").nth(1)).to_have_attribute("d", "")


def test_no_sentence_is_cut(demo_served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(demo_served, width=1024)
    cut = "nodes => nodes.filter(node => node.scrollHeight > node.clientHeight + 1).map(node => node.textContent)"
    assert tab.frame.locator(".row .headline").evaluate_all(cut) == []
    tab.page.set_viewport_size({"width": 1280, "height": 900})
    tab.select("stuck")
    assert tab.row("stuck").locator(".headline").evaluate_all(cut) == []


def test_headings_stay_above_their_columns(demo_served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(demo_served, width=1024)
    right = """nodes => nodes.map(node => {
        const text = document.createRange();
        text.selectNodeContents(node.querySelector('button') ?? node);
        return Math.round(text.getBoundingClientRect().right);
    })"""
    for name in ("step", "logged", "expected"):
        edges = tab.frame.locator(f":is(.head, .row) span.{name}").evaluate_all(right)
        assert len(edges) > 5 and max(edges) - min(edges) <= 1, name
    # Below the heading of a group no column stands elsewhere.
    before = tab.row("stuck").locator(".run").bounding_box()
    tab.part("group-by").select_option("schedule")
    member = tab.frame.locator(".member .run").first.bounding_box()
    assert before and member and member["x"] == before["x"]
    # The headings stay where the list is scrolled, in a table and in a column of cards.
    tab.part("group-by").select_option("none")
    for width in (1024, 400):
        tab.page.set_viewport_size({"width": width, "height": 500})
        grid = tab.frame.get_by_role("grid")
        grid.evaluate("node => node.scrollTo(0, 300)")
        tab.drawn()
        head, box = tab.frame.locator(".head").bounding_box(), grid.bounding_box()
        assert head and box and head["y"] == pytest.approx(box["y"], abs=1)


@pytest.mark.parametrize("width", [390, 1024])
def test_the_search_has_the_room_that_its_placeholder_takes(
    demo_served: TensorBoardProcess, open_tab: Opener, width: int
) -> None:
    tab = open_tab(demo_served, width=width)
    tab.part("filter").fill(tab.part("filter").get_attribute("placeholder") or "?")
    assert tab.part("filter").evaluate("node => node.scrollWidth <= node.clientWidth")
    boxes = [tab.part(part).bounding_box() for part in ("group-by", "open-plan", "show-keys")]
    middles = [box["y"] + box["height"] / 2 for box in boxes if box]
    assert len(middles) == 3 and max(middles) - min(middles) < 3


def test_verdicts_filter(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.part("verdict-stuck_at_initial").click()
    rows = tab.part("series-row")
    expect(tab.part("verdict-stuck_at_initial")).to_have_attribute("aria-pressed", "true")
    assert set(rows.evaluate_all("rows => rows.map(row => row.dataset.verdict)")) == {"stuck_at_initial"}
    expect(tab.part("count")).to_contain_text(f"of {SMALL_LOGDIR_SERIES} series")
    tab.part("verdict-stuck_at_initial").click()
    expect(rows).to_have_count(SMALL_LOGDIR_SERIES)


def test_a_broken_expression_is_said_and_hides_nothing(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.part("filter").fill("heal(")
    expect(tab.frame.get_by_text("Not a valid regular expression")).to_be_visible()
    expect(tab.part("series-row")).to_have_count(SMALL_LOGDIR_SERIES)


def test_nothing_found_leads_back(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.part("filter").fill("no such run")
    expect(tab.part("none")).to_be_visible()
    tab.part("none").get_by_role("button").click()
    expect(tab.part("series-row")).to_have_count(SMALL_LOGDIR_SERIES)


def test_columns_sort(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.part("sort-run").click()
    runs = tab.runs()
    assert runs == sorted(runs, key=str.lower)
    tab.part("sort-run").click()
    assert tab.runs() == runs[::-1]
    header = tab.frame.locator('[role=columnheader][aria-sort="descending"]')
    expect(header).to_contain_text("Run")
    tab.part("sort-step").click()
    assert tab.runs()[0] == "one_point/train"
    # Beside a chart there is no room for the buttons.
    tab.select("healthy/train")
    tab.part("sort-by").select_option("run")
    assert tab.runs() == runs
    tab.part("sort-direction").click()
    assert tab.runs() == runs[::-1]


def test_warnings_are_told_and_found(demo_served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(demo_served)
    flat = tab.row("flat_by_design/train")
    expect(flat.get_by_test_id("warned")).to_have_attribute("aria-label", re.compile("hidden time decay"))
    # Trained at another rate than the logged one: no notice, whatever the verdict.
    expect(flat.locator(".icon svg")).to_have_attribute("aria-label", "warning")
    expect(flat).to_contain_text("but the optimizer trains at")
    tab.part("chip-warned").click()
    assert "flat_by_design/train" in tab.runs()
    assert "stuck" not in tab.runs()
    tab.part("chip-warned").click()
    tab.part("filter").fill("hidden time decay")
    expect(flat).to_be_visible()
    tab.part("filter").fill("too fast")
    assert tab.runs() == ["too_fast"]


def test_groups_open_and_close(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.part("group-by").select_option("verdict")
    groups = tab.part("group")
    stuck = groups.filter(has_text="stuck at initial")
    before = tab.part("series-row").count()
    stuck.click()
    expect(stuck).to_have_attribute("aria-label", "stuck at initial, 3 series, closed")
    assert tab.part("series-row").count() == before - 3
    tab.part("toggle-groups").click()
    expect(tab.part("toggle-groups")).to_have_text("Open all")
    # What is alone in its group has no heading to close.
    assert tab.part("series-row").count() < before - 3
    tab.part("group-by").select_option("schedule")
    tab.part("toggle-groups").click()
    expect(groups.filter(has_text="stuck at initial").first).to_contain_text("1 ok")


def test_the_run_filter_of_tensorboard_counts(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served, link="/?runFilter=heal|flat#lr_diagnostics", in_tensorboard=True)
    expect(tab.part("series-row")).to_have_count(2)
    expect(tab.part("host-filter")).to_contain_text("heal|flat")
    tab.part("host-filter").click()
    expect(tab.part("series-row")).to_have_count(SMALL_LOGDIR_SERIES)


def test_by_keyboard(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    press = tab.page.keyboard.press
    tab.frame.get_by_role("grid").focus()
    press("ArrowDown")
    press("ArrowDown")
    active = tab.frame.locator("#active")
    expect(active).to_have_attribute("aria-rowindex", "3")
    second = active.get_attribute("data-run")
    press("Enter")
    expect(tab.frame.locator("lr-series-header h2")).to_contain_text(second or "?")
    first = tab.part("headline").inner_text()
    # Enter leads to the verdict. Beside a chart the active row of the list is the one shown.
    expect(tab.frame.locator("lr-verdict h2")).to_be_focused()
    tab.frame.get_by_role("grid").focus()
    press("End")
    expect(tab.part("headline")).not_to_have_text(first)
    press("Escape")
    expect(tab.part("close")).to_have_count(0)
    press("/")
    tab.page.keyboard.type("heal")
    expect(tab.part("series-row")).to_have_count(1)


def test_series_are_compared_by_keyboard_and_by_link(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    press = tab.page.keyboard.press
    tab.frame.get_by_role("grid").focus()
    press("ArrowDown")
    press("Enter")
    expect(tab.frame.locator("lr-verdict h2")).to_be_focused()
    tab.frame.get_by_role("grid").focus()
    shown = tab.frame.locator("lr-series-header h2").inner_text()
    press("Control+ArrowDown")
    press(" ")
    compared = tab.frame.locator(".row.compared")
    expect(compared).to_have_count(1)
    assert tab.frame.locator("lr-series-header h2").inner_text() == shown
    run = compared.get_attribute("data-run")
    other = open_tab(served, link=settled_link(tab))
    expect(other.frame.locator(".row.compared")).to_have_attribute("data-run", run or "?")
    press(" ")
    expect(compared).to_have_count(0)


def test_the_list_column_has_the_width_the_reader_sets(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.select("stuck/train")
    divider = tab.frame.get_by_role("separator")
    before = divider.bounding_box()
    divider.focus()
    for _ in range(3):
        tab.page.keyboard.press("ArrowRight")
    after = divider.bounding_box()
    assert before and after and after["x"] == pytest.approx(before["x"] + 72, abs=3)
    tab.page.reload()
    tab.part("headline").wait_for(timeout=30_000)
    kept = divider.bounding_box()
    assert kept and kept["x"] == pytest.approx(after["x"], abs=3)


@pytest.fixture(scope="module")
def many_logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    logdir = tmp_path_factory.mktemp("many")
    for index in range(MANY):
        write_scalars(logdir / f"run-{index}", "lr", [(1, 0.5), (2, 0.5 / (index + 1))])
    return logdir


def test_only_visible_rows_are_in_the_document(many_logdir: Path, open_tab: Opener) -> None:
    with tensorboard_alone(many_logdir) as process:
        process.wait_for_series(MANY)
        tab = open_tab(process)
        expect(tab.part("count")).to_contain_text(f"{MANY} series")
        assert tab.part("series-row").count() < 40
        tab.part("sort-run").click()
        tab.frame.get_by_role("grid").focus()
        tab.page.keyboard.press("End")
        last = tab.row(f"run-{MANY - 1}")
        expect(last).to_be_visible()
        expect(last.get_by_test_id("sparkline")).to_be_visible()
        expect(tab.frame.get_by_role("grid")).to_have_attribute("aria-rowcount", str(MANY + 1))
