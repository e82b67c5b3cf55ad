"""What a configuration alone asks for, before any run: `tb-lrplugin plan`, and whoever else has a file or its text.

`plan(path)` reads a file or a directory, `plan_text(text, name)` what somebody pasted; both give the JSON of
`tb-lrplugin plan --format json` (docs/plan.md), so that a route of the plugin has nothing to add to it.
"""

from __future__ import annotations

import errno
import os

from tb_lrplugin.answers.plan_contract import Plans
from tb_lrplugin.planning.finding import Found, in_directory, in_file, in_text
from tb_lrplugin.planning.numbers import Numbers
from tb_lrplugin.planning.telling import as_plan

__all__ = ["plan", "plan_text"]


def plan(path: str, steps: int | None = None, steps_per_epoch: int | None = None) -> Plans:
    """Tell what the configurations in a file or directory ask for.

    Args:
      path: a file of any kind that the catalogue of sources names, or a directory of such files; local, or any that
        TensorBoard's file layer knows.
      steps: optimizer steps of the run, above 0, where the configuration leaves them open or other ones are planned.
      steps_per_epoch: optimizer steps of an epoch, above 0.

    Returns:
      One plan for each schedule that was found, in the order of the files' names; what cannot be read, or cannot be
      valid, is among the problems.

    Raises:
      OSError: if there is nothing at the path.
    """
    numbers = Numbers(steps, steps_per_epoch)
    return _told(in_directory(path, numbers) if _is_directory(path) else in_file(path, numbers), numbers)


def plan_text(text: str, name: str = "", steps: int | None = None, steps_per_epoch: int | None = None) -> Plans:
    """Tell what the text of one configuration asks for; nothing is read from any disk.

    Args:
      text: of a configuration file.
      name: its file's name, which tells some kinds apart; "" where nobody knows it.
      steps: as of `plan`.
      steps_per_epoch: as of `plan`.

    Returns:
      As `plan` does; no plan where the text is no configuration of any known kind.
    """
    numbers = Numbers(steps, steps_per_epoch)
    return _told(in_text(text, name, numbers), numbers)


def _is_directory(path: str) -> bool:
    from tensorboard.compat.tensorflow_stub.io import gfile

    if not gfile.exists(path):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    return bool(gfile.isdir(path))


def _told(found: list[Found], numbers: Numbers) -> Plans:
    answer = Plans(version=1, plans=[], problems=[])
    for one in found:
        if one.reading is None or one.reading.error is not None:
            error = one.why if one.reading is None else str(one.reading.error)
            answer["problems"].append({"where": one.where, "message": error, "unread": one.is_unread})
        else:
            answer["plans"].append(as_plan(one.reading, one.where, numbers, needs_steps=one.needs_steps))
    return answer
