"""`tensorboard` as it is without the plugin: everything else that is installed stays."""

from __future__ import annotations

import sys


def main() -> None:
    """Run TensorBoard's command line."""
    from tensorboard import default, program

    plugins = [plugin for plugin in default.get_plugins() if not plugin.__module__.startswith("tb_lrplugin")]
    tensorboard = program.TensorBoard(plugins=plugins)
    tensorboard.configure(sys.argv)
    sys.exit(tensorboard.main())


if __name__ == "__main__":
    main()
