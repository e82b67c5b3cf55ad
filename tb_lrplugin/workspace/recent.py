"""The diagnoses of the last while: pages that ask for one series at a time cost what one page does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import NamedTuple

import numpy as np

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.model import Diagnosis

_MOST_KEPT = 64
# Longer series are read anew for each page anyway, and would fill the memory.
_MOST_POINTS = 10_000
_LOCKS = 16


class _Kept(NamedTuple):
    series: Series
    circumstances: object
    diagnosis: Diagnosis


class RecentDiagnoses:
    """Keeps the last diagnoses with all that they were made from. Safe to call from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # Of many who ask for one series at a time one diagnoses it.
        self._asking = [threading.Lock() for _ in range(_LOCKS)]
        self._kept: dict[Hashable, _Kept] = {}

    def diagnosed(self, series: Series, circumstances: object, diagnose: Callable[[], Diagnosis]) -> Diagnosis:
        """Diagnose a series, unless the last diagnosis of it was made from the same.

        Args:
          series: the points.
          circumstances: whatever else the diagnosis is made from, to be compared.
          diagnose: makes it.
        """
        if len(series) > _MOST_POINTS:
            return diagnose()
        key = series.run, series.tag
        with self._asking[hash(key) % _LOCKS]:
            with self._lock:
                kept = self._kept.get(key)
            if kept is not None and kept.circumstances == circumstances and _are_same(kept.series, series):
                return kept.diagnosis
            diagnosis = diagnose()
            # What failed is tried again.
            if diagnosis.finding.verdict != "not_diagnosed":
                with self._lock:
                    self._kept.pop(key, None)
                    self._kept[key] = _Kept(series, circumstances, diagnosis)
                    if len(self._kept) > _MOST_KEPT:
                        del self._kept[next(iter(self._kept))]
            return diagnosis


def _are_same(one: Series, other: Series) -> bool:
    return (
        (one.unreadable, one.is_sample, len(one)) == (other.unreadable, other.is_sample, len(other))
        and np.array_equal(one.steps, other.steps)
        and np.array_equal(one.values, other.values, equal_nan=True)
        and np.array_equal(one.wall_times, other.wall_times, equal_nan=True)
    )
