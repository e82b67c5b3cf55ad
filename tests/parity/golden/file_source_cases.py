"""Configurations as frameworks write them, whose own code computed the rates that are recorded beside.

`make_file_sources.py` hands each to its framework, and `test_file_source_parity.py` to our reader.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple


class Written(NamedTuple):
    """One configuration.

    Attributes:
      kind: the source.
      place: the file's path below the log directory; the tag, of a text summary.
      text: what stands in it.
      tag: of the series.
      number: what the configuration leaves open, the steps of an epoch, say; 0 for nothing.
      run: where the event file lies.
      count: points that were computed.
      first: where on its axis the first of them is logged.
      every: how far apart they are.
    """

    kind: str
    place: str
    text: str
    tag: str
    number: int = 0
    run: str = "."
    count: int = 2000
    first: int = 0
    every: int = 1


def _nemo(**sched: object) -> Written:
    rows = "".join(f"      {name}: {value}\n" for name, value in sched.items())
    head = "cfg:\n  optim:\n    name: adamw\n    lr: 0.004\n    sched:\n"
    number = 0 if "max_steps" in sched else 1800
    return Written("nemo", "hparams.yaml", head + rows, "learning_rate", number, count=1800)


def _clip(kind: str, **more: object) -> Written:
    settings = {"epochs": 8, "lr": 0.0005, "lr_scheduler": kind, "warmup": 230, **more}
    text = "".join(f"{name}: {value}\n" for name, value in sorted(settings.items()))
    return Written("open_clip", "params.txt", text, "train/lr", 0 if kind == "const" else 250, "tensorboard")


_NERF = (
    "!!python/object:nerfstudio.engine.trainer.TrainerConfig\nmax_num_iterations: 2000\noptimizers:\n  fields:\n"
    "    optimizer: !!python/object:nerfstudio.engine.optimizers.AdamOptimizerConfig\n      lr: 0.01\n"
    "    scheduler: !!python/object:nerfstudio.engine.schedulers.{}SchedulerConfig\n"
)


def _nerf(kind: str, **settings: object) -> Written:
    rows = "".join(f"      {name}: {json.dumps(value)}\n" for name, value in settings.items())
    return Written("nerfstudio", "config.yml", _NERF.format(kind) + rows, "learning_rate/fields")


def _espnet(kind: str, told: int, accumulated: int = 1, epoch: int = 0, **options: object) -> Written:
    window = told or 15
    text = (
        f"accum_grad: {accumulated}\nlog_interval: {told or 'null'}\noptim: adam\noptim_conf:\n  lr: 0.002\n"
        f"scheduler: {kind}\nscheduler_conf: {json.dumps(options)}\n"
    )
    return Written(
        "espnet",
        "config.yaml",
        text,
        "optim0_lr0",
        epoch or (0 if told else window),
        "tensorboard/train",
        first=window,
        every=window,
    )


def _pcdet(**settings: object) -> Written:
    given = {
        "NUM_EPOCHS": 16,
        "LR": 0.003,
        "MOMS": [0.95, 0.85],
        "PCT_START": 0.4,
        "DIV_FACTOR": 10,
        "DECAY_STEP_LIST": [6, 12],
        "LR_DECAY": 0.1,
        "LR_CLIP": 0.0000001,
        "LR_WARMUP": False,
        "WARMUP_EPOCH": 1,
        **settings,
    }
    text = "OPTIMIZATION:\n" + "".join(f"    {name}: {json.dumps(value)}\n" for name, value in given.items())
    return Written("openpcdet", "model.yaml", text, "meta_data/learning_rate", 125, "tensorboard")


def _mmcv(policy: str, runner: str = "EpochBasedRunner', max_epochs=16, x='") -> Written:
    text = f"optimizer = dict(type='SGD', lr=0.02)\nlr_config = dict({policy})\nrunner = dict(type='{runner}')\n"
    number = 125 if "Epoch" in runner else 0
    return Written("mmcv", "model.py", text, "learning_rate", number, "tf_logs", first=1)


_SCHEDULERS: dict[str, tuple[str, dict[str, object]]] = {
    "drops after a warm-up": (
        "warmupsteplr",
        {"warmup_steps": 130, "steps_per_epoch": 50, "step_size": 3, "gamma": 0.5},
    ),
    "lines": (
        "piecewiselinearwarmuplr",
        {"warmup_steps_list": [0, 100, 300], "warmup_lr_list": [0.0, 0.0005, 0.002]},
    ),
    "stages": ("tristagelr", {"max_steps": 450}),
    "exponential": ("ExponentialDecayWarmup", {"max_lr": 0.002, "min_lr": 1e-5, "total_steps": 500}),
    "exponential after a line": (
        "ExponentialDecayWarmup",
        {"max_lr": 0.002, "min_lr": 1e-5, "total_steps": 500, "warmup_steps": 100, "warm_from_zero": True},
    ),
    "cycles": (
        "CosineAnnealingWarmupRestarts",
        {
            "first_cycle_steps": 150,
            "cycle_mult": 1.5,
            "max_lr": 0.002,
            "min_lr": 2e-4,
            "warmup_steps": 40,
            "gamma": 0.7,
        },
    ),
    "cold cycles": (
        "CosineAnnealingWarmupRestarts",
        {"first_cycle_steps": 150, "max_lr": 0.002, "min_lr": 2e-4, "gamma": 0.7},
    ),
    "warm restarts": ("CosineAnnealingWarmRestarts", {"T_0": 100, "T_mult": 2, "eta_min": 1e-4}),
    "one cycle": ("onecyclelr", {"max_lr": 0.01, "total_steps": 2000, "pct_start": 0.05}),
    "triangles": ("cycliclr", {"base_lr": 1e-3, "max_lr": 0.004, "step_size_up": 120, "cycle_momentum": False}),
}
_POLICIES = {
    "fixed": "policy='fixed'",
    "exp": "policy='exp', gamma=0.9997",
    "poly": "policy='poly', power=0.9, min_lr=1e-4",
    "steps": "policy='step', step=[5, 9], gamma=0.3",
    "inv": "policy='inv', gamma=0.02",
    "inv with a power": "policy='inv', gamma=0.02, power=0.75",
    "line": "policy='LinearAnnealing', min_lr=1e-4",
    "flat cosine": "policy='FlatCosineAnnealing', start_percent=0.6, min_lr_ratio=0.01",
    "cosine restarts": "policy='CosineRestart', periods=[900, 700, 500], restart_weights=[1, 0.5, 0.25], min_lr=1e-4",
    "cyclic": "policy='cyclic', target_ratio=(10, 1e-4), step_ratio_up=0.4",
}
_WARMUPS = (("linear", 200), ("constant", 250), ("exp", 333))


def _warmed_policies() -> Iterator[tuple[str, Written]]:
    """Give the policies with every warm-up; those that are not among the first three with one by turns."""
    for place, (name, policy) in enumerate(_POLICIES.items()):
        for turn, (kind, length) in enumerate(_WARMUPS):
            if place < 3 or turn == place % 3:
                words = f"{policy}, warmup='{kind}', warmup_iters={length}, by_epoch="
                if name != "cyclic":
                    yield f"mmcv: {name}, {kind} warm-up", _mmcv(f"{words}True")
                by_iteration = f"{words}False".replace("step=[5, 9]", "step=[500, 900]")
                yield f"mmcv: {name} by iteration, {kind} warm-up", _mmcv(by_iteration, _ITERATIONS)


_ITERATIONS = "IterBasedRunner', max_iters=2000, x='"


def _fairseq(kind: str, **options: object) -> Written:
    given = {"lr": "0.0005", "lr-scheduler": kind, "max-update": 2000, **options}
    words = [word for name, value in given.items() for word in (f"--{name.replace('_', '-')}", str(value))]
    return Written("fairseq", "sys.argv", repr(words), "lr")


def _detr(warmup: int, kind: str = "MultiStepLR", **options: object) -> Written:
    scheduler = {"type": kind, **(options or {"milestones": [5, 11], "gamma": 0.1})}
    config = {
        "epoches": 16,
        "lr_scheduler": scheduler,
        "lr_warmup_scheduler": {"type": "LinearWarmup", "warmup_duration": warmup} if warmup else None,
        "optimizer": {"type": "AdamW", "lr": 1e-4},
    }
    return Written("rt_detr", "config", f"yaml_cfg: {config}\ntask: detection\n", "Lr/pg_0", 125)


def _bridge(style: str, by: str = "iters", **scheduler: object) -> Written:
    train = {"train_iters": 1800} if by == "iters" else {"train_samples": 1800 * 32}
    given = {"lr_decay_style": style, "lr_warmup_init": 0.0, **scheduler}
    target = "  _target_: megatron.bridge.training.config."
    text = "\n".join(
        [
            "_target_: megatron.bridge.training.config.ConfigContainer",
            "optimizer:\n  lr: 0.0003\n  min_lr: 3.0e-05\n  optimizer: adam",
            f"scheduler:\n{target}SchedulerConfig",
            *(f"  {name}: {json.dumps(value)}" for name, value in given.items()),
            f"train:\n{target}TrainingConfig\n  global_batch_size: 32",
            *(f"  {name}: {value}" for name, value in train.items()),
        ]
    )
    place = "out/checkpoints/iter_0000100/run_config.yaml"
    return Written("megatron_bridge", place, text + "\n", "learning-rate", run="out/tb_logs")


def _titan(**scheduler: object) -> Written:
    given = {"warmup_steps": 200, "total_steps": None, "decay_ratio": None, "decay_type": "linear", **scheduler}
    config = {"lr_scheduler": given, "optimizer": {"name": "AdamW", "lr": 8e-4}, "training": {"steps": 2000}}
    return Written("torchtitan", "out/job_config.json", json.dumps(config), "lr/AdamW", run="out/tb", first=1)


def _t5x(factors: str, **settings: object) -> Written:
    name = "utils.create_learning_rate_scheduler"
    given = {"factors": factors, "base_learning_rate": 0.01, "warmup_steps": 300, **settings}
    text = "".join(f"{name}.{key} = {value!r}\n" for key, value in given.items())
    return Written("t5x", "config.gin", f"TRAIN_STEPS = 2000\n\n{text}", "learning_rate/current", run="train", first=1)


def _rllib(pairs: object, *, new: bool) -> Written:
    config = {"env": "CartPole-v1", "train_batch_size": 10, "num_env_runners": 0, "lr": 0.001}
    config |= {"enable_rl_module_and_learner": new, "lr" if new else "lr_schedule": pairs}
    tag = "learners/default_policy/default_optimizer_learning_rate" if new else "info/learner/default_policy/cur_lr"
    return Written(
        "rllib",
        "params.json",
        json.dumps(config),
        f"ray/tune/{tag}",
        count=200,
        first=0 if new else 10,
        every=1 if new else 10,
    )


_LITGPT = (
    "train:\n  global_batch_size: 32\n  micro_batch_size: 4\n  lr_warmup_steps: 40\n  max_tokens: 1024000\n"
    "  max_seq_length: 128\n  min_lr: 4.0e-05\noptimizer:\n  class_path: torch.optim.AdamW\n  init_args:\n"
    "    lr: 0.0004\ndevices: 1\nnum_nodes: 1\n"
)
_TUNED = (
    "checkpoint_dir: checkpoints/org/model\ndevices: 2\nnum_nodes: 1\nlora_r: 32\ntrain:\n  epochs: 4\n"
    "  global_batch_size: 16\n  micro_batch_size: 2\n  lr_warmup_steps: 30\n  max_steps: {}\noptimizer:\n"
    "  class_path: torch.optim.AdamW\n  init_args:\n    lr: 0.0002\n"
)
_FIRST_STAGE = (
    "config:\n  optimizer:\n    lr: 0.01\n    lr_init: 0.00001\n    lr_end: 0.0001\n    warmup_steps: 200\n"
    "    decay_steps: 400\n  pretrained_s1: s1.ckpt\n  train_phoneme_path: a.txt\n  train_semantic_path: b.tsv\n"
    "is_train: true\n"
)
_SHEEPRL = (
    "algo:\n  name: ppo\n  total_steps: 1000\n  anneal_lr: true\n  rollout_steps: 4\n  optimizer:\n"
    "    _target_: torch.optim.Adam\n    lr: 0.001\nenv:\n  num_envs: 2\nfabric:\n  devices: 1\n  num_nodes: 1\n"
)
_RL_GAMES = (
    "params:\n  config:\n    learning_rate: 3e-4\n    lr_schedule: linear\n    kl_threshold: 0.008\n"
    "    max_epochs: 800\n    max_frames: -1\n    num_actors: 1\n    horizon_length: 1\n    minibatch_size: 1\n"
    "    mini_epochs: 4\n"
)
_SPEECH = json.dumps(
    {"train": {"epochs": 16, "learning_rate": 2e-4, "lr_decay": 0.9}, "data": {"sampling_rate": 22050}}
)
_CHINESE_SPEECH = json.dumps(
    {
        "train": {"epochs": 16, "learning_rate": 1e-4, "lr_decay": 0.999875, "text_low_lr_rate": 0.4},
        "data": {"sampling_rate": 32000},
    }
)
_PPO = {"class": "PPO", "rollouts": 24, "learning_epochs": 5}
_SAC = {"class": "SAC", "gradient_steps": 2, "learning_starts": 60, "polyak": 0.005}
_ON, _OFF = {"n_envs": 4, "n_steps": 32}, {"buffer_size": 10_000, "learning_starts": 100}


def _skrl(
    agent: dict[str, object], window: object, scheduler: str, total: int = 4800, every: int = 0, **options: object
) -> Written:
    settings = {**agent, "learning_rate": 1e-3, "learning_rate_scheduler": scheduler}
    settings |= {"learning_rate_scheduler_kwargs": options, "experiment": {"write_interval": window}}
    rows = "".join(f"  {name}: {json.dumps(value)}\n" for name, value in settings.items())
    text = f"agent:\n{rows}trainer:\n  timesteps: {total}\n"
    tag = "Learning / Policy learning rate" if agent is _SAC else "Learning / Learning rate"
    every = every or (window if isinstance(window, int) else total // 100)
    # SAC's first mean is of those since it began to learn.
    first = every * (60 // every + 1) if agent is _SAC else max(every, 24)
    return Written("isaac_lab", "params/agent.yaml", text, tag, count=total, first=first, every=every)


def _rsl(**algorithm: object) -> Written:
    given = {"class_name": "PPO", "learning_rate": 1e-3, "schedule": "adaptive", "desired_kl": 0.01, **algorithm}
    given |= {"num_learning_epochs": 5, "num_mini_batches": 4}
    text = "algorithm:\n" + "".join(f"  {name}: {json.dumps(value)}\n" for name, value in given.items())
    return Written("isaac_lab", "params/agent.yaml", text, "Loss/learning_rate", count=250)


def _zoo(rate: object, first: int, every: int, total: float = 50_000.0, **settings: object) -> Written:
    pairs = sorted({"learning_rate": rate, "n_timesteps": total, "policy": "MlpPolicy", **settings}.items())
    rows = "".join(f"- - - {name}\n    - {json.dumps(value)}\n" for name, value in pairs).replace(
        "\n- - - ", "\n  - - "
    )
    text = f"!!python/object/apply:collections.OrderedDict\n{rows}"
    count = int(total - first) // every
    return Written("rl_zoo3", "config.yml", text, "train/learning_rate", count=count, first=first, every=every)


def _forecast(rate: object, number: int = 0, **plateau: object) -> Written:
    given = {"patience": 4, "reduction": 2.0, "min_lr": 1e-5, **plateau}
    settings = {"learning_rate": rate, "optimizer": "adam", "weight_decay": 0.0}
    settings |= {f"reduce_on_plateau_{name}": value for name, value in given.items()}
    text = "".join(f"{name}: {json.dumps(value)}\n" for name, value in settings.items())
    return Written("pytorch_forecasting", "hparams.yaml", text, "lr-Adam", number, count=250)


_LINEAR = "warmup='linear', warmup_iters=300, warmup_ratio=0.001"
_STEPS = [[0, 1e-3], [600, 1e-4], [600, 5e-4], [1500, 1e-5]]

CASES: dict[str, Written] = {
    "nemo: cosine": _nemo(name="CosineAnnealing", warmup_steps=300, min_lr=1e-5, max_steps=1800),
    "nemo: cosine, then held": _nemo(
        name="CosineAnnealing", warmup_steps=300, constant_steps=400, min_lr=1e-5, max_steps=1800
    ),
    "nemo: cosine of open length": _nemo(name="CosineAnnealing", warmup_steps=300, min_lr=1e-5),
    "nemo: line": _nemo(name="WarmupAnnealing", warmup_ratio=0.1, max_steps=1800),
    "nemo: power": _nemo(name="PolynomialDecayAnnealing", warmup_steps=300, min_lr=1e-5, power=2.0, max_steps=1800),
    "nemo: square": _nemo(name="SquareAnnealing", warmup_steps=300, max_steps=1800),
    "nemo: root": _nemo(name="InverseSquareRootAnnealing", warmup_steps=300, max_steps=1800),
    "nemo: noam": _nemo(name="NoamAnnealing", d_model=176, warmup_steps=300, min_lr=1e-6, max_steps=1800),
    "nemo: line of open length": _nemo(name="WarmupAnnealing", warmup_ratio=0.1),
    "nemo: power of open length": _nemo(name="PolynomialDecayAnnealing", warmup_ratio=0.07, min_lr=1e-5, power=2.0),
    "nemo: square of open length": _nemo(name="SquareAnnealing", warmup_steps=300),
    "nemo: falling root": _nemo(name="SquareRootAnnealing", warmup_steps=300, min_lr=1e-5, max_steps=1800),
    "nemo: held line": _nemo(
        name="PolynomialHoldDecayAnnealing", warmup_steps=300, hold_steps=500, power=2.0, min_lr=1e-5, max_steps=1800
    ),
    "nemo: held root": _nemo(
        name="WarmupHoldAnnealOneMinusSquareRoot", warmup_ratio=0.1, hold_ratio=0.4, min_lr=1e-4, max_steps=1800
    ),
    "nemo: held noam": _nemo(
        name="NoamHoldAnnealing", warmup_steps=300, hold_steps=500, decay_rate=1.0, min_lr=1e-5, max_steps=1800
    ),
    "nemo: T5": _nemo(name="T5InverseSquareRootAnnealing", constant_steps=400, max_steps=1800),
    "open_clip: cosine": _clip("cosine"),
    "open_clip: constant": _clip("const"),
    "open_clip: cool-down": _clip("const-cooldown", epochs_cooldown=3, lr_cooldown_end=1e-6, lr_cooldown_power=2.0),
    "litgpt: cosine": Written(
        "litgpt", "out/final/hyperparameters.yaml", _LITGPT, "learning_rate", run="out/logs/tensorboard/version_0"
    ),
    "litgpt: finetuned": Written(
        "litgpt", "out/final/hyperparameters.yaml", _TUNED.format("null"), "learning_rate", 400, "out/logs/a", first=1
    ),
    "litgpt: finetuned by steps": Written(
        "litgpt", "out/final/hyperparameters.yaml", _TUNED.format(300), "learning_rate", run="out/logs/a", first=1
    ),
    "nerfstudio: exponential": _nerf("ExponentialDecay", lr_final=1e-4, max_steps=1500, warmup_steps=200),
    "nerfstudio: exponential after a line": _nerf(
        "ExponentialDecay", lr_final=1e-4, max_steps=1500, warmup_steps=200, ramp="linear", lr_pre_warmup=1e-5
    ),
    "nerfstudio: cosine beyond its end": _nerf("CosineDecay", warm_up_end=200, max_steps=1500),
    "nerfstudio: steps": _nerf("MultiStep", milestones=[500, 1200]),
    "sheeprl: line": Written("sheeprl", "config.yaml", _SHEEPRL, "Info/learning_rate", count=125, first=8, every=8),
    "espnet: warm-up": _espnet("warmuplr", 10, warmup_steps=300),
    "espnet: warm-up by a window of its own": _espnet("warmuplr", 0, warmup_steps=300),
    "espnet: noam": _espnet("noamlr", 25, warmup_steps=300, model_size=256),
    "espnet: accumulated": _espnet("warmuplr", 20, 4, warmup_steps=300),
    "espnet: accumulated across windows": _espnet("warmuplr", 10, 4, warmup_steps=100),
    **{
        f"espnet: {name}, {window} at once": _espnet(kind, window, accumulated, **options)
        for name, (kind, options) in _SCHEDULERS.items()
        for window, accumulated in ((1, 1), (20, 1), (40, 4))
    },
    "espnet: steps of epochs": _espnet("steplr", 10, epoch=100, step_size=4, gamma=0.5),
    "espnet: milestones": _espnet("multisteplr", 10, epoch=100, milestones=[3, 11, 15], gamma=0.3),
    "espnet: epoch by epoch": _espnet("ExponentialLR", 20, 2, epoch=100, gamma=0.8),
    "espnet: cosine of epochs": _espnet("CosineAnnealingLR", 10, epoch=100, T_max=15, eta_min=1e-5),
    "openpcdet: one cycle": _pcdet(OPTIMIZER="adam_onecycle"),
    "openpcdet: cosine": _pcdet(OPTIMIZER="adam_cosineanneal", WARMUP_ITER=300),
    "openpcdet: drops": _pcdet(OPTIMIZER="adam"),
    "mmcv: steps": _mmcv(f"policy='step', {_LINEAR}, step=[4, 8], min_lr=1e-3"),
    "mmcv: steps within the warm-up": _mmcv(f"policy='step', {_LINEAR}, step=[1, 8], gamma=0.5"),
    "mmcv: every so often": _mmcv("policy='step', step=3, gamma=0.5, warmup='exp', warmup_iters=300"),
    "mmcv: power": _mmcv(f"policy='poly', power=0.9, min_lr=1e-4, by_epoch=False, {_LINEAR}", _ITERATIONS),
    "mmcv: cosine": _mmcv("policy='CosineAnnealing', min_lr_ratio=0.05"),
    "mmcv: cosine by iteration": _mmcv(f"policy='CosineAnnealing', min_lr=0, by_epoch=False, {_LINEAR}"),
    "mmcv: exponential": _mmcv("policy='exp', gamma=0.9, warmup='constant', warmup_iters=300, warmup_ratio=0.1"),
    **dict(_warmed_policies()),
    "mmcv: cycles of epochs": _mmcv("policy='cyclic', target_ratio=(8, 0.01), cyclic_times=3, step_ratio_up=0.3"),
    "mmcv: falling cycles": _mmcv(
        "policy='cyclic', target_ratio=4.0, cyclic_times=5, gamma=0.7, anneal_strategy='linear'", _ITERATIONS
    ),
    "mmcv: one cycle": _mmcv("policy='OneCycle', max_lr=0.1, pct_start=0.4"),
    "mmcv: one cycle of three phases": _mmcv(
        "policy='OneCycle', max_lr=0.1, three_phase=True, anneal_strategy='linear', total_steps=2600", _ITERATIONS
    ),
    "mmcv: flat, then cosine of epochs": _mmcv("policy='FlatCosineAnnealing', by_epoch=False, min_lr=1e-5"),
    "mmcv: line of epochs": _mmcv("policy='LinearAnnealing', by_epoch=False, min_lr_ratio=0.01"),
    "mmcv: warm-up by epochs": _mmcv("policy='inv', gamma=0.3, warmup='linear', warmup_iters=3, warmup_by_epoch=True"),
    "fairseq: root": _fairseq("inverse_sqrt", warmup_updates=300, warmup_init_lr=1e-7),
    "fairseq: line": _fairseq("polynomial_decay", warmup_updates=300, total_num_update=1800),
    "fairseq: line of the run": _fairseq("polynomial_decay", warmup_updates=300, end_learning_rate=1e-5, power=2.0),
    "fairseq: cosine": _fairseq("cosine", warmup_updates=300, min_lr=1e-5),
    "fairseq: stages": _fairseq("tri_stage", warmup_steps=300, hold_steps=400, decay_steps=900),
    "fairseq: stages without a hold": _fairseq("tri_stage", warmup_steps=300, decay_steps=900),
    "fairseq: stages by shares": _fairseq("tri_stage", phase_ratio="(0.1, 0.4, 0.5)", final_lr_scale=0.05),
    "fairseq: fixed": _fairseq("fixed", warmup_updates=300),
    "isaac_lab: line of rl_games": Written(
        "isaac_lab", "params/agent.yaml", _RL_GAMES, "info/last_lr", run="summaries", count=800, first=1
    ),
    "isaac_lab: skrl's means": _skrl(_PPO, 120, "CosineAnnealingLR", T_max=900, eta_min=1e-5),
    "isaac_lab: skrl's means of a hundredth": _skrl(_PPO, "auto", "StepLR", step_size=90, gamma=0.5),
    "isaac_lab: skrl's rollouts": _skrl(_PPO, 24, "ExponentialLR", gamma=0.997),
    "isaac_lab: skrl by actions": _skrl({"class": "A2C", "rollouts": 24}, 24, "LinearLR", total_iters=150),
    "isaac_lab: skrl with a memory": _skrl(_SAC, 100, "torch.optim.lr_scheduler.PolynomialLR", total_iters=9000),
    "isaac_lab: skrl with a memory, written often": _skrl(_SAC, 7, "ExponentialLR", 2000, gamma=0.9995),
    "rl_zoo3: line": _zoo("lin_0.001", 256, 128, **_ON),
    "rl_zoo3: flat": _zoo(3e-4, 256, 128, **_ON),
    "rl_zoo3: line with a memory": _zoo("lin_7.3e-4", 131, 31, train_freq=8, n_envs=1, **_OFF),
    "rl_zoo3: line with a memory of many": _zoo("lin_0.002", 136, 60, train_freq=4, n_envs=4, **_OFF),
    "rl_zoo3: line of every step": _zoo("lin_0.002", 135, 55, **_OFF),
    "pytorch_forecasting: list": _forecast([0.03, 0.01, 0.01, 0.002, 0.001], 20),
    "pytorch_forecasting: flat": _forecast(0.03, patience=None),
    "vits: epochs": Written("vits", "config.json", _SPEECH, "learning_rate", 125),
    "vits: epochs of GPT-SoVITS": Written("vits", "config.json", _CHINESE_SPEECH, "learning_rate", 125),
    "vits: first stage of GPT-SoVITS": Written("vits", "hparams.yaml", _FIRST_STAGE, "lr_step", first=49, every=50),
    "rt_detr: drops": _detr(300),
    "rt_detr: cold": _detr(0),
    "rt_detr: cosine": _detr(300, "CosineAnnealingLR", T_max=12, eta_min=1e-6),
    "megatron_bridge: cosine": _bridge("cosine", lr_warmup_iters=200),
    "megatron_bridge: shorter line": _bridge("linear", lr_warmup_iters=200, lr_decay_iters=1000),
    "megatron_bridge: by samples": _bridge("cosine", "samples", lr_warmup_samples=6400),
    "megatron_bridge: share": _bridge("inverse-square-root", lr_warmup_fraction=0.1, lr_warmup_init=1e-5),
    "megatron_bridge: stable": _bridge(
        "WSD", lr_warmup_iters=200, lr_wsd_decay_iters=400, lr_wsd_decay_style="exponential"
    ),
    "megatron_bridge: cut warm-up": _bridge("constant", lr_warmup_iters=3000),
    "torchtitan: line": _titan(),
    "torchtitan: root": _titan(decay_type="sqrt", min_lr_factor=0.1),
    "torchtitan: stable": _titan(decay_ratio=0.3, decay_type="cosine", min_lr_factor=0.1),
    "torchtitan: no stretch": _titan(decay_ratio=0.95),
    "torchtitan: warm-up alone": _titan(warmup_steps=3000),
    "torchtitan: part": _titan(total_steps=5000, warmup_steps=0),
    "t5x: root": _t5x("constant * linear_warmup * rsqrt_decay"),
    "t5x: flat, then root": _t5x("constant * rsqrt_decay"),
    "t5x: normalized": _t5x("constant * linear_warmup * rsqrt_normalized_decay", step_offset=500),
    "t5x: cosine": _t5x("constant * linear_warmup * cosine_decay", steps_per_cycle=1200),
    "t5x: drops": _t5x("constant * decay_every", steps_per_decay=400, decay_factor=0.3),
    "t5x: line": _t5x("linear_decay", decay_factor=0.0007),
    "rllib: lines": _rllib(_STEPS, new=True),
    "rllib: old lines": _rllib(_STEPS, new=False),
    "rllib: old lines from later on": _rllib([[500, 1e-3], [1500, 1e-5]], new=False),
}

# Of these a metric moves the rate, so that a rule alone is told.
RULED: dict[str, Written] = {
    "isaac_lab: KL of rsl_rl": _rsl(),
    "isaac_lab: wide KL of rsl_rl": _rsl(learning_rate=8e-3, desired_kl=0.016),
    "isaac_lab: KL of skrl": _skrl(_PPO, 24, "KLAdaptiveLR", 6000, kl_threshold=0.008),
    "isaac_lab: KL of skrl within bounds": _skrl(
        _PPO, 24, "KLAdaptiveLR", 6000, min_lr=5e-4, max_lr=2e-3, lr_factor=1.2, kl_factor=1.1
    ),
    "isaac_lab: KL of skrl, by actions": _skrl({"class": "A2C", "rollouts": 24}, 24, "KLAdaptiveLR", 6000),
    "isaac_lab: means of KL of skrl": _skrl(_PPO, "auto", "KLAdaptiveLR", 6000, min_lr=5e-4, max_lr=2e-3),
    "pytorch_forecasting: plateau": _forecast(0.03),
    "pytorch_forecasting: plateau with a floor": _forecast(0.03, reduction=3.0, patience=2, min_lr=1e-3),
}
