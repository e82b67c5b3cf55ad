"""What keeps a watch from the training: whatever fails in it ends the watch, or its log, with one warning."""

from __future__ import annotations

import warnings
from collections.abc import Callable

from tb_lrplugin.watching import Fault


class Guard:
    """Looks on behalf of one watch, and tells afterwards what was proved."""

    def __init__(self, tell: Callable[[Fault], object]) -> None:
        """Begin to guard.

        Args:
          tell: called once with each fault; what it raises, the script has asked for.
        """
        self._tell = tell
        self._proved: list[Fault] = []
        self._can_write = True
        self.is_over = False

    def prove(self, fault: Fault) -> None:
        """Keep a fault until the look is over."""
        self._proved.append(fault)

    def look(self, look: Callable[[], object]) -> None:
        """Look; where that fails the watch ends with one warning, and the training goes on."""
        if self.is_over:
            return
        try:
            look()
        except Exception as error:  # What a script puts into its optimizer and scheduler may raise anything.
            self.is_over = True
            warnings.warn(
                f"The learning rate is watched no longer: {type(error).__name__}: {error}. The training goes on; "
                "please report this.",
                stacklevel=4,
            )

    def write(self, write: Callable[[], object]) -> None:
        """Write something to the log; where that fails the watch goes on, and nothing more is written."""
        if not self._can_write:
            return
        try:
            write()
        except Exception as error:  # Every writer and file system has errors of its own.
            self._can_write = False
            warnings.warn(f"The watch of the learning rate can no longer write to the log: {error}", stacklevel=4)

    def tell(self) -> None:
        """Tell what was proved; where the script asked for an error it leaves from here, beyond the guard."""
        proved = self._proved[:]
        self._proved.clear()
        for fault in proved:
            self._tell(fault)
