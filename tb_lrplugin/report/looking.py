"""One look at a log directory: what the command line and the Python interface are made from."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext

from tb_lrplugin.answers import contract
from tb_lrplugin.data.footprint import is_remote
from tb_lrplugin.data.listed_once import listed_once
from tb_lrplugin.data.local_provider import failures_of, open_provider
from tb_lrplugin.data.log_data import ALL_POINTS, LogData
from tb_lrplugin.data.log_root import why_not_read
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.words import printable
from tb_lrplugin.workspace import Snapshot, Workspace
from tb_lrplugin.workspace.unread import NO_UTF_8

# Gives how many series are diagnosed, of how many; None while files are still being read.
ToldProgress = Callable[[], tuple[int, int] | None]
FAIL_ON = ("error", "warning", "notice", "never")


class LogDirectoryError(ValueError):
    """A log directory that cannot be read, or options that do not fit it; the message is a sentence for the user."""


def look(
    logdir: str,
    *,
    tags: str = "",
    config_file: str = "",
    checkpoints: str = "",
    configured_in: str = "",
    keeps_diagnoses: bool = False,
    shows: Callable[[ToldProgress], AbstractContextManager[None]] | None = None,
) -> Snapshot:
    """Diagnose a log directory once.

    Args:
      logdir: directory, or any path that TensorBoard's reader knows.
      tags: regular expression for the tags to diagnose; "" for the built-in names.
      config_file: schedule file for runs that nothing else speaks for; "" for none.
      checkpoints: directory of checkpoints that lie outside of the log directory; "" for none.
      configured_in: the log directory that configurations are read from, where `logdir` is a view of a part of it; ""
        where it is itself.
      keeps_diagnoses: whether the snapshot holds the diagnoses as well, with all points.
      shows: shows somebody how far the look is, while its context lasts; None for nobody.

    Raises:
      LogDirectoryError: if the directory cannot be read or the expression is none.
    """
    tag_filter = tag_filter_of(tags)
    known: list[Workspace] = []
    progress = nullcontext() if shows is None else shows(lambda: known[0].progress if known else None)
    with progress, listed_once(logdir, checkpoints):
        if is_remote(logdir):
            _require_remote(logdir)
        else:
            require_readable(logdir)
        with open_provider(logdir) as provider:
            known.append(
                Workspace(
                    LogData(provider, ALL_POINTS),
                    logdir,
                    tag_filter,
                    config_file=config_file,
                    unread=failures_of(provider),
                    checkpoints=checkpoints,
                    configured_in=configured_in,
                    keeps_diagnoses=keeps_diagnoses,
                )
            )
            return known[0].snapshot()


def tag_filter_of(tags: str) -> TagFilter:
    """Read the expression for the tags to diagnose; "" for the built-in names.

    Raises:
      LogDirectoryError: if it is none.
    """
    try:
        return TagFilter(tags)
    except ValueError as error:
        raise LogDirectoryError(f"--tags: {error}") from error


def fails(severities: Iterable[str], complete: bool, fail_on: str) -> bool:
    """Say whether any severity is at or above `fail_on` ("never": none is).

    What could not be read is as bad as an error: nobody knows what is in it.
    """
    if fail_on == "never":
        return False
    failing = FAIL_ON[: FAIL_ON.index(fail_on) + 1]
    return not complete or any(severity in failing for severity in severities)


def contract_of(logdir: str, series: Sequence[contract.Entry], problems: Sequence[contract.Problem]) -> contract.Report:
    """Write a report as the JSON of the contract."""
    complete = not any(problem["unread"] for problem in problems)
    return contract.Report(version=1, logdir=logdir, complete=complete, series=list(series), problems=list(problems))


def require_readable(logdir: str) -> None:
    """See whether a directory on a disk can be read.

    Raises:
      LogDirectoryError: if not.
    """
    if not logdir:
        raise LogDirectoryError("No log directory is named. Name the one that you pass to `tensorboard --logdir`.")
    if not os.path.exists(logdir):
        raise LogDirectoryError(f"{logdir} does not exist. Name the directory that you pass to `tensorboard --logdir`.")
    if not os.path.isdir(logdir):
        raise LogDirectoryError(f"{logdir} is a file. Name the directory that holds the event files.")
    if not logdir.isascii() and sys.getfilesystemencoding() != "utf-8":
        raise LogDirectoryError(f"{printable(logdir)} cannot be read: {NO_UTF_8}")
    if not logdir.isascii() and os.fsencode(logdir).decode("utf-8", "replace") != logdir:
        raise LogDirectoryError(
            f"{printable(logdir)} is no UTF-8 name, and TensorBoard reads no other. Rename the directory."
        )
    try:
        os.listdir(logdir)
    except OSError as error:
        raise LogDirectoryError(f"{logdir} cannot be read: {error.strerror}.") from error


def _require_remote(logdir: str) -> None:
    from tensorboard.compat.tensorflow_stub.io import gfile

    try:
        is_directory = gfile.isdir(logdir)
    except Exception as error:  # Every file system raises errors of its own.
        raise LogDirectoryError(f"{logdir} cannot be read: {why_not_read(logdir, error)}") from error
    if not is_directory:
        raise LogDirectoryError(f"{logdir} does not exist, or is no directory.")
