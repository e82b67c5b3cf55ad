"""`tensorboard` with the plugin, started the way that `tensorboard_without` starts it."""

from __future__ import annotations

import sys


def main() -> None:
    """Run TensorBoard's command line."""
    from tensorboard import default, program

    tensorboard = program.TensorBoard(plugins=default.get_plugins())
    tensorboard.configure(sys.argv)
    sys.exit(tensorboard.main())


if __name__ == "__main__":
    main()
