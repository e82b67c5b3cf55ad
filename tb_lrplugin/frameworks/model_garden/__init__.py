"""The TensorFlow Model Garden's `params.yaml`."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.formats import ArgumentError, Arguments
from tb_lrplugin.formats.safe_yaml import YamlMap, load_yaml
from tb_lrplugin.frameworks.framework import About, Framework
from tb_lrplugin.frameworks.keras.schedule import hidden_time_decay
from tb_lrplugin.frameworks.model_garden import schedule as formulas
from tb_lrplugin.frameworks.model_garden.advice import ADVICE
from tb_lrplugin.frameworks.model_garden.decay_parts import Decay, linear_warmup, polynomial_warmup, without_warmup
from tb_lrplugin.frameworks.readers import TextFile
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
    """

    time_decay: float = 0.0

    def warnings(self, run: str, tag: str, last: LastPoint) -> tuple[RunWarning, ...]:
        """Warn of a time decay that no log shows, and of a rate that ends as NaN."""
        if self.time_decay <= 0:
            return self.told
        reason = f"Keras takes sgd's decay {format_rate(self.time_decay)} for a time decay of the learning rate"
        return (hidden_time_decay(self.time_decay, last, reason, "Write `decay: 0.0` in optimizer.sgd."), *self.told)


class _Block(Arguments):
    """A block of the file, its numbers as float32, as which TensorFlow computes with them."""

    def block(self, name: str) -> _Block:
        """Give a block within it; one that is left out is empty."""
        value = self.raw(name)
        if value is not None and not isinstance(value, Mapping):
            raise self._refusal(name, value, "a mapping is needed")
        return _Block(f"{self.owner}.{name}", value or {})

    def type_name(self) -> str | None:
        """Name the one of its blocks that is in force; None where none is."""
        value = self.raw("type")
        if value is not None and not isinstance(value, str):
            raise self._refusal("type", value, "a name is needed")
        return value

    def number(self, name: str, default: float | None = None) -> float:
        """Give a number as float32."""
        number = super().number(name, default)
        if abs(number) > _LARGEST_FLOAT32:
            raise self._refusal(name, number, "that is more than float32 holds")
        return as_float32(number)

    def numbers(self, name: str) -> list[float]:
        """Give a list of numbers as float32."""
        value = self._given(name, None)
        if not isinstance(value, list):
            raise self._refusal(name, value, "a list of numbers is needed")
        return [_Block(self.owner, {name: item}).number(name) for item in value]


def _parse(text: str) -> Reading | None:
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
    blocks = [config.lines[name] for name in ("learning_rate", "warmup") if config.get(name)]
    shown = "\n".join(_text_of(text, block) for block in blocks)
    try:
        return _read(trainer, config, lines, shown, numbers_of(content, _NUMBERS))
    except ScheduleError as error:
        reason = str(error) if isinstance(error, ArgumentError) else f"learning_rate (line {lines[0]}): {error}"
        return Reading(error=reason, lines=lines, text=shown)


def _read(
    trainer: YamlMap, config: YamlMap, lines: tuple[int, int], text: str, numbers: Numbers
) -> ModelGardenReading | None:
    learning_rate, warmup, optimizer = (_block(config, name) for name in ("learning_rate", "warmup", "optimizer"))
    kind = learning_rate.type_name()
    if kind is None:
        # Tasks that build an optimizer of their own leave it open.
        return None
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
        told=_nan_at_the_end(learning_rate.block(kind), total_steps) if kind == "step_cosine_with_offset" else (),
    )


def _block(config: YamlMap, name: str) -> _Block:
    value = config.get(name)
    if value is not None and not isinstance(value, Mapping):
        raise ArgumentError(f"{name} is {str(value)[:40]!r}: a mapping is needed")
    return _Block(name, value or {})


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
        return formulas.exponential(initial, steps, factor, block.flag("staircase", default=False), offset)
    if kind == "polynomial":
        end, power = block.number("end_learning_rate", 0.0001), block.number("power", 1.0)
        build = formulas.polynomial_in_cycles if block.flag("cycle", default=False) else formulas.polynomial
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


def _nan_at_the_end(block: _Block, total_steps: int) -> tuple[RunWarning, ...]:
    last = block.wholes("boundaries")[-1] + block.whole("offset", 0)
    if total_steps <= last:
        return ()
    return (
        RunWarning(
            "rate_becomes_nan",
            f"From step {format_step(last)} on, the last boundary, the rate is NaN: step_cosine_with_offset divides by "
            f"0 there, and train_steps is {format_step(total_steps)}. Add a boundary at train_steps or later, and its "
            "value.",
        ),
    )


def _text_of(text: str, lines: tuple[int, int]) -> str:
    block = _LINE_BREAK.split(text)[lines[0] - 1 : lines[1]]
    margin = len(block[0]) - len(block[0].lstrip())
    return "\n".join(line[margin:] for line in block)


MODEL_GARDEN = Framework(
    kind="model_garden",
    whole=lambda text: "trainer:\n  optimizer_config:\n" + textwrap.indent(text, "    "),
    about=About(
        "TensorFlow Model Garden",
        "TensorFlow",
        "`params.yaml` in the model directory: all decays, both warm-ups",
        unknown="schedules of one's own",
    ),
    readers=(TextFile("params.yaml", _parse, proof=r"^[^\S\n]+optimizer_config[^\S\n]*:"),),
    tags="learning_rate",
    # The trainer logs `optimizer.learning_rate` itself, at the optimizer's own count of updates.
    measures="optimizer",
    is_inherited=True,
    only_decays=True,
    takes_schedule_object=True,
    advice=ADVICE,
)
