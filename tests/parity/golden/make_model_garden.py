"""Records what the Model Garden's own schedules compute, step by step, in float32.

Needs an environment of its own, beside that of the tests:

    python3 -m venv garden && garden/bin/pip install --no-deps tf-models-official==2.20.0
    garden/bin/pip install tensorflow-cpu==2.20.0 tf_keras==2.20.1
    garden/bin/python tests/parity/golden/make_model_garden.py

Only `official/modeling/optimization/lr_schedule.py` is loaded, by its path: the rest of the package wants dozens of
others. Classes are named and called as `optimizer_factory.py` of the same version does.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

GOLDEN = Path(__file__).with_name("model_garden.json.gz")
COUNT = 12_001
FACTORY = {
    "stepwise": "PiecewiseConstantDecayWithOffset",
    "polynomial": "PolynomialDecayWithOffset",
    "exponential": "ExponentialDecayWithOffset",
    "cosine": "CosineDecayWithOffset",
    "power": "DirectPowerDecay",
    "power_linear": "PowerAndLinearDecay",
    "power_with_offset": "PowerDecayWithOffset",
    "step_cosine_with_offset": "StepCosineDecayWithOffset",
    "linear": "LinearWarmup",
    "polynomial warm-up": "PolynomialWarmUp",
}

STEPS = {"boundaries": [3000, 8000, 10000], "values": [0.1, 0.03, 0.01, 0.001], "offset": 0}
STAIRS = {"initial_learning_rate": 0.05, "decay_steps": 250, "decay_rate": 0.97, "staircase": True, "offset": 120}
CURVE = {**STAIRS, "staircase": False}
RAMP = {"initial_learning_rate": 0.02, "decay_steps": 10000, "end_learning_rate": 1e-5, "power": 1.0, "offset": 0}
WAVE = {"initial_learning_rate": 0.3, "decay_steps": 10500, "alpha": 0.02, "offset": 0}
ROOT = {"initial_learning_rate": 0.7, "power": -0.5}
COOLED = {
    "initial_learning_rate": 0.4,
    "total_decay_steps": 10300,
    "power": -0.35,
    "linear_decay_fraction": 0.15,
    "offset": 700,
}
CAPPED = {"initial_learning_rate": 0.9, "power": -0.6, "offset": 400, "pre_offset_learning_rate": 0.02}
WAVES = {"boundaries": [0, 4000, 7000, 12500], "values": [0.1, 0.05, 0.06, 0.01], "offset": 0}
LINEAR = {"warmup_learning_rate": 0.0005, "warmup_steps": 1130}
RISING = {"power": 1.5, "warmup_steps": 1130}

# Type of learning rate, its block, type of warm-up, its block.
CASES: dict[str, tuple[str, dict[str, Any], str | None, dict[str, Any]]] = {
    "constant": ("constant", {"learning_rate": 0.02}, None, {}),
    "constant, linear warm-up": ("constant", {"learning_rate": 0.02}, "linear", LINEAR),
    "constant, polynomial warm-up": ("constant", {"learning_rate": 0.02}, "polynomial", RISING),
    "stepwise": ("stepwise", STEPS, None, {}),
    "stepwise with offset, linear warm-up": ("stepwise", {**STEPS, "offset": 777}, "linear", LINEAR),
    "stepwise, warm-up beyond a boundary": ("stepwise", STEPS, "linear", {**LINEAR, "warmup_steps": 4000}),
    "stepwise, warm-up to a boundary": ("stepwise", STEPS, "polynomial", {"power": 1, "warmup_steps": 3000}),
    "staircase before its offset": ("exponential", STAIRS, None, {}),
    "staircase, warm-up within a stair": ("exponential", STAIRS, "linear", LINEAR),
    "exponential": ("exponential", {**CURVE, "offset": 0}, None, {}),
    "exponential before its offset": ("exponential", CURVE, None, {}),
    "exponential, polynomial warm-up": ("exponential", CURVE, "polynomial", RISING),
    "polynomial": ("polynomial", RAMP, None, {}),
    "polynomial before its offset": ("polynomial", {**RAMP, "power": 2.5, "offset": 1500}, None, {}),
    "polynomial, linear warm-up": ("polynomial", {**RAMP, "power": 2.0}, "linear", LINEAR),
    "polynomial of power 0.5": ("polynomial", {**RAMP, "power": 0.5}, None, {}),
    "polynomial in cycles": ("polynomial", {**RAMP, "decay_steps": 2300, "cycle": True}, None, {}),
    "cosine": ("cosine", WAVE, None, {}),
    "cosine, linear warm-up": ("cosine", {**WAVE, "offset": 300}, "linear", LINEAR),
    "cosine, polynomial warm-up": ("cosine", WAVE, "polynomial", {**RISING, "power": 1}),
    "cosine long before its offset": ("cosine", {**WAVE, "decay_steps": 2100, "offset": 5000}, None, {}),
    "power": ("power", ROOT, None, {}),
    "power, linear warm-up": ("power", ROOT, "linear", LINEAR),
    "power_linear": ("power_linear", COOLED, None, {}),
    "power_linear rising": ("power_linear", {**COOLED, "initial_learning_rate": 1e-4, "power": 0.5}, None, {}),
    "power_linear, polynomial warm-up": ("power_linear", COOLED, "polynomial", RISING),
    "power_with_offset": ("power_with_offset", CAPPED, None, {}),
    "power_with_offset rising": (
        "power_with_offset",
        {**CAPPED, "initial_learning_rate": 1e-4, "power": 0.6},
        None,
        {},
    ),
    "power_with_offset, linear warm-up": ("power_with_offset", CAPPED, "linear", LINEAR),
    "step_cosine_with_offset": ("step_cosine_with_offset", WAVES, None, {}),
    "step_cosine before its offset": ("step_cosine_with_offset", {**WAVES, "offset": 1000}, None, {}),
    "step_cosine that begins late": (
        "step_cosine_with_offset",
        {**WAVES, "boundaries": [2500, 4000, 7000, 12500]},
        None,
        {},
    ),
    "step_cosine, linear warm-up": ("step_cosine_with_offset", {**WAVES, "offset": 1130}, "linear", LINEAR),
}


def load_schedules() -> Any:
    path = metadata.distribution("tf-models-official").locate_file("official/modeling/optimization/lr_schedule.py")
    spec = importlib.util.spec_from_file_location("lr_schedule", str(path))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compute(module: Any, kind: str, block: dict[str, Any], warmup: str | None, ramp: dict[str, Any]) -> np.ndarray:
    """Evaluate every step from 0 on as float32."""
    decay = block["learning_rate"] if kind == "constant" else getattr(module, FACTORY[kind])(**block)
    if warmup is not None:
        decay = getattr(module, FACTORY["linear" if warmup == "linear" else "polynomial warm-up"])(decay, **ramp)

    def rate(step: tf.Tensor) -> tf.Tensor:
        return tf.cast(decay(step) if callable(decay) else decay, tf.float32)

    steps = tf.range(COUNT, dtype=tf.int64)
    return tf.function(lambda: tf.map_fn(rate, steps, fn_output_signature=tf.float32))().numpy()


def packed(rates: np.ndarray) -> list[int]:
    """Write float32 rates as second differences of their bits, which are small and compress well."""
    assert np.isfinite(rates).all()
    bits = rates.view(np.int32).astype(np.int64)
    return [int(number) for number in np.diff(bits, n=2, prepend=[0, 0])]


def main() -> None:
    module = load_schedules()
    packages = ("tf-models-official", "tensorflow-cpu", "tf_keras")
    cases = [
        {
            "name": name,
            "learning_rate": {"type": kind, kind: block},
            "warmup": {"type": warmup, **({warmup: ramp} if warmup else {})},
            "rates": packed(compute(module, kind, block, warmup, ramp)),
        }
        for name, (kind, block, warmup, ramp) in CASES.items()
    ]
    content = {"made_with": {package: metadata.version(package) for package in packages}, "cases": cases}
    text = json.dumps(content, separators=(",", ":"))
    # A fixed time, so that the same values make the same file.
    GOLDEN.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{GOLDEN}: {len(cases)} cases, {GOLDEN.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
