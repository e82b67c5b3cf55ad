"""What the arguments of Hugging Face's Trainer mean: every schedule that they admit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.frameworks.huggingface.deepspeed import from_deepspeed
from tb_lrplugin.frameworks.huggingface.paddle_arguments import is_paddle, paddle_plan
from tb_lrplugin.frameworks.huggingface.schedule import Plan, as_number, from_transformers, warmup_length, whole_steps
from tb_lrplugin.frameworks.huggingface.totals import Pace, admissible_totals
from tb_lrplugin.frameworks.huggingface.unused import without_effect
from tb_lrplugin.frameworks.reading import Reading, RunWarning
from tb_lrplugin.schedules import Schedule, ScheduleError
from tb_lrplugin.schedules.base import require

Version = tuple[int, int]

# Since then the rate of the update just done is logged, before that the rate of the next one.
_LOGS_RATE_OF_LAST_UPDATE: Version = (4, 51)
# Since then the plan counts what is left of an epoch under gradient accumulation.
_COUNTS_REMAINDER: Version = (4, 52)
# Since then at the latest epochs are logged with all their digits.
_LOGS_WHOLE_EPOCHS: Version = (4, 40)
# 4.51.3 passes no lr_scheduler_kwargs on to inverse_sqrt.
_PASSES_TIMESCALE: Version = (4, 52)
# Up to 4.48.3 the warm-up of warmup_stable_decay begins at 0 whatever min_lr_ratio is.
_WARMS_UP_FROM_FLOOR: Version = (4, 49)

# Schedulers for which the number of training steps is of no account, but for a warm-up that is a share of it.
_WITHOUT_TOTAL = ("constant", "reduce_lr_on_plateau", "constant_with_warmup", "inverse_sqrt")
_WITHOUT_WARMUP = ("constant", "reduce_lr_on_plateau")

# What axolotl adds to the same arguments to put a scheduler of its own in the place of the Trainer's.
_AXOLOTL = (
    "alternate_lr_scheduler_type",
    "cosine_min_lr_ratio",
    "cosine_constant_lr_ratio",
    "lr_quadratic_warmup",
    "jagged_restart_steps",
    "relora_steps",
)

# The sections of the configurations that transformers' own documentation gives.
_ALL_AUTO = {"warmup_min_lr": "auto", "warmup_max_lr": "auto", "warmup_num_steps": "auto", "total_num_steps": "auto"}
_USUAL_SECTIONS: tuple[Mapping[str, Any], ...] = (
    {"type": "WarmupLR", "params": _ALL_AUTO},
    {"type": "WarmupDecayLR", "params": _ALL_AUTO},
)


def scheduler_section(arguments: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Give the `scheduler` section of the DeepSpeed configuration; None where there is none to be seen."""
    deepspeed = arguments.get("deepspeed")
    section = deepspeed.get("scheduler") if isinstance(deepspeed, dict) else None
    return section if isinstance(section, dict) else None


