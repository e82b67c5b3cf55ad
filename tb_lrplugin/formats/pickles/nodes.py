"""What stands in a pickle for anything but plain data: names and arguments, never what they name.

None of these is ever looked up, called or hashed. Whoever walks over them does so with a budget (`walking`): a file can
hold a list within itself, or one list a billion times.
"""

from __future__ import annotations

from typing import Any


class Global:
    """The name of a class or function ("torch._utils._rebuild_tensor_v2")."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.path = path


class Call:
    """What a call would have made.

    Attributes:
      function: what would be called; a `Global` in honest files.
      arguments: what it would be called with.
      state: what the object's attributes would be set to; None where the file sets none.
      items: what would be appended to it.
      pairs: what would be stored in it by key.
    """

    __slots__ = ("arguments", "function", "items", "pairs", "state")

    def __init__(self, function: Any, arguments: Any) -> None:
        self.function = function
        self.arguments = arguments
        self.state: Any = None
        self.items: list[Any] = []
        self.pairs: dict[Any, Any] = {}

    @property
    def path(self) -> str:
        """Name of what would be called; "" where the file gives no name."""
        return self.function.path if isinstance(self.function, Global) else ""


class Persistent:
    """What lies outside the pickle, a tensor's storage in files of torch: `id` tells where."""

    __slots__ = ("id",)

    def __init__(self, identity: Any) -> None:
        self.id = identity


class Unread:
    """What is there, but of no use: an integer of hundreds of digits."""

    __slots__ = ()
