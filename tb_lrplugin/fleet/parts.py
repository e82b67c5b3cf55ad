"""One part of a log directory, checked in whatever process it is sent to."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

from tb_lrplugin.answers.contract import Entry, Problem
from tb_lrplugin.fleet.layout import ABOVE, unit_of
from tb_lrplugin.report.looking import look
from tb_lrplugin.workspace.acknowledgements import FILE_NAME


@dataclass(frozen=True)
class Asked:
    """What is the same for all parts; paths are absolute.

    Attributes:
      units: all directories of runs, which see nothing of each other.
    """

    logdir: str
    tags: str = ""
    config_file: str = ""
    checkpoints: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seen:
    """What a part has.

    Attributes:
      series: full entries, runs named from the whole log directory.
      problems: findings that belong to no single series.
      is_whole: whether it was looked at.
    """

    series: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    is_whole: bool = True

    @property
    def is_settled(self) -> bool:
        """Whether the next look would say the same: what could not be read may be readable by then."""
        is_read = not any(problem["unread"] for problem in self.problems)
        return self.is_whole and is_read and all(entry["verdict"] != "not_diagnosed" for entry in self.series)


def check_part(asked: Asked, units: Sequence[str]) -> Seen:
    """Diagnose the runs of some directories as if there were no others.

    The part is a directory of links to their points, so that every run has its own name; configurations and checkpoints
    are read where they are. What people acknowledge is held against the whole alone.
    """
    with tempfile.TemporaryDirectory(prefix="tb_lrplugin_part_") as view:
        _link(asked, view, set(units))
        snapshot = look(
            view,
            tags=asked.tags,
            config_file=asked.config_file,
            checkpoints=asked.checkpoints,
            configured_in=asked.logdir,
        )
        own = (entry for entry in snapshot.entries if unit_of(asked.units, entry["run"]) in units)
        return Seen(tuple(own), snapshot.problems)


def _link(asked: Asked, view: str, units: set[str]) -> None:
    """Link to some directories of runs, and to all files above them: of a run up there the others may inherit.

    What else lies above, runs without event files say, goes with `ABOVE`.
    """
    above = {folder for unit in (asked.units if ABOVE in units else units) for folder in _parents(unit)}
    others = {name for unit in asked.units for name in (unit, *_parents(unit))} - units - above
    for folder in sorted(above | {""}):
        os.makedirs(os.path.join(view, folder), exist_ok=True)
        with os.scandir(os.path.join(asked.logdir, folder)) as entries:
            for entry in entries:
                name = f"{folder}/{entry.name}" if folder else entry.name
                is_ours = name in units or ABOVE in units or not entry.is_dir()
                if is_ours and name not in above and name not in others and name != FILE_NAME:
                    os.symlink(entry.path, os.path.join(view, name))


def _parents(name: str) -> list[str]:
    parts = name.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
