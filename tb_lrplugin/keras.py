"""For Keras 3: schedules that TensorFlow's Object Detection API has and Keras lacks, and a watch of `fit()`."""

from __future__ import annotations

import operator
import warnings
from collections.abc import Iterable
from typing import Any, overload

from tb_lrplugin import schedules
from tb_lrplugin.schedules import ScheduleError
from tb_lrplugin.watching import Fault, LearningRateError, LearningRateWarning, OnFault

try:
    import keras
except ImportError as error:
    raise ImportError(
        "tb_lrplugin.keras needs Keras 3, which cannot be imported here "
        f"({error}): pip install 'tb-lrplugin[tensorflow]'"
    ) from error

from tb_lrplugin.watching.keras_callback import LearningRateWatch

__all__ = [
    "ExponentialDecayWithBurnin",
    "Fault",
    "LearningRateError",
    "LearningRateWarning",
    "LearningRateWatch",
    "OnFault",
    "exponential_decay_with_burnin",
]

_API_DEFAULTS: dict[str, Any] = {
    "burnin_learning_rate": 0.0,
    "burnin_steps": 0,
    "min_learning_rate": 0.0,
    "staircase": True,
}
_API_REQUIRED = ("learning_rate_base", "learning_rate_decay_steps", "learning_rate_decay_factor")
_API_NAMES = (*_API_REQUIRED, *_API_DEFAULTS)

# The spelling of hand-written copies of the function, each beside the API's name for it.
_SHORT_DEFAULTS: dict[str, Any] = {"burnin_learning_rate": 0.0, "min_learning_rate": 0.0, "staircase": False}
_API_NAME_OF_SHORT = {
    "burnin_step": "burnin_steps",
    "initial_learning_rate": "learning_rate_base",
    "decay_steps": "learning_rate_decay_steps",
    "decay_factor": "learning_rate_decay_factor",
    "burnin_learning_rate": "burnin_learning_rate",
    "min_learning_rate": "min_learning_rate",
    "staircase": "staircase",
}


