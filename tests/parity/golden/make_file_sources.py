"""Records the rates of the frameworks that leave their configuration in a file, by their own code.

Run as `python -m tests.parity.golden.make_file_sources DIRECTORY` where torch, jax, numpy and yaml are installed.
DIRECTORY holds one directory for each of `VERSIONS` with the unpacked wheel, source distribution or repository. Only
the files with the formulas are loaded; what they import for other purposes is put in their place as an empty module.
What a training loop does around them (which call comes first, what is logged) is typed anew from the files that the
readers name.
"""

from __future__ import annotations

import ast
import dataclasses
import json
import math
import sys
import typing
import warnings
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from packaging import version

from tests.parity.golden import golden_file
from tests.parity.golden.file_source_cases import CASES, RULED, Written
from tests.parity.golden.framework_files import an_optimizer, class_of, function_of, load, rate_of, read_yaml, stepped

VERSIONS = {
    "nemo": "nemo_toolkit 3.0.0",
    "open_clip": "open_clip_torch 3.3.0",
    "litgpt": "litgpt 0.5.13",
    "nerfstudio": "nerfstudio 1.1.5",
    "sheeprl": "sheeprl 0.8.4",
    "espnet": "espnet 202511",
    "openpcdet": "open-mmlab/OpenPCDet 8caccce",
    "mmcv": "mmcv 1.7.2",
    "fairseq": "fairseq 0.12.2",
    "isaac_lab": "rl_games 1.6.5, rsl-rl-lib 5.5.1, skrl 2.1.1",
    "rl_zoo3": "rl_zoo3 2.9.2 over stable_baselines3 2.9.2",
    "pytorch_forecasting": "pytorch-forecasting 1.8.0",
    "vits": "torch, in the order of jaywalnut310/vits 2e561ba and RVC-Boss/GPT-SoVITS 48b1a01",
    "rt_detr": "lyuwenyu/RT-DETR 068dfde",
    "megatron_bridge": "megatron-bridge 0.3.1 over megatron-core 0.16.1",
    "torchtitan": "torchtitan 0.3.0",
    "t5x": "google-research/t5x cc342d4",
    "rllib": "ray 2.60.0",
}


def nemo(root: Path, case: Written) -> list[float]:
    file = root / "nemo" / "core" / "optim" / "lr_scheduler.py"
    optim = read_yaml(case.text)["cfg"]["optim"]
    classes, optimizer = load(file), an_optimizer(optim["lr"])
    given = dict(optim["sched"])
    scheduler = classes[given.pop("name")](optimizer, **{"max_steps": case.number, **given})
    return stepped(scheduler, optimizer, case.count)


def open_clip(root: Path, case: Written) -> list[float]:
    functions = load(root / "open_clip_train" / "scheduler.py")
    given: dict[str, Any] = {}
    for line in case.text.splitlines():
        name, _, value = line.partition(": ")
        given[name] = value if name == "lr_scheduler" else float(value)
    optimizer, total = an_optimizer(given["lr"]), int(case.number * given["epochs"])
    begin: dict[str, Callable[[], Any]] = {
        "cosine": lambda: functions["cosine_lr"](optimizer, given["lr"], given["warmup"], total),
        "const": lambda: functions["const_lr"](optimizer, given["lr"], given["warmup"], total),
        "const-cooldown": lambda: functions["const_lr_cooldown"](
            optimizer,
            given["lr"],
            given["warmup"],
            total,
            case.number * given["epochs_cooldown"],
            given["lr_cooldown_power"],
            given["lr_cooldown_end"],
        ),
    }
    schedule = begin[given["lr_scheduler"]]()
    return [schedule(step) for step in range(case.count)]


