"""Draws the figures of verdicts.md from real runs: `python docs/make_figures.py CORPUS`.

CORPUS holds labelled log directories of real training runs; each is read and diagnosed by the package itself. The same
runs give the same files, byte for byte, so that a test can compare them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tb_lrplugin.answers.picture import picture
from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.workspace import Workspace

FIGURES = Path(__file__).resolve().parent / "images" / "verdicts"

# Verdict, log directory, run and tag.
RUNS: dict[str, tuple[str, str, str]] = {
    "on_schedule": ("od/tf2_04_cosine_warmup_hold", "train", "learning_rate"),
    "flat_by_design": ("od/syn2_01_seed_to_100k", "train", "learning_rate"),
    "externally_controlled": ("keras/plateau", "train", "epoch_learning_rate"),
    "stuck_at_initial": ("od/tf2_07a_stuck_exp", "train", "learning_rate"),
    "frozen": ("od/syn2_08_frozen_after_30k", "train", "learning_rate"),
    "time_scaled": ("fw/v452-accum-microstep", ".", "train/learning_rate"),
    "restarted": ("od/tf2_09b_resumed_schedule_restarts", "train", "learning_rate"),
    "no_schedule": ("fw/pl-plain-onecycle", "version_0", "my_lr"),
}

# Figures of runs that the labelled ones do not have among them: drawn once, by `picture`, from what transformers 4.57
# (Trainer) and Lightning 2.6 logged.
DRAWN_ONCE = ("constant_mismatch", "off_schedule", "shifted", "value_scaled", "variant")


def diagnose_run(corpus: Path, verdict: str) -> Diagnosis:
    """Diagnose the run that stands for a verdict.

    Raises:
      SystemExit: if the run is not there, or has another verdict by now.
    """
    name, run, tag = RUNS[verdict]
    logdir = str(corpus / name)
    with open_provider(logdir) as provider:
        diagnosis = Workspace(LogData(provider), logdir, TagFilter()).diagnose_one(run, tag)
    if diagnosis is None or diagnosis.finding.verdict != verdict:
        found = "no such series" if diagnosis is None else diagnosis.finding.verdict
        raise SystemExit(f"{logdir}, {run}, {tag}: {found}, not {verdict}. Choose another run for the figure.")
    return diagnosis


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw every figure."""
    parser = argparse.ArgumentParser(description="Draw the figures of verdicts.md from real runs.")
    parser.add_argument("corpus", type=Path, help="folder of the labelled log directories")
    parser.add_argument("--out", type=Path, default=FIGURES, help="folder to write to; default: docs/images/verdicts")
    options: Any = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    for verdict in RUNS:
        (options.out / f"{verdict}.svg").write_text(picture(diagnose_run(options.corpus, verdict)), encoding="utf-8")


if __name__ == "__main__":
    main()
