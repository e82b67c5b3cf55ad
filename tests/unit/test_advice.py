"""What a framework says of a fault is in its own words, and its code can be read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tb_lrplugin.diagnosis.general_advice import GENERAL
from tb_lrplugin.formats.safe_yaml import load_yaml
from tb_lrplugin.frameworks import Advice, Framework, collection
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.shared_advice import SITUATIONS

TENSORFLOW = r"(?i)\bkeras|tensorflow|optimizer\.learning_rate|optimizer\.iterations|model_dir\b|pipeline\.config"
LOOP = r"\bloader\b|zero_grad|torch\.save|gradient_accumulation_steps\)"
TORCH = rf"(?i)torch|scheduler\.step|state_dict|param_groups|{LOOP}"
OTHERS = {
    "Trainer": r"TrainerCallback|trainer\.train\(|num_train_epochs",
    "accelerate": r"accelerator\.",
    "Lightning": r"Lightning|configure_optimizers|lr_schedulers\(\)",
    "mmengine": r"mmengine|\bparam_scheduler|ParamSchedulerHook",
    "Ultralytics": r"Ultralytics|args\.yaml|warmup_bias_lr",
    "detectron2": r"SOLVER|detectron2",
    "Megatron": r"Megatron|opt_param",
    "ML-Agents": r"mlagents|\nmax_steps: ",
    "JAX": r"MaxText|EasyDeL|jax|optax",
}
OWN = {
    "hf_trainer": {"Trainer", "accelerate"},
    "accelerate": {"accelerate", "Trainer"},
    "lightning_cli": {"Lightning"},
    "lightning_hparams": {"Lightning"},
    "pytorch_forecasting": {"Lightning"},
    "nemo": {"Lightning"},
    "mmengine": {"mmengine"},
    "ultralytics": {"Ultralytics"},
    "detectron2": {"detectron2"},
    "megatron": {"Megatron"},
    "megatron_bridge": {"Megatron"},
    "mlagents": {"ML-Agents"},
    "maxtext": {"JAX"},
    "easydel": {"JAX", "Trainer"},
}
# Their users write the loop themselves.
LOOPS = {"accelerate", "checkpoint", "cleanrl", "lightning_cli"}
FRAMEWORKS = [framework for framework in collection().frameworks if framework.about.family != "any"]


every_framework = pytest.mark.parametrize("framework", FRAMEWORKS, ids=[framework.kind for framework in FRAMEWORKS])


def advice_of(framework: Framework) -> Iterator[tuple[str, Advice]]:
    for situation in sorted(SITUATIONS):
        yield situation, framework.advice.get(situation, Advice())


@every_framework
def test_a_framework_speaks_of_itself_alone(framework: Framework) -> None:
    is_tensorflow = framework.about.family == "TensorFlow"
    for situation, said in advice_of(framework):
        assert said.causes, f"every room has causes for every fault: {situation}"
        assert len(set(said.causes)) == len(said.causes), situation
        assert said.fix or framework.takes_schedule_object, situation
        text = "\n".join((*said.causes, said.fix or ""))
        assert not re.search(r"\b_[A-Z]|[{}]", "".join(said.causes)), f"a name of the code in a sentence: {situation}"
        assert not re.search(TORCH if is_tensorflow else TENSORFLOW, text), situation
        if framework.kind not in LOOPS:
            assert not re.search(LOOP, text), situation
        for name, words in OTHERS.items():
            if name not in OWN.get(framework.kind, set()):
                assert not re.search(words, text), (situation, name)


def assert_fix_can_be_read(name: str, said: Advice) -> None:
    assert said.syntax in ("python", "yaml", "words"), name
    if said.fix and said.syntax == "python":
        ast.parse(said.fix, name)
    if said.fix and said.syntax == "yaml":
        assert load_yaml(said.fix), name


@every_framework
def test_a_fix_can_be_read(framework: Framework) -> None:
    for situation, said in advice_of(framework):
        assert_fix_can_be_read(situation, said)


def test_litgpt_speaks_of_the_command_that_wrote_the_settings() -> None:
    litgpt = collection().of(Reading(kind="litgpt"))
    for situation in sorted(SITUATIONS):
        tuned = litgpt.advice_on(situation, Reading(kind="litgpt", text="train:\ncheckpoint_dir: checkpoints/a"))
        text = "\n".join((*tuned.causes, tuned.fix or ""))
        assert tuned.causes and tuned.fix, situation
        assert not re.search(r"max_tokens|pretrain|get_lr\b|iter_num", text), situation
        assert litgpt.advice_on(situation, Reading(kind="litgpt", text="train:")) == litgpt.advice[situation]


@pytest.mark.parametrize("situation", sorted(SITUATIONS))
def test_a_general_fix_can_be_read(situation: str) -> None:
    assert_fix_can_be_read(situation, GENERAL[situation])


def test_a_setting_of_another_framework_is_not_in_the_general_words() -> None:
    """Where no framework is known, none is named, or it is said first for which a line is."""
    for said in GENERAL.values():
        lines = [*said.causes, *(said.fix or "").splitlines()]
        for line in lines:
            if re.search(r"(?i)keras|torch|scheduler\.step", line):
                assert re.match(r"# (PyTorch|Keras): ", line), line


SCALER = r"(?i)overflow|loss scale|fp16|bf16"


@pytest.mark.parametrize("situation", ["stuck_at_initial", "frozen", "shifted/behind", "shifted/skipped"])
@pytest.mark.parametrize("kind", ["megatron", "megatron_bridge", "torchtitan", "torchtune", "accelerate", "hf_trainer"])
def test_no_loss_scaler_is_named_where_the_settings_have_none(kind: str, situation: str) -> None:
    framework = collection().of(Reading(kind=kind))
    said = framework.advice_on(situation, Reading(kind=kind, loss_scaling=None))
    assert not re.search(SCALER, "\n".join([*said.causes, said.fix or ""]))
    assert said.causes


@pytest.mark.parametrize("kind", ["megatron", "accelerate", "hf_trainer"])
def test_a_loss_scaler_is_named_where_the_settings_ask_for_one(kind: str) -> None:
    said = collection().of(Reading(kind=kind)).advice_on("stuck_at_initial", Reading(kind=kind, loss_scaling="fp16"))
    assert any(re.search(SCALER, cause) for cause in said.causes)


@pytest.mark.parametrize("kind", ["detectron2", "mmengine", "mmcv", "lightning_cli", "open_clip", "rt_detr"])
def test_a_scheduler_that_moves_anyway_does_not_stand_for_an_overflow(kind: str) -> None:
    advice = collection().of(Reading(kind=kind)).advice
    for situation in ("stuck_at_initial", "frozen"):
        assert not any(re.search(SCALER, cause) for cause in advice[situation].causes)
