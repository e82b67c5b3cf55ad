"""What holds in every framework of a family, for the rooms to extend with words of their own.

A situation is the name of a verdict, or that and where it came about: "frozen/after resume", "time_scaled/fast".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tb_lrplugin.frameworks.framework import Advice, OfLossScaler, OfSettings, OfUpdates
from tb_lrplugin.words import capitalized

# The refinements of verdicts that diagnosis asks for.
SITUATIONS = frozenset(
    {
        "stuck_at_initial",
        "frozen",
        "frozen/after preparation",
        "frozen/after resume",
        "time_scaled/fast",
        "time_scaled/slow",
        "time_scaled/another plan",
        "restarted",
        "restarted/on a beat",
        "shifted/ahead",
        "shifted/behind",
        "shifted/skipped",
        "value_scaled",
        "resumed_elsewhere",
        "constant_mismatch",
        "flat_by_design/over",
        "off_schedule",
        "externally_controlled",
    }
)


def extended(family: Mapping[str, Advice], own: Mapping[str, Advice]) -> dict[str, Advice]:
    """Put a framework's own causes before those of its family, and its own fix in the place of theirs.

    What the framework says in its own words is not said again in those of the family, and the list stays short.
    """
    merged = dict(family)
    for situation, advice in own.items():
        shared = family.get(situation, Advice())
        others = [one for one in shared.causes if one not in advice.causes and not _is_said_by(advice.causes, one)]
        merged[situation] = Advice(
            (*advice.causes, *others)[: max(MOST_CAUSES, len(advice.causes))],
            *((shared.fix, shared.syntax) if advice.fix is None else (advice.fix, advice.syntax)),
        )
    return merged


def _is_said_by(own: Iterable[str], cause: str) -> bool:
    """Say whether one of a framework's own causes tells what a cause of its family does."""
    told = [pattern for part, pattern in _TOLD_ALREADY.items() if part in cause]
    return any(re.search(pattern, one) for pattern in told for one in own)


def stepped_by_epoch(family: Mapping[str, Advice]) -> dict[str, Advice]:
    """Leave out what cannot act on a scheduler that is stepped once per epoch, whatever becomes of the updates."""
    return _without(family, OfUpdates)


def stepped_anyway(family: Mapping[str, Advice]) -> dict[str, Advice]:
    """Leave out the loss scaler: the scheduler moves after an update that was skipped as well."""
    return _without(family, OfLossScaler)


def _without(family: Mapping[str, Advice], condition: type[OfUpdates]) -> dict[str, Advice]:
    # What a few steps less speak for is no matter of what can act.
    return {name: said if name == "shifted/skipped" else said.without(condition) for name, said in family.items()}


def with_fixes(family: Mapping[str, Advice], situations: Iterable[str], fix: str, syntax: str) -> dict[str, Advice]:
    """Write one fix for several situations."""
    return {name: replace(family.get(name, Advice()), fix=fix, syntax=syntax) for name in situations}


# Nobody reads more of them.
MOST_CAUSES = 4
# By a part of a family's cause, what shows that a framework says the same in its own words.
_TOLD_ALREADY = {
    "overflows": "overflow|skip",
    "set the rate of the parameter groups": "sets? the rate",
    "step() is never called": r"step\(\) is (?:never|not) called|nobody calls|not registered|is not among|taken out",
    "no longer called": "no longer|not registered|is not among|nobody calls",
    "stepped in a second place": "more often than once|a second time|within the loop",
    "several accumulated batches": "accumul",
    "Its total counts batches": "accumul|count batches|counts batches",
    "once in several updates": "frequency|per epoch",
    "a rate of its own": "a rate of its own",
    "scaled with the batch size": "multipl|scale",
    "took the place of the one": "scheduler of your own",
    "stays constant after": "constant_with_warmup|stays constant",
    "without the scheduler's state": "without|not found|was given in the place",
    "won over new ones": "won over|wins over",
    "step within the epoch": "within the epoch",
}

