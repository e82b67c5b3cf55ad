"""Runs whose logs only look as if they left their schedule, and their faulty twins.

See `source_cases.py`, whose list ends with these.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from tests.support.source_case import SourceCase
from tests.support.trainer_cases import Rate, at


def sovits_cases() -> list[SourceCase]:
    """GPT-SoVITS: `s2_train.py` steps the scheduler before the first epoch."""
    train = {"epochs": 50, "learning_rate": 1e-4, "lr_decay": 0.999, "text_low_lr_rate": 0.4}
    files = {"config.json": json.dumps({"train": train, "data": {"sampling_rate": 32000}})}
    log = "".join(f"Train Epoch: {step // 30 + 1} [0%]\n[2.5, {step}, 9.99e-05]\n" for step in range(0, 900, 10))
    tag, steps = "learning_rate", range(0, 900, 10)
    return [
        SourceCase("vits", "gpt", "on_schedule", tag, at(steps, lambda x: 1e-4 * 0.999 ** (x // 30 + 1)), files),
        SourceCase(
            "vits",
            "gpt-stuck-by-log",
            "stuck_at_initial",
            tag,
            at(steps, lambda _: 1e-4 * 0.999),
            {**files, "train.log": log},
        ),
    ]


def group_cases() -> list[SourceCase]:
    """mmcv 1: the rate of the first group of parameters, which paramwise_cfg multiplies."""
    drops = "lr_config = dict(policy='step', step=[8])\nrunner = dict(type='EpochBasedRunner', max_epochs=12)\n"
    backbone = (
        "optimizer = dict(type='AdamW', lr=2e-4, paramwise_cfg=dict(custom_keys={'backbone': dict(lr_mult=0.1)}))\n"
    )
    layers = "optimizer = dict(type='AdamW', lr=2e-4, paramwise_cfg=dict(num_layers=12, layer_decay_rate=0.75))\n"

    def case(name: str, verdict: str, optimizer: str, factor: float) -> SourceCase:
        points = at(range(10, 601, 10), lambda x: 2e-4 * factor * (0.1 if (x - 1) // 50 >= 8 else 1.0))
        return SourceCase("mmcv", name, verdict, "learning_rate", points, {"net.py": optimizer + drops}, "tf_logs")

    return [
        case("backbone", "on_schedule", backbone, 0.1),
        case("layers", "on_schedule", layers, 0.75**13),
        case("no-group", "value_scaled", backbone, 0.5),
    ]


def network_cases() -> list[SourceCase]:
    """mmcv 1: a GAN's optimizers, one for each network, under one policy."""
    text = (
        "optimizer = dict(generator=dict(type='Adam', lr=1e-4), discriminator=dict(type='Adam', lr=4e-4))\n"
        "lr_config = {}\ntotal_iters = 600\n"
    )
    step = "dict(policy='Step', by_epoch=False, step=[200, 400], gamma=0.5)"

    def case(name: str, verdict: str, network: str, policy: str, rate: Rate) -> SourceCase:
        tag = f"learning_rate/{network}"
        return SourceCase(
            "mmcv", name, verdict, tag, at(range(10, 601, 10), rate), {"gan.py": text.format(policy)}, "tf_logs"
        )

    def halved(base: float, pace: int = 1) -> Rate:
        return lambda x: base * 0.5 ** min(pace * (x - 1) // 200, 2)

    return [
        case("generator", "on_schedule", "generator", step, halved(1e-4)),
        case("discriminator", "on_schedule", "discriminator", step, halved(4e-4)),
        case("discriminator-stuck", "stuck_at_initial", "discriminator", step, lambda _: 4e-4),
        case("discriminator-twice", "time_scaled", "discriminator", step, halved(4e-4, 2)),
        case("generator-of-the-other", "value_scaled", "generator", step, halved(4e-4)),
        case("networks-flat", "constant_by_config", "discriminator", "None", lambda _: 4e-4),
    ]


def agent_cases() -> list[SourceCase]:
    """RLlib: iterations of other lengths than the batch, agents that count each, and rates from within an iteration."""
    pairs = [[0, 1e-3], [100_000, 1e-4]]
    settings = {"env": "CartPole-v1", "train_batch_size": 4000, "num_env_runners": 3, "lr": 1e-3}
    new = "ray/tune/learners/default_policy/default_optimizer_learning_rate"
    old = "ray/tune/info/learner/default_policy/learner_stats/cur_lr"

    def rate(steps: float) -> float:
        return 1e-3 - 9e-4 * min(max(steps, 0) / 100_000, 1.0)

    def file(is_new: bool, **more: object) -> dict[str, str]:
        stack = {"enable_rl_module_and_learner": is_new, "lr" if is_new else "lr_schedule": pairs}
        return {"params.json": json.dumps(settings | stack | more, indent=2)}

    def logged(steps: Iterable[int], back: int) -> list[tuple[int, float]]:
        return at(steps, lambda x: rate(x - back))

    on_old, steps = file(False), range(4002, 29 * 4002, 4002)
    replayed = file(False, train_batch_size=32, rollout_fragment_length=4, replay_buffer_config={})
    ends = [4000 * count + 50 * (count * count % 4) for count in range(1, 30)]
    whole = list(zip(ends, (rate(x) for x in [0, *ends]), strict=False))
    within = at(range(1, 30), lambda x: rate(4000 * x - 1700))
    on_impala = file(True, broadcast_interval=1)
    return [
        SourceCase("rllib", "old-longer", "on_schedule", old, logged(steps, 4002), on_old),
        SourceCase("rllib", "old-replayed", "on_schedule", old, logged(range(2000, 90_000, 1000), 4), replayed),
        SourceCase("rllib", "old-late", "shifted", old, logged(steps, 20_000), on_old),
        SourceCase("rllib", "old-whole", "on_schedule", old, whole, file(False, batch_mode="complete_episodes")),
        SourceCase("rllib", "within", "on_schedule", new, within, on_impala),
        SourceCase("rllib", "within-stuck", "stuck_at_initial", new, at(range(1, 30), lambda _: 1e-3), on_impala),
    ]


def window_cases() -> list[SourceCase]:
    """ESPnet without log_interval: means over a twentieth of an epoch, and points that begin anew in each."""
    text = (
        "max_epoch: 20\naccum_grad: {}\nlog_interval: null\noptim: adam\noptim_conf:\n  lr: 0.002\n"
        "scheduler: warmuplr\nscheduler_conf:\n  warmup_steps: 500\n"
    )

    def means(accumulated: int, pace: float = 1.0) -> list[tuple[int, float]]:
        points, rates = [], []
        for done in range(1, 20 * 437 + 1):
            s = pace * (done // accumulated) + 1
            rates.append(0.002 * 500**0.5 * min(s**-0.5, s * 500**-1.5) if done % accumulated == 0 else None)
            if ((done - 1) % 437 + 1) % 21 == 0:
                window = [rate for rate in rates[-21:] if rate is not None]
                points.append((done, sum(window) / len(window)))
        return points

    def case(name: str, verdict: str, points: list[tuple[int, float]], accumulated: int = 1) -> SourceCase:
        files = {"config.yaml": text.format(accumulated)}
        return SourceCase("espnet", name, verdict, "optim0_lr0", points, files, "tensorboard/train")

    return [
        case("own-window", "on_schedule", means(1)),
        case("own-window-accumulated", "on_schedule", means(4), 4),
        case("own-window-twice", "time_scaled", means(1, 2.0)),
        case("own-window-stuck", "stuck_at_initial", [(step, 4e-6) for step, _ in means(1)]),
    ]


ODD_CASES = (*sovits_cases(), *group_cases(), *network_cases(), *agent_cases(), *window_cases())
