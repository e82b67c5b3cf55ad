"""After official/modeling/optimization: configurations, and the factory that makes schedule and optimizer of them."""

from types import SimpleNamespace

import keras

_SCHEDULES = {
    "stepwise": keras.optimizers.schedules.PiecewiseConstantDecay,
    "exponential": keras.optimizers.schedules.ExponentialDecay,
    "cosine": keras.optimizers.schedules.CosineDecay,
}
_OPTIMIZERS = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam}


class LinearWarmup(keras.optimizers.schedules.LearningRateSchedule):
    """After lr_schedule.py: a line from warmup_learning_rate to what the other schedule has at its end."""

    def __init__(self, after_warmup_lr_sched, warmup_steps, warmup_learning_rate):
        self.after = after_warmup_lr_sched
        self.steps = warmup_steps
        self.first = warmup_learning_rate

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        line = self.first + step / self.steps * (self.after(self.steps) - self.first)
        return keras.ops.where(step < self.steps, line, self.after(step))


class OneOf(SimpleNamespace):
    """One of several blocks, the one that `type` names."""

    def __init__(self, blocks):
        super().__init__(type=blocks.get("type"), blocks=blocks)

    def get(self):
        return self.blocks.get(self.type)


class OptimizationConfig(SimpleNamespace):
    """The block `trainer.optimizer_config` of params.yaml."""

    def __init__(self, blocks):
        super().__init__(**{name: OneOf(blocks.get(name) or {}) for name in ("learning_rate", "warmup", "optimizer")})


class OptimizerFactory:
    """After optimizer_factory.py."""

    def __init__(self, config):
        self.config = config

    def build_learning_rate(self):
        rate = _SCHEDULES[self.config.learning_rate.type](**self.config.learning_rate.get())
        warmup = self.config.warmup.get()
        return LinearWarmup(rate, **warmup) if warmup else rate

    def build_optimizer(self, lr):
        return _OPTIMIZERS[self.config.optimizer.type](learning_rate=lr, **self.config.optimizer.get())
