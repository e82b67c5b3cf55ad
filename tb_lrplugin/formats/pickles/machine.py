"""An interpreter for pickles that executes nothing.

A pickle is a program for a stack machine (CPython's `Lib/pickletools.py` documents every opcode). `pickle.Unpickler` is
no reader for files of strangers, even with all names stubbed: its memo is an array, so that twelve bytes make it
allocate 32 GiB, and it hashes whatever a file uses as a key. Here every opcode that protocols 2 to 5 write is a few
lines on plain lists and dicts, all others end the reading, and bytes and opcodes bound work and memory.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from typing import Any

from tb_lrplugin.formats.pickles.known import made, store
from tb_lrplugin.formats.pickles.nodes import Call, Global, Persistent, Unread

# The pickle of 900 parameter tensors with Adam's state has 113,000: this is enough for 30,000 of them.
MOST_OPCODES = 4_000_000
_MOST_MEMO = 2**24
_LONGEST_NAME = 256
# Beyond 128 bits no integer of a training run counts anything.
_LONGEST_INTEGER = 17
_NEWEST_PROTOCOL = 5
_STOP = ord(".")


class PickleError(ValueError):
    """What is no pickle, or one that asks for too much; the message says why."""


class TruncatedError(PickleError):
    """The bytes end before the pickle does."""


class Machine:
    """Reads one pickle after another from the same bytes.

    Attributes:
      at: index of the byte after the last pickle that was read.
      outside: the last pickle's references to what lies outside of it, in their order.
    """

    def __init__(self, content: bytes, most_opcodes: int = MOST_OPCODES) -> None:
        """Prepare.

        Args:
          content: begins with a pickle.
          most_opcodes: for all pickles together.
        """
        self.at = 0
        self.outside: list[Persistent] = []
        self._content = content
        self._opcodes_left = most_opcodes
        self._stack: list[Any] = []
        self._marks: list[int] = []
        self._memo: dict[int, Any] = {}

    def read(self) -> Any:
        """Read the next pickle: plain data, and nodes for all else.

        Raises:
          PickleError: if it is none, or exceeds its budget.
        """
        self._stack, self._marks, self._memo, self.outside = [], [], {}, []
        try:
            self._run()
            return self._stack[-1]
        except IndexError:
            raise PickleError("the pickle takes more from its stack than it put there") from None
        except UnicodeDecodeError:
            raise PickleError("the pickle holds text that is no UTF-8") from None

    def _run(self) -> None:
        content, operations = self._content, _OPERATIONS
        size = len(content)
        while self._opcodes_left > 0:
            if self.at >= size:
                raise TruncatedError("the pickle has no end")
            self._opcodes_left -= 1
            code = content[self.at]
            self.at += 1
            if code == _STOP:
                return
            operation = operations.get(code)
            if operation is None:
                raise PickleError(f"the pickle has the opcode {code:#04x}, which no checkpoint needs")
            operation(self)
        raise PickleError("the pickle has more opcodes than any checkpoint needs")

    # What the operations are made of.

    def take(self, size: int) -> bytes:
        """Take the next bytes."""
        end = self.at + size
        if end > len(self._content):
            raise TruncatedError("the pickle ends within a value")
        found = self._content[self.at : end]
        self.at = end
        return found

    @property
    def left(self) -> int:
        """How many bytes there are yet."""
        return len(self._content) - self.at

    def number(self, size: int) -> int:
        """Take an unsigned number of some bytes."""
        return int.from_bytes(self.take(size), "little")

    def line(self) -> str:
        """Take a name that ends with its line."""
        end = self._content.find(b"\n", self.at, self.at + _LONGEST_NAME)
        if end < 0:
            raise PickleError("the pickle holds a name without an end")
        found = self._content[self.at : end]
        self.at = end + 1
        return found.decode("utf-8")

    def push(self, value: Any) -> None:
        """Put a value on the stack."""
        self._stack.append(value)

    def pop(self) -> Any:
        """Take the value on top."""
        return self._stack.pop()

    def top(self) -> Any:
        """Look at the value on top."""
        return self._stack[-1]

    def mark(self) -> None:
        """Remember how high the stack is."""
        self._marks.append(len(self._stack))

    def above_mark(self) -> list[Any]:
        """Take what was put there since the last mark."""
        start = self._marks.pop()
        found = self._stack[start:]
        del self._stack[start:]
        return found

    def remember(self, index: int) -> None:
        """Remember the value on top under a number."""
        if index > _MOST_MEMO:
            raise PickleError("the pickle numbers its values beyond all bounds")
        self._memo[index] = self._stack[-1]

    def remember_next(self) -> None:
        """Remember the value on top under the next number."""
        self._memo[len(self._memo)] = self._stack[-1]

    def recall(self, index: int) -> None:
        """Put a remembered value on the stack."""
        if index not in self._memo:
            raise PickleError("the pickle asks for a value that it never remembered")
        self._stack.append(self._memo[index])

    def refer(self, identity: Any) -> None:
        """Put a reference to what lies outside on the stack."""
        found = Persistent(identity)
        self.outside.append(found)
        self._stack.append(found)


def _protocol(machine: Machine) -> None:
    if machine.number(1) > _NEWEST_PROTOCOL:
        raise PickleError("the pickle is of a protocol that is not known")


def _integer(machine: Machine, size: int) -> None:
    content = machine.take(size)
    machine.push(int.from_bytes(content, "little", signed=True) if size <= _LONGEST_INTEGER else Unread())


def _named(machine: Machine, module: Any, name: Any) -> None:
    if not (isinstance(module, str) and isinstance(name, str)) or len(module) + len(name) > 2 * _LONGEST_NAME:
        raise PickleError("the pickle names a class by something that is no name")
    machine.push(Global(f"{module}.{name}"))


def _stack_global(machine: Machine) -> None:
    name = machine.pop()
    _named(machine, machine.pop(), name)


def _call(machine: Machine) -> None:
    arguments = machine.pop()
    machine.push(made(machine.pop(), arguments))


def _call_with_names(machine: Machine) -> None:
    machine.pop()
    _call(machine)


def _build(machine: Machine) -> None:
    state = machine.pop()
    target = machine.top()
    # Attributes of a dict (`_metadata` of a module's state) say nothing of a schedule.
    if isinstance(target, Call):
        target.state = state


def _append(machine: Machine, values: list[Any]) -> None:
    target = machine.top()
    if isinstance(target, list):
        target.extend(values)
    elif isinstance(target, Call):
        target.items.extend(values)


def _set_items(machine: Machine, values: list[Any]) -> None:
    target = machine.top()
    pairs = target.pairs if isinstance(target, Call) else target
    if isinstance(pairs, dict):
        for key, value in zip(values[::2], values[1::2], strict=False):
            store(pairs, key, value)


def _set_item(machine: Machine) -> None:
    value = machine.pop()
    _set_items(machine, [machine.pop(), value])


def _pop_mark(machine: Machine) -> None:
    machine.above_mark()


def _constant(value: Any) -> Callable[[Machine], None]:
    return lambda machine: machine.push(value)


def _tuple(size: int) -> Callable[[Machine], None]:
    def push(machine: Machine) -> None:
        values = [machine.pop() for _ in range(size)]
        machine.push(tuple(values[::-1]))

    return push


def _bytes(size: int) -> Callable[[Machine], None]:
    return lambda machine: machine.push(machine.take(machine.number(size)))


def _text(size: int, encoding: str = "utf-8") -> Callable[[Machine], None]:
    errors = "surrogatepass" if encoding == "utf-8" else "strict"
    return lambda machine: machine.push(machine.take(machine.number(size)).decode(encoding, errors))


def _frame(machine: Machine) -> None:
    size = machine.number(8)
    if size > machine.left:
        raise TruncatedError("the pickle ends within a frame")


# By the names of CPython's `Lib/pickle.py`.
_OPERATIONS: Mapping[int, Callable[[Machine], None]] = {
    0x80: _protocol,  # PROTO
    0x95: _frame,  # FRAME
    **{code: _constant(value) for code, value in ((ord("N"), None), (0x88, True), (0x89, False))},  # NONE, NEWTRUE, ...
    ord("J"): lambda machine: _integer(machine, 4),  # BININT
    ord("K"): lambda machine: machine.push(machine.number(1)),  # BININT1
    ord("M"): lambda machine: machine.push(machine.number(2)),  # BININT2
    0x8A: lambda machine: _integer(machine, machine.number(1)),  # LONG1
    0x8B: lambda machine: _integer(machine, machine.number(4)),  # LONG4
    ord("G"): lambda machine: machine.push(struct.unpack(">d", machine.take(8))[0]),  # BINFLOAT
    ord("C"): _bytes(1),  # SHORT_BINBYTES
    ord("B"): _bytes(4),  # BINBYTES
    0x8E: _bytes(8),  # BINBYTES8
    0x96: _bytes(8),  # BYTEARRAY8
    ord("U"): _text(1, "latin-1"),  # SHORT_BINSTRING
    ord("T"): _text(4, "latin-1"),  # BINSTRING
    0x8C: _text(1),  # SHORT_BINUNICODE
    ord("X"): _text(4),  # BINUNICODE
    0x8D: _text(8),  # BINUNICODE8
    ord("("): Machine.mark,  # MARK
    ord("0"): Machine.pop,  # POP
    ord("1"): _pop_mark,  # POP_MARK
    ord(")"): lambda machine: machine.push(()),  # EMPTY_TUPLE
    0x85: _tuple(1),  # TUPLE1
    0x86: _tuple(2),  # TUPLE2
    0x87: _tuple(3),  # TUPLE3
    ord("t"): lambda machine: machine.push(tuple(machine.above_mark())),  # TUPLE
    ord("]"): lambda machine: machine.push([]),  # EMPTY_LIST
    ord("a"): lambda machine: _append(machine, [machine.pop()]),  # APPEND
    ord("e"): lambda machine: _append(machine, machine.above_mark()),  # APPENDS
    ord("}"): lambda machine: machine.push({}),  # EMPTY_DICT
    ord("s"): _set_item,  # SETITEM
    ord("u"): lambda machine: _set_items(machine, machine.above_mark()),  # SETITEMS
    # Members of a set would have to be hashed.
    0x8F: lambda machine: machine.push([]),  # EMPTY_SET
    0x90: lambda machine: _append(machine, machine.above_mark()),  # ADDITEMS
    0x91: lambda machine: machine.push(machine.above_mark()),  # FROZENSET
    ord("c"): lambda machine: _named(machine, machine.line(), machine.line()),  # GLOBAL
    0x93: _stack_global,  # STACK_GLOBAL
    ord("R"): _call,  # REDUCE
    0x81: _call,  # NEWOBJ
    0x92: _call_with_names,  # NEWOBJ_EX
    ord("b"): _build,  # BUILD
    ord("Q"): lambda machine: machine.refer(machine.pop()),  # BINPERSID
    ord("q"): lambda machine: machine.remember(machine.number(1)),  # BINPUT
    ord("r"): lambda machine: machine.remember(machine.number(4)),  # LONG_BINPUT
    0x94: Machine.remember_next,  # MEMOIZE
    ord("h"): lambda machine: machine.recall(machine.number(1)),  # BINGET
    ord("j"): lambda machine: machine.recall(machine.number(4)),  # LONG_BINGET
}
