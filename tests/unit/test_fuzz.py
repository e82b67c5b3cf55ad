"""Whatever lies in a log directory: a reading, a verdict, or nothing - never another exception."""

from __future__ import annotations

import json
import math
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from tb_lrplugin.answers import series_entry
from tb_lrplugin.answers.chart import chart_data
from tb_lrplugin.data.log_data import MetadataSummary
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.own import read_metadata
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.protos import optimizer_config_pb2 as pb
from tb_lrplugin.schedules import ScheduleError, draw, from_message
from tests.support.pipelines import SEED, read_directory
from tests.support.properties import examples
from tests.support.schedule_strategies import schedules

thorough = examples(200, suppress_health_check=[HealthCheck.too_slow])

any_double = st.floats(allow_nan=True, allow_infinity=True)
number = st.one_of(st.sampled_from([0.0, 1.0, -1.0, 5e-324, 1e-300, 1.7e308, math.inf, math.nan]), any_double)
rate = st.one_of(st.floats(0, 2), number)
int64 = st.one_of(st.integers(0, 1000), st.integers(-(2**63), 2**63 - 1))
int64s = st.one_of(st.sets(st.integers(0, 1000), max_size=5).map(sorted), st.lists(int64, max_size=5))
flag = st.booleans()

leaves = st.one_of(
    st.builds(pb.Schedule),
    st.builds(lambda a: pb.Schedule(constant=pb.Constant(value=a)), rate),
    st.builds(
        lambda a, b, c, d, e: pb.Schedule(
            exponential=pb.Exponential(init_value=a, transition_steps=b, decay_rate=c, staircase=d, float32_steps=e)
        ),
        rate,
        st.one_of(st.floats(0.5, 500), number),
        rate,
        flag,
        flag,
    ),
    st.builds(
        lambda a, b, c, d: pb.Schedule(
            inverse_time=pb.InverseTime(init_value=a, transition_steps=b, decay_rate=c, staircase=d)
        ),
        rate,
        st.one_of(st.floats(0.5, 500), number),
        rate,
        flag,
    ),
    st.builds(
        lambda a, b, c, d: pb.Schedule(
            polynomial=pb.Polynomial(init_value=a, end_value=b, transition_steps=c, power=d)
        ),
        rate,
        rate,
        int64,
        rate,
    ),
    st.builds(
        lambda a, b, c: pb.Schedule(cosine=pb.Cosine(init_value=a, decay_steps=b, end_value=c)), rate, int64, rate
    ),
    st.builds(
        lambda a, b: pb.Schedule(piecewise_constant=pb.PiecewiseConstant(boundaries=a, values=b)),
        int64s,
        st.lists(rate, max_size=5),
    ),
    st.builds(
        lambda pairs: pb.Schedule(
            sampled=pb.Sampled(steps=[step for step, _ in pairs], values=[value for _, value in pairs])
        ),
        st.lists(st.tuples(int64, rate), max_size=5).map(sorted),
    ),
)
messages = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda a, b: pb.Schedule(floor=pb.Floor(schedule=a, min_value=b)), inner, rate),
        st.builds(
            lambda a, b, c: pb.Schedule(join=pb.Join(schedules=a, boundaries=b[: max(len(a) - 1, 0)], phase_names=c)),
            st.lists(inner, max_size=3),
            int64s,
            st.lists(st.text(max_size=8), max_size=3),
        ),
    ),
    max_leaves=4,
)


@thorough
@given(messages)
def test_a_message_becomes_a_schedule_or_a_schedule_error(message: pb.Schedule) -> None:
    try:
        schedule = from_message(message)
    except ScheduleError as error:
        assert str(error)
        return
    # What was accepted can be used, however extreme its numbers.
    with np.errstate(all="ignore"):
        schedule([0, 1, 1000, 2**40])
        assert schedule.describe()
        schedule.first_change(0)
        schedule.pieces(0, 1000)
        draw(schedule, 0, 1000)


@thorough
@given(st.binary(max_size=200))
def test_any_bytes_of_a_summary_make_a_reading(content: bytes) -> None:
    reading = read_metadata(MetadataSummary("train", "lr_diagnostics/optimizer_config", content))
    assert reading is not None
    assert (reading.schedule is None) == (reading.error is not None)


