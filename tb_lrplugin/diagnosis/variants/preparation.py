"""Variations of a burn-in, a warm-up and a hold, and of where the decay after them counts from."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from dataclasses import dataclass

from tb_lrplugin.diagnosis.variants.variation import Variant, drops_later, entered, from_step
from tb_lrplugin.schedules import Constant, Join, Logarithmic, Polynomial, Ramp, Schedule
from tb_lrplugin.words.numbers import format_rate, format_step

# Rates that differ by less are one rate, rounded.
_SAME = 1e-9


@dataclass(frozen=True)
class Prepared:
    """A schedule that begins with a burn-in or a warm-up.

    Attributes:
      name: "burn-in" or "warm-up".
      first: what comes before the decay.
      steps: how long that takes.
      rest: what comes after it, counted from there.
    """

    name: str
    first: Schedule
    steps: int
    rest: Schedule

    @property
    def is_connected(self) -> bool:
        """Whether the warm-up is a ramp that ends where the rest begins."""
        return isinstance(self.first, Ramp) and is_same(self.first.end_value, self.rest.value_at(0))

    def before(self, rest: Schedule, *, is_connected: bool = False) -> Join:
        """Put burn-in or warm-up before another rest; a ramp that is connected then ends where that begins."""
        first, begin = self.first, rest.value_at(0)
        if is_connected and isinstance(first, Ramp) and math.isfinite(begin):
            first = dataclasses.replace(first, end_value=begin)
        return self.joined(first, rest)

    def joined(self, first: Schedule, rest: Schedule) -> Join:
        """Put something before a rest."""
        if isinstance(rest, Join):
            boundaries = tuple(boundary + self.steps for boundary in rest.boundaries)
            names = rest.phase_names or ("decay",) * len(rest.schedules)
            return Join((first, *rest.schedules), (self.steps, *boundaries), (self.name, *names))
        return Join((first, rest), (self.steps,), (self.name, "decay"))


def is_same(one: float, other: float) -> bool:
    """Say whether two rates differ by no more than rounding."""
    return abs(one - other) <= _SAME * max(abs(one), abs(other))


def prepared(schedule: Schedule) -> Prepared | None:
    """Take a schedule apart that begins with a burn-in or a warm-up; None for any other."""
    if not isinstance(schedule, Join) or len(schedule.schedules) < 2:
        return None
    first, steps = schedule.schedules[0], schedule.boundaries[0]
    name = schedule.phase_names[0] if schedule.phase_names else ""
    if name not in ("burn-in", "warm-up"):
        if name or not isinstance(first, Ramp) or first.init_value >= first.end_value:
            return None
        name = "warm-up"
    if len(schedule.schedules) == 2:
        return Prepared(name, first, steps, schedule.schedules[1])
    boundaries = tuple(boundary - steps for boundary in schedule.boundaries[1:])
    return Prepared(name, first, steps, Join(schedule.schedules[1:], boundaries, schedule.phase_names[1:]))


def variants_of_preparation(parts: Prepared) -> Iterator[Variant]:
    """Yield the variations of burn-in and warm-up, and of the count of the decay after them."""
    if isinstance(parts.rest, Constant):
        yield from _without(parts)
    else:
        decay, begin = entered(parts.rest)
        if begin >= parts.steps:
            yield from _counted_from_zero(parts, decay, begin)
        else:
            yield from _counted_from_end(parts)
    if parts.name == "warm-up":
        yield from _of_ramp(parts)


def _without(parts: Prepared) -> Iterator[Variant]:
    """Yield what follows where nobody heeds burn-in or warm-up, and the decay stays where it is."""
    top = parts.rest.value_at(0)
    if not math.isfinite(top):
        return
    # A warm-up may peak above the rate at which the decay takes over, as that of one-cycle schedules does.
    peak = parts.first.value_at(parts.steps - 1)
    for rate in (top, peak) if peak > top and not is_same(peak, top) else (top,):
        if isinstance(parts.first, Constant) and is_same(parts.first.value, rate):
            # It has that rate already.
            continue
        yield Variant(
            _no(parts),
            parts.joined(Constant(rate), parts.rest),
            f"the first {format_step(parts.steps)} steps have the full rate, {format_rate(rate)}, without {parts.name}",
        )


def _counted_from_end(parts: Prepared) -> Iterator[Variant]:
    """Yield the variations of a decay that counts from the end of burn-in or warm-up."""
    steps, rest = parts.steps, parts.rest
    counted = f"the decay counts its steps from 0, not from the end of {parts.name} at step {format_step(steps)}"
    whole = rest.lengthened(steps)
    for longer, clause in ((whole, ", and ends at the same step"), (rest, "")):
        if longer is None:
            continue
        late = from_step(longer, steps)
        not_subtracted = f"{counted}{clause if whole is not None else ''}"
        name = _not_subtracted(parts)
        yield Variant(name, parts.before(late), not_subtracted)
        if isinstance(parts.first, Ramp) and not is_same(parts.first.end_value, late.value_at(0)):
            yield Variant(
                name,
                parts.before(late, is_connected=True),
                f"{not_subtracted}; the warm-up leads to what is left of it",
            )
    for longer, clause in ((whole, "ends at the same step"), (rest, f"ends {format_step(steps)} steps early")):
        if longer is not None:
            ends = f", and {clause}" if whole is not None else ""
            yield Variant(_no(parts), longer, f"the decay begins with step 0, without {parts.name}{ends}")
    yield from _without(parts)
    if whole is not None:
        yield Variant(
            "warmup_added_to_total",
            parts.before(whole),
            f"the decay ends {format_step(steps)} steps late: the {parts.name} is added to the total instead of "
            "being part of it",
        )
    shorter = rest.lengthened(-steps)
    if shorter is not None:
        yield Variant(
            "warmup_within_total",
            parts.before(shorter),
            f"the decay ends {format_step(steps)} steps early: the {parts.name} is part of the total instead of "
            "being added to it",
        )
    later = drops_later(rest, steps)
    if later is not None:
        yield _subtracted(parts, later, "")


def _counted_from_zero(parts: Prepared, decay: Schedule, begin: int) -> Iterator[Variant]:
    """Yield the variations of a decay that goes on counting during the warm-up."""
    early = from_step(decay, begin - parts.steps)
    shorter = early.lengthened(-parts.steps)
    for later, clause in ((early, ""), (shorter, ", and ends at the same step")):
        if later is not None:
            yield _subtracted(parts, later, clause)
    yield Variant(_no(parts), early, f"the decay begins with step 0, without {parts.name}")
    yield from _without(parts)


def _subtracted(parts: Prepared, later: Schedule, clause: str) -> Variant:
    return Variant(
        "warmup_subtracted",
        parts.before(later, is_connected=parts.is_connected),
        f"the decay counts its steps from the end of {parts.name} at step {format_step(parts.steps)}, not from 0"
        f"{clause}",
    )


def _of_ramp(parts: Prepared) -> Iterator[Variant]:
    """Yield the variations of the warm-up alone."""
    ramp, steps, rest = parts.first, parts.steps, parts.rest
    if not isinstance(ramp, Ramp) or not ramp.init_value < ramp.end_value:
        return
    low, high = ramp.init_value, ramp.end_value
    if low > 0:
        yield Variant(
            "constant_warmup",
            parts.joined(Constant(low), rest),
            f"the rate stays at {format_rate(low)} during warm-up and then jumps, instead of rising",
        )
        yield Variant(
            "warmup_from_zero",
            parts.joined(dataclasses.replace(ramp, init_value=0.0), rest),
            f"the warm-up begins at 0 instead of {format_rate(low)}",
        )
    is_linear = isinstance(ramp, Polynomial) and ramp.power == 1
    if not is_linear:
        line = Polynomial(low, high, ramp.transition_steps)
        yield Variant("linear_warmup", parts.joined(line, rest), "the warm-up rises in a straight line")
    elif ramp.transition_steps > 1:
        curve = Logarithmic(low, high, ramp.transition_steps)
        yield Variant(
            "logarithmic_warmup", parts.joined(curve, rest), "the warm-up rises as a logarithm, not in a line"
        )
        if not isinstance(rest, Constant):
            yield Variant(
                "deepspeed_warmup",
                Join((curve, Constant(high)), (steps,), ("warm-up", "hold")),
                "the warm-up rises as a logarithm and the rate then stays, without any decay",
            )


def variants_of_hold(join: Join) -> Iterator[Variant]:
    """Yield what follows where a constant stretch before the decay is left out."""
    last = len(join.schedules) - 1
    for index, part in enumerate(join.schedules[:-1]):
        is_named = bool(join.phase_names) and join.phase_names[index] == "hold"
        if not isinstance(part, Constant) or not is_named or index != last - 1:
            continue
        begin = join.boundaries[index - 1] if index else 0
        held = join.boundaries[index] - begin
        names = (*join.phase_names[:index], *join.phase_names[index + 1 :])
        for decay, clause in (
            (join.schedules[last].lengthened(held), "and takes as much longer"),
            (join.schedules[last], f"and ends {format_step(held)} steps early"),
        ):
            if decay is not None:
                parts = (*join.schedules[:index], decay)
                yield Variant(
                    "no_hold",
                    Join(parts, join.boundaries[:index], names) if index else decay,
                    f"the decay begins {format_step(held)} steps early, the rate is not held before it, {clause}",
                )


def _no(parts: Prepared) -> str:
    return "no_burnin" if parts.name == "burn-in" else "no_warmup"


def _not_subtracted(parts: Prepared) -> str:
    return "burnin_not_subtracted" if parts.name == "burn-in" else "warmup_not_subtracted"
