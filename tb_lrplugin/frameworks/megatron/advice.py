"""What to do about Megatron's scheduler, in the words of Megatron-LM's arguments or of Megatron-Bridge's settings."""

from __future__ import annotations

from typing import NamedTuple

from tb_lrplugin.frameworks.framework import Advice, OfLossScaler
from tb_lrplugin.frameworks.shared_advice import extended, looped_by


class Words(NamedTuple):
    """How its users write what acts on the rate.

    Attributes:
      trainer: who steps the scheduler.
      scheduler: what they call it in the training loop.
      rate, length: the settings of the base rate and of the schedule's length.
      resume: how a run is resumed, a sentence.
      anew: what begins the schedule anew at a resume.
      fp16: the setting under which a loss scaler skips updates.
      instead: what to train with where updates overflow.
      settings_win, checkpoint_wins: which of two schedules is in force after a resume.
    """

    trainer: str
    scheduler: str
    rate: str
    length: str
    resume: str
    anew: str
    fp16: str
    instead: str
    settings_win: str
    checkpoint_wins: str


ARGUMENTS = Words(
    trainer="training.py",
    scheduler="opt_param_scheduler",
    rate="--lr",
    length="--train-iters and --lr-decay-iters",
    resume="Resume with --load PATH and without --finetune, --no-load-optim or --reset-iteration: these begin the "
    "schedule anew.",
    anew="--finetune or --no-load-optim",
    fp16="--fp16",
    instead="--bf16, or with a lower --initial-loss-scale",
    settings_win="--override-opt_param-scheduler",
    checkpoint_wins="--use-checkpoint-opt_param-scheduler",
)
SETTINGS = Words(
    trainer="train()",
    scheduler="train()'s scheduler",
    rate="optimizer.lr",
    length="train.train_iters and scheduler.lr_decay_iters",
    resume="Resume with checkpoint.load=PATH and without checkpoint.finetune or load_optim=False: these begin the "
    "schedule anew.",
    anew="checkpoint.finetune=True or checkpoint.load_optim=False",
    fp16="fp16",
    instead="bf16_mixed, or with a lower initial_loss_scale",
    settings_win="scheduler.override_opt_param_scheduler=True",
    checkpoint_wins="scheduler.use_checkpoint_opt_param_scheduler=True",
)


# megatron-core 0.16.1, optimizer_param_scheduler.py: get_lr() takes both from the parameter group, where it has them.
_GROUPS_WIN = (
    "The checkpoint's max_lr and min_lr are in force: its optimizer's parameter groups hold them, and get_lr() asks "
    "these first"
)
_AFTER = (
    'Where the rate is the old one all the same, set group["max_lr"] and group["min_lr"] of optimizer.param_groups to '
    "the new ones after the checkpoint is loaded: these win over all settings."
)


def megatron_advice(words: Words) -> dict[str, Advice]:
    """Give the advice by situation."""
    return extended(
        looped_by(words.trainer, rate=words.rate, length=words.length, resume=words.resume),
        {
            "stuck_at_initial": Advice(
                (
                    OfLossScaler(
                        f"Every update overflows: {words.scheduler} is stepped only after updates that were made."
                    ),
                )
            ),
            "frozen/after resume": Advice(
                (f"{words.scheduler} writes to parameter groups of an optimizer that is no longer in use.",)
            ),
            "time_scaled/fast": Advice(
                (f"{words.scheduler} counts samples, and the increment is not the global batch of the run.",)
            ),
            "restarted": Advice((f"{words.anew} was given at the resume.",)),
            "shifted/skipped": Advice(
                (
                    OfLossScaler(
                        f"The loss scale of {words.fp16} was too high: {words.scheduler} is stepped only after updates "
                        "that were made."
                    ),
                ),
                OfLossScaler(
                    "A few skipped iterations are harmless, and nothing has to be mended. Where it goes on, train with "
                    f"{words.instead}."
                ),
            ),
            "value_scaled": Advice(
                (f"{_GROUPS_WIN} (Megatron-LM issue 963).",),
                f"Resume with {words.settings_win}, so that the run's own settings win over the checkpoint's. {_AFTER}",
            ),
            "constant_mismatch": Advice((f"{_GROUPS_WIN}.",), f"{words.resume} {_AFTER}"),
            "off_schedule": Advice((f"{_GROUPS_WIN}.",), f"{words.resume} {_AFTER}"),
            "resumed_elsewhere": Advice(
                (
                    "The position was counted twice: the scheduler was stepped by its restored number of samples "
                    "again.",
                    "The checkpoint's schedule won over the settings, or the other way round.",
                ),
                f"Resume with {words.settings_win} for the settings to win, with {words.checkpoint_wins} for the "
                f"checkpoint. {_AFTER}",
            ),
        },
    )
