"""Runs under the less usual schedulers of mmcv 1, ESPnet, litgpt and GPT-SoVITS, and their faulty twins.

See `source_cases.py`, whose list ends with these; the formulas are typed anew from the frameworks' code.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from tests.support.source_case import SourceCase
from tests.support.trainer_cases import Rate, at


def cosine(begin: float, end: float, progress: float) -> float:
    return end + 0.5 * (begin - end) * (1 + math.cos(math.pi * progress))


def mmcv_cases() -> list[SourceCase]:
    """mmcv 1.7.2: `runner/hooks/lr_updater.py`."""
    text = "optimizer = dict(type='AdamW', lr=0.001)\nlr_config = dict({})\nrunner = dict(type='{}')\n"
    epochs, iterations = "EpochBasedRunner', max_epochs=12, x='", "IterBasedRunner', max_iters=600, x='"

    def case(name: str, verdict: str, words: str, runner: str, rate: Rate) -> SourceCase:
        files = {"work/model.py": text.format(words, runner)}
        points = at(range(10, 601, 10), lambda x: rate(x - 1))
        return SourceCase("mmcv", name, verdict, "learning_rate", points, files, "work/tf_logs")

    def cycle(step: float) -> float:
        up = int(0.4 * 600)
        return cosine(0.001, 0.01, step / up) if step < up else cosine(0.01, 1e-7, (step - up) / (600 - up))

    def restarted(step: int) -> float:
        begin, length, weight = (0, 250, 1.0) if step < 250 else (250, 350, 0.5)
        return cosine(1e-5 + weight * (0.001 - 1e-5), 1e-5, (step - begin) / length)

    def flat(step: float) -> float:
        return 0.001 if step < 450 else cosine(0.001, 1e-6, min((step - 450) / 150, 1.0))

    cyclic, flatly = "policy='cyclic', target_ratio=(10, 1e-4), cyclic_times=1, step_ratio_up=0.4", "min_lr=1e-6"
    flatly = f"policy='FlatCosineAnnealing', by_epoch=False, {flatly}"
    again = "policy='CosineRestart', periods=[250, 350], restart_weights=[1, 0.5], min_lr=1e-5, by_epoch=False"
    inverse = "policy='inv', gamma=0.5"
    return [
        case("cyclic", "on_schedule", cyclic, iterations, cycle),
        case("cyclic-epochs", "on_schedule", cyclic, epochs, cycle),
        case("cyclic-twice", "time_scaled", cyclic, iterations, lambda step: cycle(min(2 * step, 600))),
        case("cyclic-stuck", "stuck_at_initial", cyclic, iterations, lambda _: 0.001),
        case("restarts", "on_schedule", again, iterations, restarted),
        case("restarts-frozen", "frozen", again, iterations, lambda step: restarted(min(step, 300))),
        case("flat", "on_schedule", flatly, epochs, flat),
        case("flat-only", "stuck_at_initial", flatly, iterations, lambda _: 0.001),
        SourceCase(
            "mmcv",
            "none",
            "constant_by_config",
            "learning_rate",
            at(range(10, 601, 10), lambda _: 0.001),
            {"model.py": text.format("", epochs).replace("dict()", "None")},
            "tf_logs",
        ),
        case("inverse", "on_schedule", inverse, epochs, lambda step: 0.001 / (1 + 0.5 * (step // 50))),
    ]


def speech_cases() -> list[SourceCase]:
    """ESPnet 202511: means over ten iterations, of schedulers that are stepped per epoch and per update."""
    text = (
        "max_epoch: 12\naccum_grad: 1\nlog_interval: 10\noptim: adam\noptim_conf:\n  lr: 0.002\n"
        "scheduler: {}\nscheduler_conf: {}\n"
    )

    def case(name: str, verdict: str, scheduler: str, options: str, rate: Callable[[int], float]) -> SourceCase:
        """Log means of the rates after so many updates."""
        points = [(end, sum(map(rate, range(end - 9, end + 1))) / 10) for end in range(10, 601, 10)]
        files = {"config.yaml": text.format(scheduler, options)}
        return SourceCase("espnet", name, verdict, "optim0_lr0", points, files, "tensorboard/train")

    def halved(done: int) -> float:
        return 0.002 * 0.5 ** ((done - 1) // 50 // 4)

    def drops(done: int) -> float:
        s = done + 1
        return 0.002 * s / 100 if s <= 100 else 0.002 * 0.5 ** ((s // 40 - 2) // 3)

    def cycles(done: int) -> float:
        step = done % 200
        return 1e-4 + 0.0019 * step / 40 if step < 40 else cosine(0.002, 1e-4, (step - 40) / 160)

    def decayed(done: int) -> float:
        """Hold the optimizer's rate over the warm-up: torch's constructor has set the base rates anew."""
        return 0.002 if done < 100 else 0.001 * 0.01 ** ((done - 100) / 500)

    def lines(done: int) -> float:
        """Begin above step 1, as np.interp does: the first rate up to there."""
        s = done + 1
        return 1e-4 if s <= 60 else 1e-4 + 0.0019 * (s - 60) / 140 if s <= 200 else 0.002 * (200 / s) ** 0.5

    def warmed(done: int) -> float:
        """Rise by a line; then the metric has lowered it twice."""
        return 0.002 * min(done, 100) / 100 * 0.1 ** ((done > 300) + (done > 450))

    both = text.format("warmuplr", "{warmup_steps: 100}") + "optim2: adam\noptim2_conf:\n  lr: 0.0004\n"
    both += "scheduler2: exponentiallr\nscheduler2_conf: {gamma: 0.8}\n"
    second = [(end, 0.0004 * 0.8 ** ((end - 1) // 50)) for end in range(10, 601, 10)]
    by_epoch, halving = "steplr", "{step_size: 4, gamma: 0.5}"
    dropping = "{warmup_steps: 100, steps_per_epoch: 40, step_size: 3, gamma: 0.5}"
    cycling = "{first_cycle_steps: 200, max_lr: 0.002, min_lr: 0.0001, warmup_steps: 40}"
    again = "CosineAnnealingWarmupRestarts"
    late = "{warmup_steps_list: [60, 200], warmup_lr_list: [0.0001, 0.002]}"
    decay, decaying = "ExponentialDecayWarmup", "{max_lr: 0.001, min_lr: 1.0e-05, total_steps: 600, warmup_steps: 100}"
    plateau = [0.002] * 240 + [0.0002] * 400
    return [
        case("epochs", "on_schedule", by_epoch, halving, halved),
        case("epochs-frozen", "frozen", by_epoch, halving, lambda done: halved(min(done, 250))),
        case("drops", "on_schedule", "warmupsteplr", dropping, drops),
        case("drops-stuck", "stuck_at_initial", "warmupsteplr", dropping, lambda _: 2e-5),
        case("cycles", "on_schedule", again, cycling, cycles),
        case("cycles-twice", "time_scaled", again, cycling, lambda done: cycles(2 * done)),
        case("lines-late", "on_schedule", "piecewiselinearwarmuplr", late, lines),
        case("decay", "on_schedule", decay, decaying, decayed),
        case("plateau", "externally_controlled", "ReduceLROnPlateau", "{patience: 2}", lambda done: plateau[done - 1]),
        SourceCase("espnet", "second", "on_schedule", "optim1_lr0", second, {"config.yaml": both}, "tensorboard/train"),
        case("warmed", "on_schedule", "WarmupReduceLROnPlateau", "{warmup_steps: 100}", warmed),
        case("warmed-stuck", "stuck_at_initial", "WarmupReduceLROnPlateau", "{warmup_steps: 100}", lambda _: 2e-5),
        case("warmed-twice", "time_scaled", "WarmupReduceLROnPlateau", "{warmup_steps: 100}", lambda n: warmed(2 * n)),
        case("lambda", "no_schedule", "lambdalr", "{}", halved),
    ]


def tuned_cases() -> list[SourceCase]:
    """litgpt 0.5.13: `finetune/lora.py`, and GPT-SoVITS 48b1a01: `s1_train.py`."""
    text = (
        "checkpoint_dir: checkpoints/org/model\ndevices: 1\nnum_nodes: 1\nlora_r: 8\ntrain:\n  epochs: 2\n"
        "  global_batch_size: 16\n  micro_batch_size: 4\n  lr_warmup_steps: 20\n  max_steps: {}\noptimizer:\n"
        "  class_path: torch.optim.AdamW\n  init_args:\n    lr: 0.0002\n"
    )
    stage = (
        "config:\n  optimizer:\n    lr: 0.01\n    lr_end: 0.0001\n    lr_init: 1.0e-05\n    warmup_steps: 2000\n"
        "    decay_steps: 40000\n  output_dir: logs/a\n  pretrained_s1: s1.ckpt\n  train_phoneme_path: a.txt\n"
        "  train_semantic_path: b.tsv\nis_train: true\noutput_dir: !!python/object/apply:pathlib.PosixPath\n- logs\n"
    )

    def rate(updates: int) -> float:
        return 0.0002 * updates / 20 if updates < 20 else cosine(0.0002, 0.0, min((updates - 20) / 130, 1.0))

    def tuned(name: str, verdict: str, most: str, logged: Rate) -> SourceCase:
        files = {"out/final/hyperparameters.yaml": text.format(most)}
        points = at(range(1, 601, 5), logged)
        return SourceCase("litgpt", name, verdict, "learning_rate", points, files, "out/logs/tensorboard/version_0")

    def staged(name: str, verdict: str, at_step: float) -> SourceCase:
        files, points = {"hparams.yaml": stage}, at(range(49, 2000, 50), lambda _: at_step)
        return SourceCase("vits", name, verdict, "lr_step", points, files, warnings=("setting_without_effect",))

    return [
        tuned("tuned", "on_schedule", "null", lambda it: rate(it // 4)),
        tuned("tuned-most", "on_schedule", "150", lambda it: rate(it // 4)),
        tuned("tuned-data-ends", "on_schedule", "9000", lambda it: rate(it // 4)),
        tuned("tuned-by-batch", "time_scaled", "150", rate),
        tuned("tuned-stuck", "stuck_at_initial", "150", lambda _: 0.0),
        staged("first-stage", "constant_by_config", 0.002),
        staged("first-stage-other", "constant_mismatch", 0.01),
    ]


POLICY_CASES = (*mmcv_cases(), *speech_cases(), *tuned_cases())
