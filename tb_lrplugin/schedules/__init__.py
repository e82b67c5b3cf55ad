"""Learning-rate schedules: pure functions from optimizer steps to rates, built from few primitives."""

from tb_lrplugin.schedules.base import Phase, Pieces, Schedule, ScheduleError, Shape
from tb_lrplugin.schedules.constant import Constant
from tb_lrplugin.schedules.cosine import Cosine
from tb_lrplugin.schedules.cosine_arc import CosineArc
from tb_lrplugin.schedules.cosine_cycles import CosineCycles
from tb_lrplugin.schedules.cosine_restarts import CosineRestarts
from tb_lrplugin.schedules.cosine_wave import CosineWave
from tb_lrplugin.schedules.cyclic import Cyclic
from tb_lrplugin.schedules.exponential import Exponential
from tb_lrplugin.schedules.floor import Floor
from tb_lrplugin.schedules.halving_decay import HalvingDecay
from tb_lrplugin.schedules.held import Held
from tb_lrplugin.schedules.inverse_square_root import InverseSquareRoot
from tb_lrplugin.schedules.inverse_time import InverseTime
from tb_lrplugin.schedules.join import Join
from tb_lrplugin.schedules.logarithmic import Logarithmic
from tb_lrplugin.schedules.object_detection import (
    cosine_decay_with_warmup,
    exponential_decay_with_burnin,
    manual_stepping,
)
from tb_lrplugin.schedules.on_axis import OnAxis
from tb_lrplugin.schedules.piecewise_constant import PiecewiseConstant
from tb_lrplugin.schedules.polynomial import Polynomial
from tb_lrplugin.schedules.polynomial_cycles import PolynomialCycles
from tb_lrplugin.schedules.power import Power
from tb_lrplugin.schedules.ramp import Ramp
from tb_lrplugin.schedules.sampled import Sampled, record
from tb_lrplugin.schedules.shift import Shift
from tb_lrplugin.schedules.square_root import SquareRoot
from tb_lrplugin.schedules.views.message import from_message, to_message
from tb_lrplugin.schedules.views.vertices import Vertices, draw

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
