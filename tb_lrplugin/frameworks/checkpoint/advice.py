"""What to change where a loop of one's own, or whoever wrote the checkpoint, does not follow its scheduler."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import Advice
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, with_fixes

_RESUME = """\
# when a part ends: both
torch.save({"optimizer": optimizer.state_dict(), "lr_scheduler": lr_scheduler.state_dict()}, path)
# when training goes on, after both are made anew
state = torch.load(path)
optimizer.load_state_dict(state["optimizer"])
lr_scheduler.load_state_dict(state["lr_scheduler"])"""
_STEP = """\
# once per update, after it; in the loop over epochs instead where the scheduler's lengths count epochs
optimizer.step()
lr_scheduler.step()"""

_FAMILY = looped_by(
    "the training loop", rate="the optimizer's lr", length="the scheduler's own lengths", resume=_RESUME
)
_RESUMED = ("frozen/after resume", "restarted", "resumed_elsewhere", "shifted/ahead", "shifted/behind")
TORCH = extended(
    _FAMILY | with_fixes(_FAMILY, _RESUMED, _RESUME, "python"),
    {
        "stuck_at_initial": Advice(("scheduler.step() is never called.",), _STEP, "python"),
        "frozen": Advice(("scheduler.step() is no longer called from there on.",), _STEP, "python"),
        "time_scaled/fast": Advice(
            ("scheduler.step() is called more than once per update: for every batch of an accumulation, say.",),
            _STEP,
            "python",
        ),
        "time_scaled/slow": Advice(
            ("scheduler.step() is called once per epoch, and the scheduler's lengths count updates.",), _STEP, "python"
        ),
    },
)
