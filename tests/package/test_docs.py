"""docs/verdicts.md and its figures are complete, and are what the package makes of the runs they show."""

from __future__ import annotations

import importlib.util
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

from tb_lrplugin.answers import picture
from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF
from tests.support.labelled import CORPUS, needs_corpus

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "verdicts.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^##? (.+)$", PAGE, re.MULTILINE)
DRAWN = sorted(path.stem for path in (DOCS / "images" / "verdicts").glob("*.svg"))
MOST_BYTES = 12_000


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_figures", DOCS / "make_figures.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("verdict", SEVERITY_OF)
def test_every_verdict_has_a_section_and_a_row(verdict: str) -> None:
    assert HEADINGS.count(verdict) == 1
    assert f"| [{verdict}](#{verdict}) | {SEVERITY_OF[verdict]} |" in PAGE


def test_the_readme_tells_every_verdict_under_the_mark_of_its_severity() -> None:
    marks = {"ok": "✓", "notice": "●", "error": "◆", "warning": "▲", "unknown": "○"}
    rows = re.findall(
        r"^\| (. \w+) \| [^|]+ \| [^|]+ \|$", (DOCS.parent / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(rows) == sorted(f"{marks[severity]} {verdict}" for verdict, severity in SEVERITY_OF.items())


def test_links_within_the_page_lead_somewhere() -> None:
    anchors = {heading.lower().replace(" ", "-") for heading in HEADINGS}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= anchors


def test_issues_are_linked_to_the_thread_they_name() -> None:
    links = re.findall(r"\[([\w.-]+/[\w.-]+)([#!])(\d+)\]\(([^)]+)\)", PAGE)
    assert len(links) >= 80
    for repository, sign, number, address in links:
        folder = "issues" if sign == "#" else "pull"
        assert address == f"https://github.com/{repository}/{folder}/{number}"


def test_every_figure_is_shown_once_with_a_description() -> None:
    shown = re.findall(r"^!\[(.+)\]\(images/verdicts/(\w+)\.svg\)$", PAGE, re.MULTILINE)
    assert sorted(name for _, name in shown) == DRAWN == sorted([*load_script().RUNS, *load_script().DRAWN_ONCE])


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_is_small_and_readable_in_the_dark(name: str) -> None:
    text = (DOCS / "images" / "verdicts" / f"{name}.svg").read_text(encoding="utf-8")
    assert len(text.encode()) <= MOST_BYTES
    root = ET.fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title", "").startswith(f"{name}: ")
    styled = set(re.findall(r"\.(lr-\w+) \{", root.findtext(f"{space}style", "").partition("@media")[2]))
    assert {element.get("class") for element in root.iter() if element.get("class")} <= styled


@needs_corpus
@pytest.mark.parametrize("name", sorted(load_script().RUNS))
def test_a_figure_is_what_the_package_draws(name: str) -> None:
    script = load_script()
    drawn = script.picture(script.diagnose_run(CORPUS, name))
    committed = (DOCS / "images" / "verdicts" / f"{name}.svg").read_text(encoding="utf-8")
    assert drawn == committed, "run `python docs/make_figures.py CORPUS` and look at what has changed"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 100, [0, 20, 40, 60, 80, 100]), (0, 0.0108, [0, 0.005, 0.01]), (3, 17, [5, 10, 15])],
)
def test_ticks_are_round(low: float, high: float, expected: list[float]) -> None:
    assert picture._ticks(low, high) == expected


ARCHITECTURE = (DOCS / "architecture.md").read_text(encoding="utf-8")


def test_every_room_is_in_the_house_on_one_page() -> None:
    package = DOCS.parent / "tb_lrplugin"
    rooms = {path.parent.name for path in package.glob("*/__init__.py")} - {"protos"}
    rooms |= {f"diagnosis/{path.parent.name}" for path in (package / "diagnosis").glob("*/__init__.py")}
    told = set(re.findall(r"`([\w/]+)/?`", ARCHITECTURE))
    assert {room for room in rooms if room.rstrip("/") not in {name.rstrip("/") for name in told}} <= {
        "diagnosis/warnings",
        "diagnosis/verdicts",
    }


def test_what_shows_a_change_is_there() -> None:
    shown = re.findall(r"`(tests/[\w/]+\.py)`", ARCHITECTURE)
    assert len(shown) >= 5
    assert all((DOCS.parent / path).is_file() for path in shown)
