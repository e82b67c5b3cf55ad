"""Property tests with fresh seeds and ten times the examples; what fails is printed as an example to paste.

    python -m tests.fuzz                # every module with property tests once
    python -m tests.fuzz --minutes 30   # again and again in another order, until the time is over

Prints how many inputs each test tried, and each module in all. Paste an example above the `@given` of its test: it is
tried first in every later run.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.support.properties import FUZZ, UNTIL

ROOT = Path(__file__).resolve().parent.parent
_FALSIFYING = re.compile(
    r"(?:Falsifying example|Failing test case): (?P<test>\w+)\((?P<arguments>.*?)^\)", re.DOTALL | re.MULTILINE
)
# What pytest puts before the lines of an error, and hypothesis before those of a second one.
_MARGIN = re.compile(r"^(?:E  )?(?: ?[ |+-]*\| )? ?", re.MULTILINE)
# Of hypothesis' statistics: a test, and what it tried in one phase.
_STATISTICS = re.compile(
    r"^\S+\.py::(?:\w+::)*(?P<test>\w+)(?:\[.*\])?:$|^ +- (?P<passing>\d+) passing[^,]*, (?P<failing>\d+) failing",
    re.MULTILINE,
)
_ALL_PASSED, _SOME_FAILED, _NONE_SELECTED = 0, 1, 5
# What is under way when the time is over may end, within so many seconds.
_GRACE_SECONDS = 20


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


def inputs_in(output: str) -> Counter[str]:
    """Count the inputs that a run of pytest says it tried, by test function."""
    tried: Counter[str] = Counter()
    test = ""
    for found in _STATISTICS.finditer(output):
        test = found["test"] or test
        if found["passing"]:
            tried[test] += int(found["passing"]) + int(found["failing"])
    return tried


def modules() -> list[Path]:
    """List the test modules that have property tests."""
    return [
        path for path in sorted((ROOT / "tests").rglob("test_*.py")) if "from hypothesis import" in path.read_text()
    ]


def fuzz(module: Path, workers: str, end: float | None) -> tuple[int, Counter[str]]:
    """Run one module's property tests; returns 1 where one failed, 0 otherwise, and the inputs by test."""
    seed = random.SystemRandom().randrange(2**32)
    name = module.relative_to(ROOT).as_posix()
    command = [sys.executable, "-m", "pytest", "-q", "-m", "hypothesis", "--tb=short", "-n", workers, "-p"]
    command += ["no:cacheprovider", "--hypothesis-show-statistics", f"--hypothesis-seed={seed}", name]
    began = time.time()
    environment = {**os.environ, "CI": "", FUZZ: "1"} | ({} if end is None else {UNTIL: str(end)})
    status, output = _run(command, environment, None if end is None else end - began + _GRACE_SECONDS)
    seconds = time.time() - began
    tried = inputs_in(output)
    fails = status not in (_ALL_PASSED, _NONE_SELECTED, None)
    verdict = "FAILS" if fails else "stopped, the time is over" if status is None else "holds"
    print(f"{name}: {verdict}, {tried.total():,} inputs, seed {seed}, {seconds:.0f} s")
    for test, count in sorted(tried.items()):
        print(f"  {count:9,} {test}")
    if fails and (status != _SOME_FAILED or not any(findings_in(output))):
        print(output)
    for finding in findings_in(output):
        print(f"  {name}::{finding.test}\n    {finding.example}")
    sys.stdout.flush()
    return int(fails), tried


def _run(command: list[str], environment: dict[str, str], seconds: float | None) -> tuple[int | None, str]:
    """Run a command with all that it starts; no status where it took longer than some seconds."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        output = process.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return None, process.communicate()[0]
    return process.returncode, output


def main() -> int:
    """Run until every module had its turn, or the minutes are over; 1 where any property failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, help="go on with fresh seeds for so long")
    parser.add_argument("--workers", default="2", help="processes that share a module's tests")
    arguments = parser.parse_args()
    end = None if arguments.minutes is None else time.time() + 60 * arguments.minutes
    failed, tried = 0, Counter[str]()
    is_over = False
    while not is_over:
        turn = modules()
        random.shuffle(turn)
        for module in turn:
            status, inputs = fuzz(module, arguments.workers, end)
            failed |= status
            tried[module.relative_to(ROOT).as_posix()] += inputs.total()
            is_over = end is not None and time.time() > end
            if is_over:
                break
        is_over |= end is None
    print(f"{tried.total():,} inputs:")
    for name, count in tried.most_common():
        print(f"{count:11,} {name}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
