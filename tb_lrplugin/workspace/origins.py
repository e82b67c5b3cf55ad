"""Which run another one goes on from: a resumed run that logs into a directory of its own."""

from __future__ import annotations

import logging

import numpy as np

from tb_lrplugin.data.log_data import Listing
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.origin import Origin
from tb_lrplugin.discovery import Discovery

logger = logging.getLogger(__name__)

# Between the last point before a checkpoint and the first one behind it lie two intervals of the log at most.
_INTERVALS = 2
# A sweep has hundreds of runs beside one another.
_MOST = 8


class Origins:
    """Finds the runs before the runs of one listing."""

    def __init__(self, listing: Listing, discovery: Discovery) -> None:
        """Prepare; nothing is looked up yet.

        Args:
          listing: of all scalars, with the last step and wall time of each.
          discovery: what the sources say of each run.
        """
        self._listing = listing
        self._discovery = discovery
        self._beside: dict[tuple[str, ...], list[str]] | None = None

    def of(self, series: Series) -> list[Origin]:
        """List the runs that a series may go on from, the likelier first; none where it begins at step 0.

        They stand beside it, under a name that differs in one part ("leg1/train" beside "leg2/train"), have the same
        tag, came to where this one begins, and wrote their last point before this one's first. One that ends there
        stands before one that went on, and a later one before an earlier one.
        """
        if not len(series):
            return []
        first = int(series.steps[0])
        interval = float(np.median(np.diff(series.steps))) if len(series) > 1 else 0.0
        if first <= _INTERVALS * interval or first <= 1:
            return []
        near = _INTERVALS * max(interval, 1.0)
        found = []
        for run in self._runs_beside(series.run):
            step, seconds = self._listing[run].get(series.tag, (-1, 0.0))
            if step + near >= first and seconds < series.began_at:
                found.append((step <= first + near, seconds, run))
        return [origin for *_, run in sorted(found, reverse=True)[:_MOST] if (origin := self._origin(run, series.tag))]

    def _origin(self, run: str, tag: str) -> Origin | None:
        try:
            return Origin(run, self._discovery.readings_for(run, tag))
        except Exception:  # What speaks for the other run is said there.
            logger.debug("could not find what speaks for %s", run, exc_info=True)
            return None

    def _runs_beside(self, run: str) -> set[str]:
        if self._beside is None:
            self._beside = {}
            for other in self._listing:
                for place in places(other):
                    self._beside.setdefault(place, []).append(other)
        return {other for place in places(run) for other in self._beside.get(place, ())} - {run}


def places(run: str) -> list[tuple[str, ...]]:
    """List a run's name with each of its parts left open in turn."""
    parts = tuple(run.split("/"))
    return [(*parts[:index], "", *parts[index + 1 :]) for index in range(len(parts))]
