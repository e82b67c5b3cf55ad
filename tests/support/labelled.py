"""The labelled log directories: those in tests/logs, and a larger corpus where there is one."""

from __future__ import annotations

import functools
import json
import os
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tb_lrplugin.data.event_survey import EventSurvey
from tb_lrplugin.data.evidence_store import EvidenceStore
from tb_lrplugin.data.file_points import FILE_NAMES, FilePoints
from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import LogData, SeriesKey
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.data.series import Series
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF
from tb_lrplugin.discovery.discovery import Discovery
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.reading import Reading

LOGS = Path(__file__).resolve().parents[1] / "logs"
CORPUS = Path(os.environ.get("TB_LRPLUGIN_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
has_corpus = (CORPUS / "LABELS.json").is_file()
needs_corpus = pytest.mark.skipif(
    not has_corpus, reason=f"no further labelled log directories in {CORPUS}; set TB_LRPLUGIN_CORPUS"
)
ROOTS = (LOGS, CORPUS) if has_corpus else (LOGS,)
# Every point that was logged, however many.
ALL_POINTS = 0
ALARMS = frozenset({"error", "warning"})


class Label(NamedTuple):
    """What is right to say of one series.

    Attributes:
      root: directory that holds the cases.
      run: run relative to the root.
      tag: tag of the series.
      verdicts: the accepted verdicts.
      evidence: accepted ranges by name of the number.
      warnings: ids of the warnings that must be given, all of them.
      source: kind of source that must be found; None for none.
      schedule_text: the schedule in words; None where the label does not say.
    """

    root: Path
    run: str
    tag: str
    verdicts: frozenset[str]
    evidence: dict[str, tuple[float, float]]
    warnings: list[str]
    source: str | None
    schedule_text: str | None

    def __str__(self) -> str:
        return f"{self.run}-{self.tag}"

    @property
    def is_healthy(self) -> bool:
        return not any(SEVERITY_OF[verdict] in ALARMS for verdict in self.verdicts)

    @property
    def is_faulty(self) -> bool:
        return all(SEVERITY_OF[verdict] in ALARMS for verdict in self.verdicts)


# What a configuration does wrong with the plan of its run, and what overrides it, judged by hand: the labels of the
# larger corpus tell of the curves alone. The founding question's drop at step 800,720 in runs of 300 to 199,501 steps;
# cosines that stand at 0 for the last 11 to 25 % of the run; a StepLR written in steps and stepped by the epoch.
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
_CORPUS_WARNINGS = {
    **dict.fromkeys(_LATE_DROP, "first_drop_beyond_run"),
    **dict.fromkeys(_EARLY_END, "schedule_shorter_than_run"),
    "fw/v452ds-warmuplr-cosine": "overridden_by_deepspeed",
}
# Its labels do not say how a schedule is told in words, either.
_CORPUS_TEXTS = Path(__file__).resolve().parents[1] / "labelled" / "corpus_schedules.json"


def labels_of(root: Path) -> list[Label]:
    """List the labels of all series of one root."""
    cases: dict[str, Any] = json.loads((root / "LABELS.json").read_text(encoding="utf-8"))
    texts: dict[str, str] = json.loads(_CORPUS_TEXTS.read_text(encoding="utf-8")) if root == CORPUS else {}
    more = _CORPUS_WARNINGS if root == CORPUS else {}
    found = []
    for case, label in cases.items():
        for series in label["series"]:
            run = case if series["run"] == "." else f"{case}/{series['run']}"
            found.append(
                Label(
                    root,
                    run,
                    series["tag"],
                    frozenset(series["verdict"]),
                    {name: (low, high) for name, (low, high) in series["evidence"].items()},
                    sorted({*series["warnings"], *([more[run]] if run in more else [])}),
                    series["source"],
                    series.get("schedule_text", texts.get(run)),
                )
            )
    return found


LABELS = [label for root in ROOTS for label in labels_of(root)]


class Logged(NamedTuple):
    """A labelled series with the readings that speak for it."""

    series: Series
    readings: list[Reading]


def files_below(root: Path) -> FilePoints:
    """Find the points that a log directory has in files other than event files."""
    place = LogRoot(str(root))
    survey = EventSurvey(place, TagFilter(), names=FILE_NAMES)
    survey.look()
    return FilePoints(place, TagFilter(), lambda: survey.named)


@functools.cache
def _logged(root: Path) -> dict[SeriesKey, Logged]:
    with open_provider(str(root)) as provider:
        data = LogData(provider, ALL_POINTS)
        data.join(files_below(root))
        evidence = EvidenceStore(data, collection().text_tags, collection().scalar_tags).look(data.list_scalars())
        discovery = Discovery(str(root), data.list_metadata(), evidence)
        wanted = {SeriesKey(label.run, label.tag) for label in LABELS if label.root == root}
        return {
            SeriesKey(series.run, series.tag): Logged(series, discovery.readings_for(series.run, series.tag))
            for series in data.read_series(wanted)
        }


def logged(label: Label) -> Logged:
    """Read a labelled series; its whole root is read at once, and kept."""
    return _logged(label.root)[SeriesKey(label.run, label.tag)]
