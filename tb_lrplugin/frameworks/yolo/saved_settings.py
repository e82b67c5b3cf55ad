"""The settings that Ultralytics saves in `weights/last.pt`, with what `optimizer: auto` chose in their place.

Read from ultralytics 8.4.190 `engine/trainer.py` (save_model, build_optimizer): `train_args` stays when the file is
stripped at the end. Older versions leave `auto` there as well; then the optimizer's own groups tell its rate, as long
as the training goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tb_lrplugin.data.files import Directory
from tb_lrplugin.formats.pickles import attributes, plain
from tb_lrplugin.frameworks.saved_object import of_saved_object

FOLDER = "weights"
_FILES = ("last.pt", "best.pt")
# What makes the schedule.
SCHEDULED_BY = ("optimizer", "epochs", "time", "cos_lr", "lr0", "lrf", "warmup_epochs", "warmup_bias_lr")
_READ = (*SCHEDULED_BY, "batch", "nbs", "mode")


def saved_settings(directory: Directory) -> tuple[str, Mapping[str, Any]] | None:
    """Read the settings of a run's directory.

    Returns:
      Where they lie and the settings by name; None where there are none.
    """
    if FOLDER not in directory.file_names():
        return None
    folder = directory.below(FOLDER)
    for name in _FILES:
        found = of_saved_object(folder, name, _settings) if name in folder.file_names() else None
        if found:
            return folder.where(name), found
    return None


def _settings(root: Mapping[Any, Any]) -> Mapping[str, Any] | None:
    settings = attributes(root.get("train_args"))
    if settings is None or "lr0" not in settings:
        return None
    found: dict[str, Any] = plain({name: settings[name] for name in _READ if name in settings})
    rate = _initial_rate(root.get("optimizer")) if found.get("optimizer") == "auto" else None
    # The choice of auto begins without a rate of its own for the biases.
    return found if rate is None else {**found, "optimizer": "", "lr0": rate, "warmup_bias_lr": 0.0}


def _initial_rate(optimizer: Any) -> float | None:
    """Give the rate that the groups were made with; None where they differ, or none is told."""
    groups = optimizer.get("param_groups") if isinstance(optimizer, dict) else None
    listed = [attributes(group) or {} for group in groups] if isinstance(groups, list) else []
    rates = {group.get("initial_lr") for group in listed}
    [rate] = rates if len(rates) == 1 else [None]
    return rate if isinstance(rate, float) and rate > 0 else None
