"""Runs of RT-DETR, Megatron-Bridge, torchtitan and T5X, and runs whose log file tells the length of an epoch.

See `source_cases.py`, whose list ends with these; the formulas are typed anew from the frameworks' code.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping

from tests.support.source_case import SourceCase
from tests.support.trainer_cases import Rate, at


def detr_cases() -> list[SourceCase]:
    """RT-DETR: `solver/det_solver.py` and `optim/warmup.py`, which say when the scheduler is stepped."""
    whole = {
        "task": "detection",
        "epoches": 12,
        "lr_scheduler": {"type": "MultiStepLR", "milestones": [6, 9], "gamma": 0.1},
        "lr_warmup_scheduler": {"type": "LinearWarmup", "warmup_duration": 50},
        "optimizer": {"type": "AdamW", "lr": 1e-4, "params": [{"params": "backbone", "lr": 1e-5}]},
    }

    def text(**changes: object) -> dict[str, str]:
        config = {**whole, **changes}
        rows = {"yaml_cfg": config, "task": "detection", "resume": None, "epoches": 12, "output_dir": "./out"}
        return {"config": "".join(f"{name}: {value}\n" for name, value in rows.items())}

    def trained(rate: float, warmup: int, length: int = 40) -> Rate:
        """Train as the solver does, and keep what it logs."""
        logged, calls, now = [], 0, rate / warmup if warmup else rate
        for epoch in range(12):
            for batch in range(length):
                done = epoch * length + batch + 1
                if done < warmup:
                    now = rate * min(1.0, (done + 1) / warmup)
                logged.append(now)
            if (epoch + 1) * length >= warmup:
                calls += 1
                now *= 0.1 if calls in (6, 9) else 1.0
        return logged.__getitem__

    steps, group, other = range(0, 480, 5), "Lr/pg_1", "Lr/pg_0"
    flat: dict[str, object] = {"lr_warmup_scheduler": None}
    mine: dict[str, object] = {"lr_scheduler": {"type": "FlatCosine"}}
    return [
        SourceCase("rt_detr", "drops", "on_schedule", group, at(steps, trained(1e-4, 50)), texts=text()),
        SourceCase("rt_detr", "backbone", "on_schedule", other, at(steps, trained(1e-5, 50)), texts=text()),
        SourceCase("rt_detr", "cold", "on_schedule", group, at(steps, trained(1e-4, 0)), texts=text(**flat)),
        SourceCase("rt_detr", "stuck", "stuck_at_initial", group, at(steps, lambda _: 2e-6), texts=text()),
        SourceCase("rt_detr", "mine", "no_schedule", group, at(steps, trained(1e-4, 50)), texts=text(**mine)),
    ]


def bridge_cases() -> list[SourceCase]:
    """Megatron-Bridge: megatron-core's `optimizer_param_scheduler.py`, by samples."""
    text = (
        "_target_: megatron.bridge.training.config.ConfigContainer\nmodel:\n  num_layers: 2\noptimizer:\n"
        "  _target_: megatron.core.optimizer.optimizer_config.OptimizerConfig\n  fp16: false\n  lr: 0.0003\n"
        "  min_lr: 3.0e-05\n  optimizer: adam\nscheduler:\n"
        "  _target_: megatron.bridge.training.config.SchedulerConfig\n  lr_decay_iters: null\n"
        "  lr_decay_steps: 9600\n  lr_decay_style: cosine\n  lr_warmup_init: 0.0\n  lr_warmup_iters: {}\ntrain:\n"
        "  _target_: megatron.bridge.training.config.TrainingConfig\n  global_batch_size: 32\n  micro_batch_size: 2\n"
        "  train_iters: 300\n"
    )

    def cosine(iteration: int) -> float:
        samples, warmup, decay = 32 * iteration, 32 * 30, 32 * 300
        if samples <= warmup:
            return 0.0003 * samples / warmup
        share = 0.5 * (1 + math.cos(math.pi * (samples - warmup) / (decay - warmup)))
        return 3e-5 + share * (0.0003 - 3e-5)

    def only_warmed(iteration: int) -> float:
        return 0.0003 * 32 * iteration / (32 * 300 - 1) if iteration < 300 else 0.0003

    def files(warmup: int) -> Mapping[str, str]:
        old = text.format(1)
        place = "out/checkpoints/iter_{}/run_config.yaml"
        return {place.format("0000100"): old, place.format("0000200"): text.format(warmup)}

    tag, run, steps = "learning-rate", "out/tb_logs", range(1, 301, 3)
    kind = "megatron_bridge"
    return [
        SourceCase(kind, "cosine", "on_schedule", tag, at(steps, cosine), files(30), run),
        SourceCase(
            kind,
            "cut",
            "on_schedule",
            tag,
            at(range(1, 299, 3), only_warmed),
            files(400),
            run,
            warnings=("warmup_longer_than_run",),
        ),
        SourceCase(kind, "skipping", "stuck_at_initial", tag, at(steps, lambda _: 0.0), files(30), run),
    ]


