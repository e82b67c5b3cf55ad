"""Property tests with fresh seeds and ten times the examples; what fails is printed as an example to paste.

    python -m tests.fuzz                # every module with property tests once
    python -m tests.fuzz --minutes 30   # again and again in another order, until the time is over

Paste an example above the `@given` of its test: it is tried first in every later run.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_FALSIFYING = re.compile(
    r"(?:Falsifying example|Failing test case): (?P<test>\w+)\((?P<arguments>.*?)^\)", re.DOTALL | re.MULTILINE
)
# What pytest puts before the lines of an error, and hypothesis before those of a second one.
_MARGIN = re.compile(r"^(?:E  )?(?: ?[ |+-]*\| )? ?", re.MULTILINE)
_ALL_PASSED, _SOME_FAILED, _NONE_SELECTED = 0, 1, 5


class Finding(NamedTuple):
    """A property that does not hold.

    Attributes:
      test: name of the test function.
      example: its arguments as a decorator to paste.
    """

    test: str
    example: str


def findings_in(output: str) -> Iterator[Finding]:
    """List the failing examples that a run of pytest printed, each once."""
    seen = set()
    for found in _FALSIFYING.finditer(_MARGIN.sub("", output)):
        lines = [line.strip() for line in found["arguments"].splitlines()]
        # hypothesis remarks beside an argument what else fails.
        arguments = " ".join(line.partition("  # ")[0] for line in lines if line).rstrip(",")
        finding = Finding(found["test"], f"@example({arguments})")
        if finding not in seen:
            seen.add(finding)
            yield finding


def modules() -> list[Path]:
    """List the test modules that have property tests."""
    return [
        path for path in sorted((ROOT / "tests").rglob("test_*.py")) if "from hypothesis import" in path.read_text()
    ]


def fuzz(module: Path, workers: str) -> int:
    """Run one module's property tests; returns 1 where one failed, 0 otherwise."""
    seed = random.SystemRandom().randrange(2**32)
    name = module.relative_to(ROOT).as_posix()
    command = [sys.executable, "-m", "pytest", "-q", "-m", "hypothesis", "--tb=short", "-n", workers, "-p"]
    command += ["no:cacheprovider", f"--hypothesis-seed={seed}", name]
    began = time.monotonic()
    result = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "TB_LRPLUGIN_FUZZ": "1"}, capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - began
    if result.returncode in (_ALL_PASSED, _NONE_SELECTED):
        print(f"{name}: holds, seed {seed}, {seconds:.0f} s", flush=True)
        return 0
    print(f"{name}: FAILS, seed {seed}, {seconds:.0f} s")
    if result.returncode != _SOME_FAILED or not any(findings_in(result.stdout)):
        print(result.stdout, result.stderr, sep="\n", flush=True)
    for finding in findings_in(result.stdout):
        print(f"  {name}::{finding.test}\n    {finding.example}", flush=True)
    return 1


def main() -> int:
    """Run until every module had its turn, or the minutes are over; 1 where any property failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, help="go on with fresh seeds for so long, to the end of a module")
    parser.add_argument("--workers", default="2", help="processes that share a module's tests")
    arguments = parser.parse_args()
    end = None if arguments.minutes is None else time.monotonic() + 60 * arguments.minutes
    failed = 0
    while True:
        turn = modules()
        random.shuffle(turn)
        for module in turn:
            failed |= fuzz(module, arguments.workers)
            if end is not None and time.monotonic() > end:
                return failed
        if end is None:
            return failed


if __name__ == "__main__":
    sys.exit(main())
