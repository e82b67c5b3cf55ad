"""Faulty runs of Keras are told with the first update that proves the fault, healthy ones are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tb_lrplugin.watching import Fault, LearningRateError
from tb_lrplugin.watching.keras_loops import KerasWatch
from tests.training.watched.cases import RECORD, Loop, judge
from tests.training.watched.keras_loops import LOOPS, UPDATES, cosine, fit

keras = pytest.importorskip("keras")
pytest.importorskip("tensorflow")
pytestmark = pytest.mark.filterwarnings("ignore")

# Each compiles a model: these few are trained with all tests.
OFTEN = {"hands over the number that a schedule gives", "updates with another optimizer", "follows a cosine"}


@pytest.mark.parametrize("loop", LOOPS, ids=lambda loop: loop.what)
def test_what_the_watch_says(loop: Loop, tmp_path: Path) -> None:
    if not RECORD and loop.what not in OFTEN:
        pytest.skip("`make fixes` runs it")
    judge("Keras 3", "keras", loop, tmp_path)


def test_what_fails_in_the_watch_ends_the_watch_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(watch: KerasWatch, batches: int = 1) -> None:
        raise ZeroDivisionError("a count of nothing")

    monkeypatch.setattr(KerasWatch, "step", fail)
    with pytest.warns(UserWarning, match="watched no longer: ZeroDivisionError"):
        model = fit(pytest.fail, cosine())
    assert int(model.optimizer.iterations) == UPDATES, "the training went on"


def test_a_log_that_cannot_be_written_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    faults: list[Fault] = []
    with pytest.warns(UserWarning, match="no longer write to the log"):
        model = fit(faults.append, cosine(10 * UPDATES), log_dir=tmp_path / "file" / "run")
    assert int(model.optimizer.iterations) == UPDATES
    assert [fault.kind for fault in faults] == ["schedule_longer_than_run"], "the watch went on"


def test_an_error_that_was_asked_for_leaves_the_watch() -> None:
    with pytest.raises(LearningRateError):
        fit("raise", cosine(10 * UPDATES))
