"""What works with no code change, framework by framework: the README's table.

python -m tb_lrplugin.frameworks

With the word `sources`: what is inferred and what cannot be known as well, docs/sources.md. With the word `advice` and
the file that says what its code was tested with: what each says first of every fault, docs/advice.md.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.framework import Family
from tb_lrplugin.frameworks.shared_advice import SITUATIONS


def markdown_table() -> Iterator[str]:
    """Write what the frameworks leave behind as the lines of a table, one line each, family by family."""
    yield "| family | framework | what is read | `source.kind` |"
    yield "| --- | --- | --- | --- |"
    shown = ""
    for framework in collection().frameworks:
        about = framework.about
        family = "" if about.family == shown else about.family
        shown = about.family
        yield f"| {family} | {about.framework} | {about.read} | `{framework.kind}` |"


def sources_page() -> Iterator[str]:
    """Write all that the frameworks say of themselves as the lines of docs/sources.md."""
    yield "# What is read of each framework, and what is not"
    yield ""
    yield "Made by `python -m tb_lrplugin.frameworks sources`. What the metadata leave open is found from the points"
    yield "where it can be, and said to be inferred."
    for family in get_args(Family):
        yield from ("", f"## {family}", "", "| framework | what is inferred | what cannot be known | `source.kind` |")
        yield "| --- | --- | --- | --- |"
        for framework in collection().frameworks:
            about = framework.about
            if about.family == family:
                yield f"| {about.framework} | {about.inferred} | {about.unknown} | `{framework.kind}` |"


def advice_table(tested: Mapping[str, Any]) -> Iterator[str]:
    """Write the first cause of every fault, and the first line of its fix, as the lines of docs/advice.md.

    Args:
      tested: what the fixes that are code were trained with, by the framework's kind: tests/fixes/tested.json.
    """
    yield "# First cause and fix, fault by fault"
    yield ""
    yield "Made by `python -m tb_lrplugin.frameworks advice tests/fixes/tested.json`. A fix that is code is shown by"
    yield "its first line of code. It was run as it is printed, in a training that has the fault, and made the run"
    yield "healthy: with the framework itself, or with a stub of the calls that the fix makes."
    for situation in sorted(SITUATIONS):
        yield from ("", f"## {situation}", "")
        yield "| framework | first cause | fix | tested with |"
        yield "| --- | --- | --- | --- |"
        for framework in collection().frameworks:
            if situation in framework.advice:
                said = framework.advice[situation]
                lines = [line for line in (said.fix or "").splitlines() if not line.startswith("#")]
                fix = lines[0] if lines else "the schedule object itself, written for the run"
                is_words = said.syntax == "words" and bool(lines)
                shown = fix if said.syntax == "words" else f"`{fix}`"
                proof = "" if is_words else tested.get(framework.kind, {}).get("with", "")
                yield f"| {framework.about.framework} | {said.causes[0]} | {shown} | {proof} |"


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["advice", path]:
            page = advice_table(json.loads(Path(path).read_text(encoding="utf-8")))
        case ["sources"]:
            page = sources_page()
        case _:
            page = markdown_table()
    print("\n".join(page))
