"""What the frameworks that write their arguments as text were asked for when their rates were recorded."""

from __future__ import annotations

from typing import Any

# Megatron-LM: arguments as its parser holds them, and the number of iterations to run.
_MEGATRON_DEFAULTS: dict[str, Any] = {
    "lr": 3e-4,
    "min_lr": 3e-5,
    "lr_decay_style": "linear",
    "lr_warmup_init": 0.0,
    "lr_warmup_fraction": None,
    "lr_warmup_iters": 0,
    "lr_warmup_samples": 0,
    "lr_decay_iters": 11_000,
    "lr_decay_samples": None,
    "lr_wsd_decay_style": "exponential",
    "lr_wsd_decay_iters": None,
    "lr_wsd_decay_samples": None,
    "train_iters": 11_000,
    "train_samples": None,
    "global_batch_size": 24,
    "rampup_batch_size": None,
}
_MEGATRON: dict[str, dict[str, Any]] = {
    "linear": {"lr_warmup_iters": 500},
    "linear, no warm-up": {"min_lr": 0.0},
    "linear, first rate": {"lr_warmup_iters": 2000, "lr_warmup_init": 1e-5, "lr_decay_iters": 9_500},
    "cosine": {"lr_decay_style": "cosine", "lr_warmup_iters": 1000, "lr_decay_iters": 10_000},
    "cosine, fraction": {"lr_decay_style": "cosine", "lr_warmup_fraction": 0.01, "lr_decay_iters": 10_430},
    "cosine, fraction of a sample": {"lr_decay_style": "cosine", "lr_warmup_fraction": 0.0123, "global_batch_size": 7},
    "inverse square root": {"lr_decay_style": "inverse-square-root", "lr_warmup_iters": 800, "lr_decay_iters": 10_900},
    "inverse square root, floor": {"lr_decay_style": "inverse-square-root", "lr_warmup_iters": 100, "min_lr": 5e-5},
    "inverse square root, no warm-up": {"lr_decay_style": "inverse-square-root", "min_lr": 0.0},
    "constant": {"lr_decay_style": "constant", "lr_warmup_iters": 1500},
    **{
        f"WSD, {style}": {
            "lr_decay_style": "WSD",
            "lr_wsd_decay_style": style,
            "lr_warmup_iters": 500,
            "lr_wsd_decay_iters": 2000,
            "lr_decay_iters": 10_600,
        }
        for style in ("linear", "cosine", "exponential", "minus_sqrt")
    },
    "WSD, into the warm-up": {"lr_decay_style": "WSD", "lr_warmup_iters": 3000, "lr_wsd_decay_iters": 9000},
    "samples": {
        "lr_decay_style": "cosine",
        "train_samples": 264_000,
        "lr_decay_samples": 250_001,
        "lr_warmup_samples": 12_345,
        "lr_decay_iters": None,
    },
    "samples, growing batch": {
        "lr_decay_style": "cosine",
        "train_samples": 264_000,
        "lr_decay_samples": 240_000,
        "lr_warmup_fraction": 0.05,
        "lr_decay_iters": None,
        "rampup_batch_size": ["6", "6", "30000"],
    },
    "samples, WSD": {
        "lr_decay_style": "WSD",
        "lr_wsd_decay_style": "minus_sqrt",
        "train_samples": 264_000,
        "lr_decay_samples": 260_000,
        "lr_warmup_samples": 5_000,
        "lr_wsd_decay_samples": 33_333,
        "lr_decay_iters": None,
    },
}
MEGATRON = {name: {**_MEGATRON_DEFAULTS, **changes} for name, changes in _MEGATRON.items()}
MEGATRON_ITERATIONS = 11_200

# torchtune: rate, warm-up steps, steps per epoch, epochs, cycles.
TORCHTUNE: dict[str, tuple[float, int, int, int, float]] = {
    "half a wave": (2e-5, 100, 3500, 3, 0.5),
    "no warm-up": (3e-4, 0, 10_001, 1, 0.5),
    "three waves": (3e-4, 1000, 5200, 2, 3.0),
}

# Coqui's Trainer: scheduler, its parameters; the rate is always the same.
COQUI_RATE = 1e-3
COQUI: dict[str, tuple[str, dict[str, Any]]] = {
    "noam": ("NoamLR", {"warmup_steps": 4000}),
    "noam, broken number": ("NoamLR", {"warmup_steps": 1000.5}),
    "noam, default": ("NoamLR", {}),
    "noam, one": ("NoamLR", {"warmup_steps": 1}),
    "stepwise": (
        "StepwiseGradualLR",
        {"gradual_learning_rates": [[0, 1e-3], [2000, 5e-4], [6000, 3e-4], [9000, 1e-5]]},
    ),
    "torch": ("MultiStepLR", {"milestones": [3000, 9000], "gamma": 0.3, "last_epoch": -1}),
}
COQUI_STEPS = 10_500

# ML-Agents: rate, steps of the run, steps between summaries. The mean over each summary's steps is recorded.
ML_AGENTS: dict[str, tuple[float, int, int]] = {
    "linear": (3e-4, 20_000_000, 2000),
    "linear, odd": (1e-3, 3_000_003, 301),
}
ML_AGENTS_WINDOWS = 10_001
