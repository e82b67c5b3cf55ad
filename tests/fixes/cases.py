"""Which script trains which fault of which framework, and what it was trained with."""

from __future__ import annotations

import importlib.metadata
from typing import NamedTuple

_STANDING = ("stuck_at_initial", "frozen", "frozen/after preparation")
_PACES = ("time_scaled/fast", "time_scaled/slow", "time_scaled/another plan")


class Trained(NamedTuple):
    """What a framework's scripts run with.

    Attributes:
      needs: a distribution that has to be installed; none where the package's own are enough.
      stub: what a stub in `stubs/` or in the script was made after, where the framework itself is not installed.
    """

    needs: str = ""
    stub: str = ""

    def __str__(self) -> str:
        return f"a stub of {self.stub}" if self.stub else f"{self.needs} {importlib.metadata.version(self.needs)}"

    @property
    def is_installed(self) -> bool:
        try:
            return not self.needs or bool(importlib.metadata.version(self.needs))
        except importlib.metadata.PackageNotFoundError:
            return False


class Case(NamedTuple):
    """A fault of a framework that a script trains.

    Attributes:
      kind: the framework's kind of source.
      situation: what the check finds.
      script: in `scripts/`.
      warning: the id of the warning that prints the fix, where it is no verdict that does.
    """

    kind: str
    situation: str
    script: str
    warning: str = ""

    def __str__(self) -> str:
        return f"{self.kind}-{self.situation}"


TRAINED = {
    "any": Trained("torch"),
    "keras_model": Trained("keras"),
    "model_garden": Trained("keras", "tf-models-official 2.20.0"),
    "pipeline_config": Trained("keras"),
    "accelerate": Trained("accelerate"),
    "detectron2": Trained("", "detectron2 02b5c4e2"),
    "hf_trainer": Trained("transformers"),
    "lightning_cli": Trained("lightning"),
    "mmengine": Trained("mmengine"),
    "vits": Trained("torch"),
    "cleanrl": Trained("torch"),
    "isaac_lab": Trained("", "rl_games 1.6.5"),
    "checkpoint": Trained("torch"),
    "espnet": Trained("", "ESPnet 202511"),
    "litgpt": Trained("", "litgpt 0.5.13"),
    "nerfstudio": Trained("", "nerfstudio 1.1.5"),
    "open_clip": Trained("", "open_clip 3.3.0"),
}


def _cases(kind: str, script: str, situations: tuple[str, ...]) -> list[Case]:
    return [Case(kind, situation, script) for situation in situations]


CASES = [
    *_cases("any", "torch_totals.py", _PACES),
    *_cases("keras_model", "keras_own_loop.py", _STANDING),
    *_cases("keras_model", "keras_resumed.py", ("restarted",)),
    *_cases(
        "keras_model",
        "keras_resumed_by_batch.py",
        ("shifted/ahead", "shifted/behind", "frozen/after resume", "resumed_elsewhere"),
    ),
    *_cases("keras_model", "keras_lengths.py", ("flat_by_design/over",)),
    *_cases("model_garden", "model_garden_task.py", (*_STANDING, "constant_mismatch")),
    *_cases("pipeline_config", "pipeline_own_loop.py", (*_STANDING, "constant_mismatch", "frozen/after resume")),
    *_cases("accelerate", "accelerate_loop.py", _STANDING),
    *_cases("accelerate", "accelerate_totals.py", _PACES),
    *_cases(
        "accelerate",
        "accelerate_resumed.py",
        ("frozen/after resume", "restarted", "resumed_elsewhere", "shifted/ahead", "shifted/behind"),
    ),
    *_cases("detectron2", "detectron2_hooks.py", ("stuck_at_initial", "frozen")),
    *_cases("hf_trainer", "trainer_own_scheduler.py", ("stuck_at_initial", "frozen", "constant_mismatch")),
    *_cases("lightning_cli", "lightning_manual.py", _STANDING),
    *_cases("mmengine", "mmengine_hook.py", _STANDING),
    *_cases("vits", "vits_epochs.py", ("stuck_at_initial", "frozen")),
    *_cases("cleanrl", "cleanrl_anneal.py", ("stuck_at_initial", "frozen")),
    *_cases("cleanrl", "cleanrl_total.py", _PACES),
    *_cases("isaac_lab", "isaac_lab_frames.py", ("stuck_at_initial", "frozen")),
    Case("lightning_cli", "time_scaled/fast", "lightning_interval.py", "length_counts_epochs"),
    *_cases("checkpoint", "checkpoint_loop.py", ("stuck_at_initial", "frozen", "time_scaled/fast", "time_scaled/slow")),
    *_cases(
        "checkpoint",
        "checkpoint_resumed.py",
        ("frozen/after resume", "restarted", "resumed_elsewhere", "shifted/ahead", "shifted/behind"),
    ),
    *_cases("espnet", "espnet_batches.py", ("stuck_at_initial", "time_scaled/fast")),
    *_cases("litgpt", "litgpt_count.py", ("stuck_at_initial", "time_scaled/slow")),
    *_cases("nerfstudio", "nerfstudio_step.py", ("stuck_at_initial", "frozen")),
    *_cases("open_clip", "open_clip_step.py", ("restarted/on a beat", "stuck_at_initial", "frozen")),
]
