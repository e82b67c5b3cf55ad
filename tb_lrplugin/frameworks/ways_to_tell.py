"""How a run is given a schedule to be held against, where nothing speaks for it: in its own framework's words.

Which framework it is, the tags of the run and the files beside it suggest. Where the framework leaves its settings
behind by itself, its way is to let them lie there; elsewhere it is a line of `tb_lrplugin.summary.optimizer_config`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from tb_lrplugin.frameworks.reading import Reading

# Keras and YOLOv5 count epochs under these.
_BY_EPOCH = re.compile(r"epoch_learning_rate(?:_.*)?|x/lr\d")
_IMPORT = "import tb_lrplugin.summary"
_WRITE = "tb_lrplugin.summary.optimizer_config"


@dataclass(frozen=True)
class Way:
    """How a user of one framework tells a schedule.

    Attributes:
      framework: whose way it is, for people.
      text: what to do or write, ready to copy.
      tag: regular expression of the tags under which it logs its rate.
      beside: regular expression of a tag that the run has as well, of a file beside it or of the run's own name; ""
        where the tag alone is unmistakable.
      standing: why a rate stands still there that was meant to move; "" where there is nothing to say.
    """

    framework: str
    text: str
    tag: str = ".*"
    beside: str = ""
    standing: str = ""

    def fits(self, tag: str, names: Collection[str]) -> bool:
        """Say whether a run with these other tags and files looks like the framework's."""
        if re.fullmatch(self.tag, tag) is None:
            return False
        return not self.beside or any(re.fullmatch(self.beside, name) for name in names)


def way_for(tag: str, names: Collection[str]) -> Way:
    """Give the way of the framework that a run looks like; that of a training loop of one's own where of none.

    Args:
      tag: of the learning rate.
      names: the other tags of the run, the files beside it, and the run's own name.
    """
    return next((way for way in _WAYS if way.fits(tag, names)), _ANY)


def unit_of(reading: Reading | None, tag: str) -> str:
    """Say what the x axis counts: what a source says, or else what those count who log under such a tag."""
    told = "steps" if reading is None else reading.unit
    is_open = reading is None or reading.schedule is None
    return "epochs" if told == "steps" and is_open and _BY_EPOCH.fullmatch(tag) else told


def _left_behind(what: str, where: str) -> str:
    return f"# nothing to write: {what} is read where it lies, {where}"


