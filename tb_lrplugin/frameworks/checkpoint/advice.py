"""What to change where a loop of one's own, or whoever wrote the checkpoint, does not follow its scheduler."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import Advice
from tb_lrplugin.frameworks.shared_advice import extended, looped_by

_RESUME = """\
# save and load both, after they are made and before training goes on
torch.save({"optimizer": optimizer.state_dict(), "lr_scheduler": lr_scheduler.state_dict()}, path)
state = torch.load(path)
optimizer.load_state_dict(state["optimizer"])
lr_scheduler.load_state_dict(state["lr_scheduler"])"""
_STEP = """\
# once per update, after it; in the loop over epochs instead where the scheduler's lengths count epochs
optimizer.step()
lr_scheduler.step()"""

TORCH = extended(
    looped_by("the training loop", rate="the optimizer's lr", length="the scheduler's own lengths", resume=_RESUME),
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
        "restarted": Advice((), _RESUME, "python"),
        "resumed_elsewhere": Advice((), _RESUME, "python"),
    },
)
