"""What to change where a run under optax leaves the schedule that it handed over.

Read from optax 0.2.8: `transforms/_accumulation.py` (MultiSteps calls the inner update once in every_k_schedule steps),
`transforms/_conditionality.py` (apply_if_finite keeps the inner state where an update is left out),
`schedules/_inject.py`, and flax 0.12 `training/train_state.py`, whose apply_gradients() moves `step` and keeps the new
`opt_state`.
"""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import Advice, OfLossScaler

_EVALUATED_ONCE = (
    "The schedule was called before training, and its number handed over: optax.adamw(schedule(0)), or a number that "
    "jax.jit has taken for a constant."
)
_STATE_LOST = (
    "The new optimizer state of update() is not carried on (or TrainState.apply_gradients() is not called, or its "
    "result not kept): the count in it stands, and the schedule with it."
)
_STEP_STANDS = "The rate that is logged is the schedule at a step of your own, which nothing moves."
_NOT_FINITE = OfLossScaler(
    "optax.apply_if_finite, or a loss scale, leaves updates out whose gradients are not finite: the count waits."
)
_WRITTEN = "The loop writes hyperparams['learning_rate'] of inject_hyperparams into the optimizer's state by itself."
_OTHER = "The optimizer was made with another schedule than the one that was handed to optimizer_config()."
_ACCUMULATED = (
    "optax.MultiSteps evaluates the schedule once in every_k_schedule steps: its count is that of the updates, and the "
    "log counts batches."
)
_LENGTH = (
    "The lengths were computed from another batch: that of one device, or of one host, instead of all, or from another "
    "number of epochs."
)
_NEW_STATE = (
    "The optimizer's state was not restored: optimizer.init(params), or TrainState.create(), after the checkpoint was "
    "loaded begins its count at 0."
)
_HAND_OVER = (
    "Hand the schedule itself to the optimizer, optax.adamw(learning_rate=schedule), and carry on the state of each "
    "update: updates, opt_state = optimizer.update(gradients, opt_state, params). optax evaluates the schedule at the "
    "count in that state."
)
_RESTORE = (
    "Make the whole state first (optimizer.init(params) or TrainState.create()), then restore all of it from the "
    "checkpoint in its place: opt_state holds the count of the schedule, and params alone do not."
)
_IN_UPDATES = (
    "Give the lengths of the schedule in updates: epochs * steps_per_epoch // every_k_schedule, with the steps of the "
    "batch of all devices together; log the rate at the same count."
)
_ONE = (
    "Make the optimizer with the very schedule that is handed to optimizer_config(), and let nothing else set its rate."
)
_RESUMED = Advice((_NEW_STATE, "Another optimizer took the place of the old one at the resume."), _RESTORE)
_STANDING = Advice((_EVALUATED_ONCE, _STATE_LOST, _STEP_STANDS, _NOT_FINITE), _HAND_OVER)
_STOPPED = Advice((_STATE_LOST, _WRITTEN, _NOT_FINITE), _HAND_OVER)

OPTAX = {
    "stuck_at_initial": _STANDING,
    "frozen": _STOPPED,
    "frozen/after preparation": Advice((_OTHER, *_STOPPED.causes), _HAND_OVER),
    "frozen/after resume": Advice((_OTHER, _STATE_LOST), _RESTORE),
    "time_scaled/fast": Advice(
        ("update() is called several times in each step that is logged, and each call moves the count.", _LENGTH),
        _IN_UPDATES,
    ),
    "time_scaled/slow": Advice((_ACCUMULATED, _LENGTH), _IN_UPDATES),
    "time_scaled/another plan": Advice((_LENGTH, _OTHER), _IN_UPDATES),
    "restarted": _RESUMED,
    "restarted/on a beat": Advice(
        ("optimizer.init() or TrainState.create() is called again in each of them, and the count begins at 0.",),
        "Make the state once, before the first of them, and carry it on.",
    ),
    "shifted/ahead": Advice(
        ("The count in opt_state was restored from a checkpoint, and the step of the log was not.",), _RESTORE
    ),
    "shifted/behind": Advice((_NEW_STATE, _NOT_FINITE), _RESTORE),
    "shifted/skipped": Advice(
        (_NOT_FINITE,), "A few updates that are left out are harmless, and nothing has to be mended."
    ),
    "value_scaled": Advice(
        (
            "The base rate was multiplied by the number of devices, or with the batch size.",
            _OTHER,
            "optax.multi_transform gives this group of parameters a schedule of its own.",
        ),
        _ONE,
    ),
    "resumed_elsewhere": Advice((_OTHER, *_RESUMED.causes), _RESTORE),
    "constant_mismatch": Advice((_EVALUATED_ONCE, _OTHER), _HAND_OVER),
    "off_schedule": Advice((_OTHER, _WRITTEN), _ONE),
    "externally_controlled": Advice((_WRITTEN,), _ONE),
    "flat_by_design/over": Advice(
        (
            "decay_steps (transition_steps, boundaries) count updates, and were given in epochs.",
            "decay_steps of optax.warmup_cosine_decay_schedule counts the warm-up as well.",
        ),
        _IN_UPDATES,
    ),
}
