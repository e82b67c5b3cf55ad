"""Records EasyDeL's own rates: `python -m tests.parity.golden.make_easydel DIRECTORY`.

DIRECTORY holds the unpacked wheel of eformer 0.0.99.12, which builds EasyDeL's schedules; of it only
`SchedulerFactory` is loaded. Needs numpy, jax and optax.
"""

from __future__ import annotations

import ast
import sys
import typing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from tests.parity.golden import golden_file
from tests.parity.golden.easydel_cases import CASES, STEPS


def main() -> None:
    file = Path(sys.argv[1]) / "eformer" / "optimizers" / "_factory.py"
    wanted = [node for node in ast.parse(file.read_text()).body if getattr(node, "name", "") == "SchedulerFactory"]
    names: dict[str, Any] = {"optax": optax, "tp": typing, "SchedulerConfig": object}
    exec(compile(ast.Module(wanted, []), str(file), "exec"), names)
    rates = {}
    for case, arguments in CASES.items():
        # As `get_optimizer_and_scheduler` of EasyDeL's training_configurations.py hands them over.
        config = SimpleNamespace(
            scheduler_type=None if arguments["scheduler"] == "none" else arguments["scheduler"],
            steps=arguments["max_training_steps"],
            learning_rate=arguments["learning_rate"],
            learning_rate_end=arguments["learning_rate_end"],
            warmup_steps=arguments["warmup_steps"],
            exponent=1,
        )
        schedule = names["SchedulerFactory"].create_scheduler(config)
        found = np.broadcast_to(np.asarray(schedule(jnp.arange(STEPS + 1)), np.float64), STEPS + 1)
        rates[case] = found.tolist()
    golden_file.write("easydel", {"eformer": "0.0.99.12", "jax": jax.__version__, "optax": optax.__version__}, rates)


if __name__ == "__main__":
    main()
