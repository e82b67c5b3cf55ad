"""`tb-lrplugin check`: in a process of its own, through either of TensorBoard's readers, or in this one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import ALL_POINTS, LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.workspace import Snapshot, Workspace

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


def look(logdir: Path, samples: int = ALL_POINTS) -> Snapshot:
    """Diagnose a log directory in this process, by all of its points or by so many of each series as a page reads."""
    with open_provider(str(logdir)) as provider:
        return Workspace(LogData(provider, samples), str(logdir), TagFilter()).snapshot()


def told(snapshot: Snapshot) -> list[tuple[Any, ...]]:
    """List what is told of each series, in the order of their names."""
    return sorted(
        (entry["run"], entry["tag"], entry["verdict"], (entry["source"] or {}).get("kind"), entry["schedule"])
        for entry in snapshot.entries
    )


def without_events(case: Path, copy: Path) -> Path:
    """Copy a run without its event files, to be written to."""
    shutil.copytree(case, copy, ignore=shutil.ignore_patterns("*tfevents*"))
    os.system(f"chmod -R u+w '{copy}'")
    return copy
