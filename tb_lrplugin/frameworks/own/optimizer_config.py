"""The package's own `OptimizerConfig` message: in a metadata summary, and as text in `lr_schedule.pbtxt`."""

from __future__ import annotations

from google.protobuf import text_format
from google.protobuf.message import DecodeError

from tb_lrplugin.formats.text_protos import parse_error_sentence
from tb_lrplugin.frameworks.framework import Configuration
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.protos import optimizer_config_pb2 as pb
from tb_lrplugin.schedules import Sampled, Schedule, ScheduleError, from_message, to_message

VERSION = 1
_SPENT = (
    "a function recorded at {count:,} points, about all that the version of tb-lrplugin which wrote it kept: between "
    "them the record may be off (write it again with this version)"
)

# By what each is called in a reading.
UNITS = {
    "steps": pb.OptimizerConfig.OPTIMIZER_STEPS,
    "micro-batches": pb.OptimizerConfig.MICRO_BATCHES,
    "epochs": pb.OptimizerConfig.EPOCHS,
    "samples": pb.OptimizerConfig.SAMPLES,
}
_NAME_OF_UNIT = {unit: name for name, unit in UNITS.items()}


def parse_message(content: bytes) -> Reading:
    """Read the message of a metadata summary, as `tb_lrplugin.summary` writes it."""
    config = pb.OptimizerConfig()
    try:
        config.ParseFromString(content)
    except DecodeError:
        return Reading(error="the summary holds no OptimizerConfig message")
    return _reading_of(config, config.made_from)


def parse_file(text: str) -> Reading:
    """Read the message in its text form, written by hand."""
    config = pb.OptimizerConfig()
    try:
        # Written for us: a misspelled field must be said, not passed over.
        text_format.Parse(text, config)
    except text_format.ParseError as error:
        return Reading(error=parse_error_sentence(error))
    except RecursionError:
        return Reading(error="the file nests its blocks too deep to be read")
    return _reading_of(config, text.strip())


def _reading_of(config: pb.OptimizerConfig, text: str) -> Reading:
    """Make a reading of a message; a schedule that is none becomes the reading's error."""
    try:
        if config.version > VERSION:
            raise ScheduleError(
                f"it is of version {config.version}, this tb-lrplugin reads up to version {VERSION}: update tb-lrplugin"
            )
        schedule = from_message(config.schedule)
    except ScheduleError as error:
        return Reading(error=str(error), tag=config.tag)
    if isinstance(schedule, Sampled) and schedule.may_be_off:
        return Reading(unreadable=_SPENT.format(count=len(schedule.steps)), tag=config.tag, text=text)
    return Reading(
        schedule=schedule,
        tag=config.tag,
        total_steps=config.total_steps or None,
        optimizer=config.optimizer,
        unit=_NAME_OF_UNIT.get(config.unit, "steps"),
        text=text,
    )


def file_configuration(reading: Reading | None, schedule: Schedule) -> Configuration:
    """Write a schedule as `lr_schedule.pbtxt` (docs/schedule_file.md), which holds every schedule there is.

    What the reading says of optimizer, tag and plan goes with it.
    """
    config = pb.OptimizerConfig(schedule=to_message(schedule))
    if reading is not None:
        config.optimizer = reading.optimizer
        config.tag = reading.tag
        config.unit = UNITS.get(reading.unit, pb.OptimizerConfig.OPTIMIZER_STEPS)
        config.total_steps = reading.total_steps or 0
    return Configuration("schedule_file", text_format.MessageToString(config, as_utf8=True).rstrip("\n"))
