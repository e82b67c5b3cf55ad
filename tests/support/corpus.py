"""The labelled log directories that real runs of the Object Detection API left."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import LogData, SeriesKey
from tb_lrplugin.data.series import Series
from tb_lrplugin.discovery.discovery import Discovery
from tb_lrplugin.frameworks.reading import Reading

DEFAULT_CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
CORPUS = Path(os.environ.get("TB_LRPLUGIN_CORPUS") or DEFAULT_CORPUS)
OBJECT_DETECTION = CORPUS / "od"
ALL_POINTS = 0

is_there = (CORPUS / "LABELS.json").is_file()
needs_corpus = pytest.mark.skipif(
    not is_there, reason=f"no labelled log directories in {CORPUS}; set TB_LRPLUGIN_CORPUS"
)


# What a configuration does wrong with the plan of its run, judged by hand: the labels tell of the curves alone. The
# founding question's drop at step 800,720 in runs of 300 to 199,501 steps; cosines that stand at 0 for the last 11 to
# 25 % of the run; a StepLR written in steps and stepped by the epoch. By run, relative to the whole corpus.
_LATE_DROP = (
    "fw/plcli-steplr-steps-flat/version_0",
    "od/syn1_01c_seed_oldtext_200k",
    "od/syn2_01_seed_to_100k/train",
    "od/tf1_01b_seed_estimator_every5",
    "od/tf2_01_seed_cli/train",
    "od/tf2_01c_seed_with_effective_rate/train",
)
_EARLY_END = (
    "od/syn2_04_cosine_zoo_past_total/train",
    "od/syn2_07_stuck_cosine_frozen/train",
    "od/tf1_04_cosine_every1",
    "od/tf2_04_cosine_warmup_hold/train",
    "od/tf2_07c_tf213_new_keras_frozen/train",
    "od/tf2_07d_tf213_new_keras_log_hides_it/train",
    "od/tf2_09a_resumed/train",
    "od/tf2_09b_resumed_schedule_restarts/train",
    "od/tf2_09d_crash_resume_overlap/train",
)
PLAN_WARNINGS = {
    **dict.fromkeys(_LATE_DROP, "first_drop_beyond_run"),
    **dict.fromkeys(_EARLY_END, "schedule_shorter_than_run"),
}
PLAN_WARNING_IDS = frozenset(
    {
        *("first_drop_beyond_run", "schedule_longer_than_run", "schedule_shorter_than_run"),
        *("warmup_longer_than_run", "burnin_above_base", "floor_above_base", "rate_grows"),
    }
)


def of_the_curve(warnings: list[dict[str, Any]]) -> list[str]:
    """Leave out the warnings of the plan, which the labels do not judge."""
    return sorted(warning["id"] for warning in warnings if warning["id"] not in PLAN_WARNING_IDS)


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
