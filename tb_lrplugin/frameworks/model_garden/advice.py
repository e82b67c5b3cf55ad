"""What to change where a run of the TensorFlow Model Garden does not follow its params.yaml."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import Advice, OfSettings

_FACTORY = """\
# the factory hands the schedule object itself to the optimizer, not a rate computed from it
from official.modeling import optimization

factory = optimization.OptimizerFactory(params.trainer.optimizer_config)
optimizer = factory.build_optimizer(factory.build_learning_rate())"""
_LENGTHS = (
    "Start the run with the params.yaml that is meant: --config_file params.yaml. train_steps, decay_steps, boundaries "
    "and warmup_steps in it all count updates, steps_per_epoch times the epochs."
)
_RESTORE = (
    "Go on with the same --model_dir: the newest checkpoint there holds the optimizer and its iterations. "
    "init_checkpoint begins at step 0 with the weights alone."
)
_RATE_ONCE = "The rate was computed once, as a number, and handed to the optimizer by a task or loop of your own."
_ANOTHER = "Another optimizer applies the updates: the iterations of the one that is logged do not move."
_OTHER_PARAMS = "The run was started with other --params_override or --config_file than params.yaml says."
_INIT = "The run went on from init_checkpoint, or in another --model_dir: iterations began at 0."
_LENGTH = "decay_steps in force were computed from another batch size or another number of epochs than params.yaml has."
_STANDING = Advice((_ANOTHER, _RATE_ONCE), _FACTORY, "python")
_PACED = Advice((_LENGTH, "The optimizer is applied another number of times than once per step."), _LENGTHS)
_RATE = "Start the run with the params.yaml that is meant: --config_file params.yaml, without --params_override."

ADVICE = {
    "stuck_at_initial": _STANDING,
    "frozen": _STANDING,
    "frozen/after preparation": Advice(
        ("Only the warm-up reached the optimizer, over a constant rate.", _RATE_ONCE), _FACTORY, "python"
    ),
    "frozen/after resume": Advice((_ANOTHER, "The restored optimizer is not the one that trains."), _RESTORE),
    "time_scaled/fast": _PACED,
    "time_scaled/slow": _PACED,
    "time_scaled/another plan": _PACED,
    "restarted": Advice((_INIT, "The checkpoint was restored without the optimizer."), _RESTORE),
    "restarted/on a beat": Advice(("The optimizer is built anew for each part of the training.",), _RESTORE),
    "shifted/ahead": Advice(
        ("The optimizer's iterations were restored, and the steps of the log count from 0.",), _RESTORE
    ),
    "shifted/behind": Advice((_INIT,), _RESTORE),
    "shifted/skipped": Advice(
        ("Under mixed_float16 the loss scale (runtime.loss_scale) skips updates that overflow, and iterations waits.",),
        "A few skipped updates are harmless, and nothing has to be mended. Where it goes on, set "
        "runtime.mixed_precision_dtype to bfloat16 where the hardware can.",
    ),
    "value_scaled": Advice(
        (_OTHER_PARAMS, "The rate was scaled with the batch size or the number of replicas."), _RATE
    ),
    "resumed_elsewhere": Advice((OfSettings("params.yaml was changed before the run went on."), _INIT), _RESTORE),
    "off_schedule": Advice((_OTHER_PARAMS, _ANOTHER), _RATE),
    "externally_controlled": Advice((_OTHER_PARAMS, "A task or a callback of your own sets the rate."), _RATE),
    "flat_by_design/over": Advice(
        (
            "decay_steps or the boundaries were given in epochs, and every update counts.",
            "The run went on from a checkpoint whose iterations lie beyond the end of the schedule.",
        ),
        _LENGTHS,
    ),
    "constant_mismatch": Advice((_OTHER_PARAMS, _RATE_ONCE), _FACTORY, "python"),
}
