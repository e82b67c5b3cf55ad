"""`./sparklines` and `./points.csv` of a real TensorBoard."""

from __future__ import annotations

import csv
import re
import urllib.parse

import pytest

from tests.conftest import HTML_RUN, UNICODE_RUN
from tests.support.tensorboard_process import Answer, TensorBoardProcess

TAG = "learning_rate"


def ask(served: TensorBoardProcess, *runs: str) -> Answer:
    query = urllib.parse.urlencode([pair for run in runs for pair in (("run", run), ("tag", TAG))])
    return served.route(f"sparklines?{query}")


def test_several_series_at_once(served: TensorBoardProcess) -> None:
    names = ["stuck/train", f"{HTML_RUN}/train", f"{UNICODE_RUN}/train", "gone", "stuck/train"]
    pictures = {picture["run"]: picture for picture in ask(served, *names).json()["sparklines"]}
    assert set(pictures) == set(names) - {"gone"}
    stuck = pictures["stuck/train"]
    assert stuck["tag"] == TAG
    assert len(stuck["step"]) == len(stuck["logged"]) == len(stuck["expected"]) <= 32
    assert (stuck["step"][0], stuck["step"][-1]) == (10, 400)
    assert set(stuck["logged"]) == {0.01}
    assert (stuck["expected"][0], stuck["expected"][-1]) == (0.01, 0.000625)


def test_without_a_schedule_nothing_is_expected(served: TensorBoardProcess) -> None:
    (picture,) = served.route("sparklines", run="no_config", tag="train/lr").json()["sparklines"]
    assert picture["expected"] == []
    assert len(picture["logged"]) > 2


def test_values_that_are_no_numbers(served: TensorBoardProcess) -> None:
    (picture,) = ask(served, "infinite/train").json()["sparklines"]
    assert picture["logged"] == [0.01, "Infinity"]


def test_nothing_named_is_nothing_answered(served: TensorBoardProcess) -> None:
    assert ask(served).json() == {"sparklines": []}


def test_bad_requests_are_refused_with_a_sentence(served: TensorBoardProcess) -> None:
    for answer in (served.route("sparklines?run=a&run=b&tag=c"), ask(served, *["stuck/train"] * 101)):
        assert answer.status == 400
        assert answer.json()["error"].endswith(".")
    assert served.route("points.csv", run="stuck/train").status == 400
    assert served.route("points.csv", run="gone", tag=TAG).status == 404


def test_points_beside_what_was_expected(served: TensorBoardProcess) -> None:
    answer = served.route("points.csv", run="nan/train", tag=TAG)
    assert answer.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(answer.body.decode().splitlines()))
    assert len(rows) == 40
    by_step = {int(row["step"]): row for row in rows}
    assert float(by_step[90]["expected"]) == pytest.approx(0.01)
    assert float(by_step[100]["expected"]) == pytest.approx(0.005)
    assert (by_step[210]["logged"], by_step[210]["relative_error"]) == ("nan", "")
    assert float(by_step[400]["relative_error"]) == pytest.approx(0, abs=1e-6)


def test_points_without_a_schedule_leave_its_columns_empty(served: TensorBoardProcess) -> None:
    answer = served.route("points.csv", run="no_config", tag="train/lr")
    rows = list(csv.DictReader(answer.body.decode().splitlines()))
    assert {row["expected"] + row["relative_error"] for row in rows} == {""}


def test_the_verdicts_are_documented_without_a_network(served: TensorBoardProcess) -> None:
    answer = served.route("static/verdicts.html")
    assert answer.headers["Content-Type"].startswith("text/html")
    assert b'id="stuck_at_initial"' in answer.body
    assert b'id="hidden_time_decay"' in answer.body
    # Links to reported faults lead out; nothing that is shown may come from there.
    assert (
        re.findall(rb"""<script|<link|(?:src|srcset|data)\s*=\s*["']?\s*(?:https?:)?//|url\(|@import""", answer.body)
        == []
    )
