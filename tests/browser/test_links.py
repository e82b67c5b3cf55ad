"""Every state of the page has a link, and the link restores it on a cold load."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import LearningRateTab, Opener
from tests.conftest import HTML_RUN, SMALL_LOGDIR_SERIES, UNICODE_RUN
from tests.support.tensorboard_process import TensorBoardProcess

ZOOM = "lr-chart-panel >> [data-testid=reset-zoom]"


def drag(tab: LearningRateTab, start: float, end: float) -> None:
    """Drag over a part of the chart, in fractions of its width."""
    box = tab.part("chart").locator(".plot-area").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    tab.page.mouse.move(box["x"] + start * box["width"], y)
    tab.page.mouse.down()
    tab.page.mouse.move(box["x"] + end * box["width"], y, steps=5)
    tab.page.mouse.up()


def settled_link(tab: LearningRateTab) -> str:
    tab.drawn()
    # What the button "Link" copies; it does not wait for the pause before the address is written.
    link: str = tab.own_frame.evaluate("document.querySelector('lr-app').link()")
    tab.page.wait_for_url(link)
    return link


def test_a_link_restores_everything(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served, in_tensorboard=True)
    tab.part("chip-error").click()
    tab.part("sort-run").click()
    tab.part("sort-run").click()
    tab.part("group-by").select_option("verdict")
    tab.part("filter").fill("train|backwards")
    tab.select(f"{UNICODE_RUN}/train")
    tab.part("scale-log").click()
    drag(tab, 0.2, 0.6)
    expect(tab.part("reset-zoom")).to_be_enabled()
    # The address follows by itself.
    expect(tab.page).to_have_url(re.compile(r"scale=log.*zoom="))
    link = settled_link(tab)
    assert link == tab.page.url

    other = open_tab(served, link=link, in_tensorboard=True)
    expect(other.frame.locator("lr-series-header h2")).to_contain_text(UNICODE_RUN)
    expect(other.part("filter")).to_have_value("train|backwards")
    expect(other.part("chip-error")).to_have_attribute("aria-pressed", "true")
    expect(other.part("group-by")).to_have_value("verdict")
    expect(other.part("scale-log")).to_have_attribute("aria-pressed", "true")
    expect(other.part("reset-zoom")).to_be_enabled()
    expect(other.part("sort-by")).to_have_value("run")
    expect(other.part("sort-direction")).to_have_text("↓")
    assert other.runs() == tab.runs()
    assert settled_link(other) == link


def test_the_way_back_leads_to_the_overview(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served, in_tensorboard=True)
    tab.select("stuck/train")
    tab.select(f"{HTML_RUN}/train")
    tab.page.go_back()
    expect(tab.frame.locator("lr-series-header h2")).to_contain_text("stuck/train")
    tab.page.go_back()
    expect(tab.part("close")).to_have_count(0)
    expect(tab.part("series-row")).to_have_count(SMALL_LOGDIR_SERIES)
    tab.page.go_forward()
    expect(tab.frame.locator("lr-series-header h2")).to_contain_text("stuck/train")


def test_other_tabs_of_tensorboard_leave_the_view_alone(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served, in_tensorboard=True)
    tab.select("stuck/train")
    link = settled_link(tab)
    tab.page.locator(".mat-mdc-tab", has_text="Scalars").first.click()
    expect(tab.frame.locator("lr-app")).to_be_hidden()
    tab.page.locator(".mat-mdc-tab", has_text="Learning Rate").click()
    expect(tab.frame.locator("lr-series-header h2")).to_contain_text("stuck/train")
    assert settled_link(tab) == link


def test_a_link_to_a_series_that_is_not_there_says_so(served: TensorBoardProcess, open_tab: Opener) -> None:
    link = "/#lr_diagnostics&p.lr_diagnostics.run=gone&p.lr_diagnostics.tag=lr"
    tab = open_tab(served, link=link)
    expect(tab.part("waiting")).to_contain_text("has no scalar series")
    tab.part("close").click()
    expect(tab.part("series-row")).to_have_count(SMALL_LOGDIR_SERIES)
    # The browser itself logs the 404.
    tab.complaints[:] = [complaint for complaint in tab.complaints if "404" not in complaint]