def litgpt(root: Path, case: Written) -> list[float]:
    if "checkpoint_dir" in case.text:
        return finetuned(root, case)
    get_lr = function_of(root / "litgpt" / "pretrain.py", "get_lr")
    [arguments] = [
        one
        for one in ast.parse((root / "litgpt" / "args.py").read_text()).body
        if isinstance(one, ast.ClassDef) and one.name == "TrainArgs"
    ]
    names: dict[str, Any] = {"dataclass": dataclasses.dataclass, "Optional": typing.Optional, "math": math}
    names |= {"warnings": warnings, "Union": typing.Union, "Literal": typing.Literal}
    exec(compile(ast.Module([arguments], []), "args", "exec"), names)
    config = read_yaml(case.text)
    train, world = names["TrainArgs"](**config["train"]), config["devices"] * config["num_nodes"]
    total = train.max_tokens // world // (train.micro_batch_size * train.max_seq_length)
    warmup = train.warmup_iters(config["devices"], config["num_nodes"], total, None)
    rate = config["optimizer"]["init_args"]["lr"]
    return [get_lr(rate, step, warmup, total, train.min_lr) for step in range(case.count)]


def finetuned(root: Path, case: Written) -> list[float]:
    """Step and log as `fit` of litgpt's finetune commands does."""
    config = read_yaml(case.text)
    train, optimizer = config["train"], an_optimizer(config["optimizer"]["init_args"]["lr"])
    make = function_of(root / "litgpt" / "finetune" / "lora.py", "get_lr_scheduler", torch=torch)
    updates = case.number or train["max_steps"]
    scheduler = make(optimizer, warmup_steps=train["lr_warmup_steps"], max_steps=updates)
    accumulated = train["global_batch_size"] // config["devices"] // train["micro_batch_size"]
    rates = []
    for iteration in range(1, min(case.count, updates * accumulated) + 1):
        if iteration % accumulated == 0:
            optimizer.step()
            scheduler.step()
        rates.append(scheduler.get_last_lr()[0])
    return rates


def nerfstudio(root: Path, case: Written) -> list[float]:
    @dataclasses.dataclass
    class InstantiateConfig:
        _target: Any = None

    found = load(root / "nerfstudio" / "engine" / "schedulers.py", InstantiateConfig=InstantiateConfig)
    group = read_yaml(case.text)["optimizers"]["fields"]
    rate, given = group["optimizer"]["lr"], dict(group["scheduler"])
    kind = given.pop("")
    optimizer = an_optimizer(rate)
    config = found[kind](**given)
    scheduler = found[kind.removesuffix("Config")](config).get_scheduler(optimizer, rate)
    return stepped(scheduler, optimizer, case.count, is_late=True)


def sheeprl(root: Path, case: Written) -> list[float]:
    decay = function_of(root / "sheeprl" / "utils" / "utils.py", "polynomial_decay")
    config = read_yaml(case.text)
    total = config["algo"]["total_steps"] // (config["env"]["num_envs"] * config["algo"]["rollout_steps"])
    rate, rates, now = config["algo"]["optimizer"]["lr"], [], config["algo"]["optimizer"]["lr"]
    for iteration in range(1, case.count + 1):
        rates.append(now)
        now = decay(iteration, initial=rate, final=0.0, max_decay_steps=total, power=1.0)
    return rates


_ESPNET = {
    "warmuplr": ("warmup_lr.py", "WarmupLR"),
    "noamlr": ("noam_lr.py", "NoamLR"),
    "warmupsteplr": ("warmup_step_lr.py", "WarmupStepLR"),
    "piecewiselinearwarmuplr": ("piecewise_linear_warmup_lr.py", "PiecewiseLinearWarmupLR"),
    "tristagelr": ("tristage_lr.py", "TristageLR"),
    "exponentialdecaywarmup": ("exponential_decay_warmup.py", "ExponentialDecayWarmup"),
    "cosineannealingwarmuprestarts": ("cosine_anneal_warmup_restart.py", "CosineAnnealingWarmupRestarts"),
}
_BY_UPDATE = {"cycliclr": "CyclicLR", "onecyclelr": "OneCycleLR"}
_BY_UPDATE |= {"cosineannealingwarmrestarts": "CosineAnnealingWarmRestarts"}
_BY_EPOCH = {"steplr": "StepLR", "multisteplr": "MultiStepLR", "exponentiallr": "ExponentialLR"}
_BY_EPOCH |= {"cosineannealinglr": "CosineAnnealingLR"}


