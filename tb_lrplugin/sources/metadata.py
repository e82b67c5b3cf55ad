"""The package's own metadata summary, written by `tb_lrplugin.summary`."""

from __future__ import annotations

from google.protobuf.message import DecodeError

from tb_lrplugin.data.log_data import MetadataSummary
from tb_lrplugin.names import OPTIMIZER_CONFIG_TAG
from tb_lrplugin.protos import optimizer_config_pb2 as pb
from tb_lrplugin.schedules import ScheduleError, from_message
from tb_lrplugin.sources.reading import Reading

KIND = "metadata"
VERSION = 1

_UNITS = {
    pb.OptimizerConfig.OPTIMIZER_STEPS: "steps",
    pb.OptimizerConfig.MICRO_BATCHES: "micro-batches",
    pb.OptimizerConfig.EPOCHS: "epochs",
    pb.OptimizerConfig.SAMPLES: "samples",
}


def read_metadata(summary: MetadataSummary) -> Reading | None:
    """Read one metadata summary; None where the tag is not one of ours."""
    if summary.tag != OPTIMIZER_CONFIG_TAG and not summary.tag.startswith(OPTIMIZER_CONFIG_TAG + "/"):
        return None
    where = summary.tag if summary.run == "." else f"{summary.run}: {summary.tag}"
    config = pb.OptimizerConfig()
    try:
        config.ParseFromString(summary.content)
        if config.version > VERSION:
            raise ScheduleError(
                f"it is of version {config.version}, this tb-lrplugin reads up to version {VERSION}: update tb-lrplugin"
            )
        schedule = from_message(config.schedule)
    except DecodeError:
        return Reading(KIND, where, None, "the summary holds no OptimizerConfig message")
    except ScheduleError as error:
        return Reading(KIND, where, None, str(error), tag=config.tag)
    return Reading(
        KIND,
        where,
        schedule,
        tag=config.tag,
        total_steps=config.total_steps or None,
        optimizer=config.optimizer,
        unit=_UNITS.get(config.unit, "steps"),
        text=config.made_from,
    )
