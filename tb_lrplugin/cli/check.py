"""`tb-lrplugin check LOGDIR`, and `tb-lrplugin merge FILE ...` for checks that were written before."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass

from tb_lrplugin import fleet
from tb_lrplugin.answers import failing_severity, reading_order
from tb_lrplugin.answers.lines import Part, read_parts, together
from tb_lrplugin.cli.formats import FORMATS, Told, UsageError, written
from tb_lrplugin.cli.progress import shown_progress
from tb_lrplugin.cli.watch import watch
from tb_lrplugin.fleet.workers import Here, Processes, dask_executor
from tb_lrplugin.report.looking import FAIL_ON, LogDirectoryError, fails, look
from tb_lrplugin.words import printable
from tb_lrplugin.workspace import Snapshot

# Parts are of unlike cost: with more of them than processes, none waits for the longest.
_PARTS_EACH = 2
_PARTS_OF_A_CLUSTER = 64

__all__ = ["FAIL_ON", "FORMATS", "Asked", "UsageError", "check", "merge"]


@dataclass(frozen=True)
class Asked:
    """What a check is asked to do.

    Attributes:
      logdir: directory, or any path that TensorBoard's reader knows.
      output_format: a key of `FORMATS`.
      fail_on: a member of `FAIL_ON`.
      fail_on_empty: whether a directory without any learning-rate series is a failure.
      tags: regular expression for the tags to diagnose; "" for the built-in names.
      config_file: schedule file for runs that nothing else speaks for; "" for none.
      checkpoints: directory of checkpoints that lie outside of the log directory; "" for none.
      jobs: how many processes work on it at a time.
      state: file by which only directories that have changed are read again; "" for none.
      dask: address of a Dask scheduler whose workers do it; "" for none.
      watches: whether to look again and again, in a table.
      on_change: command to run when a verdict changes, while watching.
      until_error: whether watching ends with the first error.
      is_own_process: whether the process is the program's, and nobody else works in it.
    """

    logdir: str
    output_format: str = "text"
    fail_on: str = "error"
    fail_on_empty: bool = False
    tags: str = ""
    config_file: str = ""
    checkpoints: str = ""
    jobs: int = 1
    state: str = ""
    dask: str = ""
    watches: bool = False
    on_change: str = ""
    until_error: bool = False
    is_own_process: bool = False


def check(asked: Asked) -> int:
    """Diagnose a log directory and print the result.

    Returns:
      1 if any series is at or above `fail_on`, or where there is none and that is a failure, else 0.

    Raises:
      UsageError: if the directory cannot be read or the expression is none.
    """
    if (asked.on_change or asked.until_error) and not asked.watches:
        raise UsageError("--on-change and --until-error go with --watch.")
    if asked.watches and asked.output_format != "text":
        raise UsageError("--watch draws a table: for other formats leave --format out, and take --on-change COMMAND.")
    in_parts = asked.jobs > 1 or bool(asked.state or asked.dask)
    if asked.watches and in_parts:
        raise UsageError("--watch looks by itself: leave --jobs, --state and --dask out.")
    logdir = os.path.expanduser(asked.logdir)
    if in_parts and "://" in logdir:
        raise UsageError("--jobs, --state and --dask need a log directory on a disk that every worker sees.")
    if asked.watches:
        snapshot = watch(logdir, lambda: _look(asked, logdir), asked.on_change, asked.until_error)
        return _exit_code(snapshot, asked.fail_on, asked.fail_on_empty)
    is_large = not in_parts and "://" not in logdir and os.path.isdir(logdir) and fleet.needs_parts(logdir)
    seen = _look_in_parts(asked, logdir) if in_parts or is_large else nullcontext(_look(asked, logdir))
    with seen as snapshot:
        return _tell(Told(logdir, snapshot, asked.fail_on), asked.output_format, asked.fail_on_empty)


def merge(files: Sequence[str], output_format: str, fail_on: str, fail_on_empty: bool = False) -> int:
    """Put checks together that were written before, and print them as one.

    Args:
      files: written by `check --format jsonl` or `json`; "-" for the standard input.
      output_format: a key of `FORMATS`.
      fail_on: a member of `FAIL_ON`; a file that was cut off is as bad as an error.
      fail_on_empty: whether it is a failure if there is no series in any of them.

    Raises:
      UsageError: if a file cannot be read.
    """
    parts: list[Part] = []
    for name in files:
        try:
            if name == "-":
                parts += read_parts(sys.stdin.read(), "standard input")
            else:
                with open(name, encoding="utf-8", errors="replace") as file:
                    parts += read_parts(file.read(), name)
        except OSError as error:
            raise UsageError(f"{printable(name)} cannot be read: {error.strerror or error}.") from error
    whole = together(parts)
    ordered = tuple(sorted(whole.series, key=reading_order))
    snapshot = Snapshot("", (), tuple(whole.problems), (), ordered)
    return _tell(Told(whole.logdir, snapshot, fail_on), output_format, fail_on_empty)


def _look(asked: Asked, logdir: str) -> Snapshot:
    try:
        return look(
            logdir,
            tags=asked.tags,
            config_file=asked.config_file,
            checkpoints=asked.checkpoints,
            shows=None if asked.watches else shown_progress,
        )
    except LogDirectoryError as error:
        raise UsageError(str(error)) from error


@contextlib.contextmanager
def _look_in_parts(asked: Asked, logdir: str) -> Iterator[Snapshot]:
    try:
        with (
            _workers(asked) as executor,
            fleet.look_in_parts(
                logdir,
                executor,
                parts=_PARTS_OF_A_CLUSTER if asked.dask else _PARTS_EACH * asked.jobs if asked.jobs > 1 else 1,
                state=asked.state,
                tags=asked.tags,
                config_file=asked.config_file,
                checkpoints=asked.checkpoints,
                shows=shown_progress,
            ) as snapshot,
        ):
            yield snapshot
    except LogDirectoryError as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{printable(asked.state or asked.dask or logdir)}: {error.strerror or error}.") from error


def _workers(asked: Asked) -> Executor:
    if not asked.dask:
        return Processes(asked.jobs, are_copies=asked.is_own_process) if asked.jobs > 1 else Here()
    try:
        return dask_executor(asked.dask)
    except ImportError as error:
        raise UsageError("--dask needs Dask. Run: pip install 'tb-lrplugin[dask]'") from error


def _tell(told: Told, output_format: str, fail_on_empty: bool) -> int:
    written(lambda: FORMATS[output_format](told))
    if fail_on_empty and not told.snapshot.entries:
        print(f"tb-lrplugin: {printable(told.logdir)} holds no learning-rate series", file=sys.stderr)
    return _exit_code(told.snapshot, told.fail_on, fail_on_empty)


def _exit_code(snapshot: Snapshot, fail_on: str, fail_on_empty: bool) -> int:
    is_bad = fails(map(failing_severity, snapshot.entries), snapshot.is_complete, fail_on)
    return int(is_bad or (fail_on_empty and not snapshot.entries))
