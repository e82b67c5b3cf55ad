"""The parts of a log directory that no reader can read, kept up to date."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future, wait

from tb_lrplugin.answers.contract import Problem
from tb_lrplugin.data.background import in_background as start
from tb_lrplugin.data.event_survey import EventSurvey, Unread
from tb_lrplugin.data.file_points import FILE_NAMES
from tb_lrplugin.data.log_data import Listing
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.data.tags import TagFilter

NO_UTF_8 = (
    "the name is not ASCII, and this process runs in a locale without UTF-8 (LC_ALL=C). Start it with PYTHONUTF8=1 or "
    "LC_ALL=C.UTF-8."
)
# Event files are walked no more often than this, and for no more than this share of the time.
_SURVEY_SECONDS = 10.0
_SURVEY_SHARE = 0.05
_MOST_NAMED = 50
# A directory or file that is walked for so long is on a file system that does not answer.
_LONGEST_STEP_SECONDS = 60.0


class UnreadParts:
    """Walks the event files now and then; one look at a time."""

    def __init__(
        self,
        root: LogRoot,
        tag_filter: TagFilter,
        clock: Callable[[], float],
        known: Sequence[Unread] = (),
        *,
        in_background: bool,
    ) -> None:
        """Prepare; nothing is walked yet.

        Args:
          root: where the event files lie.
          tag_filter: which tags are learning rates.
          clock: monotonic seconds; a parameter for tests.
          known: what is known to be unread already.
          in_background: whether no look waits for a walk.
        """
        # A check is told by its own readers what they stop at; TensorBoard tells its plugins nothing.
        self._root = root
        self._survey = EventSurvey(root, tag_filter, reads_records=in_background, names=FILE_NAMES)
        self._lock = threading.Lock()
        self._clock = clock
        self._known = list(known)
        self._in_background = in_background
        self._walk: Future[list[Unread]] | None = None
        self._began_at: float | None = None
        self._seconds = 0.0
        self._step, self._step_began_at = "", 0.0
        self._found = self._known
        self._told: list[Unread] | None = None

    def point_files(self) -> Mapping[str, Collection[str]]:
        """Walk where that is due; list the files with points that were found, by their directory."""
        self.have_changed()
        return self._survey.named

    def have_changed(self) -> bool:
        """Walk where that is due; say whether there is anything that `problems` did not tell yet."""
        with self._lock:
            return self._have_changed()

    def _have_changed(self) -> bool:
        if self._walk is None and (self._began_at is None or self._clock() - self._began_at >= self._pause()):
            self._began_at = self._clock()
            self._walk = start("lr_diagnostics_event_files", self._survey.look)
            self._step, self._step_began_at = "", self._began_at
        if self._walk is not None and not self._in_background:
            while not self._walk.done() and not self._is_stuck():
                wait([self._walk], _LONGEST_STEP_SECONDS / 4)
        if self._walk is not None and self._walk.done():
            self._found, self._walk = self._merged(self._walk.result()), None
            self._seconds = self._clock() - (self._began_at or 0.0)
        elif self._walk is not None and self._is_stuck():
            message = "The event files here do not answer. Is this on a file system that is gone?"
            self._found = self._merged([Unread(self._step, self._step, message)])
        return self._found != (self._told or [])

    def _is_stuck(self) -> bool:
        if self._survey.place != self._step:
            self._step, self._step_began_at = self._survey.place, self._clock()
        return self._clock() - self._step_began_at >= _LONGEST_STEP_SECONDS

    def problems(self, listing: Listing, of_sources: Sequence[Unread]) -> list[Problem]:
        """List what cannot be read.

        Args:
          listing: the listing of all scalar series; what a reader reads after all is left out.
          of_sources: what could not be read of configurations.
        """
        self.have_changed()
        self._told = self._found
        every = (*self._under_locale(listing), *of_sources, *self._found)
        unread = [part for part in every if not part.tag or part.tag not in listing.get(part.run, {})]
        problems: list[Problem] = [
            {"where": part.where, "message": part.message, "unread": True} for part in unread[:_MOST_NAMED]
        ]
        if len(unread) > _MOST_NAMED:
            more = f"{len(unread) - _MOST_NAMED:,} more files and series cannot be read."
            problems.append({"where": ".", "message": more, "unread": True})
        return problems

    def _under_locale(self, runs: Iterable[str]) -> list[Unread]:
        """Name the first run whose files cannot be named, and so not be found, in a locale without UTF-8."""
        if sys.getfilesystemencoding() == "utf-8":
            return []
        is_named = all(path.isascii() for path in self._root.paths_of("."))
        odd = next((run for run in runs if not (is_named and run.isascii())), None)
        return [] if odd is None else [Unread(odd, odd, f"Configuration files cannot be found here: {NO_UTF_8}")]

    def _merged(self, walked: list[Unread]) -> list[Unread]:
        # A file that the walk names tells more than the run that the reader stopped at, and the place in the file.
        named = {part.where for part in walked} | {part.run for part in walked}
        return walked + [part for part in self._known if part.where not in named]

    def _pause(self) -> float:
        return max(_SURVEY_SECONDS, self._seconds / _SURVEY_SHARE)
