"""Runs of frameworks that leave their schedule in a file: the file as they write it, and rates by their own formulas.

The formulas are typed anew from the frameworks' code, step by step as a training loop computes them, and not in the
closed forms of the package.
"""

from __future__ import annotations

import json

from tests.support.newer_cases import NEWER_CASES
from tests.support.odd_cases import ODD_CASES
from tests.support.policy_cases import POLICY_CASES
from tests.support.source_case import SourceCase
from tests.support.trainer_cases import TRAINER_CASES

Points = list[tuple[int, float]]


def pairs(**settings: object) -> str:
    """Write settings as RL Baselines3 Zoo dumps an OrderedDict."""
    rows = "".join(
        f"{'  - ' if index else '- - '}- {name}\n    - {json.dumps(value)}\n"
        for index, (name, value) in enumerate(settings.items())
    )
    return f"!!python/object/apply:collections.OrderedDict\n{rows}"


def _zoo() -> list[SourceCase]:
    config = pairs(learning_rate="lin_0.001", n_envs=4, n_steps=64, n_timesteps=8192.0, policy="MlpPolicy")
    open_config = pairs(learning_rate="lin_0.001", n_steps=32, n_timesteps=8192.0, policy="MlpPolicy")
    dqn = pairs(learning_rate="lin_0.002", buffer_size=10_000, train_freq=16, n_timesteps=4000.0, policy="MlpPolicy")
    flat = pairs(learning_rate=3e-5, n_envs=4, n_steps=64, n_timesteps=8192.0, policy="MlpPolicy")
    arguments = pairs(algo="ppo", env="CartPole-v1", n_timesteps=-1, tensorboard_log="tb")
    experiment = "logs/ppo/CartPole-v1_1/CartPole-v1"
    tree = {f"{experiment}/config.yml": config, f"{experiment}/args.yml": arguments}
    run, tag = "tb/CartPole-v1/PPO_1", "train/learning_rate"
    ends = range(512, 8193, 256)

    def late(pace: float) -> Points:
        return [(x, 0.001 * max(0.0, 1 - pace * (x - 256) / 8192)) for x in ends]

    actor = pairs(learning_rate="lin_0.0007", n_envs=8, n_timesteps=2e5, policy="MlpPolicy")
    of_actor = [(x, 0.0007 * (1 - (x - 40) / 2e5)) for x in range(4000, 200_000, 4000)]
    of_dqn = [(x, 0.002 * (1 - (x // 16 * 16) / 4000)) for x in range(200, 4000, 37)]
    return [
        SourceCase("rl_zoo3", "line", "on_schedule", tag, late(1), tree, run),
        SourceCase("rl_zoo3", "twice", "time_scaled", tag, late(2), tree, run, evidence={"time_scale": 2.0}),
        SourceCase("rl_zoo3", "stuck", "stuck_at_initial", tag, late(0), tree, run),
        SourceCase("rl_zoo3", "open-rollout", "on_schedule", tag, late(1), {"config.yml": open_config}, "PPO_1"),
        SourceCase("rl_zoo3", "usual-rollout", "on_schedule", tag, of_actor, {"config.yml": actor}, "A2C_1"),
        SourceCase("rl_zoo3", "replay", "on_schedule", tag, of_dqn, {"config.yml": dqn}, "DQN_1"),
        SourceCase(
            "rl_zoo3", "constant", "constant_by_config", tag, [(x, 3e-5) for x in ends], {"config.yml": flat}, "PPO_1"
        ),
        SourceCase(
            "rl_zoo3",
            "moved",
            "off_schedule",
            tag,
            [(x, 3e-5 * 0.9**i) for i, x in enumerate(ends, 1)],
            {"config.yml": flat},
            "PPO_1",
        ),
    ]


def _vits() -> list[SourceCase]:
    train = {"epochs": 12, "learning_rate": 2e-4, "batch_size": 4, "lr_decay": 0.9}
    data = {"sampling_rate": 22050, "filter_length": 1024}
    files = {"config.json": json.dumps({"train": train, "data": data, "model": {}})}
    warm = {"config.json": json.dumps({"train": train | {"warmup_epochs": 3}, "data": data, "model": {}})}
    tag, steps = "learning_rate", range(0, 240, 5)
    plain = [(x, 2e-4 * 0.9 ** (x // 20)) for x in steps]
    # so-vits-svc sets the rate of a warm-up epoch itself; the scheduler multiplies what it finds at the epoch's end.
    rates, rate = [], 2e-4
    for epoch in range(1, 13):
        rate = 2e-4 / 3 * epoch if epoch <= 3 else rate
        rates.append(rate)
        rate *= 0.9
    return [
        SourceCase("vits", "epochs", "on_schedule", tag, plain, files),
        SourceCase("vits", "unused-warmup", "on_schedule", tag, plain, warm),
        SourceCase("vits", "warmup", "on_schedule", tag, [(x, rates[x // 20]) for x in steps], warm),
        SourceCase("vits", "frozen", "frozen", tag, [(x, 2e-4 * 0.9 ** min(x // 20, 4)) for x in steps], files),
    ]


def _forecasting() -> list[SourceCase]:
    rule = (
        "optimizer: adam\nreduce_on_plateau_min_lr: 1.0e-05\nreduce_on_plateau_patience: {}\n"
        "reduce_on_plateau_reduction: 2.0\n"
    )
    odd = (
        "dataset_parameters:\n  encoder: !!python/object:pkg.Encoder\n    classes_: {}\n"
        "loss: !!python/object:pkg.Loss {}\n"
    )
    listed = f"{odd}learning_rate:\n- 0.01\n- 0.008\n- 0.006\n- 0.001\nlog_interval: -1\n{rule.format(1000)}"
    plateau = f"{odd}learning_rate: 0.03\n{rule.format(1)}"
    constant = f"{odd}learning_rate: 0.03\n{rule.format('null')}"
    tag, rates = "lr-Adam", [0.01, 0.008, 0.006, 0.001]
    halves = [0.03, 0.03, 0.015, 0.015, 0.0075, 0.0075]
    thirds = [0.03, 0.03, 0.01, 0.01, 0.01, 0.01]
    kind = "pytorch_forecasting"

    def each(values: list[float]) -> Points:
        return [(5 * epoch, value) for epoch, value in enumerate(values)]

    return [
        SourceCase(kind, "list", "on_schedule", tag, each([*rates, *[0.001] * 6]), {"hparams.yaml": listed}),
        SourceCase(kind, "stuck", "stuck_at_initial", tag, each([0.01] * 10), {"hparams.yaml": listed}),
        SourceCase(kind, "plateau", "externally_controlled", tag, each(halves), {"hparams.yaml": plateau}),
        SourceCase(kind, "another-factor", "off_schedule", tag, each(thirds), {"hparams.yaml": plateau}),
        SourceCase(kind, "constant", "constant_by_config", tag, each([0.03] * 8), {"hparams.yaml": constant}),
    ]


def _isaac() -> list[SourceCase]:
    rsl = (
        "max_iterations: 60\nactor:\n  hidden_dims: !!python/tuple\n  - 16\nalgorithm:\n  class_name: PPO\n"
        "  learning_rate: 0.001\n  schedule: {}\n  desired_kl: 0.01\n"
    )
    gym = (
        "params:\n  config:\n    learning_rate: 3e-4\n    lr_schedule: {}\n    kl_threshold: 0.008\n"
        "    max_epochs: {}\n    max_frames: {}\n    num_actors: 64\n    horizon_length: 16\n    minibatch_size: 512\n"
        "    mini_epochs: 4\n"
    )
    skrl = (
        "agent:\n  class: PPO\n  rollouts: 24\n  learning_epochs: 2\n  learning_rate: 5.e-04\n"
        "  learning_rate_scheduler: {}\n  learning_rate_scheduler_kwargs: {}\n  experiment:\n    write_interval: {}\n"
        "trainer:\n  timesteps: 2400\n"
    )
    agent = "params/agent.yaml"

    def moved(first: float, floor: float, ceiling: float, moves: str, factor: float = 1.5) -> list[float]:
        rates, rate = [], first
        for move in moves:
            rate = min(rate * factor, ceiling) if move == "+" else max(rate / factor, floor) if move == "-" else rate
            rates.append(rate)
        return rates

    def every(step: int, rates: list[float], start: int = 0) -> Points:
        return [(start + step * index, rate) for index, rate in enumerate(rates)]

    wander = moved(1e-3, 1e-5, 1e-2, "+-0+++--0+++++++++--++--00--" * 2)
    up = moved(1e-3, 1e-5, 1e-2, "+" * 40)
    down = moved(1e-3, 1e-5, 1e-2, "-" * 14 + "+-" * 20)
    doubled = moved(1e-3, 1e-5, 1.0, "+-+0+++--" * 3, factor=2.0)
    means = [sum(wander[at : at + 4]) / 4 for at in range(0, 56, 4)]
    games_moves = every(1024, moved(3e-4, 1e-6, 1e-2, "+-0++---0+"))
    line = [1e-6 + (3e-4 - 1e-6) * max(0, 80 - epoch) / 80 for epoch in range(1, 81)]
    drops = [(24 * i, 5e-4 * 0.5 ** (2 * i // 40)) for i in range(1, 101)]
    averaged = [(24 * i, sum(rate for _, rate in drops[i - 4 : i]) / 4) for i in range(4, 101, 4)]
    still = every(96, [5e-4] * 25, 96)
    ruled, kl = "externally_controlled", "KLAdaptiveLR"
    adaptive, linear = gym.format("adaptive", 80, -1), gym.format("linear", 80, -1)
    by_frames, other = gym.format("linear", -1, 81_920), gym.format("constant", 80, -1)
    whole = "task:\n  name: Ant\ntrain:\n" + "".join(f"  {row}\n" for row in adaptive.splitlines())

    def of_rsl(name: str, verdict: str, rates: list[float], schedule: str, *warnings: str) -> SourceCase:
        files = {agent: rsl.format(schedule)}
        points = every(1, rates)
        return SourceCase("isaac_lab", name, verdict, "Loss/learning_rate", points, files, warnings=warnings)

    def of_games(name: str, verdict: str, points: Points, text: str, path: str = agent) -> SourceCase:
        return SourceCase("isaac_lab", name, verdict, "info/last_lr", points, {path: text}, "summaries")

    def of_skrl(name: str, verdict: str, points: Points, scheduler: str, options: str, interval: int) -> SourceCase:
        files = {agent: skrl.format(scheduler, options, interval)}
        return SourceCase("isaac_lab", name, verdict, "Learning / Learning rate", points, files)

    return [
        of_rsl("rsl", ruled, wander, "adaptive"),
        of_rsl("rsl-ceiling", ruled, up, "adaptive", "pinned_at_ceiling"),
        of_rsl("rsl-floor", ruled, down, "adaptive", "pinned_at_floor"),
        of_rsl("rsl-doubled", "off_schedule", doubled, "adaptive"),
        of_rsl("rsl-flat", ruled, [1e-3] * 30, "adaptive"),
        of_rsl("rsl-fixed", "constant_by_config", [1e-3] * 30, "fixed"),
        of_rsl("rsl-fixed-moves", "off_schedule", wander, "fixed"),
        of_games("games", ruled, games_moves, adaptive),
        of_games("games-gym", ruled, games_moves, whole, "config.yaml"),
        of_games("games-line", "on_schedule", every(1024, line, 1024), linear),
        of_games("games-frames", "stuck_at_initial", every(1024, [3e-4] * 80, 1024), by_frames),
        of_games("games-other", "constant_by_config", every(1024, [3e-4] * 20, 1024), other),
        of_skrl("skrl", ruled, every(24, wander, 24), kl, "{kl_threshold: 0.008}", 24),
        of_skrl("skrl-means", ruled, every(96, means, 96), "KLAdaptiveRL", "null", 96),
        of_skrl("skrl-above", "off_schedule", every(24, wander, 24), kl, "{max_lr: 0.005}", 24),
        of_skrl("skrl-steps", "on_schedule", drops, "StepLR", "{step_size: 40, gamma: 0.5}", 24),
        of_skrl("skrl-averaged", "on_schedule", averaged, "StepLR", "{step_size: 40, gamma: 0.5}", 96),
        of_skrl("skrl-still", "stuck_at_initial", still, "StepLR", "{step_size: 40, gamma: 0.5}", 96),
    ]


CASES = (*_zoo(), *_vits(), *_forecasting(), *_isaac(), *TRAINER_CASES, *NEWER_CASES, *ODD_CASES, *POLICY_CASES)
