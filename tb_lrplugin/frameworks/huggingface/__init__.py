"""The arguments that Hugging Face's Trainer writes into its event file.

Read from `trainer.py`, `training_args.py` and `integrations/` of transformers 4.30 to 5.23. TRL, axolotl, LLaMA-Factory
and sentence-transformers train with the same Trainer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.frameworks.framework import About, Advice, Framework, OfLossScaler
from tb_lrplugin.frameworks.huggingface.accelerate import ACCELERATE
from tb_lrplugin.frameworks.huggingface.advice import TRAINER, WITH_DEEPSPEED
from tb_lrplugin.frameworks.huggingface.hf_schedules import Meanings, Version, scheduler_section
from tb_lrplugin.frameworks.huggingface.paddle_arguments import PADDLE_OPTIONS, is_paddle
from tb_lrplugin.frameworks.huggingface.saved_arguments import PLACES, saved_arguments
from tb_lrplugin.frameworks.huggingface.writer import hf_configuration, whole
from tb_lrplugin.frameworks.huggingface.written import with_open_total, written_arguments
from tb_lrplugin.frameworks.readers import NOTHING_LOGGED, Found, ReaderFunction, TextFile, Traces, Trust, parsed_once
from tb_lrplugin.frameworks.reading import MetricRule, Reading, changed
from tb_lrplugin.frameworks.run_numbers import Numbers, named, numbers_of, ratio
from tb_lrplugin.schedules import Schedule, ScheduleError

__all__ = ["ACCELERATE", "HF_TRAINER"]

ARGUMENTS_TAG = "args/text_summary"
MODEL_TAG = "model_config/text_summary"
EPOCH_TAG = "train/epoch"
RUNTIME_TAG = "train/train_runtime"
TEXT_TAGS = frozenset({ARGUMENTS_TAG, MODEL_TAG})
SCALAR_TAGS = frozenset({EPOCH_TAG, RUNTIME_TAG})

_PLATEAU = MetricRule("reduce_lr_on_plateau")
# Real ones have 5,000.
_MOST_CHARACTERS = 1_000_000
_VERSION = re.compile(r'"transformers_version":\s*"(\d{1,4})\.(\d{1,4})')
# PaddleNLP's Trainer rounds what it logs to four significant digits, and logs the rate of the next update
# (paddlenlp 2.8.1 `trainer/trainer.py`).
_FOUR_DIGITS = 5.01e-4
_SHOWN = (
    "learning_rate",
    "lr_scheduler_type",
    "lr_scheduler_kwargs",
    "warmup_steps",
    "warmup_ratio",
    "max_steps",
    "num_train_epochs",
    "gradient_accumulation_steps",
    "optim",
)
_SHOWN_OF_PADDLE = ("decay_steps", *PADDLE_OPTIONS)
_SHOWN_CHARACTERS = 500
# `max_steps` is what other programs' arguments, under the same tag, seldom have.
_THEIRS = ("lr_scheduler_type", "learning_rate", "max_steps")
# The number of processes is not among the arguments, but for PaddleNLP's.
_NUMBERS = (
    "gradient_accumulation_steps",
    "per_device_train_batch_size",
    "num_train_epochs",
    "world_size",
    "data_parallel_degree",
    "sharding_parallel_degree",
    "tensor_parallel_degree",
    "pipeline_parallel_degree",
)
_MICRO_BATCH, _BATCH = "deepspeed.train_micro_batch_size_per_gpu", "deepspeed.train_batch_size"
_ACCUMULATION = "deepspeed.gradient_accumulation_steps"


def _read(traces: Traces) -> Iterator[Found]:
    """Read the arguments of a run; anything else under the same tag is passed over in silence."""
    text = traces.evidence.texts.get(ARGUMENTS_TAG)
    arguments = None if text is None else parsed_once(_parse, text)
    if arguments is not None:
        reading = arguments if isinstance(arguments, Reading) else _reading_of(arguments, traces.evidence)
        if reading is not None:
            yield traces.summary(ARGUMENTS_TAG), reading


def _read_saved(traces: Traces) -> Iterator[Found]:
    """Read the arguments that were saved with the model, where the event file holds none."""
    if ARGUMENTS_TAG not in traces.evidence.texts:
        for where, arguments, model in saved_arguments(traces.directory):
            reading = _reading_of(arguments, traces.evidence, model)
            if reading is not None:
                yield where, reading


def _parse_file(text: str) -> Reading | None:
    """Read arguments that were written by hand, which leave out whatever has its default."""
    given = written_arguments(text)
    return None if given is None else with_open_total(given, lambda arguments: _reading_of(arguments, NOTHING_LOGGED))


def _reading_of(arguments: Mapping[str, Any], evidence: RunEvidence, model: str = "") -> Reading | None:
    shown = _shown(arguments)
    version = _version_of(evidence.texts.get(MODEL_TAG, model))
    runtime = evidence.last_points.get(RUNTIME_TAG)
    try:
        meanings = Meanings(arguments, version, evidence.points_of(EPOCH_TAG), runtime).find()
    except ScheduleError as error:
        return Reading(error=str(error), text=shown)
    numbers = _numbers(arguments)
    epochs = dict(numbers).get("num_train_epochs")
    common: dict[str, Any] = {
        "text": shown,
        "optimizer": str(arguments.get("optim") or "")[:60],
        "rule": _PLATEAU if arguments.get("lr_scheduler_type") == _PLATEAU.name else None,
        "loss_scaling": _loss_scaling(arguments),
    }
    if common["rule"] is not None:
        # This one has no rate of its own: the Trainer logs the optimizer's.
        common["measured"] = "optimizer"
    if is_paddle(arguments):
        common |= {"relative_tolerance": _FOUR_DIGITS, "offset": 0}
    readings = [
        changed(reading, numbers=numbers + _updates_per_epoch(reading.total_steps, epochs), **common)
        for reading in _distinct(meanings)
    ]
    # The total may be open, and whether DeepSpeed is in force.
    return changed(readings[0], others=tuple(readings[1:])) if readings else None


def _loss_scaling(arguments: Mapping[str, Any]) -> str | None:
    """Name the setting that brings a loss scaler along; `accelerate launch` may where the arguments name no type."""
    if arguments.get("fp16") is True:
        return "fp16=True"
    return None if arguments.get("bf16") is True else ""


def _distinct(meanings: Iterable[Reading]) -> list[Reading]:
    """Leave out what means the same as one before."""
    found: dict[tuple[Schedule | None, str], Reading] = {}
    for meaning in meanings:
        found.setdefault((meaning.schedule, meaning.unreadable), meaning)
    return list(found.values())


def _numbers(arguments: Mapping[str, Any]) -> Numbers:
    """Collect what multiplies steps: accumulation, batches and processes, also those that DeepSpeed is told."""
    found = numbers_of(arguments, (*_NUMBERS, _ACCUMULATION, _MICRO_BATCH, _BATCH))
    return found + ratio(found, "DeepSpeed's number of processes", _BATCH, _MICRO_BATCH, _ACCUMULATION)


def _updates_per_epoch(total: int | None, epochs: float | None) -> Numbers:
    """Give the updates of an epoch, where epochs limit the run."""
    updates = total / epochs if total and epochs else 0.5
    return named("updates per epoch", updates) if updates.is_integer() else ()


def _parse(text: str) -> dict[str, Any] | Reading | None:
    """Parse the arguments; give a reading with an error where the text is theirs but cannot be read."""
    is_theirs = text.lstrip().startswith("{") and '"per_device_train_batch_size"' in text
    try:
        found = json.loads(text) if len(text) <= _MOST_CHARACTERS else None
        error = f"the JSON has {len(text):,} characters, more than {_MOST_CHARACTERS:,}"
    except RecursionError:
        found, error = None, "the JSON nests too deep to be read"
    except ValueError as reason:
        found, error = None, f"the JSON cannot be read: {reason}"
    if found is None and is_theirs:
        return Reading(error=error)
    if not isinstance(found, dict) or not all(name in found for name in _THEIRS):
        return None
    return found


def _version_of(model_config: str) -> Version | None:
    found = _VERSION.search(model_config)
    return (int(found[1]), int(found[2])) if found else None


def _shown(arguments: Mapping[str, Any]) -> str:
    """Write the arguments that make the schedule, a line each as in the JSON."""
    names = (*_SHOWN, *_SHOWN_OF_PADDLE) if is_paddle(arguments) else _SHOWN
    shown: dict[str, Any] = {name: arguments[name] for name in names if name in arguments}
    section = scheduler_section(arguments)
    if section is not None:
        shown["deepspeed"] = {"scheduler": section}
    elif isinstance(arguments.get("deepspeed"), str):
        shown["deepspeed"] = arguments["deepspeed"]
    return "\n".join(f"{json.dumps(name)}: {json.dumps(value)[:_SHOWN_CHARACTERS]}," for name, value in shown.items())


class _Trainer(Framework):
    """The Trainer, whose arguments tell which causes can act on a run."""

    def advice_on(self, fault: str, reading: Reading) -> Advice:
        """Name DeepSpeed where the arguments do, and a loss scaler where they ask for it or updates were skipped."""
        if '"deepspeed"' in reading.text and fault in WITH_DEEPSPEED:
            said = WITH_DEEPSPEED[fault]
            leads = fault == "stuck_at_initial" and reading.loss_scaling
            return said.led_by_skips(leads) if leads else said
        said = super().advice_on(fault, reading)
        return said if reading.loss_scaling or fault == "shifted/skipped" else said.without(OfLossScaler)


HF_TRAINER = _Trainer(
    kind="hf_trainer",
    about=About(
        "Hugging Face Trainer, and what trains with it (TRL, axolotl, LLaMA-Factory, sentence-transformers, PaddleNLP)",
        "PyTorch",
        "`args/text_summary`, `model_config/text_summary`, or else `training_args.bin`; a DeepSpeed `scheduler` "
        "section in them",
        inferred="the total from `train/epoch` or the end of the run; whether DeepSpeed's scheduler is in force",
        unknown="schedulers handed over in code; a DeepSpeed configuration given as a path",
    ),
    readers=(
        ReaderFunction(_read, texts=TEXT_TAGS, scalar_tags=SCALAR_TAGS),
        ReaderFunction(_read_saved, PLACES, trust=Trust.FILE),
    ),
    files=(TextFile("training_args.json", _parse_file),),
    # Some trainers of TRL log `lr`.
    tags="(?:.*/)?(?:learning_rate|lr)",
    # transformers 4.46 trainer_pt_utils.py, 5.24 trainer.py: scheduler.get_last_lr(), whatever the optimizer holds.
    measures="schedule",
    write=hf_configuration,
    whole=whole,
    advice={
        **TRAINER,
        "linear_instead_of_cosine": Advice(
            causes=("lr_scheduler_type did not reach the Trainer; linear is its default.",),
            fix='lr_scheduler_type="cosine"',
        ),
        "cosine_instead_of_linear": Advice(fix='lr_scheduler_type="linear"'),
        "cycles_ignored": Advice(
            causes=("lr_scheduler_kwargs did not reach the scheduler; num_cycles is 1 without them.",),
        ),
    },
)
