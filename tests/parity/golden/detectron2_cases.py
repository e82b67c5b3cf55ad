"""Blocks SOLVER of detectron2 whose rates are recorded."""

from __future__ import annotations

from typing import Any

CASES: dict[str, dict[str, Any]] = {
    "multi-step": {"BASE_LR": 0.02, "MAX_ITER": 12_000, "STEPS": [8000, 11_000], "WARMUP_ITERS": 1000},
    "multi-step-beyond": {"BASE_LR": 0.02, "MAX_ITER": 10_500, "STEPS": [7000, 30_000], "GAMMA": 0.3},
    "multi-step-in-warm-up": {"BASE_LR": 0.02, "MAX_ITER": 10_500, "STEPS": [400, 7000], "WARMUP_ITERS": 1000},
    "multi-step-rescaled": {
        "BASE_LR": 0.02,
        "MAX_ITER": 12_000,
        "STEPS": [8000, 11_000],
        "WARMUP_ITERS": 900,
        "RESCALE_INTERVAL": True,
    },
    "no-warm-up": {"BASE_LR": 0.02, "MAX_ITER": 12_000, "STEPS": [8000, 11_000], "WARMUP_ITERS": 0},
    "constant-warm-up": {
        "BASE_LR": 0.02,
        "MAX_ITER": 12_000,
        "STEPS": [8000],
        "WARMUP_METHOD": "constant",
        "WARMUP_FACTOR": 0.25,
    },
    "cosine": {"LR_SCHEDULER_NAME": "WarmupCosineLR", "BASE_LR": 0.01, "MAX_ITER": 11_000, "WARMUP_ITERS": 700},
    "cosine-end": {
        "LR_SCHEDULER_NAME": "WarmupCosineLR",
        "BASE_LR": 0.01,
        "BASE_LR_END": 0.001,
        "MAX_ITER": 11_000,
        "WARMUP_ITERS": 700,
        "WARMUP_FACTOR": 0.1,
    },
    "cosine-rescaled": {
        "LR_SCHEDULER_NAME": "WarmupCosineLR",
        "BASE_LR": 0.01,
        "MAX_ITER": 11_000,
        "WARMUP_ITERS": 2000,
        "RESCALE_INTERVAL": True,
    },
    "fixed-gamma": {
        "LR_SCHEDULER_NAME": "WarmupStepWithFixedGammaLR",
        "BASE_LR": 0.01,
        "MAX_ITER": 12_001,
        "NUM_DECAYS": 4,
        "GAMMA": 0.5,
    },
    "fixed-gamma-rescaled": {
        "LR_SCHEDULER_NAME": "WarmupStepWithFixedGammaLR",
        "BASE_LR": 0.01,
        "MAX_ITER": 12_000,
        "WARMUP_ITERS": 777,
        "RESCALE_INTERVAL": True,
    },
}
