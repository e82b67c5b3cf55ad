"""What is published: the sources alone build and test the package, and the index shows what it is."""

from __future__ import annotations

import email
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.message import Message
from pathlib import Path

import pytest
import yaml

import tb_lrplugin
from tb_lrplugin.names import HOME_ADDRESS

ROOT = Path(__file__).resolve().parents[2]
# Of a checkout, or made anew by whoever needs it.
NOT_SHIPPED = re.compile(r"(\.gitignore|\.ci(/.*)?|.*/\.gitignore|.*/\.npmrc|.*/\.prettierignore)")
BUILD = """
import sys
from setuptools import build_meta
print(getattr(build_meta, sys.argv[1])(sys.argv[2]))
"""


def built(kind: str, source: Path, target: Path) -> Path:
    command = [sys.executable, "-c", BUILD, kind, str(target)]
    result = subprocess.run(command, cwd=source, check=True, capture_output=True, text=True)
    return target / result.stdout.split()[-1]


def tracked() -> list[str]:
    """Name the files of the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("checkout") / "checkout"
    for name in tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    return built("build_sdist", source, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built of the sources that are published, not of the checkout."""
    place = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(place, filter="data")
    return built("build_wheel", next(place.iterdir()), tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return email.message_from_bytes(archive.read(name))


needs_checkout = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="sources without a repository")


@needs_checkout
class TestTheDistribution:
    def test_the_sources_are_all_there(self, sdist: Path) -> None:
        with tarfile.open(sdist) as archive:
            shipped = {name.partition("/")[2] for name in archive.getnames()}
        missing = [name for name in tracked() if name not in shipped and not NOT_SHIPPED.fullmatch(name)]
        assert missing == []

    def test_the_wheel_has_the_package_with_all_that_it_reads(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            names = set(archive.namelist())
        for name in ("docs/verdicts.md", "static/index.js", "answers/schema.json", "py.typed"):
            assert f"tb_lrplugin/{name}" in names
        assert {name.partition("/")[0] for name in names} == {
            "tb_lrplugin",
            f"tb_lrplugin-{tb_lrplugin.__version__}.dist-info",
        }

    def test_the_index_is_told_whose_it_is_and_under_which_license(self, metadata: Message) -> None:
        assert metadata["Version"] == tb_lrplugin.__version__
        assert metadata["License-Expression"] == "Apache-2.0"
        assert metadata["Keywords"] and metadata["Requires-Python"] == ">=3.10"
        addresses = dict(line.split(", ") for line in metadata.get_all("Project-URL", []))
        assert {"Documentation", "Source", "Issues", "Changelog"} <= addresses.keys()
        assert addresses["Source"] == HOME_ADDRESS
        assert set(metadata.get_all("Provides-Extra", [])) >= {"tensorflow", "s3", "gcs"}

    def test_the_readme_works_on_the_index(self, metadata: Message) -> None:
        text = str(metadata.get_payload())
        links = re.findall(r"\]\(([^)\s]+)\)", text)
        assert len(links) > 20
        assert [link for link in links if not link.startswith(("https://", "#"))] == []
        pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
        assert pictures and all(picture.startswith(f"{HOME_ADDRESS}/raw/v") for picture in pictures)
        for link in re.findall(rf"{re.escape(HOME_ADDRESS)}/(?:raw|blob)/v[^/]+/([^)#\s]+)", text):
            assert (ROOT / link).exists(), link


def test_the_citation_is_of_this_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == tb_lrplugin.__version__
    assert citation["cff-version"] == "1.2.0" and citation["title"] and citation["authors"]


def test_what_a_release_is_called_is_called_so_everywhere() -> None:
    tag = f"v{tb_lrplugin.__version__}"
    for name in ("README.md", "docs/ci.md", "docs/plan.md"):
        named = re.findall(r"(?:tb-lrplugin@|rev: )(v[\w.]+)", (ROOT / name).read_text(encoding="utf-8"))
        assert named and set(named) == {tag}, name
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## {tb_lrplugin.__version__} " in changelog
