"""The labelled log directories of real runs: what they are labelled as, against what the command line says of them.

The directories lie in `../shared/corpus` beside the repository, or where TB_LRPLUGIN_CORPUS points. Ends with 1 where
a healthy series got an error or a warning.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter, defaultdict
from typing import Any, NamedTuple

from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF
from tests.support.labelled import CORPUS, has_corpus

_HARMLESS = ("ok", "notice")


class Comparison(NamedTuple):
    """A label beside what was said.

    Attributes:
      series: run and tag.
      label: accepted verdicts, joined for people.
      given: the verdict that was given.
      is_right: whether it is an accepted one.
      outside: evidence out of its labelled range, a text each.
      is_false_alarm: whether every accepted verdict is harmless, and yet an error or a warning was given.
    """

    series: str
    label: str
    given: str
    is_right: bool
    outside: tuple[str, ...]
    is_false_alarm: bool


def main(arguments: list[str] | None = None) -> int:
    """Print the confusion table and everything that differs from its label."""
    argparse.ArgumentParser(prog="python -m benchmarks.corpus_confusion", description=__doc__).parse_args(arguments)
    if not has_corpus:
        print(f"There are no labelled log directories in {CORPUS}: set TB_LRPLUGIN_CORPUS.", file=sys.stderr)
        return 2
    compared = compare()
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for one in compared:
        table[one.label][one.given] += 1
    width = max(map(len, table))
    for label, given in sorted(table.items()):
        print(f"{label:{width}}  " + ", ".join(f"{verdict} {count}" for verdict, count in given.most_common()))
    right = sum(one.is_right for one in compared)
    within = sum(one.is_right and not one.outside for one in compared)
    alarms = [one for one in compared if one.is_false_alarm]
    print(f"\nverdict as labelled: {right} of {len(compared)}; with all evidence within its range: {within}")
    print(f"error or warning on healthy series: {len(alarms)}")
    for one in compared:
        if not one.is_right:
            print(f"  {one.series}: {one.given}, labelled {one.label}")
        elif one.outside:
            print(f"  {one.series}: {'; '.join(one.outside)}")
    return 1 if alarms else 0


def compare() -> list[Comparison]:
    """Diagnose the whole corpus and hold it against its labels."""
    command = [sys.executable, "-m", "tb_lrplugin", "check", "--format", "json", "--fail-on", "never", str(CORPUS)]
    report = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    entries = {(entry["run"], entry["tag"]): entry for entry in report["series"]}
    labels = json.loads((CORPUS / "LABELS.json").read_text())
    return [
        _compared(entries[case if label["run"] == "." else f"{case}/{label['run']}", label["tag"]], label)
        for case, of_case in labels.items()
        for label in of_case["series"]
    ]


def _compared(entry: dict[str, Any], label: dict[str, Any]) -> Comparison:
    accepted = label["verdict"]
    # Several accepted verdicts with an unknown among them say nothing of health.
    is_healthy = all(SEVERITY_OF.get(verdict) in _HARMLESS for verdict in accepted)
    outside = []
    for name, (low, high) in label["evidence"].items():
        found = (entry["next_change"] or {}).get("step") if name == "next_change_step" else entry["evidence"][name]
        # Several restarts share one range.
        numbers = found if isinstance(found, list) else [found]
        if not numbers or any(number is None or not low <= number <= high for number in numbers):
            outside.append(f"{name} is {found}, labelled {low} to {high}")
    return Comparison(
        f"{entry['run']} {entry['tag']}",
        " or ".join(accepted),
        entry["verdict"],
        entry["verdict"] in accepted,
        tuple(outside),
        is_healthy and entry["severity"] not in _HARMLESS,
    )


if __name__ == "__main__":
    sys.exit(main())
