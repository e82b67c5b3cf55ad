"""A task of the Model Garden that hands the optimizer a number in the place of the schedule."""

from types import SimpleNamespace

import keras
import tensorflow as tf
import yaml

# The steps up to which the loop writes the rate into the optimizer.
FOLLOWED = {"frozen": 30, "frozen/after preparation": 10}
PARAMS = """\
trainer:
  train_steps: 50
  optimizer_config:
    learning_rate:
      type: cosine
      cosine: {initial_learning_rate: 0.1, decay_steps: 50, alpha: 0.0}
    optimizer:
      type: sgd
      sgd: {momentum: 0.9}
    warmup:
      type: linear
      linear: {warmup_steps: 10, warmup_learning_rate: 0.01}
"""


def train(directory, situation):
    from official.modeling import optimization

    (directory / "train").mkdir(parents=True)
    (directory / "params.yaml").write_text(PARAMS)
    config = optimization.OptimizationConfig(yaml.safe_load(PARAMS)["trainer"]["optimizer_config"])
    params = SimpleNamespace(trainer=SimpleNamespace(optimizer_config=config))
    schedule = optimization.OptimizerFactory(config).build_learning_rate()
    # fault
    optimizer = keras.optimizers.SGD(0.003 if situation == "constant_mismatch" else float(schedule(0)), momentum=0.9)
    # end of fault
    weight = tf.Variable([1.0])
    is_number = not isinstance(optimizer._learning_rate, keras.optimizers.schedules.LearningRateSchedule)
    with tf.summary.create_file_writer(str(directory / "train")).as_default():
        for step in range(50):
            if is_number and step <= FOLLOWED.get(situation, -1):
                optimizer.learning_rate = float(schedule(step))
            if step % 2 == 0:
                tf.summary.scalar("learning_rate", optimizer.learning_rate, step)
            optimizer.apply([tf.ones([1])], [weight])
