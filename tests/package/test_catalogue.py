"""The README's table of sources is what the frameworks say of themselves, and each of them says it in one room."""

from __future__ import annotations

import ast
import json
from pathlib import Path

from tb_lrplugin.diagnosis.variants.advice import HEADLINES
from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.__main__ import advice_table, markdown_table, sources_page
from tb_lrplugin.frameworks.shared_advice import SITUATIONS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "tb_lrplugin"
FRAMEWORKS = collection().frameworks


def test_the_readme_has_the_table() -> None:
    """If this fails, paste the output of `python -m tb_lrplugin.frameworks` into README.md."""
    assert "\n".join(markdown_table()) in (ROOT / "README.md").read_text()


def test_the_table_of_advice_is_what_the_rooms_say() -> None:
    """If this fails, write `python -m tb_lrplugin.frameworks advice tests/fixes/tested.json` to docs/advice.md."""
    tested = json.loads((ROOT / "tests" / "fixes" / "tested.json").read_text())
    assert "\n".join(advice_table(tested)) + "\n" == (ROOT / "docs" / "advice.md").read_text()


def test_the_page_of_sources_is_what_the_rooms_say() -> None:
    """If this fails, write the output of `python -m tb_lrplugin.frameworks sources` to docs/sources.md."""
    assert "\n".join(sources_page()) + "\n" == (ROOT / "docs" / "sources.md").read_text()


def test_every_framework_is_collected() -> None:
    kinds = [framework.kind for framework in FRAMEWORKS]
    assert len(kinds) == len(set(kinds)) >= 19
    # A metadata summary is found by its plugin's name, not by a tag or a file.
    assert [framework.kind for framework in FRAMEWORKS if not framework.readers] == ["metadata"]


def test_the_kind_of_a_source_is_named_in_its_room_alone() -> None:
    """Whatever hangs on a framework stands in its declaration: no other room asks for its kind."""
    rooms: dict[str, set[str]] = {framework.kind: set() for framework in FRAMEWORKS}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        room = "/".join(parts[:2])
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in rooms:
                rooms[node.value].add(room)
    assert {kind: found for kind, found in rooms.items() if len(found) != 1} == {}
    assert all(room.startswith("frameworks/") for found in rooms.values() for room in found)


def test_advice_is_on_faults_that_there_are() -> None:
    faults = {*SITUATIONS, *HEADLINES}
    assert {situation.split("/")[0] for situation in SITUATIONS} <= SEVERITY_OF.keys()
    assert all(framework.advice.keys() <= faults for framework in FRAMEWORKS)
