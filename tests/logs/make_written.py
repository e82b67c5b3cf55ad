"""Writes the cases that no training left: rates recorded from the frameworks' code (tests/parity/golden), or by hand.

python -m tests.logs.make_written
"""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from tb_lrplugin import schedules, summary
from tests.parity.golden import easydel_cases, maxtext_cases
from tests.parity.golden.golden_file import read as read_golden
from tests.support.checkpoints import Tensor, torch_zip
from tests.support.pipelines import pipeline
from tests.support.source_cases import CASES
from tests.support.text_summaries import write_run

HERE = Path(__file__).resolve().parent
Points = Iterable[tuple[int, float]]


def write(case: str, tag: str, points: Points, texts: Mapping[str, str] | None = None) -> Path:
    """Write a run anew, with a file name that tells nothing of this machine."""
    directory = HERE / case
    shutil.rmtree(directory, ignore_errors=True)
    write_run(directory, texts or {}, {tag: points})
    [events] = directory.glob("events.out.tfevents.*")
    events.rename(directory / "events.out.tfevents.1700000000.host")
    return directory


def recorded(name: str, case: str, first: int = 0) -> list[tuple[int, float]]:
    """The rates that a framework computed, from a step on."""
    rates = read_golden(name)[case]
    return [(int(step), float(rate)) for step, rate in zip(rates.steps, rates.rates, strict=True) if step >= first]


def checkpoints() -> None:
    directory = write("checkpoint-never-stepped", "train/lr", ((step, 0.001) for step in range(0, 300, 10)))
    scheduler = {
        "T_max": 300,
        "eta_min": 0.0,
        "base_lrs": [0.001],
        "last_epoch": 0,
        "_step_count": 1,
        "_last_lr": [0.001],
    }
    group = {"lr": 0.001, "initial_lr": 0.001, "params": [0]}
    optimizer = {"state": {0: {"step": Tensor(300.0, "0")}}, "param_groups": [group]}
    content = torch_zip({"optimizer": optimizer, "lr_scheduler": scheduler, "epoch": 20})
    (directory / "checkpoint.pth").write_bytes(content)


def frameworks() -> None:
    cosine = easydel_cases.CASES["cosine, warmed up to zero"]
    directory = write(
        "easydel-not-measured", "train/learning_rate", recorded("easydel", "cosine, warmed up to zero", 1)
    )
    (directory / "run-10000").mkdir()
    (directory / "run-10000" / "easydel-training-arguments.json").write_text(json.dumps(cosine, indent=2) + "\n")

    case = f"{maxtext_cases.THIRD}: WSD"
    texts = {name: str(value) for name, value in maxtext_cases.CASES[case][1].items()}
    write("maxtext-not-measured", "learning/current_learning_rate", recorded("maxtext", case), texts)

    # Logged before the step of the scheduler, which counts from 1.
    def noam(step: int) -> float:
        return 0.001 * 400**0.5 * min((step + 1) * 400**-1.5, (step + 1) ** -0.5)

    config = {"epochs": 1000, "batch_size": 32, "lr": 0.001, "optimizer": "RAdam", "scheduler_after_epoch": False}
    config |= {"lr_scheduler": "NoamLR", "lr_scheduler_params": {"warmup_steps": 400}}
    text = f"<pre>{json.dumps(config, indent=4)}</pre>"
    points = [(step, noam(step)) for step in range(0, 3000, 25)]
    write("coqui-noam", "TrainIterStats/current_lr", points, {"model-config": text})

    directory = write("torchtune-stuck", "lr", [(step, 0.0) for step in range(1, 300, 5)])
    (directory / "torchtune_config.yaml").write_text(TORCHTUNE)

    points = [(step, (3e-4 - 1e-10) * (1 - (step - 5000) / 500_000) + 1e-10) for step in range(10_000, 500_001, 10_000)]
    write("mlagents-linear", "Policy/Learning Rate", points, {"Hyperparameters": ML_AGENTS})


