"""Every link of the documentation leads somewhere, in the repository and on its site; no network is asked."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
import yaml

from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF
from tb_lrplugin.names import DOCS_ADDRESS, HOME_ADDRESS

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (".", "docs", "benchmarks", "benchmarks/*", "demo", "frontend", "tests/logs", "tests/hostile")
PAGES = sorted(page for folder in FOLDERS for page in ROOT.glob(f"{folder}/*.md") if "node_modules" not in page.parts)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s]*)\)")
SITE = runpy.run_path(str(ROOT / "docs" / "make_site.py"))


def prose(text: str) -> str:
    """Leave out code, in which brackets mean something else."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`|^    .*$", "", text, flags=re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """Name the places of a page as GitHub and mkdocs do."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def broken(page: Path) -> list[str]:
    found = []
    for link in LINK.findall(prose(page.read_text(encoding="utf-8"))):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            found.append(link)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_a_file_and_a_heading(page: Path) -> None:
    assert broken(page) == []


def test_a_link_to_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One\n[a](none.md) [b](#one) [c](#two) `[d](none)`\n")
    assert broken(page) == ["none.md", "#two"]


class TestTheSite:
    def test_every_page_stands_in_its_contents_once(self) -> None:
        config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
        pages = re.findall(r"[\w]+\.md", str(config["nav"]))
        there = [page.name for page in (ROOT / "docs").glob("*.md")]
        assert sorted(pages) == sorted([*there, *SITE["PAGES"], "reference.md"])

    @pytest.mark.parametrize("source", SITE["PAGES"].values())
    def test_links_of_files_beside_it_are_turned_to_pages_or_to_the_repository(self, source: str) -> None:
        links = LINK.findall(prose(SITE["page_text"](source)))
        for link in links:
            path = link.partition("#")[0]
            assert not path or (ROOT / "docs" / path).is_file() or path in SITE["PAGES"], link
        for link in re.findall(rf"\]\({re.escape(HOME_ADDRESS)}/blob/main/([^)#]+)", SITE["page_text"](source)):
            assert (ROOT / link).exists(), link

    def test_the_addresses_are_those_of_the_package(self) -> None:
        config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
        assert (config["site_url"], config["repo_url"]) == (DOCS_ADDRESS, HOME_ADDRESS)

    def test_findings_of_sarif_lead_to_a_heading(self) -> None:
        places = anchors(ROOT / "docs" / "verdicts.md")
        assert SEVERITY_OF.keys() <= {place.replace("-", "_") for place in places} | places

    def test_links_that_name_the_site_name_a_page_of_it(self) -> None:
        pages = {page.stem for page in (ROOT / "docs").glob("*.md")} | {"", "schema.json"}
        for page in PAGES:
            for link in re.findall(rf"{re.escape(DOCS_ADDRESS)}/?([\w.]*)", page.read_text(encoding="utf-8")):
                assert link in pages, (page.name, link)
