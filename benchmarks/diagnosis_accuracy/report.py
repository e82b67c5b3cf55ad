"""The figures of a run of the benchmark, as one object and as text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks.diagnosis_accuracy.judge import Outcome
from benchmarks.diagnosis_accuracy.tally import EXACT, Tally, Verdicted, shares

_WORST_CELLS, _NAMED_CASES = 20, 4
_FACTOR_GOAL = 0.01


def figures(tally: Tally, seed: int) -> dict[str, Any]:
    """Count everything worth printing; plain numbers, lists and texts."""
    outcomes = Counter(one.outcome.value for one in tally.faulty)
    return {
        "seed": seed,
        "faulty": {
            "judged": len(tally.faulty),
            "undecidable": dict(sorted(tally.undecidable.items())),
            "outcomes": {outcome.value: outcomes[outcome.value] for outcome in Outcome},
            "accuracy": _share(sum(one.outcome is not Outcome.WRONG for one in tally.faulty), len(tally.faulty)),
            "by_fault": _accuracies(shares(tally.faulty, lambda one: one.cell[0])),
            "by_family": _accuracies(shares(tally.faulty, lambda one: one.cell[1])),
            "by_sampling": _accuracies(shares(tally.faulty, lambda one: one.cell[2])),
            "confusion": _table((one.truth, one.given) for one in tally.faulty),
            "variations": _table(one.variations for one in tally.faulty if one.variations is not None),
            "worst_cells": _worst_cells(tally.faulty),
            "false_alarms_on_undecidable": tally.false_alarms_undecidable,
        },
        "healthy": {
            "judged": len(tally.healthy),
            "false_alarms": tally.false_alarms,
            "accuracy": _share(sum(one.outcome is not Outcome.WRONG for one in tally.healthy), len(tally.healthy)),
            "by_family": _accuracies(shares(tally.healthy, lambda one: one.cell[1])),
        },
        "factors": _factors(tally.faulty),
        "restarts": _restarts(tally.faulty),
        "cells_that_cannot_be": tally.impossible,
    }


def _table(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """Count how often what was done (rows) was called what (columns, most frequent first)."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for done, said in pairs:
        rows[done][said] += 1
    return {done: dict(said.most_common()) for done, said in sorted(rows.items())}


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 5) if whole else None


def _accuracies(counted: Mapping[str, tuple[int, int]]) -> dict[str, dict[str, Any]]:
    return {
        name: {"accuracy": _share(right, every), "judged": every} for name, (right, every) in sorted(counted.items())
    }


def _worst_cells(faulty: Iterable[Verdicted]) -> list[dict[str, Any]]:
    wrong: dict[tuple[str, str, str], list[Verdicted]] = defaultdict(list)
    every: Counter[tuple[str, str, str]] = Counter()
    for one in faulty:
        every[one.cell] += 1
        if one.outcome is Outcome.WRONG:
            wrong[one.cell].append(one)
    worst = sorted(wrong, key=lambda cell: (-len(wrong[cell]) / every[cell], -len(wrong[cell]), cell))
    return [
        {
            "cell": " / ".join(cell),
            "wrong": len(wrong[cell]),
            "judged": every[cell],
            "given": dict(Counter(one.given for one in wrong[cell]).most_common()),
            "cases": [one.name for one in wrong[cell][:_NAMED_CASES]],
        }
        for cell in worst[:_WORST_CELLS]
    ]


def _factors(faulty: Iterable[Verdicted]) -> dict[str, dict[str, Any]]:
    by_verdict: dict[str, list[Verdicted]] = defaultdict(list)
    for one in faulty:
        if one.factor_error is not None:
            by_verdict[one.given].append(one)
    return {verdict: _errors(ones) for verdict, ones in sorted(by_verdict.items())}


def _errors(ones: Sequence[Verdicted]) -> dict[str, Any]:
    errors = np.array([one.factor_error for one in ones], np.float64)
    within = errors <= _FACTOR_GOAL
    determined = np.array([one.is_determined for one in ones])
    reproduced = np.array([one.is_reproduced for one in ones])
    return {
        "judged": len(ones),
        "median_error": float(np.median(errors)),
        "largest_error": float(errors.max()),
        "within_1_percent": _share(int(within.sum()), len(ones)),
        "determined": int(determined.sum()),
        "exact_where_determined": _share(int((determined & (errors <= EXACT)).sum()), int(determined.sum())),
        "within_1_percent_or_reproducing_every_point": _share(int((within | reproduced).sum()), len(ones)),
    }


