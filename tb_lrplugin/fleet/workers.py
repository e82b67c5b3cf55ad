"""Executors for a check in parts: processes of this machine, a Dask cluster, or this very process."""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import pickle
import queue
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, NamedTuple

from tb_lrplugin.data.ending import hear_signals
from tb_lrplugin.fleet.parts import check_part
from tb_lrplugin.frameworks import rooms

# What reads points is imported late elsewhere.
_READERS = ("tensorboard.data.grpc_provider", "tensorboard.data.server_ingester", "tensorboard.util.grpc_util")


class WorkerLostError(RuntimeError):
    """A process ended while it worked on a part."""


class Processes(Executor):
    """Processes of this machine, each by itself: one that is killed costs the part that it had, and no other."""

    def __init__(self, count: int, *, are_copies: bool = False) -> None:
        """Start them, or what they are to be started by.

        Args:
          count: how many work at a time, 1 or more.
          are_copies: whether they may be copies of this process: it is the program's own, and has neither threads nor
            connections so far.
        """
        self._kind = _kind_of_processes()
        self._free: queue.SimpleQueue[_Process | None] = queue.SimpleQueue()
        self._known: list[_Process] = []
        self._is_given_up = False
        if are_copies and sys.platform.startswith("linux"):
            # What it has imported none of them imports again.
            _import_all()
            for _ in range(count):
                self._free.put(self._begun(multiprocessing.get_context("fork")))
        else:
            _prepare(self._kind)
            for _ in range(count):
                self._free.put(None)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="lr_diagnostics_part")

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Hand a piece of work to the next process that is free."""
        return self._threads.submit(self._run, work, *arguments, **named)

    def _run(self, work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        # What cannot be sent costs no process.
        sent = pickle.dumps((work, arguments, named))
        process, answer = self._free.get(), None
        try:
            process = process or self._started()
            process.pipe.send_bytes(sent)
            answer = process.pipe.recv_bytes()
        except (EOFError, OSError) as error:
            raise WorkerLostError("its process was ended from outside, for want of memory, say") from error
        finally:
            # With one that has not answered nobody can talk any more: the next part gets a new one.
            self._free.put(None if answer is None else process)
        is_done, result = pickle.loads(answer)
        if not is_done:
            raise result
        return result

    def _started(self) -> _Process:
        try:
            begun = self._begun(self._kind)
        except (EOFError, OSError) as error:
            reason = getattr(error, "strerror", None) or "what starts them has ended"
            raise WorkerLostError(f"no process could be started for it: {reason}") from error
        if self._is_given_up:
            begun.process.terminate()
        return begun

    def _begun(self, kind: BaseContext) -> _Process:
        ours, theirs = kind.Pipe()
        # A copy has our ends of all pipes too, and would keep the others from seeing that we are gone.
        ends = [*(known.pipe for known in self._known), ours] if kind.get_start_method() == "fork" else []
        process = kind.Process(target=_work, args=(theirs, ends), daemon=False)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        begun = _Process(process, ours)
        self._known.append(begun)
        return begun

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End all processes."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        for known in self._known:
            known.pipe.close()
        for known in self._known:
            if wait:
                known.process.join()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End all processes, those at work too where nobody waits for them any more."""
        self._is_given_up = error is not None
        for known in self._known if self._is_given_up else ():
            known.process.terminate()
        self.shutdown(cancel_futures=error is not None)


class _Process(NamedTuple):
    """A process, and our end of the pipe to it."""

    process: BaseProcess
    pipe: Connection


def _work(pipe: Connection, others: list[Connection]) -> None:
    """Do what comes through a pipe, one after the other, until its other end is closed."""
    for other in others:
        other.close()
    # It tidies up, and whoever started it tells.
    hear_signals(signal.default_int_handler)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            work, arguments, named = pipe.recv()
            try:
                answer = True, work(*arguments, **named)
            except Exception as error:
                answer = False, error
            try:
                pipe.send(answer)
            except OSError:
                raise
            except Exception as error:  # What cannot be sent.
                pipe.send((False, RuntimeError(f"{type(error).__name__}: {error}")))


def _kind_of_processes() -> BaseContext:
    """Choose how processes begin.

    On Linux they are copies of one that has imported what they need and done nothing else: a third of what a small part
    costs. Elsewhere libraries of the system may not bear that, and each process imports for itself.
    """
    return multiprocessing.get_context("forkserver" if sys.platform.startswith("linux") else "spawn")


def _prepare(kind: BaseContext) -> None:
    if kind.get_start_method() == "forkserver":
        kind.set_forkserver_preload(_modules())
        # It imports while this process looks for what there is.
        forkserver.ensure_running()


def _import_all() -> None:
    for name in _modules():
        importlib.import_module(name)


def _modules() -> list[str]:
    return [check_part.__module__, *rooms(), *_READERS]


class Here(Executor):
    """This very process, one part after the other."""

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Do a piece of work at once."""
        done: Future[Any] = Future()
        try:
            done.set_result(work(*arguments, **named))
        except Exception as error:
            done.set_exception(error)
        return done


def dask_executor(address: str) -> Executor:
    """Use the workers of a Dask cluster; what a worker had that is lost goes to another one.

    Args:
      address: of the scheduler: "tcp://host:8786".

    Raises:
      ImportError: if Dask is not installed.
      OSError: if nobody answers there.
    """
    from distributed import Client

    client = Client(address, set_as_default=False)
    executor: Executor = client.get_executor(pure=False, retries=2)
    return executor
