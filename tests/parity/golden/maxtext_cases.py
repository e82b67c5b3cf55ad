"""What MaxText was asked for when its rates were recorded: configuration by case, and the revision that computed it."""

from __future__ import annotations

from typing import Any

# The revisions of AI-Hypercomputer/maxtext at which `create_learning_rate_schedule` was run.
FIRST, SECOND, THIRD = "10fb4f750", "e886dd212", "e591f30cb"
REVISIONS = {FIRST: "src/MaxText/maxtext_utils.py", SECOND: "src/MaxText/maxtext_utils.py"}
REVISIONS[THIRD] = "src/maxtext/utils/maxtext_utils.py"

_DEFAULTS: dict[str, Any] = {
    "learning_rate": 3e-5,
    "warmup_steps_fraction": 0.1,
    "learning_rate_schedule_steps": 10_000,
    "steps": 10_000,
}
_OLD = {**_DEFAULTS, "cosine_learning_rate_final_fraction": 0.1}
_NEW = {
    **_DEFAULTS,
    "learning_rate_final_fraction": 0.1,
    "lr_schedule_type": "cosine",
    "wsd_decay_steps_fraction": 0.1,
    "wsd_decay_style": "linear",
}
_CHANGES: dict[str, dict[str, Any]] = {
    "cosine": {},
    "cosine, no warm-up": {"warmup_steps_fraction": 0.0},
    "cosine, warm-up alone": {"warmup_steps_fraction": 1.0},
    "cosine, then at rest": {"learning_rate_schedule_steps": 7_001, "warmup_steps_fraction": 0.033},
    "cosine, cut off": {"learning_rate_schedule_steps": 23_456},
    "cosine of one step": {"learning_rate_schedule_steps": 10, "warmup_steps_fraction": 0.9},
}
_CHANGES_SINCE_WSD: dict[str, dict[str, Any]] = {
    "WSD": {"lr_schedule_type": "wsd"},
    "WSD, cosine": {"lr_schedule_type": "wsd", "wsd_decay_style": "cosine", "wsd_decay_steps_fraction": 0.25},
    "WSD, then at rest": {"lr_schedule_type": "wsd", "learning_rate_schedule_steps": 6_789},
    "WSD, nothing held": {"lr_schedule_type": "wsd", "wsd_decay_steps_fraction": 0.9},
    "WSD, no decay": {"lr_schedule_type": "wsd", "wsd_decay_steps_fraction": 0.0},
    "WSD, decay of one step": {"lr_schedule_type": "wsd", "learning_rate_schedule_steps": 10},
    "WSD, cosine of one step": {
        "lr_schedule_type": "wsd",
        "wsd_decay_style": "cosine",
        "learning_rate_schedule_steps": 10,
    },
}

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    **{f"{FIRST}: {name}": (FIRST, _OLD | changes) for name, changes in _CHANGES.items()},
    **{
        f"{revision}: {name}": (revision, _NEW | changes)
        for revision in (SECOND, THIRD)
        for name, changes in (_CHANGES | _CHANGES_SINCE_WSD).items()
    },
}
# MaxText of the first revision divides by zero where the cosine has no steps.
del CASES[f"{FIRST}: cosine, warm-up alone"]
