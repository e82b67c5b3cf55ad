"""The numbers and switches of a configuration's text, by the names that stand before them, and others in their places.

One way for all that people write settings in: YAML and protobuf text (`lr0: 0.01`), JSON (`"lr": 0.01`), Python
(`lr=0.01`), gin (`base_lr = 0.01`) and command lines (`--lr 0.01`). Nothing is executed, and all else stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tb_lrplugin.formats.texts import double_text, python_float

Value = bool | int | float

_SCALAR = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[Tt]rue|[Ff]alse"
_LIST = rf"[ \t]*(?:{_SCALAR})(?:[ \t]*,[ \t]*(?:{_SCALAR}))*[ \t,]*"
_ASSIGNED = re.compile(
    r"""(?<![\w.-])(?:--(?P<flag>\w[\w-]*)(?:=|[ \t]+)|(?P<name>[A-Za-z_][\w.-]*)["']?[ \t]*[:=][ \t]*)"""
    rf"(?:(?:lin_)?(?P<scalar>{_SCALAR})|\[(?P<list>{_LIST}|[ \t]*(?:\[{_LIST}\][ \t,]*)+)\])"
    r"(?=[ \t]*(?:[,;)\]}#\n]|$)|[ \t]+[A-Za-z_}])"
)
_ENTRY = re.compile(rf"(?<![\w.'\"])(?:{_SCALAR})(?![\w.'\"])")
_ROW = re.compile(r"\[([^\[\]]*)\]")
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """One number or switch in a text.

    Attributes:
      name: what stands before it; of a list with the index ("milestones[0]", of lists in it "lr[0][1]"), of a name that
        stands several times with its count ("step 2").
      value: what it is.
      begin: where it begins, in characters.
      text: how it is written.
    """

    name: str
    value: Value
    begin: int
    text: str


def places_in(text: str) -> list[Place]:
    """List the numbers and switches of a text that have a name, comment lines left out."""
    found = list(_found(_COMMENT.sub(lambda comment: " " * len(comment[0]), text)))
    counts, seen = Counter(name for name, _, _ in found), Counter[str]()
    places = []
    for name, begin, literal in found:
        seen[name] += 1
        shown = f"{name} {seen[name]}" if counts[name] > 1 else name
        places.append(Place(shown, _value(literal), begin, literal))
    return places


def with_values(text: str, values: Mapping[str, Value]) -> str:
    """Write other values in the places of a text that have these names, each the way it is written there."""
    for place in reversed(places_in(text)):
        if place.name in values:
            written = _written(place, values[place.name])
            text = text[: place.begin] + written + text[place.begin + len(place.text) :]
    return text


def _found(text: str) -> Iterator[tuple[str, int, str]]:
    for match in _ASSIGNED.finditer(text):
        name = match["flag"] or match["name"]
        if match["scalar"] is not None:
            yield name, match.start("scalar"), match["scalar"]
        else:
            rows = list(enumerate(_ROW.finditer(match["list"])))
            for row, one in rows:
                yield from _entries(f"{name}[{row}]", match.start("list") + one.start(1), one[1])
            if not rows:
                yield from _entries(name, match.start("list"), match["list"])


def _entries(name: str, begin: int, text: str) -> Iterator[tuple[str, int, str]]:
    for index, entry in enumerate(_ENTRY.finditer(text)):
        yield f"{name}[{index}]", begin + entry.start(), entry[0]


def _value(literal: str) -> Value:
    if literal[0] in "TtFf":
        return literal[0] in "Tt"
    return int(literal) if literal.lstrip("+-").isdecimal() else float(literal)


def _written(place: Place, value: Value) -> str:
    if isinstance(place.value, bool):
        text = str(bool(value))
        return text if place.text[0].isupper() else text.lower()
    if isinstance(place.value, int) and float(value).is_integer():
        return str(int(value))
    return python_float(double_text(value))
