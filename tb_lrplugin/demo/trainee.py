"""Something small that really learns: a network that fits a sine on batches made up as it goes."""

from __future__ import annotations

from typing import Any

_BATCH_SIZE = 16
_UNITS = 8


class Trainee:
    """A network with its optimizer."""

    def __init__(self, optimizer: Any) -> None:
        """Build the network.

        Args:
          optimizer: a Keras optimizer that has trained nothing yet.
        """
        import keras
        import tensorflow as tf

        keras.utils.set_random_seed(1)
        network = keras.Sequential(
            [keras.Input((1,)), keras.layers.Dense(_UNITS, activation="tanh"), keras.layers.Dense(1)]
        )
        weights = network.trainable_variables
        optimizer.build(weights)

        @tf.function  # type: ignore[untyped-decorator]
        def train(updates: Any) -> Any:
            loss = tf.constant(0.0)
            for _ in tf.range(updates):
                inputs = tf.random.uniform([_BATCH_SIZE, 1], -1.0, 1.0)
                with tf.GradientTape() as tape:
                    loss = tf.reduce_mean(tf.square(network(inputs) - tf.sin(3.0 * inputs)))
                optimizer.apply(tape.gradient(loss, weights), weights)
            return loss

        self._train = train

    def train(self, updates: int) -> Any:
        """Train for a number of optimizer steps and return the last loss."""
        import tensorflow as tf

        # A tensor: a Python number would be traced anew for each value.
        return self._train(tf.constant(updates))
