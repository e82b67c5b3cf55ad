"""What to change where a loop of one's own, or a program without a room of its own, does not follow its scheduler."""

from __future__ import annotations

from collections.abc import Mapping

from tb_lrplugin.frameworks.framework import Advice
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, recomputed_by, with_fixes

_OWN_LENGTHS = "the scheduler's own lengths"
# What the line of code mends that steps a scheduler of torch.
_OF_STEPPING = ("stuck_at_initial", "frozen", "time_scaled/fast", "time_scaled/slow")
_RESUMED = ("frozen/after resume", "restarted", "resumed_elsewhere", "shifted/ahead", "shifted/behind")


def _stepped_by(
    trainer: str, fix: str, causes: Mapping[str, str], *, resume: str, length: str = _OWN_LENGTHS
) -> dict[str, Advice]:
    """Give the advice for whoever steps a scheduler that the user made.

    Args:
      trainer: who that is, for people.
      fix: the code with which the scheduler is stepped as it should be.
      causes: what is likeliest there, by situation.
      resume: what to write to resume with the state of the scheduler.
      length: what tells the length of the schedule.
    """
    family = looped_by(trainer, rate="the optimizer's lr", length=length, resume=resume)
    own = {situation: Advice((cause,)) for situation, cause in causes.items()}
    return extended(family | with_fixes(family, _OF_STEPPING, fix, "python"), own)


_RESUME = """\
# when a part ends: both
torch.save({"optimizer": optimizer.state_dict(), "lr_scheduler": lr_scheduler.state_dict()}, path)
# when training goes on, after both are made anew
state = torch.load(path)
optimizer.load_state_dict(state["optimizer"])
lr_scheduler.load_state_dict(state["lr_scheduler"])"""
_STEP = """\
# once per update, after it; in the loop over epochs instead where the scheduler's lengths count epochs
optimizer.step()
lr_scheduler.step()"""
_LOOP = _stepped_by(
    "the training loop",
    _STEP,
    {
        "stuck_at_initial": "scheduler.step() is never called.",
        "frozen": "scheduler.step() is no longer called from there on.",
        "time_scaled/fast": "scheduler.step() is called more often than its lengths count: for every batch where they "
        "count epochs, for every batch of an accumulation where they count updates.",
        "time_scaled/slow": "scheduler.step() is called once per epoch, and the scheduler's lengths count updates.",
    },
    resume=_RESUME,
)
TORCH = _LOOP | with_fixes(_LOOP, _RESUMED, _RESUME, "python")

# transformers 5.24, trainer.py: after each update the Trainer calls step() of whatever scheduler it was given.
_HANDED_OVER = """\
# the Trainer alone steps it, once per update: the scheduler's lengths count updates
trainer = Trainer(model=model, args=training_args, train_dataset=train_dataset, optimizers=(optimizer, scheduler))
trainer.train()"""
_PASSED = _stepped_by(
    "the Trainer",
    _HANDED_OVER,
    {
        "stuck_at_initial": "The scheduler that was passed to the Trainer drives another optimizer than the one passed "
        "with it.",
        "frozen": "A TrainerCallback set the rate, or replaced the scheduler's step.",
        "time_scaled/fast": "A TrainerCallback steps the scheduler too, or accelerate does once for each process.",
        "time_scaled/slow": "Its lengths count batches, of which gradient_accumulation_steps make one update.",
        "restarted": "trainer.train() was called without resume_from_checkpoint.",
    },
    resume="Resume with trainer.train(resume_from_checkpoint=True); scheduler.pt must lie in the checkpoint.",
)
_PASSED |= with_fixes(_PASSED, ("off_schedule",), _HANDED_OVER, "python")
# Of a scheduler that the user handed over nothing is said in arguments.
HANDED_TO_TRAINER = {fault: _PASSED[fault] for fault in _PASSED if not fault.startswith("flat_by_design")}

# ignite 0.5, handlers/param_scheduler.py and engine/engine.py: a scheduler of torch is stepped by a handler.
_ATTACHED = """\
# Events.EPOCH_COMPLETED instead where the scheduler's lengths count epochs
trainer.add_event_handler(Events.ITERATION_COMPLETED, lambda engine: lr_scheduler.step())"""
IGNITE = _stepped_by(
    "the engine",
    _ATTACHED,
    {
        "stuck_at_initial": "The scheduler is attached to no event of the engine.",
        "frozen": "Its handler was removed from the engine.",
        "time_scaled/fast": "The scheduler is attached to two events.",
        "time_scaled/slow": "The scheduler is attached to the epoch's event, and its lengths count iterations.",
    },
    resume="Give Checkpoint the scheduler as well (to_save), and load it with Checkpoint.load_objects(to_load=...).",
)

# composer 0.32, trainer/trainer.py: step_schedulers_every_batch.
_GIVEN = """\
# the Trainer steps it; step_schedulers_every_batch=False where the scheduler's lengths count epochs
trainer = Trainer(model=model, optimizers=optimizer, schedulers=scheduler, step_schedulers_every_batch=True)"""
COMPOSER = _stepped_by(
    "composer's Trainer",
    _GIVEN,
    {
        "time_scaled/fast": "The scheduler is stepped for every batch, and its lengths count epochs.",
        "time_scaled/slow": "step_schedulers_every_batch is off, and the scheduler's lengths count batches.",
    },
    resume="Resume with Trainer(load_path=PATH, load_weights_only=False), or autoresume=True.",
    length=f"max_duration and {_OWN_LENGTHS}",
)

# deepspeed 0.19, runtime/engine.py: _take_model_step steps the scheduler that initialize() was given.
_ENGINE = """\
# model_engine.step() steps the scheduler too, once per update
model_engine, optimizer, _, lr_scheduler = deepspeed.initialize(
    model=model, optimizer=optimizer, lr_scheduler=lr_scheduler, config=ds_config
)"""
DEEPSPEED = _stepped_by(
    "DeepSpeed's engine",
    _ENGINE,
    {
        "time_scaled/fast": "The loop calls lr_scheduler.step() as well, which model_engine.step() does already.",
        "time_scaled/slow": "The scheduler's lengths count batches, of which gradient_accumulation_steps make one "
        "update.",
    },
    resume="Resume with model_engine.load_checkpoint(DIRECTORY, load_lr_scheduler_states=True), the default.",
)

# stable-baselines3 2.9, common/base_class.py: _update_current_progress_remaining.
STABLE_BASELINES = extended(
    recomputed_by(
        "the model's learn()",
        rate="learning_rate",
        length="total_timesteps",
        resume="Go on with model = PPO.load(PATH, env=env); model.learn(total_timesteps, reset_num_timesteps=False).",
    ),
    {"restarted": Advice(("learn() was called again with reset_num_timesteps=True, the default.",))},
)
