"""`tb-lrplugin check LOGDIR`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable

from tb_lrplugin.answers.contract import Report
from tb_lrplugin.cli.findings import of_snapshot
from tb_lrplugin.cli.github_format import github_lines
from tb_lrplugin.cli.sarif_format import sarif
from tb_lrplugin.cli.text_format import print_text
from tb_lrplugin.data.local_provider import failures_of, open_provider
from tb_lrplugin.data.log_data import ALL_POINTS, LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.words import printable
from tb_lrplugin.workspace import Snapshot, Workspace
from tb_lrplugin.workspace.unread import NO_UTF_8

FAIL_ON = ("error", "warning", "notice", "never")


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
    if "://" in logdir:
        _require_remote(logdir)
    else:
        _require_readable(logdir)
    try:
        tag_filter = TagFilter(tags)
    except ValueError as error:
        raise UsageError(f"--tags: {error}") from error
    with open_provider(logdir) as provider:
        unread = failures_of(provider)
        snapshot = Workspace(
            LogData(provider, ALL_POINTS),
            logdir,
            tag_filter,
            config_file=config_file,
            unread=unread,
            checkpoints=checkpoints,
        ).snapshot()
    written(lambda: FORMATS[output_format](logdir, snapshot))
    return int(fails(snapshot, fail_on))


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


def fails(snapshot: Snapshot, fail_on: str) -> bool:
    """Say whether anything is at or above the severity `fail_on` ("never": nothing is).

    What could not be read is as bad as an error: nobody knows what is in it.
    """
    if fail_on == "never":
        return False
    failing = FAIL_ON[: FAIL_ON.index(fail_on) + 1]
    return not snapshot.is_complete or any(entry["severity"] in failing for entry in snapshot.entries)


def _require_readable(logdir: str) -> None:
    if not os.path.exists(logdir):
        raise UsageError(f"{logdir} does not exist. Name the directory that you pass to `tensorboard --logdir`.")
    if not os.path.isdir(logdir):
        raise UsageError(f"{logdir} is a file. Name the directory that holds the event files.")
    if not logdir.isascii() and sys.getfilesystemencoding() != "utf-8":
        raise UsageError(f"{printable(logdir)} cannot be read: {NO_UTF_8}")
    if not logdir.isascii() and os.fsencode(logdir).decode("utf-8", "replace") != logdir:
        raise UsageError(f"{printable(logdir)} is no UTF-8 name, and TensorBoard reads no other. Rename the directory.")
    try:
        os.listdir(logdir)
    except OSError as error:
        raise UsageError(f"{logdir} cannot be read: {error.strerror}.") from error


def _require_remote(logdir: str) -> None:
    from tensorboard.compat.tensorflow_stub.io import gfile

    try:
        is_directory = gfile.isdir(logdir)
    except Exception as error:  # Every file system raises errors of its own.
        raise UsageError(f"{logdir} cannot be read: {error}.") from error
    if not is_directory:
        raise UsageError(f"{logdir} does not exist, or is no directory.")


def _print_json(logdir: str, snapshot: Snapshot) -> None:
    report = Report(
        version=1,
        logdir=logdir,
        complete=snapshot.is_complete,
        series=list(snapshot.entries),
        problems=list(snapshot.problems),
    )
    # ASCII only: a run name may hold anything, and the terminal's encoding need not.
    json.dump(report, sys.stdout, indent=2, allow_nan=False)
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