def titan_cases() -> list[SourceCase]:
    """torchtitan: `components/optimizer/lr_scheduler.py`."""

    def file(groups: bool = False, **scheduler: object) -> dict[str, str]:
        options = {"optimizer_name": "AdamW", "optimizer_kwargs": {"lr": 8e-4}, "pattern": ".*"}
        first = {"optimizer_name": "AdamW", "optimizer_kwargs": {"lr": 2e-4}, "pattern": "bias"}
        optimizer = {"param_groups": [first, options]} if groups else {"name": "AdamW", "lr": 8e-4}
        given = {"warmup_steps": 20, "total_steps": None, "decay_ratio": None, "decay_type": "linear"}
        config = {"lr_scheduler": {**given, **scheduler}, "optimizer": optimizer, "training": {"steps": 300}}
        return {"outputs/job_config.json": json.dumps(config)}

    def rate(kind: str, decay: int, least: float = 0.0) -> Rate:
        def at_step(number: int) -> float:
            step, stable = number - 1, 301 - 20 - decay
            if step < 20:
                return 8e-4 * (step + 1) / 20
            if step < 20 + stable:
                return 8e-4
            done = (step + 1 - 20 - stable) / decay
            left = {"linear": 1 - done, "sqrt": 1 - math.sqrt(done), "cosine": 0.5 * (1 + math.cos(math.pi * done))}
            return 8e-4 * (least + (1 - least) * left[kind])

        return at_step

    tag, run, steps = "lr/AdamW", "outputs/tb/20260101-0000", range(1, 301, 5)
    linear, cosine = rate("linear", 280), rate("cosine", 90, 0.1)
    part = {path: text.replace('"steps": 300', '"steps": 200') for path, text in file(total_steps=300).items()}
    stable = file(decay_ratio=0.3, decay_type="cosine", min_lr_factor=0.1)
    return [
        SourceCase("torchtitan", "linear", "on_schedule", "lr", at(steps, linear), file(), run),
        SourceCase("torchtitan", "stable", "on_schedule", tag, at(steps, cosine), stable, run),
        SourceCase(
            "torchtitan", "root", "on_schedule", tag, at(steps, rate("sqrt", 280)), file(decay_type="sqrt"), run
        ),
        SourceCase("torchtitan", "group", "on_schedule", "lr/AdamW/1", at(steps, linear), file(groups=True), run),
        # Of a curve of 300 steps the run is meant to see 200.
        SourceCase("torchtitan", "part", "on_schedule", "lr", at(range(1, 201, 5), linear), part, run),
        # The first of two groups, at half of its own rate, which is not that of the other one.
        SourceCase(
            "torchtitan",
            "group-halved",
            "value_scaled",
            "lr/AdamW/0",
            at(steps, lambda number: linear(number) / 8),
            file(groups=True),
            run,
            evidence={"value_scale": 0.5},
        ),
        SourceCase("torchtitan", "stuck", "stuck_at_initial", tag, at(steps, lambda _: linear(1)), file(), run),
    ]


def t5x_cases() -> list[SourceCase]:
    """T5X: `t5x/utils.py`, create_learning_rate_scheduler."""
    head = "from __gin__ import dynamic_registration\n\nTRAIN_STEPS = 3000\nBASE = 1.0\n\ntrain_script.train:\n"
    block = "  eval_period = 20\n  total_steps = %TRAIN_STEPS\n\nutils.create_learning_rate_scheduler:\n"
    root = head + block + "  base_learning_rate = %BASE\n  factors = 'constant * rsqrt_decay'\n  warmup_steps = 400\n"
    name = "utils.create_learning_rate_scheduler"
    warm = (
        f"{head}  eval_period = 1000\n\n# Parameters for {name}:\n{name}.base_learning_rate = 0.001\n"
        f"{name}.factors = \\\n    'constant * linear_warmup * cosine_decay'\n{name}.steps_per_cycle = 2600\n"
        f"{name}.warmup_steps = 400\n"
    )

    def by_root(step: int) -> float:
        return max(step, 400) ** -0.5

    def cosine(step: int) -> float:
        progress = max(0, step - 400) / 2600 % 1
        rate = 0.001 * min(1, step / 400) * 0.5 * (1 + math.cos(math.pi * progress))
        return max(rate, 1e-8)

    def mean(step: int) -> float:
        return sum(by_root(one) for one in range(step - 20, step)) / 20

    tag, run, steps = "learning_rate/current", "train", range(20, 3001, 20)
    return [
        SourceCase("t5x", "root", "on_schedule", tag, at(steps, lambda x: by_root(x - 1)), {"config.gin": root}, run),
        SourceCase("t5x", "mean", "on_schedule", "learning_rate", at(steps, mean), {"config.gin": root}, run),
        SourceCase("t5x", "cosine", "on_schedule", tag, at(steps, lambda x: cosine(x - 1)), {"config.gin": warm}, run),
        SourceCase(
            "t5x",
            "fast",
            "time_scaled",
            tag,
            at(steps, lambda x: cosine(2 * x - 2)),
            {"config.gin": warm},
            run,
        ),
    ]


