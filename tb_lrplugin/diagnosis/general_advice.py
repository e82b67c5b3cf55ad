"""What to say of a fault where the framework is not known: no word of any one, or the name of it first."""

from __future__ import annotations

from collections.abc import Mapping

from tb_lrplugin.frameworks import Advice
from tb_lrplugin.frameworks.shared_advice import HARMLESS

_LOST = (
    "The run was resumed without the state of the schedule: the step counter or the scheduler's state is not in the "
    "checkpoint, or was not loaded."
)
_SET_THERE = "A callback, a loaded checkpoint or the training loop wrote a plain number in the schedule's place."
_RESUME = """\
# Save the schedule's state with the model, and load it before training goes on.
# PyTorch: "scheduler": scheduler.state_dict() into the checkpoint, then
#   scheduler.load_state_dict(checkpoint["scheduler"])
# Keras: save the whole model, not only its weights: its optimizer holds the step counter.
# A schedule computed from the step alone: save the step, and go on from it."""
_UPDATES = """
updates_per_epoch = math.ceil(batches_per_epoch / accumulated_batches)
total_steps = epochs * updates_per_epoch"""
_FAST = f"# Step the schedule once per optimizer update, and build it for the updates of the whole run:{_UPDATES}"
_SLOW = f"# The schedule's total has to count optimizer updates, once, and each update has to move it:{_UPDATES}"

_MOVE = """\
# Move the schedule once after every optimizer update, and let its rate reach the optimizer that trains.
# PyTorch: scheduler.step() after optimizer.step(), with the scheduler built for that very optimizer.
# Keras: hand the schedule object itself to the optimizer that applies the updates, not a number."""

GENERAL: Mapping[str, Advice] = {
    "stuck_at_initial": Advice(
        (
            "Nothing moves the schedule: it is never stepped, or its result is never written to the optimizer.",
            "The rate was computed once, as a number or a tensor, and handed to the optimizer, which cannot compute it "
            "again.",
            "The schedule reads a step counter that nothing increments: another one than the optimizer's own.",
        ),
        _MOVE,
    ),
    "frozen": Advice(
        (
            "The step counter that the schedule reads stopped there (no longer incremented, or at an upper limit).",
            _SET_THERE,
            "The schedule is no longer stepped from there on.",
        ),
        _MOVE,
    ),
    "frozen/after preparation": Advice(
        (
            "Another schedule is in force, one that only has the part before, and is constant after it.",
            "A callback that drives the first part sets the rate once more and then leaves it.",
            "The decay reads a step counter of its own, and nothing increments it.",
        ),
        _MOVE,
    ),
    "frozen/after resume": Advice(
        (
            "After the resume the scheduler drives an optimizer that is no longer in use: it was built before the "
            "checkpoint was loaded, and loading put new parameter groups in place.",
            "The checkpoint's optimizer state brought a plain rate along, which replaced the schedule.",
            "The resumed run leaves the scheduler out: nothing moves it.",
        ),
        _RESUME,
    ),
    "time_scaled/fast": Advice((), _FAST, "python"),
    "time_scaled/slow": Advice((), _SLOW, "python"),
    "time_scaled/another plan": Advice((), _SLOW, "python"),
    "restarted": Advice(
        (_LOST, "The schedule or the optimizer was made anew after the checkpoint was loaded."), _RESUME
    ),
    "restarted/on a beat": Advice(
        (
            "The schedule is given the step within the epoch instead of the step of the run.",
            "The optimizer or the scheduler is made anew at every epoch.",
        ),
        "Make optimizer and schedule once, before the first epoch, and give the schedule the step of the whole run.",
    ),
    "shifted/ahead": Advice(
        (
            "The schedule's counter was restored from a checkpoint, or started above 0, and the logger's step was not.",
            "The schedule was stepped by something else first: a sanity check, a search for the batch size, a warm-up "
            "loop.",
        ),
    ),
    "shifted/behind": Advice(
        (
            "The run went on from a checkpoint without the schedule's counter.",
            "The optimizer skipped steps that the logger counts: overflows under mixed precision, batches left out.",
        ),
    ),
    "shifted/skipped": Advice(
        ("Batches were left out, for a loss that is no number say, and counted all the same.",), HARMLESS
    ),
    "value_scaled": Advice(
        (
            "The run was started with another base rate than the configured one, on the command line say.",
            "This parameter group has a rate of its own (layer-wise decay, a lower rate for the backbone).",
        ),
    ),
    "resumed_elsewhere": Advice(
        (
            "The run was resumed with other settings than before: another total, another base rate, another number of "
            "processes or batches; or the checkpoint's settings won over the new ones.",
            "The schedule's counter was restored from an older checkpoint than the one that the log goes on from.",
            "The schedule was made anew at the resume, from a rate that had decayed already.",
        ),
        _RESUME,
    ),
    "off_schedule": Advice(
        (
            "The run was started with another configuration than the one that lies beside it.",
            "Something else sets the rate as well: a callback, a wrapper, a second scheduler.",
            "The schedule is stepped at another pace than once per optimizer step, or starts from another step.",
        ),
    ),
    "externally_controlled": Advice(
        ("A callback or the training loop sets the rate, by a metric or a function of its own.",),
    ),
    "flat_by_design/over": Advice(
        (
            "The schedule's lengths were given in something longer than what moves it: in epochs, say, not batches.",
            "The run went on from a step beyond the end of the schedule: a restored counter, with the old total.",
        ),
        "Give the schedule the length of the whole run, in the unit that moves it.",
    ),
    "constant_mismatch": Advice(
        (
            "The run was started with another configuration than the one that lies beside it.",
            "Something set the rate before the first step (a loaded checkpoint, a callback) and nothing moves it.",
        ),
    ),
}
