"""Numbers of the run's own settings that explain a factor or an offset."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from tb_lrplugin.diagnosis.comparing import Case

# What multiplies the times that a schedule is stepped, or the steps that it is built for.
_ON_PACE = re.compile(r"(?i)accum|process|world_size|num_gpus|devices|nodes|replic|per epoch|per_epoch|per update")
# Settings are whole numbers, factors are fitted: they need not be the same to the last digit.
_SAME = 1e-6


def factors(case: Case) -> list[float]:
    """List the settings that may stand between steps asked for and steps taken, or between two rates."""
    return [value for _, value in case.reading.numbers if value > 0 and value != 1]


def offsets(case: Case) -> list[float]:
    """List the step offsets that have a reason: a phase left out or passed twice, a start at the first point."""
    starts = [phase.start for phase in case.schedule.phases() if phase.start > 0]
    return [*(float(start) for start in starts), *(-float(start) for start in starts), -float(case.series.steps[0])]


def acting_on_pace(names: Sequence[str]) -> tuple[str, ...]:
    """Choose the settings that can act on the pace of a schedule; that another one equals a factor is a coincidence."""
    return tuple(name for name in names if all(_ON_PACE.search(one) for one in name.split(" times ")))


def names_of(case: Case, factor: float) -> tuple[str, ...]:
    """Say which settings equal a factor or its reciprocal: ("gradient_accumulation_steps",)."""
    return tuple(name for name, value in case.reading.numbers if value != 1 and _is_it(factor, value))


def names_or_products_of(case: Case, factor: float) -> tuple[str, ...]:
    """Say as well which two settings multiply to it: ("num_processes times devices",).

    Where one setting is the factor by itself, products that happen to be equal would only mislead.
    """
    numbers = [(name, value) for name, value in case.reading.numbers if value > 1]
    return names_of(case, factor) or tuple(
        f"{one} times {two}"
        for (one, value), (two, other) in itertools.combinations(numbers, 2)
        if _is_it(factor, value * other)
    )


def _is_it(factor: float, number: float) -> bool:
    return number > 0 and any(abs(factor / one - 1) <= _SAME for one in (number, 1 / number))
