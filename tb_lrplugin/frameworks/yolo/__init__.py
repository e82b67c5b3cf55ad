"""Ultralytics, and YOLOv5 with its relatives."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.readers import ReaderFunction, TextFile, Trust
from tb_lrplugin.frameworks.yolo import ultralytics, yolov5

ULTRALYTICS = Framework(
    kind="ultralytics",
    about=About(
        "Ultralytics YOLOv8 and later, RT-DETR",
        "PyTorch",
        "`args.yaml` beside the event file",
        "batches per epoch, length of the warm-up, the choice of `optimizer: auto`, the order of the groups",
        "the version; `time` mode; a constant factor under `optimizer: auto`",
    ),
    # Other trainers write an args.yaml as well; where it cannot be parsed, these lines tell whose it is.
    readers=(TextFile(ultralytics.FILE_NAME, ultralytics.parse, proof=r"(?s)^lr0:.*^lrf:"),),
    # The trainer logs the rates of `optimizer.param_groups` and nothing else, with epochs counted from 1.
    tags=ultralytics.TAG.pattern,
    measures="optimizer",
    step_offset=-1,
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
    readers=(ReaderFunction(yolov5.read, Trust.FILE),),
    # The trainers log the rates of the three `optimizer.param_groups` and nothing else.
    tags=yolov5.TAG.pattern,
    measures="optimizer",
    advice={
        "linear_instead_of_cosine": Advice(
            causes=("The flag --cos-lr was not given to the run.",),
            fix="python train.py --cos-lr",
        ),
    },
)
