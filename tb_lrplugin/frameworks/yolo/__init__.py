"""Ultralytics, and YOLOv5 with its relatives: what they leave, and what to change where a run does not follow it."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, stepped_by_epoch
from tb_lrplugin.frameworks.yolo import ultralytics, yolov5

_LAMBDA = "A scheduler made at the resume sets lr0 first, until the next epoch ends (YOLOv5 issue 292)."

_ULTRALYTICS_ADVICE = extended(
    stepped_by_epoch(
        looped_by(
            "the Ultralytics trainer",
            rate="lr0",
            length="epochs",
            resume='Resume with YOLO("runs/detect/train/weights/last.pt").train(resume=True); last.pt as a plain model '
            "loads the weights alone.",
        )
    ),
    {
        "stuck_at_initial": Advice(
            (
                "A trainer of your own overrides _setup_scheduler or optimizer_step.",
                "A callback (on_train_epoch_start, on_train_batch_start) sets the rate of the parameter groups.",
            ),
            "Train with model.train(...) and without callbacks that set the rate: the trainer steps its scheduler at "
            "the start of each epoch.",
        ),
        "frozen": Advice(("A callback (on_train_epoch_start, on_train_batch_start) sets the rate from there on.",)),
        "time_scaled/slow": Advice(("The run was started with more epochs than args.yaml says.",)),
        "value_scaled": Advice(("A group of its own: biases warm up from warmup_bias_lr.",)),
        "restarted": Advice(("Training went on from last.pt as a plain model, without resume=True.",)),
        "resumed_elsewhere": Advice((_LAMBDA, "epochs was changed between the two parts.")),
    },
)

_YOLOV5_ADVICE = extended(
    stepped_by_epoch(
        looped_by(
            "train.py",
            rate="lr0 in hyp.yaml",
            length="--epochs",
            resume="Resume with python train.py --resume runs/train/exp/weights/last.pt; --weights last.pt loads the "
            "weights alone, and begins at epoch 0.",
        )
    ),
    {
        "stuck_at_initial": Advice(("scheduler.step() at the end of the epoch in train.py was taken out.",)),
        "frozen": Advice(("scheduler.last_epoch or the rate of the groups was set in train.py.",)),
        "restarted": Advice(("The run was started with --weights last.pt instead of --resume.",)),
        "resumed_elsewhere": Advice((_LAMBDA, "--epochs was changed between the two parts.")),
        "value_scaled": Advice(("--hyp named another file than the hyp.yaml of this run, with another lr0.",)),
    },
)

ULTRALYTICS = Framework(
    kind="ultralytics",
    about=About(
        "Ultralytics YOLOv8 and later, RT-DETR",
        "PyTorch",
        "`args.yaml` beside the event file, or else the settings in `weights/last.pt`",
        inferred="batches per epoch, length of the warm-up, the order of the groups; the choice of `optimizer: auto`, "
        "where the weights do not tell it",
        unknown="the version; `time` mode",
    ),
    readers=ultralytics.READERS,
    # The trainer logs the rates of `optimizer.param_groups` and nothing else, with epochs counted from 1.
    tags=ultralytics.TAG.pattern,
    measures="optimizer",
    step_offset=-1,
    advice={
        **_ULTRALYTICS_ADVICE,
        "linear_instead_of_cosine": Advice(
            causes=("cos_lr did not reach the trainer; the rate falls in a line without.",),
            fix="cos_lr: True",
        ),
        "cosine_instead_of_linear": Advice(fix="cos_lr: False"),
    },
)

YOLOV5 = Framework(
    kind="yolov5",
    about=About(
        "YOLOv5, YOLOv7, YOLOv9",
        "PyTorch",
        "`hyp.yaml` and `opt.yaml` beside the event file",
        inferred="batches per epoch, length of the warm-up, the group of the biases",
        unknown="nothing more",
    ),
    readers=yolov5.READERS,
    files=yolov5.FILES,
    # The trainers log the rates of the three `optimizer.param_groups` and nothing else.
    tags=yolov5.TAG.pattern,
    measures="optimizer",
    whole=yolov5.whole,
    advice={
        **_YOLOV5_ADVICE,
        "linear_instead_of_cosine": Advice(
            causes=("The flag --cos-lr was not given to the run.",),
            fix="python train.py --cos-lr",
        ),
    },
)
