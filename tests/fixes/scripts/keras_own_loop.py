"""A training loop of one's own in which the updates go round the compiled optimizer, at once or from some step on."""

import keras
import numpy as np
import tensorflow as tf

INPUTS = np.linspace(-1.0, 1.0, 40, dtype=np.float32)[:, None]
# Updates that the compiled optimizer applies.
OWN_UPDATES = {"stuck_at_initial": 0, "frozen": 25, "frozen/after preparation": 10}


def train(directory, situation):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    schedule = keras.optimizers.schedules.CosineDecay(0.01, 40, warmup_target=0.05, warmup_steps=10)
    model.compile(keras.optimizers.SGD(schedule), "mse")
    other_optimizer = keras.optimizers.SGD(0.01)
    callbacks = keras.callbacks.CallbackList([keras.callbacks.TensorBoard(directory)], model=model)
    callbacks.on_train_begin()
    for epoch in range(10):
        for batch in np.split(INPUTS, 5):
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(tf.square(model(batch) - batch))
            # fault
            optimizer = model.optimizer if model.optimizer.iterations < OWN_UPDATES[situation] else other_optimizer
            optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
            # end of fault
        callbacks.on_epoch_end(epoch, {"loss": float(loss)})
    callbacks.on_train_end()