def espnet(root: Path, case: Written) -> list[float]:
    """Step as `trainer.py` does, and take the means of `reporter.py`, whose windows begin anew with each epoch."""
    config = read_yaml(case.text)
    folder, kind = root / "espnet2" / "schedulers", config["scheduler"].lower()
    optimizer, options = an_optimizer(config["optim_conf"]["lr"]), config["scheduler_conf"]
    if kind in _ESPNET:
        file, name = _ESPNET[kind]
        given = {"AbsBatchStepScheduler": load(folder / "abs_scheduler.py")["AbsBatchStepScheduler"]}
        scheduler = load(folder / file, typechecked=lambda one: one, **given)[name](optimizer, **options)
    else:
        scheduler = getattr(torch.optim.lr_scheduler, {**_BY_UPDATE, **_BY_EPOCH}[kind])(optimizer, **options)
    is_told = config["log_interval"] is not None
    window = config["log_interval"] if is_told else case.number
    epoch = case.number if kind in _BY_EPOCH else case.count + 1
    rates, means = [], []
    for iteration in range(1, case.count + 1):
        if iteration % config["accum_grad"] == 0:
            optimizer.step()
            if kind not in _BY_EPOCH:
                scheduler.step()
            rates.append(rate_of(optimizer))
        else:
            rates.append(math.nan)
        if iteration % window == 0:
            means.append(float(np.nanmean(rates[-window:])))
        if iteration % epoch == 0:
            scheduler.step()
    return means


