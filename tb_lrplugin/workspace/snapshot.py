"""All diagnoses of a log directory at one moment."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tb_lrplugin.answers.entry import JsonObject


@dataclass(frozen=True)
class Progress:
    """How far a look is that is still under way.

    Attributes:
      done: series diagnosed.
      total: series to diagnose; 0 where that is not known yet.
    """

    done: int
    total: int


@dataclass(frozen=True)
class Snapshot:
    """All diagnoses at one moment.

    Attributes:
      revision: changes whenever anything else in here does, and never repeats.
      row_texts: one compact row per series as JSON, worst first: 10,000 of them have some megabytes.
      problems: findings that belong to no single series, {"where", "message"}.
      scalar_tags: some scalar tags that exist, where none of them is a learning rate.
      entries: one full entry per series in the same order; none where the workspace keeps rows only.
      reading: how far the look is, where this is what is known before its end; else None.
    """

    revision: str
    row_texts: tuple[str, ...]
    problems: tuple[JsonObject, ...]
    scalar_tags: tuple[str, ...]
    entries: tuple[JsonObject, ...] = ()
    reading: Progress | None = None

    def rows(self) -> list[JsonObject]:
        """Decode the rows."""
        return [json.loads(text) for text in self.row_texts]
