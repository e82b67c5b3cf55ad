"""Reading in columns: the same points as through the provider's public call, which decides whenever in doubt."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import grpc
import numpy as np
import pytest
from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer
from tensorboard.compat.proto import summary_pb2, tensor_pb2, types_pb2
from tensorboard.data import grpc_provider
from tensorboard.data.proto import data_provider_pb2 as pb

from tb_lrplugin.data.columns import column_reader
from tb_lrplugin.data.log_data import LogData, SeriesKey
from tb_lrplugin.data.series import Series
from tests.support.event_files import write_double_scalars, write_events, write_scalars
from tests.support.fake_provider import FakeProvider

POINTS = [(1, 0.1), (2, -0.0), (3, math.nan), (5, math.inf), (2**40, 1e-45), (2**40 + 1, 3.4e38)]
BACKWARDS = [(1, 0.5), (20, 0.25), (10, 0.125), (30, 0.0625)]


class Stub:
    """The data server's side: packed columns, in protobuf messages that went over the wire."""

    def __init__(self) -> None:
        self.series = {("a/b", "lr"): POINTS, ("a/b", "loss"): POINTS[:1], ("c", "loss"): BACKWARDS, ("d", "lr"): []}
        self.calls: list[str] = []
        self.errors: list[Exception] = []
        self.broken_run = ""

    def ListScalars(self, request: Any) -> Any:  # noqa: N802 - the name in the generated stub
        self.calls.append("list")
        assert request.plugin_filter.plugin_name == "scalars"
        answer = pb.ListScalarsResponse()
        for run in dict.fromkeys(run for run, _ in self.series):
            entry = answer.runs.add(run_name=run)
            for (name, tag), points in self.series.items():
                if name == run:
                    state = {"max_step": max((step for step, _ in points), default=0), "max_wall_time": len(points)}
                    entry.tags.add(tag_name=tag, metadata=state)
        return pb.ListScalarsResponse.FromString(answer.SerializeToString())

    def ReadScalars(self, request: Any) -> Any:  # noqa: N802
        self.calls.append("read")
        if self.errors:
            raise self.errors.pop()
        if self.broken_run in request.run_tag_filter.runs.names:
            raise ValueError("a tensor of shape [2]")
        answer = pb.ReadScalarsResponse()
        for run in sorted(request.run_tag_filter.runs.names):
            entry = answer.runs.add(run_name=run)
            for (name, tag), points in self.series.items():
                if name == run and tag in request.run_tag_filter.tags.names:
                    data = entry.tags.add(tag_name=tag).data
                    for index, (step, value) in enumerate(points[-request.downsample.num_points :]):
                        data.step.append(step)
                        data.value.append(value)
                        data.wall_time.append(1.5e9 + index / 3)
        return pb.ReadScalarsResponse.FromString(answer.SerializeToString())


class GoneError(Exception):
    """What gRPC raises where nobody answers."""

    def code(self) -> Any:
        return grpc.StatusCode.UNAVAILABLE


class TooLargeError(Exception):
    """What gRPC raises for an answer beyond the message limit."""

    def code(self) -> Any:
        return grpc.StatusCode.RESOURCE_EXHAUSTED


def grpc_of(stub: Stub) -> Any:
    return grpc_provider.GrpcDataProvider("nowhere", stub)


def read_all(data: LogData) -> dict[tuple[str, str], Series]:
    keys = [SeriesKey(run, tag) for run, tags in data.list_scalars().items() for tag in tags]
    return {(series.run, series.tag): series for series in data.read_series(keys)}


def publicly(provider: Any, samples: int = 1000) -> LogData:
    """Read through the public calls alone."""
    data = LogData(provider, samples)
    data._columns = None
    return data


def assert_equal(found: dict[tuple[str, str], Series], expected: dict[tuple[str, str], Series]) -> None:
    assert found.keys() == expected.keys()
    for key, series in found.items():
        for name in ("steps", "values", "wall_times"):
            ours, theirs = getattr(series, name), getattr(expected[key], name)
            assert ours.dtype == theirs.dtype
            np.testing.assert_array_equal(ours, theirs)
            assert np.signbit(ours).tolist() == np.signbit(theirs).tolist()


