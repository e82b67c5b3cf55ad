"""Command line of the benchmark."""

from __future__ import annotations

import argparse
import json
import sys

from benchmarks.diagnosis_accuracy.case import HEALTHY, make_case
from benchmarks.diagnosis_accuracy.explain import explain
from benchmarks.diagnosis_accuracy.report import as_text, figures
from benchmarks.diagnosis_accuracy.tally import run


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark, or show one of its cases."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.diagnosis_accuracy", description="How often is a diagnosis right?"
    )
    parser.add_argument("--series", type=int, default=10_000, help="faulty series, and as many healthy ones")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--explain", metavar="CASE", help="show one case in full, such as faulty-17, and end")
    given = parser.parse_args(arguments)
    if given.explain:
        kind, _, index = given.explain.partition("-")
        if kind not in (HEALTHY, "faulty") or not index.isdigit():
            parser.error(f"{given.explain} names no case: write faulty-17 or {HEALTHY}-17")
        case = make_case(given.seed, int(index), kind == HEALTHY)
        print(explain(case) if case else f"{given.explain}: this fault cannot be done to this family of schedules")
        return 0
    report = figures(run(given.seed, given.series, given.series), given.seed)
    print(json.dumps(report, indent=2) if given.format == "json" else as_text(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
