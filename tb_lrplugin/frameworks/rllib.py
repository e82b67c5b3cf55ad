"""RLlib's `params.json`, which Ray Tune writes beside the event file of a trial.

Read from ray 2.60.0 (`rllib/core/learner/learner.py`, `rllib/policy/torch_mixins.py` 15-45,
`rllib/utils/schedules/piecewise_schedule.py`, `tune/logger/tensorboardx.py`) and run on both stacks. A schedule is a
list of [environment steps, rate]: straight lines between, the last rate outside, also before the first step. The new
stack (learners) logs at training iterations, and the steps sampled by then are a scalar beside it. The old stack logs
at environment steps the rate that was set at the end of the training step before, by the steps of all agents
(`algorithms/ppo/ppo.py` 504, `algorithms/dqn/dqn.py` 800), and where lr_schedule is set lr is passed over. Of
algorithms that update many times in an iteration, or beside the sampling, a rate from within it is logged.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.texts import json_object
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.readers import TextFile, Traces
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, recomputed_by
from tb_lrplugin.frameworks.unknown import Unknown
from tb_lrplugin.schedules import Constant, Join, OnAxis, Polynomial, Sampled, Schedule, ScheduleError
from tb_lrplugin.schedules.base import require

_SAMPLED_TAG = "ray/tune/num_env_steps_sampled_lifetime"
_AGENTS_TAG = "ray/tune/num_agent_steps_sampled"
# What IMPALA and APPO, and the algorithms with a replay buffer have.
_OF_MANY_UPDATES = frozenset({"broadcast_interval", "replay_buffer_config"})
_STEPS_APART = "environment steps between the rate and its log"
_OLD_TAGS = r"ray/tune/info/learner/.*cur_lr"
_NEW_TAGS = r"ray/tune/learners/[^/]+/(?:\w+_)?learning_rate"
_NUMBERS = (
    "train_batch_size",
    "train_batch_size_per_learner",
    "num_learners",
    "num_epochs",
    "num_sgd_iter",
    "minibatch_size",
)
# Each stack passes over what the other one has.
_SHOWN_OF_OLD = ("lr", "lr_schedule", "train_batch_size")
_SHOWN = ("lr", "train_batch_size", "train_batch_size_per_learner", "num_learners")
_MOST_PAIRS, _MOST_APART, _LONGEST_LINE = 10_000, 2**20, 4000


@dataclass(frozen=True)
class RLlibReading(Reading):
    """The settings of a trial.

    Attributes:
      by_steps: the schedule over environment steps.
      batch: environment steps of an iteration by the settings, where the log does not tell them.
      sampled: of the new stack, environment steps sampled by the end of iterations, as logged; of the old one, the
        steps of all agents by environment steps.
      is_old: whether it ran on the old stack.
      slope: by how much the rate moves at most in a step, where the rate is from somewhere within an iteration.
      most_apart: by how many steps the old stack logs too late at most.
    """

    by_steps: Schedule | None = field(default=None, repr=False)
    batch: int = 1
    sampled: tuple[LastPoint, ...] = ()
    is_old: bool = False
    slope: float = 0.0
    most_apart: int = 1

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Put the schedule on the axis of the log."""
        if self.by_steps is None or self.by_steps.is_constant:
            return (self,)
        points = [point for point in self.sampled if point.step > 0 and point.value >= 0]
        lengths = {point.value / point.step for point in points}
        if self.is_old:
            return self._late(self.by_steps, lengths)
        lengths = lengths or {float(self.batch)}
        within = dataclasses.replace(self, absolute_tolerance=self.slope * max(lengths))
        if len(lengths) == 1 and (length := lengths.pop()).is_integer() and length >= 1:
            return (dataclasses.replace(within, schedule=OnAxis(self.by_steps, int(length), unit="iteration")),)
        # Episodes that are sampled whole make iterations of different lengths.
        rates = tuple(self.by_steps.value_at(int(point.value)) for point in points)
        first = (0, self.by_steps.value_at(0))
        steps, values = zip(first, *zip((point.step for point in points), rates, strict=True), strict=True)
        return (dataclasses.replace(within, schedule=Sampled(steps, values)),)

    def _late(self, by_steps: Schedule, agents: set[float]) -> Iterable[Reading | Unknown]:
        """Count the steps of all agents, and leave to the points by how many the log is late."""
        count = int(agents.pop()) if len(agents) == 1 else 1
        counted = by_steps if count <= 1 else OnAxis(by_steps, count, unit="environment step")
        by_batch = dataclasses.replace(self, schedule=counted, absolute_tolerance=self.slope * self.batch)
        return by_batch, Unknown(
            _STEPS_APART,
            # The steps come displaced by the offset of the batch.
            lambda numbers, steps: counted(np.maximum(steps + self.batch - numbers, 0)),
            lambda found: dataclasses.replace(by_batch, offset=-found.number),
            range(1, self.most_apart + 1),
            is_excuse=True,
        )


