"""Reads the evidence of all runs, and again only what changed."""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from tb_lrplugin.data.files import ancestors
from tb_lrplugin.data.log_data import KerasModel, Listing, LogData, SeriesKey
from tb_lrplugin.data.run_evidence import Hyperparameter, RunEvidence, Trail

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
          scalar_tags: tags of the scalars that tell a pace to sources.
        """
        self._log_data = log_data
        self._text_tags = frozenset(text_tags)
        self._scalar_tags = frozenset(scalar_tags)
        self._texts: _Kept[str] = _Kept(log_data.read_texts)
        self._keras_models: _Kept[KerasModel] = _Kept(log_data.read_keras_models)
        self._trails: _Kept[Trail] = _Kept(log_data.read_trails)
        self._hparams: Mapping[str, Mapping[str, Hyperparameter]] = {}
        self._children: dict[str, dict[str, RunEvidence]] = {}
        self._found: dict[str, RunEvidence] = {}

    def look(self, scalars: Listing) -> Mapping[str, RunEvidence]:
        """Read the evidence of every run that has any.

        Args:
          scalars: the listing of all scalar series.

        Returns:
          The evidence by run. A run of which nothing changed keeps the very object that it had, and where
          nothing changed at all, so does the mapping.
        """
        changed = self._texts.update(_chosen(self._log_data.list_texts(), self._text_tags))
        changed |= self._keras_models.update(self._log_data.list_keras_models())
        changed |= self._trails.update(_chosen(scalars, self._scalar_tags))
        changed |= self._update_hparams(self._log_data.list_hparams())
        if changed:
            self._found = self._rebuilt(changed)
        return self._found

    def _update_hparams(self, hparams: Mapping[str, Mapping[str, Hyperparameter]]) -> set[str]:
        before, self._hparams = self._hparams, hparams
        return {run for run in {*before, *hparams} if before.get(run) != hparams.get(run)}

    def _rebuilt(self, changed: Collection[str]) -> dict[str, RunEvidence]:
        """Build the evidence of changed runs and of those above, from the leaves up.

        A run above that says nothing itself still has its children.
        """
        found = dict(self._found)
        # A run's name is shorter than those below it, and "." is above all.
        above = {level for run in changed for level in ancestors(run)}
        for run in sorted(above, key=lambda name: (name != ".", len(name)), reverse=True):
            evidence = self._evidence_of(run)
            siblings = self._children.setdefault(posixpath.dirname(run) or ".", {}) if run != "." else {}
            if evidence is None:
                found.pop(run, None)
                siblings.pop(posixpath.basename(run), None)
            else:
                found[run] = evidence
                siblings[posixpath.basename(run)] = evidence
        return found

    def _evidence_of(self, level: str) -> RunEvidence | None:
        # The Python reader calls the run of a --logdir_spec group's own directory "GROUP/.".
        own = f"{level}/."
        texts, trails = self._texts.of(level, own), self._trails.of(level, own)
        keras_model = next(iter(self._keras_models.of(level, own).values()), None)
        hparams = self._hparams.get(level) or self._hparams.get(own) or {}
        children = dict(self._children.get(level, {}))
        if not (texts or trails or keras_model is not None or hparams or children):
            return None
        text, since = (None, None) if keras_model is None else keras_model
        last_points = {tag: trail.last for tag, trail in trails.items()}
        return RunEvidence(
            level, dict(texts), text, since, last_points, dict(trails), hparams=hparams, children=children
        )


@dataclass
class _Kept(Generic[Content]):
    """Contents by run and tag, with the states in which they were read."""

    read: Callable[[Collection[SeriesKey]], Mapping[SeriesKey, Content]]
    states: Listing = field(default_factory=dict)
    contents: dict[str, dict[str, Content]] = field(default_factory=dict)

    def of(self, *runs: str) -> Mapping[str, Content]:
        """Give what was read of the first of some runs that has anything, by tag."""
        return next((self.contents[run] for run in runs if run in self.contents), {})

    def update(self, states: Listing) -> set[str]:
        """Read what changed, forget what is gone, and name the runs of both."""
        before = self.states
        # What could not be read is remembered too, or it would be tried again at every look.
        self.states = states
        if states == before:
            return set()
        changed = {run for run, tags in states.items() if before.get(run) != tags} | (before.keys() - states.keys())
        stale = []
        for run in changed:
            tags, tags_before = states.get(run, {}), before.get(run, {})
            kept = {tag: text for tag, text in self.of(run).items() if tags.get(tag) == tags_before.get(tag)}
            stale += [SeriesKey(run, tag) for tag, state in tags.items() if state != tags_before.get(tag)]
            if kept:
                self.contents[run] = kept
            else:
                self.contents.pop(run, None)
        for start in range(0, len(stale), _KEYS_PER_READ):
            for key, content in self._read_all(stale[start : start + _KEYS_PER_READ]).items():
                self.contents.setdefault(key.run, {})[key.tag] = content
        return changed

    def _read_all(self, keys: Sequence[SeriesKey]) -> Mapping[SeriesKey, Content]:
        """Read in as few calls as will do: one summary that cannot be read must not take the others down."""
        try:
            return self.read(keys)
        except Exception as error:  # A message beyond the data server's limit, say; each provider raises its own.
            if len(keys) == 1:
                logger.warning("could not read %s of run %s: %s", keys[0].tag, keys[0].run, error)
                return {}
            half = len(keys) // 2
            return {**self._read_all(keys[:half]), **self._read_all(keys[half:])}


def _chosen(listing: Listing, tags: frozenset[str]) -> Listing:
    """Leave out the other tags, and the runs that have none of these."""
    return {
        run: {tag: states[tag] for tag in states.keys() & tags}
        for run, states in listing.items()
        if not tags.isdisjoint(states)
    }
