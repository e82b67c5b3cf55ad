"""What a tool is credited with, and the tables of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.public.labelled_runs import LabelledRun
from benchmarks.public.tools import Finding, Tool


class Outcome(NamedTuple):
    """What a tool said of a run.

    Attributes:
      run: the labelled run.
      read: "directory" or "table": which of the two the tool judged; None for neither.
      findings: what it found; empty where it judged nothing.
      why_not: why it judged nothing; "" where it did.
    """

    run: LabelledRun
    read: str | None
    findings: Sequence[Finding]
    why_not: str = ""

    @property
    def is_named(self) -> bool:
        """Whether a finding comes to an accepted verdict of a faulty series."""
        accepted = frozenset().union(*self.run.faults.values())
        return any(finding.verdicts & accepted for finding in self.findings)

    @property
    def is_noticed(self) -> bool:
        """Whether it would have made someone look: the fault named, or anything ranked as a warning or worse."""
        return self.is_named or any(finding.is_alarm for finding in self.findings)


class Score(NamedTuple):
    """Counts of runs, of one tool.

    Attributes:
      of_directories, of_tables, nothing: faulty and healthy runs by what the tool judged.
      named, noticed: faulty runs.
      alarmed: healthy runs with a warning or worse.
      alarmed_of_rate: those of them where it is about the learning rate. The rest may be right: a healthy schedule
        does not make a loss fall.
    """

    of_directories: int
    of_tables: int
    nothing: int
    named: int
    noticed: int
    alarmed: int
    alarmed_of_rate: int


def score(outcomes: Sequence[Outcome]) -> Score:
    """Count the outcomes of one tool; runs that are neither faulty nor healthy count nowhere."""
    faulty = [one for one in outcomes if one.run.faults]
    healthy = [one for one in outcomes if one.run.is_healthy]
    read = Counter(one.read for one in (*faulty, *healthy))
    alarms = [[finding for finding in one.findings if finding.is_alarm] for one in healthy]
    return Score(
        read["directory"],
        read["table"],
        read[None],
        sum(one.is_named for one in faulty),
        sum(one.is_noticed for one in faulty),
        sum(map(bool, alarms)),
        sum(any(alarm.is_of_the_rate for alarm in of_run) for of_run in alarms),
    )


def tables(outcomes: dict[Tool, list[Outcome]], versions: dict[str, str]) -> str:
    """Write the scores and what was said as two tables of Markdown.

    Args:
      outcomes: of every tool, of the same runs.
      versions: by the tool's name.
    """
    runs = [one.run for one in next(iter(outcomes.values()))]
    faulty, healthy = sum(bool(run.faults) for run in runs), sum(run.is_healthy for run in runs)
    lines = [
        f"| tool | judged of the directory; of a table; nothing | named, of {faulty} faulty | noticed "
        f"| alarmed, of {healthy} healthy | of these, about the rate |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for tool, of_tool in outcomes.items():
        counts = score(of_tool)
        lines.append(
            f"| {tool.name} {versions[tool.name]} | {counts.of_directories}; {counts.of_tables}; {counts.nothing} "
            f"| {counts.named} | {counts.noticed} | {counts.alarmed} | {counts.alarmed_of_rate} |"
        )
    lines += ["", "| tool | made for | said of faulty runs | said of healthy runs | judged nothing, because it |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for tool, of_tool in outcomes.items():
        said = [
            Counter(name for one in part for name in {finding.name for finding in one.findings})
            for part in ([o for o in of_tool if o.run.faults], [o for o in of_tool if o.run.is_healthy])
        ]
        why_not = Counter(one.why_not for one in of_tool if one.read is None)
        lines.append(f"| {tool.name} | {tool.made_for} | " + " | ".join(map(_listed, (*said, why_not))) + " |")
    return "\n".join(lines)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name.replace('|', '/')} {count}" for name, count in counts.most_common()) or "nothing"
