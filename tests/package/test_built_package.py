"""The built package has the documentation of the verdicts with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_package_is_built_with_the_documentation(tmp_path: Path) -> None:
    source, built = tmp_path / "source", tmp_path / "built"
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE"):
        source.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    shutil.copytree(ROOT / "docs", source / "docs")
    shutil.copytree(ROOT / "tb_lrplugin", source / "tb_lrplugin", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "setup.py", "-q", "build_py", "--build-lib", str(built)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    shipped = built / "tb_lrplugin" / "docs" / "verdicts.md"
    assert shipped.read_bytes() == (ROOT / "docs" / "verdicts.md").read_bytes()
    explained = subprocess.run(
        [sys.executable, "-m", "tb_lrplugin", "explain", "frozen"],
        cwd=built,
        env={"PYTHONPATH": str(built)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert explained.stdout.lstrip().startswith("frozen")
