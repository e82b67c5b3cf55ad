"""`tb-lrplugin check --watch`: a table that follows a log directory while its runs train."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from tb_lrplugin.answers.contract import Entry
from tb_lrplugin.cli.text_format import MARKS, printable_answer
from tb_lrplugin.report.looking import contract_of
from tb_lrplugin.words import counted, printable
from tb_lrplugin.workspace import Snapshot

# A look comes no sooner than this after the one before, and takes no more than this share of the time.
_PAUSE_SECONDS = 2.0
_LOOK_SHARE = 0.2
# Lines of the terminal that are left to what stands around the table.
_AROUND = 6

Verdicts = dict[tuple[str, str], str]


def watch(logdir: str, look: Callable[[], Snapshot], on_change: str, until_error: bool) -> Snapshot:
    """Look again and again, until someone interrupts or, where asked for, until there is an error.

    Args:
      logdir: what is looked at.
      look: looks once.
      on_change: command line of a shell that is run whenever a verdict changes, with the report as JSON on its standard
        input; "" for none.
      until_error: whether to end with the first error.

    Returns:
      The last look.
    """
    console = Console(highlight=False)
    before: Verdicts | None = None
    with Live(console=console, auto_refresh=False, transient=False) as live:
        for snapshot in _looks(look):
            now = _verdicts(snapshot)
            if console.is_terminal:
                # Steps and rates move on where no verdict does.
                live.update(_table(printable(logdir), snapshot, console.height - _AROUND), refresh=True)
            if now != before:
                if not console.is_terminal:
                    _print_changes(snapshot, before or {})
                if before is not None and on_change:
                    _run(on_change, logdir, snapshot)
                before = now
            if until_error and (
                not snapshot.is_complete or any(entry["standing"] == "error" for entry in snapshot.entries)
            ):
                return snapshot
    raise AssertionError("looks never end by themselves")


def _looks(look: Callable[[], Snapshot]) -> Iterator[Snapshot]:
    while True:
        begin = time.monotonic()
        yield look()
        seconds = time.monotonic() - begin
        time.sleep(max(_PAUSE_SECONDS, seconds * (1 / _LOOK_SHARE - 1)))


def _verdicts(snapshot: Snapshot) -> Verdicts:
    problems = {("", problem["where"]): problem["message"] for problem in snapshot.problems}
    return {**problems, **{(entry["run"], entry["tag"]): _words(entry) for entry in snapshot.entries}}


def _words(entry: Entry) -> str:
    return " ".join([entry["verdict"], *(warning["id"] for warning in entry["warnings"])])


def _table(logdir: str, snapshot: Snapshot, most: int) -> Table:
    """Write the worst series, as many as the terminal has room for."""
    shown = snapshot.entries[: max(most, 1)]
    left = len(snapshot.entries) - len(shown)
    caption = f"{counted(left, 'more series', 'more series')} below, none of them worse" if left > 0 else None
    table = Table(title=f"{logdir}, {time.strftime('%H:%M:%S')}", caption=caption, title_justify="left")
    for name in ("", "run", "series", "step", "rate", "diagnosis"):
        table.add_column(name, overflow="fold")
    for entry in map(printable_answer, shown):
        mark, style = MARKS[entry["standing"]]
        rate = entry["logged"]["last"]
        cells = (mark, entry["run"], entry["tag"], str(entry["steps"]["last"] or ""), str(rate), entry["headline"])
        table.add_row(*(Text(cell, style if index in (0, 5) else "") for index, cell in enumerate(cells)))
    for problem in map(printable_answer, snapshot.problems):
        table.add_row(Text("!", "red"), "", Text(problem["where"]), "", "", Text(problem["message"]))
    return table


def _print_changes(snapshot: Snapshot, before: Verdicts) -> None:
    """Write a line for each series whose verdict is another one, and each new problem, where no table is."""
    for entry in map(printable_answer, snapshot.entries):
        if before.get((entry["run"], entry["tag"])) != _words(entry):
            print(f"{MARKS[entry['standing']][0]} {entry['run']} {entry['tag']}: {entry['headline']}", flush=True)
    for problem in snapshot.problems:
        if before.get(("", problem["where"])) != problem["message"]:
            print(f"! {printable(problem['where'])}: {printable(problem['message'])}", flush=True)


def _run(command: str, logdir: str, snapshot: Snapshot) -> None:
    report = json.dumps(contract_of(logdir, snapshot.entries, snapshot.problems), allow_nan=False)
    ended = subprocess.run(command, shell=True, input=report, text=True, check=False)
    if ended.returncode:
        print(f"tb-lrplugin: the command of --on-change ended with {ended.returncode}", file=sys.stderr)