def _parse(text: str) -> Reading | None:
    config = json_object(text)
    if not {"lr", "env", "train_batch_size"} <= config.keys() or config["lr"] is None:
        return None
    is_new = config.get("enable_rl_module_and_learner") is True
    reading = RLlibReading(
        text=_excerpt(config, _SHOWN if is_new else _SHOWN_OF_OLD),
        numbers=numbers_of(config, _NUMBERS),
        tags=_NEW_TAGS if is_new else _OLD_TAGS,
        # The old stack's policies read the rate of their optimizer, the learners that of the scheduler.
        measured="optimizer",
    )
    try:
        return _with_schedule(reading, config, is_new=is_new)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))


def _excerpt(config: Mapping[str, Any], names: Sequence[str]) -> str:
    """Write settings as the file has them, a line each."""
    lines = [f"  {json.dumps(name)}: {json.dumps(config.get(name))[:_LONGEST_LINE]}" for name in names]
    return "{\n" + ",\n".join(lines) + "\n}"


def _whole(text: str) -> str:
    is_new = json.dumps('"lr_schedule"' not in text)
    return text.replace("{", f'{{"env": "", "num_workers": 0, "enable_rl_module_and_learner": {is_new},', 1)


def _with_schedule(reading: RLlibReading, config: Mapping[str, Any], *, is_new: bool) -> Reading:
    given = Arguments("params.json", config)
    batch = max(1, given.whole("train_batch_size", 1))
    if is_new:
        schedule = _schedule(config["lr"], "lr")
        if _OF_MANY_UPDATES & config.keys():
            reading = dataclasses.replace(reading, slope=_steepest(config["lr"]))
        if given.has("train_batch_size_per_learner"):
            batch = given.whole("train_batch_size_per_learner") * max(1, given.whole("num_learners", 0))
        require(batch > 0, f"an iteration of {batch} steps trains nothing")
        return dataclasses.replace(reading, schedule=schedule, by_steps=schedule, batch=batch)
    pairs = config.get("lr_schedule")
    schedule = _schedule(config["lr"], "lr") if pairs is None else _schedule(pairs, "lr_schedule")
    if schedule.is_constant:
        return dataclasses.replace(reading, schedule=schedule)
    is_whole = config.get("batch_mode") == "complete_episodes"
    return dataclasses.replace(
        reading,
        schedule=schedule,
        by_steps=schedule,
        batch=batch,
        offset=-batch,
        is_old=True,
        most_apart=min(2 * max(batch, _sampled_at_once(config)), _MOST_APART),
        slope=_steepest(pairs) if is_whole else reading.slope,
    )


def _sampled_at_once(config: Mapping[str, Any]) -> int:
    """Count the environment steps of one round of sampling; 1 where the settings leave that to be worked out."""
    runners = config.get("num_env_runners", config.get("num_workers", 0))
    envs = config.get("num_envs_per_env_runner", config.get("num_envs_per_worker", 1))
    factors = [config.get("rollout_fragment_length"), max(runners, 1) if isinstance(runners, int) else None, envs]
    counts = [factor for factor in factors if isinstance(factor, int) and 0 < factor < _MOST_APART]
    return math.prod(counts) if len(counts) == len(factors) else 1


def _steepest(pairs: Any) -> float:
    """Give by how much the rate of a list of pairs moves at most in a step."""
    known = [(pair[0], pair[1]) for pair in pairs] if isinstance(pairs, list) else []
    slopes = [
        abs(rate - target) / (end - begin) for (begin, rate), (end, target) in itertools.pairwise(known) if begin < end
    ]
    return max(slopes, default=0.0)


def _schedule(value: Any, name: str) -> Schedule:
    if not isinstance(value, list):
        return Constant(Arguments("params.json", {name: value}).number(name))
    require(0 < len(value) <= _MOST_PAIRS, f"{name} lists {len(value):,} pairs: give [0, rate] at least")
    given = [Arguments(name, {"step": _part(pair, 0), "rate": _part(pair, 1)}) for pair in value]
    return _lines([(one.whole("step"), one.number("rate")) for one in given])


def _part(pair: Any, index: int) -> Any:
    return pair[index] if isinstance(pair, list) and len(pair) == 2 else None


