"""The TensorFlow Model Garden's `params.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.formats.safe_yaml import YamlMap, load_yaml
from tb_lrplugin.frameworks.model_garden import schedule as formulas
from tb_lrplugin.frameworks.model_garden.decay_parts import Decay, linear_warmup, polynomial_warmup, without_warmup
from tb_lrplugin.frameworks.reading import Reading, RunWarning
from tb_lrplugin.frameworks.run_numbers import Numbers, numbers_of
from tb_lrplugin.schedules import Schedule, ScheduleError
from tb_lrplugin.words.numbers import as_float32, format_rate, format_step

# What ends a line for YAML, or line numbers would not fit.
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_NUMBERS = (
    "task.train_data.global_batch_size",
    "runtime.num_gpus",
    "runtime.num_cores_per_replica",
    "trainer.steps_per_loop",
)
_WARMUPS = ("linear", "polynomial")
_LARGEST_FLOAT32 = float(np.finfo(np.float32).max)


@dataclass(frozen=True)
class ModelGardenReading(Reading):
    """A params.yaml, with what the trainer does around it.

    Attributes:
      time_decay: `decay` of the optimizer `sgd`, which Keras takes for a time decay of the rate; 0 for none.
      nan_from: first step at which the rate is NaN; None where there is none.
    """

    time_decay: float = 0.0
    nan_from: int | None = None

    def warnings(self, run: str, tag: str, last: LastPoint) -> tuple[RunWarning, ...]:
        """Warn of a time decay that no log shows, and of a rate that ends as NaN."""
        found = []
        if self.time_decay > 0:
            step, logged = max(last.step, 0), last.value
            applied = logged / (1.0 + self.time_decay * step)
            found.append(
                RunWarning(
                    "hidden_time_decay",
                    f"The optimizer does not train at the logged rate. Keras takes sgd's decay "
                    f"{format_rate(self.time_decay)} for a time decay of the learning rate: the rate applied is the "
                    f"logged one divided by (1 + {format_rate(self.time_decay)} * step), "
                    f"{format_rate(float(f'{applied:.2g}'))} instead of {format_rate(logged)} at step "
                    f"{format_step(step)}, and no log shows it. Write `decay: 0.0` in optimizer.sgd.",
                )
            )
        if self.nan_from is not None and (self.total_steps or 0) > self.nan_from:
            found.append(
                RunWarning(
                    "rate_becomes_nan",
                    f"From step {format_step(self.nan_from)} on, the last boundary, the rate is NaN: "
                    "step_cosine_with_offset divides by 0 there, and train_steps is "
                    f"{format_step(self.total_steps or 0)}. Add a boundary at train_steps or later, and its value.",
                )
            )
        return tuple(found)


class _WrongValueError(ScheduleError):
    """A value of the file that is missing or of a wrong type; the message names its key."""


class _Block:
    """A mapping of the file whose values are asked for by name and type."""

    def __init__(self, name: str, value: Any) -> None:
        """Wrap a mapping; None (a block left out) is an empty one.

        Raises:
          _WrongValueError: if it is no mapping.
        """
        if value is not None and not isinstance(value, Mapping):
            raise _WrongValueError(f"{name} is {_shown(value)}: a mapping is needed")
        self.name = name
        self._value: Mapping[Any, Any] = value or {}

    def block(self, key: str) -> _Block:
        return _Block(f"{self.name}.{key}", self._value.get(key))

    def type_name(self) -> str | None:
        name = self._get("type", (str,), "a name", None)
        return None if name is None else str(name)

    def flag(self, key: str) -> bool:
        return bool(self._get(key, (bool, int), "true or false", default=False))

    def number(self, key: str, default: float | None = None) -> float:
        """Give a number as float32, as which TensorFlow computes with it."""
        return self._as_number(self._get(key, (int, float), "a number", default), key)

    def whole(self, key: str, default: int | None = None) -> int:
        return self._as_whole(self._get(key, (int, float), "a whole number", default), key)

    def numbers(self, key: str) -> list[float]:
        return [self._as_number(value, key) for value in self._list(key)]

    def wholes(self, key: str) -> list[int]:
        return [self._as_whole(value, key) for value in self._list(key)]

    def _list(self, key: str) -> list[Any]:
        values = self._get(key, (list,), "a list of numbers", None)
        for value in values or []:
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise _WrongValueError(f"{self.name}.{key} holds {_shown(value)}: numbers are needed")
        if values is None:
            raise _WrongValueError(f"{self.name}.{key} is not set: a list of numbers is needed")
        return list(values)

    def _as_number(self, value: Any, key: str) -> float:
        if value is None:
            raise _WrongValueError(f"{self.name}.{key} is not set: a number is needed")
        if abs(value) > _LARGEST_FLOAT32:
            raise _WrongValueError(f"{self.name}.{key} is {_shown(value)}: that is more than float32 holds")
        return as_float32(float(value))

    def _as_whole(self, value: Any, key: str) -> int:
        if value is None:
            raise _WrongValueError(f"{self.name}.{key} is not set: a whole number is needed")
        if abs(value) >= 2**53 or not float(value).is_integer():
            raise _WrongValueError(f"{self.name}.{key} is {_shown(value)}: a whole number of steps is needed")
        return int(value)

    def _get(self, key: str, types: tuple[type, ...], what: str, default: Any) -> Any:
        value = self._value.get(key, default)
        if value is None:
            return default
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise _WrongValueError(f"{self.name}.{key} is {_shown(value)}: {what} is needed")
        return value


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def parse(text: str) -> Reading | None:
    """Read a `params.yaml`; None where another tool wrote it.

    Raises:
      ConfigFileError: if it is no YAML.
    """
    content = load_yaml(text)
    trainer = content.get("trainer") if isinstance(content, YamlMap) else None
    config = trainer.get("optimizer_config") if isinstance(trainer, YamlMap) else None
    if not isinstance(trainer, YamlMap) or not isinstance(config, YamlMap) or config.get("learning_rate") is None:
        return None
    lines = config.lines["learning_rate"]
    try:
        return _read(trainer, config, lines, _text_of(text, lines), numbers_of(content, _NUMBERS))
    except ScheduleError as error:
        reason = str(error) if isinstance(error, _WrongValueError) else f"learning_rate (line {lines[0]}): {error}"
        return Reading(error=reason, lines=lines, text=_text_of(text, lines))


def _read(
    trainer: YamlMap, config: YamlMap, lines: tuple[int, int], text: str, numbers: Numbers
) -> ModelGardenReading | None:
    learning_rate = _Block("learning_rate", config["learning_rate"])
    kind = learning_rate.type_name()
    if kind is None:
        # Tasks that build an optimizer of their own leave it open.
        return None
    warmup = _Block("warmup", config.get("warmup"))
    optimizer = _Block("optimizer", config.get("optimizer"))
    name = optimizer.type_name() or ""
    total_steps = _Block("trainer", trainer).whole("train_steps", 0)
    schedule = schedule_of(learning_rate, warmup)
    return ModelGardenReading(
        schedule=schedule,
        total_steps=total_steps if total_steps > 0 else None,
        optimizer=name,
        lines=lines,
        text=text,
        unreadable="" if schedule else _unreadable(kind, warmup),
        numbers=numbers,
        time_decay=optimizer.block(name).number("decay", 0.0) if name == "sgd" else 0.0,
        nan_from=_nan_from(learning_rate.block(kind)) if kind == "step_cosine_with_offset" else None,
    )


def schedule_of(learning_rate: _Block, warmup: _Block) -> Schedule | None:
    """Build the schedule of the blocks `learning_rate` and `warmup`, the Model Garden's defaults filled in.

    Returns:
      The schedule; None where one of the types is not the Model Garden's own.

    Raises:
      ScheduleError: if a value is missing, of a wrong type or out of its range.
    """
    kind = learning_rate.type_name() or ""
    decay = _decay_of(kind, learning_rate.block(kind))
    warmup_kind = warmup.type_name()
    if decay is None or (warmup_kind is not None and warmup_kind not in _WARMUPS):
        return None
    if warmup_kind is None:
        return without_warmup(decay)
    block = warmup.block(warmup_kind)
    warmup_steps = block.whole("warmup_steps")
    if warmup_kind == "linear":
        return linear_warmup(decay, warmup_steps, block.number("warmup_learning_rate", 0.0))
    return polynomial_warmup(decay, warmup_steps, block.number("power", 1.0))


def _decay_of(kind: str, block: _Block) -> Decay | None:
    """Build a decay with the defaults of `configs/learning_rate_config.py`, tf-models-official 2.20.0."""
    if kind == "constant":
        return formulas.constant(block.number("learning_rate", 0.1))
    if kind == "power":
        return formulas.direct_power(block.number("initial_learning_rate"), block.number("power", -0.5))
    offset = block.whole("offset", 0)
    if kind == "stepwise":
        return formulas.stepwise(block.wholes("boundaries"), block.numbers("values"), offset)
    if kind == "step_cosine_with_offset":
        return formulas.step_cosine(block.wholes("boundaries"), block.numbers("values"), offset)
    if kind not in ("exponential", "polynomial", "cosine", "power_linear", "power_with_offset"):
        return None
    initial = block.number("initial_learning_rate")
    if kind == "exponential":
        steps, factor = block.whole("decay_steps"), block.number("decay_rate")
        return formulas.exponential(initial, steps, factor, block.flag("staircase"), offset)
    if kind == "polynomial":
        end, power = block.number("end_learning_rate", 0.0001), block.number("power", 1.0)
        build = formulas.polynomial_in_cycles if block.flag("cycle") else formulas.polynomial
        return build(initial, block.whole("decay_steps"), end, power, offset)
    if kind == "cosine":
        return formulas.cosine(initial, block.whole("decay_steps"), block.number("alpha", 0.0), offset)
    power = block.number("power", -0.5)
    if kind == "power_linear":
        fraction = block.number("linear_decay_fraction", 0.1)
        return formulas.power_linear(initial, block.whole("total_decay_steps"), power, fraction, offset)
    return formulas.power_with_offset(initial, power, offset, block.number("pre_offset_learning_rate", 1e6))


def _unreadable(kind: str, warmup: _Block) -> str:
    named = f"the learning rate {kind!r} with the warm-up {warmup.type_name()!r}"
    return f"{named}, one of which is not the Model Garden's own"


def _nan_from(block: _Block) -> int:
    return block.wholes("boundaries")[-1] + block.whole("offset", 0)


def _text_of(text: str, lines: tuple[int, int]) -> str:
    block = _LINE_BREAK.split(text)[lines[0] - 1 : lines[1]]
    margin = len(block[0]) - len(block[0].lstrip())
    return "\n".join(line[margin:] for line in block)
