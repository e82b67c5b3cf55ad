"""What this package writes itself: the metadata summary of a training script, and the schedule file by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tb_lrplugin.data.log_data import MetadataSummary
from tb_lrplugin.frameworks.checkpoint.advice import TORCH
from tb_lrplugin.frameworks.framework import About, Advice, Configuration, Framework
from tb_lrplugin.frameworks.huggingface.advice import TRAINER
from tb_lrplugin.frameworks.keras.advice import KERAS
from tb_lrplugin.frameworks.keras.writer import keras_configuration
from tb_lrplugin.frameworks.object_detection.advice import ADVICE as PIPELINE_ADVICE
from tb_lrplugin.frameworks.object_detection.writer import pipeline_configuration
from tb_lrplugin.frameworks.own.optax_advice import OPTAX
from tb_lrplugin.frameworks.own.optimizer_config import file_configuration, parse_file, parse_message
from tb_lrplugin.frameworks.readers import TextFile, Trust, not_readable
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.torch.advice import LIGHTNING
from tb_lrplugin.frameworks.torch.writer import torch_configuration
from tb_lrplugin.names import OPTIMIZER_CONFIG_TAG
from tb_lrplugin.schedules import Schedule

LR_SCHEDULE = TextFile(
    "lr_schedule.pbtxt", parse_file, is_unmistakable=True, proof=r"^schedule *\{", trust=Trust.BY_HAND
)


def _not_written(_reading: Reading, _schedule: Schedule) -> None:
    """Write nothing: of a function only its points are known."""


# What a training script handed over, by a sign in the summary's quotation of it: the syntax and the words of that.
_MADE_OF: tuple[tuple[str, Callable[[Reading, Schedule], Configuration | None], Mapping[str, Advice]], ...] = (
    ("optax.", _not_written, OPTAX),
    ("_learning_rate {", pipeline_configuration, PIPELINE_ADVICE),
    ("keras", keras_configuration, KERAS),
    ("under Lightning", torch_configuration, LIGHTNING),
    ("under the Trainer", torch_configuration, TRAINER),
    ("torch", torch_configuration, TORCH),
)


def _as_it_was_made(reading: Reading, schedule: Schedule) -> Configuration | None:
    return next((write(reading, schedule) for sign, write, _ in _MADE_OF if sign in reading.text), None)


class _Metadata(Framework):
    """What a script wrote itself: it speaks the language of what the script handed over."""

    def advice_on(self, fault: str, reading: Reading) -> Advice:
        """Give the advice for what the summary was made of; nothing where that is a function or a number."""
        found = next((advice for sign, _, advice in _MADE_OF if sign in reading.text), {})
        return found.get(fault, Advice())


METADATA = _Metadata(
    kind="metadata",
    about=About(
        "any, with one line in the script",
        "any",
        "the summary written by `tb_lrplugin.summary.optimizer_config`",
        unknown="a callable beyond the steps it was recorded for",
    ),
    takes_schedule_object=True,
    write=_as_it_was_made,
    without_settings="The script handed over a function or a schedule of this package, which names no setting of a "
    "framework: these are the numbers of the schedule, as lr_schedule.pbtxt has them.",
)

SCHEDULE_FILE = Framework(
    kind="schedule_file",
    about=About(
        "any, by hand", "any", "`lr_schedule.pbtxt` in the run's directory or above, or `--lr_diagnostics_config FILE`"
    ),
    readers=(LR_SCHEDULE,),
    is_inherited=True,
    takes_schedule_object=True,
    write=file_configuration,
    without_settings="lr_schedule.pbtxt names no setting of a framework: these are the numbers of the schedule in it.",
)


def read_metadata(summary: MetadataSummary) -> Reading | None:
    """Read one metadata summary; None where the tag is not one of ours."""
    if summary.tag != OPTIMIZER_CONFIG_TAG and not summary.tag.startswith(OPTIMIZER_CONFIG_TAG + "/"):
        return None
    where = summary.tag if summary.run == "." else f"{summary.run}: {summary.tag}"
    try:
        reading = parse_message(summary.content)
    except Exception as error:  # A message that is nested too deep, say: protobuf's implementations differ.
        reading = Reading(error=not_readable(error))
    return METADATA.found(where, reading)