_ANY = Way(
    "PyTorch, or a loop of your own",
    f"""\
# once, before training begins; steps_per_call=len(dataloader) as well where scheduler.step() is called once per epoch
{_IMPORT}
{_WRITE}(scheduler, total_steps=total_steps, writer=log_directory)

# or, without a scheduler, any function from a step to the rate that is meant
{_WRITE}(lambda step: 1e-3 * 0.99**step, total_steps=10_000, writer=log_directory)""",
)
_LIGHTNING = Way(
    "Lightning",
    """\
# in the training script; of LightningCLI the config.yaml tells all
from tb_lrplugin.lightning import LearningRateWatch

trainer = Trainer(callbacks=[LearningRateWatch()])""",
    r"(?:.*/)?lr-[A-Z]\w*(?:/pg\d+)?",
)
_LIGHTNING_NAMED = Way("Lightning", _LIGHTNING.text, r"[^/]+/pg\d+", "epoch")
_LIGHTNING_BESIDE = Way("Lightning", _LIGHTNING.text, beside=r"hparams\.yaml")
_SB3 = Way(
    "Stable-Baselines3",
    f"""\
# after model = PPO(...), before learn(); the rate is logged one rollout after it was set
{_IMPORT}

rollout = model.n_steps * model.n_envs
{_WRITE}(
    lambda step: model.lr_schedule(1 - max(step - rollout, 0) / total_timesteps),
    total_steps=total_timesteps,
    writer=model.tensorboard_log,
)""",
    "train/learning_rate",
    r"rollout/.*|time/(?:fps|total_timesteps)|train/(?:approx_kl|n_updates|actor_loss)|[A-Z][A-Z0-9]{2,}_\d+",
    # stable-baselines3 2.9, common/base_class.py: _setup_lr_schedule is called when the model is made or loaded.
    "Where it was meant to move: learning_rate is read once, when the model is made or loaded, and "
    "model.learning_rate = ... changes nothing later. Give the model a function of the progress that remains (1 to 0) "
    'as learning_rate, or load() it with custom_objects={"learning_rate": ...}.',
)
_KERAS = Way(
    "Keras",
    f"""\
# in the training script, once, before fit()
{_IMPORT}
{_WRITE}(optimizer, writer=log_directory)""",
    r"(?:epoch|batch)_learning_rate(?:_.*)?",
)
_OBJECT_DETECTION = Way(
    "Object Detection API",
    """\
# put the pipeline.config of the run into its model directory, and start TensorBoard on that directory or one above
# it, not on train/""",
    r"(?:.*/)?(?:learning_rate|LearningRate)",
    r"Loss(?:es)?/(?:total_loss|TotalLoss|.*_loss)|pipeline\.config",
)
_TRAINER = Way(
    "Hugging Face Trainer",
    """\
# the Trainer's own TensorBoardCallback writes its arguments into the event file; a writer of your own does not
training_args = TrainingArguments(..., report_to="tensorboard")""",
    "train/learning_rate",
    r"train/(?:epoch|grad_norm|train_runtime|num_input_tokens_seen)",
)
_KOHYA = Way(
    "sd-scripts (kohya)",
    "# start the script with this flag as well: it writes its settings beside the rates\n--log_config",
    r"lr/.*",
    r"loss/(?:average|current|epoch_average|epoch)|lr/(?:unet|textencoder|d\*lr).*",
)
_DIFFUSERS = Way(
    "accelerate, diffusers",
    """\
# let the tracker write the script's settings
config = {name: value for name, value in vars(args).items() if isinstance(value, (int, float, str))}
accelerator.init_trackers("train", config=config)""",
    "lr",
    # examples/ of diffusers 0.35: the names of their trackers' runs, and of what they alone log.
    r"ema_decay|dreambooth.*|text2image.*|train_controlnet|textual_inversion|train_unconditional",
)
# deepspeed 0.19, runtime/engine.py writes it over samples; runtime/lr_schedules.py has the default.
_DEEPSPEED = Way(
    "DeepSpeed",
    _ANY.text,
    "Train/Samples/lr",
    standing='Where it was meant to move: in the DeepSpeed configuration a "scheduler" section sets the rate, and '
    "WarmupLR stays at its warmup_max_lr, 0.001 where none is given, whatever lr the optimizer has. Without that "
    "section nothing moves it.",
)
_RL_GAMES = Way(
    "rl_games",
    f"""\
# under lr_schedule: adaptive the rate follows the KL divergence, and no step has a rate that is due.
# Where it is meant to stay as it is (lr_schedule: None), say so before runner.run():
{_IMPORT}
{_WRITE}(config["params"]["config"]["learning_rate"], writer=train_directory)""",
    "info/last_lr",
)
# clu, periodic_actions.py: ReportProgress writes both; transformers' run_*_flax.py log under the second tag.
_JAX = Way(
    "JAX and optax",
    f"""\
# once, before training begins: the schedule that the optimizer is made with, or any function from a step to a rate
{_IMPORT}
{_WRITE}(schedule, total_steps=total_steps, writer=log_directory)""",
    "(?:.*/)?(?:learning_rate|lr)|train_learning_rate",
    "(?:.*/)?uptime|train_time",
    "Where it was meant to move: hand the schedule itself to optax (learning_rate=schedule), not the number that it "
    "gives for a step, and carry on the optimizer state that update() returns.",
)
_T5X = Way(
    "T5X",
    _left_behind("config.gin", "in the model directory, if TensorBoard starts there and not on train/"),
    "learning_rate(?:/.*)?",
    "timing/.*_per_second.*",
)
_CLEANRL = Way(
    "CleanRL",
    """\
# as the scripts do, first thing after writer = SummaryWriter(...)
rows = "\\n".join(f"|{key}|{value}|" for key, value in vars(args).items())
writer.add_text("hyperparameters", "|param|value|\\n|-|-|\\n" + rows)""",
    "charts/learning_rate",
)
_WAYS = (
    _SB3,
    _DEEPSPEED,
    _RL_GAMES,
    _CLEANRL,
    _KERAS,
    Way("Ultralytics", _left_behind("args.yaml", "in the directory of the run"), r"lr/pg\d+", r"metrics/.*|train/.*"),
    Way("YOLOv5 and its kin", _left_behind("hyp.yaml with opt.yaml", "in the directory of the run"), r"x/lr\d"),
    Way(
        "OpenMMLab (mmengine)",
        _left_behind("the config .py", "beside vis_data/, if TensorBoard starts above it"),
        "(?:base_)?lr",
        r"data_time|base_lr",
    ),
    _LIGHTNING,
    _LIGHTNING_NAMED,
    _LIGHTNING_BESIDE,
    _KOHYA,
    _TRAINER,
    _T5X,
    _JAX,
    _DIFFUSERS,
    _OBJECT_DETECTION,
)
