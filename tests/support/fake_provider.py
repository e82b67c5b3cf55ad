"""A DataProvider of a few series in memory, which counts what is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tensorboard.data import provider

FIRST_WALL_TIME = 1_700_000_000.0

Points = Sequence[tuple[int, float]]


class FakeProvider:
    """The part of `tensorboard.data.provider.DataProvider` that the package reads through.

    Attributes:
      scalars: {(run, tag): [(step, value)]}; tests add, change and remove series here.
      summaries: {(run, tag): content of the metadata summary}.
      restarts: {(run, tag): seconds by which all wall times of a series are later}.
      reads: the (run, tag) of every series whose points were asked for, in order.
    """

    def __init__(self, scalars: Mapping[tuple[str, str], Points]) -> None:
        self.scalars = dict(scalars)
        self.summaries: dict[tuple[str, str], bytes] = {}
        self.restarts: dict[tuple[str, str], float] = {}
        self.reads: list[tuple[str, str]] = []

    def list_scalars(self, ctx: Any, *, experiment_id: str, plugin_name: str) -> Any:
        assert plugin_name == "scalars"
        return _nested(
            {
                key: provider.ScalarTimeSeries(
                    max_step=max((step for step, _ in points), default=0),
                    max_wall_time=FIRST_WALL_TIME + len(points) + self.restarts.get(key, 0.0),
                    plugin_content=b"",
                    description="",
                    display_name="",
                )
                for key, points in self.scalars.items()
            }
        )

    def list_tensors(self, ctx: Any, *, experiment_id: str, plugin_name: str) -> Any:
        if plugin_name in ("text", "hparams"):
            return {}
        assert plugin_name == "lr_diagnostics"
        return _nested(
            {
                key: provider.TensorTimeSeries(
                    max_step=0, max_wall_time=0.0, plugin_content=content, description="", display_name=""
                )
                for key, content in self.summaries.items()
            }
        )

    def list_blob_sequences(self, ctx: Any, *, experiment_id: str, plugin_name: str) -> Any:
        return {}

    def read_scalars(
        self, ctx: Any, *, experiment_id: str, plugin_name: str, downsample: int, run_tag_filter: Any
    ) -> Any:
        wanted = {
            key: points
            for key, points in self.scalars.items()
            if key[0] in run_tag_filter.runs and key[1] in run_tag_filter.tags
        }
        self.reads += wanted
        return _nested(
            {
                key: [
                    provider.ScalarDatum(
                        step=step, wall_time=FIRST_WALL_TIME + index + self.restarts.get(key, 0.0), value=value
                    )
                    for index, (step, value) in enumerate(points[-downsample:])
                ]
                for key, points in wanted.items()
            }
        )


def _nested(flat: Mapping[tuple[str, str], Any]) -> dict[str, dict[str, Any]]:
    nested: dict[str, dict[str, Any]] = {}
    for (run, tag), value in flat.items():
        nested.setdefault(run, {})[tag] = value
    return nested
