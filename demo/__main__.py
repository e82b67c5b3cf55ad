"""`python -m demo DIR`: the same as `tb-lrplugin demo DIR`."""

import sys

from tb_lrplugin.cli import main

if __name__ == "__main__":
    sys.exit(main(["demo", *sys.argv[1:]]))
