"""The forms in which a check is written to the standard output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tb_lrplugin.answers.lines import Part, lines_of
from tb_lrplugin.cli.findings import of_snapshot
from tb_lrplugin.cli.github_format import github_lines
from tb_lrplugin.cli.junit_format import junit
from tb_lrplugin.cli.markdown_format import markdown
from tb_lrplugin.cli.sarif_format import sarif
from tb_lrplugin.cli.text_format import print_text
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


def print_json(value: Any) -> None:
    """Print a value as JSON; ASCII only, for a run name may hold anything, and the terminal's encoding need not."""
    json.dump(value, sys.stdout, indent=2, allow_nan=False)
    sys.stdout.write("\n")


def _print_json(told: Told) -> None:
    print_json(contract_of(told.logdir, told.snapshot.entries, told.snapshot.problems))


def _print_lines(told: Told) -> None:
    for line in lines_of(Part(told.logdir, told.snapshot.entries, told.snapshot.problems)):
        sys.stdout.write(json.dumps(line, allow_nan=False) + "\n")


def _print_github(told: Told) -> None:
    for line in github_lines(of_snapshot(told.logdir, told.snapshot)):
        print(line)


def _print_sarif(told: Told) -> None:
    print_json(sarif(of_snapshot(told.logdir, told.snapshot), told.logdir))


def _print_junit(told: Told) -> None:
    print(junit(told.logdir, told.snapshot.entries, told.snapshot.problems, told.fail_on))


def _print_markdown(told: Told) -> None:
    sys.stdout.write(markdown(told.logdir, told.snapshot.entries, told.snapshot.problems))


FORMATS: dict[str, Callable[[Told], None]] = {
    "text": lambda told: print_text(told.logdir, told.snapshot),
    "json": _print_json,
    "jsonl": _print_lines,
    "github": _print_github,
    "junit": _print_junit,
    "markdown": _print_markdown,
    "sarif": _print_sarif,
}
