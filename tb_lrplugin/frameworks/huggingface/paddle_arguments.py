"""Where PaddleNLP's Trainer understands its arguments otherwise than Hugging Face's, from which it descends.

Read from paddlenlp 2.8.1 `trainer/trainer.py` (`create_scheduler`) and `trainer/trainer_utils.py`: the formulas are
those of transformers; a warm-up ratio is cut off and not rounded up, the options stand at the top level and not in
`lr_scheduler_kwargs`, and `decay_steps` may give the schedule a length of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tb_lrplugin.frameworks.huggingface.schedule import Plan, as_number, warmup_length, whole_steps

# Only PaddleNLP's arguments have it.
_PADDLE_ONLY = "minimum_eval_times"
PADDLE_OPTIONS = ("num_cycles", "lr_end", "power")


def is_paddle(arguments: Mapping[str, Any]) -> bool:
    """Say whether arguments are PaddleNLP's."""
    return _PADDLE_ONLY in arguments


def paddle_plan(
    arguments: Mapping[str, Any], rate: float, warmup_steps: float, warmup_ratio: float, total: int
) -> Plan:
    """Make the plan of a schedule as PaddleNLP does.

    Args:
      arguments: the JSON of the TrainingArguments.
      rate: `learning_rate`.
      warmup_steps: as given; above 0 it beats the ratio.
      warmup_ratio: as given.
      total: steps of the run.

    Raises:
      ScheduleError: if an argument is of the wrong type or out of its range.
    """
    # Checks the ranges of both.
    warmup_length(warmup_steps, warmup_ratio, total)
    warmup = int(warmup_steps) if warmup_steps > 0 else int(warmup_ratio * total)
    options = {name: arguments[name] for name in PADDLE_OPTIONS if arguments.get(name) is not None}
    length = arguments.get("decay_steps")
    # -1 and 0 stand for all of the run's steps.
    has_length = length is not None and as_number("decay_steps", length) > 0
    return Plan(rate, warmup, whole_steps("decay_steps", length) if has_length else total, options)
