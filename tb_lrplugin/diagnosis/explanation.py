"""The simple changes of the schedule that the whole series follows, likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis import known_numbers
from tb_lrplugin.diagnosis.case import Case
from tb_lrplugin.diagnosis.fits.shift import fit_shift
from tb_lrplugin.diagnosis.fits.time_scale import fit_time_scale
from tb_lrplugin.diagnosis.fits.value_scale import fit_value_scale
from tb_lrplugin.schedules.numbers import format_rate, format_step

Kind = Literal["time_scaled", "value_scaled", "shifted"]
# Reported faults of pace outnumber those of level, those of level the ones of place (docs/verdicts.md).
_ORDER: tuple[Kind, ...] = ("time_scaled", "value_scaled", "shifted")
# Offsets up to this are conventions of loggers.
_LARGEST_CONVENTION = 1
_LARGEST_SIMPLE = 64


@dataclass(frozen=True, eq=False)
class Explanation:
    """One factor or offset that explains every point.

    Attributes:
      kind: the verdict it stands for.
      number: k, a or d.
      explained: float64[n], the rates it gives at the logged points.
      anchor: step up to which the schedule runs as it should; 0 for all of it.
      settings: the run's own settings that equal the number.
    """

    kind: Kind
    number: float
    explained: FloatArray
    anchor: int = 0
    settings: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Say it as one of several that fit as well."""
        if self.kind == "time_scaled":
            return f"The schedule run at {factor(self.number)} times the steps fits as well."
        if self.kind == "value_scaled":
            return f"The schedule times {factor(self.number)} fits as well."
        direction = "ahead of" if self.number > 0 else "behind"
        return f"The schedule {format_step(abs(self.number))} steps {direction} its due time fits as well."


def factor(number: float) -> str:
    """Write a factor for people: "4", "1/4", "2.5", "0.731"."""
    if 0 < number < 1 and abs(round(1 / number) * number - 1) < 1e-6:
        return f"1/{round(1 / number)}"
    return format_rate(number, 4)


def explanations(case: Case) -> list[Explanation]:
    """Find every single factor or offset that explains all points of a series.

    Returns:
      The explanations, the likelier first: one that a setting of the run gives a reason for, then one whose factor
      is a simple number, then in the order of how often each fault is reported.
    """
    found = [*_paces(case), *_levels(case), *_places(case)]
    return sorted(found, key=lambda one: (not one.settings, not _is_simple(one), _ORDER.index(one.kind)))


def _is_simple(explanation: Explanation) -> bool:
    if explanation.kind == "shifted":
        return False
    number = explanation.number if explanation.number >= 1 else 1 / explanation.number
    return abs(number - round(number)) < 1e-6 and number <= _LARGEST_SIMPLE


def _paces(case: Case) -> Iterator[Explanation]:
    target, known = case.target, known_numbers.factors(case)
    fit = fit_time_scale(target, known)
    if fit is not None:
        yield _pace(case, fit.time_scale, fit.explained, 0)
        return
    # The first phase may run as it should: a decay whose total is another one than configured.
    starts = [phase.start for phase in case.schedule.phases() if phase.start > 0]
    onset = case.agreement.first_disagreement
    for start in starts:
        first = int(np.searchsorted(target.steps, start))
        if not 0 < first <= onset or first == len(target):
            continue
        rest = target.at(slice(first, None))
        fit = fit_time_scale(rest, known, float(start))
        if fit is not None:
            explained = np.concatenate([case.expected[:first], fit.explained])
            yield _pace(case, fit.time_scale, explained, start)
            return


def _pace(case: Case, scale: float, explained: FloatArray, anchor: int) -> Explanation:
    settings = (*known_numbers.names_of(case, scale), *known_numbers.product_names(case, scale))
    return Explanation("time_scaled", scale, explained, anchor, settings)


def _levels(case: Case) -> Iterator[Explanation]:
    fit = fit_value_scale(case.target, known_numbers.factors(case))
    if fit is not None:
        settings = tuple(known_numbers.names_of(case, fit.value_scale))
        yield Explanation("value_scaled", fit.value_scale, fit.explained, 0, settings)


def _places(case: Case) -> Iterator[Explanation]:
    target = case.target
    fit = fit_shift(target, -target.horizon, 2 * target.horizon, known_numbers.offsets(case))
    if fit is not None and abs(fit.step_offset) > _LARGEST_CONVENTION and target.proves(fit.explained):
        yield Explanation("shifted", fit.step_offset, fit.explained)
