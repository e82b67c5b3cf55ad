"""Learning-rate schedules: pure functions from optimizer steps to rates, built from few primitives."""

from tb_lrplugin.schedules.base import Phase, Pieces, Schedule, ScheduleError, Shape
from tb_lrplugin.schedules.combinators import Held, OnAxis, Shift
from tb_lrplugin.schedules.cycles import CosineCycles, CosineRestarts, PolynomialCycles
from tb_lrplugin.schedules.decays import Exponential, InverseSquareRoot, InverseTime
from tb_lrplugin.schedules.floor import Floor
from tb_lrplugin.schedules.join import Join
from tb_lrplugin.schedules.object_detection import (
    cosine_decay_with_warmup,
    exponential_decay_with_burnin,
    manual_stepping,
)
from tb_lrplugin.schedules.power import Power
from tb_lrplugin.schedules.ramps import Cosine, CosineArc, HalvingDecay, Logarithmic, Polynomial, Ramp, SquareRoot
from tb_lrplugin.schedules.sampled import Sampled, record
from tb_lrplugin.schedules.steps import Constant, PiecewiseConstant
from tb_lrplugin.schedules.views.curve import Vertices, draw
from tb_lrplugin.schedules.views.message import from_message, to_message
from tb_lrplugin.schedules.waves import CosineWave, Cyclic

__all__ = [
    "Constant",
    "Cosine",
    "CosineArc",
    "CosineCycles",
    "CosineRestarts",
    "CosineWave",
    "Cyclic",
    "Exponential",
    "Floor",
    "HalvingDecay",
    "Held",
    "InverseSquareRoot",
    "InverseTime",
    "Join",
    "Logarithmic",
    "OnAxis",
    "Phase",
    "Pieces",
    "PiecewiseConstant",
    "Polynomial",
    "PolynomialCycles",
    "Power",
    "Ramp",
    "Sampled",
    "Schedule",
    "ScheduleError",
    "Shape",
    "Shift",
    "SquareRoot",
    "Vertices",
    "cosine_decay_with_warmup",
    "draw",
    "exponential_decay_with_burnin",
    "from_message",
    "manual_stepping",
    "record",
    "to_message",
]