_SKIPPED = OfLossScaler("The optimizer skipped updates that the log counts: overflows under mixed precision (fp16).")
HARMLESS = OfLossScaler(
    "A few updates that a loss scaler skips while it looks for its scale are harmless, and nothing has to be mended. "
    "Where it goes on skipping, train in bf16 where the hardware can, or start with a lower loss scale."
)
_DETACHED = "The scheduler drives an optimizer that is no longer the one that trains: one of them was made anew."
_SET_THERE = "A callback, a hook or the training loop set the rate of the parameter groups there."
_OTHER_RUN = "The run was started with other settings than those that lie beside it."
_OWN_STEP = "The scheduler is stepped in a second place as well: a callback, a hook, a training loop of your own."
_LOST = "The run was resumed without the scheduler's state: the checkpoint lacks it, or only the weights were loaded."


def looped_by(trainer: str, *, rate: str, length: str, resume: str) -> dict[str, Advice]:
    """Give the advice for PyTorch frameworks that have a training loop of their own.

    Args:
      trainer: who steps the scheduler, for people: "the Trainer".
      rate: the setting of the base rate.
      length: the settings that tell the length of the schedule.
      resume: what to write, in words, to resume with the state of the scheduler.
    """
    by_rate = f"Start the run with {rate} as it is meant; nothing else may set the rate of the parameter groups."
    return {
        **_standing(trainer, resume),
        **_paced(trainer, length),
        **_elsewhere(trainer, rate, length),
        "restarted": Advice((_LOST, "The scheduler was made anew after the checkpoint was loaded."), resume),
        "restarted/on a beat": Advice(
            (
                "The scheduler is made anew each time: training is started again and again, one stage or epoch a time.",
                "The scheduler is given the step within the epoch.",
            ),
            f"Train in one go: start {trainer} once, with {length} for the whole run.",
        ),
        "shifted/ahead": Advice(
            (
                "The scheduler's state was restored from a checkpoint, and the count of the log was not.",
                "The scheduler was stepped before training began: a sanity check, a search for the batch size.",
            ),
            resume,
        ),
        "shifted/behind": Advice((_LOST, _SKIPPED), resume),
        "shifted/skipped": Advice(
            (
                "Batches were left out, for a loss that is no number say, and counted all the same.",
                "The run was resumed from a checkpoint a few updates older than the log.",
            ),
            HARMLESS,
        ),
        "value_scaled": Advice(
            (
                f"The run was started with another value of {rate} than the one beside it, or a checkpoint's won at a "
                "resume.",
                "This parameter group has a rate of its own (layer-wise decay, a lower rate for the backbone).",
                "The rate was scaled with the batch size or the number of processes before the run.",
            ),
            by_rate,
        ),
        "resumed_elsewhere": Advice(
            (
                "The run was resumed with other settings than before, or the checkpoint's settings won over new ones.",
                "The scheduler's state is from an older checkpoint than the one that the log goes on from.",
            ),
            f"{resume} Leave {rate} and {length} as they were, or start a new run from the weights alone.",
        ),
        "constant_mismatch": Advice((_replaced(trainer), _OTHER_RUN, _SET_THERE), by_rate),
    }


def _replaced(trainer: str) -> str:
    return f"A scheduler of your own took the place of the one that {trainer} makes."


def _standing(trainer: str, resume: str) -> dict[str, Advice]:
    left_alone = f"Let {trainer} make the scheduler, after the optimizer, and step it; take out your own."
    return {
        "stuck_at_initial": Advice(
            (
                f"The scheduler's step() is never called: what calls it in {trainer} was replaced or left out.",
                _DETACHED,
                OfLossScaler("Every update was skipped, for overflows under mixed precision (fp16)."),
            ),
            left_alone,
        ),
        "frozen": Advice(
            ("The scheduler's step() is no longer called from there on.", _SET_THERE, _SKIPPED),
            left_alone,
        ),
        "frozen/after preparation": Advice(
            (
                "Another schedule is in force, one that stays constant after its warm-up.",
                "The scheduler of the decay is never stepped.",
            ),
            left_alone,
        ),
        "frozen/after resume": Advice(
            (
                "After the resume the scheduler drives an optimizer that is no longer in use: it was built before the "
                "checkpoint was loaded.",
                "The checkpoint's parameter groups brought their rate along, and nothing steps the scheduler.",
            ),
            resume,
        ),
    }


