"""How hard property tests look: `make test` tries the same examples each time, `make fuzz` fresh and more ones."""

from __future__ import annotations

import os
import time
from typing import Any

from hypothesis import HealthCheck, Phase, settings

FUZZ = "TB_LRPLUGIN_FUZZ"
IS_FUZZING = os.environ.get(FUZZ) == "1"
# No test begins after this time, in seconds since the epoch.
UNTIL = "TB_LRPLUGIN_FUZZ_UNTIL"
_TIMES_AS_MANY = 10
_USUAL_EXAMPLES = 100

# A test run must not depend on luck: without seeds of the day it says the same today and next month.
settings.register_profile("test", deadline=None, derandomize=True, database=None, max_examples=_USUAL_EXAMPLES)
settings.register_profile(
    "fuzz",
    deadline=None,
    derandomize=False,
    database=None,
    max_examples=_USUAL_EXAMPLES * _TIMES_AS_MANY,
    # Explaining why an example fails takes longer than finding it.
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    print_blob=True,
)
settings.load_profile("fuzz" if IS_FUZZING else "test")


def is_over() -> bool:
    """Say whether the time for fuzzing is over."""
    return time.time() > float(os.environ.get(UNTIL, "inf"))


def examples(count: int, **options: Any) -> settings:
    """Settings of a property test that takes `count` examples, ten times as many in `make fuzz`."""
    return settings(max_examples=count * _TIMES_AS_MANY if IS_FUZZING else count, **options)
