"""Schedules of other families in checkpoints: Keras, Stable-Baselines3, mmengine, ignite, DeepSpeed.

They go by what was saved, but no counter of theirs is read (but of DeepSpeed's), so they speak only where the points
agree with them to the end. Read from keras 3.15 (`compile_config` in `config.json`), stable-baselines3 2.9
(`common/utils.py` LinearSchedule), mmengine 0.10 (`optim/scheduler/param_scheduler.py`), ignite 0.5
(`handlers/param_scheduler.py`), deepspeed 0.19 (`runtime/engine.py` `_save_checkpoint`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tb_lrplugin.frameworks.checkpoint.states import FUNCTIONS, SchedulerState, count, number, repeated, scheduler_of
from tb_lrplugin.frameworks.huggingface.deepspeed import from_deepspeed
from tb_lrplugin.frameworks.keras import KerasReading, readings_of_model
from tb_lrplugin.frameworks.mmengine.schedule import NoClosedForm, chain
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.frameworks.unknown import Unknown, held
from tb_lrplugin.schedules import Constant, CosineRestarts, Cyclic, Join, Polynomial, Schedule, ScheduleError

_MMENGINE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("OneCycleLR", ("total_steps", "pct_start")),
    ("CosineAnnealingLR", ("T_max",)),
    ("MultiStepLR", ("milestones", "gamma")),
    ("StepLR", ("step_size", "gamma")),
    ("PolyLR", ("power", "total_iters")),
    ("LinearLR", ("start_factor", "end_factor")),
    ("ConstantLR", ("factor", "total_iters")),
    ("ExponentialLR", ("gamma",)),
)
_MOST_DEPTH = 4
_NOT_BUILT = (ScheduleError, OverflowError)
_LINEAR = "LinearSchedule'>"


class SavedKerasReading(KerasReading):
    """An optimizer of a Keras model that was saved."""

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Admit what the configuration admits, as far as all the points agree."""
        return [_if_all_agree(one) for one in super().alternatives(tag)]


def _if_all_agree(one: Reading | Unknown) -> Reading | Unknown:
    if isinstance(one, Unknown):
        return dataclasses.replace(one, is_excuse=True)
    if one.schedule is None:
        return one
    return Unknown("", held(one.schedule), lambda _found: one, (1,), is_excuse=True)


def keras_readings(config: Any) -> Iterator[SavedKerasReading]:
    """Read the schedules of a saved model; a number is the rate when it was saved, which says nothing of others."""
    for reading in _compiled(config):
        if reading.schedule is not None and not reading.schedule.is_constant:
            yield SavedKerasReading(**{**vars(reading), "tags": r"epoch_learning_rate.*", "measured": "optimizer"})


def keras_rates(config: Any) -> Iterator[KerasReading]:
    """Read what a saved model would train on with where it names no schedule: the rate that it was saved with."""
    for reading in _compiled(config):
        if reading.schedule is None or reading.schedule.is_constant:
            yield dataclasses.replace(reading, names_rate_alone=True)


def _compiled(config: Any) -> tuple[KerasReading, ...]:
    if isinstance(config, Mapping) and "optimizer_config" in config:
        # A tf_keras class has its package before its name.
        config = {"compile_config": {"optimizer": config["optimizer_config"]}}
    return readings_of_model(config)


def of_stable_baselines(data: Any) -> Iterator[Schedule]:
    """List what the learning rate of a saved model may be, over the environment's steps.

    The rate is set with the progress before a rollout, and logged with the steps after it. A function of the script is
    not known.
    """
    rate = data.get("learning_rate") if isinstance(data, Mapping) else None
    if not isinstance(rate, Mapping) or not str(rate.get(":type:")).endswith(_LINEAR):
        return
    start, end, share = (number(rate.get(key)) for key in ("start", "end", "end_fraction"))
    total = count(data.get("_total_timesteps"))
    if start is None or end is None or share is None or not total or not 0 < share <= 1:
        return
    line = Polynomial(start, end, max(1, round(share * total)))
    yield line
    rollout = (count(data.get("n_steps")) or 0) * (count(data.get("n_envs")) or 1)
    if rollout:
        yield Join((Constant(start), line), (rollout,))


def of_mmengine(states: Sequence[Mapping[Any, Any]], max_iters: Any, max_epochs: Any) -> Schedule | None:
    """Read a chain of parameter schedulers, over iterations; None where it has no closed form, or cannot be built."""
    iterations, epochs = count(max_iters), count(max_epochs)
    length = iterations // epochs if iterations and epochs else 1
    configs = []
    for state in states:
        if state.get("param_name") != "lr":
            continue
        kind = next((name for name, keys in _MMENGINE if all(key in state for key in keys)), None)
        if kind is None:
            return None
        configs.append({**state, "type": kind, "milestones": repeated(state.get("milestones"))})
    base = [number(one) for state in states for one in _first(state.get("base_values"))]
    if not configs or not base or base[0] is None:
        return None
    try:
        return chain(configs, base[0], length)
    except (NoClosedForm, *_NOT_BUILT):
        return None


