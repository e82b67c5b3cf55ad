"""What PaddleNLP's Trainer was asked for when its rates were recorded; rate and steps of the run never change."""

from __future__ import annotations

from typing import Any

RATE = 3e-4
STEPS = 10_007

_DEFAULTS: dict[str, Any] = {
    "learning_rate": RATE,
    "lr_scheduler_type": "linear",
    "warmup_steps": 0,
    "warmup_ratio": 0.0,
    "num_cycles": 0.5,
    "lr_end": 1e-7,
    "power": 1.0,
    "decay_steps": 0,
}
_CHANGES: dict[str, dict[str, Any]] = {
    "linear": {},
    "linear, ratio": {"warmup_ratio": 0.1},
    "linear, steps beat the ratio": {"warmup_ratio": 0.5, "warmup_steps": 123},
    "linear, shorter": {"warmup_ratio": 0.033, "decay_steps": 7_001},
    "linear, longer": {"decay_steps": 20_000},
    "cosine": {"lr_scheduler_type": "cosine", "warmup_ratio": 0.03},
    "cosine, cycles": {"lr_scheduler_type": "cosine", "num_cycles": 1.75, "warmup_steps": 500},
    "polynomial": {"lr_scheduler_type": "polynomial", "lr_end": 2e-5, "power": 2.0, "warmup_ratio": 0.07},
    "polynomial, shorter": {"lr_scheduler_type": "polynomial", "lr_end": 2e-5, "decay_steps": 4_000},
    "constant": {"lr_scheduler_type": "constant", "warmup_ratio": 0.1},
    "constant, warmed up": {"lr_scheduler_type": "constant_with_warmup", "warmup_ratio": 0.0999},
}
CASES = {name: {**_DEFAULTS, **changes} for name, changes in _CHANGES.items()}
