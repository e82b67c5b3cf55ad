"""What schedules look like from outside: formulas, messages, JSON objects, drawn lines, named parameters, spans."""

from tb_lrplugin.schedules.base import Schedule
from tb_lrplugin.schedules.combinators import OnAxis
from tb_lrplugin.schedules.notation import Argument
from tb_lrplugin.schedules.views.curve import Vertices, draw, outline
from tb_lrplugin.schedules.views.message import from_message, to_message
from tb_lrplugin.schedules.views.object_form import from_object, to_object
from tb_lrplugin.schedules.views.parameters import Parameter, editable_parameters
from tb_lrplugin.schedules.views.spans import (
    ExponentialPart,
    Span,
    at_path,
    edited,
    exponential_part,
    replaced,
    rises_again_at,
    settled_at,
    spans_of,
)

__all__ = [
    "ExponentialPart",
    "Parameter",
    "Span",
    "Vertices",
    "at_path",
    "draw",
    "editable_parameters",
    "edited",
    "exponential_part",
    "formula_of",
    "from_message",
    "from_object",
    "outline",
    "replaced",
    "rises_again_at",
    "settled_at",
    "spans_of",
    "to_message",
    "to_object",
]


def formula_of(schedule: Schedule) -> str:
    """Write a schedule as a formula: `lr(s) = 0.004 · 0.95^⌊s / 800720⌋`.

    s counts optimizer steps; x, in its place, counts whatever the series' axis counts. ⌊ ⌋ and ⌈ ⌉ round down and up.
    """
    symbol = "x" if isinstance(schedule, OnAxis) else "s"
    return f"lr({symbol}) = {schedule.formula(Argument(symbol))}"
