"""What can be taken away of a series."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LearningRateTab, Opener
from tests.conftest import UNICODE_RUN
from tests.support.tensorboard_process import TensorBoardProcess

PNG_HEAD = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def tab(served: TensorBoardProcess, open_tab: Opener) -> LearningRateTab:
    tab = open_tab(served)
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.select("stuck/train")
    return tab


def saved(tab: LearningRateTab, button: str, folder: Path) -> Path:
    with tab.page.expect_download() as download:
        tab.part(button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def copied(tab: LearningRateTab, button: str) -> str:
    tab.part(button).click()
    expect(tab.frame.get_by_text("copied")).to_be_visible()
    text: str = tab.page.evaluate("navigator.clipboard.readText()")
    return text


def test_the_points_as_a_table(tab: LearningRateTab, tmp_path: Path) -> None:
    path = saved(tab, "save-csv", tmp_path)
    assert path.name == "stuck_train_learning_rate.csv"
    rows = list(csv.DictReader(path.read_text().splitlines()))
    assert len(rows) == 40
    last = {name: float(value) for name, value in rows[-1].items()}
    assert last["step"] == 400
    assert last["logged"] == pytest.approx(0.01)
    assert last["expected"] == pytest.approx(0.01 * 0.5**4)
    assert last["relative_error"] == pytest.approx(15)


def test_the_diagnosis_as_json(tab: LearningRateTab, tmp_path: Path) -> None:
    body = json.loads(saved(tab, "save-json", tmp_path).read_text())
    assert body["verdict"] == "stuck_at_initial"
    assert body["evidence"]["onset_step"] == 100


def test_the_chart_as_a_picture(tab: LearningRateTab, tmp_path: Path) -> None:
    content = saved(tab, "save-png", tmp_path).read_bytes()
    assert content.startswith(PNG_HEAD)
    assert len(content) > 5000
    # Title, legend and margins make it larger than the chart itself.
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    chart = tab.part("chart").bounding_box()
    # At twice the pixels of the page.
    assert chart and width > 2 * chart["width"] and height > 2 * chart["height"]


def test_a_report_for_an_issue(tab: LearningRateTab) -> None:
    report = copied(tab, "copy-report")
    for part in (
        "**Stuck at the initial rate",
        "Run `stuck/train`",
        "- from: step 100 on: logged 0.01, expected 0.005",
        "**Fix**",
        "decay_steps: 100",
    ):
        assert part in report


def test_a_link_to_the_view(tab: LearningRateTab, served: TensorBoardProcess, open_tab: Opener) -> None:
    link = copied(tab, "copy-link")
    other = open_tab(served, link=link)
    expect(other.part("headline")).to_contain_text("Stuck at the")


def test_a_run_of_any_name_is_saved(tab: LearningRateTab, tmp_path: Path) -> None:
    tab.select(f"{UNICODE_RUN}/train")
    path = saved(tab, "save-csv", tmp_path)
    assert path.name == "läufe_übung-_quoted_train_learning_rate.csv"
    assert path.read_text().startswith("step,")
