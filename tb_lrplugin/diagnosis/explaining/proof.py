"""What proves an explanation: points that follow it, and enough of them that it is no retelling.

The law, one rule below the other. An explanation of the whole series accounts for every point (`follows`), and for
two rates at least among those that disagree, or for an edge in the wrong place (`proves`). A level may rest on one rate
where no point agrees. A pace is off by more than rounding and crosses some steps of the schedule. Where the schedule
swings faster than it is logged, neither pace nor place is proved by anything. A variation has no number of its own, so
that two rates, logged or due, are enough. Legs must be fewer than what they explain.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.leg import Leg
from tb_lrplugin.diagnosis.explaining.telling import changes, is_aliased

# A factor that holds for fewer points than this is a retelling of them; so is an edge that fewer show on either side.
LEAST_POINTS = 3
# One disagreeing point may lie on some explanation by chance.
_LEAST_WRONG = 2
# Where k * x + d is no whole step, the framework's own rounding decides which neighbour is meant.
_ROUNDING = 0.5
# Rates that differ by less (relative to the larger) are one rate.
_DISTINCT = 1e-4
# A pace nearer to 1 than this is no fault, and within fewer steps of the schedule rounding explains anything.
_LEAST_OFF, _LEAST_STEPS = 1e-3, 4
# Other factors and paces are rare events: a run that needs more of them is better called off its schedule.
_MOST_SCALED = 2
# Two resumes may follow each other within one logging interval; points that begin again one by one show no schedule.
_MOST_SINGLE = 2


def follows(case: Case, due: FloatArray) -> tuple[npt.NDArray[np.bool_], FloatArray]:
    """Say where the logged rates are those of the real-valued steps `due`, float64[..., n].

    Returns:
      bool[..., n], where they are; float64[..., n], the rate explained there.
    """
    whole = np.rint(due)
    if np.abs(due - whole).max() <= 1e-6:
        explained = case.rates.nearest(whole)
        return case.near(explained), explained
    lower, upper = np.sort(np.stack(case.rates.neighbours(due)), axis=0)
    explained = np.clip(case.values, lower, upper)
    right = case.near(explained)
    if not right.all():
        around = np.stack([*case.rates.neighbours(due - _ROUNDING), *case.rates.neighbours(due + _ROUNDING)])
        wider = np.clip(case.values, around.min(axis=0), around.max(axis=0))
        explained = np.where(right, explained, wider)
        right = case.near(explained)
    return right, explained


def shows_change(case: Case, explained: FloatArray) -> bool:
    """Say whether an explanation gives the points that disagree two rates or more, float64[n]."""
    wrong = ~case.agrees
    return int(np.count_nonzero(wrong)) >= _LEAST_WRONG and _differ(explained[wrong])


def proves(case: Case, explained: FloatArray) -> bool:
    """Say whether an explanation accounts for enough of what is wrong.

    Two rates among the points that disagree do; so does one rate, where three points have it and three others,
    which agree, have another: an edge in the wrong place.
    """
    disagreeing = len(case) - case.agreeing
    return shows_change(case, explained) or (min(disagreeing, case.agreeing) >= LEAST_POINTS and _differ(explained))


def proves_level(case: Case, explained: FloatArray, telling: npt.NDArray[np.bool_]) -> bool:
    """Say whether a factor on the rate is proved; where none of the points that tell agrees, one rate of many does."""
    is_all_wrong = int(telling.sum()) >= LEAST_POINTS and not case.agrees[telling].any()
    return is_all_wrong or proves(case, explained)


def proves_pace(case: Case, pace: float, due: FloatArray, explained: FloatArray) -> bool:
    """Say whether a pace is proved that makes the steps `due` of the points, float64[n], with a step of grace."""
    # At either end the grace is a step and a half.
    gained = abs(pace - 1) * float(due[-1] - due[0]) / max(pace, 1.0)
    is_off = abs(pace - 1) > _LEAST_OFF and due[-1] - due[0] >= _LEAST_STEPS and gained >= _LEAST_STEPS
    return bool(is_off) and proves(case, explained) and not is_aliased(case, due)


def proves_exact_pace(case: Case, pace: float, due: FloatArray, explained: FloatArray, *, is_cut: bool) -> bool:
    """Say whether a pace is proved under which every point has the very rate of its step in `due`, float64[n].

    Whole steps (`is_cut`) are retold by a pace near 1 unless it gains or loses some of them.
    """
    gained = abs(pace - 1) * float(due[-1] - due[0])
    is_off = gained >= _LEAST_STEPS / 2 if is_cut else gained > 0
    return is_off and proves(case, explained) and not is_aliased(case, due)


def proves_place(case: Case, offset: float, explained: FloatArray) -> bool:
    """Say whether a displacement of the schedule is proved."""
    return proves(case, explained) and not is_aliased(case, case.steps + offset)


def may_prove_variation(case: Case) -> bool:
    """Say whether the points that disagree are more than one number that a variation might hit by chance.

    They have two rates or more, logged or due; or they are all the first ones, which burn-in and warm-up govern, and
    the rate moves on from there as it should.
    """
    wrong = np.flatnonzero(~case.agrees)
    if len(wrong) < _LEAST_WRONG:
        return False
    is_lead = int(wrong[-1]) == len(wrong) - 1
    return is_lead or any(
        bool(np.ptp(rates) > 2 * float(case.tolerance_at(rates).max()))
        for rates in (case.values[wrong], case.expected[wrong])
    )


def are_too_many(case: Case, legs: Sequence[Leg]) -> bool:
    """Say whether legs retell the points, whatever legs come after them: they are too many, too short or too odd."""
    return (
        len(legs) > 1 + len(case) / LEAST_POINTS
        or sum(len(leg) == 1 for leg in legs[1:-1]) > _MOST_SINGLE
        or sum(leg.value_scale != 1 or leg.time_scale != 1 for leg in legs) > _MOST_SCALED
    )


def legs_explain(case: Case, legs: Sequence[Leg]) -> bool:
    """Say whether the legs explain rather than retell: they are few, and all but transients hold for a while."""
    if are_too_many(case, legs) or (len(legs) < 2 and not legs[0].restarts):
        return False
    is_usual = legs[0].is_plain or legs[0].restarts or legs[0].jumps
    if not is_usual and np.count_nonzero(~case.agrees[: legs[0].stop]) < LEAST_POINTS:
        return False
    # A staircase is soon retold stair by stair: its points have to change more often than the legs do.
    elsewhere = sum(leg.is_elsewhere for leg in legs)
    if elsewhere and len(case.once(changes)) < len(legs) - 2 + elsewhere:
        return False
    return all(
        len(leg) >= LEAST_POINTS or not leg.is_elsewhere or _is_transient(legs, index) for index, leg in enumerate(legs)
    )


def _is_transient(legs: Sequence[Leg], index: int) -> bool:
    """Say whether a short leg stands between two that are one and the same."""
    if not 0 < index < len(legs) - 1:
        return False
    before, after = legs[index - 1], legs[index + 1]
    return before.step_offset == after.step_offset and before.value_scale == after.value_scale


def _differ(rates: FloatArray) -> bool:
    return float(np.ptp(rates)) > _DISTINCT * float(rates.max())
