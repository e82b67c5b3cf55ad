"""Variations of a decay alone: its stairs, its floor, its kind, its cycles."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tb_lrplugin.diagnosis.variants.variation import Variant, entered, from_step
from tb_lrplugin.schedules import (
    Cosine,
    CosineCycles,
    CosineRestarts,
    CosineWave,
    Exponential,
    Floor,
    Held,
    InverseTime,
    Polynomial,
    Schedule,
)
from tb_lrplugin.words.numbers import format_rate, format_step

_HALF_WAVE = 0.5


def variants_of_decay(schedule: Schedule) -> Iterator[Variant]:
    """Yield the variations of one part of a schedule, the part counted from where it begins."""
    decay, begin = entered(schedule)
    for variant in _of_whole(decay):
        yield dataclasses.replace(variant, schedule=from_step(variant.schedule, begin))


def _of_whole(decay: Schedule) -> Iterator[Variant]:
    if isinstance(decay, (Exponential, InverseTime)):
        yield from _of_stairs(decay)
    elif isinstance(decay, Floor):
        yield from _of_floor(decay)
    elif isinstance(decay, Held):
        yield from _of_held(decay)
    elif isinstance(decay, Cosine):
        yield from _of_fall(decay, decay.decay_steps)
    elif isinstance(decay, Polynomial):
        yield from _of_fall(decay, decay.transition_steps)
    elif isinstance(decay, CosineWave):
        yield from _of_wave(decay)
    elif isinstance(decay, CosineCycles):
        yield from _of_cycles(decay)
    elif isinstance(decay, CosineRestarts):
        yield from _of_restarts(decay)


def _of_stairs(decay: Exponential | InverseTime) -> Iterator[Variant]:
    moves = decay.init_value > 0 and decay.decay_rate != (1 if isinstance(decay, Exponential) else 0)
    # Stairs of one step are as good as none.
    if not moves or decay.transition_steps <= 1:
        return
    every = f"every {format_step(decay.transition_steps)} steps"
    if decay.staircase:
        yield Variant(
            "continuous",
            dataclasses.replace(decay, staircase=False),
            f"the rate decays a little with every step instead of dropping {every}",
        )
    else:
        yield Variant(
            "staircase",
            dataclasses.replace(decay, staircase=True),
            f"the rate drops {every} instead of decaying a little with every step",
        )


def _of_floor(floored: Floor) -> Iterator[Variant]:
    inner, least = floored.schedule, floored.min_value
    if least > 0:
        yield Variant("no_floor", inner, f"the rate goes below {format_rate(least)}, where it should stop")
    if isinstance(inner, (Cosine, Polynomial)) and inner.end_value == 0 and least < inner.init_value:
        yield Variant(
            "interpolated_floor",
            dataclasses.replace(inner, end_value=least),
            f"the decay is stretched to end at {format_rate(least)} instead of being cut off there",
        )
    for variant in variants_of_decay(inner):
        yield dataclasses.replace(variant, schedule=dataclasses.replace(floored, schedule=variant.schedule))


def _of_held(held: Held) -> Iterator[Variant]:
    for variant in variants_of_decay(held.schedule):
        yield dataclasses.replace(variant, schedule=dataclasses.replace(held, schedule=variant.schedule))
    smooth = held.schedule.scaled(held.hold_steps) if held.hold_steps > 1 else None
    if smooth is not None and not held.schedule.is_constant:
        unit = held.unit.partition(" ")[0]
        yield Variant(
            "stepped_every_step",
            smooth,
            f"the rate moves with every step instead of once per {unit} of {format_step(held.hold_steps)} steps",
        )


def _of_fall(fall: Cosine | Polynomial, steps: int) -> Iterator[Variant]:
    if fall.init_value <= fall.end_value:
        return
    first, last = fall.init_value, fall.end_value
    line = Polynomial(first, last, steps)
    if isinstance(fall, Cosine):
        yield Variant("linear_instead_of_cosine", line, "the rate falls in a straight line instead of a cosine")
        yield from _of_end(fall)
        yield Variant(
            "rises_again",
            CosineWave(first, last, steps),
            f"the rate rises again after the {format_step(steps)} steps of the cosine instead of staying at its end",
        )
        return
    if fall.power != 1:
        yield Variant(
            "power_ignored", line, f"the rate falls in a straight line instead of with power {format_rate(fall.power)}"
        )
    else:
        yield Variant(
            "cosine_instead_of_linear",
            Cosine(first, steps, last),
            "the rate falls in a cosine instead of a straight line",
        )
    yield from _of_end(fall)


def _of_end(decay: Cosine | CosineWave | CosineRestarts | Polynomial) -> Iterator[Variant]:
    least = decay.end_value
    if not 0 < least < decay.init_value:
        return
    to_zero: Schedule = dataclasses.replace(decay, end_value=0.0)
    yield Variant("no_floor", to_zero, f"the rate decays to 0 instead of {format_rate(least)}")
    yield Variant(
        "clamped_floor",
        Floor(to_zero, least),
        f"the rate decays towards 0 and is cut off at {format_rate(least)} instead of arriving there at the end",
    )


def _of_wave(wave: CosineWave) -> Iterator[Variant]:
    first, last = wave.init_value, wave.end_value
    if first <= last:
        return
    if wave.num_cycles == _HALF_WAVE:
        yield Variant(
            "linear_instead_of_cosine",
            from_step(Polynomial(first, last, wave.decay_steps), wave.shift),
            "the rate falls in a straight line instead of a cosine",
        )
    else:
        yield Variant(
            "cycles_ignored",
            dataclasses.replace(wave, num_cycles=_HALF_WAVE),
            f"the rate falls once over all steps instead of in {format_rate(wave.num_cycles)} waves",
        )
    yield from _of_end(wave)
    half = wave.decay_steps / wave.num_cycles / 2.0
    if half.is_integer() and half > 1:
        yield Variant(
            "restarts_instead_of_wave",
            from_step(CosineRestarts(first, last, int(half)), wave.shift),
            "the rate jumps back to its top after each fall instead of rising in a wave",
        )


def _of_cycles(cycles: CosineCycles) -> Iterator[Variant]:
    if cycles.init_value == 0:
        return
    single = Cosine(cycles.init_value, cycles.decay_steps)
    if cycles.num_cycles != 1:
        yield Variant(
            "cycles_ignored",
            single,
            f"the rate falls once over all steps instead of {format_rate(cycles.num_cycles)} times",
        )
    else:
        yield from (variant for variant in _of_fall(single, single.decay_steps) if variant.name != "rises_again")


def _of_restarts(restarts: CosineRestarts) -> Iterator[Variant]:
    if restarts.init_value <= restarts.end_value:
        return
    if restarts.length_factor == 1 and restarts.first_steps > 1:
        yield Variant(
            "wave_instead_of_restarts",
            CosineWave(restarts.init_value, restarts.end_value, restarts.first_steps),
            "the rate rises in a wave after each fall instead of jumping back to its top",
        )
    yield from _of_end(restarts)
