"""Which pace, level or place turns the schedule into the points: the simple changes of it, likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining import known_numbers
from tb_lrplugin.diagnosis.explaining.both import fit_level_and_pace
from tb_lrplugin.diagnosis.explaining.level import fit_value_scale
from tb_lrplugin.diagnosis.explaining.pace import PaceSearch
from tb_lrplugin.diagnosis.explaining.place import fit_shift
from tb_lrplugin.diagnosis.explaining.proof import proves, proves_place, shows_change
from tb_lrplugin.diagnosis.explaining.searching import Fit
from tb_lrplugin.diagnosis.explaining.skips import Skips, fit_skips
from tb_lrplugin.diagnosis.explaining.updates import by_hold, by_update
from tb_lrplugin.schedules import OnAxis
from tb_lrplugin.tolerance import CONVENTIONAL_OFFSETS
from tb_lrplugin.words.numbers import format_rate, format_step
from tb_lrplugin.words.round_numbers import whole_factor

Kind = Literal["time_scaled", "value_scaled", "shifted"]
# Reported faults of pace outnumber those of level, those of level the ones of place (docs/verdicts.md).
_ORDER: tuple[Kind, ...] = ("time_scaled", "value_scaled", "shifted")
# Processes, accumulated batches and the like are hardly ever more.
_LARGEST_SIMPLE = 64
_SAME = 1e-6
_NEAR_ONE = 1e-2


@dataclass(frozen=True, eq=False)
class Explanation:
    """One factor or offset that explains every point.

    Attributes:
      kind: the verdict it stands for.
      number: k, a or d.
      explained: float64[n], the rates it gives at the logged points.
      offset: the logger's own offset under which it explains them; for a pace the d of f(k * x + d).
      anchor: step up to which the schedule runs as it should; 0 for all of it.
      settings: the run's own settings that equal the number.
      is_exact: whether every point has that very rate, and not only to within one step of the schedule.
      free: how many numbers were free to choose.
      skips: where the displacement grew; None for one that is the same all along.
      level: a, the factor on the rate beside a pace.
      hold: the steps that count as one, from the begin of each so many; 1 for each step by itself.
    """

    kind: Kind
    number: float
    explained: FloatArray
    offset: int = 0
    anchor: int = 0
    settings: tuple[str, ...] = ()
    is_exact: bool = True
    free: int = 1
    skips: Skips | None = None
    level: float = 1.0
    hold: int = 1

    @property
    def reasons(self) -> tuple[str, ...]:
        """The settings that can act on what the number changes."""
        return known_numbers.acting_on_pace(self.settings) if self.kind == "time_scaled" else self.settings

    def sentence(self) -> str:
        """Say it as one of several that fit as well."""
        if self.kind == "time_scaled":
            return f"The schedule run at {factor(self.number)} times the steps fits as well."
        if self.skips is not None:
            return f"Updates that were skipped {len(self.skips.places) + 1} times fit as well."
        if self.kind == "value_scaled":
            return f"The schedule times {factor(self.number)} fits as well."
        direction = "ahead of" if self.number > 0 else "behind"
        return f"The schedule {format_step(round(abs(self.number), 3))} steps {direction} its due time fits as well."


def factor(number: float) -> str:
    """Write a factor for people: "4", "1/4", "2.5", "0.731"."""
    whole = whole_factor(number)
    # Beside 1 the digits that tell it from 1.
    digits = 4 if abs(number - 1) > _NEAR_ONE else 7
    return f"1/{whole}" if whole is not None and whole > 1 and number < 1 else format_rate(number, digits)


def multiple(number: float, noun: str) -> str:
    """Write a factor of something for people: "4 times its step", "1/4 of its step"."""
    written = factor(number)
    return f"{written} {'of' if written.startswith('1/') else 'times'} {noun}"


def explanations(case: Case) -> list[Explanation]:
    """Find every single factor or offset that explains all points of a series.

    Returns:
      The explanations, the likelier first: one that is exact, with fewer numbers, one that a setting of the run gives a
      reason for, then one whose factor is a simple number, then in the order of how often each fault is reported. A
      level that fits every point stands before a pace that is no whole number: rounded to whole steps, such a pace
      would show. What needs a step of grace is left out where something is exact.
    """
    found = by_update(case)
    if found is None:
        return _explanations(case) or list(_paces_by_hold(case))
    by_updates = [told for one in _explanations(found[0]) if (told := _on_axis(one, found[1])) is not None]
    # A whole unit is a logger's convention on the axis alone.
    return by_updates or [one for one in _explanations(case) if one.is_exact]


def _on_axis(found: Explanation, axis: OnAxis) -> Explanation | None:
    """Tell an explanation in the unit of an axis; None for updates that were skipped, which it does not show."""
    if found.skips is not None:
        return None
    number = found.number / axis.steps_per_unit if found.kind == "shifted" else found.number
    anchor = 0 if found.anchor == 0 else max(-(-found.anchor // axis.steps_per_unit) - axis.shift, 0)
    return replace(found, number=number, offset=0, anchor=anchor)


def _paces_by_hold(case: Case) -> Iterator[Explanation]:
    """List the paces of a scheduler that moves by several of its steps at the end of each epoch."""
    found = by_hold(case)
    if found is None:
        return
    one, where, held = found
    for told in _explanations(one):
        if told.kind == "time_scaled" and told.anchor == 0 and told.is_exact:
            yield replace(told, explained=told.explained[where], offset=0, hold=held.hold_steps)


def _explanations(case: Case) -> list[Explanation]:
    # Where nothing agrees, nothing tells the logger's own offset. A displacement finds it on its way.
    conventions = case.conventions()
    levels = list(_levels(conventions))
    places = list(_places(case))
    searches = [PaceSearch(one) for one in conventions]
    # An explanation by level or place, or points that no pace comes near to, make a closer look under each a waste.
    is_enough = levels or places or not searches[0].may_fit()
    paces = _first(_paces(one, looks_exactly=one.case is case) for one in (searches[:1] if is_enough else searches))
    is_level = bool(levels)
    # Under another convention a point may disagree that agrees under the one that fits best, and proves nothing.
    paces = [one for one in paces if proves(case, one.explained)]
    found = [*paces, *levels, *places]
    may_skip = case.reading.loss_scaling is not None
    if may_skip and not any(one.is_exact and one.free == 1 for one in found):
        found += _skips(case)
    if not found:
        found = list(_levels_and_paces(case))
    exact = [one for one in found if one.is_exact]
    return sorted(exact or found, key=lambda one: (one.free, not one.reasons, *_rank(one, is_level=is_level)))


def likeliest(case: Case, kind: Kind) -> tuple[Explanation, tuple[str, ...]] | None:
    """Give the likeliest explanation where it is of one kind, and a sentence for each of the others."""
    found = case.once(explanations)
    return (found[0], tuple(other.sentence() for other in found[1:])) if found and found[0].kind == kind else None


def _first(found: Iterable[Iterable[Explanation]]) -> list[Explanation]:
    return next((some for one in found if (some := list(one))), [])


def _rank(explanation: Explanation, *, is_level: bool) -> tuple[bool, bool, int]:
    number, displaced = explanation.number, abs(explanation.offset)
    # The logger's own offset of one step is k steps of such a schedule; more is a second number.
    is_plain = number >= 1 and whole_factor(number) is not None and (displaced == 0 or abs(displaced - number) < _SAME)
    is_vague = is_level and explanation.kind == "time_scaled" and not is_plain
    return is_vague, not _is_simple(explanation), _ORDER.index(explanation.kind)


def _is_simple(explanation: Explanation) -> bool:
    if explanation.kind == "shifted":
        return False
    whole = whole_factor(explanation.number)
    return whole is not None and whole <= _LARGEST_SIMPLE


def _paces(search: PaceSearch, *, looks_exactly: bool) -> Iterator[Explanation]:
    case, known = search.case, known_numbers.factors(search.case)
    fit = search.fit(known, looks_exactly=looks_exactly)
    if fit is not None:
        yield _pace(case, fit, fit.explained, 0)
        return
    # The first phase may run as it should: a decay whose total is another one than configured.
    starts = [phase.start for phase in case.schedule.phases() if phase.start > 0]
    onset = case.first_disagreement
    for start in starts:
        first = int(np.searchsorted(case.steps, start))
        if not 0 < first <= onset or first == len(case):
            continue
        rest = case[first:]
        fit = PaceSearch(rest, float(start)).fit(known)
        # A single edge in the wrong place is no proof of a pace: whatever moved it is as likely. And what runs at
        # another pace from a step on is not displaced there.
        if fit is not None and shows_change(rest, fit.explained) and _is_at_once(fit):
            yield _pace(case, fit, np.concatenate([case.expected[:first], fit.explained]), start)
            return


def _is_at_once(fit: Fit) -> bool:
    """Say whether a pace has no number beside it but the micro-batch of an update after which it is logged."""
    return abs(fit.phase) <= max(fit.number, 1)


def _pace(case: Case, fit: Fit, explained: FloatArray, anchor: int) -> Explanation:
    settings = known_numbers.names_or_products_of(case, fit.number)
    # anchor + k * (x + offset - anchor) + phase, as k * x + d where it runs so from the beginning.
    displaced = case.offset if anchor else round(fit.number * case.offset + fit.phase)
    # A logger's convention is no free number, nor is the micro-batch of an update after which it logs.
    lead = fit.phase / fit.number
    is_usual = lead.is_integer() and abs(lead + case.offset) <= max(CONVENTIONAL_OFFSETS)
    free = 1 if is_usual or (whole_factor(fit.number) is not None and _is_at_once(fit)) else 2
    return Explanation("time_scaled", fit.number, explained, displaced, anchor, settings, fit.is_exact, free)


def _levels(conventions: Sequence[Case]) -> Iterator[Explanation]:
    found = fit_value_scale(conventions, known_numbers.factors(conventions[0]))
    if found is not None:
        case, fit = found
        settings = known_numbers.names_of(case, fit.number)
        yield Explanation("value_scaled", fit.number, fit.explained, case.offset, 0, settings)


def _places(case: Case) -> Iterator[Explanation]:
    fit = fit_shift(case, -case.horizon, 2 * case.horizon, known_numbers.offsets(case))
    if fit is None or abs(fit.number + case.offset) <= max(CONVENTIONAL_OFFSETS):
        return
    if proves_place(case, fit.number, fit.explained):
        yield Explanation("shifted", fit.number, fit.explained, case.offset)


def _levels_and_paces(case: Case) -> Iterator[Explanation]:
    found = fit_level_and_pace(case, known_numbers.factors(case))
    if found is not None and proves(case, found[1].explained):
        level, fit = found
        yield replace(_pace(case, fit, fit.explained, 0), level=level, free=2)


def _skips(case: Case) -> Iterator[Explanation]:
    found = fit_skips(case)
    if found is not None:
        yield Explanation(
            "shifted",
            found.offset - case.offset,
            found.explained,
            case.offset,
            free=1 + len(found.places),
            skips=found,
        )
