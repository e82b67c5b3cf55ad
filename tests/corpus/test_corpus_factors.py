"""A factor that a run's own settings hold is named among the causes, in real runs of real frameworks."""

from __future__ import annotations

import pytest

from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.workspace import Workspace
from tests.support.corpus import CORPUS, needs_corpus

pytestmark = needs_corpus


@pytest.mark.parametrize(
    ("case", "setting"),
    [
        ("fw/acc-accum4-microstep", "gradient_accumulation_steps = 4"),
        ("fw/v452-accum-microstep", "gradient_accumulation_steps = 4"),
        # Somebody called the scheduler four times; no setting holds a 4, so none may be blamed.
        ("hf/v5-fast4x", None),
    ],
)
def test_the_setting_that_is_the_factor_is_the_first_cause(case: str, setting: str | None) -> None:
    logdir = str(CORPUS / case)
    with open_provider(logdir) as provider:
        [entry] = Workspace(LogData(provider), logdir, TagFilter()).snapshot().entries
    assert entry["verdict"] == "time_scaled"
    assert entry["evidence"]["time_scale"] == pytest.approx(4, rel=0.03)
    named = [cause for cause in entry["causes"] if cause.startswith("Your settings say")]
    if setting is None:
        assert named == []
    else:
        assert setting in entry["causes"][0]
        assert named == entry["causes"][:1]
