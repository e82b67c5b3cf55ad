"""The labelled log directories that real runs of the Object Detection API left."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tb_lrplugin.data.log_data import LogData, SeriesKey
from tb_lrplugin.data.series import Series
from tb_lrplugin.local_provider import open_provider
from tb_lrplugin.sources.discovery import Discovery
from tb_lrplugin.sources.reading import Reading

DEFAULT_CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
CORPUS = Path(os.environ.get("TB_LRPLUGIN_CORPUS") or DEFAULT_CORPUS)
OBJECT_DETECTION = CORPUS / "od"
ALL_POINTS = 0

is_there = (CORPUS / "LABELS.json").is_file()
needs_corpus = pytest.mark.skipif(
    not is_there, reason=f"no labelled log directories in {CORPUS}; set TB_LRPLUGIN_CORPUS"
)


class Label(NamedTuple):
    """What is right to say of one series.

    Attributes:
      case: name of the log directory.
      run: run relative to the whole of `od/`.
      tag: tag of the series.
      verdicts: the accepted verdicts.
      evidence: accepted ranges by name of the number.
      warnings: ids of the warnings that must be given.
      source: kind of source that must be found; None for none.
    """

    case: str
    run: str
    tag: str
    verdicts: frozenset[str]
    evidence: dict[str, tuple[float, float]]
    warnings: list[str]
    source: str | None

    def __str__(self) -> str:
        return f"{self.run}-{self.tag}"

    @property
    def key(self) -> SeriesKey:
        return SeriesKey(self.run, self.tag)


def labels() -> list[Label]:
    """List the labels of all series below `od/`; empty where the corpus is not there."""
    if not is_there:
        return []
    found = json.loads((CORPUS / "LABELS.json").read_text())
    return [
        Label(
            name.removeprefix("od/"),
            name.removeprefix("od/") if series["run"] == "." else f"{name.removeprefix('od/')}/{series['run']}",
            series["tag"],
            frozenset(series["verdict"]),
            {number: (low, high) for number, (low, high) in series["evidence"].items()},
            sorted(series["warnings"]),
            series["source"],
        )
        for name, label in found.items()
        if name.startswith("od/")
        for series in label["series"]
    ]


class Logged(NamedTuple):
    """A series of the corpus with the readings that speak for it."""

    series: Series
    readings: list[Reading]


@contextmanager
def corpus_data() -> Iterator[LogData]:
    """Open the corpus with TensorBoard's data server."""
    with open_provider(str(OBJECT_DETECTION)) as provider:
        yield LogData(provider, ALL_POINTS)


def logged_series() -> dict[SeriesKey, Logged]:
    """Read every labelled series."""
    with corpus_data() as data:
        discovery = Discovery(str(OBJECT_DETECTION), data.list_metadata())
        wanted = {label.key for label in labels()}
        return {
            SeriesKey(series.run, series.tag): Logged(series, discovery.readings_for(series.run))
            for series in data.read_series(wanted)
        }


def entries_by_series(entries: tuple[dict[str, Any], ...]) -> dict[SeriesKey, dict[str, Any]]:
    """Index the entries of a snapshot by series."""
    return {SeriesKey(entry["run"], entry["tag"]): entry for entry in entries}
