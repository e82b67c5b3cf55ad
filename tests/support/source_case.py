"""One run of a framework that leaves its schedule behind, to be written and diagnosed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.support.text_summaries import write_run


class SourceCase(NamedTuple):
    """One run.

    Attributes:
      kind: the source that speaks for it.
      name: what it shows.
      verdict: the right one.
      tag: of its series.
      points: steps and rates.
      files: texts by path below the log directory.
      run: where its event file lies.
      texts: text summaries by tag.
      evidence: numbers that the evidence must hold.
      warnings: ids of all warnings.
    """

    kind: str
    name: str
    verdict: str
    tag: str
    points: Sequence[tuple[int, float]]
    files: Mapping[str, str] = {}
    run: str = "."
    texts: Mapping[str, str] = {}
    evidence: Mapping[str, float] = {}
    warnings: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind}-{self.name}"

    def write(self, directory: Path) -> None:
        """Write the run below a directory."""
        write_run(directory / self.run, self.texts, {self.tag: self.points})
        for path, text in self.files.items():
            (directory / path).parent.mkdir(parents=True, exist_ok=True)
            (directory / path).write_text(text)
