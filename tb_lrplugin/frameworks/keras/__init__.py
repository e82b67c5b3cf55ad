"""Keras 3."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import About, Framework
from tb_lrplugin.frameworks.keras.writer import keras_configuration

KERAS_MODEL = Framework(
    kind="keras_model",
    about=About(
        "Keras 3 with its TensorBoard callback",
        "TensorFlow",
        "the compiled optimizers in the model summary of the run `train`: every `keras.optimizers.schedules` class",
        "steps per epoch, from the run `validation` or from the points; epochs of earlier `fit()` calls",
        "callbacks that set the rate; custom schedules; Keras 2 writes no optimizer",
    ),
    only_decays=True,
    takes_schedule_object=True,
    write=keras_configuration,
)
