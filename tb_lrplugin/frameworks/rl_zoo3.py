"""The `config.yml` and `args.yml` of RL Baselines3 Zoo, the command-line trainer of Stable-Baselines3.

Read from rl_zoo3 2.9.2 (`exp_manager.py` 307-340, `utils.py` 290-330) and stable-baselines3 2.9.2
(`common/base_class.py` 278-301, `common/on_policy_algorithm.py` 323-340). Both files are YAML with a tag of Python
before a list of pairs. They lie in LOGS/ALGO/ENV_N/ENV/, while the event file is in TENSORBOARD_LOG/ENV/ALGO_N/: both
are tied by the names of algorithm and environment, and the number. `lin_0.001` falls from 0.001 to 0 over all steps.
What is logged at x environment steps is the rate of the updates before the last rollout: f(x - n_envs * n_steps); of an
algorithm with a replay buffer it is that of the last update before x, which comes every train_freq steps or episodes
(`common/off_policy_algorithm.py` 345-366, 580-620).
"""

from __future__ import annotations

import dataclasses
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tb_lrplugin.data.files import ConfigFileError, Directory, ancestors
from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import load_yaml
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.formats.settings_text import load_settings
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.readers import Found, ReaderFunction, Traces, Trust, located, parsed_once
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, recomputed_by
from tb_lrplugin.frameworks.unknown import Solution, Unknown
from tb_lrplugin.schedules import Constant, Held, Polynomial, Schedule, ScheduleError
from tb_lrplugin.schedules.base import FloatArray, IntArray, require

_CONFIG, _ARGUMENTS = "config.yml", "args.yml"
_SIGN, _TAG = re.compile(r"OrderedDict"), "!!python/object/apply:collections.OrderedDict"
# Named by the class of the algorithm, "PPO_1": elsewhere ("version_1", "run_1") no other folder need be listed.
_RUN = re.compile(r"(?:(?P<above>.*)/)?(?P<env>[^/]+)/(?P<algo>[A-Z][A-Za-z0-9]*)_(?P<number>\d+)")
_LINEAR = "lin_"
_NUMBERS = ("n_envs", "n_steps", "n_epochs", "batch_size", "gradient_steps", "train_freq")
# What only algorithms with a replay buffer have.
_OFF_POLICY = frozenset({"buffer_size", "learning_starts", "train_freq", "gradient_steps", "exploration_fraction"})
_SHOWN = ("learning_rate", "n_timesteps", "n_envs", "n_steps", *sorted(_OFF_POLICY))
# Where the settings leave out how many steps a rollout takes, and the run has one of the algorithms' own numbers.
_LONGEST_ROLLOUT = 2**20
# Steps of a rollout in one environment by default: of A2C, PPO and TRPO, PPO_LSTM.
_ROLLOUTS = (5, 2048, 128)
# The time limit of most environments.
_LONGEST_EPISODE = 1000
# Agents with a replay buffer fill it before they learn: of DQN by default for so many steps, up to 2.2.
_LATEST_START = 50_000
# Log directories are searched this wide for the folder that holds the algorithm's experiments.
_MOST_FOLDERS = 64


