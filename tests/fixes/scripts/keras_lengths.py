"""A schedule whose lengths were given in epochs, and whose optimizer counts batches."""

import keras
import numpy as np

INPUTS = np.linspace(-1.0, 1.0, 40, dtype=np.float32)[:, None]
EPOCHS, WARMUP_EPOCHS = 8, 1


def train(directory, situation):
    # fault
    schedule = keras.optimizers.schedules.CosineDecay(
        0.01, EPOCHS - WARMUP_EPOCHS, warmup_target=0.05, warmup_steps=WARMUP_EPOCHS
    )
    # end of fault
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(schedule), "mse")
    callbacks = [keras.callbacks.TensorBoard(directory)]
    # The run `validation` tells how long an epoch is.
    told = {"validation_data": (INPUTS, INPUTS)}
    model.fit(INPUTS, INPUTS, batch_size=4, epochs=EPOCHS, verbose=0, callbacks=callbacks, **told)
