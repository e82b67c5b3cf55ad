"""tb_lrplugin.summary.optimizer_config_pb: every kind of configuration, and what the summary holds."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from google.protobuf import text_format
from tensorboard.compat.proto import summary_pb2, types_pb2

from tb_lrplugin import names, schedules, summary
from tb_lrplugin.frameworks.own import optimizer_config
from tb_lrplugin.protos import object_detection_pb2
from tb_lrplugin.protos import optimizer_config_pb2 as pb

DECAY = """\
exponential_decay_learning_rate {
  initial_learning_rate: 0.004
  decay_steps: 800720
  decay_factor: 0.95
}"""
DECAY_SCHEDULE = schedules.exponential_decay_with_burnin(float(np.float32(0.004)), 800720, float(np.float32(0.95)))
OPTIMIZER = f"rms_prop_optimizer {{ learning_rate {{ {DECAY} }} momentum_optimizer_value: 0.9 decay: 0.9 }}"
TRAIN_CONFIG = f"batch_size: 24 num_steps: 200000 optimizer {{ {OPTIMIZER} use_moving_average: false }}"
PIPELINE = f"model {{ ssd {{ num_classes: 1 }} }} train_config {{ {TRAIN_CONFIG} }} eval_config {{ }}"


def message_of(written: summary_pb2.Summary) -> pb.OptimizerConfig:
    return pb.OptimizerConfig.FromString(written.value[0].metadata.plugin_data.content)


def schedule_of(config: Any, **options: Any) -> schedules.Schedule:
    return schedules.from_message(message_of(summary.optimizer_config_pb(config, **options)).schedule)


def test_the_summary_has_what_both_readers_need() -> None:
    (value,) = summary.optimizer_config_pb(0.1).value
    assert value.tag == names.OPTIMIZER_CONFIG_TAG
    assert value.metadata.plugin_data.plugin_name == names.PLUGIN_NAME
    assert value.metadata.data_class == summary_pb2.DATA_CLASS_TENSOR
    assert value.tensor.dtype == types_pb2.DT_STRING
    assert value.tensor.HasField("tensor_shape") and not value.tensor.tensor_shape.dim
    assert list(value.tensor.string_val) == [b"constant 0.1"]


def test_every_option_is_in_the_message() -> None:
    written = summary.optimizer_config_pb(
        0.1, total_steps=5, tag="train/lr", name="critic", unit="epochs", optimizer="SGD"
    )
    assert written.value[0].tag == "lr_diagnostics/optimizer_config/critic"
    message = message_of(written)
    assert (message.version, message.optimizer, message.tag) == (optimizer_config.VERSION, "SGD", "train/lr")
    assert (message.unit, message.total_steps) == (pb.OptimizerConfig.EPOCHS, 5)


def test_the_example_of_the_format_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "metadata_summary.md").read_text(encoding="utf-8")
    lines = page.split("## Example", 1)[1].splitlines()
    scope: dict[str, Any] = {}
    exec("\n".join(line[4:] for line in lines if line.startswith("    ") or not line), scope)
    assert schedules.from_message(message_of(scope["summary"]).schedule) == (
        schedules.exponential_decay_with_burnin(0.01, 300, 0.5, 0.002, 200, 0.0005, staircase=False)
    )
    ours = summary.optimizer_config_pb(0.1).value[0]
    (value,) = scope["summary"].value
    assert (value.tag, value.metadata.data_class) == (ours.tag, ours.metadata.data_class)
    assert value.metadata.plugin_data.plugin_name == ours.metadata.plugin_data.plugin_name
    assert (value.tensor.dtype, value.tensor.tensor_shape) == (ours.tensor.dtype, ours.tensor.tensor_shape)


@pytest.mark.parametrize("number", [1, 0.1, np.float32(0.1), np.float64(0.1), np.array(0.1)])
def test_number(number: Any) -> None:
    assert schedule_of(number) == schedules.Constant(float(number))


def test_our_own_schedule() -> None:
    asked = schedules.cosine_decay_with_warmup(0.1, 1_000, 0.01, 100)
    assert schedule_of(asked) == asked


@pytest.mark.parametrize("text", [DECAY, f"learning_rate {{ {DECAY} }}", OPTIMIZER, TRAIN_CONFIG, PIPELINE])
def test_object_detection_text(text: str) -> None:
    assert schedule_of(text) == DECAY_SCHEDULE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (DECAY, object_detection_pb2.LearningRate),
        (OPTIMIZER, object_detection_pb2.Optimizer),
        (TRAIN_CONFIG, object_detection_pb2.TrainConfig),
        (PIPELINE, object_detection_pb2.Pipeline),
    ],
)
def test_object_detection_message(text: str, kind: Any) -> None:
    assert schedule_of(text_format.Parse(text, kind(), allow_unknown_field=True)) == DECAY_SCHEDULE


def test_object_detection_facts_beside_the_schedule() -> None:
    message = message_of(summary.optimizer_config_pb(PIPELINE))
    assert (message.optimizer, message.total_steps, message.made_from) == ("rms_prop", 200_000, DECAY)
    message = message_of(summary.optimizer_config_pb(PIPELINE, total_steps=7, optimizer="mine"))
    assert (message.optimizer, message.total_steps) == ("mine", 7)


@pytest.mark.parametrize("empty", ["", "model { }", "rms_prop_optimizer { }", "learning_rate { }"])
def test_object_detection_text_without_a_rate(empty: str) -> None:
    with pytest.raises(ValueError, match="names no learning rate"):
        summary.optimizer_config_pb(empty)


@pytest.mark.parametrize("broken", [PIPELINE[:-3], DECAY.replace("800720", "many"), "models/pipeline.config"])
def test_object_detection_text_that_cannot_be_parsed(broken: str) -> None:
    with pytest.raises(ValueError, match=r"no Object Detection API configuration .*line:column \d+:\d+"):
        summary.optimizer_config_pb(broken)


def test_object_detection_parameters_that_make_no_schedule() -> None:
    with pytest.raises(schedules.ScheduleError, match="decay_steps is 0"):
        summary.optimizer_config_pb(DECAY.replace("800720", "0"))


def step_function(step: int) -> float:
    return 0.1 * 0.5 ** (step // 300)


def test_function_is_recorded_to_the_step() -> None:
    found = schedule_of(step_function, total_steps=1_000)
    assert isinstance(found, schedules.Sampled)
    steps = np.arange(1_001)
    np.testing.assert_array_equal(found(steps), [step_function(step) for step in steps])


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (step_function, f"{__name__}.step_function"),
        (functools.partial(step_function), "functools.partial"),
    ],
)
def test_function_needs_total_steps_and_is_named(function: Any, name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} is not known.*pass total_steps=NUMBER"):
        summary.optimizer_config_pb(function)
    assert message_of(summary.optimizer_config_pb(function, total_steps=10)).made_from == name


@pytest.mark.parametrize("nothing", [None, [0.1], {"learning_rate": 0.1}, np.ones(2), object()])
def test_refuses_what_has_no_schedule(nothing: Any) -> None:
    with pytest.raises(TypeError, match=r"does not tell its schedule\. Pass a Keras optimizer"):
        summary.optimizer_config_pb(nothing)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"unit": "step"}, "unit 'step' is unknown; it must be one of steps, micro-batches, epochs, samples"),
        ({"total_steps": 0}, "total_steps is 0; it must be 1 or more"),
    ],
)
def test_refuses_wrong_options(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        summary.optimizer_config_pb(0.1, **options)
