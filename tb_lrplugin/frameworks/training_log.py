"""The text that a training script prints into a log file beside its configuration: how long its epochs are.

Only the end of the file is read, where the run stands: a log of gigabytes costs no more than a short one.
"""

from __future__ import annotations

import dataclasses
import fnmatch
import itertools
import logging
import re
from collections.abc import Callable, Mapping

from tb_lrplugin.data.files import Directory
from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.frameworks.open_reading import OpenReading
from tb_lrplugin.frameworks.readers import Traces
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.unknown import LARGEST, EpochLengths, epoch_lengths

logger = logging.getLogger(__name__)

_MOST_BYTES = 2**16
_MOST_PLACES = 500
# Of the lengths of an epoch that a text admits; None where it tells nothing.
Lengths = Callable[[str], EpochLengths | None]


def end_of(directory: Directory, pattern: str) -> str:
    """Read the end of the last file, by name, that a pattern admits; "" where there is none, or it cannot be read."""
    names = fnmatch.filter(directory.file_names(), pattern)
    if not names:
        return ""
    try:
        with directory.open_ranges(names[-1]) as file:
            start = max(file.size - _MOST_BYTES, 0)
            return file.read(start, _MOST_BYTES).decode("utf-8", "replace")
    except Exception:  # Local or remote, every file system has errors of its own.
        logger.debug("could not read %s", directory.where(names[-1]), exc_info=True)
        return ""


def with_logged_lengths(logs: Mapping[str, Lengths]) -> Callable[[Reading, Traces], Reading]:
    """Complete readings that leave the length of an epoch open by a log file beside their configuration.

    Args:
      logs: by pattern of a file's name, what reads the lengths from the end of its text; the first that tells counts.
    """

    def complete(reading: Reading, traces: Traces) -> Reading:
        if not isinstance(reading, OpenReading) or not reading.ways:
            return reading
        told = (lengths(end_of(traces.directory, pattern)) for pattern, lengths in logs.items())
        found = next((one for one in told if one is not None), None)
        return reading if found is None else dataclasses.replace(reading, lengths=found)

    return complete


def written_out(pattern: re.Pattern[str]) -> Lengths:
    """Read a length that each line of progress writes out; its first group is that number."""

    def lengths(text: str) -> EpochLengths | None:
        found = {int(number) for number in pattern.findall(text)[-_MOST_PLACES:]}
        # Of several stages, or data of several sizes, none speaks for all.
        [number] = found if len(found) == 1 else [0]
        return EpochLengths(range(number, number + 1), range(1, LARGEST + 1)) if 0 < number <= LARGEST else None

    return lengths


def by_places(pattern: re.Pattern[str]) -> Lengths:
    """Read lines of progress that tell an epoch, counted from 1, and a step of the run, counted from 0."""

    def lengths(text: str) -> EpochLengths | None:
        found = [(int(step), int(epoch) - 1) for epoch, step in pattern.findall(text)[-_MOST_PLACES:]]
        return epoch_lengths([LastPoint(step, epoch) for step, epoch in found])

    return lengths


def by_batches(pattern: re.Pattern[str]) -> Lengths:
    """Read lines that tell an epoch and a batch of it, both counted from 1, at a regular distance of the batches."""

    def lengths(text: str) -> EpochLengths | None:
        found = [(int(epoch), int(batch)) for epoch, batch in pattern.findall(text)[-_MOST_PLACES:]]
        ends = {before[1] for before, after in itertools.pairwise(found) if after[0] > before[0]}
        gaps = {after[1] - before[1] for before, after in itertools.pairwise(found) if after[0] == before[0]}
        if len(ends) != 1 or not gaps or min(gaps) < 1:
            return None
        # The last batches of an epoch, fewer than that distance, are not told.
        [last] = ends
        return EpochLengths(range(last, last + min(gaps)), range(1, LARGEST + 1)) if 0 < last < LARGEST else None

    return lengths
