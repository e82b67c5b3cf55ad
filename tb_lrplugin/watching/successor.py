"""Notices another optimizer that updates the parameters of the one that is watched: one made anew in mid-run, say."""

from __future__ import annotations

import sys
import weakref
from typing import Any


class Successor:
    """Counts the updates that another optimizer of the same class made of all parameters of a watched one.

    torch tells every optimizer's updates (`register_optimizer_step_post_hook`, torch 2.0 and later). Optimizers with
    parameters of their own, as of a generator and a discriminator, and of another class, as for a last phase with
    L-BFGS, are none of these.
    """

    def __init__(self, optimizer: Any) -> None:
        """Begin to look.

        Args:
          optimizer: that is watched; it is not kept alive.
        """
        self.updates = 0
        self.other: Any = None
        self._watched = weakref.ref(optimizer)
        self._follows: weakref.WeakKeyDictionary[Any, bool] = weakref.WeakKeyDictionary()
        register = getattr(sys.modules.get("torch.optim.optimizer"), "register_optimizer_step_post_hook", None)
        # torch keeps such a hook for ever.
        self._let_go = None if register is None else weakref.finalize(optimizer, register(self._saw).remove)

    def let_go(self) -> None:
        """Look no more."""
        if self._let_go is not None:
            self._let_go()

    def _saw(self, optimizer: Any, *_: Any) -> None:
        watched = self._watched()
        if optimizer is watched:
            self.updates = 0
        elif type(optimizer) is type(watched):
            follows = self._follows.get(optimizer)
            if follows is None:
                follows = self._follows[optimizer] = _parameters(watched) <= _parameters(optimizer)
            if follows:
                self.updates += 1
                self.other = weakref.ref(optimizer)


def _parameters(optimizer: Any) -> set[int]:
    return {id(one) for group in optimizer.param_groups for one in group["params"]}
