"""A bar on the terminal while a look takes long."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

# Nobody wants to see a bar flash.
_PATIENCE_SECONDS = 1.0
_STEP_SECONDS = 0.2


@contextlib.contextmanager
def shown_progress(told: Callable[[], tuple[int, int] | None]) -> Iterator[None]:
    """Show how far a look is, once it takes more than a second, on the standard error of a terminal.

    Args:
      told: gives how many series are done, of how many; None while files are still being read.
    """
    if not sys.stderr.isatty() or not sys.stdout.isatty():
        yield
        return
    is_over = threading.Event()
    thread = threading.Thread(target=_show, args=(told, is_over), name="lr_diagnostics_progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _show(told: Callable[[], tuple[int, int] | None], is_over: threading.Event) -> None:
    if is_over.wait(_PATIENCE_SECONDS):
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,} of {task.total:,}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading event files", total=0)
        while not is_over.wait(_STEP_SECONDS):
            found = told()
            if found is not None:
                bar.update(task, description="diagnosing series", completed=found[0], total=found[1])
