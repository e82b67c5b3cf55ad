"""What to change where a loop of one's own, or a program without a room of its own, does not follow its scheduler."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import Advice
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, recomputed_by, with_fixes

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

_FAMILY = looped_by(
    "the training loop", rate="the optimizer's lr", length="the scheduler's own lengths", resume=_RESUME
)
_RESUMED = ("frozen/after resume", "restarted", "resumed_elsewhere", "shifted/ahead", "shifted/behind")
TORCH = extended(
    _FAMILY | with_fixes(_FAMILY, _RESUMED, _RESUME, "python"),
    {
        "stuck_at_initial": Advice(("scheduler.step() is never called.",), _STEP, "python"),
        "frozen": Advice(("scheduler.step() is no longer called from there on.",), _STEP, "python"),
        "time_scaled/fast": Advice(
            ("scheduler.step() is called more than once per update: for every batch of an accumulation, say.",),
            _STEP,
            "python",
        ),
        "time_scaled/slow": Advice(
            ("scheduler.step() is called once per epoch, and the scheduler's lengths count updates.",), _STEP, "python"
        ),
    },
)

# transformers 5.24, trainer.py: after each update the Trainer calls step() of whatever scheduler it was given.
_HANDED_OVER = """\
# the Trainer alone steps it, once per update: the scheduler's lengths count updates
trainer = Trainer(model=model, args=training_args, train_dataset=train_dataset, optimizers=(optimizer, scheduler))
trainer.train()"""
_TRAINER_RESUME = "Resume with trainer.train(resume_from_checkpoint=True); scheduler.pt must lie in the checkpoint."
_TRAINER_FAMILY = looped_by(
    "the Trainer", rate="the optimizer's lr", length="the scheduler's own lengths", resume=_TRAINER_RESUME
)
_OTHER_OPTIMIZER = "The scheduler that was passed to the Trainer drives another optimizer than the one passed with it."
_PASSED = extended(
    _TRAINER_FAMILY,
    {
        "stuck_at_initial": Advice((_OTHER_OPTIMIZER,), _HANDED_OVER, "python"),
        "frozen": Advice(
            ("A TrainerCallback set the rate, or replaced the scheduler's step.",), _HANDED_OVER, "python"
        ),
        "time_scaled/fast": Advice(
            ("A TrainerCallback steps the scheduler too, or accelerate does once for each process.",),
            _HANDED_OVER,
            "python",
        ),
        "time_scaled/slow": Advice(
            ("Its lengths count batches, of which gradient_accumulation_steps make one update.",),
            _HANDED_OVER,
            "python",
        ),
        "off_schedule": Advice((), _HANDED_OVER, "python"),
        "restarted": Advice(("trainer.train() was called without resume_from_checkpoint.",)),
    },
)
# Of a scheduler that the user handed over nothing is said in arguments.
HANDED_TO_TRAINER = {fault: _PASSED[fault] for fault in _PASSED if not fault.startswith("flat_by_design")}

# ignite 0.5, handlers/param_scheduler.py and engine/engine.py: a scheduler of torch is stepped by a handler.
_ATTACHED = """\
# Events.EPOCH_COMPLETED instead where the scheduler's lengths count epochs
trainer.add_event_handler(Events.ITERATION_COMPLETED, lambda engine: lr_scheduler.step())"""
_IGNITE = looped_by(
    "the engine",
    rate="the optimizer's lr",
    length="the scheduler's own lengths",
    resume="Give Checkpoint the scheduler as well (to_save), and load it with Checkpoint.load_objects(to_load=...).",
)
IGNITE = extended(
    _IGNITE,
    {
        "stuck_at_initial": Advice(("The scheduler is attached to no event of the engine.",), _ATTACHED, "python"),
        "frozen": Advice(("Its handler was removed from the engine.",), _ATTACHED, "python"),
        "time_scaled/fast": Advice(("The scheduler is attached to two events.",), _ATTACHED, "python"),
        "time_scaled/slow": Advice(
            ("The scheduler is attached to the epoch's event, and its lengths count iterations.",), _ATTACHED, "python"
        ),
    },
)

# composer 0.32, trainer/trainer.py: step_schedulers_every_batch.
_GIVEN = """\
# the Trainer steps it; step_schedulers_every_batch=False where the scheduler's lengths count epochs
trainer = Trainer(model=model, optimizers=optimizer, schedulers=scheduler, step_schedulers_every_batch=True)"""
_COMPOSER = looped_by(
    "composer's Trainer",
    rate="the optimizer's lr",
    length="max_duration and the scheduler's own lengths",
    resume="Resume with Trainer(load_path=PATH, load_weights_only=False), or autoresume=True.",
)
COMPOSER = extended(
    _COMPOSER | with_fixes(_COMPOSER, ("stuck_at_initial", "frozen"), _GIVEN, "python"),
    {
        "time_scaled/fast": Advice(
            ("The scheduler is stepped for every batch, and its lengths count epochs.",), _GIVEN, "python"
        ),
        "time_scaled/slow": Advice(
            ("step_schedulers_every_batch is off, and the scheduler's lengths count batches.",), _GIVEN, "python"
        ),
    },
)

# deepspeed 0.19, runtime/engine.py: _take_model_step steps the scheduler that initialize() was given.
_ENGINE = """\
# model_engine.step() steps the scheduler too, once per update
model_engine, optimizer, _, lr_scheduler = deepspeed.initialize(
    model=model, optimizer=optimizer, lr_scheduler=lr_scheduler, config=ds_config
)"""
_DEEPSPEED = looped_by(
    "DeepSpeed's engine",
    rate="the optimizer's lr",
    length="the scheduler's own lengths",
    resume="Resume with model_engine.load_checkpoint(DIRECTORY, load_lr_scheduler_states=True), the default.",
)
DEEPSPEED = extended(
    _DEEPSPEED | with_fixes(_DEEPSPEED, ("stuck_at_initial", "frozen"), _ENGINE, "python"),
    {
        "time_scaled/fast": Advice(
            ("The loop calls lr_scheduler.step() as well, which model_engine.step() does already.",), _ENGINE, "python"
        ),
        "time_scaled/slow": Advice(
            ("The scheduler's lengths count batches, of which gradient_accumulation_steps make one update.",),
            _ENGINE,
            "python",
        ),
    },
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
