"""What is right to say of labelled runs beside their verdict: factors, lengths, errors, and what readings tell."""

from __future__ import annotations

import csv
import io

import pytest

from tb_lrplugin.answers import series_entry
from tb_lrplugin.answers.chart import chart_data
from tb_lrplugin.answers.table import points_table
from tb_lrplugin.answers.thinning import MOST_SHOWN
from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import LogData, SeriesKey
from tb_lrplugin.data.run_evidence import LastPoint, RunEvidence
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks.huggingface import HF_TRAINER, TEXT_TAGS
from tests.support.labelled import ALARMS, ALL_POINTS, CORPUS, LABELS, LOGS, Label, logged, needs_corpus
from tests.support.made_series import prefix_of
from tests.support.readings import in_evidence


def named(run: str, tag: str | None = None) -> Label:
    """Find the label of a run, in whichever root it is."""
    return next(label for label in LABELS if label.run == run and tag in (None, label.tag))


def diagnosis_of(label: Label) -> Diagnosis:
    return diagnose(*logged(label))


def of_source(*kinds: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("label", [label for label in LABELS if label.source in kinds], ids=str)


@pytest.mark.parametrize("label", LABELS, ids=str)
def test_table_chart_and_evidence_say_one_error(label: Label) -> None:
    diagnosis = diagnosis_of(label)
    worst = series_entry(diagnosis)["evidence"]["max_relative_error"]
    errors = [row["relative_error"] for row in csv.DictReader(io.StringIO(points_table(diagnosis)))]
    if worst is None:
        assert diagnosis.schedule is None or diagnosis.finding.verdict == "invalid_values"
    else:
        assert max(abs(float(error)) for error in errors if error) == worst
        shown = chart_data(diagnosis)["points"]["error"]
        assert len(errors) > MOST_SHOWN or shown == [float(error) for error in errors]


@of_source("model_garden", "cleanrl", "lightning_cli", "mmengine", "accelerate", "ultralytics")
def test_these_log_the_rate_of_the_optimizer(label: Label) -> None:
    assert diagnosis_of(label).measures == "optimizer"


@of_source("hf_trainer")
def test_the_trainer_logs_what_its_scheduler_computes(label: Label) -> None:
    diagnosis = diagnosis_of(label)
    is_metric = diagnosis.reading is not None and diagnosis.reading.rule is not None
    assert diagnosis.measures == ("optimizer" if is_metric else "schedule")


@of_source("mmengine")
def test_mmengine_logs_before_the_step_is_counted(label: Label) -> None:
    if label.is_healthy:
        assert diagnosis_of(label).evidence.step_offset == -1


@pytest.mark.parametrize(
    ("run", "setting"),
    [
        ("accelerate-micro-steps/logs/dreambooth", "gradient_accumulation_steps"),
        # Somebody called the scheduler four times; no setting holds a 4, so none may be blamed.
        ("huggingface-four-times-too-fast", None),
        pytest.param("fw/v452-accum-microstep", "gradient_accumulation_steps", marks=needs_corpus),
    ],
)
def test_the_setting_that_is_the_factor_and_can_act_is_named_first(run: str, setting: str | None) -> None:
    diagnosis = diagnosis_of(named(run))
    causes = diagnosis.finding.causes
    assert diagnosis.finding.verdict == "time_scaled"
    assert diagnosis.evidence.time_scale == pytest.approx(4, rel=0.03)
    blamed = [cause for cause in causes if " is 4: the schedule is stepped 4 times" in cause]
    assert blamed == ([] if setting is None else list(causes[:1]))
    assert setting is None or setting in causes[0]
    assert not any("coincidence" in cause for cause in causes)


# A run that left no event file logged no epochs beside its rate.
HF_HEALTHY = [
    label
    for label in LABELS
    if label.source == "hf_trainer"
    and label.verdicts <= {"on_schedule", "constant_by_config", "variant"}
    and any((label.root / label.run.split("/")[0]).rglob("*tfevents*"))
]


@pytest.mark.parametrize("label", HF_HEALTHY, ids=str)
def test_a_trainer_never_alarms_on_its_way(label: Label) -> None:
    """Each time with the epochs logged so far, and without the end of training."""
    with open_provider(str(label.root / label.run.split("/")[0])) as provider:
        # The run below its case's folder, and that of the larger corpus two folders down.
        data = LogData(provider, ALL_POINTS)
        run = next(run for run in data.list_scalars() if f"{label.run}/".endswith(f"/{run}/".removeprefix("/./")))
        [epochs] = data.read_series({SeriesKey(run, "train/epoch")})
        texts = {key.tag: text for key, text in data.read_texts({SeriesKey(run, tag) for tag in TEXT_TAGS}).items()}
    rates, _ = logged(label)
    for count in range(1, len(rates) + 1):
        at = int((epochs.steps <= rates.steps[count - 1]).sum()) - 1
        points = {"train/epoch": LastPoint(int(epochs.steps[at]), float(epochs.values[at]))}
        readings = in_evidence(HF_TRAINER, RunEvidence(run, texts, last_points=points))
        assert len(readings) == 1
        diagnosis = diagnose(prefix_of(rates, count), readings)
        assert diagnosis.severity not in ALARMS, (count, diagnosis.finding)


TOTALS = {
    "fw/acc-accum4-microstep": 60,
    "fw/acc-cosine-warmup": 120,
    "fw/acc-stuck-warmup-zero": 120,
    "fw/df-dreambooth-poly": 48,
    "fw/df-dreambooth-resumed": 40,
    "fw/y83-sgd": 8,
    "fw/y84-auto": 8,
    "fw/y84-frozen": 10,
    "fw/y84-sgd": 8,
}


@needs_corpus
class TestTheLargerCorpus:
    @pytest.mark.parametrize("case", TOTALS)
    def test_the_length_of_the_run(self, case: str) -> None:
        label = next(label for label in LABELS if f"{label.run}/".startswith(f"{case}/"))
        reading = diagnosis_of(label).reading
        assert reading is not None and reading.total_steps == TOTALS[case]

    def test_every_group_freezes_at_its_epoch(self) -> None:
        diagnosis = diagnosis_of(named("fw/y84-frozen"))
        assert (diagnosis.finding.verdict, diagnosis.evidence.onset_step) == ("frozen", 6)

    def test_what_optimizer_auto_chose_is_said(self) -> None:
        reading = diagnosis_of(named("fw/y84-auto")).reading
        assert reading is not None
        assert "the rate of this group: 0.001667, chosen by optimizer: auto" in reading.text

    def test_a_continued_run_has_one_reading_where_nothing_changed(self) -> None:
        series, readings = logged(next(label for label in LABELS if label.run.startswith("fw/df-dreambooth-resumed")))
        assert series.steps[-1] == 41
        (reading,) = readings
        assert reading.where == "fw/df-dreambooth-resumed/logs/dreambooth/1795298708.4435396: hyperparameters"

    def test_the_texts_are_those_of_cases_that_are_there(self) -> None:
        assert sum(label.schedule_text is not None for label in LABELS if label.root == CORPUS) >= 30


def test_an_inferred_number_of_batches_is_said() -> None:
    for tag in ("lr/pg0", "lr/pg1", "lr/pg2"):
        reading = diagnosis_of(named("ultralytics-sgd", tag)).reading
        assert reading is not None
        assert "inferred from the points: 16 batches per epoch" in reading.text
    assert named("ultralytics-sgd").root == LOGS
