"""Adds to the documentation's site what lies beside docs/: README, changelog and others, and the schema of the JSON.

A hook of mkdocs (mkdocs.yml); `make docs` builds the site.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from tb_lrplugin.names import HOME_ADDRESS

ROOT = Path(__file__).resolve().parents[1]
# Files of the repository by the page that they become.
PAGES = {
    "index.md": "README.md",
    "benchmarks.md": "benchmarks/README.md",
    "changelog.md": "CHANGELOG.md",
    "contributing.md": "CONTRIBUTING.md",
    "security.md": "SECURITY.md",
}
REFERENCE = """\
# Python API

Made of the docstrings. [The Python interface](python_api.md) shows its use.

::: tb_lrplugin.report
::: tb_lrplugin.planning
::: tb_lrplugin.fleet
::: tb_lrplugin.torch
::: tb_lrplugin.summary
::: tb_lrplugin.schedules
"""
_LINK = re.compile(r"(\]\()(?!https?:|#|mailto:)([^)\s]+)(\))")


def page_text(source: str) -> str:
    """Write a file of the repository as a page: links to pages lead there, all others to the repository.

    Args:
      source: path of the file from the root, with forward slashes.
    """
    text = (ROOT / source).read_text(encoding="utf-8")
    return _LINK.sub(lambda found: f"{found[1]}{_target(source, found[2])}{found[3]}", text)


def _target(source: str, link: str) -> str:
    path, mark, anchor = link.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    page = next((page for page, file in PAGES.items() if file == target), None)
    if page is None and target.startswith("docs/") and not target.endswith(".py"):
        page = target.removeprefix("docs/")
    return f"{page or f'{HOME_ADDRESS}/blob/main/{target}'}{mark}{anchor}"


def on_files(files: Any, config: Any) -> Any:
    """Add the pages that are made of other files."""
    from mkdocs.structure.files import File

    for page, source in PAGES.items():
        files.append(File.generated(config, page, content=page_text(source)))
    files.append(File.generated(config, "reference.md", content=REFERENCE))
    schema = (ROOT / "tb_lrplugin" / "answers" / "schema.json").read_text(encoding="utf-8")
    files.append(File.generated(config, "schema.json", content=schema))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Let the links of a page of docs/ that lead out of it lead to the page or file that is meant."""
    if page.file.src_uri in PAGES:
        return markdown
    return _LINK.sub(lambda found: f"{found[1]}{_target(f'docs/{page.file.src_uri}', found[2])}{found[3]}", markdown)
