"""Keras 3."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import About, Framework
from tb_lrplugin.frameworks.keras.reader import SCALAR_TAGS, read
from tb_lrplugin.frameworks.keras.writer import keras_configuration
from tb_lrplugin.frameworks.readers import ReaderFunction, Trust

KERAS_MODEL = Framework(
    kind="keras_model",
    about=About(
        "Keras 3 with its TensorBoard callback",
        "TensorFlow",
        "the compiled optimizers in the model summary of the run `train`: every `keras.optimizers.schedules` class",
        "steps per epoch, from the run `validation` or from the points; epochs of earlier `fit()` calls",
        "callbacks that set the rate; custom schedules; Keras 2 writes no optimizer",
    ),
    readers=(ReaderFunction(read, Trust.LOGGED, scalar_tags=SCALAR_TAGS),),
    # The callback logs `optimizer.learning_rate`.
    measures="optimizer",
    only_decays=True,
    takes_schedule_object=True,
    write=keras_configuration,
)
