"""Points as they were written become one story: what a resumed run overwrote is left out."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.data.series import Series


def kept(steps: list[int]) -> list[tuple[int, int]]:
    """Give the steps kept, each with the position at which it was written."""
    series = Series.from_points("run", "lr", steps, range(len(steps)), [100.0 + i for i in range(len(steps))])
    assert (series.wall_times == series.values + 100).all(), "the columns belong together"
    return list(zip(series.steps.tolist(), series.values.astype(int).tolist(), strict=True))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ([], []),
        ([7], [(7, 0)]),
        ([0, 10, 20], [(0, 0), (10, 1), (20, 2)]),
        # The same step again: the later one counts.
        ([0, 0, 0, 5], [(0, 2), (5, 3)]),
        ([0, 5, 5], [(0, 0), (5, 2)]),
        # Resumed from an older checkpoint: everything from there on was written anew.
        ([0, 10, 20, 30, 15, 25], [(0, 0), (10, 1), (15, 4), (25, 5)]),
        # Started from scratch in the same directory.
        ([5, 10, 15, 5, 10], [(5, 3), (10, 4)]),
        ([5, 10, 15, 0], [(0, 3)]),
        # Two resumptions, the second one further back than the first.
        ([0, 10, 20, 15, 25, 5, 15], [(0, 0), (5, 5), (15, 6)]),
        # Steps below zero are steps like others.
        ([-2, -1, 0], [(-2, 0), (-1, 1), (0, 2)]),
    ],
)
def test_superseded_points_are_left_out(written: list[int], expected: list[tuple[int, int]]) -> None:
    assert kept(written) == expected


def test_steps_always_increase() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        written = rng.integers(0, 20, rng.integers(0, 30)).tolist()
        steps = [step for step, _ in kept(written)]
        assert steps == sorted(set(steps))
        assert steps[-1:] == written[-1:], "what was written last is always kept"


def test_columns_have_the_documented_types() -> None:
    series = Series.from_points("run", "lr", [1, 2], [1, 2], [3, 4])
    assert (series.steps.dtype, series.values.dtype, series.wall_times.dtype) == (np.int64, np.float64, np.float64)
    assert len(series) == 2
