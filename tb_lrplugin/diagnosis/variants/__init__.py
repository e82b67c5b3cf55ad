"""Named variations of a schedule: what a run follows that reads its configuration otherwise."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterator

from tb_lrplugin.diagnosis.variants.decay import variants_of_decay
from tb_lrplugin.diagnosis.variants.preparation import prepared, variants_of_hold, variants_of_preparation
from tb_lrplugin.diagnosis.variants.stepping import stepped_per_epoch
from tb_lrplugin.diagnosis.variants.variation import Variant
from tb_lrplugin.schedules import Floor, Held, Join, OnAxis, Ramp, Schedule

__all__ = ["Variant", "stepped_per_epoch", "variants_of"]


def variants_of(schedule: Schedule) -> Iterator[Variant]:
    """Yield the variations of a configured schedule, those of the decay first, then those of its preparation.

    Every one of them is a true variation: a schedule without a floor has none without it. None has a free
    parameter, so none can be fitted to points that do not mean it. Where the points must tell the steps per epoch,
    see `stepped_per_epoch`.
    """
    if isinstance(schedule, OnAxis):
        yield from _within(schedule.schedule, lambda inner: dataclasses.replace(schedule, schedule=inner))
    elif isinstance(schedule, Join):
        yield from _of_join(schedule)
    elif isinstance(schedule, Floor) and isinstance(schedule.schedule, Join):
        yield from (variant for variant in variants_of_decay(schedule) if variant.name == "no_floor")
        yield from _within(schedule.schedule, lambda inner: dataclasses.replace(schedule, schedule=inner))
    elif isinstance(schedule, Held) and isinstance(schedule.schedule, Join):
        yield from variants_of_decay(schedule)
        yield from _within(schedule.schedule, lambda inner: dataclasses.replace(schedule, schedule=inner))
    else:
        yield from variants_of_decay(schedule)


def _within(inner: Schedule, wrap: Callable[[Schedule], Schedule]) -> Iterator[Variant]:
    for variant in variants_of(inner):
        yield dataclasses.replace(variant, schedule=wrap(variant.schedule))


def _of_join(join: Join) -> Iterator[Variant]:
    parts = prepared(join)
    yield from _of_parts(join, 0 if parts is None else 1)
    if parts is not None:
        yield from variants_of_preparation(parts)
    yield from variants_of_hold(join)


def _of_parts(join: Join, first: int) -> Iterator[Variant]:
    """Vary all the parts from `first` on that can be varied in the same way, at once."""
    varied = [list(variants_of_decay(part)) if index >= first else [] for index, part in enumerate(join.schedules)]
    for name in dict.fromkeys(variant.name for variants in varied for variant in variants):
        chosen = [next((v for v in variants if v.name == name), None) for variants in varied]
        schedules = [part if v is None else v.schedule for v, part in zip(chosen, join.schedules, strict=True)]
        if first:
            _reconnect(schedules, join)
        difference = next(v.difference for v in chosen if v is not None)
        yield Variant(name, dataclasses.replace(join, schedules=tuple(schedules)), difference)


def _reconnect(schedules: list[Schedule], join: Join) -> None:
    """Let a warm-up that led to the rate at which the decay is entered lead to that of the varied decay."""
    ramp, before, after = join.schedules[0], join.schedules[1].value_at(0), schedules[1].value_at(0)
    if isinstance(ramp, Ramp) and ramp.end_value == before and after != before and math.isfinite(after):
        schedules[0] = dataclasses.replace(ramp, end_value=after)
