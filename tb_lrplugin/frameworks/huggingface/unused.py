"""Settings of a schedule that `get_scheduler` of transformers and diffusers takes and leaves aside.

Read from transformers 5.23.0 and diffusers 0.42.0 `optimization.py`: `constant` and `reduce_lr_on_plateau` are built
without the warm-up, only `cosine_with_restarts` (and in diffusers no other) asks for cycles, of which one is a cosine.
"""

from __future__ import annotations

from collections.abc import Callable

from tb_lrplugin.frameworks.reading import RunWarning
from tb_lrplugin.words.numbers import format_rate

_WITHOUT_WARMUP = ("constant", "reduce_lr_on_plateau")
_RESTARTS = "cosine_with_restarts"


def without_effect(
    scheduler: str,
    warmup: tuple[str, float],
    cycles: tuple[str, float],
    written: Callable[[str, str], str],
) -> tuple[RunWarning, ...]:
    """Warn of settings that do nothing under a scheduler.

    Args:
      scheduler: its name, "constant".
      warmup: name and value of the setting that asks for a warm-up, 0 for none.
      cycles: name and value of the number of cycles, 1 where nobody gives one.
      written: writes a scheduler's name, with a comment, in the syntax of the run.
    """
    found = []
    if scheduler in _WITHOUT_WARMUP and warmup[1] > 0:
        name = f"{warmup[0]} = {format_rate(warmup[1])}"
        fix = written("constant_with_warmup", "a warm-up, then the constant rate") if scheduler == "constant" else None
        found.append(_warning(f"The warm-up ({name}) has no effect: the scheduler {scheduler} ignores it.", fix))
    if scheduler == _RESTARTS and cycles[1] == 1:
        text = f"{scheduler} has one cycle ({cycles[0]} = 1), so it never restarts: the rate falls as under cosine."
        found.append(_warning(text, f"# as many cycles as are meant\n{cycles[0]} = 3"))
    elif scheduler != _RESTARTS and cycles[1] > 1:
        text = f"{cycles[0]} = {format_rate(cycles[1])} has no effect: the scheduler {scheduler} knows no cycles."
        found.append(_warning(text, written(_RESTARTS, "a cosine that restarts")))
    return tuple(found)


def _warning(text: str, fix: str | None) -> RunWarning:
    return RunWarning("setting_without_effect", text, fix)
