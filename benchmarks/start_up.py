"""TensorBoard's start with and without the plugin: seconds from the command to the address it prints."""

from __future__ import annotations

from benchmarks.log_directories import many_series
from benchmarks.measuring import in_turns, report
from tests.support.tensorboard_process import tensorboard

ROUNDS = 11


def main() -> None:
    """Measure and print one line."""
    logdir = many_series(100, 100)

    def start(module: str) -> None:
        with tensorboard(logdir, module=module):
            pass

    ours, theirs = in_turns(
        ROUNDS, lambda: start("benchmarks.tensorboard_with"), lambda: start("benchmarks.tensorboard_without")
    )
    report("TensorBoard's start and end with the plugin", ours, "without", theirs, 1.05)


if __name__ == "__main__":
    main()
