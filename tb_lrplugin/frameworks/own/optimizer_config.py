"""Readings from the package's own `OptimizerConfig` message, wherever it came from."""

from __future__ import annotations

from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.protos import optimizer_config_pb2 as pb
from tb_lrplugin.schedules import ScheduleError, from_message

VERSION = 1

# What each unit is called in a reading.
UNITS = {
    pb.OptimizerConfig.OPTIMIZER_STEPS: "steps",
    pb.OptimizerConfig.MICRO_BATCHES: "micro-batches",
    pb.OptimizerConfig.EPOCHS: "epochs",
    pb.OptimizerConfig.SAMPLES: "samples",
}


def reading_of(config: pb.OptimizerConfig, kind: str, where: str, text: str) -> Reading:
    """Make a reading of a message; a schedule that is none becomes the reading's error."""
    try:
        if config.version > VERSION:
            raise ScheduleError(
                f"it is of version {config.version}, this tb-lrplugin reads up to version {VERSION}: update tb-lrplugin"
            )
        schedule = from_message(config.schedule)
    except ScheduleError as error:
        return Reading(kind, where, None, str(error), tag=config.tag)
    return Reading(
        kind,
        where,
        schedule,
        tag=config.tag,
        total_steps=config.total_steps or None,
        optimizer=config.optimizer,
        unit=UNITS.get(config.unit, "steps"),
        text=text,
    )
