"""The TensorFlow Object Detection API."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.object_detection.reader import FILE_NAME, PipelineReading, parse
from tb_lrplugin.frameworks.object_detection.writer import pipeline_configuration
from tb_lrplugin.frameworks.readers import TextFile

PIPELINE_CONFIG = Framework(
    kind="pipeline_config",
    about=About(
        "TensorFlow Object Detection API (TF1, TF2)",
        "TensorFlow",
        "`pipeline.config` (or the one other `*.config` that is a pipeline) in the model directory",
        "nothing",
        "what the TF2 optimizer makes of the schedule: only the schedule is logged",
    ),
    readers=(TextFile(FILE_NAME, parse, is_unmistakable=True, other_names="*.config", reading=PipelineReading),),
    is_inherited=True,
    takes_schedule_object=True,
    write=pipeline_configuration,
    # Staircase is on unless it is set; the fixes are what has to stand there for what the run does.
    advice={
        "staircase": Advice(
            causes=("Another pipeline.config was in force: staircase is true there unless it is set.",),
            fix="# in pipeline.config, for the decay that the run follows:\nstaircase: true",
        ),
        "continuous": Advice(fix="# in pipeline.config, for the decay that the run follows:\nstaircase: false"),
    },
)
