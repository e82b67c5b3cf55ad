"""No fix that is code is printed that has not been run as it stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fixes.cases import CASES, TRAINED
from tests.fixes.harness import code_fixes, hash_of, mended

TESTED = json.loads((Path(__file__).parent / "tested.json").read_text())


@pytest.mark.parametrize(("kind", "situation"), sorted(code_fixes()))
def test_every_fix_was_run_as_it_is_printed(kind: str, situation: str) -> None:
    """If this fails, a fix is new or was changed: write a case in cases.py if it has none, and run `make fixes`."""
    assert hash_of(code_fixes()[kind, situation]) in TESTED.get(kind, {}).get("fixes", {}).values()


def test_nothing_is_said_to_be_tested_that_is_not() -> None:
    cases = {(case.kind, case.situation) for case in CASES}
    recorded = {(kind, situation) for kind, entry in TESTED.items() for situation in entry["fixes"]}
    assert recorded <= cases & code_fixes().keys()
    assert TESTED.keys() <= TRAINED.keys()


def test_a_fix_takes_the_place_of_the_fault() -> None:
    script = "before\n    # fault\n    wrong()\n    # end of fault\nafter\n"
    assert mended(script, "# why\nright()\nmore()") == "before\n    # why\n    right()\n    more()\nafter\n"


def test_each_part_of_a_fix_goes_to_its_own_place() -> None:
    script = "# fault\n# end of fault\nbetween\n  # fault\n  wrong()\n  # end of fault\n"
    assert mended(script, "# first\nsave()\n# then\nload()") == "# first\nsave()\nbetween\n  # then\n  load()\n"
    with pytest.raises(AssertionError, match="1 parts, the script 2 faults"):
        mended(script, "# first\nsave()")
