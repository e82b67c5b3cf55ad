"""Assignments of literals in Python source, read without ever running it.

`NAME = literal`, where a literal may also be written as `dict(key=literal)`. Whatever is more than that (a call, an
arithmetic expression, a name) is kept as `UNKNOWN`.
"""

from __future__ import annotations

import ast
import warnings
from typing import Any

# Real configurations have some tens of kilobytes; a syntax tree takes hundreds of times its text.
MAX_CHARACTERS = 2**18
MAX_DEPTH = 40


class _Unknown:
    def __repr__(self) -> str:
        return "an expression"


UNKNOWN: Any = _Unknown()


class LiteralsError(ValueError):
    """Source that cannot be read; the message is a sentence for the user."""


def read_assignments(text: str) -> dict[str, Any]:
    """Read the assignments at the top level of a Python source; of a name that is assigned twice the last one.

    Raises:
      LiteralsError: if the text is no Python, too long, or nested too deep.
    """
    if len(text) > MAX_CHARACTERS:
        raise LiteralsError(f"the text is longer than {MAX_CHARACTERS:,} characters: no configuration is")
    try:
        with warnings.catch_warnings():
            # Python warns of odd escapes in strings, which are not ours to judge.
            warnings.simplefilter("ignore")
            module = ast.parse(text)
        found: dict[str, Any] = {}
        for statement in module.body:
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                target = statement.targets[0]
                if isinstance(target, ast.Name):
                    found[target.id] = _value(statement.value, MAX_DEPTH)
        return found
    except SyntaxError as error:
        raise LiteralsError(f"the text is no Python at line {error.lineno}: {error.msg}") from error
    except (ValueError, MemoryError, RecursionError) as error:
        if isinstance(error, LiteralsError):
            raise
        # Half a character, or brackets within brackets without end.
        reason = "it nests too deep" if isinstance(error, (MemoryError, RecursionError)) else str(error)[:200]
        raise LiteralsError(f"the text cannot be read as Python: {reason}") from error


def _value(node: ast.expr, depth: int) -> Any:
    if depth == 0:
        raise LiteralsError(f"the text nests its values more than {MAX_DEPTH} deep")
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        value = _value(node.operand, depth - 1)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return UNKNOWN
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, (ast.List, ast.Tuple)):
        return [_value(item, depth - 1) for item in node.elts]
    if isinstance(node, ast.Dict):
        return {
            key.value: _value(value, depth - 1)
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant)
        }
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict" and not node.args:
        return {word.arg: _value(word.value, depth - 1) for word in node.keywords if word.arg is not None}
    return UNKNOWN


def printed_value(text: str) -> float | bool | str | None:
    """Read a number, a boolean or None as `str` printed it; anything else stays text."""
    plain = text.strip()
    if plain in ("True", "False", "None"):
        return {"True": True, "False": False}.get(plain)
    try:
        return float(plain)
    except ValueError:
        return plain
