"""What earlier looks found of each run and directory, and what it was made from."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, TypeVar

from tb_lrplugin.data.background import BoundedCalls, in_turn
from tb_lrplugin.data.footprint import Footprint
from tb_lrplugin.data.log_data import MetadataSummary
from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.frameworks.reading import Reading

Item = TypeVar("Item")
Result = TypeVar("Result")

# Nobody waits longer for the files of one directory: a look must end, whatever a file system does.
LEVEL_SECONDS = 5.0
# With so many directories that do not answer, their file system is gone.
_MOST_PENDING = 8


@dataclass(frozen=True)
class Level:
    """What the run and the directory of one name tell.

    Attributes:
      readings: what the sources found, best first.
      footprint: the directories and files that they looked at.
      evidence: the run's own summaries; None where it has none.
      siblings: the summaries of other runs that they asked for, by run; None where there were none.
      files: the names of the files in the directory, the first ones of many.
      passed_over: which of them are too many to be opened, in sentences; "" where none are.
    """

    readings: tuple[Reading, ...]
    footprint: Footprint
    evidence: RunEvidence | None = None
    siblings: Mapping[str, RunEvidence | None] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    passed_over: str = ""

    def has_other_evidence(self, name: str, evidence: Mapping[str, RunEvidence]) -> bool:
        """Say whether the summaries that the readings were made from are others now."""
        return evidence.get(name) is not self.evidence or any(
            evidence.get(run) is not found for run, found in self.siblings.items()
        )


class Pending(Footprint):
    """Stands for what is still being read: changed as soon as that has ended."""

    __slots__ = ("_call",)

    def __init__(self, call: Future[Any]) -> None:
        super().__init__()
        self._call = call

    def has_changed(self) -> bool:
        """Say whether it has ended."""
        return self._call.done()


class Siblings(Mapping[str, RunEvidence]):
    """The evidence of the runs beside one, by their last name; remembers what was asked for."""

    def __init__(self, name: str, evidence: Mapping[str, RunEvidence]) -> None:
        self._parent = posixpath.dirname(name)
        self._evidence = evidence
        self.asked: dict[str, RunEvidence | None] = {}

    def __getitem__(self, key: str) -> RunEvidence:
        run = posixpath.join(self._parent, key)
        found = self.asked[run] = self._evidence.get(run)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        # The run above holds them all: it is another one as soon as any of them is.
        above = self._parent or "."
        self.asked[above] = self._evidence.get(above)
        return (posixpath.basename(run) for run in self._evidence if posixpath.dirname(run) == self._parent)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class KnownLevels:
    """The memory that the looks at one log directory share.

    Attributes:
      levels: what was read of each run or directory, by name.
      calls: reads them, each for a bounded time.
    """

    def __init__(self) -> None:
        self.levels: dict[str, Level] = {}
        self.calls = BoundedCalls("lr_diagnostics_configurations")
        self._evidence: Mapping[str, RunEvidence] = {}
        self._lock = Lock()
        self._summaries: Sequence[MetadataSummary] = ()
        self._by_run: dict[str, list[Reading]] = {}

    def begin(self, evidence: Mapping[str, RunEvidence]) -> None:
        """Begin a look at the summaries of all runs, after which nothing is kept of a look before at others."""
        with self._lock:
            self._evidence = evidence

    def keep(self, name: str, level: Level, evidence: Mapping[str, RunEvidence]) -> None:
        """Remember what a look at these summaries read, unless another has begun since."""
        with self._lock:
            if evidence is self._evidence:
                self.levels[name] = level

    def changed(self, seconds: float = LEVEL_SECONDS) -> dict[str, Level]:
        """Look at the files of all levels; list those that changed.

        A level whose files do not answer is left as pending, and the others are looked at.

        Args:
          seconds: how long to wait for one level.
        """
        found: dict[str, Level] = {}
        levels = list(self.levels.items())
        for (name, level), outcome in self._in_turn("lr_diagnostics_files_look", seconds, levels, _has_changed):
            if isinstance(outcome, Pending):
                with self._lock:
                    if self.levels.get(name) is level:
                        self.levels[name] = replace(level, footprint=outcome)
            elif outcome:
                found[name] = level
        return found

    def read(self, names: Sequence[str], read: Callable[[str], Level], evidence: Mapping[str, RunEvidence]) -> None:
        """Read several levels at once, which takes half the time of reading them when they are asked for.

        One that cannot be read is left to whoever asks for it, one that does not answer is left as pending.

        Args:
          names: of the levels; those that are known are left out.
          read: reads one.
          evidence: the summaries of the look that reads.
        """

        def read_or_none(name: str) -> Level | None:
            try:
                return read(name)
            except Exception:
                return None

        rest = [name for name in dict.fromkeys(names) if name not in self.levels]
        if len(rest) < 2:
            return
        for name, outcome in self._in_turn("lr_diagnostics_configurations", LEVEL_SECONDS, rest, read_or_none):
            level = Level((), outcome, evidence.get(name)) if isinstance(outcome, Pending) else outcome
            if level is not None:
                self.keep(name, level, evidence)

    def _in_turn(
        self, name: str, seconds: float, items: Sequence[Item], work: Callable[[Item], Result]
    ) -> Iterator[tuple[Item, Result | Pending]]:
        """Do the same work on several items, until too many do not answer; yields what came of each.

        Args:
          name: of the thread.
          seconds: how long to wait for one item.
          items: to work on, one after the other.
          work: on one of them.
        """
        pending = sum(isinstance(level.footprint, Pending) for level in list(self.levels.values()))
        while items and pending < _MOST_PENDING:
            results, call = in_turn(name, seconds, items, work)
            yield from zip(items, results, strict=False)
            if call is None:
                return
            yield items[len(results)], Pending(call)
            pending += 1
            items = items[len(results) + 1 :]

    def readings_of(
        self, summaries: Collection[MetadataSummary], read: Callable[[MetadataSummary], Reading | None]
    ) -> dict[str, list[Reading]]:
        """Read metadata summaries, those of runs whose summaries are the same as before not again.

        Args:
          summaries: those of all runs.
          read: makes a reading of one; None where it is none.

        Returns:
          The readings by run; a run of which nothing changed keeps the very list that it had.
        """
        ordered = sorted(summaries, key=lambda found: (found.run, found.tag))
        if ordered != self._summaries:
            before, now = _grouped(self._summaries), _grouped(ordered)
            by_run = {}
            for run, found in now.items():
                if before.get(run) == found:
                    readings = self._by_run.get(run, [])
                else:
                    readings = [reading for reading in map(read, found) if reading is not None]
                if readings:
                    by_run[run] = readings
            self._summaries, self._by_run = ordered, by_run
        return self._by_run


def _has_changed(named: tuple[str, Level]) -> bool:
    return named[1].footprint.has_changed()


def _grouped(summaries: Collection[MetadataSummary]) -> dict[str, list[MetadataSummary]]:
    groups: dict[str, list[MetadataSummary]] = {}
    for summary in summaries:
        groups.setdefault(summary.run, []).append(summary)
    return groups
