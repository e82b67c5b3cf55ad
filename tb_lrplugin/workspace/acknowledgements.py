"""What people know of and leave as it is: `lr_diagnostics.yaml` in the log directory.

    acknowledged:
      - run: "sweep/*"
        tag: "*"
        verdict: frozen
        reason: "the last stage is fine-tuned at a fixed rate"
        until: 2027-06-30

Such a series keeps its verdict, but fails no check. An entry that no longer fits is told.
"""

from __future__ import annotations

import datetime
import fnmatch
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tb_lrplugin.answers.contract import Acknowledged, Problem
from tb_lrplugin.data.files import ConfigFileError, Directory
from tb_lrplugin.data.footprint import REMOTE_PAUSE_SECONDS, Footprint, Pause
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF
from tb_lrplugin.formats.safe_yaml import load_yaml

FILE_NAME = "lr_diagnostics.yaml"
_LIST = "acknowledged"
_KEYS = ("run", "tag", "verdict", "reason", "until")
_EXAMPLE = 'such as {run: "sweep/*", tag: "*", verdict: frozen, reason: "as it should be", until: 2027-06-30}'


@dataclass(frozen=True)
class _Entry:
    """One entry of the file; patterns as in a shell, in which `*` stands for any text."""

    where: str
    run: str
    tag: str
    verdict: str
    reason: str
    until: datetime.date | None

    def names(self, run: str, tag: str) -> bool:
        return fnmatch.fnmatchcase(run, self.run) and fnmatch.fnmatchcase(tag, self.tag)

    def is_over(self) -> bool:
        return self.until is not None and datetime.date.today() > self.until


class Acknowledgements:
    """The entries of the file, kept up to date."""

    def __init__(self, root: LogRoot, clock: Callable[[], float]) -> None:
        """Prepare; nothing is read yet.

        Args:
          root: where the log directory lies.
          clock: monotonic seconds.
        """
        self._root = root
        self._pause = Pause(REMOTE_PAUSE_SECONDS if root.is_remote else 0.0, clock)
        self._footprint: Footprint | None = None
        self._entries: tuple[_Entry, ...] = ()
        self._broken: tuple[Problem, ...] = ()
        self._told: object = ((), (), ())

    def look(self) -> bool:
        """Read the file where it changed; say whether anything counts now that did not, or no longer."""
        if self._footprint is None or self._has_changed(self._footprint):
            self._footprint = Footprint()
            found = tuple(_read(Directory(self._root, ".", self._footprint)))
            self._entries = tuple(one for one in found if isinstance(one, _Entry))
            self._broken = tuple(one for one in found if not isinstance(one, _Entry))
        told = self._entries, self._broken, tuple(entry.is_over() for entry in self._entries)
        is_other, self._told = told != self._told, told
        return is_other

    def _has_changed(self, footprint: Footprint) -> bool:
        if not self._pause.is_over:
            return False
        with self._pause.after():
            return footprint.has_changed()

    def of(self, run: str, tag: str, verdict: str) -> Acknowledged | None:
        """Find the entry that counts for a verdict of a series; None where nobody acknowledged it."""
        for entry in self._entries:
            if entry.verdict == verdict and entry.names(run, tag) and not entry.is_over():
                until = None if entry.until is None else entry.until.isoformat()
                told = f"Acknowledged{f' until {until}' if until else ''}: {entry.reason} ({entry.where})"
                return {"reason": entry.reason, "until": until, "where": entry.where, "text": told}
        return None

    @property
    def are_some(self) -> bool:
        """Whether there is any that can be read."""
        return bool(self._entries)

    def problems(self, verdicts: Callable[[], Iterable[Sequence[str]]]) -> list[Problem]:
        """Tell of entries that cannot be read, are over, or fit nothing any more.

        Args:
          verdicts: gives run, tag and verdict of every series, anew for each entry.
        """
        told = (_no_longer(entry, verdicts()) for entry in self._entries)
        return [*self._broken, *(problem for problem in told if problem is not None)]


def _no_longer(entry: _Entry, known: Iterable[Sequence[str]]) -> Problem | None:
    count, first, fitting = 0, ("", "", ""), ""
    for run, tag, verdict in known:
        if entry.names(run, tag):
            first = first if count else (run, tag, verdict)
            fitting = fitting or (run if verdict == entry.verdict else "")
            count += 1
    if not count:
        return _problem(entry.where, f"No series has a run like {entry.run!r} and a tag like {entry.tag!r}. Remove it.")
    if not fitting:
        run, tag, verdict = first
        others = f" and {count - 1:,} more have other verdicts" if count > 1 else ""
        return _problem(
            entry.where, f"It no longer fits: {run} {tag} is {verdict} now, not {entry.verdict}{others}. Remove it."
        )
    if entry.is_over():
        return _problem(
            entry.where,
            f"It was good until {entry.until}: the verdict {entry.verdict} of {fitting} counts again.",
        )
    return None


def _read(directory: Directory) -> Iterator[_Entry | Problem]:
    """Read the entries; those that are none are problems."""
    if FILE_NAME not in directory.file_names():
        return
    try:
        document = load_yaml(directory.read_text(FILE_NAME))
    except ConfigFileError as error:
        yield _problem(FILE_NAME, f"Nothing is acknowledged: {error}.")
        return
    listed = document.get(_LIST) if isinstance(document, dict) else None
    if not isinstance(listed, list):
        yield _problem(FILE_NAME, f"Nothing is acknowledged: the file needs a list `{_LIST}:` of entries, {_EXAMPLE}.")
        return
    for number, values in enumerate(listed, 1):
        where = f"{FILE_NAME}, entry {number}"
        try:
            yield _entry(where, values)
        except ValueError as error:
            yield _problem(where, f"It acknowledges nothing: {error}.")


def _entry(where: str, values: Any) -> _Entry:
    if not isinstance(values, dict):
        raise ValueError(f"an entry has keys and values, {_EXAMPLE}")
    unknown = [str(key) for key in values if key not in _KEYS]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no key of an entry; these are {', '.join(_KEYS)}")
    for key in ("run", "verdict", "reason"):
        if values.get(key) in (None, ""):
            raise ValueError(f"{key!r} is missing")
    verdict = str(values["verdict"])
    if verdict not in SEVERITY_OF:
        raise ValueError(f"{verdict!r} is no verdict; `tb-lrplugin explain` lists them")
    return _Entry(
        where, str(values["run"]), str(values.get("tag") or "*"), verdict, str(values["reason"]), _date(values)
    )


def _date(values: dict[Any, Any]) -> datetime.date | None:
    until = values.get("until")
    if until is None:
        return None
    if isinstance(until, datetime.datetime):
        return until.date()
    try:
        return datetime.datetime.strptime(str(until), "%Y-%m-%d").date()
    except ValueError as error:
        raise ValueError(f"until is {str(until)!r}, no date like 2027-06-30") from error


def _problem(where: str, message: str) -> Problem:
    return {"where": where, "message": message, "unread": False}
