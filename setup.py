"""Packaging of tb-lrplugin. `pip install .` needs no Node: it takes the committed frontend bundle."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import ClassVar

from setuptools import Command, find_packages, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
BUNDLE = ROOT / "tb_lrplugin" / "static" / "index.js"
BUILD_FLAG = "TB_LRPLUGIN_BUILD_FRONTEND"


class BuildFrontend(Command):
    """Build the frontend bundle from frontend/ with the pinned tools (needs Node and npm)."""

    description = "build tb_lrplugin/static/ from frontend/ (needs Node and npm)"
    user_options: ClassVar[list[tuple[str, str | None, str]]] = []

    def initialize_options(self) -> None:
        """Take no options."""

    def finalize_options(self) -> None:
        """Take no options."""

    def run(self) -> None:
        """Run the two commands that `make frontend` runs."""
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit("Building the frontend needs Node.js with npm, and npm was not found on PATH.")
        for command in ([npm, "ci"], [npm, "run", "build"]):
            subprocess.run(command, cwd=ROOT / "frontend", check=True)


class BuildPythonWithBundle(build_py):
    """Take the committed bundle, build it when asked, and never ship a page without one."""

    def run(self) -> None:
        """Make sure of the bundle, then copy the package."""
        if os.environ.get(BUILD_FLAG) == "1":
            self.run_command("build_frontend")
        if not BUNDLE.exists():
            raise SystemExit(
                f"{BUNDLE} is missing. Take it from the repository (`git checkout tb_lrplugin/static`), or build it "
                f"with Node.js: {BUILD_FLAG}=1 pip install ."
            )
        super().run()
        if not self.editable_mode:
            # `tb-lrplugin explain` prints from it; in a checkout it reads docs/ itself.
            target = Path(self.build_lib) / "tb_lrplugin" / "docs"
            self.mkpath(str(target))
            self.copy_file(str(ROOT / "docs" / "verdicts.md"), str(target / "verdicts.md"))


def version() -> str:
    """Read the version without importing the package."""
    text = (ROOT / "tb_lrplugin" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise SystemExit("tb_lrplugin/__init__.py names no __version__")
    return found.group(1)


def readme() -> str:
    """Read the README with links and pictures that lead somewhere from the index as well."""
    names = (ROOT / "tb_lrplugin" / "names.py").read_text(encoding="utf-8")
    home = re.search(r'^HOME_ADDRESS = "([^"]+)"$', names, re.MULTILINE)
    if home is None:
        raise SystemExit("tb_lrplugin/names.py names no HOME_ADDRESS")
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    text = re.sub(r"(!\[[^\]]*\]\()(?!https?:)", rf"\g<1>{home[1]}/raw/v{version()}/", text)
    return re.sub(r"(?<!!)(\[[^\]\[]*\]\()(?!https?:|#)", rf"\g<1>{home[1]}/blob/v{version()}/", text)


setup(
    version=version(),
    long_description=readme(),
    long_description_content_type="text/markdown",
    packages=find_packages(include=["tb_lrplugin", "tb_lrplugin.*"]),
    package_data={
        "tb_lrplugin": ["py.typed", "static/*"],
        "tb_lrplugin.answers": ["schema.json"],
        "tb_lrplugin.demo": ["recorded/**/*"],
        "tb_lrplugin.protos": ["*.proto", "*.pyi"],
    },
    cmdclass={"build_frontend": BuildFrontend, "build_py": BuildPythonWithBundle},
)
