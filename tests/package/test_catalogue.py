"""The README's table of sources is the code's own, and complete."""

from __future__ import annotations

from pathlib import Path

from tb_lrplugin.sources import discovery, metadata
from tb_lrplugin.sources.catalogue import CATALOGUE, markdown_table

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_readme_has_the_table() -> None:
    """If this fails, paste the output of `python -m tb_lrplugin.sources.catalogue` into README.md."""
    assert "\n".join(markdown_table()) in README.read_text()


def test_every_source_has_its_row() -> None:
    sources = [discovery._SCHEDULE_FILES, *discovery._DIRECTORY_SOURCES, *discovery._RUN_SOURCES]
    modules = {type(source).__module__ for source in sources} | {metadata.__name__}
    kinds = [about.kind for about in CATALOGUE]
    assert len(kinds) == len(set(kinds))
    assert {f"tb_lrplugin.sources.{kind}" for kind in kinds} == modules
