"""Reading what runs say of themselves: again only where it changed, and one that cannot be read alone is left out."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from tb_lrplugin.data.evidence_store import EvidenceStore
from tb_lrplugin.data.log_data import KerasModel, Listing, SeriesKey, SeriesState
from tb_lrplugin.data.run_evidence import Trail

FIRST = SeriesState(1, 1.0)


class FakeLogData:
    """Texts by run; reading one of the unreadable runs fails, together with whatever is asked for beside it."""

    def __init__(self, texts: dict[str, str], unreadable: Collection[str] = ()) -> None:
        self.texts = texts
        self.states = dict.fromkeys(texts, FIRST)
        self.unreadable = set(unreadable)
        self.reads: list[str] = []

    def list_texts(self) -> Listing:
        return {run: {"args": self.states[run], "other": FIRST} for run in self.texts}

    def list_keras_models(self) -> Listing:
        return {}

    def list_hparams(self) -> dict[str, dict[str, float | str | bool]]:
        return {}

    def read_texts(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, str]:
        if not self.unreadable.isdisjoint(key.run for key in keys):
            raise RuntimeError("the message is too large")
        self.reads += [key.run for key in keys]
        return {key: self.texts[key.run] for key in keys}

    def read_keras_models(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, KerasModel]:
        return {}

    def read_trails(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, Trail]:
        return {}


def store_of(data: FakeLogData) -> EvidenceStore:
    return EvidenceStore(data, ["args"], [])  # type: ignore[arg-type]


def texts_of(store: EvidenceStore) -> dict[str, str]:
    return {run: found.texts["args"] for run, found in store.look({}).items() if found.texts}


def test_only_what_changed_is_read_again() -> None:
    data = FakeLogData({"a": "1", "b": "2"})
    store = store_of(data)
    assert texts_of(store) == {"a": "1", "b": "2"}
    assert texts_of(store) == {"a": "1", "b": "2"}
    assert sorted(data.reads) == ["a", "b"]
    data.texts["b"], data.states["b"] = "3", SeriesState(2, 2.0)
    assert texts_of(store) == {"a": "1", "b": "3"}
    assert sorted(data.reads) == ["a", "b", "b"]
    del data.texts["a"]
    assert texts_of(store) == {"b": "3"}


def test_one_that_cannot_be_read_leaves_the_others(caplog: pytest.LogCaptureFixture) -> None:
    data = FakeLogData({f"run{number}": str(number) for number in range(20)}, ["run7", "run13"])
    store = store_of(data)
    expected = {run: text for run, text in data.texts.items() if run not in data.unreadable}
    assert texts_of(store) == expected
    assert "could not read args of run run7: the message is too large" in caplog.text
    count = len(data.reads)
    assert texts_of(store) == expected
    assert len(data.reads) == count


def test_children_and_those_above() -> None:
    found = store_of(FakeLogData({"a/b/c": "1", "a/b/d": "2"})).look({})
    assert set(found) == {"a/b/c", "a/b/d", "a/b", "a", "."}
    assert set(found["a/b"].children) == {"c", "d"}
    assert found["."].children["a"].children["b"].children["c"].texts == {"args": "1"}