class Meanings:
    """Everything that one run's arguments admit."""

    def __init__(
        self,
        arguments: Mapping[str, Any],
        version: Version | None,
        epochs: Sequence[LastPoint],
        runtime: LastPoint | None,
    ) -> None:
        """Look at what does not depend on the scheduler.

        Args:
          arguments: the JSON of the TrainingArguments.
          version: of transformers; None where not known.
          epochs: points of `train/epoch`.
          runtime: last point of `train/train_runtime`.

        Raises:
          ScheduleError: if a number is of the wrong type or out of its range.
        """
        self._arguments = arguments
        if version is None and "warmup_ratio" not in arguments and "lr_scheduler_kwargs" in arguments:
            # transformers 5 has no warmup_ratio any more.
            version = (5, 0)
        self._version = version
        self._name = str(arguments["lr_scheduler_type"])[:60]
        self._rate = as_number("learning_rate", arguments["learning_rate"])
        self._warmup_steps = self._number("warmup_steps", 0)
        self._warmup_ratio = self._number("warmup_ratio", 0)
        self._totals = self._find_totals(epochs, runtime)
        # accelerate leaves DeepSpeed out on a CPU.
        on_cpu = arguments.get("use_cpu") is True or arguments.get("no_cuda") is True
        self._has_deepspeed = bool(arguments.get("deepspeed")) and not on_cpu

    def _number(self, name: str, default: float) -> float:
        value = self._arguments.get(name)
        return default if value is None else as_number(name, value)

    def _find_totals(self, logged: Sequence[LastPoint], runtime: LastPoint | None) -> list[int]:
        most = self._number("max_steps", -1)
        if most > 0:
            return [whole_steps("max_steps", most)]
        batches = self._number("num_total_batches", 0)
        if batches > 0:
            # TRL's online trainers (PPO, RLOO) plan by episodes, and write what that makes.
            return [whole_steps("num_total_batches", batches)]
        epochs = self._number("num_train_epochs", 3)
        require(0 < epochs <= 1e9, f"num_train_epochs is {epochs}: it must be above 0")
        accumulation = whole_steps("gradient_accumulation_steps", self._number("gradient_accumulation_steps", 1))
        counts_remainder = None if self._version is None else self._version >= _COUNTS_REMAINDER
        may_round = self._version is None or self._version < _LOGS_WHOLE_EPOCHS
        return admissible_totals(Pace(epochs, max(accumulation, 1), logged, runtime, counts_remainder, may_round))

    def find(self) -> list[Reading]:
        """Read every meaning, the documented default first; empty where the run has yet to tell its length.

        Raises:
          ScheduleError: if transformers would refuse what is asked for.
        """
        section = scheduler_section(self._arguments)
        if section is None:
            # Of a configuration that is only named by its path nobody knows whether it has a scheduler section.
            is_path = isinstance(self._arguments.get("deepspeed"), str) and self._has_deepspeed
            # Without a warm-up they look like a schedule that is stuck, which is the likelier fault.
            sections = _USUAL_SECTIONS if is_path and (self._warmup_steps or self._warmup_ratio) else ()
            return [*self._requested(), *(meaning for usual in sections for meaning in self._by_deepspeed(usual))]
        if not self._has_deepspeed:
            return [*self._requested(), *self._by_deepspeed(section)]
        try:
            requested = list(self._requested())
        except ScheduleError:
            # Nobody builds it, so nobody refuses it.
            requested = []
        return [*self._by_deepspeed(section), *requested]

    def _requested(self) -> Iterator[Reading]:
        for name in _AXOLOTL:
            if self._arguments.get(name):
                yield Reading(unreadable=f"axolotl's own scheduler ({name} {str(self._arguments[name])[:60]})")
                return
        offset = -1 if self._version and self._version >= _LOGS_RATE_OF_LAST_UPDATE else 0
        if self._has_deepspeed:
            # Its engine steps the scheduler before the rate is logged.
            offset = 0
        for total in self._known_totals(self._name not in _WITHOUT_TOTAL, self._name not in _WITHOUT_WARMUP):
            for options, warms_up_from_floor in self._formulas():
                schedule = self._build(total, options, warms_up_from_floor)
                if schedule is None:
                    why = f"the scheduler {self._name}, whose curve cannot be worked out here"
                    yield Reading(unreadable=why)
                    return
                yield Reading(schedule=schedule, total_steps=total or None, offset=offset, told=self._without_effect())

    def _without_effect(self) -> tuple[RunWarning, ...]:
        steps, cycles = self._warmup_steps, self._option_sets()[0].get("num_cycles") or 1
        warmup = ("warmup_steps", steps) if steps else ("warmup_ratio", self._warmup_ratio)
        # Other schedulers have cycles of another meaning.
        count = cycles if self._name == "cosine_with_restarts" and isinstance(cycles, (int, float)) else 1
        return without_effect(
            self._name,
            warmup,
            ("num_cycles", count),
            lambda name, intent: f'# {intent}\nlr_scheduler_type="{name}"',
        )

    def _build(self, total: int, options: Mapping[str, Any], warms_up_from_floor: bool = True) -> Schedule | None:
        if is_paddle(self._arguments):
            return from_transformers(
                self._name, paddle_plan(self._arguments, self._rate, self._warmup_steps, self._warmup_ratio, total)
            )
        warmup = warmup_length(self._warmup_steps, self._warmup_ratio, total)
        return from_transformers(self._name, Plan(self._rate, warmup, total, options, warms_up_from_floor))

    def _formulas(self) -> list[tuple[Mapping[str, Any], bool]]:
        """List the formulas that the version admits: the options handed on, and where a warm-up begins."""
        sets = self._option_sets()
        if self._name != "warmup_stable_decay" or not sets[0].get("min_lr_ratio"):
            return [(options, True) for options in sets]
        begins = (True, False) if self._version is None else (self._version >= _WARMS_UP_FROM_FLOOR,)
        return [(options, begin) for options in sets for begin in begins]

    def _option_sets(self) -> list[Mapping[str, Any]]:
        given = self._arguments.get("lr_scheduler_kwargs")
        options: Mapping[str, Any] = given if isinstance(given, dict) else {}
        if self._name != "inverse_sqrt" or "timescale" not in options:
            return [options]
        is_passed = self._version is None or self._version >= _PASSES_TIMESCALE
        return [options, {}] if is_passed else [{}, options]

    def _known_totals(self, needs_total: bool, has_warmup: bool) -> list[int]:
        """List the totals to try; 0 stands for any where the total is of no account."""
        is_share = self._warmup_steps < 1 and (self._warmup_steps or self._warmup_ratio) > 0
        return self._totals or ([] if needs_total or (has_warmup and is_share) else [0])

    def _by_deepspeed(self, section: Mapping[str, Any]) -> Iterator[Reading]:
        kind = str(section.get("type"))[:60]
        given = section.get("params")
        parameters: Mapping[str, Any] = given if isinstance(given, dict) else {}
        for total in self._known_totals(kind != "WarmupLR", has_warmup=True):
            warmup = warmup_length(self._warmup_steps, self._warmup_ratio, total)
            try:
                schedule = from_deepspeed(kind, parameters, self._rate, warmup, total)
                why = "which has no fixed curve that is known here"
            except ScheduleError as error:
                schedule, why = None, f"whose parameters cannot be read: {error}"
            if schedule is None:
                yield Reading(unreadable=f"DeepSpeed's scheduler {kind}, {why}")
                return
            # The same curve as asked for is no surprise to anybody.
            is_asked_for = schedule == self._built_or_none(total)
            told = () if is_asked_for else (RunWarning("overridden_by_deepspeed", self._override(kind, schedule)),)
            # g(n - 1) after n updates.
            yield Reading(schedule=schedule, total_steps=total or None, offset=-1, told=told)

    def _built_or_none(self, total: int) -> Schedule | None:
        try:
            return self._build(total, self._option_sets()[0])
        except ScheduleError:
            return None

    def _override(self, kind: str, schedule: Schedule) -> str:
        path = self._arguments.get("deepspeed")
        has = (
            f"the points follow DeepSpeed's {kind}, so its configuration {path[:200]}, which the log does not hold, has"
            if isinstance(path, str)
            else "the DeepSpeed configuration has"
        )
        return (
            f'The arguments ask for the scheduler "{self._name}", but {has} a "scheduler" section, and beside one '
            f"lr_scheduler_type has no effect. {kind} runs instead: {schedule.describe()}. Remove the "
            f'"scheduler" section from the DeepSpeed configuration to train with "{self._name}".'
        )
