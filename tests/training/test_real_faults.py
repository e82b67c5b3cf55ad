"""Faults made by really training and writing with the frameworks' own writers, told by the command line."""

from __future__ import annotations

import contextlib
import functools
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin import summary
from tb_lrplugin.demo.trainee import Trainee
from tests.parity.golden.golden_file import read as read_golden
from tests.parity.golden.maxtext_cases import CASES as MAXTEXT
from tests.support.command_line import READERS, check

tf = pytest.importorskip("tensorflow")
keras = pytest.importorskip("keras")
tensorboardx = pytest.importorskip("tensorboardX")

STEPS, INTERVAL = 400, 10
PROCESSES = 4
TAG = "learning_rate"


def warmed_cosine(scale: float = 1.0) -> Any:
    return keras.optimizers.schedules.CosineDecay(
        0.004 * scale, 360, alpha=0.1, warmup_target=0.02 * scale, warmup_steps=40
    )


def train(
    directory: Path,
    optimizer: Any,
    asked: Any = None,
    rate: Callable[[int], Any] | None = None,
    steps: range = range(0, STEPS, INTERVAL),
) -> None:
    """Train; log the optimizer's rate, and what was asked for.

    Args:
      directory: of the run.
      optimizer: a Keras optimizer.
      asked: the schedule that the metadata summary tells; None for no such summary.
      rate: computes the rate that the loop writes into the optimizer; None where it writes none.
      steps: those at which the rate is logged.
    """
    trainee = Trainee(optimizer)
    with tf.summary.create_file_writer(str(directory)).as_default() as writer:
        if asked is not None:
            summary.optimizer_config(asked, writer=writer, total_steps=STEPS, tag=TAG)
        for step in steps:
            if rate is not None:
                optimizer.learning_rate = rate(step)
            tf.summary.scalar(TAG, optimizer.learning_rate, step)
            trainee.train(INTERVAL)


# Constant at a number that nobody asked for.


def no_rate_given(directory: Path) -> None:
    """The schedule is built, and forgotten where the optimizer is made."""
    train(directory, keras.optimizers.Adam(), warmed_cosine())


def base_rate_alone(directory: Path) -> None:
    """The optimizer gets the number that the schedule was made from."""
    train(directory, keras.optimizers.SGD(0.02), warmed_cosine())


def evaluated_far_beyond_the_end(directory: Path) -> None:
    """The schedule is called once, with a step counter that another training has left high."""
    schedule = warmed_cosine()
    train(directory, keras.optimizers.SGD(float(schedule(1_000_000))), schedule)


def fitted_with_a_name_for_an_optimizer(directory: Path) -> None:
    """Keras' own fit() and TensorBoard callback; the model is compiled with the optimizer's name alone."""
    asked = keras.optimizers.schedules.ExponentialDecay(0.05, 1, 0.5)
    summary.optimizer_config(
        asked, writer=directory / "train", total_steps=6, tag="epoch_learning_rate", unit="epochs", optimizer="Adam"
    )
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("adam", "mse")
    callback = keras.callbacks.TensorBoard(directory)
    model.fit(np.ones((16, 1)), np.ones((16, 1)), batch_size=4, epochs=6, verbose=0, callbacks=[callback])


# Standing still since a resume.


def resumed_without_the_schedule(directory: Path) -> None:
    """A second process goes on from the checkpoint, with the base rate alone."""
    train(directory, keras.optimizers.SGD(warmed_cosine()), warmed_cosine(), steps=range(0, 200, INTERVAL))
    train(directory, keras.optimizers.SGD(0.02), steps=range(200, STEPS, INTERVAL))


def resumed_with_the_rate_of_the_checkpoint(directory: Path) -> None:
    """The second process restores the rate that the checkpoint holds, as a plain number."""
    schedule = warmed_cosine()
    train(directory, keras.optimizers.SGD(schedule), schedule, steps=range(0, 200, INTERVAL))
    train(directory, keras.optimizers.SGD(float(schedule(200))), steps=range(200, STEPS, INTERVAL))


# The schedule, times a factor.


def times_processes(directory: Path) -> None:
    """Horovod's advice, learning rate times processes, without a word of it in the configuration."""
    train(directory, keras.optimizers.SGD(warmed_cosine(PROCESSES)), warmed_cosine())


def times_processes_in_torch(directory: Path) -> None:
    """The same with torch's optimizer, scheduler and SummaryWriter."""
    torch = pytest.importorskip("torch", reason="torch is not installed")
    from torch.utils.tensorboard import SummaryWriter

    summary.optimizer_config(lambda step: 0.1 * 0.99**step, writer=directory, total_steps=STEPS, tag=TAG)
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], 0.1 * PROCESSES)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.99)
    with SummaryWriter(str(directory)) as writer:
        for step in range(STEPS):
            writer.add_scalar(TAG, optimizer.param_groups[0]["lr"], step)
            optimizer.step()
            scheduler.step()


# No rate at all.


def cycle_of_no_steps(directory: Path) -> None:
    """decay_steps was computed from a data set whose size was not known yet."""
    decay_steps = 0

    def rate(step: int) -> Any:
        return tf.compat.v1.train.polynomial_decay(0.1, step, decay_steps, cycle=True)()

    train(directory, keras.optimizers.SGD(0.1), rate=rate)


def power_of_a_negative_number(directory: Path) -> None:
    """DeepLab's poly policy, run beyond its last step."""
    train(directory, keras.optimizers.SGD(0.1), rate=lambda step: 0.1 * tf.pow(1.0 - step / 250.0, 0.9))


