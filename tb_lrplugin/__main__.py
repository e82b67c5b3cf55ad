"""`python -m tb_lrplugin`: the command line."""

import sys

from tb_lrplugin.cli import main

sys.exit(main())
