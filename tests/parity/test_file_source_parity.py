"""Our readings of configuration files against the rates that the frameworks' own code computed from them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tb_lrplugin.data.files import Directory, ancestors
from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.readers import Traces
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.unknown import Solution, Unknown
from tests.parity.golden.file_source_cases import CASES, Written
from tests.parity.golden.golden_file import read

RECORDED = read("file_sources")


def readings(case: Written, directory: Path) -> list[Reading]:
    (directory / case.run).mkdir(parents=True, exist_ok=True)
    evidence = RunEvidence(".", texts={f"{case.place}/text_summary": case.text})
    if case.place not in ("config", "sys.argv"):
        (directory / case.place).parent.mkdir(parents=True, exist_ok=True)
        (directory / case.place).write_text(case.text)
        evidence = RunEvidence(".")
    return [
        reading
        for level in (case.run, *ancestors(case.run))
        for reading in collection().read(Traces(Directory(str(directory / level), "."), evidence))
        if reading.kind == case.kind and reading.governs(".", case.tag)
    ]


@pytest.mark.parametrize("name", CASES)
def test_a_file_means_what_its_framework_computes(name: str, tmp_path: Path) -> None:
    case, recorded = CASES[name], RECORDED[name]
    found = readings(case, tmp_path)
    axis = case.first + case.every * recorded.steps
    worst = []
    for reading in found:
        steps = axis + reading.step_offset(".", case.tag)
        for choice in reading.alternatives(case.tag):
            if isinstance(choice, Unknown) and not case.number:
                continue
            if isinstance(choice, Unknown):
                rates = choice.curve(np.array([[case.number]]), steps)[0]
                built = choice.build(Solution(case.number, "told"))
                assert built is not None and built.schedule is not None
                choice, steps = built, axis + built.step_offset(".", case.tag)
                np.testing.assert_allclose(rates, built.schedule(steps), rtol=1e-9, atol=1e-12)
            assert choice.schedule is not None, choice
            excess = np.abs(choice.schedule(np.maximum(steps, 0)) - recorded.rates)
            excess -= 1e-6 * np.abs(recorded.rates) + 1e-6 * recorded.rates.max()
            excess -= choice.absolute_tolerance + choice.relative_tolerance * np.abs(recorded.rates)
            worst.append((float(excess.max()), int(axis[np.argmax(excess)])))
    assert worst and min(worst)[0] <= 0, f"by how much the readings are off, and at which step: {worst}"
