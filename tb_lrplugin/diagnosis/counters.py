"""What the counters of a checkpoint prove of a verdict: its cause, which needs no guessing then."""

from __future__ import annotations

from dataclasses import replace

from tb_lrplugin.diagnosis.advice import advice_on
from tb_lrplugin.diagnosis.comparing import is_flat
from tb_lrplugin.diagnosis.model import Finding, Question
from tb_lrplugin.frameworks.witness import Witness
from tb_lrplugin.words.numbers import format_rate, format_step

# Verdicts whose pace the counters may confirm, and those that they may turn into a restart.
_PACED = frozenset({"time_scaled", "variant"})
_STANDING = frozenset({"stuck_at_initial", "constant_mismatch", "frozen"})
_LEFT = frozenset({"off_schedule", "resumed_elsewhere", "restarted", "shifted"})
_MADE_WITH_ANOTHER = (
    "Make the scheduler after the optimizer that trains, and with that one: a scheduler sets the rates of the "
    "optimizer that it was made with, and of no other."
)
_SET_BY_OTHERS = "A callback, a hook or the loop sets the rate after the scheduler."
_ALIKE = 0.02
_NEAR = 2


def proved(finding: Finding, question: Question) -> Finding:
    """Put what a checkpoint proves in the place of what may have been."""
    witness = question.witness
    if witness is None or witness.steps is None or witness.last_epoch is None:
        return finding
    if finding.verdict in _PACED and _confirms(witness, finding.time_scale):
        return replace(finding, causes=(_stepped(witness),))
    rates = witness.rates_differ()
    if finding.verdict in _STANDING and rates is not None and witness.last_epoch > _NEAR:
        set_last, held = map(format_rate, rates)
        told = f"It has come to {set_last}, but the optimizer beside it holds {held}: it drives another one."
        return replace(finding, causes=(f"{_stepped(witness)} {told}",), fix=_MADE_WITH_ANOTHER)
    if finding.verdict == "stuck_at_initial" and witness.was_never_stepped:
        return replace(finding, causes=(_stepped(witness), *finding.causes[:1]))
    if finding.verdict == "off_schedule" and rates is not None:
        set_last, held = map(format_rate, rates)
        told = f"the optimizer holds {held}, where the scheduler set {set_last} last."
        return replace(finding, causes=(f"{witness.where} shows it: {told} {_SET_BY_OTHERS}",))
    begun_at = witness.restarted_at or witness.steps - witness.last_epoch
    onset = None if finding.onset is None else int(question.series.steps[finding.onset])
    if finding.verdict in _LEFT and onset is not None and _NEAR < begun_at <= onset + _NEAR:
        is_at_once = onset - begun_at <= _NEAR
        # Until then the points agree: if they moved, the scheduler was stepped with them, and has lost count since.
        if is_at_once or not is_flat(question.series.values[question.series.steps < begun_at]):
            return _restarted(finding, question, witness, begun_at)
    return finding


def _confirms(witness: Witness, time_scale: float) -> bool:
    return witness.pace is not None and abs(witness.pace - time_scale) <= _ALIKE * time_scale


def _stepped(witness: Witness) -> str:
    return (
        f"{witness.where} shows it: the scheduler was stepped {format_step(witness.last_epoch or 0)} times in "
        f"{format_step(witness.steps or 0)} updates of the optimizer."
    )


def _restarted(finding: Finding, question: Question, witness: Witness, begun_at: int) -> Finding:
    """Say that the scheduler began anew, whatever rate it began from: torch's go on from the rate they find."""
    at = f"step {format_step(begun_at)}"
    told = replace(
        finding,
        causes=(
            f"{_stepped(witness)} It began to count anew at {at}: the run was resumed without the scheduler's state.",
        ),
        restart_steps=finding.restart_steps or (begun_at,),
    )
    if finding.verdict not in ("off_schedule", "shifted") or question.case is None:
        return told
    return replace(
        told,
        verdict="restarted",
        headline=f"The scheduler began anew at {at}: its state was not restored",
        detail=f"{witness.where} holds an optimizer that made {format_step(witness.steps or 0)} updates, and a "
        f"scheduler that was stepped {format_step(witness.last_epoch or 0)} times. Since {at} the rate follows the "
        f"schedule from its begin, starting at the rate that it found there. The schedule: {question.case.described}.",
        fix=advice_on(question.case, "restarted").fix,
        step_offset=None,
        boundary_steps=(),
        alternatives=(),
        explained=None,
    )