def _lines(pairs: Sequence[tuple[int, float]]) -> Schedule:
    """Join straight lines between points; the last rate holds outside. Two points of one step are a jump."""
    require(
        all(one[0] <= other[0] for one, other in itertools.pairwise(pairs)), "the steps of the schedule do not increase"
    )
    lines = [
        (begin, Polynomial(rate, target, end - begin) if rate != target else Constant(rate))
        for (begin, rate), (end, target) in itertools.pairwise(pairs)
        if begin < end
    ]
    last = Constant(pairs[-1][1])
    parts: list[Schedule] = [*(line for _, line in lines), last]
    starts = [*(begin for begin, _ in lines), pairs[-1][0]]
    if starts[0] > 0:
        parts.insert(0, last)
        starts.insert(0, 0)
    return Join(tuple(parts), tuple(starts[1:])) if len(parts) > 1 else parts[0]


def _with_sampled(reading: Reading, traces: Traces) -> Reading:
    """Add how many environment steps had been sampled by when."""
    if not isinstance(reading, RLlibReading) or reading.by_steps is None:
        return reading
    tag = _AGENTS_TAG if reading.is_old else _SAMPLED_TAG
    return dataclasses.replace(reading, sampled=traces.evidence.points_of(tag))


_IN_STEPS = (
    "Give lr in config.training() as [step, rate] pairs that count environment steps; the last rate holds on. A "
    "learner of your own has to make its optimizer with register_optimizer(..., lr_or_lr_schedule=config.lr)."
)
_LEFT_OUT = "The algorithm or a custom learner builds its optimizer without lr: the schedule never reaches it."
_OTHER_STEPS = "The steps of the schedule count iterations or updates: it takes environment steps."
_ADVICE = extended(
    recomputed_by(
        "the learner",
        rate="lr",
        length="lr",
        resume='Restore the trial with tune.Tuner.restore(PATH, "PPO"): the steps sampled so far come with its '
        "checkpoint.",
    ),
    {
        "stuck_at_initial": Advice((_LEFT_OUT,), _IN_STEPS),
        "frozen": Advice((_LEFT_OUT,), _IN_STEPS),
        "time_scaled/fast": Advice((_OTHER_STEPS,), _IN_STEPS),
        "time_scaled/slow": Advice((_OTHER_STEPS,), _IN_STEPS),
        "value_scaled": Advice(("Several learners scale the rate by their number.",)),
    },
)
# ray 2.40 `rllib/policy/torch_mixins.py`, LearningRateSchedule: on_global_var_update() sets the rate.
_NOT_TOLD = (
    "The policy is not told the steps that were sampled: its on_global_var_update() is not called where it learns, or "
    "a policy of your own lacks the mixin LearningRateSchedule."
)
_IN_STEPS_OF_OLD = (
    "Give lr_schedule in config.training() as [step, rate] pairs that count environment steps; the last rate holds on. "
    "A policy of your own has to inherit LearningRateSchedule, and whoever trains it has to call set_global_vars() of "
    "the worker that learns."
)
_OF_OLD = extended(
    _ADVICE,
    {
        name: replace(_ADVICE[name], causes=(_NOT_TOLD, *_ADVICE[name].causes[1:3]), fix=_IN_STEPS_OF_OLD)
        for name in ("stuck_at_initial", "frozen")
    }
    | {name: replace(_ADVICE[name], fix=_IN_STEPS_OF_OLD) for name in ("time_scaled/fast", "time_scaled/slow")},
)


class _RLlib(Framework):
    """Two stacks: the old one has policies, the new one learners."""

    def advice_on(self, fault: str, reading: Reading) -> Advice:
        """Speak of the stack that a trial ran on."""
        is_old = isinstance(reading, RLlibReading) and reading.is_old
        return _OF_OLD.get(fault, Advice()) if is_old else super().advice_on(fault, reading)


RLLIB = _RLlib(
    kind="rllib",
    about=About(
        "RLlib (Ray Tune)",
        "reinforcement learning",
        "`params.json` of the trial",
        inferred="environment steps per iteration, from the scalar beside",
        unknown="rates that an algorithm keeps under other names than `lr`",
    ),
    readers=(
        TextFile(
            "params.json",
            _parse,
            signs=(r'"train_batch_size" *:', r'"(?:enable_rl_module_and_learner|num_env_runners|num_workers)" *:'),
            complete=_with_sampled,
            scalar_tags=frozenset({_SAMPLED_TAG, _AGENTS_TAG}),
        ),
    ),
    measures="optimizer",
    whole=_whole,
    advice=_ADVICE,
)