@dataclass(frozen=True)
class ZooReading(Reading):
    """The settings of one experiment.

    Attributes:
      line: the first rate of a line and the steps over which it falls; None for any other schedule.
      is_rollout_told: whether the steps of a rollout are among the settings, so that they are tried first.
      usual_rollouts: those of the algorithms' own, where the settings leave them out.
    """

    line: tuple[float, int] | None = field(default=None, repr=False)
    is_rollout_told: bool = True
    usual_rollouts: tuple[int, ...] = field(default=(), repr=False)

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Take the settings at their word; where they leave the rollout open, the points tell it."""
        if self.line is None or self.is_rollout_told:
            return (self,)
        unknown = Unknown(
            "environment steps per rollout",
            # The steps come displaced by the offset of the settings.
            partial(_late_rates, *self.line, -self.offset),
            self._with_rollout,
            range(1, _LONGEST_ROLLOUT + 1),
            marks_starts=True,
        )
        return (self, *(self._with_rollout(Solution(steps, "inferred")) for steps in self.usual_rollouts), unknown)

    def _with_rollout(self, found: Solution) -> Reading:
        assert self.line is not None
        text = f"{self.text}\n# {found.number:,} environment steps per rollout ({found.words})"
        return dataclasses.replace(self, offset=-found.number, text=text)


def _find(traces: Traces) -> Iterator[Found]:
    """Look beside the run, or above it, and then for the experiment of its name and number in the other tree."""
    directory = traces.directory
    if _CONFIG in directory.file_names():
        yield from _read(directory)
        return
    found = _RUN.fullmatch(directory.name)
    if found is None:
        return
    above, algorithm = found["above"] or "", found["algo"].lower()
    experiment = f"{algorithm}/{found['env']}_{found['number']}/{found['env']}"
    for root in map(directory.elsewhere, ancestors(above)):
        for name in root.file_names()[:_MOST_FOLDERS]:
            logs = root.below(name)
            if algorithm not in logs.file_names():
                continue
            readings = list(_read(logs.below(experiment), posixpath.basename(above)))
            if readings:
                yield from readings
                return


def _read(directory: Directory, written_to: str = "") -> Iterator[Found]:
    """Read the two files of a directory, where they say that the run's event file is the one looked at."""
    try:
        text = directory.read_text(_CONFIG)
    except ConfigFileError:
        return
    config = parsed_once(_pairs, text)
    arguments = parsed_once(_pairs, directory.text_of(_ARGUMENTS) or "") or {}
    log = arguments.get("tensorboard_log")
    if config is None or "learning_rate" not in config or "n_timesteps" not in config:
        return
    if written_to and isinstance(log, str) and log and posixpath.basename(log.rstrip("/")) != written_to:
        return
    yield directory.where(_CONFIG), located(_reading(config, arguments), text)


def _pairs(text: str) -> Mapping[Any, Any] | None:
    """Read a dumped OrderedDict; None for any other file."""
    if _SIGN.search(text) is None:
        return None
    try:
        root = load_yaml(text)
    except ConfigFileError:
        return None
    listed = root[0] if isinstance(root, list) and len(root) == 1 and isinstance(root[0], list) else ()
    pairs = [pair for pair in listed if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)]
    return dict(pairs) if pairs else None


def _reading(config: Mapping[Any, Any], arguments: Mapping[Any, Any]) -> Reading:
    asked = arguments.get("n_timesteps")
    if isinstance(asked, (int, float)) and asked > 0:
        # What the command line asks for is in force.
        config = {**config, "n_timesteps": asked}
    lines = quoted(config, _SHOWN)
    reading = ZooReading(text="\n".join(lines), numbers=numbers_of(config, _NUMBERS))
    given = Arguments(_CONFIG, config)
    try:
        total = given.whole("n_timesteps")
        is_off_policy = any(given.has(name) for name in _OFF_POLICY)
        first = given.whole("learning_starts", _LATEST_START) if is_off_policy else 0
        reading = dataclasses.replace(reading, total_steps=total, first_logged=first)
        return _with_schedule(reading, given, total, is_off_policy=is_off_policy)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))


