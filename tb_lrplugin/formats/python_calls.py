"""Calls in Python source, `torch.optim.AdamW(..., lr=0.001)`, read without ever making them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tb_lrplugin.schedules.base import ScheduleError


@dataclass(frozen=True)
class Call:
    """A call of a class or a function.

    Attributes:
      name: of what is called, without the modules before it.
      arguments: the keyword arguments: literals, lists of them, and other calls; what is none of these is left out.
    """

    name: str
    arguments: Mapping[str, Any]


def read_calls(text: str) -> dict[str, Any]:
    """Read what is assigned in a source that this package wrote itself, by name; an expression alone has the name "".

    Raises:
      ScheduleError: if it is no Python.
    """
    found: dict[str, Any] = {}
    for statement in _statements(text):
        if isinstance(statement, ast.Expr):
            found[""] = _value(statement.value)
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            found[statement.targets[0].id] = _value(statement.value)
    return found


def calls_in(text: str) -> list[Call]:
    """List every call in a source, the outer ones before those within them.

    Raises:
      ScheduleError: if it is no Python.
    """
    return [
        _call(node) for statement in _statements(text) for node in ast.walk(statement) if isinstance(node, ast.Call)
    ]


def _statements(text: str) -> list[ast.stmt]:
    try:
        return ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError) as error:
        raise ScheduleError(f"the text is no Python: {error}") from error


def _call(node: ast.Call) -> Call:
    named = {keyword.arg: _value(keyword.value) for keyword in node.keywords if keyword.arg is not None}
    return Call(ast.unparse(node.func).rpartition(".")[2], named)


def _value(node: ast.expr) -> Any:
    if isinstance(node, ast.Call):
        return _call(node)
    if isinstance(node, ast.List):
        return [_value(entry) for entry in node.elts]
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None
