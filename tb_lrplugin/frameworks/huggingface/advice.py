"""What to change where a run of the Trainer, or of a script on accelerate, does not follow its schedule."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import Advice, OfLossScaler
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, with_fixes

_RESUME = "Resume with trainer.train(resume_from_checkpoint=True); scheduler.pt must lie in the checkpoint."
_THE_TRAINERS_OWN = """\
# without optimizers=, the Trainer makes optimizer and scheduler itself, and steps them
trainer = Trainer(model=model, args=training_args, train_dataset=train_dataset)
trainer.train()"""
_DEEPSPEED = (
    'The DeepSpeed configuration has a "scheduler" section, which wins over lr_scheduler_type; WarmupLR stays constant '
    "after its warm-up."
)
# transformers 5.24.0, trainer.py: the rate that is logged is the scheduler's own, whatever optimizer it was built for.
_HANDED_OVER = (
    "Trainer(optimizers=(optimizer, scheduler)) got a scheduler of your own, one with another rate or one that stands "
    "still."
)
_NOT_REACHED = "lr_scheduler_type did not reach the Trainer: constant_with_warmup is in force."
_STANDING = ("stuck_at_initial", "frozen")

TRAINER = extended(
    looped_by("the Trainer", rate="learning_rate", length="num_train_epochs or max_steps", resume=_RESUME),
    {
        "stuck_at_initial": Advice((_HANDED_OVER,), _THE_TRAINERS_OWN, "python"),
        "frozen": Advice(
            (
                "A TrainerCallback set the rate of the optimizer's parameter groups, or replaced the scheduler's step.",
                _HANDED_OVER,
            ),
            _THE_TRAINERS_OWN,
            "python",
        ),
        "frozen/after preparation": Advice(
            (_NOT_REACHED,),
            "Start the run with lr_scheduler_type as it is meant, and let the Trainer make the scheduler.",
        ),
        "time_scaled/fast": Advice(
            (
                "auto_find_batch_size made the batch smaller, and the schedule kept the total of the larger one: it is "
                "over early.",
                "The scheduler was prepared by accelerate as well, which steps it once for each process.",
            ),
            "Pass the scheduler as it is, without accelerator.prepare(); let max_steps or num_train_epochs tell the "
            "whole length, and set per_device_train_batch_size instead of auto_find_batch_size.",
        ),
        "time_scaled/slow": Advice(
            (
                "num_training_steps of a scheduler of your own counts batches: gradient_accumulation_steps of them "
                "make one update.",
            ),
        ),
        "restarted": Advice(("trainer.train() was called without resume_from_checkpoint.",)),
        "restarted/on a beat": Advice(
            ("trainer.train() is called in a loop, and makes the scheduler anew each time.",),
            "Call trainer.train() once, with num_train_epochs or max_steps for the whole run.",
        ),
        "shifted/skipped": Advice(
            (),
            OfLossScaler(
                "A few skipped updates are harmless, and nothing has to be mended: the Trainer waits with the "
                "scheduler. Where it goes on, set bf16=True instead of fp16=True where the hardware can."
            ),
        ),
        "value_scaled": Advice(
            ("The run was resumed: the checkpoint's rate (optimizer.pt, scheduler.pt) wins over a new learning_rate.",),
            "For a new learning_rate start from the weights alone: from_pretrained(checkpoint), then trainer.train() "
            "without resume_from_checkpoint.",
        ),
        "resumed_elsewhere": Advice(
            (
                "num_train_epochs, max_steps or the batch size changed at the resume: the scheduler is built for the "
                "new total, at the old step.",
                "The checkpoint's learning_rate won over the new one.",
            ),
        ),
        "constant_mismatch": Advice(
            (
                _HANDED_OVER,
                "A layer-wise optimizer (GaLore) logs the rate of a dummy, 0.001, and not the one that trains.",
            ),
            _THE_TRAINERS_OWN,
            "python",
        ),
    },
)

# Where the arguments have a DeepSpeed configuration.
WITH_DEEPSPEED = extended(
    TRAINER,
    {
        "stuck_at_initial": Advice((_HANDED_OVER, _DEEPSPEED)),
        "frozen/after preparation": Advice(
            (_DEEPSPEED, _NOT_REACHED),
            'Take the "scheduler" section out of the DeepSpeed configuration, so that lr_scheduler_type holds.',
        ),
        "shifted/skipped": Advice(
            (
                OfLossScaler(
                    "DeepSpeed's fp16 section starts with a loss scale of 2^initial_scale_power, and skips until it "
                    "fits."
                ),
            ),
            OfLossScaler(
                "A few skipped updates are harmless, and nothing has to be mended: the Trainer waits with the "
                "scheduler. Where it goes on, set bf16=True instead of fp16=True where the hardware can, or a lower "
                "initial_scale_power in the DeepSpeed configuration."
            ),
        ),
    },
)

_LOOP = """\
# once per optimizer update; accelerate passes over the step of an accumulated batch by itself
optimizer, dataloader, lr_scheduler = accelerator.prepare(optimizer, dataloader, lr_scheduler)
for batch in dataloader:
    with accelerator.accumulate(model):
        accelerator.backward(model(**batch).loss)
        optimizer.step()
        lr_scheduler.step()
        optimizer.zero_grad()"""
_TOTALS = """\
# stepped within accelerator.accumulate(model), beside optimizer.step(), a prepared scheduler moves with the updates
# alone, num_processes times each: its lengths count all of them
lr_scheduler = get_scheduler(
    args.lr_scheduler,
    optimizer=optimizer,
    num_warmup_steps=args.lr_warmup_steps * accelerator.num_processes,
    num_training_steps=args.max_train_steps * accelerator.num_processes,
)
lr_scheduler = accelerator.prepare(lr_scheduler)"""
_STATE = """\
# when a part ends; only what went through accelerator.prepare() is saved, so the scheduler has to
accelerator.save_state(checkpoint_directory)
# when the run goes on, after accelerator.prepare()
accelerator.load_state(checkpoint_directory)"""
_FAMILY = looped_by("the script", rate="learning_rate", length="max_train_steps or num_train_epochs", resume="")
_FAMILY |= with_fixes(_FAMILY, ("stuck_at_initial", "frozen", "frozen/after preparation"), _LOOP, "python")
_FAMILY |= with_fixes(_FAMILY, ("time_scaled/fast", "time_scaled/slow", "time_scaled/another plan"), _TOTALS, "python")
_FAMILY |= with_fixes(
    _FAMILY,
    ("frozen/after resume", "restarted", "shifted/ahead", "shifted/behind", "resumed_elsewhere"),
    _STATE,
    "python",
)

SCRIPTS = extended(
    _FAMILY,
    {
        "stuck_at_initial": Advice(("lr_scheduler.step() is never called.",)),
        "time_scaled/fast": Advice(
            (
                "accelerator.prepare() makes the scheduler step once for each process, and its lengths were not "
                "multiplied by num_processes.",
                "lr_scheduler.step() is called outside accelerator.accumulate(), once for each batch.",
            ),
        ),
        "time_scaled/slow": Advice(
            ("The lengths were multiplied by num_processes, and the scheduler was not handed to prepare().",),
        ),
        "restarted": Advice(("The run was started without --resume_from_checkpoint, or load_state() is not called.",)),
        "shifted/skipped": Advice(
            (
                OfLossScaler(
                    "The scheduler that accelerator.prepare() gives back waits while the optimizer's step is skipped."
                ),
            ),
            OfLossScaler(
                "A few skipped updates are harmless, and nothing has to be mended. Where it goes on, use "
                'mixed_precision="bf16" instead of "fp16" where the hardware can.'
            ),
        ),
        "value_scaled": Advice(
            ("--scale_lr multiplies the rate by accumulation, batch size and processes.",),
            "Start the script without --scale_lr, or with learning_rate divided by what it multiplies.",
        ),
    },
)

# A watch knows the processes, and takes what they step together for one call.
PREPARED = SCRIPTS | {
    "time_scaled/fast": Advice(
        (
            "lr_scheduler.step() is called outside accelerator.accumulate(), once for each batch, or twice for an "
            "update.",
        ),
        _LOOP,
        "python",
    ),
    "time_scaled/another plan": SCRIPTS["time_scaled/fast"],
}
