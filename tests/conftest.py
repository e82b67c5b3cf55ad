"""Fixtures that several kinds of tests share."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test

# The settings of property tests: loaded before any test module declares one.
from tests.support import properties
from tests.support.event_files import write_scalars
from tests.support.skips import SkipGuard, allowed_skips, is_strict

_TESTS = Path(__file__).resolve().parent

BOTH_DATA_SERVERS = ("true", "false")

PIPELINE = """\
train_config {{
  optimizer {{
    momentum_optimizer {{
      learning_rate {{
        exponential_decay_learning_rate {{
          initial_learning_rate: 0.01
          decay_steps: {decay_steps}
          decay_factor: 0.5
        }}
      }}
    }}
  }}
  num_steps: 400
}}
"""

# Run names that a page or a path may stumble over.
HTML_RUN = "<img src=x onerror=alert(1)>"
UNICODE_RUN = 'läufe/übung-🚀 "quoted"'


# Where single tests take long: first, so that no process is left alone with them at the end. The others follow by what
# tells before how long a module takes: whether it has property tests, and how many tests.
_LONG = ("browser", "http", "fixes", "training", "labelled", "parity", "cli")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    rank = {name: place for place, name in enumerate(_LONG)}
    modules: dict[Path, list[pytest.Item]] = {}
    for item in items:
        modules.setdefault(item.path, []).append(item)

    def place(module: Path) -> tuple[int, bool, int]:
        tests = modules[module]
        has_properties = any(is_hypothesis_test(getattr(test, "obj", None)) for test in tests)
        return rank.get(module.relative_to(_TESTS).parts[0], len(rank)), not has_properties, -len(tests)

    items[:] = [item for module in sorted(modules, key=place) for item in modules[module]]


def pytest_runtest_setup() -> None:
    if properties.is_over():
        pytest.skip("the time for fuzzing is over")


def pytest_configure(config: pytest.Config) -> None:
    if is_strict() and not hasattr(config, "workerinput"):
        config.pluginmanager.register(SkipGuard(allowed_skips()))


@pytest.fixture(scope="session")
def small_logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log directory with one run of each kind, Object Detection API layout."""
    logdir = tmp_path_factory.mktemp("logs")
    steps = range(10, 401, 10)
    halved = [(step, 0.01 * 0.5 ** (step // 100)) for step in steps]
    stuck = [(step, 0.01) for step in steps]
    for name, points, decay_steps in [
        ("healthy", halved, "100"),
        ("stuck", stuck, "100"),
        ("flat", stuck, "800720"),
        ("broken", stuck, "many"),
        ("zero", stuck, "0"),
        ("nan", [*halved[:20], (210, math.nan), *halved[21:]], "100"),
        ("infinite", [(10, 0.01), (20, math.inf)], "100"),
        ("negative", [(10, 0.01), (20, -0.01)], "100"),
        ("one_point", halved[:1], "100"),
        (HTML_RUN, stuck, "100"),
        (UNICODE_RUN, stuck, "100"),
    ]:
        write_scalars(logdir / name / "train", "learning_rate", points)
        (logdir / name / "pipeline.config").write_text(PIPELINE.format(decay_steps=decay_steps))
    write_scalars(logdir / "no_config", "train/lr", halved)
    write_scalars(logdir / "backwards", "lr", [*stuck[:20], *stuck[10:]])
    return logdir


SMALL_LOGDIR_SERIES = 13
