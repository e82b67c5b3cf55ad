"""`tb-lrplugin check` in a process of its own, through either of TensorBoard's readers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

# The multiplexer in a process of its own, as where there is no data server.
_WITHOUT_DATA_SERVER = (
    "import sys\n"
    "from tensorboard.data import server_ingester\n"
    "def absent():\n"
    "    raise server_ingester.NoDataServerError('not here')\n"
    "server_ingester.get_server_binary = absent\n"
    "from tb_lrplugin.cli import main\n"
    "sys.exit(main(sys.argv[1:]))"
)
READERS = {"data_server": ["-m", "tb_lrplugin"], "multiplexer": ["-c", _WITHOUT_DATA_SERVER]}


def check(reader: str, logdir: Path) -> dict[str, Any]:
    """Diagnose a log directory; the report as the JSON contract has it."""
    command = [sys.executable, *READERS[reader], "check", "--format", "json", "--fail-on", "never", str(logdir)]
    report: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return report
