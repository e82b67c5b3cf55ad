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
    return Finding(
        "on_schedule",
        f"On schedule: {now}",
        f"All {case.series.counted} agree with the schedule: {case.described}.",
    )
