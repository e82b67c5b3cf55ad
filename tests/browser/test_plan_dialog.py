"""A plan without a run, in the tab."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.test_access import violations
from tests.conftest import PIPELINE
from tests.support.tensorboard_process import TensorBoardProcess


def test_a_pasted_configuration_shows_its_curve_and_warnings(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.part("open-plan").click()
    tab.part("plan-text").fill(PIPELINE.format(decay_steps="5000"))
    answer = tab.part("plan-answer")
    expect(answer).to_contain_text("times 0.5 every 5,000 steps")
    expect(answer.get_by_role("img")).to_be_visible()
    tab.part("plan-steps").fill("1k")
    expect(answer.locator(".warnings")).to_contain_text("drop")
    assert violations(tab) == []
    tab.part("plan-steps").fill("many")
    expect(answer).to_contain_text("is no number")
    tab.part("plan-steps").fill("")
    tab.part("plan-text").fill("hello")
    expect(answer).to_contain_text("no configuration of any known kind")
    tab.page.keyboard.press("Escape")
    expect(tab.part("plan")).to_be_hidden()
