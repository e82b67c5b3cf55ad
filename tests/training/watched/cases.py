"""How a loop is run and what is kept of it: the kinds and updates of the faults that its watch told."""

from __future__ import annotations

import importlib.metadata
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tb_lrplugin.watching import Fault

RECORDED = Path(__file__).with_name("recorded.json")
# Where `make fixes` wants to know what each watch said.
RECORD = os.environ.get("RECORD_WATCHES")

Tell = Callable[[Fault], None]


class Loop(NamedTuple):
    """A loop to be trained.

    Attributes:
      what: what it does, for the table of docs/watch.md.
      kind: the fault that its watch must tell; "" for a healthy loop.
      update: with which update at the latest: the first that proves it.
      run: trains; takes what is called with each fault, and a directory.
    """

    what: str
    kind: str
    update: int
    run: Callable[[Tell, Path], Any]


def told_by(loop: Loop, directory: Path) -> list[tuple[str, int]]:
    """Train a loop, and list what its watch told."""
    faults: list[Fault] = []
    loop.run(faults.append, directory)
    return [(fault.kind, fault.update) for fault in faults]


def judge(framework: str, distribution: str, loop: Loop, directory: Path) -> None:
    """Train a loop, and hold what was told against what it is."""
    found = told_by(loop, directory)
    if not loop.kind:
        assert found == []
    else:
        updates = [update for kind, update in found if kind == loop.kind]
        assert updates and updates[0] <= loop.update, found
    if RECORD:
        known = json.loads(RECORDED.read_text()) if RECORDED.is_file() else {}
        entry = known.setdefault(framework, {})
        entry["with"] = f"{distribution} {importlib.metadata.version(distribution).partition('+')[0]}"
        told = f"{loop.kind}, update {updates[0]}" if loop.kind else "nothing"
        entry.setdefault("loops", {})[loop.what] = told
        RECORDED.write_text(json.dumps(dict(sorted(known.items())), indent=2) + "\n")
