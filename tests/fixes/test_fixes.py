"""Every fix that is code makes a faulty run healthy: the frameworks train both, and the check judges both."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.fixes.cases import CASES, TRAINED, Case
from tests.fixes.harness import SCHEDULE_OBJECT, code_fixes, record, run

# What a framework warns of is not ours to judge.
pytestmark = pytest.mark.filterwarnings("ignore")
# Where `make fixes` wants to know what was tested.
RECORD = os.environ.get("RECORD_FIXES")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_fix_makes_the_faulty_run_healthy(case: Case, tmp_path: Path) -> None:
    if not TRAINED[case.kind].is_installed:
        pytest.skip(f"{TRAINED[case.kind].needs} is not installed; `make fixes` runs it")
    faulty = run(case.script, tmp_path / "faulty", case.situation)
    fix = _printed(faulty, case)
    printed = code_fixes().get((case.kind, case.situation), SCHEDULE_OBJECT)
    assert printed in (fix, SCHEDULE_OBJECT), "the check prints another fix than the framework's room holds"
    mended = run(case.script, tmp_path / "mended", case.situation, fix)
    assert mended["verdict"] == "on_schedule", mended["headline"]
    assert case.warning not in [warning["id"] for warning in mended["warnings"]]
    if RECORD:
        record(Path(RECORD), case, printed)


def _printed(entry: dict[str, Any], case: Case) -> str:
    """Give the fix that the check prints for the case's fault."""
    if case.warning:
        [fix] = [warning["fix"] for warning in entry["warnings"] if warning["id"] == case.warning]
    else:
        assert entry["verdict"] == case.situation.split("/")[0], entry["headline"]
        fix = entry["fix"]
    assert isinstance(fix, str)
    return fix
