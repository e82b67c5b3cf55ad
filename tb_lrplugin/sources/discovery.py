"""Which readings speak for which run: nearest directory first, an explicit summary before all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from tb_lrplugin.data.files import Directory, ancestors
from tb_lrplugin.data.log_data import MetadataSummary
from tb_lrplugin.sources.metadata import read_metadata
from tb_lrplugin.sources.pipeline_config import PipelineConfigSource
from tb_lrplugin.sources.reading import Reading


class DirectorySource(Protocol):
    """A reader of config files; one that finds nothing of its kind returns None."""

    def read(self, directory: Directory) -> Reading | None:
        """Read the configuration that lies in one directory."""


_DIRECTORY_SOURCES: Sequence[DirectorySource] = (PipelineConfigSource(),)


class Discovery:
    """The readings of one look at a log directory; every directory is read once."""

    def __init__(self, logdir: str | None, summaries: Collection[MetadataSummary]) -> None:
        """Prepare for looking.

        Args:
          logdir: as passed to TensorBoard; None or "" where no files can be seen.
          summaries: the metadata summaries of all runs.
        """
        self._logdir = logdir
        self._by_directory: dict[str, tuple[Reading, ...]] = {}
        self._by_run: dict[str, list[Reading]] = {}
        for summary in sorted(summaries, key=lambda found: (found.run, found.tag)):
            reading = read_metadata(summary)
            if reading is not None:
                self._by_run.setdefault(summary.run, []).append(reading)

    def readings_for(self, run: str) -> list[Reading]:
        """List the readings that speak for a run, the one to believe first.

        The metadata summaries of the nearest run that has any, then the readings of the nearest
        directory that has any, both among the run itself and its ancestors up to the log directory.
        """
        levels = list(ancestors(run))
        summaries = next((self._by_run[level] for level in levels if level in self._by_run), [])
        files = next((found for level in levels if (found := self._read_directory(level))), ())
        return [*summaries, *files]

    def names_tag(self, run: str, tag: str) -> bool:
        """Say whether a metadata summary of a run or its ancestors governs this very tag."""
        return any(reading.tag == tag for level in ancestors(run) for reading in self._by_run.get(level, ()))

    def summaries_of(self, run: str) -> Sequence[Reading]:
        """List the readings of a run's own metadata summaries."""
        return self._by_run.get(run, ())

    def runs_with_summaries(self) -> list[str]:
        """List the runs that have metadata summaries of their own."""
        return list(self._by_run)

    def _read_directory(self, name: str) -> tuple[Reading, ...]:
        if not self._logdir:
            return ()
        if name not in self._by_directory:
            directory = Directory(self._logdir, name)
            found = [source.read(directory) for source in _DIRECTORY_SOURCES]
            self._by_directory[name] = tuple(reading for reading in found if reading is not None)
        return self._by_directory[name]
