"""A schedule as `lr_schedule.pbtxt` (docs/schedule_file.md): for every schedule there is, whatever made it."""

from __future__ import annotations

from google.protobuf import text_format

from tb_lrplugin.frameworks.own.optimizer_config import UNITS
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.protos import optimizer_config_pb2 as pb
from tb_lrplugin.schedules import Schedule, to_message

_UNIT_OF_NAME = {name: unit for unit, name in UNITS.items()}


def schedule_file(schedule: Schedule, reading: Reading | None = None) -> str:
    """Write the text of the file; what the reading says of optimizer, tag and plan goes with it."""
    config = pb.OptimizerConfig(schedule=to_message(schedule))
    if reading is not None:
        config.optimizer = reading.optimizer
        config.tag = reading.tag
        config.unit = _UNIT_OF_NAME.get(reading.unit, pb.OptimizerConfig.OPTIMIZER_STEPS)
        config.total_steps = reading.total_steps or 0
    return text_format.MessageToString(config, as_utf8=True).rstrip("\n")