# Keras is untyped, so its class is Any to the type checker.
@keras.saving.register_keras_serializable(package="tb_lrplugin")
class ExponentialDecayWithBurnin(keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
    """The Object Detection API's `exponential_decay_learning_rate` as a schedule that Keras evaluates itself.

    Before `burnin_steps` the rate is `burnin_learning_rate` (0 means `learning_rate_base`). From then on it
    is `learning_rate_base * learning_rate_decay_factor ** exponent`, the exponent being
    `(step - burnin_steps) / learning_rate_decay_steps`, floored for a staircase. It is never below
    `min_learning_rate`, burn-in included. Source of the formula: `exponential_decay_with_burnin` in
    `object_detection/utils/learning_schedules.py` of tensorflow/models, object_detection 2.8.0; float32 from
    the division on, as there.

    An optimizer evaluates the object at every update with its own counter, `optimizer.iterations`.

    Args:
      learning_rate_base: rate after burn-in, before the first drop.
      learning_rate_decay_steps: optimizer steps for one factor of decay.
      learning_rate_decay_factor: factor per drop, above 0.
      burnin_learning_rate: rate during burn-in; 0 means `learning_rate_base`.
      burnin_steps: optimizer steps of burn-in; 0 means none.
      min_learning_rate: the floor; 0 means none.
      staircase: whether the rate drops only at whole multiples of `learning_rate_decay_steps`.
      name: name of the operations in a TensorFlow graph.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    def __init__(
        self,
        learning_rate_base: float,
        learning_rate_decay_steps: int,
        learning_rate_decay_factor: float,
        burnin_learning_rate: float = 0.0,
        burnin_steps: int = 0,
        min_learning_rate: float = 0.0,
        staircase: bool = True,
        name: str = "ExponentialDecayWithBurnin",
    ) -> None:
        super().__init__()
        self.learning_rate_base = float(learning_rate_base)
        self.learning_rate_decay_steps = _whole("learning_rate_decay_steps", learning_rate_decay_steps)
        self.learning_rate_decay_factor = float(learning_rate_decay_factor)
        self.burnin_learning_rate = float(burnin_learning_rate)
        self.burnin_steps = _whole("burnin_steps", burnin_steps)
        self.min_learning_rate = float(min_learning_rate)
        self.staircase = bool(staircase)
        self.name = name
        schedules.exponential_decay_with_burnin(**self._parameters())

    def __call__(self, step: Any) -> Any:
        """Evaluate the schedule.

        Args:
          step: integer scalar (number, tensor or variable), optimizer steps done so far.

        Returns:
          A float32 scalar tensor, the learning rate.
        """
        ops = keras.ops
        with keras.name_scope(self.name):
            since_burnin = ops.cast(step - self.burnin_steps, "float32")
            base = ops.cast(self.learning_rate_base, "float32")
            factor = ops.cast(self.learning_rate_decay_factor, "float32")
            decay_steps = ops.cast(self.learning_rate_decay_steps, "float32")
            exponent = since_burnin / decay_steps
            if self.staircase:
                drops = ops.floor(exponent)
                # TensorFlow's graph optimizer turns the division into a product with 1 / decay_steps, which
                # is a little below whole numbers for some (41, say) and would make their drops a step late.
                is_late = (drops + 1) * decay_steps <= since_burnin
                exponent = ops.where(is_late, drops + 1, drops)
            rate = base * ops.power(factor, exponent)
            if self.burnin_steps > 0:
                burnin = ops.cast(self.burnin_learning_rate or self.learning_rate_base, "float32")
                rate = ops.where(since_burnin < 0, burnin, rate)
            return ops.maximum(rate, ops.cast(self.min_learning_rate, "float32"))

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments, for serialisation."""
        return {**self._parameters(), "name": self.name}

    def _parameters(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _API_NAMES}


@overload
def exponential_decay_with_burnin(
    global_step: object,
    learning_rate_base: float,
    learning_rate_decay_steps: int,
    learning_rate_decay_factor: float,
    burnin_learning_rate: float = 0.0,
    burnin_steps: int = 0,
    min_learning_rate: float = 0.0,
    staircase: bool = True,
) -> ExponentialDecayWithBurnin: ...


@overload
def exponential_decay_with_burnin(
    global_step: object,
    *,
    burnin_step: int,
    initial_learning_rate: float,
    decay_steps: int,
    decay_factor: float,
    burnin_learning_rate: float = 0.0,
    min_learning_rate: float = 0.0,
    staircase: bool = False,
) -> ExponentialDecayWithBurnin: ...


def exponential_decay_with_burnin(
    global_step: object, *arguments: Any, **parameters: Any
) -> ExponentialDecayWithBurnin:
    """Build the exponential decay with burn-in under its old name, as an object that cannot go stale.

    A function of this name that returns a number computes it once; an optimizer that is given that number
    keeps it for ever, however `global_step` moves. So this one returns the schedule itself: the optimizer
    calls it at every update with its own counter, `optimizer.iterations`. Hand the result to the optimizer as
    it is; call it with a step to see the number.

    Two spellings of the parameters are understood, by keyword, one at a time; positional arguments follow
    the first. Source of formula and first spelling: `object_detection/utils/learning_schedules.py` of
    tensorflow/models, object_detection 2.8.0 (see `ExponentialDecayWithBurnin` for both).

      1. learning_rate_base, learning_rate_decay_steps, learning_rate_decay_factor, burnin_learning_rate=0.0,
         burnin_steps=0, min_learning_rate=0.0, staircase=True
      2. burnin_step, initial_learning_rate, decay_steps, decay_factor, burnin_learning_rate=0.0,
         min_learning_rate=0.0, staircase=False

    Args:
      global_step: not used; accepted so that calls need no other change.
      *arguments: parameters of the first spelling, in its order.
      **parameters: parameters of either spelling. Rates are learning rates, steps are optimizer steps.

    Returns:
      The schedule.

    Raises:
      TypeError: if parameters are missing, unknown, given twice, or of both spellings.
      ScheduleError: if a parameter is out of its range.

    Warns:
      UserWarning: if `global_step` is, or holds, another number than 0: the schedule does not start there.
    """
    schedule = ExponentialDecayWithBurnin(**_api_parameters(arguments, parameters))
    start = _number_in(global_step)
    if start:
        warnings.warn(
            f"global_step is {start}, but the schedule counts optimizer.iterations, which is 0 in a new "
            "optimizer. To continue a run, restore the optimizer from its checkpoint, or call "
            f"optimizer.iterations.assign({start}) before training.",
            UserWarning,
            stacklevel=2,
        )
    return schedule


def _whole(name: str, value: Any) -> int:
    """Take a number of steps; a fraction betrays arguments in another order."""
    number = float(value)
    if not number.is_integer():
        raise ScheduleError(
            f"{name} is {value}: it must be a whole number of steps (positional arguments follow the order of the "
            "Object Detection API)"
        )
    return int(number)


def _api_parameters(arguments: tuple[Any, ...], given: dict[str, Any]) -> dict[str, Any]:
    """Bring either spelling into the API's.

    Raises:
      TypeError: with a sentence, where that cannot be done.
    """
    unknown = sorted(given.keys() - set(_API_NAMES) - _API_NAME_OF_SHORT.keys())
    if unknown:
        raise TypeError(
            f"exponential_decay_with_burnin does not know {_listed(unknown)}. It takes either "
            f"{_listed(_API_NAMES)}, or {_listed(_API_NAME_OF_SHORT)}."
        )
    only_short = [name for name in given if name not in _API_NAMES]
    only_api = [name for name in given if name not in _API_NAME_OF_SHORT]
    if not only_short:
        return _complete(_by_position(arguments, given), _API_NAMES, _API_DEFAULTS)
    if arguments:
        raise TypeError(
            "exponential_decay_with_burnin was given positional arguments, which are "
            f"{_listed(_API_NAMES)} in this order, together with {_listed(only_short)} of the other "
            "spelling: give all of them by keyword."
        )
    if only_api:
        raise TypeError(
            f"exponential_decay_with_burnin was given {_listed(only_api)} of one spelling and "
            f"{_listed(only_short)} of the other: use either {_listed(_API_NAMES)}, or "
            f"{_listed(_API_NAME_OF_SHORT)}."
        )
    complete = _complete(given, tuple(_API_NAME_OF_SHORT), _SHORT_DEFAULTS)
    return {_API_NAME_OF_SHORT[name]: value for name, value in complete.items()}


def _by_position(arguments: tuple[Any, ...], given: dict[str, Any]) -> dict[str, Any]:
    if len(arguments) > len(_API_NAMES):
        raise TypeError(
            f"exponential_decay_with_burnin takes {len(_API_NAMES)} arguments after global_step "
            f"({_listed(_API_NAMES)}), but {len(arguments)} were given."
        )
    positional = dict(zip(_API_NAMES, arguments, strict=False))
    twice = [name for name in positional if name in given]
    if twice:
        raise TypeError(f"exponential_decay_with_burnin was given {_listed(twice)} twice.")
    return {**positional, **given}


def _complete(given: dict[str, Any], names: tuple[str, ...], defaults: dict[str, Any]) -> dict[str, Any]:
    missing = [name for name in names if name not in given and name not in defaults]
    if missing:
        raise TypeError(f"exponential_decay_with_burnin misses {_listed(missing)}.")
    return {**defaults, **given}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _number_in(global_step: Any) -> int | None:
    """Read the number that a step (number, variable, tensor) holds; None where it holds none yet."""
    try:
        # Inside a traced function `int()` itself would be rewritten into a tensor operation.
        return operator.index(global_step.__int__())
    except (AttributeError, NotImplementedError, TypeError, ValueError):
        # None, a symbolic tensor inside a traced function, or a step computed by a function.
        return None
