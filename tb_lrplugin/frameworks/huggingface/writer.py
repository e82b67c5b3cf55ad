"""A schedule as the arguments of Hugging Face's Trainer.

The inverse of `schedule.py` (transformers 5.23.0 `optimization.py`). The Trainer's decays end with the
run, so the length of the run is one of the arguments.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from tb_lrplugin.formats.python_calls import calls_in, read_calls
from tb_lrplugin.formats.texts import double_text, python_float
from tb_lrplugin.frameworks.framework import Configuration
from tb_lrplugin.frameworks.huggingface.schedule import Plan, as_number, from_transformers, whole_steps
from tb_lrplugin.frameworks.reading import Reading, changed
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineCycles,
    CosineWave,
    InverseSquareRoot,
    Join,
    Polynomial,
    Schedule,
    ScheduleError,
    SquareRoot,
)
from tb_lrplugin.schedules.views import to_object

# TrainingArguments and Seq2SeqTrainingArguments; SFTConfig and its like of TRL.
_MAKES = re.compile(r"(?:TrainingArguments|[A-Z]{2}Config)$")
_DEFAULT_TIMESCALE = 10_000


def hf_configuration(reading: Reading, schedule: Schedule) -> Configuration | None:
    """Write a schedule for whoever trains with the Trainer; None where that has no such schedule."""
    text = hf_arguments(schedule, reading.total_steps)
    return Configuration.of("hf_arguments", text, lambda text: _read(reading, text))


def _read(reading: Reading, text: str) -> Reading:
    """Read arguments that were written for a schedule, with other numbers in them."""
    given = read_calls(text)[""].arguments
    rate = as_number("learning_rate", given["learning_rate"])
    warmup = whole_steps("warmup_steps", given["warmup_steps"])
    total = whole_steps("max_steps", given["max_steps"]) if "max_steps" in given else None
    plan = Plan(rate, warmup, total or 0, given.get("lr_scheduler_kwargs") or {})
    schedule = from_transformers(given["lr_scheduler_type"], plan)
    return changed(reading, schedule=schedule, total_steps=total or reading.total_steps)


def whole(text: str) -> str:
    """Make the JSON of arguments of lines that are quoted of it, or of the call that makes them."""
    if "(" not in text:
        return "{" + text.rstrip(",") + "}"
    made = next(one.arguments for one in calls_in(text) if "learning_rate" in one.arguments and _MAKES.search(one.name))
    return json.dumps({"output_dir": "", "per_device_train_batch_size": 8, **made}, default=str)


def hf_arguments(schedule: Schedule, total_steps: int | None) -> str | None:
    """Write the arguments that make the Trainer follow a schedule.

    Args:
      schedule: what to follow.
      total_steps: the run's planned steps, for schedules that do not end with it; None where not known.

    Returns:
      `TrainingArguments(...)`; None where the Trainer has no such schedule.
    """
    for name, plan in _candidates(schedule, total_steps or 0):
        try:
            found = from_transformers(name, plan)
        except ScheduleError:
            continue
        # Only what reads back as the same is the same; a share of the rate may be a rounding away.
        if found is not None and _is_same(to_object(found), to_object(schedule)):
            return _text(name, plan, bool(total_steps))
    return None


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    if isinstance(one, float) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=1e-9)
    return bool(one == other)


def _text(name: str, plan: Plan, has_total: bool) -> str:
    arguments = [f"learning_rate={python_float(double_text(plan.rate))}", f'lr_scheduler_type="{name}"']
    options = {key: value for key, value in plan.options.items() if value is not None}
    if options:
        inner = ", ".join(f'"{key}": {_literal(value)}' for key, value in options.items())
        arguments.append(f"lr_scheduler_kwargs={{{inner}}}")
    arguments.append(f"warmup_steps={plan.warmup}")
    if has_total or name not in ("constant", "constant_with_warmup", "inverse_sqrt"):
        arguments.append(f"max_steps={plan.total}")
    body = "".join(f"    {argument},\n" for argument in arguments)
    return f"TrainingArguments(\n    ...,\n{body})"


def _literal(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return str(value) if isinstance(value, int) else python_float(double_text(value))


def _candidates(schedule: Schedule, total: int) -> list[tuple[str, Plan]]:
    """List the types, with their arguments, that may make this schedule."""
    warmup, main = 0, schedule
    if isinstance(schedule, Join) and isinstance(schedule.schedules[0], Polynomial):
        warmup = schedule.boundaries[0]
        if len(schedule.schedules) == 2:
            main = schedule.schedules[1]
    found: list[tuple[str, Plan]] = []
    options: dict[str, Any]

    def add(name: str, rate: float, decay_steps: int | None = None, **options: Any) -> None:
        length = total if decay_steps is None else warmup + decay_steps
        found.append((name, Plan(rate, warmup, length, options)))

    if isinstance(main, Constant):
        add("constant_with_warmup" if warmup else "constant", main.value)
    elif isinstance(main, Polynomial):
        add("linear", main.init_value, main.transition_steps)
        add("polynomial", main.init_value, main.transition_steps, lr_end=main.end_value, power=main.power)
    elif isinstance(main, CosineWave):
        add("cosine", main.init_value, main.decay_steps, **_cycles(main))
        least: dict[str, Any] = {"min_lr": main.end_value, **_cycles(main)}
        add("cosine_with_min_lr", main.init_value, main.decay_steps, **least)
        if main.shift == 1:
            start = _share(schedule.value_at(0), main.init_value) if warmup and main.init_value else None
            options = {**least, "warmup_lr_rate": start}
            add("cosine_warmup_with_min_lr", main.init_value, main.decay_steps, **least)
            add("cosine_warmup_with_min_lr", main.init_value, main.decay_steps, **options)
    elif isinstance(main, CosineCycles):
        cycles: Mapping[str, Any] = {} if main.num_cycles == 1 else {"num_cycles": _whole_or_float(main.num_cycles)}
        add("cosine_with_restarts", main.init_value, main.decay_steps, **cycles)
    elif isinstance(main, InverseSquareRoot):
        is_default = main.timescale == (warmup or _DEFAULT_TIMESCALE)
        options = {} if is_default else {"timescale": _whole_or_float(main.timescale)}
        add("inverse_sqrt", main.init_value, None, **options)
    return [*found, *_stable(schedule)]


def _stable(schedule: Schedule) -> list[tuple[str, Plan]]:
    """List the warm-up-stable-decay arguments that may make this schedule."""
    if not isinstance(schedule, Join) or "decay" not in schedule.phase_names:
        return []
    starts = dict(zip(schedule.phase_names, (0, *schedule.boundaries), strict=True))
    parts = dict(zip(schedule.phase_names, schedule.schedules, strict=True))
    decay = parts["decay"]
    if not isinstance(decay, (Cosine, CosineWave, Polynomial, SquareRoot)):
        return []
    length = decay.decay_steps if isinstance(decay, (Cosine, CosineWave)) else decay.transition_steps
    begin = starts["decay"]
    warmup = starts.get("hold", begin) if "warm-up" in parts else 0
    rise = parts.get("warm-up")
    options: dict[str, Any] = {
        "num_stable_steps": begin - warmup,
        "num_decay_steps": length,
        "decay_type": {Polynomial: "linear", SquareRoot: "1-sqrt"}.get(type(decay), "cosine"),
        "min_lr_ratio": _share(decay.end_value, decay.init_value),
    }
    if isinstance(rise, Cosine):
        options["warmup_type"] = "cosine"
    elif isinstance(rise, Polynomial) and rise.power != 1:
        options["warmup_type"] = "1-sqrt"
    if isinstance(decay, CosineWave):
        options["num_cycles"] = decay.num_cycles
    return [("warmup_stable_decay", Plan(decay.init_value, warmup, begin + length, options))]


def _share(rate: float, peak: float) -> float:
    # As many digits as two doubles have in common after a division.
    return float(f"{rate / peak:.12g}") if peak else 0.0


def _cycles(wave: CosineWave) -> dict[str, Any]:
    return {} if wave.num_cycles == 0.5 else {"num_cycles": _whole_or_float(wave.num_cycles)}


def _whole_or_float(value: float) -> float:
    return int(value) if float(value).is_integer() else value
