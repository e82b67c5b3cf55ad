"""The diagnosis panel with everything a diagnosis can hold."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tb_lrplugin.answers import acknowledged_as
from tb_lrplugin.answers.panel import panel
from tests.browser.conftest import Opener, answer_changed
from tests.support.tensorboard_process import TensorBoardProcess

# What a resumed run at four times the speed might say; the real server adds it to a real answer below.
ADDED: dict[str, Any] = {
    "evidence": {
        "max_relative_error": 0.75,
        "time_scale": 4.0,
        "value_scale": 0.5,
        "step_offset": -3,
        "onset_step": 100,
        "onset_logged": 0.01,
        "onset_expected": 0.005,
        "restart_steps": [150, 300],
        "boundary_steps": [220],
        "phase": "warm-up",
        "variant": "continuous_not_staircase",
    },
    "evidence_rows": [
        {"name": "time_scale", "text": "4"},
        {"name": "restarted at", "text": "steps 150 and 300"},
        {"name": "from", "text": "step 100 on: logged 0.01, expected 0.005; after warm-up"},
    ],
    "alternatives": ["The schedule was stepped once per micro-batch.", "Four processes stepped it."],
    "inferred": {"text": "0.01, halved every 25 steps", "schedule": {}, "schedule_text": "...", "residual": 0.0004},
    "schedule_formula": "lr(t) = 0.01 · 0.5^⌊t / 100⌋",
    "warnings": [{"id": "hidden_time_decay", "text": "Not the rate that trains.", "fix": "decay: 0.0"}],
    "other_sources": [{"kind": "metadata", "where": "stuck/train"}],
}


@pytest.mark.parametrize("width", [420, 1280])
def test_all_there_is_to_say(served: TensorBoardProcess, open_tab: Opener, width: int) -> None:
    tab = open_tab(served, width=width)

    def added(body: Any) -> Any:
        told = {**body, **ADDED}
        return {**told, **panel(told)}

    tab.page.route("**/lr_diagnostics/series*", lambda route: answer_changed(route, added))
    tab.select("stuck/train")
    evidence = tab.frame.get_by_label("Evidence")
    for name, value in {
        "pace": "4 times the schedule’s",
        "restarted at": "steps 150 and 300",
        "from": "step 100 on: logged 0.01, expected 0.005; after warm-up",
        "now": "logged 0.01, expected 0.000625",
        "points checked": "40",
    }.items():
        expect(evidence.locator("div", has_text=name).first).to_contain_text(value)
    expect(tab.part("alternatives")).to_contain_text("Four processes stepped it.")
    expect(tab.part("inferred")).to_contain_text("0.01, halved every 25 steps")
    expect(tab.part("inferred")).to_contain_text("0.04 %")
    expect(tab.part("formula")).to_have_text("lr(t) = 0.01 · 0.5^⌊t / 100⌋")
    expect(tab.part("warnings")).to_contain_text("decay: 0.0")
    expect(tab.part("source")).to_contain_text("pipeline.config, lines")
    expect(tab.part("source")).to_contain_text("decay_steps: 100")
    expect(tab.part("source")).to_contain_text("Also found: stuck/train (metadata)")


def test_what_to_do_comes_first(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)

    def warned(body: Any) -> Any:
        same = {"id": "first_drop_beyond_run", "text": "The first drop comes too late.", "fix": body["fix"]}
        other = {"id": "hidden_time_decay", "text": "Not the rate that trains.", "fix": "decay: 0.0"}
        return {**body, "warnings": [same, other]}

    tab.page.route("**/lr_diagnostics/series*", lambda route: answer_changed(route, warned))
    tab.select("stuck/train")
    order = [tab.part(part) for part in ("headline", "detail", "causes", "fix", "warnings")]
    boxes = [part.bounding_box() for part in (*order, tab.frame.get_by_label("Evidence"))]
    tops = [box["y"] for box in boxes if box]
    assert len(tops) == len(boxes) and tops == sorted(tops)
    # The first to copy is the verdict's, and what asks for the same is folded.
    first = tab.frame.locator("lr-diagnosis lr-code").first.locator("pre")
    expect(first).to_have_text(tab.part("fix").locator("pre").text_content() or "?")
    expect(tab.part("warnings").get_by_text("The first drop comes too late.")).to_be_hidden()
    tab.part("warnings").locator("summary").click()
    expect(tab.part("warnings").get_by_text("The first drop comes too late.")).to_be_visible()
    # Where the panel stands below the chart, the verdict does not.
    tab.page.set_viewport_size({"width": 1000, "height": 800})
    above, below = tab.part("detail").bounding_box(), tab.part("chart").bounding_box()
    assert above and below and above["y"] + above["height"] < below["y"]


def test_the_next_change_is_told_of_a_run_that_follows(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    row = tab.frame.get_by_label("Evidence").locator("div", has_text="next change")
    tab.select("healthy/train")
    expect(row).to_contain_text("0.0003125 at step 500, after the planned end (400)")
    # Once in words: below the chart stands no more than where to look for it.
    expect(tab.frame.locator("footer")).not_to_contain_text("0.0003125")
    tab.select("stuck/train")
    expect(tab.frame.get_by_label("Evidence")).to_contain_text("16 times too high")
    expect(row).to_have_count(0)


def test_the_fix_is_copied(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.select("stuck/train")
    tab.part("fix").get_by_role("button", name="Copy").click()
    expect(tab.part("fix").get_by_role("button", name="Copied")).to_be_visible()
    text = tab.page.evaluate("navigator.clipboard.readText()")
    assert text and text in (tab.part("fix").locator("pre").text_content() or "")


def test_a_verdict_can_be_left_as_it_is(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.select("stuck/train")
    tab.part("acknowledge").locator("summary").click()
    expect(tab.part("acknowledge").locator("pre")).to_contain_text("verdict: stuck_at_initial")
    text = "Acknowledged: a baseline (lr_diagnostics.yaml, entry 1)"
    known: Any = {"reason": "a baseline", "until": None, "where": "lr_diagnostics.yaml, entry 1", "text": text}

    def acknowledged(body: Any) -> Any:
        told = acknowledged_as(body, known)
        return {**told, **panel(told)}

    tab.page.route("**/lr_diagnostics/series*", lambda route: answer_changed(route, acknowledged))
    tab.page.reload()
    expect(tab.part("acknowledged")).to_contain_text("Acknowledged: a baseline")
    expect(tab.part("acknowledge")).to_have_count(0)


def test_the_verdict_is_explained_without_a_network(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.select("stuck/train")
    with tab.page.context.expect_page() as opened:
        tab.part("verdict-help").click()
    page = opened.value
    expect(page.locator(":target")).to_have_text("stuck_at_initial")
    assert page.locator("table tr").count() > 10


def test_a_series_without_a_schedule_is_told_how_to_get_one(served: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(served)
    tab.select("no_config")
    expect(tab.part("fix")).to_contain_text("How to give it a schedule")
    # Nothing beside "train/lr" tells a framework, so the way is the one that every loop can go.
    for line in ("# PyTorch, or a loop of your own", "tb_lrplugin.summary.optimizer_config("):
        expect(tab.part("fix").locator("pre")).to_contain_text(line)
