"""The page for those who do not see it, or use no mouse: axe's rules hold in every state, theme and forced colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import LearningRateTab, Opener, answer_changed
from tests.conftest import PIPELINE
from tests.support.event_files import write_scalars
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard_alone

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
both_themes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


# All that the dark theme and the system's colours change. To find the contrast of each text is most of what axe does.
COLOURS = ["color-contrast", "link-in-text-block"]
LIST = [{"fromShadowDom": ["lr-app", part]} for part in ("lr-filters", "lr-series-grid")]


def violations(tab: LearningRateTab, but: Sequence[Mapping[str, Sequence[str]]] = ()) -> list[str]:
    """What axe finds in the state that is shown, and in the system's colours.

    Args:
      tab: that shows the state.
      but: parts that are as they were when axe looked at them before.
    """
    frame = tab.own_frame
    if not frame.evaluate("() => 'axe' in window"):
        frame.evaluate(AXE)
    is_dark = frame.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
    context: dict[str, Any] = {"include": ["html"], "exclude": list(but)}

    def found(rules: Sequence[str]) -> list[dict[str, Any]]:
        options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
        ask = "async ([where, what]) => (await axe.run(where, what)).violations"
        rules_broken: list[dict[str, Any]] = frame.evaluate(ask, [context, options])
        return rules_broken

    broken = found(COLOURS if is_dark else [])
    tab.page.emulate_media(forced_colors="active")
    broken += found(COLOURS)
    tab.page.emulate_media(forced_colors="none")
    return [f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}" for rule in broken for node in rule["nodes"]]


@both_themes
def test_every_state_of_the_list_and_the_panel(served: TensorBoardProcess, open_tab: Opener, dark: bool) -> None:
    tab = open_tab(served, dark=dark)
    assert violations(tab) == []
    tab.part("group-by").select_option("verdict")
    tab.part("group").first.click()
    tab.part("chip-error").click()
    assert violations(tab) == []
    tab.part("filter").fill("(")
    assert violations(tab) == []
    tab.part("filter").fill("no such run")
    assert violations(tab) == []
    tab.part("none").get_by_role("button").click()
    tab.part("group-by").select_option("none")
    for run in ("stuck/train", "healthy/train", "no_config", "zero/train", "nan/train"):
        tab.select(run)
        assert violations(tab, LIST[: 0 if run.startswith("stuck") else None]) == [], run
    tab.row("flat/train").click(modifiers=["Control"])
    expect(tab.frame.locator(".row.compared")).to_have_count(1)
    assert violations(tab) == []


@both_themes
def test_a_narrow_frame(served: TensorBoardProcess, open_tab: Opener, dark: bool) -> None:
    tab = open_tab(served, dark=dark, width=420)
    assert violations(tab) == []
    tab.select("stuck/train")
    expect(tab.row("stuck/train")).to_be_hidden()
    assert violations(tab) == []
    width = "node => node.scrollWidth - node.clientWidth"
    assert tab.frame.locator("html").evaluate(width) == 0


@both_themes
def test_an_empty_page(tmp_path: Path, open_tab: Opener, dark: bool) -> None:
    write_scalars(tmp_path / "run", "pace", [(1, 0.5), (2, 0.25)])
    with tensorboard_alone(tmp_path) as process:
        tab = open_tab(process, dark=dark, rows=False)
        expect(tab.part("empty")).to_contain_text("pace")
        assert violations(tab) == []


@both_themes
def test_every_state_of_the_chart(served: TensorBoardProcess, open_tab: Opener, dark: bool) -> None:
    tab = open_tab(served, dark=dark)
    tab.select("stuck/train")
    for run in ("flat/train", "healthy/train"):
        tab.row(run).click(modifiers=["Control"])
    expect(tab.part("compared")).to_have_count(2)
    tab.part("charts").focus()
    tab.page.keyboard.press("End")
    assert violations(tab) == []
    tab.part("multiples").click()
    expect(tab.part("chart")).to_have_count(3)
    assert violations(tab, LIST) == []
    tab.part("table").click()
    expect(tab.part("points-table").first).to_be_visible()
    assert violations(tab, LIST) == []
    tab.part("table").click()
    tab.part("what-if").locator("summary").click()
    expect(tab.part("what-if-end")).to_contain_text("Rate at the end")
    tab.part("what-if").get_by_label("decay_steps", exact=True).fill("50")
    expect(tab.part("edited-legend")).to_be_visible()
    assert violations(tab, LIST) == []
    tab.select("no_config")
    expect(tab.part("line-inferred")).to_be_visible()
    assert violations(tab, LIST) == []


def answering(change: dict[str, Any]) -> Callable[[Route], None]:
    """Answer as the server does, but for some keys: of the diagnosis, or of every row of the list."""

    def changed(body: Any) -> Any:
        for one in body.get("series", [body]):
            one.update(change)
        return body

    return lambda route: answer_changed(route, changed)


NOT_DIAGNOSED = {
    "verdict": "not_diagnosed",
    "severity": "error",
    "standing": "error",
    "headline": "Not diagnosed: ZeroDivisionError in the reading of `pipeline.config`",
    "detail": "A fault of this tool, and none of the run.",
    "causes": [],
    "fix": "Report it.",
    "curve": None,
    "schedule": None,
    "schedule_text": "",
    "source": None,
    "disagreements": [],
    "marks": [],
}
ROW_KEYS = ("acknowledged", "verdict", "severity", "standing", "headline")
ACKNOWLEDGED = {
    "acknowledged": {
        "reason": "a baseline",
        "until": "2099-01-31",
        "where": "lr_diagnostics.yaml, entry 1",
        "text": "Acknowledged until 2099-01-31: a baseline (lr_diagnostics.yaml, entry 1)",
    },
    "standing": "notice",
}


@both_themes
def test_every_state_that_is_rare(served: TensorBoardProcess, open_tab: Opener, dark: bool) -> None:
    tab = open_tab(served, dark=dark)
    tab.part("show-keys").click()
    expect(tab.part("keys-help")).to_contain_text("copy the fix")
    assert violations(tab) == []
    tab.page.keyboard.press("Escape")
    tab.part("open-plan").click()
    for text, told in ((PIPELINE.format(decay_steps="5000"), "every 5,000 steps"), ("hello", "no configuration")):
        tab.part("plan-text").fill(text)
        expect(tab.part("plan-answer")).to_contain_text(told)
        assert violations(tab, LIST) == []
    tab.page.keyboard.press("Escape")
    tab.select("stuck/train")
    tab.part("acknowledge").locator("summary").click()
    box = tab.part("chart").locator(".plot-area").bounding_box()
    assert box
    tab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 20)
    expect(tab.part("tooltip")).to_be_visible()
    assert violations(tab, LIST) == []
    tab.page.keyboard.press("f")
    expect(tab.part("full")).to_have_attribute("aria-pressed", "true")
    assert violations(tab, LIST) == []
    tab.page.keyboard.press("f")
    # What a small log directory does not have, the server says all the same.
    for change, told in ((ACKNOWLEDGED, "a baseline"), (NOT_DIAGNOSED, "Not diagnosed")):
        tab.page.unroute_all(behavior="ignoreErrors")
        tab.page.route("**/lr_diagnostics/series?*", answering(change))
        tab.page.route(
            "**/lr_diagnostics/diagnoses", answering({key: change[key] for key in change if key in ROW_KEYS})
        )
        tab.page.reload()
        expect(tab.frame.locator("lr-verdict")).to_contain_text(told)
        assert violations(tab) == []


@both_themes
def test_waiting_for_a_server_and_without_one(served: TensorBoardProcess, open_tab: Opener, dark: bool) -> None:
    tab = open_tab(served, dark=dark)
    tab.select("stuck/train")
    tab.page.route("**/lr_diagnostics/diagnoses", lambda route: route.abort())
    expect(tab.part("connection")).to_contain_text("does not answer")
    assert violations(tab) == []
    # On a cold load there are no data to keep: first nothing is known, then that there is no answer.
    held: list[Route] = []
    tab.page.unroute_all()
    tab.page.route("**/lr_diagnostics/diagnoses", lambda route: held.append(route))
    tab.page.reload()
    expect(tab.part("loading")).to_be_visible()
    assert violations(tab) == []
    held.pop().abort()
    expect(tab.part("error")).to_contain_text("does not answer")
    assert violations(tab) == []
    # The browser itself logs every request that got no answer.
    tab.complaints[:] = [complaint for complaint in tab.complaints if "net::ERR_" not in complaint]


def test_the_keys_are_told(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.frame.get_by_role("grid").focus()
    tab.page.keyboard.press("?")
    expect(tab.part("keys-help")).to_contain_text("copy the fix")
    assert violations(tab) == []
    tab.page.keyboard.press("Escape")
    expect(tab.part("keys-help")).to_be_hidden()
    tab.part("show-keys").click()
    expect(tab.part("keys-help")).to_be_visible()


def test_forced_colours_tell_what_is_chosen(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.page.emulate_media(forced_colors="active")
    tab.part("chip-error").click()
    tab.select("stuck/train")
    ground = "node => getComputedStyle(node).backgroundColor"
    chosen, other = tab.part("axis-step").evaluate(ground), tab.part("axis-wall").evaluate(ground)
    assert chosen != other
    # What is drawn stands on the system's ground as well.
    colour = "node => getComputedStyle(node).getPropertyValue('--lr-surface')"
    assert tab.frame.locator("lr-app").evaluate(colour) == "Canvas"
    for part in (tab.part("scale-linear"), tab.part("chip-error"), tab.row("stuck/train")):
        assert part.evaluate(ground) == chosen
    assert violations(tab) == []


def test_the_focus_is_never_lost(served: TensorBoardProcess, open_tab: Opener) -> None:
    """Not even where the list gives way to the series, and the series to the list."""
    tab = open_tab(served, width=420)
    press = tab.page.keyboard.press
    tab.frame.get_by_role("grid").focus()
    press("ArrowDown")
    press("Enter")
    verdict = tab.frame.locator("lr-verdict h2")
    expect(verdict).to_be_focused()
    tab.part("close").focus()
    press("Enter")
    expect(tab.frame.get_by_role("grid")).to_be_focused()
    press("Enter")
    expect(verdict).to_be_focused()
    press("Escape")
    expect(tab.frame.get_by_role("grid")).to_be_focused()


def test_a_link_does_not_take_the_focus_from_tensorboard(served: TensorBoardProcess, open_tab: Opener) -> None:
    link = "/#lr_diagnostics&p.lr_diagnostics.run=stuck/train&p.lr_diagnostics.tag=learning_rate"
    tab = open_tab(served, link=link, in_tensorboard=True)
    expect(tab.part("headline")).to_contain_text("Stuck")
    assert tab.own_frame.evaluate("document.activeElement === document.body")


def test_names_are_written_in_their_own_direction(tmp_path: Path, open_tab: Opener) -> None:
    run = "\u05de\u05d5\u05d3\u05dc (1)/train"
    write_scalars(tmp_path / run, "lr", [(1, 0.5), (2, 0.25)])
    write_scalars(tmp_path / "other", "lr", [(1, 0.5), (2, 0.25)])
    with tensorboard_alone(tmp_path) as process:
        process.wait_for_series(2)
        tab = open_tab(process)
        name = tab.row(run).locator(".run")
        assert name.evaluate("node => [node.tagName, getComputedStyle(node).direction]") == ["BDI", "rtl"]
        tab.select(run)
