"""Executors for a check in parts: processes of this machine, a Dask cluster, or this very process."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from typing import Any

from tb_lrplugin.fleet.parts import check_part
from tb_lrplugin.frameworks import rooms

# What reads points is imported late elsewhere.
_READERS = ("tensorboard.data.grpc_provider", "tensorboard.data.server_ingester", "tensorboard.util.grpc_util")


class WorkerLostError(RuntimeError):
    """A process ended while it worked on a part."""


class Processes(Executor):
    """Processes of this machine, each by itself: one that is killed costs the part that it had, and no other."""

    def __init__(self, count: int) -> None:
        """Start none yet.

        Args:
          count: how many work at a time, 1 or more.
        """
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="lr_diagnostics_part")
        self._own = threading.local()
        self._lock = threading.Lock()
        self._pools: list[ProcessPoolExecutor] = []
        self._kind = _kind_of_processes()

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Hand a piece of work to the next process that is free."""
        return self._threads.submit(self._run, work, *arguments, **named)

    def _run(self, work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        pool: ProcessPoolExecutor | None = getattr(self._own, "pool", None)
        if pool is None:
            pool = self._own.pool = ProcessPoolExecutor(1, self._kind)
            with self._lock:
                self._pools.append(pool)
        try:
            return pool.submit(work, *arguments, **named).result()
        except BrokenExecutor as error:
            # The next part gets a new one.
            self._own.pool = None
            raise WorkerLostError("its process was ended from outside, for want of memory, say") from error

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End all processes."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        with self._lock:
            for pool in self._pools:
                pool.shutdown(wait, cancel_futures=cancel_futures)


def _kind_of_processes() -> BaseContext:
    """Choose how processes begin.

    On Linux they are copies of one that has imported what they need and done nothing else: a third of what a small part
    costs. Elsewhere libraries of the system may not bear that, and each process imports for itself.
    """
    if not sys.platform.startswith("linux"):
        return multiprocessing.get_context("spawn")
    kind = multiprocessing.get_context("forkserver")
    kind.set_forkserver_preload([check_part.__module__, *rooms(), *_READERS])
    # It imports while this process looks for what there is.
    forkserver.ensure_running()
    return kind


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