def logged_cases() -> Iterator[SourceCase]:
    """Runs whose drops never come, where a log file alone tells that they are due."""
    speech = {"train": {"epochs": 12, "learning_rate": 2e-4, "lr_decay": 0.9}, "data": {"sampling_rate": 22050}}
    stuck = at(range(0, 236, 5), lambda _: 2e-4)
    head = "2026-01-01 00:00:00,000\tbase\tINFO\t"
    by_list = "".join(
        f"{head}Train Epoch: {step // 20 + 1} [{5 * (step % 20)}%]\n{head}[2.5, 3.25, {step}, 0.0002]\n"
        for step in range(0, 236, 5)
    )
    by_name = "".join(
        f"{head}Train Epoch: {step // 20 + 1} [{5 * (step % 20)}%]\n"
        f"{head}Losses: [2.5, 3.25], step: {step}, lr: 0.0002, reference_loss: 31.5\n"
        for step in range(0, 236, 5)
    )
    config = {"config.json": json.dumps(speech)}
    for name, text in {"stuck-by-log": by_list, "stuck-by-svc-log": by_name}.items():
        yield SourceCase("vits", name, "stuck_at_initial", "learning_rate", stuck, {**config, "train.log": text})

    by_batch = at(range(0, 236, 5), lambda step: 2e-4 * 0.98**step)
    slow = {"config.json": json.dumps({**speech, "train": {**speech["train"], "lr_decay": 0.98}})}
    pace = {"time_scale": 20}
    yield SourceCase("vits", "by-batch", "time_scaled", "learning_rate", by_batch, slow, evidence=pace)

    source = {
        "work/net.py": "optimizer = dict(type='SGD', lr=0.02)\nlr_config = dict(policy='step', warmup='linear', "
        "warmup_iters=50, warmup_ratio=0.001, step=[8, 11])\nrunner = dict(type='EpochBasedRunner', max_epochs=12)\n"
    }
    flat = at(range(10, 361, 10), lambda x: 0.02 * min(1.0, 1 - (1 - (x - 1) / 50) * 0.999))
    places = [(step // 30 + 1, step % 30 + 10) for step in range(0, 360, 10)]
    text = "".join(f"2026-01-01 - mmdet - INFO - Epoch [{e}][{i}/30]\tlr: 2.000e-02, eta: 0:00:01\n" for e, i in places)
    rows = "".join(f'{{"mode": "train", "epoch": {e}, "iter": {i}, "lr": 0.02}}\n' for e, i in places)
    for name, log in {"nodrop-by-log": ("run.log", text), "nodrop-by-json": ("run.log.json", rows)}.items():
        files = {**source, f"work/{log[0]}": log[1]}
        yield SourceCase("mmcv", name, "frozen", "learning_rate", flat, files, "work/tf_logs")


def hparams_cases() -> list[SourceCase]:
    """Lightning without its command line: settings that name what configure_optimizers made of them."""

    def cosine(step: int) -> float:
        return 0.001 * 0.5 * (1 + math.cos(math.pi * step / 300))

    def warmed(step: int) -> float:
        return 0.001 * step / 50 if step < 50 else 0.001 * 0.5 * (1 + math.cos(math.pi * (step - 50) / 250))

    def dropped(step: int) -> float:
        return 0.1 * 0.5 ** (step // 20 // 3)

    kind, tag, steps = "lightning_hparams", "lr-AdamW", range(0, 300, 10)
    fall = {"hparams.yaml": "width: 8\nlr: 0.001\nT_max: 300\n"}
    nested = {"hparams.yaml": "optim:\n  lr: 0.001\nsched:\n  name: mine\n  warmup_steps: 50\n  max_steps: 300\n"}
    stairs = {"hparams.yaml": "lr: 0.1\nstep_size: 3\ngamma: 0.5\nmax_epochs: 12\n"}
    return [
        SourceCase(kind, "cosine", "on_schedule", tag, at(steps, cosine), fall),
        SourceCase(kind, "warmed", "on_schedule", tag, at(steps, warmed), nested),
        SourceCase(kind, "stairs", "on_schedule", "lr-SGD", at(range(0, 240, 5), dropped), stairs),
    ]


NEWER_CASES = (*detr_cases(), *bridge_cases(), *titan_cases(), *t5x_cases(), *logged_cases(), *hparams_cases())
