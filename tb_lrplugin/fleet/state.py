"""What a check saw, kept in a file, so that the next one looks only at directories that have changed."""

from __future__ import annotations

import dataclasses
import json
import os
from typing import Any

from tb_lrplugin import __version__
from tb_lrplugin.fleet.layout import Layout
from tb_lrplugin.fleet.parts import Asked, Seen


class State:
    """The file; one check at a time.

    Attributes:
      asked: what the check is asked.
      units: what is known of directories that are as they were.
      groups: what is known of directories that were looked at together, and are as they were.
    """

    def __init__(self, path: str, asked: Asked, layout: Layout) -> None:
        """Start without anything known.

        Args:
          path: of the file; "" where nothing is kept.
          asked: what the check is asked; the answers to other questions are of no use.
          layout: the log directory as it is now.
        """
        self.units: dict[str, Seen] = {}
        self.groups: dict[tuple[str, ...], Seen] = {}
        self.asked = asked
        self._path = path
        given = dataclasses.asdict(asked)
        # Directories of runs come and go.
        del given["units"]
        self._key = {"version": __version__, **given}
        self._prints = {unit: layout.print_of(unit) for unit in layout.units} if path else {}
        self._kept: dict[str, Any] = {}
        self._kept_groups: dict[str, Any] = {}

    @staticmethod
    def read(path: str, asked: Asked, layout: Layout) -> State:
        """Read the file; one that is not there, or of something else, tells nothing."""
        state = State(path, asked, layout)
        try:
            with open(path, encoding="utf-8") as file:
                found = json.load(file)
            if found["key"] == state._key:
                for unit, one in found["units"].items():
                    if state._prints.get(unit) == one["print"]:
                        state._kept[unit] = one
                        state.units[unit] = Seen(tuple(one["series"]), tuple(one["problems"]))
                for name, one in found["groups"].items():
                    units = tuple(json.loads(name))
                    if [state._prints.get(unit) for unit in units] == one["prints"]:
                        state.groups[units] = Seen(tuple(one["series"]), tuple(one["problems"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return State(path, asked, layout)
        return state

    def keep(self, unit: str, seen: Seen | None) -> None:
        """Remember what was seen of a directory, unless not all of it could be read."""
        if self._path and (seen is None or seen.is_settled):
            series, problems = ((), ()) if seen is None else (seen.series, seen.problems)
            self._kept[unit] = {"print": self._prints[unit], "series": series, "problems": problems}

    def keep_group(self, units: tuple[str, ...], seen: Seen) -> None:
        """Remember what was seen of directories that were looked at together."""
        if self._path and seen.is_settled:
            prints = [self._prints.get(unit) for unit in units]
            kept = {"prints": prints, "series": seen.series, "problems": seen.problems}
            self._kept_groups[json.dumps(units)] = kept

    def write(self) -> None:
        """Write the file, all of it or nothing.

        Raises:
          OSError: if it cannot be written.
        """
        if not self._path:
            return
        beside = f"{self._path}.{os.getpid()}.new"
        with open(beside, "w", encoding="utf-8") as file:
            json.dump({"key": self._key, "units": self._kept, "groups": self._kept_groups}, file)
        os.replace(beside, self._path)
