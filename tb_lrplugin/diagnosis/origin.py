"""A run that goes on from another one, held against what that one's configuration asks for.

A resume restores optimizer and scheduler from a checkpoint, with the settings that they were made with; those that were
changed in the meantime are written beside the new run and are not in force.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.model import Finding, Question
from tb_lrplugin.diagnosis.unknowns import Binding, bind
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.words import listed
from tb_lrplugin.words.numbers import format_rate

# Numbers that explain the same points from this run's own configuration, and so stay beside what is told here.
_KEPT = ("time_scaled", "value_scaled", "shifted")
# What nothing that another run says can mend.
_BY_ITSELF = ("not_diagnosed", "config_error", "invalid_values")
_MOST_SETTINGS = 4
_LONGEST_VALUE = 40
# "learning_rate": 0.1, in JSON; lr: 0.1 in YAML; 'lr': 0.1 or lr=0.1 in Python.
# It begins where a word begins: elsewhere, a long word would be read again from each of its letters.
_SETTING = re.compile(r"(?<![\w.])[\d.]*([A-Za-z_][\w.]*)[\"']?[ \t]*[:=][ \t]*([^\s,{}\[\]()][^,\n{}\[\]()]*)")


@dataclass(frozen=True, eq=False)
class Origin:
    """The run that a series goes on from.

    Attributes:
      run: its name.
      readings: what its sources say, the one to believe first.
    """

    run: str
    readings: Sequence[Reading]


# Asked only where a run's own configuration does not explain it.
FindOrigins = Callable[[], Sequence[Origin]]


def bound_to_origin(series: Series, origins: Sequence[Origin]) -> Binding | None:
    """Hold a series of which nothing of its own speaks against runs before; None where none of them explains it."""
    found = _explained_by(series, origins)
    if found is None:
        return None
    return replace(found[1], rule=f"nothing of its own speaks for it, and it goes on from {found[0]}")


def _explained_by(series: Series, origins: Sequence[Origin]) -> tuple[str, Binding] | None:
    """Find the first run whose configuration every point agrees with."""
    for origin in origins:
        found = bind(series, origin.readings)
        if found is not None and found.case is not None and found.case.holds and len(found.case) == len(series):
            return origin.run, found
    return None


def told_by_origin(question: Question, finding: Finding, find_origins: FindOrigins) -> Finding:
    """Tell that a run goes on by the settings of the one before, where every point agrees with those.

    Args:
      question: what was judged.
      finding: a fault by its own configuration.
      find_origins: finds the runs that it may go on from, the likelier first.

    Returns:
      The finding with what that run says; as it was where its settings do not explain the points.
    """
    case = question.case
    if case is None or question.reading is None or finding.verdict in _BY_ITSELF:
        return finding
    found = _explained_by(question.series, find_origins())
    if found is None or found[1].case is None:
        return finding
    run, bound = found
    before, now = found[1].case, float(case.expected[-1])
    changes = _changes(question.reading, bound.reading)
    is_kept = finding.verdict in _KEPT
    settings = f"oes on by the settings of {_short_name(run, question.series.run)}"
    told = (
        f"The run goes on from {run}, and all {question.series.counted} agree with what the configuration of "
        f"that run asks for: {before.described}. {_differences(changes)}"
    )
    own = (
        finding.detail
        if is_kept
        else f"By its own configuration {format_rate(now)} would be due at {case.at(case.last_step)}, logged is "
        f"{format_rate(float(case.values[-1]))}: {case.described}."
    )
    return replace(
        finding,
        verdict=finding.verdict if is_kept else "resumed_elsewhere",
        headline=f"{finding.headline}: g{settings}" if is_kept else f"G{settings}",
        detail=f"{told} {own}",
        causes=(
            "The resume restored optimizer and scheduler from the checkpoint, with the settings that they were made "
            "with; settings that were changed since do not replace them.",
        ),
        fix=_fix(changes),
        onset=case.first_disagreement,
        phase="after resume",
        boundary_steps=(case.step_at(0),),
        explained=before.expected,
    )


def _short_name(run: str, own: str) -> str:
    """Name another run by the part of its path that tells it from this one: "leg1" of a/leg1/train and a/leg2/train."""
    parts, others = run.split("/"), own.split("/")
    begin = len(posixpath.commonprefix([parts, others]))
    left, others = parts[begin:], others[begin:]
    same = len(posixpath.commonprefix([left[::-1], others[::-1]]))
    return "/".join(left[: len(left) - same]) or run


def _fix(changes: Sequence[tuple[str, str, str]]) -> str:
    keys = listed([key for key, _, _ in changes]) if changes else "the new settings"
    former = listed([f"{key} = {before}" for key, _, before in changes]) if changes else "the former settings"
    return (
        f"For {keys} to take effect, start from the checkpoint's weights alone, with a new optimizer and scheduler. "
        f"To go on as before, write {former} back into the configuration."
    )


def _differences(changes: Sequence[tuple[str, str, str]]) -> str:
    if not changes:
        return "The checkpoint's settings are in force, not those of this run's configuration."
    said = listed([f"{key} = {now} is not in force, the checkpoint's {before} is" for key, now, before in changes])
    return f"This run's {said}."


def _changes(now: Reading, before: Reading) -> list[tuple[str, str, str]]:
    """List the settings that differ: key, value now, value before."""
    of_before = dict(_settings(before.text))
    found = [
        (key[0], value, of_before[key]) for key, value in _settings(now.text) if of_before.get(key, value) != value
    ]
    return found[:_MOST_SETTINGS]


def _settings(text: str) -> Iterator[tuple[tuple[str, int], str]]:
    """List the settings of a configuration, whatever its syntax: key and which of its name it is, and its value."""
    seen: Counter[str] = Counter()
    for line in text.splitlines():
        # What is behind is a remark of a reader.
        for key, value in () if line.startswith("#") else _SETTING.findall(line):
            seen[key] += 1
            yield (key, seen[key]), value.strip(" \t\"'")[:_LONGEST_VALUE]
