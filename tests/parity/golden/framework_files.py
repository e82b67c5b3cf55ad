"""Runs one file of a framework without the framework, for records of what its own code computes."""

from __future__ import annotations

import ast
import math
import re
import sys
import typing
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch
import yaml


class _Anything(type):
    """A class of which every attribute is there; as a decorator it leaves what it decorates."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Stub

    def __call__(cls, *arguments: Any, **options: Any) -> Any:
        if cls.__bases__ != (object,):
            return super().__call__(*arguments, **options)
        return arguments[0] if len(arguments) == 1 and callable(arguments[0]) and not options else cls


class _Stub(metaclass=_Anything):
    """Stands for whatever a file imports for other purposes."""


class _Module(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Stub


_REAL = (
    "torch",
    "numpy",
    "math",
    "numbers",
    "dataclasses",
    "functools",
    "typing",
    "collections",
    "abc",
    "copy",
    "inspect",
)


def load(path: Path, package: str = "", **given: Any) -> dict[str, Any]:
    """Run one file; what it imports that is not of torch or Python is a stand-in, but for the names that are given."""
    tree = ast.parse(path.read_text())
    names: dict[str, Any] = {"__name__": f"recorded.{path.stem}"}
    module = _Module(names["__name__"])
    sys.modules[names["__name__"]] = module
    kept: list[ast.stmt] = []
    for statement in tree.body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            imported = statement.module or "" if isinstance(statement, ast.ImportFrom) else statement.names[0].name
            is_own = isinstance(statement, ast.ImportFrom) and statement.level > 0
            if not is_own and (imported.partition(".")[0] in _REAL or imported == "__future__"):
                kept.append(statement)
                continue
            for alias in statement.names:
                name = alias.asname or alias.name.partition(".")[0]
                names[name] = given.get(name, _Stub)
        elif not isinstance(statement, ast.If) or "__main__" not in ast.unparse(statement.test):
            kept.append(statement)
    names.update(given)
    code = compile(ast.Module(kept, []), str(path), "exec")
    module.__dict__.update(names)
    exec(code, module.__dict__)  # The framework's own code, unpacked by whoever records.
    return module.__dict__


def function_of(path: Path, name: str, **given: Any) -> Callable[..., Any]:
    """Take one function out of a file that imports too much."""
    [found] = [one for one in ast.parse(path.read_text()).body if isinstance(one, ast.FunctionDef) and one.name == name]
    found.returns = None
    for argument in (*found.args.args, *found.args.kwonlyargs):
        argument.annotation = None
    names = {"math": math, "np": np, "typing": typing, **given}
    exec(compile(ast.Module([ast.parse("from __future__ import annotations").body[0], found], []), name, "exec"), names)
    taken: Callable[..., Any] = names[name]
    return taken


def class_of(path: Path, name: str, methods: tuple[str, ...] = (), **given: Any) -> Any:
    """Take one class out of a file that imports too much, or some of its methods without its bases."""
    [found] = [one for one in ast.parse(path.read_text()).body if isinstance(one, ast.ClassDef) and one.name == name]
    if methods:
        found.body = [one for one in found.body if isinstance(one, ast.FunctionDef) and one.name in methods]
        found.bases, found.decorator_list, found.keywords = [], [], []
    names = {"math": math, "np": np, "typing": typing, **given}
    body = [ast.parse("from __future__ import annotations").body[0], found]
    exec(compile(ast.Module(body, []), name, "exec"), names)
    return names[name]


def an_optimizer(rate: float) -> torch.optim.Optimizer:
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)


def rate_of(optimizer: torch.optim.Optimizer) -> float:
    return float(optimizer.param_groups[0]["lr"])


def stepped(scheduler: Any, optimizer: torch.optim.Optimizer, count: int, *, is_late: bool = False) -> list[float]:
    """Step a scheduler after each update; the rates of the updates, or with `is_late` those after the step."""
    rates = []
    for _ in range(count):
        if not is_late:
            rates.append(rate_of(optimizer))
        optimizer.step()
        scheduler.step()
        if is_late:
            rates.append(rate_of(optimizer))
    return rates


class _Tagged(yaml.SafeLoader):
    """Reads what Python's tags stand before as plain mappings, with the tag among them."""


def _mapping(loader: Any, _suffix: str, node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True) | {"": node.tag.rpartition(".")[2]}
    return loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else loader.construct_scalar(node)


_Tagged.add_multi_constructor("tag:yaml.org,2002:python/", _mapping)
# As JSON writes numbers, whose exponents YAML 1.1 takes for text without a dot before them.
_Tagged.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+]?\d+(\.\d*)?[eE][-+]?\d+$"), list("-+0123456789")
)


def read_yaml(text: str) -> Any:
    """Read YAML with the tags of Python objects, and numbers as JSON writes them."""
    return yaml.load(text, _Tagged)  # A safe loader.