def openpcdet(root: Path, case: Written) -> list[float]:
    folder = root / "tools" / "train_utils" / "optimization"
    classes = load(folder / "learning_schedules_fastai.py")
    build = load(folder / "__init__.py", **{name: classes[name] for name in ("CosineWarmupLR", "OneCycle")})
    build["CosineAnnealing"] = classes["CosineAnnealing"]
    given = Namespace(**read_yaml(case.text)["OPTIMIZATION"])
    is_plain = given.OPTIMIZER == "adam"
    optimizer: Any = an_optimizer(given.LR) if is_plain else Namespace(lr=0.003, mom=0.9)
    scheduler, _ = build["build_scheduler"](optimizer, case.number, given.NUM_EPOCHS, -1, given)
    rates = []
    for step in range(case.count):
        scheduler.step(step, step // case.number) if not is_plain else scheduler.step(step)
        rates.append(rate_of(optimizer) if is_plain else float(optimizer.lr))
    return rates


def mmcv(root: Path, case: Written) -> list[float]:
    hooks = load(root / "mmcv" / "runner" / "hooks" / "lr_updater.py")
    settings: dict[str, Any] = {}
    exec(case.text, settings)
    given, planned = dict(settings["lr_config"]), dict(settings["runner"])
    policy = given.pop("policy")
    name = (policy.title() if policy == policy.lower() else policy) + "LrUpdaterHook"
    optimizer = an_optimizer(settings["optimizer"]["lr"])
    runner = Namespace(optimizer=optimizer, epoch=0, iter=0, data_loader=range(case.number or case.count))
    runner.max_epochs = planned.get("max_epochs")
    runner.max_iters = planned.get("max_iters", (planned.get("max_epochs") or 0) * case.number)
    updater, rates = hooks[name](**given), []
    updater.before_run(runner)
    for step in range(case.count):
        runner.iter = step
        if step % len(runner.data_loader) == 0:
            runner.epoch = step // len(runner.data_loader)
            updater.before_train_epoch(runner)
        updater.before_train_iter(runner)
        rates.append(rate_of(optimizer))
    return rates


def fairseq(root: Path, case: Written) -> list[float]:
    words = ast.literal_eval(case.text)
    given = {name[2:].replace("-", "_"): value for name, value in zip(words[::2], words[1::2], strict=True)}
    kind = given.pop("lr_scheduler")
    folder = root / "fairseq" / "optim" / "lr_scheduler"
    files = {"inverse_sqrt": "inverse_square_root_schedule.py", "polynomial_decay": "polynomial_decay_schedule.py"}
    files |= {
        "cosine": "cosine_lr_scheduler.py",
        "tri_stage": "tri_stage_lr_scheduler.py",
        "fixed": "fixed_schedule.py",
    }
    declared: list[Any] = []

    def register(_name: str, dataclass: Any) -> Callable[[Any], Any]:
        declared.append(dataclass)
        return lambda one: one

    class FairseqLRScheduler:
        def __init__(self, cfg: Any, optimizer: Any) -> None:
            self.cfg, self.optimizer = cfg, optimizer

    # What `II("optimization.max_update")` stands for once the command line is read.
    told = {"optimization.max_update": float(given["max_update"]), "optimization.lr": (float(given["lr"]),)}
    names = load(
        folder / files[kind],
        register_lr_scheduler=register,
        FairseqLRScheduler=FairseqLRScheduler,
        FairseqDataclass=object,
        II=told.__getitem__,
    )
    [schedule] = [one for one in names.values() if isinstance(one, type) and FairseqLRScheduler in one.__bases__]
    fields = {field.name for field in dataclasses.fields(declared[0])} - {"lr", "max_update"}
    config = declared[0](
        **{
            name: ast.literal_eval(given[name]) if isinstance(given[name], str) else given[name]
            for name in fields & given.keys()
        }
    )
    optimizer = Namespace(now=0.0)
    optimizer.set_lr = lambda rate: setattr(optimizer, "now", rate)
    optimizer.get_lr = lambda: optimizer.now
    scheduler, rates = schedule(config, optimizer), []
    if hasattr(scheduler, "step_begin_epoch"):
        scheduler.step_begin_epoch(1)
    for updates in range(case.count):
        scheduler.step_update(updates)
        rates.append(optimizer.now)
    return rates


def isaac_lab(root: Path, case: Written) -> list[float]:
    """Take the library of which the settings are."""
    agent = read_yaml(case.text)
    return (rl_games if "params" in agent else rsl_rl if "algorithm" in agent else skrl)(root, case)


def rsl_rl(root: Path, case: Written) -> list[float]:
    given = read_yaml(case.text)["algorithm"]
    [adapt] = [
        node
        for node in ast.walk(ast.parse((root / "rsl_rl" / "algorithms" / "ppo.py").read_text()))
        if isinstance(node, ast.If) and "kl_mean > self.desired_kl * 2.0" in ast.unparse(node.test)
    ]
    rule, source = compile(ast.Module([adapt], []), "ppo", "exec"), divergences()
    updates = given["num_learning_epochs"] * given["num_mini_batches"]
    algorithm, rates = Namespace(learning_rate=given["learning_rate"], desired_kl=given["desired_kl"]), []
    for _ in range(case.count):
        for _ in range(updates):
            exec(rule, {"self": algorithm, "kl_mean": next(source) * given["desired_kl"]})
        rates.append(algorithm.learning_rate)
    return rates


def divergences() -> Iterator[float]:
    """Give divergences around the desired one that wander, now above and now below, with zeros among them."""
    random, drift = np.random.default_rng(3), 0.0
    while True:
        drift = 0.98 * drift + random.normal(0.0, 0.25)
        yield float(math.exp(drift + random.normal(0.0, 0.7))) if random.random() > 0.02 else 0.0


def skrl(root: Path, case: Written) -> list[float]:
    """Learn and write as `post_interaction` of the agents and `write_tracking_data` do."""
    config = read_yaml(case.text)
    agent, total = config["agent"], config["trainer"]["timesteps"]
    adaptive = load(root / "skrl" / "resources" / "schedulers" / "torch" / "kl_adaptive.py", version=version)
    optimizer, options = an_optimizer(agent["learning_rate"]), agent["learning_rate_scheduler_kwargs"]
    name = agent["learning_rate_scheduler"].rpartition(".")[2]
    is_adaptive = name == "KLAdaptiveLR"
    kind = adaptive["KLAdaptiveLR"] if is_adaptive else getattr(torch.optim.lr_scheduler, name)
    scheduler, source = kind(optimizer, **options), divergences()
    window = agent["experiment"]["write_interval"]
    window = int(total / 100) if window == "auto" else window
    is_each, tracked, written = "gradient_steps" in agent, [], []
    for timestep in range(total):
        is_due = timestep >= agent.get("learning_starts", 0) and not (timestep + 1) % agent.get("rollouts", 1)
        for _ in range(agent.get("gradient_steps", agent.get("learning_epochs", 1)) if is_due else 0):
            optimizer.step()
            scheduler.step(next(source) * 0.008) if is_adaptive else scheduler.step()
            if is_each:
                tracked.append(scheduler.get_last_lr()[0])
        if is_due and not is_each:
            tracked.append(scheduler.get_last_lr()[0])
        if timestep + 1 > 1 and (timestep + 1) % window == 0 and tracked:
            written.append(float(np.mean(tracked)))
            tracked.clear()
    return written


def rl_zoo3(root: Path, case: Written) -> list[float]:
    """Log as `learn` of the algorithms does, before the update of a rollout, or at the end of an episode."""
    folder = root / "stable_baselines3" / "common"
    kinds = load(folder / "utils.py")
    line = class_of(root / "rl_zoo3" / "utils.py", "SimpleLinearSchedule")
    manager = class_of(
        root / "rl_zoo3" / "exp_manager.py",
        "ExperimentManager",
        ("_preprocess_schedules",),
        SimpleLinearSchedule=line,
        ConstantSchedule=kinds["ConstantSchedule"],
    )
    base = class_of(
        folder / "base_class.py", "BaseAlgorithm", ("_update_current_progress_remaining", "_update_learning_rate")
    )
    config = dict(read_yaml(case.text)[0])
    schedules = manager._preprocess_schedules({"learning_rate": config["learning_rate"]})
    logged: dict[str, float] = {}
    algorithm = base()
    algorithm.logger = Namespace(record=logged.__setitem__)
    algorithm.lr_schedule, algorithm._current_progress_remaining = schedules["learning_rate"], 1.0
    total, envs = int(config["n_timesteps"]), config.get("n_envs", 1)
    frequency, rates, done = config.get("train_freq", 1), [], 0
    last = case.first + case.every * (case.count - 1)
    is_off_policy = "buffer_size" in config
    every = envs * (frequency if is_off_policy else config["n_steps"])
    while done < last:
        for _ in range(every // envs):
            done += envs
            if is_off_policy:
                algorithm._update_current_progress_remaining(done, total)
                if done >= case.first and (done - case.first) % case.every == 0:
                    rates.append(logged["train/learning_rate"])
        if not is_off_policy:
            algorithm._update_current_progress_remaining(done, total)
            if done >= case.first:
                rates.append(logged["train/learning_rate"])
        algorithm._update_learning_rate([])
    return rates[: case.count]


def pytorch_forecasting(root: Path, case: Written) -> list[float]:
    """Run the model's own configure_optimizers; a plateau of a loss that seldom improves."""
    settings = Namespace(**read_yaml(case.text), optimizer_params=None)
    model = class_of(
        root / "pytorch_forecasting" / "models" / "base" / "_base_model.py",
        "BaseModel",
        ("configure_optimizers",),
        _check_soft_dependencies=lambda *_arguments, **_options: False,
        torch=torch,
        LambdaLR=torch.optim.lr_scheduler.LambdaLR,
        ReduceLROnPlateau=torch.optim.lr_scheduler.ReduceLROnPlateau,
    )()
    model.hparams, model.optimizer = settings, settings.optimizer
    model.parameters = lambda: [torch.nn.Parameter(torch.zeros(1))]
    made = model.configure_optimizers()
    optimizer, scheduler = made["optimizer"], made["lr_scheduler"].get("scheduler")
    random, rates = np.random.default_rng(5), []
    for step in range(case.count):
        rates.append(rate_of(optimizer))
        if scheduler is not None and (step + 1) % (case.number or 1) == 0:
            optimizer.step()
            scheduler.step(*(() if case.number else (float(random.random()),)))
    return rates


def rl_games(root: Path, case: Written) -> list[float]:
    config = read_yaml(case.text)["params"]["config"]
    scheduler = load(root / "rl_games" / "common" / "schedulers.py")["LinearScheduler"]
    line = scheduler(config["learning_rate"], max_steps=config["max_epochs"], use_epochs=True)
    return [line.update(0.0, 0.0, epoch, 0, 0.0)[0] for epoch in range(1, case.count + 1)]


def vits(root: Path, case: Written) -> list[float]:
    if case.place == "hparams.yaml":
        return first_stage(root, case)
    train = json.loads(case.text)["train"]
    optimizer, rates = an_optimizer(train["learning_rate"]), []
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=train["lr_decay"])
    if "text_low_lr_rate" in train:
        # GPT-SoVITS steps once for each epoch up to the one that begins, the first among them (s2_train.py, 278).
        optimizer.step()
        scheduler.step()
    for step in range(case.count):
        rates.append(rate_of(optimizer))
        if (step + 1) % case.number == 0:
            optimizer.step()
            scheduler.step()
    return rates


def first_stage(root: Path, case: Written) -> list[float]:
    """Step as `training_step` of GPT-SoVITS does: in four batches once, counted within an epoch."""
    given = read_yaml(case.text)["config"]["optimizer"]
    optimizer = an_optimizer(0.01)
    kind = load(root / "GPT_SoVITS" / "AR" / "modules" / "lr_schedulers.py")["WarmupCosineLRSchedule"]
    steps = {"warmup_steps": given["warmup_steps"], "total_steps": given["decay_steps"]}
    scheduler = kind(optimizer, init_lr=given["lr_init"], peak_lr=given["lr"], end_lr=given["lr_end"], **steps)
    rates = []
    for batch in range(case.count):
        if batch % 120 > 0 and batch % 120 % 4 == 0:
            optimizer.step()
            scheduler.step()
        rates.append(float(scheduler.get_last_lr()[0]))
    return rates[case.first :: case.every]


def rt_detr(root: Path, case: Written) -> list[float]:
    folder = root / "rtdetrv2_pytorch" / "src" / "optim"
    warmup_class = load(folder / "warmup.py", register=lambda: lambda one: one)["LinearWarmup"]
    config = ast.literal_eval(case.text.partition("yaml_cfg: ")[2].partition("\n")[0])
    optimizer, given = an_optimizer(config["optimizer"]["lr"]), dict(config["lr_scheduler"])
    scheduler = getattr(torch.optim.lr_scheduler, given.pop("type"))(optimizer, **given)
    warmup, rates = None, []
    if config["lr_warmup_scheduler"]:
        warmup = warmup_class(scheduler, config["lr_warmup_scheduler"]["warmup_duration"])
    for step in range(case.count):
        optimizer.step()
        if warmup is not None:
            warmup.step()
        rates.append(rate_of(optimizer))
        if (step + 1) % case.number == 0 and (warmup is None or warmup.finished()):
            scheduler.step()
    return rates


def megatron_bridge(root: Path, case: Written) -> list[float]:
    config = read_yaml(case.text)
    folder = root / "megatron" / "bridge" / "training"
    wanted = {"SchedulerConfig", "TrainingConfig", "ConfigContainer"}
    tree = [one for one in ast.parse((folder / "config.py").read_text()).body if isinstance(one, ast.ClassDef)]
    classes = {one.name: one for one in tree if one.name in wanted}
    methods = {one.name: one for one in classes["ConfigContainer"].body if isinstance(one, ast.FunctionDef)}
    names: dict[str, Any] = {"dataclass": dataclasses.dataclass, "field": dataclasses.field, "Literal": typing.Literal}
    names |= {"Optional": typing.Optional, "warn_rank_0": print, "Union": typing.Union}
    names["Any"] = Any
    body = [classes["SchedulerConfig"], methods["_calculate_scheduler_steps"]]
    exec(compile(ast.Module(list(body), []), "config", "exec"), names)
    given = {name: value for name, value in config["scheduler"].items() if name != "_target_"}
    scheduler_config = names["SchedulerConfig"](**given)
    train = Namespace(**{"train_samples": None, "train_iters": None, **config["train"]})
    scheduler_config.finalize()
    names["_calculate_scheduler_steps"](Namespace(train=train, scheduler=scheduler_config))
    core = load(root / "megatron_core" / "optimizer_param_scheduler.py", log_single_rank=lambda *_: None)[
        "OptimizerParamScheduler"
    ]
    optimizer = Namespace(param_groups=[{}])
    get = load(folder / "optim.py", OptimizerParamScheduler=core)["_get_scheduler"]
    scheduler_config.start_weight_decay = scheduler_config.end_weight_decay = 0.0
    rates_of = Namespace(lr=config["optimizer"]["lr"], min_lr=config["optimizer"]["min_lr"])
    scheduler, size = get(rates_of, scheduler_config, optimizer), config["train"]["global_batch_size"]
    rates = [optimizer.param_groups[0]["lr"]]
    for _ in range(1, case.count):
        scheduler.step(size)
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


def torchtitan(root: Path, case: Written) -> list[float]:
    class Configurable:
        class Config:
            pass

    file = root / "torchtitan" / "components" / "optimizer" / "lr_scheduler.py"
    container = load(file, Configurable=Configurable, Stateful=object)["LRSchedulersContainer"]
    config = json.loads(case.text)
    optimizer = an_optimizer(config["optimizer"]["lr"])
    built = container.Config(**config["lr_scheduler"]).build(
        optimizers=[optimizer], training_steps=config["training"]["steps"]
    )
    return stepped(built, optimizer, min(case.count, config["training"]["steps"]))


def t5x(root: Path, case: Written) -> list[float]:
    import jax.numpy as jnp

    create = function_of(root / "t5x" / "utils.py", "create_learning_rate_scheduler", jnp=jnp)
    name = r"utils.create_learning_rate_scheduler."
    rows = [line.removeprefix(name).split(" = ", 1) for line in case.text.splitlines() if line.startswith(name)]
    rates = create(**{key: ast.literal_eval(value) for key, value in rows})
    return [float(rates(jnp.asarray(step))) for step in range(case.count)]


def rllib(root: Path, case: Written) -> list[float]:
    folder = root / "ray" / "rllib" / "utils" / "schedules"
    override = {"override": lambda _base: lambda one: one, "try_import_tf": lambda: (None,) * 3}
    override |= {"try_import_torch": lambda: (torch, None)}
    schedule = load(folder / "schedule.py", **override)["Schedule"]
    piecewise = load(folder / "piecewise_schedule.py", Schedule=schedule, **override)["PiecewiseSchedule"]
    config = json.loads(case.text)
    pairs = config["lr"] if config["enable_rl_module_and_learner"] else config["lr_schedule"]
    lines = piecewise(pairs, outside_value=pairs[-1][-1], framework=None)
    return [float(lines.value(config["train_batch_size"] * count)) for count in range(case.count)]


RECORDERS: Mapping[str, Callable[[Path, Written], list[float]]] = {
    "nemo": nemo,
    "open_clip": open_clip,
    "litgpt": litgpt,
    "nerfstudio": nerfstudio,
    "sheeprl": sheeprl,
    "espnet": espnet,
    "openpcdet": openpcdet,
    "mmcv": mmcv,
    "fairseq": fairseq,
    "isaac_lab": isaac_lab,
    "rl_zoo3": rl_zoo3,
    "pytorch_forecasting": pytorch_forecasting,
    "vits": vits,
    "rt_detr": rt_detr,
    "megatron_bridge": megatron_bridge,
    "torchtitan": torchtitan,
    "t5x": t5x,
    "rllib": rllib,
}


def main(directory: str) -> None:
    """Record them all."""
    warnings.simplefilter("ignore")
    rates = {name: RECORDERS[case.kind](Path(directory) / case.kind, case) for name, case in {**CASES, **RULED}.items()}
    golden_file.write("file_sources", VERSIONS | {"torch": torch.__version__}, rates)


if __name__ == "__main__":
    main(sys.argv[1])
