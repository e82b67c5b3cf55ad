"""One case in full, for whoever wants to know why it came out wrong."""

from __future__ import annotations

import numpy as np

from benchmarks.diagnosis_accuracy import reproduce
from benchmarks.diagnosis_accuracy.case import HEALTHY, Case
from benchmarks.diagnosis_accuracy.judge import judge


def explain(case: Case) -> str:
    """Tell what was configured and done, what is logged, and what the engine says and is worth."""
    diagnosis = case.diagnose()
    evidence = diagnosis.evidence
    expected = case.configured.schedule(case.series.steps + case.offset)
    is_judged = case.fault != HEALTHY and case.disagreeing > 0
    worth = judge(case, diagnosis).value if is_judged else "healthy, or not to be told from it"
    rows = [
        f"  {case.series.steps[index]:>9,}  {case.series.values[index]:<14.8g} {expected[index]:.8g}"
        for index in reproduce.probes(np.arange(len(case.series)))
    ]
    return "\n".join(
        [
            f"{case.name}: {' / '.join(case.cell)}",
            f"configured: {case.configured.schedule.describe()}; {case.total_steps:,} steps planned",
            f"done: {case.truth.note}; logged with offset {case.offset:+d}; named {case.truth.verdict}"
            + (f" or {case.truth.also}" if case.truth.also else ""),
            f"{case.disagreeing:,} of {len(case.series):,} points differ from a healthy run",
            f"said: {diagnosis.finding.verdict} ({worth}): {diagnosis.finding.headline}",
            f"evidence: time_scale {evidence.time_scale:.8g}, value_scale {evidence.value_scale:.8g}, step_offset "
            f"{evidence.step_offset}, onset {evidence.onset_step}, restarts {evidence.restart_steps}, boundaries "
            f"{evidence.boundary_steps}, variant {evidence.variant}, phase {evidence.phase}",
            "       step  logged         expected",
            *rows,
        ]
    )
