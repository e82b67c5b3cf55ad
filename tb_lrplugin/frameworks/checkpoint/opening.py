"""The newest checkpoint of a directory that can be read, and the one before it."""

from __future__ import annotations

import dataclasses
import itertools
import logging
from contextlib import ExitStack

from tb_lrplugin.data.files import Directory
from tb_lrplugin.formats.checkpoint import Checkpoint, CheckpointError, read_checkpoint
from tb_lrplugin.frameworks.checkpoint.evidence import Told, told_by
from tb_lrplugin.frameworks.checkpoint.finding import Candidate, before, candidates

logger = logging.getLogger(__name__)

# So many are opened before one must have told something.
_MOST_OPENED = 6


@dataclasses.dataclass(frozen=True)
class Opened:
    """A checkpoint that was read.

    Attributes:
      directory: that was asked for it.
      candidate: which one it is.
      told: what it says.
    """

    directory: Directory
    candidate: Candidate
    told: Told

    @property
    def where(self) -> str:
        """Its place relative to the log directory, for people."""
        names = self.candidate.names
        return self.directory.where(
            "/".join(filter(None, (self.candidate.folder, *(names if len(names) == 1 else ()))))
        )

    def told_before(self) -> Told | None:
        """Read the one that was saved before it; None where there is none, or none that can be read."""
        earlier = before(self.directory, self.candidate)
        return None if earlier is None else _told(self.directory, earlier)


def newest_in(directory: Directory) -> Opened | None:
    """Read the newest checkpoint at or below a directory that tells anything; None where there is none."""
    best: Opened | None = None
    for candidate in itertools.islice(candidates(directory), _MOST_OPENED):
        told = _told(directory, candidate)
        if told is None and (earlier := before(directory, candidate)) is not None:
            # It is being written, or another program's: the one before it speaks.
            candidate, told = earlier, _told(directory, earlier)
        if told and (best is None or _standing(told) > _standing(best.told)):
            best = Opened(directory, candidate, told)
    return best


def _standing(told: Told) -> tuple[bool, int]:
    """Order checkpoints: those that tell of schedulers, and those that are farther."""
    updates = (one.updates or 0 for one in told.optimizers)
    return bool(told.schedulers), max([told.step or 0, *updates, *(one.last_epoch or 0 for one in told.schedulers)])


def _told(directory: Directory, candidate: Candidate) -> Told | None:
    """Open the files of a checkpoint, and read what they say together; None where none of them can be read."""
    folder = directory.below(candidate.folder) if candidate.folder else directory
    found: dict[str, Checkpoint] = {}
    times: list[float] = []
    with ExitStack() as stack:
        for name in candidate.names:
            try:
                file = folder.open_ranges(name)
                stack.callback(file.close)
                found[name] = read_checkpoint(file)
                times += [] if file.saved_at is None else [file.saved_at]
            except CheckpointError as error:
                logger.debug("%s: %s", directory.where(name), error)
            except Exception:  # Local or remote, every file system has errors of its own.
                logger.debug("could not open %s", directory.where(name), exc_info=True)
        if not found:
            return None
        return dataclasses.replace(told_by(found, folder.file_names()), saved_at=max(times, default=None))
