"""A scheduler that is stepped once per epoch: how many steps that is, found from the points."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import IntArray
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.epochs import fit_epochs, suits
from tb_lrplugin.diagnosis.variants.variation import Variant
from tb_lrplugin.schedules import Held, OnAxis, Schedule
from tb_lrplugin.schedules.base import MAX_STEP
from tb_lrplugin.tolerance import CONVENTIONAL_OFFSETS
from tb_lrplugin.words.numbers import format_step

_MOST_NUMBERS = 32768
_MOST_RUNS = 8
_MOST_RATES = 3
# Longer than most runs by this factor, a run is more than one epoch.
_LONGEST = 1.5
_LEAST_RUNS = 2
_MOST_VARIANTS = 3
# The comparison that decides is made later, with the tolerance of the logger.
_SLACK = 4


def stepped_per_epoch(case: Case) -> list[Variant]:
    """Find the variants f(floor(x / n) * n) that the points admit.

    Many points within each epoch show its length by their runs of equal rates, few by the rates themselves.

    Returns:
      The variants with the smallest numbers of steps per epoch that fit; empty where none does.
    """
    by_runs = _by_runs(case)
    conventions = case.conventions() if by_runs else []
    # Of an epoch longer than half of the run nothing comes back.
    most = case.last_step // 2 + 1
    suiting = [number for number in by_runs if number <= most and any(suits(one, number) for one in conventions)]
    numbers = suiting or fit_epochs(case, _MOST_VARIANTS)
    return [_variant(case.schedule, number) for number in numbers if not _is_displacement(case, number)]


def _is_displacement(case: Case, number: int) -> bool:
    """Say whether every point lies at one place of its epoch, though not for being logged once per epoch.

    Such points tell how far the schedule is behind the log, and nothing of a rate that stands.
    """
    steps = case.series.steps
    return len(steps) > 1 and bool(np.ptp(steps % number) == 0 and number < np.diff(steps).min())


def _by_runs(case: Case) -> list[int]:
    """List the numbers of steps per epoch that the pattern of equal points admits.

    Returns:
      The smallest numbers that fit; empty where fewer than two runs of equal points lie where the schedule moves.
    """
    values, expected = case.values, case.expected
    # Steps beyond MAX_STEP are garbage that the numbers made of them must not wrap around.
    steps = np.clip(case.series.steps, 0, MAX_STEP)
    starts = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    ends = np.append(starts[1:], len(steps)) - 1
    # A schedule that stands still by itself says nothing of who steps it.
    moved = np.abs(expected[ends] - expected[starts])
    runs = np.flatnonzero(moved > 2 * case.tolerance_at(expected[ends]))
    if len(runs) < _LEAST_RUNS:
        return []
    firsts, lasts = steps[starts], steps[ends]
    # Epochs of one rate (before a hold, say) look like a single long one.
    lengths = lasts - firsts
    runs = runs[lengths[runs] <= _LONGEST * np.median(lengths[runs])]
    if len(runs) < _LEAST_RUNS:
        return []
    least, most = _bounds(runs, firsts, lasts)
    # In later epochs a step more or less per epoch shows most.
    chosen = runs[::-1][:_MOST_RUNS]
    logged = values[starts[chosen]]
    found: list[int] = []
    for offset in CONVENTIONAL_OFFSETS:
        numbers = np.arange(max(least, 2), min(most, least + _MOST_NUMBERS) + 1, dtype=np.int64)
        begins, finishes = np.maximum(firsts[chosen] + offset, 0), np.maximum(lasts[chosen] + offset, 0)
        for begin, finish in zip(begins, finishes, strict=True):
            numbers = numbers[begin // numbers == finish // numbers]
        for finish, value in zip(finishes[:_MOST_RATES], logged[:_MOST_RATES], strict=True):
            if not len(numbers):
                break
            rates = case.schedule(finish // numbers * numbers)
            numbers = numbers[np.abs(rates - value) <= _SLACK * case.tolerance_at(np.maximum(rates, value))]
        found += numbers[:_MOST_VARIANTS].tolist()
    return list(dict.fromkeys(found))


def _bounds(runs: npt.NDArray[np.intp], firsts: IntArray, lasts: IntArray) -> tuple[int, int]:
    """Bound the number of steps per epoch by runs of equal points that are one epoch each.

    Args:
      runs: indices of those runs.
      firsts: int64[m], first step of every run.
      lasts: int64[m], last step of every run.

    Returns:
      The least and the largest number.
    """
    # One step less than a run has: below step 0, where an offset leads, a schedule stands still.
    least = int((lasts - firsts)[runs].max())
    # Epochs that follow each other: the gap between their points is too short for another one.
    follows = (np.diff(runs) == 1) & (firsts[runs[1:]] - lasts[runs[:-1]] <= least)
    begin, end = max(_stretches(follows), key=lambda stretch: stretch[1] - stretch[0])
    first, last = int(runs[begin]), int(runs[end])
    between = last - first - 1
    if between < 1:
        return least, 2 * least + int(np.diff(firsts[runs]).min())
    largest = int(firsts[last] - lasts[first] - 1) // between
    smallest = -(-int(lasts[last - 1] + 1 - firsts[first + 1]) // between)
    return max(least, smallest), largest


def _stretches(follows: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """List the first and last index of every stretch of items each of which follows the one before."""
    breaks = np.flatnonzero(~follows)
    begins = np.concatenate([[0], breaks + 1])
    ends = np.append(breaks, len(follows))
    return list(zip(begins.tolist(), ends.tolist(), strict=True))


def _variant(schedule: Schedule, number: int) -> Variant:
    count = format_step(number)
    return Variant(
        "stepped_per_epoch",
        Held(OnAxis(schedule, number), number),
        f"the rate moves only once in {count} steps, and stands in between at that of the first of them",
        f"{schedule.describe()}, evaluated only once in {count} steps (inferred from the points)",
    )
