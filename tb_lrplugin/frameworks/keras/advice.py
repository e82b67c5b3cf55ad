"""What to change where a Keras optimizer that has a schedule object does not follow it."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import Advice

_ANOTHER_COUNTS = (
    "Another optimizer applies the updates (a second model, a train_step of your own): the iterations of the one that "
    "is logged do not move."
)
# The setter of an optimizer that has a schedule raises (keras 3.15.1, src/optimizers/base_optimizer.py).
_CALLBACK = (
    "The optimizer was made with a number, or with a callable, and a callback sets its rate (LearningRateScheduler, "
    "ReduceLROnPlateau): one that has a schedule object refuses that."
)
_NEW_OPTIMIZER = (
    "The resume made a new optimizer, whose iterations begin at 0: compile() again, or weights loaded without the "
    "optimizer's."
)
_APPLY = """\
# the compiled optimizer applies the updates, for its own iterations move its schedule; in train_step the model is self
gradients = tape.gradient(loss, model.trainable_variables)
model.optimizer.apply_gradients(zip(gradients, model.trainable_variables))"""
_WHOLE_MODEL = """\
# at the end of a part: the whole model, with the optimizer and its iterations
model.save("model.keras")
# when training goes on, without compile()
model = keras.models.load_model("model.keras")
model.fit(dataset, epochs=epochs, initial_epoch=epochs_done, callbacks=callbacks)"""
_NO_CALLBACK = (
    "Fit without callbacks that set the rate, and let one optimizer, the compiled one, apply the updates: the schedule "
    "that it already has then moves by itself."
)
# gradient_accumulation_steps leaves the pace alone: a schedule is evaluated at the batches (the same file).
_LENGTHS = (
    "Apply the compiled optimizer once per batch: one train_step, one apply() for all losses together. The lengths of "
    "its schedule count those: steps_per_epoch * epochs, whatever gradient_accumulation_steps says."
)
_IN_UPDATES = "Give decay_steps, warmup_steps and boundaries in batches: steps_per_epoch * epochs for the whole run."
_LENGTH = "The schedule's lengths were computed from another batch size, number of samples or number of epochs."
_RESUMED = Advice((_NEW_OPTIMIZER, "fit() went on with initial_epoch, which does not move iterations."), _WHOLE_MODEL)
_BUILT_ANEW = "compile() or the optimizer's constructor is called again in each of them: iterations begin at 0."

KERAS = {
    "stuck_at_initial": Advice(
        (
            _ANOTHER_COUNTS,
            _CALLBACK,
            f"fit() is called once for each epoch, and {_BUILT_ANEW}",
            "No update is applied.",
        ),
        _APPLY,
        "python",
    ),
    "frozen": Advice((_ANOTHER_COUNTS, _CALLBACK), _APPLY, "python"),
    "frozen/after preparation": Advice((_ANOTHER_COUNTS, _CALLBACK), _APPLY, "python"),
    "frozen/after resume": Advice(
        (
            "The resume made a new optimizer with a plain number for its rate.",
            "Another optimizer than the loaded one applies the updates since.",
        ),
        _WHOLE_MODEL,
        "python",
    ),
    "time_scaled/fast": Advice(
        (
            "The optimizer is applied several times per step that is logged (two losses, several models).",
            _LENGTH,
        ),
        _LENGTHS,
    ),
    "time_scaled/slow": Advice(
        (
            "The optimizer is applied once in several steps that are logged: a train_step of your own accumulates.",
            _LENGTH,
        ),
        _LENGTHS,
    ),
    "time_scaled/another plan": Advice((_LENGTH,), _LENGTHS),
    "restarted": Advice(_RESUMED.causes, _WHOLE_MODEL, "python"),
    "restarted/on a beat": Advice(
        (f"fit() is called once for each epoch or fold, and {_BUILT_ANEW}",),
        "Compile once, before the first fit().",
    ),
    "shifted/ahead": Advice(
        ("The optimizer's iterations were restored from a checkpoint, and the epochs of the log count from 0 again.",),
        _WHOLE_MODEL,
        "python",
    ),
    "shifted/behind": Advice(_RESUMED.causes, _WHOLE_MODEL, "python"),
    "shifted/skipped": Advice(
        ("Under mixed_float16 a LossScaleOptimizer skips updates that overflow, and iterations waits.",),
        "A few skipped updates are harmless, and nothing has to be mended. Where it goes on, use mixed_bfloat16 where "
        "the hardware can, or a lower initial_scale of the LossScaleOptimizer.",
    ),
    "value_scaled": Advice(
        (
            "The model was compiled again with another base rate.",
            "A callback multiplies the rate (a warm-up of Horovod, a scaling by replicas).",
        ),
        "Compile with the base rate that is meant, and fit without callbacks that set the rate.",
    ),
    "resumed_elsewhere": Advice(
        ("The model was compiled with another schedule for the later part.", *_RESUMED.causes), _WHOLE_MODEL, "python"
    ),
    "off_schedule": Advice(
        (
            "The model was compiled again with another schedule, or trained with another optimizer, before or since.",
            _CALLBACK,
            _ANOTHER_COUNTS,
        ),
        _NO_CALLBACK,
    ),
    "externally_controlled": Advice(
        (
            "A callback sets the rate from a metric (ReduceLROnPlateau) or from a function of the epoch "
            "(LearningRateScheduler); neither leaves a trace in the model.",
            "The training loop assigns to optimizer.learning_rate by itself.",
        ),
        "Where that is not meant: fit without the callback, or compile with a schedule object instead.",
    ),
    "flat_by_design/over": Advice(
        (
            "decay_steps (and warmup_steps, boundaries) count batches, one for each update, and were given in epochs.",
            "The model goes on from a saved one, whose optimizer.iterations lie beyond the end of its schedule.",
        ),
        _IN_UPDATES,
    ),
    "constant_mismatch": Advice(
        (
            "The model was compiled again with a plain number.",
            _CALLBACK,
            _ANOTHER_COUNTS,
        ),
        _NO_CALLBACK,
    ),
}