def line_beyond_its_end(directory: Path) -> None:
    """A line that nothing holds at 0, with the schedule that was meant beside it."""
    asked = keras.optimizers.schedules.PolynomialDecay(0.1, 250, 0.0)
    train(directory, keras.optimizers.SGD(0.1), asked, lambda step: 0.1 * (1.0 - step / 250.0))


# A pipeline.config that makes no schedule.


def pipeline(rate: str) -> str:
    return (
        "train_config {\n  num_steps: 400\n  optimizer {\n    momentum_optimizer {\n      learning_rate {\n"
        f"{rate}\n      }}\n    }}\n  }}\n}}\n"
    )


def with_pipeline(text: str, directory: Path) -> None:
    """Train in the layout of the Object Detection API, then spoil the configuration."""
    train(directory / "train", keras.optimizers.SGD(warmed_cosine(), momentum=0.9))
    (directory / "pipeline.config").write_text(text)


DECAY_OF_NO_STEPS = pipeline("exponential_decay_learning_rate { initial_learning_rate: 0.02 decay_steps: 0 }")
OUT_OF_ORDER = pipeline(
    "manual_step_learning_rate { initial_learning_rate: 0.02\n"
    "schedule { step: 200 learning_rate: 0.01 } schedule { step: 100 learning_rate: 0.001 } }"
)
WARMUP_BEYOND_THE_END = pipeline("cosine_decay_learning_rate { learning_rate_base: 0.02 total_steps: 400 }")
CUT_OFF = pipeline("exponential_decay_learning_rate { initial_learning_rate: 0.02 }")[:-20] + "decay_steps"


# The schedule evaluated anew.


def maxtext(directory: Path) -> None:
    """MaxText's configuration and rates (recorded from its own function) by tensorboardX, as MaxText writes them."""
    case = "e591f30cb: WSD, cosine"
    recorded = read_golden("maxtext")[case]
    writer = tensorboardx.SummaryWriter(str(directory))
    for key, value in {"run_name": "test", "num_layers": 4, **MAXTEXT[case][1]}.items():
        writer.add_text(key, str(value))
    for step, rate in zip(recorded.steps, recorded.rates, strict=True):
        writer.add_scalar("learning/current_learning_rate", np.float32(rate), int(step))
    writer.close()


# What makes a run; the run's name below that of the case; verdict; words of the detail.
CASES: dict[str, tuple[Callable[[Path], None], str, str, str]] = {
    "no_rate_given": (no_rate_given, "", "constant_mismatch", "a usual default of optimizers"),
    "base_rate_alone": (base_rate_alone, "", "constant_mismatch", "the schedule's base rate"),
    "beyond_the_end": (evaluated_far_beyond_the_end, "", "constant_mismatch", "the lowest rate the schedule reaches"),
    "fitted": (fitted_with_a_name_for_an_optimizer, "/train", "constant_mismatch", "a usual default of optimizers"),
    "resumed": (resumed_without_the_schedule, "", "frozen", "was at 0.02, the schedule's base rate, at step 200"),
    "restored": (resumed_with_the_rate_of_the_checkpoint, "", "frozen", "Followed the schedule up to step 200 and"),
    "times_processes": (times_processes, "", "value_scaled", ""),
    "times_processes_in_torch": (times_processes_in_torch, "", "value_scaled", ""),
    "cycle_of_no_steps": (cycle_of_no_steps, "", "invalid_values", "the first is NaN at step 0"),
    "power": (power_of_a_negative_number, "", "invalid_values", "the first is NaN at step 260"),
    "line": (line_beyond_its_end, "", "invalid_values", "the first is -0.004 at step 260"),
    "decay_steps_0": (
        functools.partial(with_pipeline, DECAY_OF_NO_STEPS),
        "/train",
        "config_error",
        "decay_steps is 0",
    ),
    "out_of_order": (functools.partial(with_pipeline, OUT_OF_ORDER), "/train", "config_error", "increasing"),
    "warmup": (functools.partial(with_pipeline, WARMUP_BEYOND_THE_END), "/train", "config_error", "10,000"),
    "cut_off": (functools.partial(with_pipeline, CUT_OFF), "/train", "config_error", "at line 7"),
    "maxtext": (maxtext, "", "not_measured", "never asks the optimizer"),
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Any]]:
    """All runs, made once, and the report of each reader on them."""
    logdir = tmp_path_factory.mktemp("faults")
    for name, (make, _, _, _) in CASES.items():
        # A run that is skipped is reported by its own test, not by all of them. Keras' callback reads a variable in a
        # way that NumPy 2 deprecates.
        with contextlib.suppress(pytest.skip.Exception), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "__array__ implementation", DeprecationWarning)
            make(logdir / name)
    return functools.cache(lambda reader: check(reader, logdir))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", CASES)
def test_the_fault(reports: Callable[[str], dict[str, Any]], name: str, reader: str) -> None:
    make, child, verdict, words = CASES[name]
    if make is times_processes_in_torch:
        pytest.importorskip("torch", reason="torch is not installed")
    [entry] = [entry for entry in reports(reader)["series"] if entry["run"] == name + child]
    assert entry["verdict"] == verdict, entry["headline"]
    assert words in entry["detail"]
    if verdict == "value_scaled":
        assert entry["evidence"]["value_scale"] == pytest.approx(PROCESSES, rel=1e-4)


def test_both_readers_tell_the_same(reports: Callable[[str], dict[str, Any]]) -> None:
    one, other = (reports(reader) for reader in READERS)
    assert one["problems"] == []
    assert {**one, "logdir": ""} == {**other, "logdir": ""}
