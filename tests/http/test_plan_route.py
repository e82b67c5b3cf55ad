"""`POST ./plan`: what a configuration asks for that belongs to no run."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from werkzeug.test import Client

from tb_lrplugin.http import applications
from tb_lrplugin.planning import plan
from tests.conftest import PIPELINE
from tests.support.labelled import LOGS


@pytest.fixture(scope="module")
def client() -> Client:
    def no_workspace() -> Any:
        return None

    return Client(applications(no_workspace)["/plan"])


def test_a_pasted_configuration_is_planned(client: Client) -> None:
    answer = client.post("/", json={"text": PIPELINE.format(decay_steps="100"), "steps": 1000})
    assert answer.status_code == 200
    (plan,) = json.loads(answer.data)["plans"]
    assert plan["source"]["kind"] == "pipeline_config"
    assert plan["total_steps"] == 1000
    assert plan["points"]["value"][0] == pytest.approx(0.01)


def test_what_is_no_configuration_makes_no_plan(client: Client) -> None:
    body = json.loads(client.post("/", json={"text": "hello"}).data)
    assert body["plans"] == []


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"{", "no JSON"),
        (b"[]", "Send the configuration"),
        (b'{"text": 1}', "Send the configuration"),
        (b'{"text": "x", "steps": 0}', "steps is '0'"),
        (b'{"text": "x", "steps_per_epoch": true}', "steps_per_epoch is 'True'"),
    ],
)
def test_what_cannot_be_asked_is_said(client: Client, body: bytes, sentence: str) -> None:
    answer = client.post("/", data=body)
    assert answer.status_code == 400
    assert sentence in json.loads(answer.data)["error"]


def test_it_is_posted_and_of_sensible_size(client: Client) -> None:
    assert client.get("/").status_code == 405
    assert client.post("/", data=b"x" * 4_000_001).status_code == 413


def test_a_body_that_does_not_tell_its_length_is_read_no_further(client: Client) -> None:
    body = io.BytesIO(b"x" * 5_000_000)
    answer = client.post("/", input_stream=body, environ_base={"wsgi.input_terminated": True})
    assert answer.status_code == 413
    assert body.tell() <= 4_000_001


def test_a_file_of_the_server_is_not_read(client: Client) -> None:
    checkpoint = LOGS / "checkpoint-never-stepped" / "checkpoint.pth"
    assert plan(str(checkpoint))["plans"]
    body = json.loads(client.post("/", json={"text": "x", "name": str(checkpoint)}).data)
    assert (body["plans"], body["problems"]) == ([], [])
