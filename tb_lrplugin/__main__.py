"""`python -m tb_lrplugin`: the command line."""

import sys

from tb_lrplugin.cli import main

# A process that another one starts for its work imports this module too.
if __name__ == "__main__":
    sys.exit(main())
