"""What to write instead, in the syntax of the source that was read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.general_advice import GENERAL
from tb_lrplugin.frameworks import Advice, collection, own_configuration
from tb_lrplugin.frameworks.framework import OfSettings, OfUpdates
from tb_lrplugin.frameworks.keras.writer import optimizer_code
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.shared_advice import MOST_CAUSES
from tb_lrplugin.schedules import Exponential, Held, InverseTime, Schedule
from tb_lrplugin.schedules.views import ExponentialPart, Span, at_path, edited, spans_of
from tb_lrplugin.words import listed, place
from tb_lrplugin.words.numbers import format_rate, format_step

# The end rate that a decay over a whole run is usually meant to reach, relative to its start.
_USUAL_END = 0.1
_MANY_DROPS = 5


def decay_within_run(case: Case, part: ExponentialPart) -> str | None:
    """Write the exponential decay that reaches a tenth of its rate by the end of the planned steps.

    Returns:
      Text to copy; None where the run is too short for the drops, or the rate does not decay.
    """
    spans = [span for span in spans_of(case.schedule) if span.schedule == part.decay]
    return decay_to_a_tenth(case.reading, case.schedule, spans[-1], case.planned_steps) if spans else None


def decay_to_a_tenth(reading: Reading, schedule: Schedule, span: Span, planned_steps: int) -> str | None:
    """Write the schedule with the one of its decays (`span`) that is down to a tenth by the end of the planned steps.

    Returns:
      Text to copy; None where the run is too short for the drops, or the rate does not decay.
    """
    decay = span.schedule
    steps = math.floor(span.own(planned_steps))
    drops = _drops_to(_USUAL_END, decay)
    if drops is None or not 1 <= drops <= steps:
        return None
    # Of few drops none may be left for the last step; of many the last one may come as close to it as it likes.
    decay_steps = -(-steps // (drops + 1)) if drops < _MANY_DROPS else steps // drops
    shortened = edited(schedule, span, transition_steps=decay_steps)
    value = format_rate(float(f"{at_path(shortened, span.path).value_at(decay_steps * drops):.3g}"))
    factor = f" of {format_rate(decay.decay_rate)}" if isinstance(decay, Exponential) else ""
    length = format_step(decay_steps * span.unit)
    pace = f"a drop{factor} after {length}" if drops == 1 else f"{drops} drops{factor}, one every {length}"
    intent = f"down to {value} by {place(reading.unit, planned_steps)}: {pace} {reading.unit}"
    return in_syntax(reading, shortened, intent) or _in_words(intent, decay_steps, span)


def _in_words(intent: str, length: int, span: Span) -> str:
    """Say what a decay is to be like where nobody knows how it is written."""
    own = "" if span.unit == 1 else f" In the unit that the scheduler counts the length is {format_step(length)}."
    return f"Let the rate come {intent}.{own}"


def _drops_to(share: float, decay: Schedule) -> int | None:
    """Count the drops until the rate is down to a share of its first one; None where it never comes there."""
    if isinstance(decay, InverseTime):
        drops = (1.0 / share - 1.0) / decay.decay_rate if decay.decay_rate > 0 else math.inf
        return math.ceil(drops - 1e-6) if math.isfinite(drops) else None
    rate = getattr(decay, "decay_rate", 0.0)
    # Rates come from float32 fields: 0.1 ** (1 / 45) drops must not become 46 by rounding.
    return math.ceil(math.log(share) / math.log(rate) - 1e-6) if 0 < rate < 1 else None


def in_syntax(reading: Reading, schedule: Schedule, intent: str, otherwise: str | None = None) -> str | None:
    """Write a schedule in the syntax of its source, under a comment that says what it is for.

    Args:
      reading: the source.
      schedule: what to write.
      intent: the comment.
      otherwise: what to write for a source whose syntax is not known; None for nothing.
    """
    found = own_configuration(reading, schedule)
    text = otherwise if found is None else found.text
    return None if text is None else f"# {intent}\n{text}"


# The faults that a checkpoint may have brought along into a run that goes on from a step far above 0.
_BROUGHT_ALONG = ("stuck_at_initial", "constant_mismatch", "off_schedule")
# A logger's own beginning is no resume: so many intervals of it are.
_LATE = 3
# The faults that a schedule in the place of a number mends.
_OF_A_STANDING_RATE = ("stuck_at_initial", "frozen", "constant_mismatch")


def advice_on(case: Case, situation: str, own: tuple[str, ...] = ()) -> Advice:
    """Give the causes of a fault and its fix in the words of the case's framework, in general ones where it has none.

    Args:
      case: the run.
      situation: the name of a verdict, or that and where it came about: "frozen/after resume".
      own: causes that the points themselves tell, before those of the framework, but behind a resume, which explains
        any rate.
    """
    framework = collection().of(case.reading)
    found = framework.advice_on(situation, case.reading)
    if isinstance(case.schedule, Held):
        found = found.without(OfUpdates)
    if not found.causes:
        found = GENERAL[situation]
        return replace(found, causes=(*own, *found.causes))
    is_mended = situation.split("/")[0] in _OF_A_STANDING_RATE and not case.schedule.is_constant
    if found.fix is None and framework.takes_schedule_object and is_mended:
        found = replace(found, fix=schedule_object(case), syntax="python")
    resumed = _brought_along(case) if situation in _BROUGHT_ALONG else None
    if resumed is None:
        return replace(found, causes=(*own, *found.causes))
    causes = (_by_checkpoint(case), *own, *found.causes[: MOST_CAUSES - 1])
    return Advice(causes, resumed.fix, resumed.syntax) if resumed.fix else replace(found, causes=causes)


def goes_on(case: Case) -> bool:
    """Say whether a log begins so far above its first step that the run most likely was resumed."""
    steps = case.series.steps
    if case.reading.is_recomputed or len(steps) < 2:
        return False
    return int(steps[0]) - case.reading.first_logged > _LATE * max(int(np.diff(steps).max()), 1)


def _brought_along(case: Case) -> Advice | None:
    """Give what is to be said of resumes where a checkpoint may have brought another schedule along; None elsewhere."""
    resumed = collection().of(case.reading).advice_on("resumed_elsewhere", case.reading)
    is_brought = resumed.causes and not any(isinstance(cause, OfSettings) for cause in resumed.causes)
    return resumed if is_brought and goes_on(case) else None


def _by_checkpoint(case: Case) -> str:
    """Say that the checkpoint's settings are in force."""
    begun = case.at(int(case.series.steps[0]))
    # A log may begin late for other reasons: parameters that are trained from then on, say.
    return (
        f"The run seems to go on from {begun}: then the checkpoint brought the rate and the schedule of the run before "
        "along, and the settings beside this run are not in force."
    )


def coincidence(settings: Sequence[str], times: str) -> tuple[str, ...]:
    """Say in one sentence which settings of the run happen to be a factor, the last of its causes."""
    if not settings:
        return ()
    return (
        f"The factor {times} equals {listed(settings)} in your settings, a coincidence unless code of your own "
        "multiplies by it.",
    )


def schedule_object(case: Case) -> str:
    """Write code that hands the schedule itself, not a number, to the optimizer."""
    return optimizer_code(case.schedule, case.reading.optimizer)
