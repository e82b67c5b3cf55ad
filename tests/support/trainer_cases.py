"""Runs of training loops that leave their schedule in a file, by formulas typed anew from their code.

See `source_cases.py`, whose list ends with these.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable

from tests.support.source_case import SourceCase

Rate = Callable[[int], float]


def at(steps: Iterable[int], rate: Rate) -> list[tuple[int, float]]:
    """Log a rate at steps."""
    return [(step, rate(step)) for step in steps]


def nemo_cases() -> list[SourceCase]:
    """NeMo: `core/optim/lr_scheduler.py`."""
    head = "cfg:\n  train_ds:\n    batch_size: 16\n  optim:\n    name: adamw\n    lr: {}\n    sched:\n"

    def file(lr: float, **sched: object) -> dict[str, str]:
        return {"hparams.yaml": head.format(lr) + "".join(f"      {name}: {value}\n" for name, value in sched.items())}

    def warmed(step: int) -> float:
        return 1e-3 * (step + 1) / 31

    def cosine(step: int) -> float:
        return warmed(step) if step <= 30 else 1e-5 + 0.00099 * 0.5 * (1 + math.cos(math.pi * (step - 30) / 270))

    def noam(step: int) -> float:
        k = max(1, step)
        return max(5 * 176**-0.5 * min(k**-0.5, k * 50**-1.5), 1e-6 if k > 50 else 0)

    def root(step: int) -> float:
        return warmed(step) if step <= 30 else 1e-3 / ((step + 1) / 31) ** 0.5

    def power(step: int) -> float:
        return warmed(step) if step <= 30 else 1e-5 + 0.00099 * (1 - (step - 30) / 270) ** 2

    def held(step: int) -> float:
        if step <= 30:
            return 1e-3 * step / 30
        return 1e-5 + 0.00099 * 0.5 * (1 + math.cos(math.pi * min((step - 30) / 210, 1)))

    def fallen(step: int) -> float:
        return 1e-3 * step / 30 if step <= 30 else 1e-5

    tag, steps = "learning_rate", range(0, 300, 5)
    whole = file(1e-3, name="CosineAnnealing", warmup_steps=30, warmup_ratio="null", min_lr=1e-5, max_steps=300)
    half_open = file(1e-3, name="CosineAnnealing", warmup_steps=30, min_lr=1e-5)
    by_root = file(1e-3, name="InverseSquareRootAnnealing", warmup_ratio=0.1, max_steps=300)
    by_power = file(1e-3, name="PolynomialDecayAnnealing", warmup_steps=30, min_lr=1e-5, power=2.0, max_steps=300)
    by_noam = file(5.0, name="NoamAnnealing", d_model=176, warmup_steps=50, min_lr=1e-6, max_steps=300)
    megatron = file(1e-3, name="CosineAnnealing", warmup_steps=30, constant_steps=60, min_lr=1e-5, max_steps=300)
    all_held = file(1e-3, name="CosineAnnealing", warmup_steps=30, constant_steps=400, min_lr=1e-5, max_steps=300)
    open_hold = file(1e-3, name="CosineAnnealing", warmup_steps=30, constant_steps=60, min_lr=1e-5)
    open_all_held = file(1e-3, name="CosineAnnealing", warmup_steps=30, constant_steps=400, min_lr=1e-5)
    fell = ("schedule_shorter_than_run",)
    return [
        SourceCase("nemo", "all-held", "on_schedule", tag, at(steps, fallen), all_held, warnings=fell),
        SourceCase("nemo", "open-all-held", "on_schedule", tag, at(steps, fallen), open_all_held, warnings=fell),
        SourceCase("nemo", "open-held", "on_schedule", tag, at(steps, held), open_hold),
        SourceCase("nemo", "open-held-begun", "on_schedule", tag, at(range(0, 25, 5), held), open_hold),
        SourceCase("nemo", "cosine", "on_schedule", tag, at(steps, cosine), whole),
        SourceCase("nemo", "cosine-open", "on_schedule", tag, at(steps, cosine), half_open),
        SourceCase("nemo", "noam", "on_schedule", tag, at(steps, noam), by_noam),
        SourceCase("nemo", "root", "on_schedule", tag, at(steps, root), by_root),
        SourceCase("nemo", "power", "on_schedule", tag, at(steps, power), by_power),
        SourceCase("nemo", "held", "on_schedule", tag, at(steps, held), megatron),
        SourceCase("nemo", "stuck", "stuck_at_initial", tag, at(steps, lambda _: cosine(0)), whole),
        SourceCase("nemo", "twice", "time_scaled", tag, at(range(0, 150, 3), lambda step: cosine(2 * step)), whole),
        SourceCase("nemo", "mine", "no_schedule", tag, at(steps, cosine), file(1e-3, name="Mine", max_steps=300)),
    ]


def clip_cases() -> list[SourceCase]:
    """open_clip: `open_clip_train/scheduler.py`."""

    def file(kind: str, **more: object) -> dict[str, str]:
        settings = {
            "accum_freq": 1,
            "epochs": 6,
            "lr": 0.0005,
            "lr_scheduler": kind,
            "name": "run",
            "warmup": 40,
            **more,
        }
        return {"params.txt": "".join(f"{name}: {value}\n" for name, value in sorted(settings.items()))}

    def cosine(step: int) -> float:
        if step < 40:
            return 0.0005 * (step + 1) / 40
        return 0.5 * (1 + math.cos(math.pi * (step - 40) / 260)) * 0.0005

    def cooled(step: int) -> float:
        return cosine(step) if step < 40 else 0.0005 if step < 200 else (1 - (step - 200) / 100) * 0.00049 + 1e-5

    def cooled_early(step: int) -> float:
        # Begun at step 200, within the warm-up, and bent.
        return 0.0005 * (step + 1) / 230 if step < 230 else (1 - (step - 200) / 100) ** 2 * 0.00049 + 1e-5

    tag, run, steps = "train/lr", "tensorboard", range(0, 300, 10)
    cooldown = {"epochs_cooldown": 2, "lr_cooldown_end": 1e-5, "lr_cooldown_power": 1.0}
    return [
        SourceCase("open_clip", "cosine", "on_schedule", tag, at(steps, cosine), file("cosine"), run),
        SourceCase(
            "open_clip", "cooled", "on_schedule", tag, at(steps, cooled), file("const-cooldown", **cooldown), run
        ),
        SourceCase(
            "open_clip",
            "cooled-within-warmup",
            "on_schedule",
            tag,
            at(steps, cooled_early),
            file("const-cooldown", **cooldown | {"warmup": 230, "lr_cooldown_power": 2.0}),
            run,
        ),
        SourceCase(
            "open_clip", "const", "on_schedule", tag, at(steps, lambda s: cosine(min(s, 39))), file("const"), run
        ),
        SourceCase("open_clip", "by-epoch", "restarted", tag, at(steps, lambda s: cosine(s % 50)), file("cosine"), run),
        SourceCase(
            "open_clip",
            "skipped",
            "constant_by_config",
            tag,
            at(steps, lambda _: 0.0005),
            file("cosine", skip_scheduler=True),
            run,
        ),
        SourceCase("open_clip", "mine", "no_schedule", tag, at(steps, cosine), file("mine"), run),
    ]


def gpt_cases() -> list[SourceCase]:
    """litgpt: `pretrain.py`, get_lr."""
    text = (
        "train:\n  global_batch_size: 32\n  micro_batch_size: 4\n  lr_warmup_steps: 5\n  max_tokens: 204800\n"
        "  max_seq_length: 128\n  min_lr: 4.0e-05\n"
        "optimizer:\n  class_path: torch.optim.AdamW\n  init_args:\n    lr: 0.0004\n"
        "devices: 1\nnum_nodes: 1\n"
    )

    def rate(it: int) -> float:
        if it < 40:
            return 0.0004 * it / 40
        return 4e-5 + 0.5 * (1 + math.cos(math.pi * (it - 40) / 360)) * 0.00036

    files, run, steps = {"out/final/hyperparameters.yaml": text}, "out/logs/tensorboard/version_0", range(7, 400, 8)
    tag = "learning_rate"
    return [
        SourceCase("litgpt", "cosine", "on_schedule", tag, at(steps, rate), files, run),
        SourceCase("litgpt", "by-update", "time_scaled", tag, at(steps, lambda it: rate(it // 8)), files, run),
    ]


def nerf_cases() -> list[SourceCase]:
    """nerfstudio: `engine/schedulers.py`; the rate after the step."""
    text = (
        "!!python/object:nerfstudio.engine.trainer.TrainerConfig\nmax_num_iterations: 300\noptimizers:\n  fields:\n"
        "    optimizer: !!python/object:nerfstudio.engine.optimizers.AdamOptimizerConfig\n"
        "      _target: !!python/name:torch.optim.adam.Adam ''\n      lr: 0.01\n    scheduler: {}\n"
    )
    kind = "!!python/object:nerfstudio.engine.schedulers.{}SchedulerConfig\n"
    exponential = (
        kind.format("ExponentialDecay") + "      lr_final: 0.0001\n      max_steps: 300\n      warmup_steps: {}\n"
    )
    cosine = (
        kind.format("CosineDecay") + "      warm_up_end: 50\n      learning_rate_alpha: 0.05\n      max_steps: 300\n"
    )
    steps = kind.format("MultiStep") + "      gamma: 0.5\n      milestones: !!python/tuple\n      - 100\n      - 200\n"

    def decayed(step: int, warmup: int = 0) -> float:
        if step < warmup:
            return 1e-8 + (0.01 - 1e-8) * math.sin(0.5 * math.pi * step / warmup)
        t = min((step - warmup) / (300 - warmup), 1)
        return math.exp(math.log(0.01) * (1 - t) + math.log(0.0001) * t)

    def waved(step: int) -> float:
        if step < 50:
            return 0.01 * step / 50
        return 0.01 * ((math.cos(math.pi * (step - 50) / 250) + 1) * 0.5 * 0.95 + 0.05)

    def case(name: str, verdict: str, scheduler: str, rate: Rate) -> SourceCase:
        files = {"config.yml": text.format(scheduler)}
        points = at(range(0, 300, 10), lambda step: rate(step + 1))
        return SourceCase("nerfstudio", name, verdict, "learning_rate/fields", points, files)

    return [
        case("exponential", "on_schedule", exponential.format(0), decayed),
        case("warm", "on_schedule", exponential.format(40), lambda step: decayed(step, 40)),
        case("cosine", "on_schedule", cosine, waved),
        case("steps", "on_schedule", steps, lambda step: 0.01 * 0.5 ** ((step >= 100) + (step >= 200))),
        case("none", "constant_by_config", "null", lambda _: 0.01),
        case("stuck", "stuck_at_initial", exponential.format(0), lambda _: 0.01),
    ]


def sheep_cases() -> list[SourceCase]:
    """sheeprl: `algos/ppo/utils.py`, anneal."""
    text = (
        "algo:\n  name: ppo\n  total_steps: 20480\n  anneal_lr: {}\n  rollout_steps: 128\n  optimizer:\n"
        "    _target_: torch.optim.Adam\n    lr: 0.001\nenv:\n  num_envs: 4\nfabric:\n  devices: {}\n"
    )
    tag, annealed, plain = (
        "Info/learning_rate",
        {"config.yaml": text.format("true", 1)},
        {"config.yaml": text.format("false", 1)},
    )

    open_ = {"config.yaml": text.format("true", "auto")}
    # Five iterations, so that eight processes would not make a single one.
    short = {"config.yaml": open_["config.yaml"].replace("20480", "2560")}

    def line(processes: int, steps: int = 20480) -> list[tuple[int, float]]:
        length = 512 * processes
        total = steps // length
        return [(i * length, 0.001 * (1 - (i - 1) / total)) for i in range(1, total + 1)]

    return [
        SourceCase("sheeprl", "line", "on_schedule", tag, line(1), annealed),
        SourceCase("sheeprl", "two-processes", "on_schedule", tag, line(2), open_),
        SourceCase("sheeprl", "short", "on_schedule", tag, line(1, 2560), short),
        SourceCase("sheeprl", "stuck", "stuck_at_initial", tag, [(x, 0.001) for x, _ in line(1)], annealed),
        SourceCase("sheeprl", "plain", "constant_by_config", tag, [(x, 0.001) for x, _ in line(1)], plain),
    ]


def espnet_cases() -> list[SourceCase]:
    """ESPnet: WarmupLR, the mean of the rates after the step over a window."""
    text = (
        "max_epoch: 6\naccum_grad: {}\nlog_interval: {}\noptim: adam\noptim_conf:\n  lr: 0.002\nscheduler: warmuplr\n"
        "scheduler_conf:\n  warmup_steps: 100\n"
    )

    def means(window: int, pace: float = 1.0) -> list[tuple[int, float]]:
        def rate(done: int) -> float:
            s = pace * done + 1
            return 0.002 * 100**0.5 * min(s**-0.5, s * 100**-1.5)

        return [(x, sum(rate(k) for k in range(x - window + 1, x + 1)) / window) for x in range(window, 601, window)]

    run, tag = "tensorboard/train", "optim0_lr0"
    often, seldom = {"config.yaml": text.format(1, 10)}, {"config.yaml": text.format(1, 50)}
    return [
        SourceCase("espnet", "often", "on_schedule", tag, means(10), often, run),
        SourceCase("espnet", "seldom", "on_schedule", tag, means(50), seldom, run),
        SourceCase("espnet", "twice", "time_scaled", tag, means(10, 2.0), often, run),
        SourceCase("espnet", "stuck", "stuck_at_initial", tag, [(x, 2e-5) for x in range(10, 601, 10)], often, run),
    ]


def detection_cases() -> list[SourceCase]:
    """OpenPCDet: learning_schedules_fastai.py. mmcv 1: `runner/hooks/lr_updater.py`."""
    cycle = (
        "CLASS_NAMES: ['Car']\nOPTIMIZATION:\n    NUM_EPOCHS: 8\n    OPTIMIZER: adam_onecycle\n    LR: 0.003\n"
        "    MOMS: [0.95, 0.85]\n    PCT_START: 0.4\n    DIV_FACTOR: 10\n    DECAY_STEP_LIST: [35, 45]\n"
        "    LR_DECAY: 0.1\n"
    )
    drops = (
        "OPTIMIZATION:\n    NUM_EPOCHS: 8\n    OPTIMIZER: adam\n    LR: 0.003\n    DECAY_STEP_LIST: [2, 5]\n"
        "    LR_DECAY: 0.1\n"
    )

    def up_and_down(step: int) -> float:
        if step < 64:
            return 0.003 + (0.0003 - 0.003) / 2 * (math.cos(math.pi * step / 64) + 1)
        return 3e-8 + (0.003 - 3e-8) / 2 * (math.cos(math.pi * (step - 64) / 96) + 1)

    tag, run = "meta_data/learning_rate", "tensorboard"
    # Every iteration is logged at its own index, and at the next one.
    both = sorted([*at(range(160), up_and_down), *((step + 1, up_and_down(step)) for step in range(160))])
    found = [
        SourceCase("openpcdet", "cycle", "on_schedule", tag, both, {"model.yaml": cycle}, run),
        SourceCase(
            "openpcdet",
            "frozen",
            "frozen",
            tag,
            at(range(160), lambda s: up_and_down(min(s, 100))),
            {"model.yaml": cycle},
            run,
        ),
        SourceCase(
            "openpcdet",
            "drops",
            "on_schedule",
            tag,
            at(range(0, 160, 4), lambda s: 0.003 * 0.1 ** ((s // 20 >= 2) + (s // 20 >= 5))),
            {"model.yaml": drops},
            run,
        ),
    ]
    source = "optimizer = dict(type='SGD', lr=0.02, momentum=0.9)\nlr_config = dict({})\nrunner = dict(type='{}')\n"
    epochs, iterations = "EpochBasedRunner', max_epochs=12, x='", "IterBasedRunner', max_iters=400, x='"
    warm = "warmup='linear', warmup_iters=50, warmup_ratio=0.001"

    def policy(words: str, runner: str) -> dict[str, str]:
        return {"work/model.py": source.format(words, runner), "work/train.py": "import torch\n\nlr = 0.1\n"}

    def ramp(step: int, steps: int = 50) -> float:
        return 1 - (1 - step / steps) * 0.999 if step < steps else 1.0

    def case(name: str, verdict: str, words: str, runner: str, rate: Rate) -> SourceCase:
        points = at(range(10, 361, 10), lambda x: rate(x - 1))
        return SourceCase("mmcv", name, verdict, "learning_rate", points, policy(words, runner), "work/tf_logs")

    def poly(i: int) -> float:
        return (0.02 - 1e-4) * (1 - i / 400) ** 0.9 + 1e-4

    def falling(i: int) -> float:
        return 0.02 * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * (i // 30) / 12)))

    by_step = f"policy='step', {warm}, step=[4, 8]"
    return [
        *found,
        case(
            "step", "on_schedule", by_step, epochs, lambda i: 0.02 * 0.1 ** ((i // 30 >= 4) + (i // 30 >= 8)) * ramp(i)
        ),
        case(
            "poly",
            "on_schedule",
            f"policy='poly', power=0.9, min_lr=1e-4, by_epoch=False, {warm}",
            iterations,
            lambda i: poly(i) * ramp(i),
        ),
        case("cosine", "on_schedule", "policy='CosineAnnealing', min_lr_ratio=0.05", epochs, falling),
        case(
            "warm-epoch",
            "on_schedule",
            "policy='CosineAnnealing', min_lr_ratio=0.05, warmup='linear', warmup_iters=2, warmup_ratio=0.001, "
            "warmup_by_epoch=True",
            epochs,
            lambda i: falling(i) * ramp(i, 60),
        ),
        case(
            "frozen",
            "frozen",
            f"policy='poly', power=0.9, min_lr=1e-4, by_epoch=False, {warm}",
            iterations,
            lambda i: poly(min(i, 200)) * ramp(i),
        ),
        case("mine", "no_schedule", "policy='Mine'", epochs, lambda i: 0.02 * 0.9 ** (i // 30)),
    ]


def fairseq_cases() -> list[SourceCase]:
    """fairseq: `optim/lr_scheduler/`."""

    def words(*more: str) -> dict[str, str]:
        line = ["fairseq-train", "data-bin", "--arch", "transformer", "--optimizer", "adam", "--lr", "0.0005"]
        return {"sys.argv": repr([*line, *more, "--max-update", "400"])}

    root = words("--lr-scheduler", "inverse_sqrt", "--warmup-updates", "80", "--warmup-init-lr", "1e-07")
    line = words("--lr-scheduler=polynomial_decay", "--warmup-updates=40", "--total-num-update=400", "--fp16")
    stages = words("--lr-scheduler", "tri_stage", "--warmup-steps", "50", "--hold-steps", "100", "--decay-steps", "200")

    def by_root(n: int) -> float:
        return 1e-7 + n * (0.0005 - 1e-7) / 80 if n < 80 else 0.0005 * 80**0.5 * n**-0.5

    def by_line(n: int) -> float:
        return 0.0005 * n / 40 if n <= 40 else 0.0005 * (1 - (n - 40) / 360)

    def by_stage(n: int) -> float:
        if n < 50:
            return 5e-6 + (0.0005 - 5e-6) / 50 * n
        return 0.0005 if n < 150 else 0.0005 * math.exp(math.log(0.01) / 200 * min(n - 150, 200))

    def case(name: str, verdict: str, texts: dict[str, str], rate: Rate) -> SourceCase:
        return SourceCase("fairseq", name, verdict, "lr", at(range(10, 401, 10), rate), run="train_inner", texts=texts)

    return [
        case("root", "on_schedule", root, by_root),
        case("line", "on_schedule", line, by_line),
        case("stages", "on_schedule", stages, by_stage),
        case("frozen", "frozen", root, lambda n: by_root(min(n, 100))),
        case("mine", "no_schedule", words("--lr-scheduler", "mine"), by_root),
    ]


def ray_cases() -> list[SourceCase]:
    """RLlib: piecewise lines, on both stacks."""

    def file(new: bool, **more: object) -> dict[str, str]:
        settings = {"env": "CartPole-v1", "train_batch_size": 400, "num_env_runners": 0, "lr": 0.001, **more}
        return {"params.json": json.dumps(settings | {"enable_rl_module_and_learner": new}, indent=2)}

    pairs = [[0, 0.001], [2000, 0.0001], [3000, 5e-5]]

    def rate(steps: float) -> float:
        if steps < 2000:
            return 0.001 + (0.0001 - 0.001) * steps / 2000
        return 0.0001 + (5e-5 - 0.0001) * (steps - 2000) / 1000 if steps < 3000 else 5e-5

    new = "ray/tune/learners/default_policy/default_optimizer_learning_rate"
    old = "ray/tune/info/learner/default_policy/learner_stats/cur_lr"
    its, steps = range(1, 11), range(400, 4001, 400)
    on_new, on_old = file(True, lr=pairs), file(False, lr_schedule=pairs)
    return [
        SourceCase("rllib", "new", "on_schedule", new, at(its, lambda i: rate(400 * i)), on_new),
        SourceCase("rllib", "new-twice", "time_scaled", new, at(its, lambda i: rate(800 * i)), on_new),
        SourceCase("rllib", "new-stuck", "stuck_at_initial", new, at(its, lambda _: 0.001), on_new),
        SourceCase("rllib", "new-constant", "constant_by_config", new, at(its, lambda _: 0.001), file(True)),
        SourceCase("rllib", "old", "on_schedule", old, at(steps, lambda x: rate(x - 400)), on_old),
        SourceCase("rllib", "old-stuck", "stuck_at_initial", old, at(steps, lambda _: 0.001), on_old),
    ]


TRAINER_CASES = (
    *nemo_cases(),
    *clip_cases(),
    *gpt_cases(),
    *nerf_cases(),
    *sheep_cases(),
    *espnet_cases(),
    *detection_cases(),
    *fairseq_cases(),
    *ray_cases(),
)
