"""The labelled runs of log directories, and which of them are faulty and which healthy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF

_ALARMS = ("error", "warning")


class LabelledRun(NamedTuple):
    """One run of a labelled case.

    Attributes:
      root: the log directory that holds the cases.
      case: folder of the case in it, as `LABELS.json` names it.
      run: the run within the case; "." for the case itself.
      verdicts: the accepted verdicts of every labelled series, by tag.
      is_alone: whether it is the only labelled run of its case.
      has_warnings: whether a warning is labelled beside a verdict.
    """

    root: Path
    case: str
    run: str
    verdicts: dict[str, frozenset[str]]
    is_alone: bool
    has_warnings: bool

    @property
    def name(self) -> str:
        """The run as TensorBoard names it below the root."""
        return self.case if self.run == "." else f"{self.case}/{self.run}"

    @property
    def directory(self) -> Path:
        """What a tool is given: the whole case, or the run's own directory where the case has several runs."""
        return self.root / (self.case if self.is_alone else self.name)

    @property
    def faults(self) -> dict[str, frozenset[str]]:
        """The faulty series alone: those of which every accepted verdict is an error or a warning."""
        return {
            tag: accepted
            for tag, accepted in self.verdicts.items()
            if all(SEVERITY_OF.get(verdict) in _ALARMS for verdict in accepted)
        }

    @property
    def is_healthy(self) -> bool:
        """Whether every series does what was asked for, and nothing is labelled that is wrong with the plan."""
        harmless = all(
            SEVERITY_OF.get(verdict) in ("ok", "notice") for accepted in self.verdicts.values() for verdict in accepted
        )
        return harmless and not self.has_warnings


def labelled_runs(root: Path) -> list[LabelledRun]:
    """Read a log directory's `LABELS.json`.

    Raises:
      OSError: there is none.
      ValueError: it is not a JSON object of cases.
    """
    found = []
    for case, label in json.loads((root / "LABELS.json").read_text(encoding="utf-8")).items():
        rows: dict[str, list[dict[str, object]]] = {}
        for row in label["series"]:
            rows.setdefault(row["run"], []).append(row)
        for run, series in rows.items():
            verdicts = {str(row["tag"]): frozenset(map(str, row["verdict"])) for row in series}  # type: ignore[call-overload]
            has_warnings = any(row.get("warnings") or row.get("warning_expected") for row in series)
            found.append(LabelledRun(root, case, run, verdicts, len(rows) == 1, has_warnings))
    return found
