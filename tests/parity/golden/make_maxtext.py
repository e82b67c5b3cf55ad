"""Records MaxText's own rates: `python -m tests.parity.golden.make_maxtext GIT_DIRECTORY`.

GIT_DIRECTORY is a clone of AI-Hypercomputer/maxtext with its history. Of each revision only
`create_learning_rate_schedule` is loaded. Needs numpy, jax and optax.
"""

from __future__ import annotations

import ast
import enum
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from tests.parity.golden import golden_file
from tests.parity.golden.maxtext_cases import CASES, REVISIONS


class ScheduleType(str, enum.Enum):
    COSINE = "cosine"
    WSD = "wsd"


class DecayStyle(str, enum.Enum):
    LINEAR = "linear"
    COSINE = "cosine"


def load(git_directory: str, revision: str) -> Any:
    """Load the one function of a revision."""
    command = ["git", f"--git-dir={git_directory}", "show", f"{revision}:{REVISIONS[revision]}"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    wanted = [node for node in ast.parse(text).body if getattr(node, "name", "") == "create_learning_rate_schedule"]
    types = SimpleNamespace(LearningRateScheduleType=ScheduleType, WsdDecayStyle=DecayStyle)
    names: dict[str, Any] = {"jnp": jnp, "optax": optax, "types": types}
    exec(compile(ast.Module(wanted, []), revision, "exec"), names)
    return names["create_learning_rate_schedule"]


def main() -> None:
    functions = {revision: load(sys.argv[1], revision) for revision in REVISIONS}
    rates = {}
    for case, (revision, config) in CASES.items():
        schedule = functions[revision](SimpleNamespace(**config))
        rates[case] = np.asarray(schedule(jnp.arange(config["steps"])), np.float64).tolist()
    versions = {"maxtext": ", ".join(REVISIONS), "jax": jax.__version__, "optax": optax.__version__}
    golden_file.write("maxtext", versions, rates)


if __name__ == "__main__":
    main()
