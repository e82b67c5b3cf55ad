"""What to change where a run of the Object Detection API does not follow its pipeline.config."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import Advice, OfSettings

_CALLED_ONCE = (
    "The optimizer computed the rate once: optimizer_builder hands it a callable, which Keras optimizers since "
    "TensorFlow 2.11 call once, without a word; only a LearningRateSchedule object is evaluated at every step."
)
_GLOBAL_STEP = "The global step that the schedule reads is not the one that the training loop increments."
_OTHER_CONFIG = "The run was started with another pipeline.config than the one that lies beside it."
_OWN_LOOP = "A training loop of your own computed the rate once, and handed over the number."
_SAME_DIRECTORY = (
    "Go on with the same --model_dir: its newest checkpoint holds the global step. fine_tune_checkpoint begins at "
    "step 0 with the weights alone."
)
_FINE_TUNED = "The run went on from fine_tune_checkpoint, or in another --model_dir: the global step began at 0."
_LENGTHS = (
    "Let num_steps, total_steps and decay_steps in pipeline.config all count updates of the run, one per batch of all "
    "replicas, and increment the global step once per update."
)
_LENGTH = "decay_steps or total_steps in the pipeline.config in force are other ones than in the file beside it."
_STANDING = Advice((_CALLED_ONCE, _GLOBAL_STEP, _OWN_LOOP))
_READS_ANOTHER = "optimizer_builder.build() was given a global step that the graph's train op does not increment."
_IN_GRAPH = (
    "Let optimizer_builder.build() and the train op have one global step, tf.compat.v1.train."
    "get_or_create_global_step(): the rate is a tensor of the graph, and moves with what apply_gradients() increments."
)
_RUN_ONCE = "Code of your own ran the rate's tensor once, and built the train op with the number."
_RATE = "Start the run with the pipeline.config that is meant, and give no other learning rate in code."

# Where no fix is written, the schedule object itself is one.
ADVICE = {
    "stuck_at_initial": _STANDING,
    "frozen": Advice((_GLOBAL_STEP, "Code wrote a plain number to the optimizer's rate there.", _CALLED_ONCE)),
    "frozen/after preparation": Advice(
        (
            "Another schedule is in force, one that only has the part before: a manual_step or constant rate.",
            "The decay reads a step of its own, and nothing increments it.",
            _CALLED_ONCE,
        )
    ),
    "frozen/after resume": Advice(
        (
            "After the resume the optimizer holds a plain number: the rate was computed once, or restored.",
            "The restored global step is not the one that the training loop increments.",
        )
    ),
    "time_scaled/fast": Advice(
        (
            "The global step is incremented several times per update: once by the loop, once by the optimizer, or by "
            "each replica.",
            _LENGTH,
        ),
        _LENGTHS,
    ),
    "time_scaled/slow": Advice(
        (_LENGTH, "The global step is incremented only once in several updates that are logged."), _LENGTHS
    ),
    "time_scaled/another plan": Advice((_LENGTH,), _LENGTHS),
    "restarted": Advice(
        (_FINE_TUNED, "The checkpoint was restored without the optimizer and its step."), _SAME_DIRECTORY
    ),
    "restarted/on a beat": Advice(
        ("The optimizer is built anew each time, by a training loop that is called once per part.",), _SAME_DIRECTORY
    ),
    "shifted/ahead": Advice(
        ("The global step was restored from a checkpoint, and the steps of the log count from 0.",), _SAME_DIRECTORY
    ),
    "shifted/behind": Advice((_FINE_TUNED, "The schedule reads another counter than the log."), _SAME_DIRECTORY),
    "shifted/skipped": Advice((_FINE_TUNED, "The schedule reads another counter than the log."), _SAME_DIRECTORY),
    "value_scaled": Advice(
        (_OTHER_CONFIG, "The rate was scaled with the number of replicas, or with the batch size."), _RATE
    ),
    "resumed_elsewhere": Advice(
        (OfSettings("pipeline.config was changed before the run went on."), _FINE_TUNED), _SAME_DIRECTORY
    ),
    "off_schedule": Advice((_OTHER_CONFIG, "pipeline.config was changed between two parts of the run."), _RATE),
    "externally_controlled": Advice((_OTHER_CONFIG, "Code sets the rate of the optimizer while it trains."), _RATE),
    "flat_by_design/over": Advice(
        (
            "The run went on from a checkpoint whose global step lies beyond total_steps or the last boundary.",
            "total_steps or the boundaries were given in epochs or images, and every update counts.",
        ),
        _LENGTHS,
    ),
    "constant_mismatch": Advice((_OTHER_CONFIG, _OWN_LOOP, _CALLED_ONCE)),
}

# Under TF1 the rate is a tensor of the graph, evaluated in each update; no optimizer of Keras is there.
TF1_ADVICE = {
    "stuck_at_initial": Advice((_READS_ANOTHER, _RUN_ONCE, _OTHER_CONFIG), _IN_GRAPH),
    "frozen": Advice(
        (_READS_ANOTHER, "The graph was built anew from another pipeline.config when the run went on."), _IN_GRAPH
    ),
    "frozen/after preparation": Advice(
        (
            "Another pipeline.config was in force, whose manual_step or constant rate only has the part before.",
            _READS_ANOTHER,
        ),
        _IN_GRAPH,
    ),
    "frozen/after resume": Advice(
        ("The restored global step is not the one that the train op increments.", _OTHER_CONFIG), _IN_GRAPH
    ),
    "constant_mismatch": Advice((_OTHER_CONFIG, _RUN_ONCE), _RATE),
}
