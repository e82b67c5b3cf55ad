"""Points that runs leave in files other than event files: `results.csv`, `trainer_state.json`, `metrics.csv`."""

from __future__ import annotations

from tb_lrplugin.data.file_points.store import POINT_FILES, FilePoints

__all__ = ["FILE_NAMES", "FilePoints"]

FILE_NAMES = frozenset(kind.name for kind in POINT_FILES)
