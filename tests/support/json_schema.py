"""Holds JSON against the part of JSON Schema that the package's own schema uses."""

from __future__ import annotations

from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_KNOWN = {"$ref", "anyOf", "enum", "type", "description", "properties", "required", "items"}


def violations(value: Any, schema: dict[str, Any], definitions: dict[str, Any], where: str = "answer") -> list[str]:
    """List what is not as the schema says; a keyword that is not known here is one as well."""
    if "$ref" in schema:
        return violations(value, definitions[schema["$ref"].removeprefix("#/$defs/")], definitions, where)
    if "anyOf" in schema:
        found = [violations(value, part, definitions, where) for part in schema["anyOf"]]
        return [] if [] in found else min(found, key=len)
    problems = [f"{where}: the keyword {name}" for name in schema.keys() - _KNOWN]
    if "enum" in schema and value not in schema["enum"]:
        problems.append(f"{where}: {value!r} is none of {schema['enum']}")
    if "type" in schema:
        is_one = isinstance(value, _TYPES[schema["type"]])
        if not is_one or (isinstance(value, bool) and schema["type"] != "boolean"):
            return [*problems, f"{where}: {value!r} is no {schema['type']}"]
    if isinstance(value, dict):
        problems += [f"{where}: {name} is missing" for name in schema.get("required", ()) if name not in value]
        for name, part in schema.get("properties", {}).items():
            problems += violations(value[name], part, definitions, f"{where}.{name}") if name in value else []
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            problems += violations(item, schema["items"], definitions, f"{where}[{index}]")
    return problems
