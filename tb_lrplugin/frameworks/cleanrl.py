"""The table of hyperparameters that every CleanRL script writes first.

Read from vwxyzjn/cleanrl fe8d8a03: the text summary `hyperparameters` holds `vars(args)` as a markdown table of two
columns, values as `str` prints them. `charts/learning_rate` is logged at the end of each iteration i, counted from 1,
at x = i * batch_size environment steps: the rate that the updates of that iteration used. `cleanrl/ppo.py` sets it to
learning_rate * (1 - (i - 1) / num_iterations), `ppo_trxl.py` to a line from init_lr to final_lr, and `ppg_procgen.py`
starts the first formula again in every phase of n_iteration iterations.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.python_literals import printed_value
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.readers import TextSummary
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, recomputed_by, with_fixes
from tb_lrplugin.schedules import Constant, Join, Polynomial, Schedule, ScheduleError

_HEADER = "|param|value|"
_RATE = re.compile(r"(?:\w+_)?(?:lr|learning_rate)")
_MOST_PHASES = 1000
_MOST_STEPS = 2**52
_PACE = ("anneal_lr", "anneal_steps", "total_timesteps", "num_envs", "num_steps", "batch_size", "num_iterations")
_NUMBERS = (
    "num_envs",
    "local_num_envs",
    "num_steps",
    "batch_size",
    "num_minibatches",
    "update_epochs",
    "num_iterations",
    "world_size",
    "gradient_accumulation_steps",
)
_PHASED = ("n_iteration", "e_policy")


def _parse(text: str) -> tuple[Reading, ...]:
    if text.partition("\n")[0].strip() != _HEADER:
        return ()
    table = {}
    for row in text.split("\n")[2:]:
        name, separator, value = row.strip().removeprefix("|").partition("|")
        if separator:
            table[name.strip()] = printed_value(value.removesuffix("|"))
    names = [name for name, value in table.items() if _RATE.fullmatch(name) and not isinstance(value, bool)]
    if {"init_lr", "final_lr"} <= set(names):
        names.remove("final_lr")
    return tuple(_reading(table, name, len(names) == 1) for name in names if table[name] is not None)


def _reading(table: Mapping[str, float | bool | str | None], name: str, is_only_rate: bool) -> Reading:
    shown = [name, *(other for other in ("final_lr", *_PACE, *_PHASED) if other in table and other != name)]
    schedule: Schedule | None = None
    error: str | None = None
    total: int | None = None
    try:
        given = Arguments("the table", table)
        schedule = _schedule_of(given, name)
        total = _planned(given)
    except ScheduleError as reason:
        schedule, error = None, str(reason)
    return Reading(
        schedule=schedule,
        error=error,
        total_steps=total,
        # The first iteration runs at the first rate, and all of a line's steps come after it.
        late_by=schedule.boundaries[0] if isinstance(schedule, Join) and len(schedule.boundaries) == 1 else 0,
        text="\n".join(f"{other}: {_shown(table[other])}" for other in shown),
        numbers=numbers_of(table, _NUMBERS),
        names_rate_alone=table.get("anneal_lr") is None and isinstance(schedule, Constant),
        # Of several rates each governs the series that is named after it: `policy_lr` that of `losses/policy_lr`.
        tags="" if is_only_rate else f"(?:.*/)?{re.escape(name)}",
        # That one script logs the number that it handed to the optimizer.
        measured="schedule" if name == "init_lr" and "final_lr" in table else "optimizer",
    )


def _shown(value: float | bool | str | None) -> str:
    return f"{value:g}" if isinstance(value, float) and not value.is_integer() else str(value).removesuffix(".0")


def _schedule_of(given: Arguments, name: str) -> Schedule:
    rate = given.number(name)
    if name == "init_lr" and given.has("final_lr"):
        last, steps = given.number("final_lr"), given.whole("anneal_steps")
        return Constant(last) if steps <= 0 else _held_first(rate, Polynomial(rate, last, steps), _batch_size(given))
    if given.raw("anneal_lr") is not True:
        return Constant(rate)
    batch_size = _batch_size(given)
    iterations = _iterations(given, batch_size)
    line = Polynomial(rate, 0.0, iterations * batch_size)
    if all(given.has(other) for other in _PHASED):
        return _phased(rate, line, batch_size, given.whole("n_iteration"), iterations)
    return _held_first(rate, line, batch_size)


def _held_first(rate: float, then: Schedule, batch_size: int) -> Schedule:
    """Begin one batch late: the first iteration runs at the first rate and is logged at its end."""
    return Join((Constant(rate), then), (batch_size,), ("hold", "decay"))


def _phased(rate: float, line: Schedule, batch_size: int, length: int, iterations: int) -> Schedule:
    if length <= 0 or iterations // length > _MOST_PHASES:
        raise ScheduleError(f"n_iteration is {length}: a run of {iterations:,} iterations cannot have such phases")
    starts = tuple((phase * length + 1) * batch_size for phase in range(max(1, iterations // length)))
    return Join((Constant(rate), *(line for _ in starts)), starts)


def _batch_size(given: Arguments) -> int:
    rollout = () if given.has("batch_size") else ("num_envs", "num_steps")
    size = math.prod(map(given.whole, rollout)) if rollout else given.whole("batch_size")
    if not 0 < size <= _MOST_STEPS:
        raise ScheduleError(f"batch_size is {size:,}: no iteration takes so many environment steps")
    return size


def _planned(given: Arguments) -> int | None:
    """Count the environment steps of the whole iterations: the loop stops before one that would not be full."""
    total = given.whole("total_timesteps", 0)
    has_batches = given.has("batch_size") or (given.has("num_envs") and given.has("num_steps"))
    batch_size = _batch_size(given) if total and has_batches else 1
    return _iterations(given, batch_size) * batch_size if 1 < batch_size <= total else total or None


def _iterations(given: Arguments, batch_size: int) -> int:
    # Earlier versions call it num_updates and keep it out of the table.
    iterations = given.whole("num_iterations", 0) or given.whole("total_timesteps") // batch_size
    if iterations > _MOST_STEPS // batch_size:
        raise ScheduleError(f"num_iterations is {iterations:,}: no run takes so many")
    if iterations <= 0:
        raise ScheduleError("num_iterations is 0, as total_timesteps is less than one batch: nothing is trained")
    return iterations


_LOOP = """\
# first thing in the loop over iterations
for iteration in range(1, args.num_iterations + 1):
    if args.anneal_lr:
        frac = 1.0 - (iteration - 1.0) / args.num_iterations
        optimizer.param_groups[0]["lr"] = frac * args.learning_rate"""
_TOTAL = """\
# num_iterations counts what the loop goes through: batches of all environments
args.batch_size = int(args.num_envs * args.num_steps)
args.num_iterations = args.total_timesteps // args.batch_size"""
_NOT_SET = "The loop never writes the annealed rate to optimizer.param_groups, or under another flag than anneal_lr."
_OTHER_TOTAL = "num_iterations was computed from another total_timesteps, num_envs or num_steps than the loop uses."
_FAMILY = recomputed_by(
    "the loop",
    rate="learning_rate",
    length="total_timesteps",
    resume="Save iteration with the model's weights, and begin the loop at it: CleanRL's scripts save neither.",
)
_FAMILY |= with_fixes(_FAMILY, ("stuck_at_initial", "frozen"), _LOOP, "python")
_FAMILY |= with_fixes(_FAMILY, ("time_scaled/fast", "time_scaled/slow", "time_scaled/another plan"), _TOTAL, "python")
_ADVICE = extended(
    _FAMILY,
    {
        "stuck_at_initial": Advice((_NOT_SET, "The optimizer was made anew after the loop began.")),
        "frozen": Advice((_NOT_SET,)),
        "time_scaled/fast": Advice((_OTHER_TOTAL,)),
        "time_scaled/slow": Advice((_OTHER_TOTAL, "The rate is annealed over more iterations than are run.")),
        "value_scaled": Advice(("The rate was scaled with the number of environments before the loop.",)),
    },
)


def _table(text: str) -> str:
    rows = (f"|{'|'.join(line.split(': ', 1))}|" for line in text.splitlines())
    return "\n".join([_HEADER, "|-|-|", *rows])


CLEANRL = Framework(
    kind="cleanrl",
    about=About(
        "CleanRL", "reinforcement learning", "`hyperparameters/text_summary`", unknown="schedules of one's own"
    ),
    readers=(TextSummary("hyperparameters/text_summary", _parse),),
    whole=_table,
    advice=_ADVICE,
)