class TestDataServer:
    def test_the_same_points_and_states_as_the_public_calls(self) -> None:
        stub = Stub()
        data = LogData(grpc_of(stub))
        assert data._columns is not None
        assert data.list_scalars() == publicly(grpc_of(stub)).list_scalars()
        assert_equal(read_all(data), read_all(publicly(grpc_of(stub))))

    def test_the_columns_outlive_the_answer(self) -> None:
        reader = column_reader(grpc_of(Stub()))
        assert reader is not None
        [columns] = reader.read({"a/b": {"lr"}}, 1000)
        assert columns.steps.flags.owndata
        assert columns.steps.tolist() == [step for step, _ in POINTS]

    @pytest.mark.parametrize("error", [AttributeError("no such field"), TypeError("no"), RuntimeError("no")])
    def test_the_public_call_is_asked_when_anything_fails(self, error: Exception) -> None:
        stub = Stub()
        stub.errors = [error]
        [series] = LogData(grpc_of(stub)).read_series([SeriesKey("a/b", "lr")])
        assert series.steps.tolist() == [step for step, _ in POINTS]
        assert stub.calls == ["read", "read"]

    def test_the_error_of_the_public_call_is_the_reason(self) -> None:
        stub = Stub()
        stub.errors = [ValueError("second"), ValueError("first")]
        [series] = LogData(grpc_of(stub)).read_series([SeriesKey("a/b", "lr")])
        assert len(series) == 0
        assert series.unreadable == "ValueError: second"

    def test_one_broken_series_leaves_all_others(self) -> None:
        stub = Stub()
        stub.series = {(f"run{index}", "lr"): POINTS for index in range(5)}
        stub.broken_run = "run3"
        read = read_all(LogData(grpc_of(stub)))
        assert {run for (run, _), series in read.items() if not series.unreadable} == {"run0", "run1", "run2", "run4"}
        assert "shape [2]" in read["run3", "lr"].unreadable

    def test_a_server_that_is_gone_is_an_error_of_all(self) -> None:
        stub = Stub()
        stub.errors = [GoneError(), GoneError()]
        with pytest.raises(GoneError):
            list(LogData(grpc_of(stub)).read_series([SeriesKey("a/b", "lr")]))

    def test_an_answer_beyond_the_limit_is_asked_for_in_parts(self) -> None:
        stub = Stub()
        stub.series = {(f"run{index}", "lr"): POINTS for index in range(4)}
        stub.errors = [TooLargeError(), TooLargeError()]
        assert read_all(LogData(grpc_of(stub))).keys() == stub.series.keys()
        assert stub.calls == ["list", "read", "read", "read", "read"]

    def test_so_is_a_run_with_many_tags(self) -> None:
        stub = Stub()
        stub.series = {("run", f"lr{index}"): POINTS for index in range(3)}
        stub.errors = [TooLargeError(), TooLargeError()]
        assert read_all(LogData(grpc_of(stub))).keys() == stub.series.keys()

    def test_of_one_series_beyond_the_limit_a_part_is_read(self, caplog: pytest.LogCaptureFixture) -> None:
        stub = Stub()
        stub.errors = [TooLargeError(), TooLargeError()]
        [series] = LogData(grpc_of(stub), 0).read_series([SeriesKey("a/b", "lr")])
        assert len(series) == len(POINTS)
        assert "a part of the points" in caplog.text


def float_tensor(**fields: Any) -> summary_pb2.Summary:
    metadata = summary_pb2.SummaryMetadata(data_class=summary_pb2.DATA_CLASS_SCALAR)
    metadata.plugin_data.plugin_name = "scalars"
    tensor = tensor_pb2.TensorProto(**{"dtype": types_pb2.DT_FLOAT, **fields})
    return summary_pb2.Summary(value=[summary_pb2.Summary.Value(tag="lr", metadata=metadata, tensor=tensor)])


@pytest.fixture(scope="module")
def multiplexer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The Python reader over every encoding that writers use."""
    logdir = tmp_path_factory.mktemp("encodings")
    write_scalars(logdir / "simple", "lr", POINTS)
    write_scalars(logdir / "simple", "loss", POINTS)
    write_scalars(logdir / "backwards", "lr", BACKWARDS)
    write_double_scalars(logdir / "double", "lr", [(1, 0.1), (2, 1e-300)])
    packed = np.float32(0.1).tobytes()
    write_events(logdir / "packed", [(1, float_tensor(tensor_content=packed)), (2, float_tensor(float_val=[0.2]))])
    half = np.float16(0.1).tobytes()
    write_events(logdir / "half", [(1, float_tensor(dtype=types_pb2.DT_HALF, tensor_content=half))])
    made = plugin_event_multiplexer.EventMultiplexer(tensor_size_guidance={"scalars": 1000})
    made.AddRunsFromDirectory(str(logdir))
    made.Reload()
    yield made


class TestMultiplexer:
    def test_the_same_points_as_the_public_call(self, multiplexer: Any) -> None:
        provider = data_provider.MultiplexerDataProvider(multiplexer, "")
        found, expected = read_all(LogData(provider)), read_all(publicly(provider))
        assert len(found) == 6
        assert_equal(found, expected)

    def test_it_is_not_the_public_call(self, multiplexer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        provider = data_provider.MultiplexerDataProvider(multiplexer, "")
        data = LogData(provider)
        keys = [SeriesKey(run, "lr") for run in data.list_scalars()]
        monkeypatch.setattr(provider, "read_scalars", None)
        assert len(list(data.read_series(keys))) == len(keys)

    @pytest.mark.parametrize("samples", [1, 2, 5, 6, 7])
    def test_which_points_to_leave_out_is_the_providers_to_say(self, multiplexer: Any, samples: int) -> None:
        provider = data_provider.MultiplexerDataProvider(multiplexer, "")
        assert_equal(read_all(LogData(provider, samples)), read_all(publicly(provider, samples)))

    def test_a_run_that_vanished_is_left_out(self, multiplexer: Any) -> None:
        data = LogData(data_provider.MultiplexerDataProvider(multiplexer, ""))
        [series] = data.read_series([SeriesKey("gone", "lr"), SeriesKey("simple", "lr"), SeriesKey("simple", "gone")])
        assert series.run == "simple"


def test_any_other_provider_is_read_through_the_public_calls() -> None:
    class Derived(grpc_provider.GrpcDataProvider):  # type: ignore[misc]
        """Somebody's own, which may answer otherwise."""

    assert column_reader(FakeProvider({})) is None
    assert column_reader(Derived("nowhere", Stub())) is None
    assert column_reader(grpc_provider.GrpcDataProvider("nowhere", object())) is None
    [series] = LogData(FakeProvider({("a", "lr"): POINTS})).read_series([SeriesKey("a", "lr")])
    assert series.steps.tolist() == [step for step, _ in POINTS]


def test_many_series_are_read_in_pages_each_once() -> None:
    stub = Stub()
    stub.series = {(f"run{index:04}", "lr"): POINTS for index in range(1000)}
    assert len(read_all(LogData(grpc_of(stub)))) == 1000
    assert stub.calls == ["list", "read", "read", "read", "read"]
