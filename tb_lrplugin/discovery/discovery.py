"""Which readings speak for which run: nearest directory first, an explicit summary before all."""

from __future__ import annotations

import functools
import logging
import posixpath
from collections.abc import Collection, Mapping, Sequence

from tb_lrplugin.data.background import StillRunningError
from tb_lrplugin.data.company import Company
from tb_lrplugin.data.event_survey import Unread
from tb_lrplugin.data.files import Directory, ancestors
from tb_lrplugin.data.footprint import Footprint
from tb_lrplugin.data.log_data import MetadataSummary
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.discovery.levels import LEVEL_SECONDS, KnownLevels, Level, Pending, Siblings
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.own import LR_SCHEDULE, METADATA, SCHEDULE_FILE, read_metadata
from tb_lrplugin.frameworks.readers import NOTHING_LOGGED, Traces
from tb_lrplugin.frameworks.reading import Reading

logger = logging.getLogger(__name__)

# Beside a run lie some files, or thousands of samples.
_MOST_FILES = 1_000
_BY_HAND = frozenset({METADATA.kind, SCHEDULE_FILE.kind})
# Stands for --lr_diagnostics_config among the levels; no run has this name.
FALLBACK = ""
# Stands before the levels of --lr_diagnostics_checkpoints; no run is called so either.
CHECKPOINTS = "--checkpoints "


def _standing(reading: Reading) -> int:
    """Order readings: by hand, a scheduler's own state, configurations, what else a checkpoint tells."""
    if reading.kind in _BY_HAND:
        return 0
    if reading.witness is None:
        return 2
    return 1 if reading.is_state else 3


