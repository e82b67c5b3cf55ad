"""What to change where a run of mmengine's Runner does not follow its schedule."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import Advice
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, stepped_anyway, with_fixes

_HOOK = """\
# in the configuration: the hook that steps the schedulers
default_hooks = dict(param_scheduler=dict(type="ParamSchedulerHook"))"""
_NO_HOOK = "ParamSchedulerHook is not among default_hooks, or a hook of your own took its place."
_SETS = "A custom hook sets the rate in runner.optim_wrapper.optimizer.param_groups."
_FAMILY = stepped_anyway(
    looped_by(
        "the Runner",
        rate="optim_wrapper.optimizer.lr",
        length="train_cfg.max_epochs or max_iters, and T_max and end of param_scheduler,",
        resume="Resume with resume=True and load_from=PATH (--resume on the command line): load_from alone loads the "
        "weights only.",
    )
)
_FAMILY |= with_fixes(_FAMILY, ("stuck_at_initial", "frozen", "frozen/after preparation"), _HOOK, "python")

ADVICE = extended(
    _FAMILY,
    {
        "stuck_at_initial": Advice((_NO_HOOK, _SETS)),
        "frozen": Advice((_SETS, _NO_HOOK)),
        "frozen/after preparation": Advice(
            ("param_scheduler holds the warm-up alone, or the begin of the scheduler after it is never reached.",)
        ),
        "time_scaled/fast": Advice(("A hook of your own steps runner.param_schedulers as well.",)),
        "time_scaled/slow": Advice(
            ("A hook of your own steps runner.param_schedulers in place of ParamSchedulerHook.",)
        ),
        "restarted": Advice(("The run was started with load_from, and without resume.",)),
        "value_scaled": Advice(
            (
                "auto_scale_lr is on: the rate is multiplied by the real batch size over base_batch_size.",
                "paramwise_cfg (lr_mult) gives this parameter group a rate of its own.",
            ),
            "Set auto_scale_lr = dict(enable=False), or write the rate that is meant for the real batch size into "
            "optim_wrapper.optimizer.lr.",
        ),
        "resumed_elsewhere": Advice(
            ("LinearLR multiplied the rate by start_factor before its state was loaded (mmengine issue 1542).",)
        ),
    },
)
