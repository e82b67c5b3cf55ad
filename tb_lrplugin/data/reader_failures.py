"""What TensorBoard's readers, where we run them ourselves, say that they could not read."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from typing import Any

from tb_lrplugin.data.event_records import REMEDY
from tb_lrplugin.data.event_survey import Unread

_WRONG_CHECKSUM = "has a wrong checksum"
# `tensorboard/data/server/run.rs`: after each of these lines the server reads no further in that file.
_READ_ERROR = re.compile(r"WARN  ?rustboard_core::run\] Read error in (.*tfevents[^:]*): (\w+)")
_DROPPED_EVENT = re.compile(r"WARN  ?rustboard_core::run\] Dropping event at step -?\d+ with invalid wall time")
_WARNING = "WARN  rustboard_core::run] Read error"


def failure_in(line: str, logdir: str) -> Unread | None:
    """Read what the data server says on its stderr; None where it is no failure.

    Args:
      line: one line.
      logdir: as the server was started with.
    """
    found = _READ_ERROR.search(line)
    if found:
        where = os.path.relpath(found[1], logdir)
        return _stops_in(where, "cannot be decoded" if found[2] == "InvalidProto" else _WRONG_CHECKSUM)
    if _WARNING in line:
        return Unread(".", ".", f"A record of an event file cannot be read. {REMEDY}")
    if _DROPPED_EVENT.search(line):
        return Unread(".", ".", "Points without a valid wall time are dropped by TensorBoard's data server.")
    return None


def _stops_in(where: str, why: str) -> Unread:
    message = f"A record of the event file {why}, and nothing behind it can be read. {REMEDY}"
    return Unread(os.path.dirname(where) or ".", where, message)


@contextlib.contextmanager
def each_run_by_itself(logdir: str, failures: list[Unread]) -> Iterator[None]:
    """Let what TensorBoard's Python reader fails on end the reading of its own run or file, of no other, and tell it.

    TensorBoard's `EventMultiplexer.Reload` expects errors of the file system alone, and its `RawEventFileLoader`
    takes a record with a wrong checksum for one that is still being written.

    Args:
      logdir: that is read.
      failures: what could not be read is added here.
    """
    from tensorboard.backend.event_processing import directory_watcher, event_file_loader, plugin_event_accumulator

    root = os.path.expanduser(logdir)

    def reload_or_tell(reload: Callable[[Any], Any], accumulator: Any) -> Any:
        try:
            return reload(accumulator)
        except (OSError, directory_watcher.DirectoryDeletedError):
            raise
        except Exception as error:
            run = os.path.relpath(str(accumulator.path), root)
            failures.append(
                Unread(
                    run,
                    run,
                    f"TensorBoard's reader stops within the event files of this run ({type(error).__name__}: {error}); "
                    "what comes after is missing here. Copy the files anew, or remove the broken one.",
                )
            )
            return accumulator

    def records_or_tell(records: Callable[[str], Iterator[bytes]], path: str) -> Iterator[bytes]:
        # Whoever opens a named pipe waits for ever. The data server passes it over.
        if os.path.exists(path) and not os.path.isfile(path):
            return
        try:
            yield from records(path)
        except Exception as error:
            # One that is not there to its end may still be written. TensorFlow has errors and words of its own.
            if type(error).__name__ == "DataLossError" and "truncated" not in str(error):
                failures.append(_stops_in(os.path.relpath(path, root), _WRONG_CHECKSUM))
            raise

    with contextlib.ExitStack() as stack:
        stack.enter_context(_around(plugin_event_accumulator.EventAccumulator, "Reload", reload_or_tell))
        stack.enter_context(_around(event_file_loader, "_make_tf_record_iterator", records_or_tell))
        yield


@contextlib.contextmanager
def _around(owner: Any, name: str, wrapper: Callable[[Callable[[Any], Any], Any], Any]) -> Iterator[None]:
    """Put a function around a method of a class, or a function of a module, for a while."""
    inner = getattr(owner, name)
    setattr(owner, name, lambda argument: wrapper(inner, argument))
    try:
        yield
    finally:
        setattr(owner, name, inner)
