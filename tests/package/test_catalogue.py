"""The README's table of sources is the code's own, and complete."""

from __future__ import annotations

from pathlib import Path

from tb_lrplugin.discovery import discovery
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.catalogue import CATALOGUE, markdown_table
from tb_lrplugin.frameworks.own import metadata

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_readme_has_the_table() -> None:
    """If this fails, paste the output of `python -m tb_lrplugin.frameworks.catalogue` into README.md."""
    assert "\n".join(markdown_table()) in README.read_text()


def test_every_source_has_its_row() -> None:
    kinds = [about.kind for about in CATALOGUE]
    assert len(kinds) == len(set(kinds))
    assert len(kinds) == len(discovery._DIRECTORY_SOURCES) + len(discovery._RUN_SOURCES) + 1 + len(
        collection().frameworks
    )
    assert metadata.__name__.endswith("own.metadata")
