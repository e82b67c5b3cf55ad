"""Ultralytics, and YOLOv5 with its relatives."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import About, Advice, Framework

ULTRALYTICS = Framework(
    kind="ultralytics",
    about=About(
        "Ultralytics YOLOv8 and later, RT-DETR",
        "PyTorch",
        "`args.yaml` beside the event file",
        "batches per epoch, length of the warm-up, the choice of `optimizer: auto`, the order of the groups",
        "the version; `time` mode; a constant factor under `optimizer: auto`",
    ),
    advice={
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
        "batches per epoch, length of the warm-up, the group of the biases",
        "nothing more",
    ),
    advice={
        "linear_instead_of_cosine": Advice(
            causes=("The flag --cos-lr was not given to the run.",),
            fix="python train.py --cos-lr",
        ),
    },
)
