"""Errors of protobuf text files, as sentences."""

from __future__ import annotations

import re

from google.protobuf import text_format


def parse_error_sentence(error: text_format.ParseError) -> str:
    """Say where a text file does not parse, and why."""
    # ParseError's own text begins with "line:column : ".
    reason = re.sub(r"^\d+:\d+\s*:\s*", "", str(error))
    line, column = error.GetLine(), error.GetColumn()
    if line is None:
        return f"the file cannot be parsed: {reason}"
    at = f"line {line}" if column is None else f"line {line}, column {column}"
    return f"the file cannot be parsed at {at}: {reason}"
