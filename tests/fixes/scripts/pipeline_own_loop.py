"""A loop on a pipeline of the Object Detection API that hands the optimizer a number in the place of the schedule."""

import keras
import tensorflow as tf

# The steps up to which the loop writes the rate into the optimizer.
FOLLOWED = {"frozen": 25, "frozen/after preparation": 10, "frozen/after resume": 15}
# What it holds instead, and after a resume from step 15 on.
NUMBERS = {"constant_mismatch": 0.003, "frozen/after resume": 0.04}
PIPELINE = """\
train_config {
  num_steps: 50
  optimizer {
    momentum_optimizer {
      learning_rate {
        cosine_decay_learning_rate {
          learning_rate_base: 0.04
          total_steps: 50
          warmup_learning_rate: 0.01
          warmup_steps: 10
        }
      }
      momentum_optimizer_value: 0.9
    }
  }
}
"""


def rate_at(step):
    """The rate that the pipeline asks for, after object_detection/utils/learning_schedules.py 2.8.0."""
    if step < 10:
        return 0.01 + (0.04 - 0.01) / 10 * step
    return 0.02 * (1 + float(tf.cos(3.14159265358979 * (step - 10) / 40)))


def train(directory, situation):
    (directory / "train").mkdir(parents=True)
    (directory / "pipeline.config").write_text(PIPELINE)
    # fault
    optimizer = keras.optimizers.SGD(NUMBERS.get(situation, rate_at(0)), momentum=0.9)
    # end of fault
    weight = tf.Variable([1.0])
    is_number = not isinstance(optimizer._learning_rate, keras.optimizers.schedules.LearningRateSchedule)
    with tf.summary.create_file_writer(str(directory / "train")).as_default():
        for step in range(50):
            if is_number and step <= FOLLOWED.get(situation, -1):
                optimizer.learning_rate = rate_at(step)
            if is_number and situation == "frozen/after resume" and step == 16:
                optimizer.learning_rate = NUMBERS[situation]
            if step % 2 == 0:
                tf.summary.scalar("learning_rate", optimizer.learning_rate, step)
            optimizer.apply([tf.ones([1])], [weight])
