"""The schedule of "Attention Is All You Need" (arXiv 1706.03762, section 5.3), by its peak.

Coqui's Trainer has it as NoamLR (`trainer/torch.py`), with the optimizer's rate for the peak; ESPnet as WarmupLR
(`espnet2/schedulers/warmup_lr.py`), likewise, and as NoamLR (`noam_lr.py`), with a peak that the model's width lowers.
"""

from __future__ import annotations

import math

from tb_lrplugin.schedules import Constant, InverseSquareRoot, Join, Polynomial, Schedule


def noam(peak: float, warmup: float) -> Schedule:
    """Build peak * sqrt(W) * min(s / W ** 1.5, 1 / sqrt(s)), s counted from 1.

    Args:
      peak: the rate at s = W.
      warmup: W, above 0, which need not be whole.

    Raises:
      ScheduleError: if there is no such schedule.
    """
    # The last s on the line, and the first on the curve.
    last = math.floor(warmup)
    curve = InverseSquareRoot(peak * math.sqrt(warmup / (last + 1)), last + 1)
    if last == 0:
        return curve
    first = peak / warmup
    line = Polynomial(first, peak * (last / warmup), last - 1) if last > 1 else Constant(first)
    return Join((line, curve), (last,), ("warm-up", "decay"))
