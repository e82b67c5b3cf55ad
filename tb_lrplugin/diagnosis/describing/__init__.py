"""The schedule that the points alone describe."""

from tb_lrplugin.diagnosis.describing.infer import infer
from tb_lrplugin.diagnosis.describing.points import moves_faster_than_logged

__all__ = ["infer", "moves_faster_than_logged"]