class Discovery:
    """The readings of one look at a log directory; every directory is read once."""

    def __init__(
        self,
        logdir: str | LogRoot | None,
        summaries: Collection[MetadataSummary],
        evidence: Mapping[str, RunEvidence] | None = None,
        config_file: str = "",
        known: KnownLevels | None = None,
    ) -> None:
        """Prepare for looking.

        Args:
          logdir: as passed to TensorBoard; None or "" where no files can be seen.
          summaries: the metadata summaries of all runs.
          evidence: what else the runs' event files say, by run.
          config_file: path of a schedule file for every run that nothing else speaks for; "" for none.
          known: what earlier looks found, and where this one adds to it; starts with nothing where None.
        """
        self._root = logdir if isinstance(logdir, LogRoot) else LogRoot(logdir)
        self._config_file = config_file
        self._evidence = {} if evidence is None else evidence
        self._known = known or KnownLevels()
        self._known.begin(self._evidence)
        self._by_run = self._known.readings_of(summaries, read_metadata)

    def readings_for(self, run: str, tag: str | None = None) -> list[Reading]:
        """List the readings that speak for a run (for one series of it, where a tag is given), best first.

        The metadata summaries of the nearest run that has any, then whatever else is read from the nearest
        run or directory that tells anything, both among the run itself and its ancestors up to the log directory. What
        a scheduler itself was made with, the nearest checkpoint's, stands before configurations, but for one by hand.
        """
        levels = ancestors(run)
        summaries = next((self._by_run[level] for level in levels if level in self._by_run), [])
        others = self._nearest(run, levels, tag)
        states = next((found for level in levels if (found := self._speaking(run, level, tag, of_states=True))), [])
        if not states and self._root.checkpoints:
            given = (f"{CHECKPOINTS}{level}" for level in levels)
            states = next((found for level in given if (found := self._speaking(run, level, tag, of_states=True))), [])
        if not (summaries or others or any(reading.schedule is not None for reading in states)):
            others = self._fallback()
        return sorted([*summaries, *others, *states], key=_standing)

    def _nearest(self, run: str, levels: Sequence[str], tag: str | None) -> list[Reading]:
        """List what the nearest level tells; hypotheses of a nearer one follow it."""
        guessed: list[Reading] = []
        for level in levels:
            found = self._speaking(run, level, tag, of_states=False)
            if any(not reading.is_hypothesis for reading in found):
                return found + guessed
            guessed = guessed or found
        return guessed

    def read_ahead(self, runs: Collection[str]) -> None:
        """Read the directories of some runs, and those above, before they are asked for and in one go."""
        self._known.read([level for run in runs for level in ancestors(run)], self._level, self._evidence)

    def _speaking(self, run: str, level: str, tag: str | None, *, of_states: bool) -> list[Reading]:
        """List the readings of a level, of checkpoints or of all else, that speak for a run at it or below it."""
        found = self._read_level(level)
        if not found:
            return []
        is_own = level == ancestors(run)[0]
        return [
            reading
            for reading in found
            if (reading.witness is not None) == of_states
            and (is_own or collection().of(reading).is_inherited)
            and (tag is None or reading.governs(run, tag))
        ]

    def _fallback(self) -> list[Reading]:
        return list(self._read_level(FALLBACK)) if self._config_file else []

    def _read_config_file(self) -> Level:
        folder, name = posixpath.split(self._config_file)
        footprint = Footprint()
        directory = Directory(folder or ".", ".", footprint)
        reading = LR_SCHEDULE.read_file(directory, name)
        found = () if reading is None else (SCHEDULE_FILE.found(directory.where(name), reading),)
        return Level(found, footprint)

    def company_of(self, run: str, tags: Collection[str]) -> Company:
        """Tell what a run has beside one series, as it was when its readings were found.

        Args:
          run: the run.
          tags: its scalar tags.
        """
        names = ancestors(run)
        levels = [level for name in names if (level := self._known.levels.get(name)) is not None]
        own = self._known.levels.get(names[0]) if names else None
        paths = () if not names or self._root.is_remote else tuple(self._root.paths_of(names[0]))
        passed_over = next((level.passed_over for level in levels if level.passed_over), "")
        return Company(tuple(tags), () if own is None else own.files, paths, passed_over)

    def refresh(self, stale: Collection[str]) -> set[str]:
        """Read levels again, and name those whose readings, or checkpoints elsewhere, are not what they were."""
        changed = set()
        for name in stale:
            before = self._known.levels.pop(name)
            try:
                is_same = self._read_level(name) == before.readings
            except Exception:  # It fails once more for whoever asks; no other change is lost with it.
                logger.debug("could not read level %s again", name, exc_info=True)
                is_same = False
            if not is_same:
                changed.add(name.removeprefix(CHECKPOINTS))
        return changed

    def names_tag(self, run: str, tag: str) -> bool:
        """Say whether a metadata summary of a run or its ancestors governs this very tag."""
        return any(reading.tag == tag for level in ancestors(run) for reading in self._by_run.get(level, ()))

    @property
    def unread(self) -> list[Unread]:
        """What took longer to read than anybody should wait."""
        levels = list(self._known.levels.items())
        return [self._pending(name) for name, level in levels if isinstance(level.footprint, Pending)]

    def _pending(self, name: str) -> Unread:
        run, what, where = name, "the configuration files of this directory", name
        if name == FALLBACK:
            run, what, where = ".", "this file", self._config_file
        elif name.startswith(CHECKPOINTS):
            run = name.removeprefix(CHECKPOINTS)
            base = self._root.checkpoints
            what, where = "the checkpoints of this directory", base if run == "." else posixpath.join(base, run)
        message = (
            f"Reading {what} takes longer than {LEVEL_SECONDS:g} s, so what is in them now is not taken into account. "
            "Is it on a file system that does not answer?"
        )
        return Unread(run, where, message)

    @property
    def summaries(self) -> Mapping[str, Sequence[Reading]]:
        """The readings of all metadata summaries by run; where nothing changed, the object of the look before."""
        return self._by_run

    def _read_level(self, name: str) -> tuple[Reading, ...]:
        """Read the run of a name, then the directory of the same name."""
        level = self._known.levels.get(name)
        if level is None:
            read = self._read_config_file if name == FALLBACK else functools.partial(self._level, name)
            if name.startswith(CHECKPOINTS):
                read = functools.partial(self._given_level, name.removeprefix(CHECKPOINTS))
            try:
                level = self._known.calls.within(LEVEL_SECONDS, read)
            except StillRunningError as error:
                level = Level((), Pending(error.call), self._evidence.get(name))
            self._known.keep(name, level, self._evidence)
        return level.readings

    def _given_level(self, name: str) -> Level:
        """Read the checkpoints that lie elsewhere: right in their directory, or below it by the run's name."""
        footprint = Footprint()
        found = collection().read(Traces(Directory(LogRoot(self._root.checkpoints), name, footprint)))
        return Level(tuple(reading for reading in found if reading.witness is not None), footprint)

    def _level(self, name: str) -> Level:
        footprint = Footprint()
        evidence = self._evidence.get(name)
        siblings = Siblings(name, self._evidence)
        directory = Directory(self._root, name, footprint)
        traces = Traces(directory, evidence or NOTHING_LOGGED, siblings)
        readings = tuple(collection().read(traces))
        files = tuple(directory.file_names()[:_MOST_FILES])
        return Level(readings, footprint, evidence, siblings.asked, files, collection().passed_over(directory))
