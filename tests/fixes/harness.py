"""Run a training script as it is, faulty, and with the fix that the check prints in the place of its fault.

A script in `scripts/` has a function `train(directory, situation)` and marks its fault:

    # fault
    what is wrong
    # end of fault

A fix of several parts goes into as many faults: each part begins with the comment that says where its lines belong.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tb_lrplugin.diagnosis.general_advice import GENERAL
from tb_lrplugin.diagnosis.model import SEVERITIES
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.shared_advice import SITUATIONS
from tests.fixes.cases import TRAINED, Case
from tests.support.text_summaries import entries_of

SCRIPTS = Path(__file__).parent / "scripts"
# Frameworks that are not installed: the few calls that the scripts and fixes make. An installed one goes first.
STUBS = Path(__file__).parent / "stubs"
# A framework's kind of source, and the situation.
Key = tuple[str, str]
# Stands for a fix that is written for each run: the schedule itself.
SCHEDULE_OBJECT = "the schedule object itself"
_FAULT = re.compile(r"^(?P<indent> *)# fault\n.*?^ *# end of fault\n", re.MULTILINE | re.DOTALL)
_PART = re.compile(r"^(?=# )", re.MULTILINE)
_BY_OBJECT = {framework.kind for framework in collection().frameworks if framework.takes_schedule_object}


def code_fixes() -> dict[Key, str]:
    """Collect the fixes that are code: those of every framework, and of "any" where none is known."""
    everyone = {framework.kind: framework.advice for framework in collection().frameworks if framework.advice}
    found = {}
    for kind, advice in {"any": GENERAL, **everyone}.items():
        for situation in sorted(SITUATIONS & advice.keys()):
            said = advice[situation]
            if said.fix is None and kind in _BY_OBJECT:
                found[kind, situation] = SCHEDULE_OBJECT
            elif said.fix is not None and said.syntax != "words":
                found[kind, situation] = said.fix
    return found


def hash_of(fix: str) -> str:
    """Tell one text from another."""
    return hashlib.sha256(fix.encode()).hexdigest()[:16]


def record(path: Path, case: Case, fix: str) -> None:
    """Note that a fix made a faulty run healthy, with what it was trained, and forget fixes that there are no more."""
    known: dict[str, Any] = json.loads(path.read_text()) if path.is_file() else {}
    fixes = {**known.get(case.kind, {}).get("fixes", {}), case.situation: hash_of(fix)}
    known[case.kind] = {"with": str(TRAINED[case.kind]), "fixes": fixes}
    current = code_fixes()
    for kind, entry in known.items():
        entry["fixes"] = {name: found for name, found in sorted(entry["fixes"].items()) if (kind, name) in current}
    path.write_text(json.dumps({kind: known[kind] for kind in sorted(known) if known[kind]["fixes"]}, indent=2) + "\n")


def run(script: str, directory: Path, situation: str, fix: str | None = None) -> dict[str, Any]:
    """Train, and say what a check of the run says.

    Returns:
      The entry of the series whose verdict is the most severe.
    """
    path = SCRIPTS / script
    text = path.read_text(encoding="utf-8")
    names: dict[str, Any] = {"__name__": path.stem}
    directory.mkdir(parents=True)
    with _inside(directory):
        exec(compile(text if fix is None else mended(text, fix), str(path), "exec"), names)
        names["train"](directory / "run", situation)
    entries = entries_of(directory / "run").values()
    return min(entries, key=lambda entry: SEVERITIES.index(entry["severity"]))


def mended(script: str, fix: str) -> str:
    """Put a fix in the place of the fault, as it is printed."""
    faults = len(_FAULT.findall(script))
    parts = [fix] if faults == 1 else [part for part in _PART.split(fix) if part]
    assert faults == len(parts) > 0, f"the fix has {len(parts)} parts, the script {faults} faults"
    remaining = iter(parts)
    return _FAULT.sub(lambda found: textwrap.indent(next(remaining).rstrip() + "\n", found["indent"]), script)


@contextlib.contextmanager
def _inside(directory: Path) -> Iterator[None]:
    """Work in the run's own directory: scripts save their checkpoints where they stand."""
    before = Path.cwd()
    os.chdir(directory)
    sys.path.append(str(STUBS))
    try:
        yield
    finally:
        sys.path.remove(str(STUBS))
        os.chdir(before)
