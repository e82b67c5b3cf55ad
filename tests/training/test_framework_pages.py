"""docs/frameworks: the code of each page is run with the framework itself, and the check says what the page shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import tb_lrplugin

PAGES = Path(__file__).resolve().parents[2] / "docs" / "frameworks"
NEEDS = {
    "torch": "torch",
    "lightning": "lightning",
    "transformers": "transformers",
    "keras": "tensorflow",
    "object_detection": "tensorflow",
}
pytestmark = pytest.mark.filterwarnings("ignore")


def test_every_page_is_run() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == NEEDS.keys()


@pytest.mark.parametrize("name", NEEDS)
def test_the_code_runs_and_the_check_says_so(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needed = NEEDS[name]
    pytest.importorskip(needed, reason=f"{needed} is not installed")
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": name}
    for code in re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        exec(compile(code, f"{name}.md", "exec"), names)
    report = tb_lrplugin.check(tmp_path)
    assert len(report) > 0 and not report.fails("warning"), report
    assert not any(series.warnings for series in report)
    shown = page.rpartition("What you see")[2].partition("```\n")[2].partition("```")[0]
    headline = shown.splitlines()[-1].strip()
    assert headline in [series.headline for series in report], report
