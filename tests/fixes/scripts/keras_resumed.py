"""A run that goes on from the weights alone, in an optimizer made anew."""

import keras
import numpy as np
import tensorflow as tf

INPUTS = np.linspace(-1.0, 1.0, 40, dtype=np.float32)[:, None]


def build(rate):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(keras.optimizers.schedules.CosineDecay(rate, 60)), "mse")
    return model


def train(directory, situation):
    dataset = tf.data.Dataset.from_tensor_slices((INPUTS, INPUTS)).batch(8)
    model = build(0.05)
    epochs_done, epochs = 6, 12
    callbacks = [keras.callbacks.TensorBoard(directory)]
    model.fit(dataset, epochs=epochs_done, verbose=0, callbacks=callbacks)
    # fault
    weights = model.get_weights()
    # end of fault
    callbacks = [keras.callbacks.TensorBoard(directory)]
    # fault
    model = build(0.05)
    model.set_weights(weights)
    model.fit(dataset, epochs=epochs, initial_epoch=epochs_done, verbose=0, callbacks=callbacks)
    # end of fault
