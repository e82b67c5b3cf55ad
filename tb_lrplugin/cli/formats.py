"""The forms in which a check is written to the standard output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tb_lrplugin.answers.lines import Part, lines_of
from tb_lrplugin.cli.findings import Finding, of_snapshot
from tb_lrplugin.cli.github_format import github_lines
from tb_lrplugin.cli.junit_format import junit
from tb_lrplugin.cli.markdown_format import markdown
from tb_lrplugin.cli.sarif_format import result_of, sarif
from tb_lrplugin.cli.text_format import print_text
from tb_lrplugin.fleet.store import StoredEntries
from tb_lrplugin.report.looking import contract_of
from tb_lrplugin.workspace import Snapshot


class UsageError(Exception):
    """Wrong usage or an unreadable LOGDIR; the message is a sentence for the user."""


@dataclass(frozen=True)
class Told:
    """A check that is done.

    Attributes:
      logdir: what was looked at.
      snapshot: what was seen.
      fail_on: least severity that fails.
    """

    logdir: str
    snapshot: Snapshot
    fail_on: str = "error"


def written(write: Callable[[], None]) -> None:
    """Write a report to the standard output.

    Raises:
      UsageError: if it cannot be written.
    """
    try:
        write()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output (`head`, say) has seen enough; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise UsageError(f"the report cannot be written: {error.strerror}.") from error


def print_json(value: Any, key: str = "", items: Iterable[Any] = ()) -> None:
    """Print a value as JSON; ASCII only, for a run name may hold anything, and the terminal's encoding need not.

    Args:
      value: the whole, with an empty list where the items belong.
      key: of that list; "" for none.
      items: written one by one: there may be more than a process should hold.
    """
    # No text within it has such quotation marks.
    before, mark, after = _json(value).partition(f'"{key}": []') if key else (_json(value), "", "")
    sys.stdout.write(before + mark[:-1])
    if mark:
        margin = f"\n{before.rpartition(chr(10))[2]}"
        comma = ""
        for item in items:
            sys.stdout.write(f"{comma}{margin}  " + _json(item).replace("\n", f"{margin}  "))
            comma = ","
        sys.stdout.write(f"{margin if comma else ''}]")
    sys.stdout.write(f"{after}\n")


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, allow_nan=False)


def _print_json(told: Told) -> None:
    snapshot = told.snapshot
    print_json(contract_of(told.logdir, (), snapshot.problems), "series", snapshot.entries)


def _print_lines(told: Told) -> None:
    entries = told.snapshot.entries
    begin, *problems, end = lines_of(Part(told.logdir, (), told.snapshot.problems))
    texts = (
        entries.texts() if isinstance(entries, StoredEntries) else (json.dumps(one, allow_nan=False) for one in entries)
    )
    print(json.dumps(begin))
    for text in texts:
        print(f'{{"type": "series", "series": {text}}}')
    for line in (*problems, {**end, "series": len(entries)}):
        print(json.dumps(line, allow_nan=False))


def _print_github(told: Told) -> None:
    for line in github_lines(of_snapshot(told.logdir, told.snapshot)):
        print(line)


def _print_sarif(told: Told) -> None:
    print_sarif(lambda: of_snapshot(told.logdir, told.snapshot), told.logdir)


def _print_junit(told: Told) -> None:
    sys.stdout.writelines(junit(told.logdir, told.snapshot.entries, told.snapshot.problems, told.fail_on))
    print()


def _print_markdown(told: Told) -> None:
    sys.stdout.write(markdown(told.logdir, told.snapshot.entries, told.snapshot.problems))


def print_sarif(findings: Callable[[], Iterable[Finding]], looked_at: str) -> None:
    """Print findings as SARIF.

    Args:
      findings: gives those of one check or plan; asked for the rules, and for the results.
      looked_at: the directory or file that was asked for, where a finding has no place of its own.
    """
    rules = list(dict.fromkeys(finding.rule for finding in findings()))
    results = (result_of(finding, rules.index(finding.rule), looked_at) for finding in findings())
    print_json(sarif(rules), "results", results)


FORMATS: dict[str, Callable[[Told], None]] = {
    "text": lambda told: print_text(told.logdir, told.snapshot),
    "json": _print_json,
    "jsonl": _print_lines,
    "github": _print_github,
    "junit": _print_junit,
    "markdown": _print_markdown,
    "sarif": _print_sarif,
}
