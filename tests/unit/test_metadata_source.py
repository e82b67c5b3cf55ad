"""The metadata summary: what it says, and what may be wrong with its bytes."""

from __future__ import annotations

import pytest

from tb_lrplugin.data.log_data import MetadataSummary
from tb_lrplugin.discovery.discovery import Discovery
from tb_lrplugin.frameworks.own import read_metadata
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.protos import optimizer_config_pb2 as pb
from tb_lrplugin.schedules import Constant, Exponential, Floor, Schedule, to_message

TAG = "lr_diagnostics/optimizer_config"
DECAY = Exponential(0.1, 100, 0.5)


def summary(config: pb.OptimizerConfig | bytes, run: str = "train", tag: str = TAG) -> MetadataSummary:
    content = config if isinstance(config, bytes) else config.SerializeToString()
    return MetadataSummary(run, tag, content)


def config(schedule: Schedule = DECAY, **fields: object) -> pb.OptimizerConfig:
    return pb.OptimizerConfig(version=1, schedule=to_message(schedule), **fields)  # type: ignore[arg-type]


def read(found: MetadataSummary) -> Reading:
    reading = read_metadata(found)
    assert reading is not None
    assert reading.kind == "metadata"
    return reading


def test_everything_that_a_training_script_says() -> None:
    reading = read(
        summary(
            config(
                optimizer="Adam",
                tag="my_rate",
                unit=pb.OptimizerConfig.EPOCHS,
                total_steps=90,
                made_from="keras.optimizers.schedules.ExponentialDecay",
            )
        )
    )
    assert reading == Reading(
        "metadata",
        "train: lr_diagnostics/optimizer_config",
        DECAY,
        tag="my_rate",
        total_steps=90,
        optimizer="Adam",
        unit="epochs",
        text="keras.optimizers.schedules.ExponentialDecay",
    )


def test_unset_fields_mean_not_known() -> None:
    reading = read(summary(config(), run="."))
    assert reading == Reading("metadata", "lr_diagnostics/optimizer_config", DECAY)


@pytest.mark.parametrize("tag", [TAG, f"{TAG}/generator", f"{TAG}/a/b"])
def test_tags_of_ours(tag: str) -> None:
    assert read(summary(config(), tag=tag)).schedule == DECAY


@pytest.mark.parametrize("tag", ["lr_diagnostics", f"{TAG}s", f"x/{TAG}", ""])
def test_tags_of_others(tag: str) -> None:
    assert read_metadata(summary(config(), tag=tag)) is None


@pytest.mark.parametrize("content", [b"\xff\xff\xff", b"not a message", bytes(range(256)), b"\x0a\xff"])
def test_bytes_that_are_no_message(content: bytes) -> None:
    reading = read(summary(content))
    assert reading.schedule is None
    assert reading.error == "the summary holds no OptimizerConfig message"


def test_a_newer_version_asks_for_an_update() -> None:
    newer = config(tag="lr")
    newer.version = 7
    reading = read(summary(newer))
    assert reading.schedule is None
    assert reading.error == "it is of version 7, this tb-lrplugin reads up to version 1: update tb-lrplugin"
    assert reading.tag == "lr", "the error still belongs to the series that it governs"


@pytest.mark.parametrize("content", [b"", pb.OptimizerConfig(version=1).SerializeToString()])
def test_no_schedule_in_it(content: bytes) -> None:
    assert read(summary(content)).error == "it holds no schedule of a kind this version knows; update tb-lrplugin"


def test_a_kind_of_a_later_version_is_no_schedule_either() -> None:
    later = pb.OptimizerConfig(version=1)
    # Field 99 of Schedule, a kind that does not exist yet.
    later.schedule.MergeFromString(b"\x9a\x06\x00")
    assert read(summary(later)).error is not None


def test_parameters_that_make_no_schedule() -> None:
    wrong = config()
    wrong.schedule.exponential.transition_steps = 0
    assert read(summary(wrong)).error == "decay_steps is 0: the schedule divides by it, so it must be above 0"


@pytest.mark.parametrize("depth", [21, 40])
def test_hostile_nesting_is_refused(depth: int) -> None:
    message = to_message(Constant(0.1))
    for _ in range(depth):
        message = pb.Schedule(floor=pb.Floor(schedule=message))
    reading = read(summary(pb.OptimizerConfig(version=1, schedule=message)))
    assert reading.error is not None
    assert "nested more than 20 deep" in reading.error


def test_nesting_beyond_what_protobuf_parses_is_refused() -> None:
    def field(number: int, content: bytes) -> bytes:
        length = len(content)
        digits = []
        while True:
            digits.append(length & 0x7F | (0x80 if length > 0x7F else 0))
            length >>= 7
            if not length:
                return bytes([number << 3 | 2, *digits]) + content

    schedule = to_message(Constant(0.1)).SerializeToString()
    for _ in range(2000):
        schedule = field(9, field(1, schedule))
    reading = read(summary(b"\x08\x01" + field(6, schedule)))
    assert reading.schedule is None
    assert reading.error is not None


def test_real_nesting_is_read() -> None:
    schedule: Schedule = DECAY
    for index in range(5):
        schedule = Floor(schedule, 0.001 * index)
    assert read(summary(config(schedule))).schedule == schedule


class TestDiscovery:
    def test_the_nearest_run_with_summaries_speaks(self) -> None:
        discovery = Discovery(
            None,
            [summary(config(Constant(0.1)), run="."), summary(config(Constant(0.2)), run="a")],
        )
        assert [reading.schedule for reading in discovery.readings_for("a/train")] == [Constant(0.2)]
        assert [reading.schedule for reading in discovery.readings_for("b/train")] == [Constant(0.1)]

    def test_several_optimizers_stand_in_the_order_of_their_tags(self) -> None:
        discovery = Discovery(
            None,
            [
                summary(config(Constant(0.2)), tag=f"{TAG}/b"),
                summary(config(Constant(0.1)), tag=f"{TAG}/a"),
            ],
        )
        assert [reading.schedule for reading in discovery.readings_for("train")] == [Constant(0.1), Constant(0.2)]

    def test_a_summary_names_its_tag_for_the_runs_below_too(self) -> None:
        discovery = Discovery(None, [summary(config(tag="alpha"), run="a")])
        assert discovery.names_tag("a", "alpha")
        assert discovery.names_tag("a/train", "alpha")
        assert not discovery.names_tag("b", "alpha")
        assert not discovery.names_tag("a", "beta")
