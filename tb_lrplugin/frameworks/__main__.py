"""What works with no code change, framework by framework: the README's table.

python -m tb_lrplugin.frameworks

With the word `sources`: what is inferred and what cannot be known as well, docs/sources.md. With the word `advice`:
what each says first of every fault, docs/advice.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import get_args

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


def advice_table() -> Iterator[str]:
    """Write the first cause of every fault, and the first line of its fix, as the lines of docs/advice.md."""
    yield "# First cause and fix, fault by fault"
    yield ""
    yield "Made by `python -m tb_lrplugin.frameworks advice`. A fix that is code is shown by its first line of code."
    for situation in sorted(SITUATIONS):
        yield from ("", f"## {situation}", "", "| framework | first cause | fix |", "| --- | --- | --- |")
        for framework in collection().frameworks:
            if situation in framework.advice:
                said = framework.advice[situation]
                lines = [line for line in (said.fix or "").splitlines() if not line.startswith("#")]
                fix = lines[0] if lines else "the schedule object itself, written for the run"
                shown = fix if said.syntax == "words" else f"`{fix}`"
                yield f"| {framework.about.framework} | {said.causes[0]} | {shown} |"


if __name__ == "__main__":
    pages = {"advice": advice_table, "sources": sources_page}
    print("\n".join(pages.get(" ".join(sys.argv[1:]), markdown_table)()))
