"""What people come for, by keyboard alone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import LearningRateTab, Opener
from tests.browser.test_links import settled_link
from tests.support.tensorboard_process import TensorBoardProcess

MOST_KEYS = 12


def focused(tab: LearningRateTab) -> str:
    """Give the text of what has the focus, through all shadow roots."""
    text: str = tab.own_frame.evaluate(
        "() => { let at = document.activeElement;"
        " while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;"
        " return at?.textContent ?? ''; }"
    )
    return text


def test_the_worst_run_its_cause_and_its_fix(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    pressed = 0

    def press(key: str) -> None:
        nonlocal pressed
        pressed += 1
        tab.page.keyboard.press(key)

    worst = tab.runs()[0]
    # To the list, past the filters; to its first row; to that row's verdict.
    press("Tab")
    assert focused(tab).strip() == "To the list"
    for key in ("Enter", "ArrowDown", "Enter"):
        press(key)
    expect(tab.frame.locator("lr-series-header h2")).to_contain_text(worst)
    expect(tab.frame.locator("lr-verdict h2")).to_be_focused()
    assert focused(tab).strip() == tab.part("headline").inner_text()
    expect(tab.part("causes")).to_be_in_viewport()
    press("c")
    expect(tab.part("fix").get_by_role("button", name="Copied")).to_be_visible()
    copied = tab.page.evaluate("navigator.clipboard.readText()")
    assert copied and copied == tab.part("fix").locator("pre").text_content()
    assert pressed <= MOST_KEYS


def test_four_series_are_compared_and_restored(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    press = tab.page.keyboard.press
    for key in ("Tab", "Enter", "ArrowDown", "Enter"):
        press(key)
    expect(tab.frame.locator("lr-verdict h2")).to_be_focused()
    # Back to the list, whose rows are now drawn beside the first.
    tab.frame.get_by_role("grid").focus()
    for _ in range(3):
        press("Control+ArrowDown")
        press(" ")
    expect(tab.part("compared")).to_have_count(3)
    expect(tab.frame.locator(".row .swatch")).to_have_count(4)
    other = open_tab(served, link=settled_link(tab))
    expect(other.part("compared")).to_have_count(3)
    for part in ("lr-series-header h2", ".legends"):
        assert other.frame.locator(part).inner_text() == tab.frame.locator(part).inner_text()
