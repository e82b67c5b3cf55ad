"""What works with no code change, framework by framework; the README's table is made from this.

python -m tb_lrplugin.frameworks.catalogue
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """One source.

    Attributes:
      kind: the source's kind in the JSON contract, and the name of its module.
      framework: who leaves it behind.
      read: what is read, and where it lies.
      inferred: what the points or other summaries have to tell.
      unknown: what cannot be known.
    """

    kind: str
    framework: str
    read: str
    inferred: str
    unknown: str


CATALOGUE = (
    About(
        "metadata",
        "any, with one line in the script",
        "the summary written by `tb_lrplugin.summary.optimizer_config`",
        "nothing",
        "a callable beyond the steps it was recorded for",
    ),
    About(
        "schedule_file",
        "any, by hand",
        "`lr_schedule.pbtxt` in the run's directory or above, or `--lr_diagnostics_config FILE`",
        "nothing",
        "nothing",
    ),
    About(
        "pipeline_config",
        "TensorFlow Object Detection API (TF1, TF2)",
        "`pipeline.config` (or the one other `*.config` that is a pipeline) in the model directory",
        "nothing",
        "what the TF2 optimizer makes of the schedule: only the schedule is logged",
    ),
    About(
        "keras_model",
        "Keras 3 with its TensorBoard callback",
        "the compiled optimizers in the model summary of the run `train`: every `keras.optimizers.schedules` class",
        "steps per epoch, from the run `validation` or from the points; epochs of earlier `fit()` calls",
        "callbacks that set the rate; custom schedules; Keras 2 writes no optimizer",
    ),
    About(
        "hf_trainer",
        "Hugging Face Trainer, and what trains with it (TRL, axolotl, LLaMA-Factory, sentence-transformers, PaddleNLP)",
        "`args/text_summary`, `model_config/text_summary`; a DeepSpeed `scheduler` section in them",
        "the total from `train/epoch` or the end of the run; whether DeepSpeed's scheduler is in force",
        "schedulers handed over in code; a DeepSpeed configuration given as a path",
    ),
    About(
        "model_garden",
        "TensorFlow Model Garden",
        "`params.yaml` in the model directory: all decays, both warm-ups",
        "nothing",
        "schedules of one's own",
    ),
    About(
        "ultralytics",
        "Ultralytics YOLOv8 and later, RT-DETR",
        "`args.yaml` beside the event file",
        "batches per epoch, length of the warm-up, the choice of `optimizer: auto`, the order of the groups",
        "the version; `time` mode; a constant factor under `optimizer: auto`",
    ),
    About(
        "yolov5",
        "YOLOv5, YOLOv7, YOLOv9",
        "`hyp.yaml` and `opt.yaml` beside the event file",
        "batches per epoch, length of the warm-up, the group of the biases",
        "nothing more",
    ),
    About(
        "accelerate",
        "accelerate: diffusers' scripts, sd-scripts with `--log_config`",
        "the hyperparameters in the child run named by the time",
        "nothing",
        "the number of processes",
    ),
    About(
        "lightning_cli",
        "LightningCLI",
        "`config.yaml` beside the event file: torch's schedulers by class_path",
        "whether the scheduler is stepped per epoch or per step; steps per epoch; a parameter group's own rate",
        "plain Lightning leaves no scheduler behind",
    ),
    About(
        "detectron2",
        "detectron2",
        "`config.yaml` in the output directory",
        "nothing",
        "LazyConfig schedules of one's own",
    ),
    About(
        "mmengine",
        "mmengine (mmdet 3, mmseg 1, mmpretrain ...)",
        "`config/text_summary`, or `config.py` beside the event file; read as literals, never run",
        "iterations per epoch",
        "the factor of `auto_scale_lr`",
    ),
    About(
        "megatron",
        "Megatron-LM, Megatron-DeepSpeed",
        "one text summary per argument",
        "iterations skipped for overflow at the start",
        "those skipped later",
    ),
    About(
        "maxtext",
        "MaxText",
        "one text summary per configuration key",
        "which revision of the schedule trained",
        "the optimizer's rate: MaxText logs the schedule, evaluated anew",
    ),
    About(
        "easydel",
        "EasyDeL",
        "`run-STEP/easydel-training-arguments.json` below the event file, with the first checkpoint",
        "nothing",
        "the optimizer's rate: EasyDeL logs the schedule, evaluated anew; the length without `max_training_steps`",
    ),
    About(
        "cleanrl",
        "CleanRL",
        "`hyperparameters/text_summary`",
        "nothing",
        "schedules of one's own",
    ),
    About(
        "mlagents",
        "Unity ML-Agents",
        "`Hyperparameters/text_summary`",
        "the stretch over which the logged mean is taken",
        "where the updates lie within it",
    ),
    About(
        "torchtune",
        "torchtune",
        "`torchtune_config.yaml` in the output directory",
        "steps per epoch, where `max_steps_per_epoch` does not tell",
        "nothing more",
    ),
    About(
        "coqui",
        "Coqui Trainer (XTTS, VITS, Tacotron)",
        "`model-config/text_summary`",
        "batches per epoch, accumulated batches per update",
        "schedulers of a model's own",
    ),
)


def markdown_table() -> Iterator[str]:
    """Write the catalogue as the lines of a table."""
    yield "| framework | what is read | what is inferred | what cannot be known | `source.kind` |"
    yield "| --- | --- | --- | --- | --- |"
    for about in CATALOGUE:
        yield f"| {about.framework} | {about.read} | {about.inferred} | {about.unknown} | `{about.kind}` |"


if __name__ == "__main__":
    print("\n".join(markdown_table()))
