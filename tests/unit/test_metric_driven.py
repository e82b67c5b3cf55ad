"""A rule that follows a metric asks for nothing but its first rate: whatever it lowers is no fault."""

from __future__ import annotations

import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.reading import MetricRule, Reading
from tb_lrplugin.schedules import Constant
from tests.support.made_series import series_of

RULE = Reading(schedule=Constant(0.1), rule=MetricRule("ReduceLROnPlateau"))


@pytest.mark.parametrize("values", [[0.1, 0.05, 0.025], [0.05, 0.05, 0.05], [0.05, 0.025, 0.0125], [0.1, 0.1, 0.01]])
def test_a_lowered_rate_is_the_rules_own(values: list[float]) -> None:
    finding = diagnose(series_of([10, 20, 30], values), [RULE]).finding
    assert finding.verdict == "externally_controlled"
    assert "by the metric" in finding.headline
    assert all("optimizer.learning_rate" not in cause for cause in finding.causes)


def test_one_change_is_told_as_one() -> None:
    assert "1 change," in diagnose(series_of([10, 20, 30], [0.1, 0.1, 0.05]), [RULE]).finding.headline


def test_above_its_first_rate_it_is_a_fault() -> None:
    assert diagnose(series_of([10, 20, 30], [0.2, 0.2, 0.2]), [RULE]).severity == "error"


def test_without_such_a_rule_another_rate_is_a_fault() -> None:
    reading = Reading(schedule=Constant(0.1))
    assert diagnose(series_of([10, 20, 30], [0.05, 0.05, 0.05]), [reading]).finding.verdict == "constant_mismatch"
