"""Shapes of learning-rate schedules with random parameters, and the ways in which runs log them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineArc,
    CosineCycles,
    CosineRestarts,
    CosineWave,
    Cyclic,
    Exponential,
    Floor,
    Held,
    InverseSquareRoot,
    InverseTime,
    Join,
    PiecewiseConstant,
    Polynomial,
    Schedule,
    Shift,
    SquareRoot,
)

TOTAL = 100_000
RESERVOIR = 1000

Make = Callable[[np.random.Generator], Schedule]
Steps = npt.NDArray[np.int64]


def peak(rng: np.random.Generator) -> float:
    return float(rng.choice([1, 2, 3, 5]) * 10.0 ** rng.integers(-6, 0))


def length(rng: np.random.Generator, low: float, high: float) -> int:
    return int(rng.integers(round(low * TOTAL), round(high * TOTAL)))


def warmed(rng: np.random.Generator, rate: float, body: Schedule) -> Join:
    steps = length(rng, 0.01, 0.1)
    return Join((Polynomial(rate * float(rng.choice([0.0, 0.1])), rate, steps), body), (steps,))


def cosine(rng: np.random.Generator) -> Schedule:
    rate = peak(rng)
    return Cosine(rate, length(rng, 0.5, 1.5), rate * float(rng.choice([0.0, 0.01, 0.1])))


def warm_cosine(rng: np.random.Generator) -> Schedule:
    rate = peak(rng)
    return warmed(rng, rate, Cosine(rate, length(rng, 0.4, 1.2), rate * float(rng.choice([0.0, 0.01, 0.1]))))


def linear(rng: np.random.Generator) -> Schedule:
    rate = peak(rng)
    return Polynomial(rate, rate * float(rng.choice([0.0, 0.05])), length(rng, 0.5, 1.1))


def warm_linear(rng: np.random.Generator) -> Schedule:
    rate = peak(rng)
    return warmed(rng, rate, Polynomial(rate, 0.0, length(rng, 0.4, 1.1)))


def polynomial(rng: np.random.Generator) -> Schedule:
    rate = peak(rng)
    return Polynomial(rate, rate * 0.01, length(rng, 0.5, 0.9), float(rng.choice([0.5, 0.9, 2.0, 3.0])))


def exponential(rng: np.random.Generator) -> Schedule:
    return Exponential(peak(rng), 100 * int(rng.integers(50, 300)), float(rng.choice([0.9, 0.95, 0.5])))


def warm_exponential(rng: np.random.Generator) -> Schedule:
    rate = peak(rng)
    return warmed(rng, rate, Exponential(rate, 100 * int(rng.integers(50, 300)), 0.9))


def burn_in_exponential(rng: np.random.Generator) -> Schedule:
    rate, steps = peak(rng), length(rng, 0.01, 0.1)
    return Join((Constant(rate / 10), Exponential(rate, 100 * int(rng.integers(50, 300)), 0.9)), (steps,))


def floored_exponential(rng: np.random.Generator) -> Schedule:
    rate = peak(rng)
    return Floor(Exponential(rate, 100 * int(rng.integers(50, 100)), 0.5), rate * 0.02)


def staircase(rng: np.random.Generator) -> Schedule:
    return Exponential(peak(rng), 100 * int(rng.integers(30, 200)), float(rng.choice([0.9, 0.95, 0.5])), True)


def burn_in_staircase(rng: np.random.Generator) -> Schedule:
    rate, steps = peak(rng), length(rng, 0.01, 0.04)
    return Join((Constant(rate / 10), Exponential(rate, 100 * int(rng.integers(50, 200)), 0.9, True)), (steps,))


def warm_staircase(rng: np.random.Generator) -> Schedule:
    rate, steps = peak(rng), length(rng, 0.01, 0.04)
    stairs = Exponential(rate, 100 * int(rng.integers(50, 200)), 0.9, True)
    return Join((Polynomial(0.0, rate, steps), Shift(stairs, steps)), (steps,))


def drops(rng: np.random.Generator) -> Schedule:
    steps = np.sort(rng.choice(np.arange(10, 90), 2, replace=False)) * (TOTAL // 100)
    rate = peak(rng)
    return PiecewiseConstant(tuple(steps.tolist()), (rate, rate * 0.1, rate * 0.01))


def inverse_square_root(rng: np.random.Generator) -> Schedule:
    rate = peak(rng)
    steps = length(rng, 0.01, 0.1)
    return Join((Polynomial(0.0, rate, steps), InverseSquareRoot(rate, steps)), (steps,))


def inverse_time(rng: np.random.Generator) -> Schedule:
    return InverseTime(peak(rng), 100 * int(rng.integers(10, 100)), 0.5)


def stable(decay: Callable[[float, int], Schedule]) -> Make:
    def make(rng: np.random.Generator) -> Schedule:
        rate, steps, begin = peak(rng), length(rng, 0.01, 0.1), length(rng, 0.4, 0.7)
        return Join((Polynomial(0.0, rate, steps), Constant(rate), decay(rate, length(rng, 0.2, 0.3))), (steps, begin))

    return make


def one_cycle(rng: np.random.Generator) -> Schedule:
    rate, steps = peak(rng), length(rng, 0.2, 0.4)
    return Join(
        (CosineArc(rate / 25, rate, 0, steps - 1), CosineArc(rate, rate / 1e4, -1, TOTAL - steps - 1)), (steps,)
    )


def triangles(rng: np.random.Generator) -> Schedule:
    rate = peak(rng)
    return Cyclic(rate / 10, rate, length(rng, 0.08, 0.15), length(rng, 0.08, 0.15), float(rng.choice([1.0, 0.5])))


def restarts(rng: np.random.Generator) -> Schedule:
    rate = peak(rng)
    return CosineRestarts(rate, rate * float(rng.choice([0.0, 0.01])), length(rng, 0.1, 0.3), int(rng.choice([1, 2])))


def warm_restarts(rng: np.random.Generator) -> Schedule:
    rate, steps = peak(rng), length(rng, 0.01, 0.05)
    return Join((Polynomial(0.0, rate, steps), CosineCycles(rate, TOTAL - steps, int(rng.integers(2, 5)))), (steps,))


def wave(rng: np.random.Generator) -> Schedule:
    rate = peak(rng)
    return CosineWave(rate, rate * 0.01, length(rng, 0.4, 0.8))


def exponential_ramp(rng: np.random.Generator) -> Schedule:
    rate, steps = peak(rng), length(rng, 0.1, 0.3)
    return Join((Exponential(rate / 1000, steps / 10, 1000**0.1), Constant(rate)), (steps,))


def stepped_cosine(rng: np.random.Generator) -> Schedule:
    return Held(Cosine(peak(rng), 50, 0.0), TOTAL // 50)


SHAPES: dict[str, Make] = {
    "constant": lambda rng: Constant(peak(rng)),
    "linear": linear,
    "warm_linear": warm_linear,
    "polynomial": polynomial,
    "cosine": cosine,
    "warm_cosine": warm_cosine,
    "exponential": exponential,
    "warm_exponential": warm_exponential,
    "burn_in_exponential": burn_in_exponential,
    "floored_exponential": floored_exponential,
    "staircase": staircase,
    "burn_in_staircase": burn_in_staircase,
    "warm_staircase": warm_staircase,
    "drops": drops,
    "inverse_square_root": inverse_square_root,
    "inverse_time": inverse_time,
    "stable_linear": stable(lambda rate, steps: Polynomial(rate, 0.0, steps)),
    "stable_cosine": stable(lambda rate, steps: Cosine(rate, steps, rate * 0.1)),
    "stable_root": stable(lambda rate, steps: SquareRoot(rate, 0.0, steps)),
    "one_cycle": one_cycle,
    "triangles": triangles,
    "restarts": restarts,
    "warm_restarts": warm_restarts,
    "wave": wave,
    "exponential_ramp": exponential_ramp,
    "stepped_cosine": stepped_cosine,
}


def reservoir(rng: np.random.Generator, total: int = TOTAL) -> Steps:
    """Choose steps as TensorBoard's reservoir does: a random 1,000, the last one sure, the first one not."""
    return np.append(np.sort(rng.choice(np.arange(1, total), RESERVOIR - 1, replace=False)), total)


SAMPLINGS: dict[str, Callable[[np.random.Generator], Steps]] = {
    "every_100": lambda rng: np.arange(0, TOTAL + 1, 100),
    "first_missing": lambda rng: np.arange(100, TOTAL + 1, 100),
    "every_10": lambda rng: np.arange(0, TOTAL + 1, 10),
    "reservoir": reservoir,
}
