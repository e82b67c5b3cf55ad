"""Settings by name in whatever form somebody pastes them: JSON, YAML, or a command line."""

from __future__ import annotations

import json
import re
from typing import Any

from tb_lrplugin.data.files import ConfigFileError
from tb_lrplugin.formats.python_literals import printed_value
from tb_lrplugin.formats.safe_yaml import load_yaml
from tb_lrplugin.formats.texts import json_object

_COMMENT = re.compile(r"(?m)(?:^|(?<=\s))#.*$")
# A program may show in its own words how it is started, which sets nothing.
_PROGRAM = re.compile(r"(?m)^(?:import|from|def|class)[ \t]")
# A line of YAML: what is broken elsewhere in it makes no command line of a value.
_ENTRY = re.compile(r"""(?m)^[ \t]*(?:- )?["']?[A-Za-z_][\w.-]*["']?[ \t]*:(?:[ \t]|$)""")
_FLAG = re.compile(r"(?<!\S)--([A-Za-z][\w.-]*)(?:(?:=|[ \t]+(?!--))([^\s\\]+))?")


def load_settings(text: str) -> dict[Any, Any]:
    """Read the settings that a text of JSON or YAML, or a command line, maps names to; none of anything else."""
    if text.lstrip().startswith("{"):
        return json_object(text)
    try:
        found = load_yaml(text)
    except (ConfigFileError, ValueError, RecursionError):
        found = {} if _ENTRY.search(text) else None
    return found if isinstance(found, dict) else _flags(text)


def _flags(text: str) -> dict[Any, Any]:
    """Read `--name value` and `--name=value` outside comments, a flag alone as true; none of a program."""
    found = [] if _PROGRAM.search(text) else _FLAG.findall(_COMMENT.sub("", text))
    return {name.replace("-", "_"): _plain(value) if value else True for name, value in found}


def _plain(word: str) -> Any:
    value = printed_value(word.strip("'\""))
    return int(value) if isinstance(value, float) and word.isdecimal() else value


def nested(text: str) -> str:
    """Write settings whose names hold dots (`optimizer.lr: 0.1`) as the blocks within blocks that they stand for."""
    settings, whole = load_settings(text), dict[str, Any]()
    if not any("." in str(name) for name in settings):
        return text
    for name, value in settings.items():
        *blocks, last = str(name).split(".")
        place = whole
        for block in blocks:
            place = place.setdefault(block, {})
        place[last] = value
    return json.dumps(whole, default=str)
