"""What EasyDeL was asked for when its rates were recorded."""

from __future__ import annotations

from typing import Any

STEPS = 10_000
_DEFAULTS: dict[str, Any] = {
    "trainer_config_class": "TrainingArguments",
    "learning_rate": 5e-5,
    "learning_rate_end": None,
    "scheduler": "none",
    "warmup_steps": 0,
    "max_training_steps": STEPS,
    "optimizer": "adamw",
    "custom_scheduler": None,
    "extra_optimizer_kwargs": {},
}
_CHANGES: dict[str, dict[str, Any]] = {
    "constant": {},
    "linear": {"scheduler": "linear", "learning_rate_end": 1e-6},
    "linear, warmed up": {"scheduler": "linear", "learning_rate_end": 0.0, "warmup_steps": 777},
    "cosine": {"scheduler": "cosine"},
    "cosine, last rate": {"scheduler": "cosine", "learning_rate_end": 5e-6},
    "cosine, warmed up": {"scheduler": "cosine", "learning_rate_end": 5e-6, "warmup_steps": 1},
    "cosine, warmed up to zero": {"scheduler": "cosine", "warmup_steps": 1500},
}
CASES = {name: {**_DEFAULTS, **changes} for name, changes in _CHANGES.items()}
