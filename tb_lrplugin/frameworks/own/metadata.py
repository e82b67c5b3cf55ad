"""The package's own metadata summary, written by `tb_lrplugin.summary`."""

from __future__ import annotations

from google.protobuf.message import DecodeError

from tb_lrplugin.data.log_data import MetadataSummary
from tb_lrplugin.frameworks.own.optimizer_config import reading_of
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.names import OPTIMIZER_CONFIG_TAG
from tb_lrplugin.protos import optimizer_config_pb2 as pb

KIND = "metadata"


def read_metadata(summary: MetadataSummary) -> Reading | None:
    """Read one metadata summary; None where the tag is not one of ours."""
    if summary.tag != OPTIMIZER_CONFIG_TAG and not summary.tag.startswith(OPTIMIZER_CONFIG_TAG + "/"):
        return None
    where = summary.tag if summary.run == "." else f"{summary.run}: {summary.tag}"
    config = pb.OptimizerConfig()
    try:
        config.ParseFromString(summary.content)
    except DecodeError:
        return Reading(KIND, where, None, "the summary holds no OptimizerConfig message")
    return reading_of(config, KIND, where, config.made_from)
