"""Writes src/api/contract.ts, the page's types of the JSON, from the contracts in tb_lrplugin/answers/.

    python frontend/contract.py

They are read as text, so that this needs nothing but Python.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_SOURCES = [_ROOT / "tb_lrplugin" / "answers" / name for name in ("contract.py", "plan_contract.py")]
_TARGET = _ROOT / "frontend" / "src" / "api" / "contract.ts"
_WIDTH = 110
_NAMES = {"str": "string", "int": "number", "float": "number", "bool": "boolean", "Any": "unknown"}


def typescript() -> str:
    """Translate the modules: every TypedDict becomes an interface, every alias a type."""
    modules = [ast.parse(source.read_text(encoding="utf-8")) for source in _SOURCES]
    aliases = {name: value for module in modules for name, value in _aliases(module)}
    types = [f"export type {name} = {_type(value)};" for name, value in aliases.items()]
    interfaces = [_interface(node) for module in modules for node in module.body if isinstance(node, ast.ClassDef)]
    head = "// Made of the contracts in tb_lrplugin/answers/ by frontend/contract.py."
    return "\n\n".join([head, "\n".join(map(_wrapped, types)), *interfaces]) + "\n"


def _aliases(module: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """List the names of types and what they stand for, those that the module imports first."""
    for node in module.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tb_lrplugin."):
            file = _ROOT / f"{str(node.module).replace('.', '/')}.py"
            wanted = {alias.name for alias in node.names}
            yield from (found for found in _assigned(ast.parse(file.read_text(encoding="utf-8"))) if found[0] in wanted)
    yield from _assigned(module)


def _assigned(module: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in module.body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and not isinstance(node.value, ast.Call)
        ):
            yield node.targets[0].id, node.value


def _interface(node: ast.ClassDef) -> str:
    bases = [base.id for base in node.bases if isinstance(base, ast.Name) and base.id != "TypedDict"]
    # total=False
    mark = "?" if node.keywords else ""
    lines = [
        f"  {item.target.id}{mark}: {_type(item.annotation)};"
        for item in node.body
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    ]
    head = f"export interface {node.name}{' extends ' if bases else ''}{', '.join(bases)} {{"
    return "\n".join([f"/** {ast.get_docstring(node)} */", *([head, *lines, "}"] if lines else [f"{head}}}"])])


def _type(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=None):
            return "null"
        case ast.Constant(value=str() as text):
            return f"'{text}'"
        case ast.Constant(value=number):
            return str(number)
        case ast.Name(id=name):
            return _NAMES.get(name, name)
        case ast.BinOp(left=left, right=right):
            return f"{_type(left)} | {_type(right)}"
        case ast.Subscript(value=ast.Name(id="list"), slice=item):
            return f"({_type(item)})[]" if isinstance(item, ast.BinOp) else f"{_type(item)}[]"
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[key, value])):
            return f"Readonly<Record<{_type(key)}, {_type(value)}>>"
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=values)):
            return " | ".join(map(_type, values))
        case ast.Subscript(value=ast.Name(id="Literal"), slice=value):
            return _type(value)
    raise TypeError(f"line {node.lineno} of a contract: {ast.unparse(node)} has no translation; add one to _type")


def _wrapped(line: str) -> str:
    """Write a union that is too long for a line with a part a line, as prettier does."""
    if len(line) <= _WIDTH:
        return line
    head, parts = line.split(" = ", 1)
    return "\n".join([f"{head} =", *(f"  | {part}" for part in parts.split(" | "))])


if __name__ == "__main__":
    _TARGET.write_text(typescript(), encoding="utf-8")
