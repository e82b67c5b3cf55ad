"""Our readings of configuration files against the rates that the frameworks' own code computed from them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tb_lrplugin.data.files import Directory, ancestors
from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.diagnosis.comparing.rule import first_break
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.readers import Traces
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.unknown import Solution, Unknown
from tests.parity.golden.file_source_cases import CASES, RULED, Written
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


@pytest.mark.parametrize("name", RULED)
def test_what_a_metric_moves_follows_the_rule_that_is_read(name: str, tmp_path: Path) -> None:
    reading, *_ = readings(RULED[name], tmp_path)
    rates = RECORDED[name].rates.astype(np.float32).astype(np.float64)
    assert reading.rule is not None and reading.schedule is not None
    first, moves = reading.schedule.value_at(0), np.count_nonzero(np.diff(rates))
    assert len(rates) == RECORDED[name].count and moves >= 4, "all in a row, and not flat"
    assert first_break(rates, reading.rule, first) is None
    assert rates.min() >= reading.rule.floor * (1 - 1e-6) and rates.max() <= reading.rule.ceiling * (1 + 1e-6)
    # Twice as far from its first rate is none of the rule's own ways, but for the means of several.
    assert reading.rule.is_averaged or first_break(first * (rates / first) ** 1.3, reading.rule, first) is not None
