"""Settings tried out in the framework's own words: found in its text, changed there, and read back by its own room."""

from __future__ import annotations

import ast
import json

import numpy as np
import pytest

from tb_lrplugin.answers.contract import Preview, Setting
from tb_lrplugin.answers.preview import preview
from tb_lrplugin.data.files import ConfigFileError
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.formats.literals import Value
from tb_lrplugin.formats.safe_yaml import load_yaml
from tb_lrplugin.frameworks import collection
from tb_lrplugin.planning import plan_text
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
        ("easydel", {"learning_rate", "warmup_steps", "max_training_steps"}),
        ("fairseq", {"lr", "warmup-updates", "total-num-update"}),
        ("hf_trainer", {"learning_rate", "warmup_steps", "max_steps"}),
        ("keras_model", {"initial_learning_rate", "decay_steps", "decay_rate"}),
        ("lightning_cli", {"lr", "T_max"}),
        ("litgpt", {"lr", "lr_warmup_steps", "max_tokens", "min_lr"}),
        ("megatron", {"lr", "min-lr", "lr-decay-iters", "lr-warmup-iters"}),
        ("megatron_bridge", {"lr", "min_lr", "lr_warmup_iters", "train_iters"}),
        ("mlagents", {"learning_rate", "max_steps", "summary_freq"}),
        ("mmcv", {"lr", "warmup_iters"}),
        ("mmengine", {"lr", "T_max"}),
        ("model_garden", {"learning_rate"}),
        ("nerfstudio", {"lr", "lr_final", "max_steps", "warmup_steps"}),
        ("pipeline_config", {"initial_learning_rate", "decay_steps", "decay_factor", "staircase"}),
        ("rl_zoo3", {"learning_rate", "n_timesteps"}),
        ("rllib", {"lr_schedule[0][1]", "lr_schedule[1][0]"}),
        ("rt_detr", {"lr", "milestones[0]", "gamma", "warmup_duration"}),
        ("sheeprl", {"lr", "anneal_lr", "total_steps"}),
        ("torchtitan", {"optimizer.lr", "warmup_steps"}),
        ("torchtune", {"optimizer.lr", "lr_scheduler.num_warmup_steps"}),
        ("ultralytics", {"lr0", "lrf", "warmup_epochs", "epochs", "cos_lr"}),
        ("vits", {"learning_rate", "lr_decay"}),
        ("yolov5", {"lr0", "lrf", "epochs"}),
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


def test_every_room_has_settings_or_says_why_not(previews: list[tuple[Diagnosis, Preview]]) -> None:
    with_some, notes = set[str](), set[str]()
    for diagnosis, one in previews:
        assert bool(one["settings"]) != bool(one["settings_note"]), diagnosis.series.run
        if one["settings"] and diagnosis.reading is not None:
            with_some.add(diagnosis.reading.kind)
        notes.add(one["settings_note"])
    for room in collection().frameworks:
        assert (room.kind in with_some) != bool(room.without_settings), room.kind
        assert room.without_settings in notes or not room.without_settings


def others(setting: Setting) -> list[Value]:
    """List what a hand may put in the place of a setting."""
    value = setting["value"]
    if isinstance(value, bool):
        return [not value]
    assert not isinstance(value, str)
    return [value * 0.5 or 0.25] if isinstance(value, float) else [value + 1, 2 * value]


def edit(diagnosis: Diagnosis, name: str, value: Value) -> Preview | None:
    """Try one other value; None where the framework refuses it."""
    try:
        return preview(diagnosis, settings={name: value})
    except ScheduleError as error:
        assert name in str(error)
        return None


def test_every_setting_moves_the_curve_and_stands_in_the_text(previews: list[tuple[Diagnosis, Preview]]) -> None:
    tried = 0
    for diagnosis, base in previews:
        for setting in base["settings"]:
            name = setting["name"]
            edits = [(value, edit(diagnosis, name, value)) for value in others(setting)]
            moved = [(value, one) for value, one in edits if one is not None and one["schedule"] != base["schedule"]]
            # It is refused every time, or one of them moves the curve.
            assert moved or all(one is None for _, one in edits), (diagnosis.series.run, name)
            for value, edited in moved:
                tried += 1
                assert edited["configuration"] != base["configuration"]
                now = {one["name"]: one["value"] for one in edited["settings"]}
                # What does not matter with such a value is no setting any more.
                assert now.get(name, value) == pytest.approx(value), (diagnosis.series.run, name)
    assert tried > 200


def is_of_its_syntax(text: str) -> bool:
    """Say whether a text is Python, JSON, YAML or a command line, or lines out of one of them."""
    if all(line.startswith("--") for line in text.splitlines()):
        return True
    for parse in (ast.parse, json.loads, lambda text: json.loads("{" + text.rstrip(",") + "}")):
        try:
            parse(text)
            return True
        except (ValueError, SyntaxError):
            pass
    try:
        return isinstance(load_yaml(text), dict)
    except ConfigFileError:
        return False


def test_what_there_is_to_paste_is_in_a_syntax_that_can_be_parsed(previews: list[tuple[Diagnosis, Preview]]) -> None:
    for diagnosis, one in previews:
        if one["settings"] and one["configuration_syntax"] != "pipeline_config":
            assert is_of_its_syntax(str(one["configuration"])), (diagnosis.series.run, one["configuration"])


# Who reads a syntax that several rooms write.
READ_BY = {
    "hf_arguments": "hf_trainer",
    "keras": "keras_model",
    "pipeline_config": "pipeline_config",
    "schedule_file": "schedule_file",
    "torch": "lightning_cli",
}


def test_what_there_is_to_paste_is_a_plan_of_the_same_curve(previews: list[tuple[Diagnosis, Preview]]) -> None:
    for diagnosis, one in previews:
        answer = plan_text(str(one["configuration"]))
        about = (diagnosis.series.run, one["configuration"], answer)
        assert answer["plans"] and not answer["problems"], about
        kind = READ_BY.get(str(one["configuration_syntax"])) or (diagnosis.reading and diagnosis.reading.kind)
        assert {plan["source"]["kind"] for plan in answer["plans"]} == {kind}, about
        for plan in answer["plans"]:
            assert plan["points"]["step"] or plan["missing"] or plan["notes"], about
            assert plan["schedule_text"] == one["schedule_text"] or plan["missing"] or plan["notes"], about


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


def test_a_number_that_is_refused_says_nothing_of_the_length(diagnoses: list[Diagnosis]) -> None:
    names = {one["name"]: one["is_total"] for one in preview(of_run(diagnoses, "megatron-resumed"))["settings"]}
    assert names["lr-warmup-init"] is False


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
