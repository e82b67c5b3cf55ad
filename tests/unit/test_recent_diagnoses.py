"""Many pages that ask for one series cost one diagnosis, and none is told what was true of other points."""

from __future__ import annotations

import threading
import time

import numpy as np

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.engine import diagnose, failed
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.workspace.recent import RecentDiagnoses

STEPS = np.arange(20)


def series_of(values: float | list[float] = 0.5, run: str = "run", times: float = 1.0) -> Series:
    return Series.from_points(run, "lr", STEPS, np.broadcast_to(values, len(STEPS)), STEPS * times)


class Counted:
    """Diagnoses, and counts how often."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.count = 0
        self._seconds = seconds
        self._recent = RecentDiagnoses()

    def __call__(self, series: Series, circumstances: object = ()) -> Diagnosis:
        def work() -> Diagnosis:
            self.count += 1
            time.sleep(self._seconds)
            return diagnose(series, [])

        return self._recent.diagnosed(series, circumstances, work)


def test_the_same_is_diagnosed_once() -> None:
    diagnosed = Counted()
    first = diagnosed(series_of())
    assert diagnosed(series_of()) is first
    assert diagnosed.count == 1


def test_whatever_else_there_is_to_know_is_diagnosed_anew() -> None:
    diagnosed = Counted()
    kinds = [series_of(), series_of(0.25), series_of(run="other"), series_of(times=2.0), series_of()[:10]]
    for series in kinds:
        assert diagnosed(series).series is series
    assert diagnosed(kinds[2], "another configuration").series is kinds[2]
    assert diagnosed.count == len(kinds) + 1


def test_many_at_once_share_one() -> None:
    diagnosed = Counted(seconds=0.05)
    threads = [threading.Thread(target=diagnosed, args=(series_of(),)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert diagnosed.count == 1


def test_few_are_kept_and_what_failed_is_not() -> None:
    diagnosed = Counted()
    for number in range(200):
        diagnosed(series_of(run=str(number)))
    diagnosed(series_of(run="0"))
    assert diagnosed.count == 201
    recent, error = RecentDiagnoses(), ValueError("odd")
    tries = [recent.diagnosed(series_of(), (), lambda: failed(series_of(), error)) for _ in range(2)]
    assert tries[0] is not tries[1]
