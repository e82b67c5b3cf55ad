"""Holds answers against the types of the JSON contract."""

from __future__ import annotations

import types
import typing
from typing import Any


def assert_is(value: Any, hint: Any, where: str = "answer") -> None:
    """Hold an answer against its type: no key is missing or too many, and every value is one that the type admits."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any:
        return
    if typing.is_typeddict(hint):
        assert hint.__required_keys__ <= value.keys() <= hint.__annotations__.keys(), where
        for key, part in typing.get_type_hints(hint).items():
            if key in value:
                assert_is(value[key], part, f"{where}.{key}")
    elif origin is list:
        for index, item in enumerate(value):
            assert_is(item, arguments[0], f"{where}[{index}]")
    elif origin is typing.Literal:
        assert value in arguments, where
    elif origin in (typing.Union, types.UnionType):
        assert any(fits(value, part) for part in arguments), (where, value)
    else:
        assert type(value) is (origin or hint) or (hint is float and type(value) is int), (where, value)


def fits(value: Any, hint: Any) -> bool:
    """Say whether an answer is what its type says."""
    try:
        assert_is(value, hint)
    except (AssertionError, AttributeError, TypeError):
        return False
    return True
