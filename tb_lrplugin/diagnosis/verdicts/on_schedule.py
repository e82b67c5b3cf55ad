"""The logged rate follows the schedule, and the schedule moves."""

from __future__ import annotations

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.words.numbers import headline_rate

# Below this the expected curve cannot be told from a flat line by eye.
LEAST_MOVE = 0.01


def moves(case: Case) -> bool:
    """Say whether the expected rate moves by 1 % or more over the logged steps."""
    top = float(case.expected.max())
    # As with the next change: 1 % read from a float32 field may be 0.99999 %.
    return top - float(case.expected.min()) >= (LEAST_MOVE - 1e-6) * top and top > 0


def find(case: Case) -> Finding | None:
    """Apply where every point agrees and the expected rate moves by 1 % or more over the logged steps."""
    if not case.holds or not moves(case):
        return None
    now = f"{headline_rate(float(case.values[-1]))} at {case.at(case.last_step)}"
    detail = f"All {case.series.counted} agree with the schedule: {case.described}."
    if case.reading.is_assumed and case.schedule.first_change(case.last_step + case.offset) is not None:
        return Finding("on_schedule", f"On schedule so far: {now}", f"{detail} {next_is_unknown('moves next')}")
    return Finding("on_schedule", f"On schedule: {now}", detail)


def next_is_unknown(what: str) -> str:
    """Say that a length is only assumed, so that no change that is still to come has a step."""
    return f"When it {what} cannot be told yet: nothing that is logged so far says how many steps an epoch has."
