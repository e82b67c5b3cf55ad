"""DeepSpeed's schedulers from the `scheduler` section of its configuration, without importing DeepSpeed.

Source of the formulas: `deepspeed/runtime/lr_schedules.py` of deepspeed 0.19.8. Its counter stands at 0 after the
first step, so after n updates the rate in force is g(n - 1), and the first two updates share g(0). Values of "auto"
are filled in as `transformers/integrations/deepspeed.py` (5.23.0) does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tb_lrplugin.frameworks.huggingface.schedule import as_number, whole_steps
from tb_lrplugin.schedules import Constant, CosineWave, Join, Logarithmic, Polynomial
from tb_lrplugin.schedules.base import Schedule, require

_DEFAULT_WARMUP_STEPS = 1000
_DEFAULT_COSINE_FLOOR = 1e-4
# WarmupLR takes the optimizer's rate instead.
_DEFAULT_DECAY_PEAK = 1e-3


def from_deepspeed(kind: str, parameters: Mapping[str, Any], rate: float, warmup: int, total: int) -> Schedule | None:
    """Build g, the schedule that a DeepSpeed scheduler computes, counted by DeepSpeed's own counter.

    Args:
      kind: "WarmupLR", "WarmupDecayLR" or "WarmupCosineLR".
      parameters: the section's `params`.
      rate: the optimizer's learning rate.
      warmup: the Trainer's warm-up steps, which stand for "auto".
      total: the Trainer's total steps, which stand for "auto".

    Returns:
      The schedule; None for a scheduler that has no closed form here.

    Raises:
      ScheduleError: if a parameter is of the wrong type or out of its range.
    """
    if kind not in ("WarmupLR", "WarmupDecayLR", "WarmupCosineLR"):
        return None
    has_total = kind == "WarmupLR" or parameters.get("total_num_steps") is not None
    require(has_total, f"{kind} has no total_num_steps, which it must be given")
    asked = {name: value for name, value in parameters.items() if value not in ("auto", None)}
    is_auto = {name for name, value in parameters.items() if value == "auto"}
    default = warmup if "warmup_num_steps" in is_auto else _DEFAULT_WARMUP_STEPS
    # DeepSpeed takes the logarithm of it, so 2 at least.
    steps = max(2, whole_steps("warmup_num_steps", asked.get("warmup_num_steps", default)))
    left = whole_steps("total_num_steps", asked.get("total_num_steps", total)) - steps
    if kind == "WarmupCosineLR":
        low = as_number("warmup_min_ratio", asked.get("warmup_min_ratio", 0.0)) * rate
        floor = as_number("cos_min_ratio", asked.get("cos_min_ratio", _DEFAULT_COSINE_FLOOR)) * rate
        wave = CosineWave(rate, floor, max(1, left), shift=1)
        return Join((_ramp(asked, low, rate, steps), wave), (steps,), ("warm-up", "decay"))
    low = as_number("warmup_min_lr", asked.get("warmup_min_lr", 0.0))
    has_peak = "warmup_max_lr" in is_auto or kind == "WarmupLR"
    high = as_number("warmup_max_lr", asked.get("warmup_max_lr", rate if has_peak else _DEFAULT_DECAY_PEAK))
    ramp = _ramp(asked, low, high, steps)
    if kind == "WarmupLR":
        return Join((ramp, Constant(high)), (steps,), ("warm-up", "hold"))
    fall = Polynomial(high, low, left) if left > 0 else Constant(low)
    return Join((ramp, fall), (steps,), ("warm-up", "decay"))


def _ramp(asked: Mapping[str, Any], low: float, high: float, steps: int) -> Schedule:
    # Whatever is not "linear" is logarithmic: DeepSpeed warns and takes its default.
    if asked.get("warmup_type") == "linear":
        return Polynomial(low, high, steps)
    return Logarithmic(low, high, steps)