def _with_schedule(reading: ZooReading, given: Arguments, total: int, *, is_off_policy: bool) -> Reading:
    written = given.raw("learning_rate")
    if not isinstance(written, str):
        return dataclasses.replace(reading, schedule=Constant(given.number("learning_rate")))
    rate = _first_rate(written)
    if rate is None:
        return dataclasses.replace(reading, unreadable=f"the learning_rate {written[:80]}, whose formula is not known")
    require(total > 0, f"n_timesteps is {total}: nothing is trained")
    if is_off_policy:
        every, is_episodes = _frequency(given)
        return dataclasses.replace(
            reading,
            schedule=_stepwise(rate, total, max(1, every * given.whole("n_envs", 1))),
            # An episode is logged before the update that its last step may bring.
            offset=-1,
            absolute_tolerance=rate * min(_LONGEST_EPISODE / total, 1.0) if is_episodes else 0.0,
        )
    rollout = given.whole("n_envs", 1) * given.whole("n_steps", 1)
    require(rollout > 0, f"n_envs and n_steps make rollouts of {rollout} steps")
    return dataclasses.replace(
        reading,
        schedule=Polynomial(rate, 0.0, total),
        offset=-rollout,
        line=(rate, total),
        is_rollout_told=given.has("n_envs") and given.has("n_steps"),
        usual_rollouts=() if given.has("n_steps") else tuple(given.whole("n_envs", 1) * steps for steps in _ROLLOUTS),
    )


def _frequency(given: Arguments) -> tuple[int, bool]:
    """Give the environment steps between two updates, and whether they come by episodes, whose length none tells."""
    told = given.raw("train_freq")
    if not isinstance(told, list):
        return given.whole("train_freq", 1), False
    number, unit = told if len(told) == 2 else (1, "episode")
    return (Arguments("train_freq", {"number": number}).whole("number"), False) if unit == "step" else (1, True)


def _first_rate(written: str) -> float | None:
    """Give the rate from which `lin_...` falls; None for any other word."""
    try:
        return float(written.removeprefix(_LINEAR)) if written.startswith(_LINEAR) else None
    except ValueError:
        return None


def _late_rates(rate: float, total: int, displaced: int, rollouts: IntArray, steps: IntArray) -> FloatArray:
    rates: FloatArray = rate * (1.0 - (steps + displaced - rollouts).clip(0, total) / total)
    return rates


def _stepwise(rate: float, total: int, every: int) -> Schedule:
    """Take a step of the line every so many environment steps; past the last whole one it is as good as over."""
    if every == 1:
        return Polynomial(rate, 0.0, total)
    steps = max(1, total // every)
    return Held(
        Polynomial(rate, rate * (1.0 - steps * every / total) if steps * every < total else 0.0, steps), every, "update"
    )


_OTHER_TOTAL = (
    "The progress was reckoned from another total than n_timesteps: learn() was called with its own total_timesteps."
)
_ADVICE = extended(
    recomputed_by(
        "the model's learn()",
        rate="learning_rate",
        length="n_timesteps",
        resume="Go on with python train.py -i LOGS/ALGO/ENV_N/ENV.zip: the zoo begins at step 0 again, by the settings "
        "of its own new config.yml.",
    ),
    {
        "stuck_at_initial": Advice(("learning_rate was a plain number when the model was made.",)),
        "frozen": Advice(("learn() does not reckon its progress any more: a callback replaced lr_schedule.",)),
        "time_scaled/fast": Advice((_OTHER_TOTAL,)),
        "time_scaled/slow": Advice((_OTHER_TOTAL,)),
        "restarted": Advice(("learn() was called again with reset_num_timesteps=True.",)),
        "resumed_elsewhere": Advice(
            ("learn(reset_num_timesteps=False) adds the steps before to its total: the line jumps up at the join.",)
        ),
    },
)

RL_ZOO3 = Framework(
    kind="rl_zoo3",
    about=About(
        "RL Baselines3 Zoo (Stable-Baselines3)",
        "reinforcement learning",
        "`config.yml`, `args.yml` of the experiment of the same name and number",
        inferred="steps per rollout, where `n_envs` or `n_steps` is left out",
        unknown="Stable-Baselines3 by itself leaves nothing behind",
    ),
    readers=(
        ReaderFunction(
            _find, called=_RUN.pattern, together=(_CONFIG, _ARGUMENTS), file_name=_CONFIG, trust=Trust.ELSEWHERE
        ),
    ),
    tags="train/learning_rate",
    measures="optimizer",
    is_inherited=True,
    whole=lambda text: f"{_TAG}\n- {json.dumps(list(map(list, load_settings(text).items())), default=str)}",
    advice=_ADVICE,
)
