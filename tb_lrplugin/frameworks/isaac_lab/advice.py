"""What to change where an agent's rate does not follow its settings."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import Advice
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, stepped_anyway

_FRAMES = (
    "rl_games takes a linear schedule over max_frames, and hands it 0 for the frames: the rate never falls (1.6.5, "
    "a2c_common.py, scheduler.update(..., self.epoch_num, 0, ...))."
)
_BY_EPOCHS = """\
params:
  config:
    lr_schedule: linear
    # count epochs: max_frames divided by num_actors * horizon_length
    max_epochs: 1000"""
_FIXED = "schedule: fixed (rsl_rl), or lr_schedule: constant (rl_games), was in force when the run was started."
_EDITED = "The rate is set in code of your own: a runner, a curriculum, a randomization of the agent's settings."

AGENTS = extended(
    stepped_anyway(
        looped_by(
            "the agent's update",
            rate="learning_rate",
            length="max_epochs or timesteps",
            resume="Resume with --resume (rsl_rl), or --checkpoint PATH (rl_games, skrl), in the same experiment. "
            "rsl_rl takes the optimizer's rate from the checkpoint, and its rule begins at learning_rate again.",
        )
    ),
    {
        "stuck_at_initial": Advice((_FIXED,)),
        "constant_mismatch": Advice((_EDITED,)),
    },
)
# Of rl_games alone.
GAMES = extended(
    AGENTS,
    {
        "stuck_at_initial": Advice((_FRAMES,), _BY_EPOCHS, "yaml"),
        "frozen": Advice((_FRAMES,), _BY_EPOCHS, "yaml"),
        "time_scaled/fast": Advice(("The run was started with fewer max_epochs than the settings beside it say.",)),
        "time_scaled/slow": Advice(("The run was started with more max_epochs than the settings beside it say.",)),
    },
)
