"""The agent's settings that Isaac Lab (`params/agent.yaml`) and Isaac Gym (`config.yaml`) keep with a run.

Isaac Lab writes them before training whatever library trains: rsl_rl and skrl log beside `params/`, rl_games in the
directory `summaries/` beside it. Each library has a room of its own here; all three raise and lower the rate by the KL
divergence between two policies unless they are told otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tb_lrplugin.formats.safe_yaml import load_yaml
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.isaac_lab.advice import AGENTS, GAMES
from tb_lrplugin.frameworks.isaac_lab.rl_games import rl_games_reading
from tb_lrplugin.frameworks.isaac_lab.rsl_rl import rsl_rl_reading
from tb_lrplugin.frameworks.isaac_lab.skrl import skrl_reading
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading


def _parse_agent(text: str) -> Reading | None:
    agent = load_yaml(text)
    if not isinstance(agent, Mapping):
        return None
    return rsl_rl_reading(agent) or rl_games_reading(agent) or skrl_reading(agent)


def _parse_gym(text: str) -> Reading | None:
    """Read the whole configuration of Isaac Gym's train.py, the agent's part of which is `train`."""
    config: Any = load_yaml(text)
    train = config.get("train") if isinstance(config, Mapping) else None
    return rl_games_reading(train) if isinstance(train, Mapping) else None


class _Agents(Framework):
    """Three libraries, one of which has faults of its own."""

    def advice_on(self, fault: str, reading: Reading) -> Advice:
        """Say what holds for the library that trained."""
        return super().advice_on(fault, reading) if "lr_schedule" in reading.text else AGENTS.get(fault, Advice())


ISAAC_LAB = _Agents(
    kind="isaac_lab",
    about=About(
        "Isaac Lab, Isaac Gym (rsl_rl, rl_games, skrl)",
        "reinforcement learning",
        "`params/agent.yaml`; `config.yaml` above `summaries/`",
        inferred="frames per epoch of rl_games",
        unknown="the KL divergence: of an adaptive rate only its rule can be checked",
    ),
    readers=(
        TextFile("params/agent.yaml", _parse_agent, signs=(r"\blearning_rate *:",)),
        TextFile("config.yaml", _parse_gym, signs=(r"^train *:", r"\blr_schedule *:")),
    ),
    measures="optimizer",
    # rl_games logs in `summaries/`.
    is_inherited=True,
    advice=GAMES,
)