def mutate(text: str, edits: list[tuple[int, int, str]]) -> str:
    for at, length, insert in edits:
        place = at % (len(text) + 1)
        text = text[:place] + insert + text[place + length :]
    return text


scraps = st.one_of(
    st.sampled_from(
        ["{", "}", "<", ">", "[", "]", ":", ";", "#", '"', "'", "\n", "-", "0", "nan", "1e999", "\\", "\x00"]
    ),
    st.sampled_from(
        ["decay_steps", "learning_rate {", "cosine_decay_learning_rate {}", "[a.b]: {", "[type.googleapis.com/a] {"]
    ),
    st.text(max_size=4),
)
edits = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 30), scraps), min_size=1, max_size=4)


# protobuf unescapes strings with a codec that frowns on "\\s", as in a Windows path.
@pytest.mark.filterwarnings("ignore:.*invalid (octal )?escape sequence:DeprecationWarning")
@thorough
@given(edits)
@example([(0, 0, "\ufeff")])
def test_a_mutated_pipeline_ends_in_a_reading_or_none(changes: list[tuple[int, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "pipeline.config")
        path.write_bytes(mutate(SEED, changes).encode("utf-8", "surrogatepass"))
        reading = read_directory(path.parent)
    if reading is not None:
        assert (reading.schedule is None) == (reading.error is not None)
        assert reading.lines is None or 1 <= reading.lines[0] <= reading.lines[1]


@thorough
@given(st.binary(max_size=300))
def test_any_bytes_of_a_pipeline_end_in_a_reading_or_none(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as directory:
        Path(directory, "pipeline.config").write_bytes(content)
        reading = read_directory(Path(directory))
    assert reading is None or reading.schedule is None


points = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 500), st.integers(-3, 2**61)),
        st.one_of(st.floats(0, 1, width=32), st.floats(width=32)),
        st.one_of(st.floats(0, 2e9), st.floats()),
    ),
    min_size=1,
    max_size=30,
)


@examples(100, suppress_health_check=[HealthCheck.too_slow])
@given(points, st.one_of(st.none(), schedules))
@pytest.mark.filterwarnings("ignore:.*encountered in.*:RuntimeWarning")
def test_any_series_gets_a_diagnosis_that_is_json(written: list[tuple[int, float, float]], schedule: object) -> None:
    steps, values, times = zip(*written, strict=True)
    series = Series.from_points("train", "learning_rate", steps, values, times)
    readings = [] if schedule is None else [Reading("metadata", "train: x", schedule)]  # type: ignore[arg-type]
    diagnosis = diagnose(series, readings)
    assert diagnosis.finding.headline
    json.dumps({**series_entry(diagnosis), **chart_data(diagnosis)}, allow_nan=False)


LAST_STEPS = (0, 1000, 2**62, 2**63 - 1)
# It takes more drops to any lower rate than there are numbers.
NEVER_DOWN = pb.Schedule(
    inverse_time=pb.InverseTime(init_value=1.0, transition_steps=1.0, decay_rate=2e-311, staircase=True)
)


@examples(100, suppress_health_check=[HealthCheck.too_slow])
@given(messages, st.one_of(int64, st.just(2**62)), st.sampled_from(LAST_STEPS))
@example(NEVER_DOWN, 1, 0)
def test_a_series_under_any_message_is_judged(message: pb.Schedule, total_steps: int, last: int) -> None:
    content = pb.OptimizerConfig(schedule=message, total_steps=total_steps).SerializeToString()
    reading = read_metadata(MetadataSummary("train", "lr_diagnostics/optimizer_config", content))
    assert reading is not None
    steps = sorted({last * part // 9 for part in range(10)})
    series = Series.from_points("train", "learning_rate", steps, np.full(len(steps), 0.1), np.arange(len(steps)))
    diagnosis = diagnose(series, [reading])
    assert diagnosis.finding.verdict != "not_diagnosed", diagnosis.finding.detail
    json.dumps({**series_entry(diagnosis), **chart_data(diagnosis)}, allow_nan=False)