def of_deepspeed(tree: Any, rates: Sequence[float]) -> SchedulerState | None:
    """Read a scheduler of DeepSpeed's own, of which the state is a count and the configuration tells all else.

    Args:
      tree: the plain root of a file of model states.
      rates: those that the optimizer holds; none where its state lies in other files (ZeRO).
    """
    parts = [tree.get(key) if isinstance(tree, Mapping) else None for key in ("lr_scheduler", "ds_config")]
    state, config = (one if isinstance(one, Mapping) else {} for one in parts)
    section, done = config.get("scheduler"), number(state.get("last_batch_iteration"))
    if not isinstance(section, Mapping) or done is None or done < -1 or not isinstance(section.get("type"), str):
        return None
    asked, optimizer = section.get("params"), config.get("optimizer")
    given = {str(key): value for key, value in asked.items()} if isinstance(asked, Mapping) else {}
    settings = optimizer.get("params") if isinstance(optimizer, Mapping) else None
    base = number(settings.get("lr")) if isinstance(settings, Mapping) else None
    made = SchedulerState(section["type"], given, () if base is None else (base,), int(done) + 1, ())
    schedule = None if rates or base is None else deepspeed_schedule(made.name, given, base)
    # It keeps no rate: what it set last follows from its count.
    return made if schedule is None else dataclasses.replace(made, last_rates=(schedule.value_at(int(done) + 1),))


def deepspeed_schedule(name: str, given: Mapping[str, Any], rate: float) -> Schedule | None:
    """Build a schedule of DeepSpeed's over updates, the first two of which share a rate; None where it has no formula.

    Raises:
      ScheduleError: if a parameter is of the wrong type or out of its range.
    """
    if "auto" in given.values():
        # Whoever fills it in does so in memory.
        return None
    counted = from_deepspeed(name, given, rate, 0, 0)
    return None if counted is None else Join((Constant(counted.value_at(0)), counted), (1,))


def of_ignite(state: Mapping[Any, Any], depth: int = _MOST_DEPTH) -> Iterator[Schedule]:
    """List what a handler's state may be, over its events: two classes have the same keys."""
    parts = state.get("schedulers")
    if depth == 0:
        return
    if isinstance(parts, list) and isinstance(state.get("durations"), list):
        yield from _concatenated(parts, state["durations"], depth)
    elif isinstance(parts, list) and len(parts) == 1 and isinstance(parts[0], list) and len(parts[0]) == 2:
        yield from of_ignite(parts[0][1], depth - 1) if isinstance(parts[0][1], Mapping) else ()
    elif isinstance(state.get("lr_scheduler"), Mapping):
        found = scheduler_of(state["lr_scheduler"], ())
        if found is not None and found.base_rates and found.name not in FUNCTIONS:
            built = from_torch_scheduler(found.name, found.arguments, found.base_rates[0])
            yield from () if built is None else (built,)
    elif isinstance(state.get("milestones"), list) and isinstance(state.get("values"), list):
        yield from _piecewise(state["milestones"], state["values"])
    else:
        yield from _cycles(state)


def _concatenated(parts: list[Any], durations: list[Any], depth: int) -> Iterator[Schedule]:
    lengths = [count(one) for one in durations]
    chosen = [next(of_ignite(one, depth - 1), None) if isinstance(one, Mapping) else None for one in parts]
    known = [one for one in chosen if one is not None]
    if len(known) != len(parts) or len(lengths) != len(parts) - 1 or not all(lengths):
        return
    starts = [0]
    for length in lengths:
        starts.append(starts[-1] + (length or 0))
    yield Join(tuple(known), tuple(starts[1:])) if len(known) > 1 else known[0]


def _piecewise(milestones: list[Any], values: list[Any]) -> Iterator[Schedule]:
    """Join straight lines; before the first milestone and after the last one the rate stays."""
    at, rates = [count(one) for one in milestones], [number(one) for one in values]
    steps, known = [one for one in at if one is not None], [one for one in rates if one is not None]
    if len(steps) != len(known) or (len(steps), len(known)) != (len(at), len(rates)) or len(steps) < 2:
        return
    parts: list[Schedule] = [
        Polynomial(start, end, after - before)
        for before, after, start, end in zip(steps, steps[1:], known, known[1:], strict=False)
    ]
    if steps[0] > 0:
        parts, steps = [Constant(known[0]), *parts], [0, *steps]
    yield Join(tuple(parts), tuple(steps[1:-1])) if len(parts) > 1 else parts[0]


def _cycles(state: Mapping[Any, Any]) -> Iterator[Schedule]:
    start, end, size = (number(state.get(key)) for key in ("start_value", "end_value", "cycle_size"))
    plain = all(number(state.get(key, 1)) == 1 for key in ("cycle_mult", "start_value_mult", "end_value_mult"))
    if start is None or end is None or size is None or size < 2 or not plain or state.get("warmup_duration"):
        return
    yield CosineRestarts(start, end, int(size), 1)
    yield Cyclic(start, end, int(size) // 2, int(size) - int(size) // 2)


def _first(values: Any) -> list[Any]:
    return values[:1] if isinstance(values, list) else []


def safely(schedules: Iterable[Schedule]) -> list[Schedule]:
    """Take schedules as they are built; none where one of them cannot be."""
    try:
        return list(schedules)
    except _NOT_BUILT:
        return []
