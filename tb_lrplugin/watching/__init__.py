"""The watch of a running loop: one engine, which the frameworks' own watches feed (`tb_lrplugin.torch` and others).

An engine sees numbers alone: the rate that an update used, what the scheduler had set, and how often it was stepped.
"""

from __future__ import annotations

from tb_lrplugin.watching.begin import Begin
from tb_lrplugin.watching.engine import Engine
from tb_lrplugin.watching.faults import Fault, LearningRateError, LearningRateWarning, OnFault

__all__ = ["Begin", "Engine", "Fault", "LearningRateError", "LearningRateWarning", "OnFault"]
