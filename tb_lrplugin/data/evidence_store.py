"""Reads the evidence of all runs, and again only what changed."""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from tb_lrplugin.data.files import ancestors
from tb_lrplugin.data.log_data import Listing, LogData, SeriesKey, SeriesState
from tb_lrplugin.data.run_evidence import Hyperparameter, LastPoint, RunEvidence

logger = logging.getLogger(__name__)

Content = TypeVar("Content")

# Texts have kilobytes each; so many stay far below a data server's message limit (256 MiB).
_KEYS_PER_READ = 500


class EvidenceStore:
    """Keeps what was read of each summary until TensorBoard lists it with another state."""

    def __init__(self, log_data: LogData, text_tags: Collection[str], scalar_tags: Collection[str]) -> None:
        """Prepare; nothing is read yet.

        Args:
          log_data: where summaries come from.
          text_tags: tags of the text summaries that sources read.
          scalar_tags: tags of the scalars whose last point sources read.
        """
        self._log_data = log_data
        self._text_tags = frozenset(text_tags)
        self._scalar_tags = frozenset(scalar_tags)
        self._texts: _Kept[str] = _Kept(log_data.read_texts)
        self._keras_models: _Kept[str] = _Kept(log_data.read_keras_models)
        self._last_points: _Kept[LastPoint] = _Kept(log_data.read_last_points)

    def look(self, scalars: Listing) -> dict[str, RunEvidence]:
        """Read the evidence of every run that has any.

        Args:
          scalars: the listing of all scalar series.
        """
        texts = self._texts.update(_chosen(self._log_data.list_texts(), self._text_tags))
        models = self._keras_models.update(_all(self._log_data.list_keras_models()))
        points = self._last_points.update(_chosen(scalars, self._scalar_tags))
        hparams = self._log_data.list_hparams()
        runs = {key.run for kept in (texts, models, points) for key in kept} | set(hparams)
        own = {run: _Collected() for run in runs}
        for key, text in texts.items():
            own[key.run].texts[key.tag] = text
        for key, model in models.items():
            own[key.run].keras_model = model
        for key, point in points.items():
            own[key.run].last_points[key.tag] = point
        for run, parameters in hparams.items():
            own[run].hparams = parameters
        return _with_children(own)


@dataclass
class _Collected:
    texts: dict[str, str] = field(default_factory=dict)
    keras_model: str | None = None
    last_points: dict[str, LastPoint] = field(default_factory=dict)
    hparams: Mapping[str, Hyperparameter] = field(default_factory=dict)


def _with_children(own: dict[str, _Collected]) -> dict[str, RunEvidence]:
    """Build the evidence from the leaves up; a run above that says nothing itself still has its children."""
    children: dict[str, dict[str, RunEvidence]] = {}
    found: dict[str, RunEvidence] = {}
    waiting = {parent for run in own for parent in ancestors(run)}
    # A run's name is shorter than those below it, and "." is above all.
    for run in sorted(waiting, key=lambda name: (name != ".", len(name)), reverse=True):
        mine = own.get(run, _Collected())
        below = children.get(run, {})
        evidence = RunEvidence(run, mine.texts, mine.keras_model, mine.last_points, mine.hparams, below)
        found[run] = evidence
        if run != ".":
            children.setdefault(posixpath.dirname(run) or ".", {})[posixpath.basename(run)] = evidence
    return found


class _Kept(Generic[Content]):
    """Contents by series, each with the state in which it was read."""

    def __init__(self, read: Callable[[Collection[SeriesKey]], Mapping[SeriesKey, Content]]) -> None:
        self._read = read
        self._states: dict[SeriesKey, SeriesState] = {}
        self._contents: dict[SeriesKey, Content] = {}

    def update(self, states: Mapping[SeriesKey, SeriesState]) -> Mapping[SeriesKey, Content]:
        stale = [key for key, state in states.items() if self._states.get(key) != state]
        current = set(states).difference(stale)
        contents = {key: content for key, content in self._contents.items() if key in current}
        for start in range(0, len(stale), _KEYS_PER_READ):
            contents.update(self._read_all(stale[start : start + _KEYS_PER_READ]))
        # What could not be read is remembered too, or it would be tried again at every look.
        self._states = dict(states)
        self._contents = contents
        return contents

    def _read_all(self, keys: Sequence[SeriesKey]) -> Mapping[SeriesKey, Content]:
        """Read in as few calls as will do: one summary that cannot be read must not take the others down."""
        try:
            return self._read(keys)
        except Exception as error:  # A message beyond the data server's limit, say; each provider raises its own.
            if len(keys) == 1:
                logger.warning("could not read %s of run %s: %s", keys[0].tag, keys[0].run, error)
                return {}
            half = len(keys) // 2
            return {**self._read_all(keys[:half]), **self._read_all(keys[half:])}


def _chosen(listing: Listing, tags: Collection[str]) -> dict[SeriesKey, SeriesState]:
    return {
        SeriesKey(run, tag): state for run, states in listing.items() for tag, state in states.items() if tag in tags
    }


def _all(listing: Listing) -> dict[SeriesKey, SeriesState]:
    return {SeriesKey(run, tag): state for run, states in listing.items() for tag, state in states.items()}
