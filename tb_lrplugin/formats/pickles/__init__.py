"""Pickles without `pickle`: what they hold, with nothing looked up, imported or called."""

from __future__ import annotations

from tb_lrplugin.formats.pickles.machine import MOST_OPCODES, Machine, PickleError, TruncatedError
from tb_lrplugin.formats.pickles.nodes import Call, Global, Persistent, Unread
from tb_lrplugin.formats.pickles.walking import CLASS, attributes, mappings, method_named, plain

__all__ = [
    "CLASS",
    "MOST_OPCODES",
    "Call",
    "Global",
    "Machine",
    "Persistent",
    "PickleError",
    "TruncatedError",
    "Unread",
    "attributes",
    "mappings",
    "method_named",
    "plain",
]
