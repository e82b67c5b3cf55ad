"""The part of a protobuf text file that a message of ours has fields for.

Of the 200 lines of a pipeline.config a dozen speak of the learning rate, and protobuf's parser, written in Python,
takes some ten microseconds for every token of the others. This finds and leaves them out in a fraction of that time.
"""

from __future__ import annotations

import difflib
import re
from typing import TypeVar, cast

from google.protobuf import text_format
from google.protobuf.descriptor import Descriptor
from google.protobuf.message import Message

AnyMessage = TypeVar("AnyMessage", bound=Message)

# Protobuf's parser is recursive and gives up somewhere; far below that there is no doubt.
_DEEPEST = 32
# Protobuf's parser quotes the line in errors of its own at every odd token, so that one long line takes minutes.
_LONGEST_LINE = 2**14

# Each comment ends in one place only, so that no file makes the search go back and forth.
_SPACE = r"(?:\s|\#[^\n]*(?:\n|\Z))*"
# What means the same to every parser: no octal number, no escape, no suffix.
_SCALAR = (
    r"(?:[A-Za-z_][A-Za-z0-9_]*|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
    r"""|"[^"\\\n]*"|'[^'\\\n]*')(?![\w.+\-"'])"""
)
_LIST = rf"\[{_SPACE}{_SCALAR}(?:{_SPACE},{_SPACE}{_SCALAR})*{_SPACE}\]"
_STATEMENT = re.compile(
    rf"(?:(?P<close>}})|(?P<name>[A-Za-z_][A-Za-z0-9_]*){_SPACE}"
    rf"(?:(?P<open>(?::{_SPACE})?\{{)|:{_SPACE}(?:{_SCALAR}|{_LIST}))){_SPACE}"
)
_NAME = re.compile("[A-Za-z_][A-Za-z0-9_]*")
_LONGEST_NAME = 80
_LEADING_SPACE = re.compile(_SPACE)


def read_known_fields(text: str, message_type: type[AnyMessage]) -> AnyMessage:
    """Read a protobuf text file, leaving out what the message has no fields for.

    Of a field that is given twice the last one counts.

    Raises:
      ParseError: if protobuf's parser refuses the file, or would take too long for one of its lines.
      RecursionError: if it nests its blocks too deep.
    """
    known = known_fields(text, cast(Descriptor, message_type.DESCRIPTOR))
    try:
        return _merged(known, message_type)
    except text_format.ParseError:
        # The sentence tells line and column, and quotes the line.
        return _merged(text, message_type)


def _merged(text: str, message_type: type[AnyMessage]) -> AnyMessage:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _LONGEST_LINE:
            reason = f"the line is longer than {_LONGEST_LINE:,} characters: break it, a field a line"
            raise text_format.ParseError(reason, number)
    message = message_type()
    text_format.Merge(text, message, allow_unknown_field=True, allow_unknown_extension=True)
    return message


def known_fields(text: str, descriptor: Descriptor) -> str:
    """Leave out the fields that a message does not have, which protobuf's parser would skip.

    Args:
      text: a protobuf text file.
      descriptor: of the message that it is to be read into.

    Returns:
      The rest of the text; the whole of it wherever it holds anything but plain fields, so that only protobuf's
      parser ever says what is wrong with a file.
    """
    kept: list[str] = []
    kept_until = 0
    # The messages around the present place; None for one that is not known, nor anything within it.
    around: list[Descriptor | None] = [descriptor]
    unknown_begin = 0
    found = _LEADING_SPACE.match(text)
    at = found.end() if found else 0
    while at < len(text):
        statement = _STATEMENT.match(text, at)
        if statement is None or len(around) > _DEEPEST:
            return text
        message = around[-1]
        if statement["close"]:
            around.pop()
            if not around:
                return text
            is_end_of_unknown = message is None and around[-1] is not None
        else:
            field = None if message is None else message.fields_by_name.get(statement["name"])
            is_unknown = message is not None and field is None
            if is_unknown:
                unknown_begin = at
            if statement["open"]:
                if field is not None and field.message_type is None:
                    return text
                around.append(None if field is None else field.message_type)
            is_end_of_unknown = is_unknown and not statement["open"]
        at = statement.end()
        if is_end_of_unknown:
            kept.append(text[kept_until:unknown_begin])
            kept_until = at
    return text if len(around) > 1 else " ".join((*kept, text[kept_until:]))


def misspelt_field(text: str, message_type: type[Message]) -> tuple[int, str] | None:
    """Find the first field that a message, all of whose fields are known, does not have.

    Args:
      text: one field of the message, or several, that protobuf's parser reads when it passes unknown fields over.
      message_type: of the message.

    Returns:
      Its line, counted from 0 in the text, and a sentence that names what may be meant; None where there is none.
    """
    try:
        text_format.Parse(text, message_type())
    except text_format.ParseError as error:
        line, column = (error.GetLine() or 1) - 1, (error.GetColumn() or 1) - 1
        name = _NAME.match(text.split("\n")[line], column)
        known = _field_names(cast(Descriptor, message_type.DESCRIPTOR))
        if name is None:
            return None
        if name[0] in known:
            # Where something else is wrong with it, the parser tells that.
            return (line, f"{name[0]} does not belong here") if _is_read_otherwise(text, message_type) else None
        meant = difflib.get_close_matches(name[0][:_LONGEST_NAME], sorted(known), 1)
        suggestion = f"; did you mean {meant[0]}?" if meant else ""
        return line, f"there is no field {name[0][:_LONGEST_NAME]}{suggestion}"
    return None


def _is_read_otherwise(text: str, message_type: type[Message]) -> bool:
    """Say whether nothing is wrong with a text but fields that the message does not have."""
    try:
        text_format.Parse(text, message_type(), allow_unknown_field=True)
    except text_format.ParseError:
        return False
    return True


def _field_names(descriptor: Descriptor) -> set[str]:
    names = set(descriptor.fields_by_name)
    for field in descriptor.fields:
        if field.message_type is not None:
            names |= _field_names(field.message_type)
    return names


def parse_error_sentence(error: text_format.ParseError) -> str:
    """Say where a text file does not parse, and why."""
    # ParseError's own text begins with "line:column : ", and may quote the line: a link may lead to any file, of which
    # nobody should be shown a line.
    reason = re.sub(r"^\d+:\d+\s*:\s*", "", str(error)[:10_000])
    reason = re.sub(r"^'.*': (?=[A-Z])", "", reason, flags=re.DOTALL)
    line, column = error.GetLine(), error.GetColumn()
    if line is None:
        return f"the file cannot be parsed: {reason}"
    at = f"line {line}" if column is None else f"line {line}, column {column}"
    return f"the file cannot be parsed at {at}: {reason}"
