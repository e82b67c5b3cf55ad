"""A page that stays open while training goes on."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Route, expect

from tests.browser.conftest import Opener
from tests.browser.test_access import violations
from tests.browser.test_links import drag, settled_link
from tests.conftest import PIPELINE
from tests.support.event_files import write_scalars
from tests.support.tensorboard_process import tensorboard_alone

STEPS = range(10, 401, 10)


def write_run(logdir: Path, name: str, steps: range, stuck: bool = False) -> None:
    """Write points of a run that halves its rate every 100 steps, or ought to."""
    rates = [(step, 0.01 if stuck else 0.01 * 0.5 ** (step // 100)) for step in steps]
    write_scalars(logdir / name / "train", "learning_rate", rates)
    (logdir / name / "pipeline.config").write_text(PIPELINE.format(decay_steps="100"))


def test_new_points_change_nothing_the_reader_set(tmp_path: Path, open_tab: Opener) -> None:
    for index in range(30):
        write_run(tmp_path, f"run-{index:02d}", STEPS[:20])
    with tensorboard_alone(tmp_path) as process:
        process.wait_for_series(30)
        tab = open_tab(process)
        tab.part("sort-run").click()
        tab.select("run-05/train")
        drag(tab, 0.2, 0.5)
        scroller = tab.frame.get_by_role("grid")
        scroller.evaluate("node => { node.scrollTop = 800 }")
        link = settled_link(tab)
        write_run(tmp_path, "run-05", STEPS[20:30])
        expect(tab.frame.locator("lr-chart-panel footer")).to_contain_text("30 points")
        assert settled_link(tab) == link
        assert scroller.evaluate("node => node.scrollTop") == 800
        expect(tab.part("reset-zoom")).to_be_enabled()
        # A row that comes in above pushes nothing out of sight.
        shown = tab.frame.locator('[data-run="run-12/train"]').bounding_box()
        write_run(tmp_path, "another", STEPS[:20])
        expect(tab.part("count")).to_contain_text("31 series")
        tab.drawn()
        after = tab.frame.locator('[data-run="run-12/train"]').bounding_box()
        assert shown and after and abs(shown["y"] - after["y"]) < 3


def test_a_run_that_turns_bad_announces_itself(tmp_path: Path, open_tab: Opener) -> None:
    write_run(tmp_path, "one", STEPS[:20])
    write_run(tmp_path, "other", STEPS[:20])
    with tensorboard_alone(tmp_path) as process:
        process.wait_for_series(2)
        tab = open_tab(process, in_tensorboard=True)
        title = tab.page.title()
        expect(tab.part("turned-bad")).to_have_text("")
        write_scalars(tmp_path / "one" / "train", "learning_rate", [(210, math.nan)])
        expect(tab.part("turned-bad")).to_contain_text("one/train")
        expect(tab.part("turned-bad")).to_have_attribute("role", "alert")
        assert tab.page.title() == f"(1) {title}"
        tab.part("turned-bad").get_by_role("button", name="Show").click()
        expect(tab.part("headline")).to_contain_text(re.compile("not a number|NaN|nan"))
        expect(tab.part("turned-bad")).to_have_text("")
        assert tab.page.title() == title


def test_news_are_asked_for_every_second_and_not_by_a_hidden_page(tmp_path: Path, open_tab: Opener) -> None:
    write_run(tmp_path, "one", STEPS[:20])
    write_run(tmp_path, "other", STEPS[:20])
    with tensorboard_alone(tmp_path) as process:
        process.wait_for_series(2)
        tab = open_tab(process, in_tensorboard=True)
        asked: list[str] = []
        tab.page.on("request", lambda request: asked.append(request.url) if "diagnoses" in request.url else None)
        for _ in range(3):
            with tab.page.expect_response("**/diagnoses", timeout=5000) as answer:
                pass
            assert answer.value.status == 304
        tab.page.locator(".mat-mdc-tab", has_text="Scalars").first.click()
        expect(tab.frame.locator("lr-app")).to_be_hidden()
        asked.clear()
        # That nothing comes can only be waited for; three times as long as it takes to come.
        tab.page.wait_for_timeout(3000)
        assert asked == []
        with tab.page.expect_response("**/diagnoses", timeout=5000):
            tab.page.locator(".mat-mdc-tab", has_text="Learning Rate").click()


def test_a_server_that_still_reads_says_how_far_it_is(tmp_path: Path, open_tab: Opener) -> None:
    write_run(tmp_path, "one", STEPS[:20])
    write_run(tmp_path, "other", STEPS[:20])
    with tensorboard_alone(tmp_path) as process:
        rows = process.wait_for_series(2)
        tab = open_tab(process)
        shown: dict[str, Any] = {}

        def answer(route: Route) -> None:
            body = {"version": 1, "problems": [], "scalar_tags": ["loss"], **shown}
            route.fulfill(json=body, headers={"ETag": f'"{hash(str(shown))}"'})

        for series, reading, test_id, sentence in [
            ([], {"done": 0, "total": 0}, "loading", "Still looking for series"),
            ([], {"done": 0, "total": 2000}, "loading", "Still reading: 0 of 2,000 series"),
            (rows[:1], {"done": 1, "total": 2000}, "reading", "Still reading: 1 of 2,000 series"),
        ]:
            shown.update(series=series, reading=reading)
            if not series:
                tab.page.route("**/lr_diagnostics/diagnoses", answer)
            expect(tab.part(test_id)).to_contain_text(sentence)
            expect(tab.part("empty")).to_have_count(0)
            assert violations(tab) == []
        # One series so far is not the only one: nothing is selected yet.
        expect(tab.part("close")).to_have_count(0)
        tab.page.unroute("**/lr_diagnostics/diagnoses", answer)
        expect(tab.part("series-row")).to_have_count(2)
        expect(tab.part("reading")).to_have_text("")


def test_the_age_of_the_data_is_shown(tmp_path: Path, open_tab: Opener) -> None:
    write_run(tmp_path, "only", STEPS[:20])
    with tensorboard_alone(tmp_path) as process:
        process.wait_for_series(1)
        # A single series needs no choosing.
        tab = open_tab(process)
        expect(tab.part("age")).to_contain_text(re.compile(r"last point [\d,]+ days ago"))
        expect(tab.part("age")).to_contain_text(re.compile(r"checked \d s ago"))