TORCHTUNE = """\
output_dir: /tmp/torchtune
optimizer:
  _component_: torch.optim.AdamW
  fused: true
  lr: 0.0003
lr_scheduler:
  _component_: torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup
  num_warmup_steps: 100
epochs: 3
max_steps_per_epoch: 200
"""
ML_AGENTS = """\
\ttrainer_type:\tsac
\thyperparameters:\t
\t  learning_rate:\t0.0003
\t  learning_rate_schedule:\tlinear
\t  batch_size:\t128
\t  buffer_size:\t50000
\t  buffer_init_steps:\t0
\tinit_path:\tNone
\tmax_steps:\t500000
\tsummary_freq:\t10000
\tthreaded:\tFalse"""


def faults() -> None:
    steps = np.arange(0, 2000, 20)
    staircase = schedules.Exponential(0.01, 400, 0.5, staircase=True)
    rate = "exponential_decay_learning_rate {{ initial_learning_rate: 0.01 decay_steps: {} decay_factor: 0.5{} }}"

    def points(rates: np.ndarray) -> Points:
        return zip(steps.tolist(), rates.tolist(), strict=True)

    directory = write("object-detection-variant", "learning_rate", points(staircase(steps)))
    (directory / "pipeline.config").write_text(pipeline(rate.format(400, " staircase: false")))

    directory = write("object-detection-config-error", "learning_rate", points(staircase(steps)))
    (directory / "pipeline.config").write_text(pipeline(rate.format(0, "")))

    cosine = schedules.Cosine(0.01, 2000)
    rates = cosine(steps)
    rates[50:] = math.nan
    summary.optimizer_config(cosine, writer=str(write("metadata-invalid", "lr", points(rates))), total_steps=2000)

    directory = write("metadata-on-schedule", "lr", points(cosine(steps)))
    summary.optimizer_config(cosine, writer=str(directory), total_steps=2000)

    directory = write("schedule-file-off", "lr", points(cosine(steps) * (1 + 0.3 * np.sin(steps / 70.0) ** 2)))
    (directory / "lr_schedule.pbtxt").write_text(
        "total_steps: 2000\nschedule { cosine { init_value: 0.01 decay_steps: 2000 end_value: 0 } }\n"
    )
    for case in ("metadata-invalid", "metadata-on-schedule"):
        [file] = set((HERE / case).iterdir()) - {HERE / case / "events.out.tfevents.1700000000.host"}
        file.rename(HERE / case / "events.out.tfevents.1699999999.host")


# Of each framework that leaves its schedule in a file a healthy run and a faulty one.
SOURCES = (
    *("rl_zoo3-line", "rl_zoo3-twice", "vits-epochs", "vits-frozen", "pytorch_forecasting-list"),
    *("pytorch_forecasting-another-factor", "isaac_lab-rsl", "isaac_lab-rsl-doubled", "isaac_lab-games-line"),
    *("isaac_lab-games-frames", "isaac_lab-skrl", "isaac_lab-skrl-above", "nemo-cosine-open", "nemo-stuck"),
    *("open_clip-cooled", "open_clip-by-epoch", "litgpt-cosine", "litgpt-by-update", "nerfstudio-warm"),
    *("nerfstudio-stuck", "sheeprl-two-processes", "sheeprl-stuck", "espnet-often", "espnet-twice"),
    *("openpcdet-drops", "openpcdet-frozen", "mmcv-step", "mmcv-frozen", "fairseq-line", "fairseq-frozen"),
    *("rllib-old", "rllib-old-stuck", "rt_detr-drops", "rt_detr-stuck", "megatron_bridge-cosine"),
    *("megatron_bridge-skipping", "torchtitan-stable", "torchtitan-stuck", "t5x-cosine", "t5x-fast"),
    *("vits-stuck-by-log", "mmcv-nodrop-by-json", "lightning_hparams-warmed"),
)


def sources() -> None:
    for case in CASES:
        if str(case) in SOURCES:
            directory = HERE / str(case)
            shutil.rmtree(directory, ignore_errors=True)
            case.write(directory)
            [events] = (directory / case.run).glob("events.out.tfevents.*")
            events.rename(events.with_name("events.out.tfevents.1700000000.host"))


if __name__ == "__main__":
    frameworks()
    faults()
    checkpoints()
    sources()
