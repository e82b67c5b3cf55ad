"""The warnings that a configuration earns by its plan alone, whatever the curve does."""

from __future__ import annotations

PLAN_WARNING_IDS = frozenset(
    {
        *("first_drop_beyond_run", "schedule_longer_than_run", "schedule_shorter_than_run"),
        *("warmup_longer_than_run", "burnin_above_base", "floor_above_base", "rate_grows"),
        *("length_counts_epochs", "setting_without_effect"),
    }
)
