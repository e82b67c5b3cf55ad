"""TensorBoard as it is where TensorFlow is not installed, though it is here: it starts some seconds sooner."""

from __future__ import annotations

import sys
from types import ModuleType

# Its presence is what makes TensorBoard take its own stand-in for TensorFlow.
sys.modules["tensorboard.compat.notf"] = ModuleType("tensorboard.compat.notf")

from tensorboard.main import run_main  # noqa: E402

if __name__ == "__main__":
    run_main()
