"""A linear schedule of rl_games over max_frames, which hands it 0 for the frames, at once or when a run goes on."""

import yaml

from tests.support.event_files import write_scalars

FRAMES_PER_EPOCH = 1024
# The epochs that a first part counted, before an update of rl_games.
EPOCHS_COUNTED = {"stuck_at_initial": 0, "frozen": 50}
AGENT = """\
params:
  config:
    learning_rate: 0.001
    lr_schedule: linear
    max_frames: 1024000
    num_actors: 64
    horizon_length: 16
    mini_epochs: 4
    minibatch_size: 256
"""
CHANGES = """\
# fault
params:
  config:
    lr_schedule: linear
    max_epochs: -1
# end of fault
"""


def train(directory, situation):
    agent, changes = yaml.safe_load(AGENT), yaml.safe_load(CHANGES)
    config = agent["params"]["config"]
    config.update(changes["params"]["config"])
    (directory / "params").mkdir(parents=True)
    (directory / "params" / "agent.yaml").write_text(yaml.safe_dump(agent))
    points = []
    for epoch in range(1, 401):
        # After rl_games 1.6.5, common/a2c_common.py and common/schedulers.py.
        if config["max_epochs"] != -1:
            counted, most = epoch, config["max_epochs"]
        else:
            counted, most = min(epoch, EPOCHS_COUNTED[situation]) * FRAMES_PER_EPOCH, config["max_frames"]
        points.append((epoch * FRAMES_PER_EPOCH, 1e-6 + (0.001 - 1e-6) * max(0, most - counted) / most))
    write_scalars(directory / "summaries", "info/last_lr", points)
