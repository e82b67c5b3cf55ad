"""What a framework's declared readers find among the traces of one run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tb_lrplugin.data.files import Directory
from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.frameworks import Framework
from tb_lrplugin.frameworks.readers import Traces
from tb_lrplugin.frameworks.reading import Reading


def in_directory(framework: Framework, directory: Path, run: str = ".") -> Reading | None:
    """Read the one configuration that lies in a directory; None where there is none of the framework's."""
    found = framework.read(Traces(Directory(str(directory), run)))
    assert len(found) <= 1
    return found[0] if found else None


def in_evidence(
    framework: Framework, evidence: RunEvidence, siblings: Mapping[str, RunEvidence] | None = None
) -> list[Reading]:
    """Read what a run's event files say."""
    return framework.read(Traces(evidence=evidence, siblings=siblings or {}))
