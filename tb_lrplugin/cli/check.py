"""`tb-lrplugin check LOGDIR`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable

from tb_lrplugin.cli.findings import of_snapshot
from tb_lrplugin.cli.github_format import github_lines
from tb_lrplugin.cli.sarif_format import sarif
from tb_lrplugin.cli.text_format import print_text
from tb_lrplugin.report.looking import FAIL_ON, LogDirectoryError, contract_of, fails, look
from tb_lrplugin.workspace import Snapshot

__all__ = ["FAIL_ON", "FORMATS", "UsageError", "check", "written"]


class UsageError(Exception):
    """Wrong usage or an unreadable LOGDIR; the message is a sentence for the user."""


def check(
    logdir: str, output_format: str, fail_on: str, tags: str, config_file: str = "", checkpoints: str = ""
) -> int:
    """Diagnose a log directory once and print the result.

    Args:
      logdir: directory, or any path that TensorBoard's reader knows.
      output_format: a key of `FORMATS`.
      fail_on: a member of `FAIL_ON`.
      tags: regular expression for the tags to diagnose; "" for the built-in names.
      config_file: schedule file for runs that nothing else speaks for; "" for none.
      checkpoints: directory of checkpoints that lie outside of the log directory; "" for none.

    Returns:
      1 if any series is at or above `fail_on`, else 0.

    Raises:
      UsageError: if the directory cannot be read or the expression is none.
    """
    logdir = os.path.expanduser(logdir)
    try:
        snapshot = look(logdir, tags=tags, config_file=config_file, checkpoints=checkpoints)
    except LogDirectoryError as error:
        raise UsageError(str(error)) from error
    written(lambda: FORMATS[output_format](logdir, snapshot))
    return int(fails([entry["severity"] for entry in snapshot.entries], snapshot.is_complete, fail_on))


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


def _print_json(logdir: str, snapshot: Snapshot) -> None:
    # ASCII only: a run name may hold anything, and the terminal's encoding need not.
    json.dump(contract_of(logdir, snapshot.entries, snapshot.problems), sys.stdout, indent=2, allow_nan=False)
    sys.stdout.write("\n")


def _print_github(logdir: str, snapshot: Snapshot) -> None:
    for line in github_lines(of_snapshot(logdir, snapshot)):
        print(line)


def _print_sarif(logdir: str, snapshot: Snapshot) -> None:
    json.dump(sarif(of_snapshot(logdir, snapshot), logdir), sys.stdout, indent=2)
    sys.stdout.write("\n")


FORMATS: dict[str, Callable[[str, Snapshot], None]] = {
    "text": print_text,
    "json": _print_json,
    "github": _print_github,
    "sarif": _print_sarif,
}
