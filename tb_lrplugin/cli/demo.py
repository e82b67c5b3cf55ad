"""`tb-lrplugin demo LOGDIR`."""

from __future__ import annotations

import os


def demo(logdir: str) -> int:
    """Train the demo runs into a directory.

    Args:
      logdir: directory to write to; made where missing.

    Returns:
      The exit code: 0, or 2 where TensorFlow is missing or the directory cannot be written.
    """
    # Imported here: the check must start without whatever training needs.
    from tb_lrplugin.cli.usage import UsageError
    from tb_lrplugin.demo import train_all

    try:
        os.makedirs(logdir, exist_ok=True)
        train_all(logdir, lambda line: print(line, flush=True))
    except OSError as error:
        raise UsageError(f"{logdir} cannot be written: {error.strerror or error}.") from error
    except ImportError as error:
        raise UsageError(str(error)) from error
    print(f"Done. Look at it with: tensorboard --logdir {logdir}")
    return 0