def _restarts(faulty: Iterable[Verdicted]) -> dict[str, Any]:
    found = [one.restarts_found for one in faulty if one.restarts_found is not None]
    return {"judged": len(found), "all_within_one_logging_interval": _share(sum(found), len(found))}


def as_text(report: Mapping[str, Any]) -> str:
    """Lay the figures out for people."""
    faulty, healthy = report["faulty"], report["healthy"]
    lines = [
        f"Seed {report['seed']}. {faulty['judged']:,} faulty series judged, "
        f"{sum(faulty['undecidable'].values()):,} left out as undecidable, "
        f"{report['cells_that_cannot_be']:,} that cannot be; {healthy['judged']:,} healthy series.",
        "",
        f"Verdicts right on faulty series: {_percent(faulty['accuracy'])} (goal: 99 % or more)",
        *(f"  {name:12}{count:8,}" for name, count in faulty["outcomes"].items()),
        f"Error or warning on healthy series: {len(healthy['false_alarms'])} of {healthy['judged']:,} (goal: 0)",
        *(f"  {alarm}" for alarm in healthy["false_alarms"][:_WORST_CELLS]),
        f"  and on undecidable ones: {len(faulty['false_alarms_on_undecidable'])} of "
        f"{sum(faulty['undecidable'].values()):,} (goal: 0)",
        *(f"  {alarm}" for alarm in faulty["false_alarms_on_undecidable"][:_WORST_CELLS]),
        f"Verdicts right on healthy series: {_percent(healthy['accuracy'])}",
        "",
    ]
    for title in ("fault", "family", "sampling"):
        lines += [f"By {title}:", *_accuracy_lines(faulty[f"by_{title}"]), ""]
    lines += [
        "Undecidable, by fault:",
        *(f"  {name:28}{count:8,}" for name, count in faulty["undecidable"].items()),
        "",
    ]
    lines += ["Confusion (what was done: what was said):", *_confusion_lines(faulty["confusion"]), ""]
    lines += ["Variations, where the verdict is variant (what was run: what was named):"]
    lines += [*_confusion_lines(faulty["variations"]), ""]
    lines += ["Factors, where the verdict is the one that names them:", *_factor_lines(report["factors"]), ""]
    restarts = report["restarts"]
    lines += [
        f"Restart steps all within one logging interval: {_percent(restarts['all_within_one_logging_interval'])} "
        f"of {restarts['judged']:,}",
        "",
        "Worst cells (fault / family / sampling; cases can be shown with --explain):",
    ]
    for cell in faulty["worst_cells"]:
        given = ", ".join(f"{name} {count}" for name, count in cell["given"].items())
        lines.append(f"  {cell['cell']:64} {cell['wrong']:3} of {cell['judged']:3} wrong: {given}")
        lines.append(f"    {' '.join(cell['cases'])}")
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.2f} %"


def _accuracy_lines(table: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return [f"  {name:28}{_percent(row['accuracy']):>10}  of {row['judged']:6,}" for name, row in table.items()]


def _confusion_lines(confusion: Mapping[str, Mapping[str, int]]) -> list[str]:
    return [
        f"  {truth:28}" + ", ".join(f"{given} {count:,}" for given, count in row.items())
        for truth, row in confusion.items()
    ] or ["  none"]


def _factor_lines(factors: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return [
        f"  {verdict:14} {row['judged']:6,} judged; within 1 %: {_percent(row['within_1_percent'])}, or reproducing "
        f"every point: {_percent(row['within_1_percent_or_reproducing_every_point'])}; exact "
        f"(1e-6) where the points determine it: {_percent(row['exact_where_determined'])} of "
        f"{row['determined']:,}; median error {row['median_error']:.2g}, largest {row['largest_error']:.2g}"
        for verdict, row in factors.items()
    ] or ["  none"]
