"""TensorFlow Model Garden."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import About, Framework
from tb_lrplugin.frameworks.model_garden.reader import parse
from tb_lrplugin.frameworks.readers import TextFile

MODEL_GARDEN = Framework(
    kind="model_garden",
    about=About(
        "TensorFlow Model Garden",
        "TensorFlow",
        "`params.yaml` in the model directory: all decays, both warm-ups",
        "nothing",
        "schedules of one's own",
    ),
    readers=(TextFile("params.yaml", parse, proof=r"^\s+optimizer_config\s*:"),),
    tags="learning_rate",
    # The trainer logs `optimizer.learning_rate` itself, at the optimizer's own count of updates.
    measures="optimizer",
    is_inherited=True,
    only_decays=True,
    takes_schedule_object=True,
)
