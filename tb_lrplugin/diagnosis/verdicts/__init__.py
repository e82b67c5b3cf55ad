"""The verdicts, in the order in which they are asked: the first that applies is the verdict of a series.

A verdict is one file, whose `find` gives a finding or None where it does not apply, and one line in the table below;
the simpler explanation stands before the wider one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.model import Diagnosis, Finding, Inferred, Question, Severity
from tb_lrplugin.diagnosis.verdicts import (
    config_error,
    constant_by_config,
    constant_mismatch,
    externally_controlled,
    flat_by_design,
    frozen,
    invalid_values,
    no_schedule,
    not_diagnosed,
    not_measured,
    off_schedule,
    on_schedule,
    restarted,
    resumed_elsewhere,
    shifted,
    stuck_at_initial,
    time_scaled,
    value_scaled,
    variant,
    waiting,
)


class Verdict(NamedTuple):
    """One row of the table.

    Attributes:
      name: the word for programs and people.
      severity: how bad it is.
      find: asks whether it applies.
      with_inferred: says beside its own words what the points alone describe; None where it does not.
    """

    name: str
    severity: Severity
    find: Callable[[Question], Finding | None]
    with_inferred: Callable[[Diagnosis, Inferred], Finding] | None = None


def _of_case(find: Callable[[Case], Finding | None]) -> Callable[[Question], Finding | None]:
    """Ask a verdict that looks at nothing but the comparison, where there is one."""
    return lambda question: None if question.case is None else find(question.case)


VERDICTS: tuple[Verdict, ...] = (
    Verdict("not_diagnosed", "error", not_diagnosed.find),
    Verdict("config_error", "error", config_error.find),
    Verdict("invalid_values", "error", invalid_values.find),
    Verdict("waiting", "unknown", waiting.find),
    Verdict("stuck_at_initial", "error", stuck_at_initial.find_uncalled),
    Verdict("no_schedule", "unknown", no_schedule.find, no_schedule.with_inferred),
    Verdict("not_measured", "notice", _of_case(not_measured.find)),
    Verdict("externally_controlled", "notice", _of_case(externally_controlled.find_by_rule)),
    Verdict("on_schedule", "ok", _of_case(on_schedule.find)),
    Verdict("constant_by_config", "ok", _of_case(constant_by_config.find)),
    Verdict("flat_by_design", "notice", _of_case(flat_by_design.find)),
    Verdict("externally_controlled", "notice", _of_case(externally_controlled.find)),
    Verdict("stuck_at_initial", "error", _of_case(stuck_at_initial.find)),
    Verdict("frozen", "error", _of_case(frozen.find)),
    Verdict("constant_mismatch", "error", _of_case(constant_mismatch.find)),
    Verdict("variant", "warning", _of_case(variant.find), off_schedule.with_inferred),
    Verdict("time_scaled", "warning", _of_case(time_scaled.find)),
    Verdict("value_scaled", "warning", _of_case(value_scaled.find)),
    Verdict("shifted", "warning", _of_case(shifted.find)),
    Verdict("restarted", "warning", _of_case(restarted.find)),
    Verdict("frozen", "error", _of_case(frozen.find_after_jump)),
    Verdict("resumed_elsewhere", "warning", _of_case(resumed_elsewhere.find)),
    Verdict("off_schedule", "warning", _of_case(off_schedule.find), off_schedule.with_inferred),
)
SEVERITY_OF: Mapping[str, Severity] = {verdict.name: verdict.severity for verdict in VERDICTS}
