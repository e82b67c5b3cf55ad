"""The JSON Schema of every answer, made of the typed contract.

    python -m tb_lrplugin.answers.schema > tb_lrplugin/answers/schema.json

The file is in the package, and among the pages of the documentation.
"""

from __future__ import annotations

import json
import types
import typing
from typing import Any

from tb_lrplugin.answers import contract, lines, plan_contract
from tb_lrplugin.names import DOCS_ADDRESS

# What a face hands out as a whole; the rest are parts of these.
ANSWERS = (
    contract.Report,
    lines.BeginLine,
    lines.SeriesLine,
    lines.ProblemLine,
    lines.EndLine,
    plan_contract.Plans,
    contract.Diagnoses,
    contract.Series,
    contract.Sparklines,
    contract.Preview,
)
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def schema() -> dict[str, Any]:
    """Write the schema: an answer of any kind, and each kind by its name in `$defs`."""
    definitions: dict[str, Any] = {}
    kinds = [_of(answer, definitions) for answer in ANSWERS]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{DOCS_ADDRESS}/schema.json",
        "title": "What tb-lrplugin answers as JSON",
        "description": "Keys may be added, never renamed or taken away.",
        "anyOf": kinds,
        "$defs": dict(sorted(definitions.items())),
    }


def _of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Write the schema of a type; that of a class goes to the definitions, once."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if typing.is_typeddict(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _of_class(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_of(part, definitions) for part in arguments]}
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin is list:
        return {"type": "array", "items": _of(arguments[0], definitions)}
    if origin is dict:
        return {"type": "object"}
    return {} if hint is Any else {"type": _PLAIN[hint]}


def _of_class(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(hint)
    return {
        "type": "object",
        "description": (hint.__doc__ or "").split("\n")[0].strip(),
        "properties": {name: _of(part, definitions) for name, part in hints.items()},
        "required": sorted(hint.__required_keys__),
    }


if __name__ == "__main__":
    print(json.dumps(schema(), indent=2))