def _elsewhere(trainer: str, rate: str, length: str) -> dict[str, Advice]:
    as_meant = (
        f"Start the run with {rate} and {length} as they are meant; nothing else may set the rate of the parameter "
        "groups."
    )
    return {
        "off_schedule": Advice((_OTHER_RUN, _replaced(trainer), _SET_THERE), as_meant),
        "externally_controlled": Advice(
            ("A callback, a hook or the training loop sets the rate of the parameter groups, by a metric, say.",),
            f"Where that is not meant: train without it, so that {trainer} alone sets the rate.",
        ),
        "flat_by_design/over": Advice(
            (
                "The schedule's lengths were given in epochs, and every update moves it.",
                "The run was resumed from a step beyond the end of its schedule.",
            ),
            f"Set {length} to the whole length of the run, in the unit that {trainer} steps the scheduler in.",
        ),
    }


def _paced(trainer: str, length: str) -> dict[str, Advice]:
    by_length = f"Set {length} to the whole length of the run, and let {trainer} alone step the scheduler."
    return {
        "time_scaled/fast": Advice(
            (
                _OWN_STEP,
                f"The schedule was built for a shorter run than that of {length}.",
                OfUpdates(
                    "The scheduler is stepped for each of several accumulated batches, or by each of several processes."
                ),
            ),
            by_length,
        ),
        "time_scaled/slow": Advice(
            (
                f"The schedule was built for a longer run than that of {length}.",
                OfUpdates("Its total counts batches, and several of them make one update."),
                OfUpdates("The scheduler is stepped once in several updates only."),
            ),
            by_length,
        ),
        "time_scaled/another plan": Advice(
            (
                f"The schedule was built for another length than {length} say: other epochs, another batch size, "
                "another number of samples.",
                f"Something changed {length} after the scheduler was made.",
            ),
            by_length,
        ),
    }


def recomputed_by(trainer: str, *, rate: str, length: str, resume: str) -> dict[str, Advice]:
    """Give the advice for frameworks that compute the rate from the step alone, and log it evaluated anew.

    Args:
      trainer: who evaluates it, for people.
      rate: the setting of the base rate.
      length: the settings that tell the length of the schedule.
      resume: what to do, in words, to resume with the same settings and the step.
    """
    is_one = rate == length
    named = rate if is_one else f"{rate} or {length}"
    settings = f"The run was started with another {named} than the settings beside it say."
    edited = "The schedule was replaced in code: another function of the step is in force."
    counter = f"{capitalized(trainer)} evaluates the schedule with a count that does not move on with the updates."
    other = f"{capitalized(trainer)} evaluates the schedule with another count than that of the updates."
    meant = f"{rate} as it is meant" if is_one else f"{rate} and {length} as they are meant"
    both = f"Start the run with {meant}, and evaluate the schedule at the step of the run."
    standing = Advice((counter, edited, settings), both)
    paced = Advice((f"The schedule was built from another {length} than the settings beside the run say.", other), both)
    resumed = Advice(
        (
            "The step was not restored from the checkpoint, and the schedule is a function of the step.",
            OfSettings("The run was resumed with other settings than before."),
        ),
        resume,
    )
    return {
        "stuck_at_initial": standing,
        # Other settings follow another curve, and do not stop in the middle of one.
        "frozen": Advice((counter, edited), both),
        "frozen/after preparation": Advice(("The schedule in force stays constant after its warm-up.", settings), both),
        "frozen/after resume": resumed,
        "time_scaled/fast": paced,
        "time_scaled/slow": paced,
        "time_scaled/another plan": paced,
        "restarted": resumed,
        "restarted/on a beat": Advice(("The schedule is given the step within the epoch.",), both),
        "shifted/ahead": resumed,
        "shifted/behind": resumed,
        "shifted/skipped": resumed,
        "value_scaled": Advice(
            (f"The run was started with another {rate} than the settings beside it say.", edited), both
        ),
        "resumed_elsewhere": resumed,
        "constant_mismatch": Advice((edited, settings), both),
        "off_schedule": Advice((settings, edited), both),
        "externally_controlled": Advice((edited, "The training loop writes another rate than the schedule's."), both),
        "flat_by_design/over": Advice(
            (
                f"{f'The last step of {rate}' if is_one else length} is far below the steps of the run.",
                "The run was resumed from a step beyond the end of its schedule.",
            ),
            both,
        ),
    }
