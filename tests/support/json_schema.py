"""Holds JSON against the parts of JSON Schema that the package's own schema and that of SARIF use."""

from __future__ import annotations

import json
import re
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
_TOLD = {"$schema", "id", "title", "description", "default", "definitions"}
_KNOWN = {"$ref", "anyOf", "oneOf", "enum", "type", "properties", "required", "additionalProperties", "items", "format"}
_KNOWN |= {"minItems", "uniqueItems", "minimum", "maximum", "pattern"} | _TOLD
# RFC 3986, appendix B and section 2: no colon before the first slash but behind a scheme.
_REFERENCE = r"(?:[A-Za-z][\w+.-]*:|(?![^/?#]*:))(?:[\w.~!$&'()*+,;=:@/?#-]|%[0-9A-Fa-f]{2})*"
_FORMATS = {"uri-reference": _REFERENCE, "uri": rf"(?=[A-Za-z][\w+.-]*:){_REFERENCE}"}


def violations(value: Any, schema: dict[str, Any], definitions: dict[str, Any], where: str = "answer") -> list[str]:
    """List what is not as the schema says; a keyword that is not known here is one as well."""
    if "$ref" in schema:
        return violations(value, definitions[schema["$ref"].rpartition("/")[2]], definitions, where)
    problems = [f"{where}: the keyword {name}" for name in schema.keys() - _KNOWN]
    problems += _of_choices(value, schema, definitions, where)
    if "enum" in schema and value not in schema["enum"]:
        problems.append(f"{where}: {value!r} is none of {schema['enum']}")
    if "type" in schema:
        names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        kinds = [kind for name in names for kind in _TYPES[name]]
        if (bool not in kinds) if isinstance(value, bool) else not isinstance(value, tuple(kinds)):
            return [*problems, f"{where}: {value!r} is no {' or '.join(names)}"]
    if isinstance(value, dict):
        problems += _of_object(value, schema, definitions, where)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            problems += violations(item, schema.get("items", {}), definitions, f"{where}[{index}]")
        if len(value) < schema.get("minItems", 0):
            problems.append(f"{where}: {len(value)} items")
        if schema.get("uniqueItems") and len({json.dumps(item, sort_keys=True) for item in value}) < len(value):
            problems.append(f"{where}: an item twice")
    elif isinstance(value, str):
        pattern, form = schema.get("pattern", ""), _FORMATS.get(schema.get("format", ""), ".*")
        if not re.search(pattern, value) or not re.fullmatch(form, value, re.ASCII | re.DOTALL):
            problems.append(f"{where}: {value!r} is not of the form {pattern or schema.get('format')}")
    elif isinstance(value, int | float) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        problems.append(f"{where}: {value} is out of bounds")
    return problems


def _of_choices(value: Any, schema: dict[str, Any], definitions: dict[str, Any], where: str) -> list[str]:
    problems = []
    for choice in schema.keys() & {"anyOf", "oneOf"}:
        found = [violations(value, part, definitions, where) for part in schema[choice]]
        if [] not in found:
            problems += min(found, key=len)
        elif choice == "oneOf" and found.count([]) > 1:
            problems.append(f"{where}: more than one of the choices")
    return problems


def _of_object(value: dict[str, Any], schema: dict[str, Any], definitions: dict[str, Any], where: str) -> list[str]:
    problems = [f"{where}: {name} is missing" for name in schema.get("required", ()) if name not in value]
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name, item in value.items():
        if name in properties or isinstance(others, dict):
            problems += violations(item, properties.get(name, others), definitions, f"{where}.{name}")
        elif not others:
            problems.append(f"{where}: {name} is no property")
    return problems
