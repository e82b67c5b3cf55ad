"""Settings tried out in the framework's own words: found in its text, changed there, and read back by its own room."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.answers.contract import Preview
from tb_lrplugin.answers.preview import preview
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.report.looking import look
from tb_lrplugin.schedules import Polynomial, ScheduleError
from tests.support.labelled import LOGS


@pytest.fixture(scope="module")
def diagnoses() -> list[Diagnosis]:
    return [one for one in look(str(LOGS), keeps_diagnoses=True).diagnoses if one.schedule is not None]


@pytest.fixture(scope="module")
def previews(diagnoses: list[Diagnosis]) -> list[tuple[Diagnosis, Preview]]:
    # Of every kind of source a few: more tell nothing new.
    by_kind: dict[str, list[Diagnosis]] = {}
    for one in diagnoses:
        by_kind.setdefault(one.reading.kind if one.reading else "", []).append(one)
    return [(one, preview(one)) for some in by_kind.values() for one in some[:3]]


def of_run(diagnoses: list[Diagnosis], run: str) -> Diagnosis:
    return next(one for one in diagnoses if one.series.run.startswith(run))


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("accelerate", {"learning_rate", "lr_warmup_steps", "max_train_steps"}),
        ("cleanrl", {"learning_rate"}),
        ("detectron2", {"BASE_LR", "WARMUP_ITERS"}),
        ("hf_trainer", {"learning_rate", "warmup_steps", "max_steps"}),
        ("keras_model", {"initial_learning_rate", "decay_steps", "decay_rate"}),
        ("lightning_cli", {"lr", "T_max"}),
        ("mmcv", {"lr", "warmup_iters"}),
        ("mmengine", {"lr", "T_max"}),
        ("model_garden", {"learning_rate"}),
        ("pipeline_config", {"initial_learning_rate", "decay_steps", "decay_factor", "staircase"}),
        ("torchtitan", {"optimizer.lr", "warmup_steps"}),
        ("torchtune", {"optimizer.lr", "lr_scheduler.num_warmup_steps"}),
        ("ultralytics", {"lr0", "lrf", "warmup_epochs", "epochs", "cos_lr"}),
    ],
)
def test_the_names_are_those_of_the_framework(
    previews: list[tuple[Diagnosis, Preview]], kind: str, names: set[str]
) -> None:
    found = [
        {setting["name"] for setting in one["settings"]}
        for diagnosis, one in previews
        if diagnosis.reading is not None and diagnosis.reading.kind == kind
    ]
    assert any(names <= settings for settings in found), found


def test_every_setting_moves_the_curve_and_stands_in_the_text(previews: list[tuple[Diagnosis, Preview]]) -> None:
    tried = 0
    for diagnosis, base in previews:
        for setting in base["settings"]:
            name, value = setting["name"], setting["value"]
            assert (
                preview(diagnosis, settings={name: value})["curve"]
                == preview(diagnosis, settings={name: value})["curve"]
            )
            if setting["kind"] != "number" or not isinstance(value, float) or value == 0:
                continue
            try:
                edited = preview(diagnosis, settings={name: value * 0.5})
            except ScheduleError:
                continue
            tried += 1
            assert edited["schedule"] != base["schedule"], (diagnosis.series.run, name)
            assert edited["configuration"] != base["configuration"]
            assert {"name": name, "value": value * 0.5} in [
                {"name": one["name"], "value": pytest.approx(one["value"])} for one in edited["settings"]
            ]
    assert tried > 30


def test_a_warm_up_of_the_trainer_is_taken_from_its_decay(diagnoses: list[Diagnosis]) -> None:
    diagnosis = of_run(diagnoses, "huggingface-frozen")
    edited = preview(diagnosis, settings={"warmup_steps": 20})
    assert edited["schedule"] is not None
    assert edited["schedule"]["boundaries"] == [20]
    assert edited["schedule"]["schedules"][1]["transition_steps"] == 80
    assert "warmup_steps=20,\n    max_steps=100,\n" in str(edited["configuration"])


def test_the_length_of_the_run_moves_its_end(diagnoses: list[Diagnosis]) -> None:
    diagnosis = of_run(diagnoses, "huggingface-frozen")
    base = preview(diagnosis)
    assert [setting["name"] for setting in base["settings"] if setting["is_total"]] == ["max_steps"]
    edited = preview(diagnosis, settings={"max_steps": 50})
    assert edited["rate_at_end"] is not None and edited["rate_at_end"]["step"] == 50


def test_a_number_that_may_be_a_fraction_is_no_whole_one(diagnoses: list[Diagnosis]) -> None:
    kinds = {one["name"]: one["kind"] for one in preview(of_run(diagnoses, "huggingface-warmup-stable"))["settings"]}
    assert kinds["num_stable_steps"] == "integer"
    assert kinds["learning_rate"] == "number"


def test_what_the_framework_refuses_is_refused_in_its_words(diagnoses: list[Diagnosis]) -> None:
    diagnosis = of_run(diagnoses, "object-detection-stuck")
    with pytest.raises(ScheduleError, match="has no momentum"):
        preview(diagnosis, settings={"momentum": 0.9})
    with pytest.raises(ScheduleError, match="decay_steps"):
        preview(diagnosis, settings={"decay_steps": 0})
    with pytest.raises(ScheduleError):
        preview(diagnosis, settings={"decay_steps": 1e300})


def test_a_schedule_of_other_numbers_has_the_settings_of_its_own(diagnoses: list[Diagnosis]) -> None:
    diagnosis = of_run(diagnoses, "huggingface-frozen")
    body = preview(diagnosis, Polynomial(0.5, 0.0, 40), settings={"learning_rate": 0.25})
    assert body["schedule"] is not None and body["schedule"]["init_value"] == 0.25
    assert np.isfinite(body["curve"]["value"]).all() if body["curve"] else False


def test_a_schedule_without_words_of_a_framework_has_none(diagnoses: list[Diagnosis]) -> None:
    assert preview(of_run(diagnoses, "schedule-file-off"))["settings"] == []
