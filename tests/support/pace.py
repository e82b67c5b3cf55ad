"""Processor time that a slow or busy machine does not spoil: told in the seconds of a quiet one.

Two programs on one core or a small machine slow everything by two to four times. So what takes too long is measured
again, against known work of the same kind that is done just before and just after it.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable

# What `_known_work` takes on a quiet core of 2.5 GHz.
_QUIET_SECONDS = 0.011
# A tracer that counts lines slows the package and not the known work, by so much at most.
_TRACED = 10.0
_WORD = re.compile(r"(\d+)")


def quiet_seconds(work: Callable[[], object], enough: float, tries: int = 4) -> float:
    """Measure some work, in seconds of processor time of a quiet machine.

    Args:
      work: done once a try.
      enough: the first try that takes no longer ends it.
      tries: how often at most; the least counts, as whatever disturbs can only add.
    """
    # Mostly it needs no comparison.
    if (least := _seconds(work)) <= enough:
        return least
    for _ in range(tries - 1):
        before = _seconds(_known_work)
        taken = _seconds(work)
        slowness = max(1.0, (before + _seconds(_known_work)) / 2 / _QUIET_SECONDS)
        slowness *= _TRACED if sys.gettrace() is not None else 1.0
        least = min(least, taken / slowness)
        if least <= enough:
            break
    return least


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _known_work() -> int:
    names = [f"name-{number}.{number % 7}" for number in range(5000)]
    return len({tuple(_WORD.split(name)) for name in sorted(names, key=len)})
