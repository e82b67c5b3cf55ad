"""A run that goes on with an optimizer of another step, another rate or a plain number; every batch is logged."""

import keras
import numpy as np
import tensorflow as tf

from tb_lrplugin import summary

INPUTS = np.linspace(-1.0, 1.0, 40, dtype=np.float32)[:, None]
STEPS_PER_EPOCH = 5
# What a restored optimizer of another checkpoint has counted.
ITERATIONS = {"shifted/ahead": 60, "shifted/behind": 10, "frozen/after resume": 50, "resumed_elsewhere": 50}


class LogRates(keras.callbacks.Callback):
    """Log the rate that the optimizer is about to use."""

    def __init__(self, writer):
        super().__init__()
        self.writer = writer
        self.first = 0

    def on_epoch_begin(self, epoch, logs=None):
        self.first = epoch * STEPS_PER_EPOCH

    def on_train_batch_begin(self, batch, logs=None):
        with self.writer.as_default():
            tf.summary.scalar("learning_rate", float(self.model.optimizer.learning_rate), self.first + batch)


def build(rate):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(rate), "mse")
    return model


def train(directory, situation):
    dataset = tf.data.Dataset.from_tensor_slices((INPUTS, INPUTS)).batch(8)
    schedule = keras.optimizers.schedules.CosineDecay(0.05, 100)
    epochs_done, epochs = 10, 20
    # In a directory of its own the second part is held against the schedule alone.
    parts = [directory / "first", directory / "second"] if situation.startswith("shifted") else [directory, directory]
    writers = [tf.summary.create_file_writer(str(part)) for part in parts]
    for writer in writers:
        summary.optimizer_config(schedule, writer=writer, total_steps=100, tag="learning_rate")
    model = build(schedule)
    callbacks = [LogRates(writers[0])]
    model.fit(dataset, epochs=epochs_done, verbose=0, callbacks=callbacks)
    # fault
    weights = model.get_weights()
    # end of fault
    callbacks = [LogRates(writers[1])]
    # fault
    others = {"frozen/after resume": 0.05, "resumed_elsewhere": keras.optimizers.schedules.CosineDecay(0.02, 100)}
    model = build(others.get(situation, schedule))
    model.set_weights(weights)
    model.optimizer.iterations.assign(ITERATIONS[situation])
    model.fit(dataset, epochs=epochs, initial_epoch=epochs_done, verbose=0, callbacks=callbacks)
    # end of fault
    for writer in writers:
        writer.close()
