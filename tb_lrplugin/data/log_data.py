"""Scalars and summaries through TensorBoard's DataProvider, whichever one it is."""

from __future__ import annotations

import functools
import logging
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from google.protobuf.message import DecodeError
from tensorboard.context import RequestContext
from tensorboard.data import provider as tensorboard_provider

from tb_lrplugin.data import is_of_data_server
from tb_lrplugin.data.background import in_background
from tb_lrplugin.data.columns import Columns, column_reader, unreadable_columns
from tb_lrplugin.data.file_points import FilePoints
from tb_lrplugin.data.run_evidence import Hyperparameter, Trail
from tb_lrplugin.data.series import Series
from tb_lrplugin.names import PLUGIN_NAME

logger = logging.getLogger(__name__)

SCALARS = "scalars"
_TEXT = "text"
_KERAS_MODEL = "graph_keras_model"
_HPARAMS = "hparams"
_SESSION_START = "_hparams_/session_start_info"
DEFAULT_SAMPLES = 1000
ALL_POINTS = 0
_ALL_SAMPLES = 2**31 - 1
# Keeps one answer of a data server far below its message limit (256 MiB, about 13 million points), and what a
# look holds in memory at a time at some megabytes.
_POINTS_PER_READ = 250_000
# So many points show the pace of each leg of a run; 10,000 runs have a million of them.
_TRAIL_POINTS = 100
# What is asked for of a single series whose answer is beyond that limit: uniformly sampled, the last point kept.
_MOST_POINTS = 5_000_000


class SeriesKey(NamedTuple):
    """What names a series."""

    run: str
    tag: str


class SeriesState(NamedTuple):
    """What changes when points are added to a series: its last step and wall time."""

    max_step: int
    max_wall_time: float


# A state may be any pair that compares like a SeriesState: 10,000 of them are made every few seconds.
Listing = Mapping[str, Mapping[str, tuple[int, float]]]


class KerasModel(NamedTuple):
    """A model summary: its JSON and the wall time at which it was written."""

    text: str
    wall_time: float


@dataclass(frozen=True)
class MetadataSummary:
    """One `lr_diagnostics/optimizer_config` summary as found: run, tag and the serialized message."""

    run: str
    tag: str
    content: bytes


class LogData:
    """Reads one experiment through a DataProvider."""

    def __init__(self, provider: Any, samples: int | None = DEFAULT_SAMPLES) -> None:
        """Wrap a provider.

        Args:
          provider: a `tensorboard.data.provider.DataProvider` (RustBoard, multiplexer or remote).
          samples: most points to read per series, as `--samples_per_plugin=scalars=N` asks; 0 for all.
        """
        self._provider = provider
        self._samples = samples or _ALL_SAMPLES
        # Outside of a request, as TensorBoard's own background readers do.
        self._context = RequestContext()
        self._columns = column_reader(provider)
        self._hparams: dict[bytes, dict[str, Hyperparameter]] = {}
        self._files: FilePoints | None = None

    def join(self, files: FilePoints) -> None:
        """Let the scalars in other files stand beside those in event files, which go first."""
        self._files = files

    def list_scalars(self) -> Listing:
        """List every scalar series as {run: {tag: state}}."""
        listing = self._list_scalars()
        return listing if self._files is None else self._files.beside(listing)

    def _list_scalars(self) -> Listing:
        if self._columns is not None:
            try:
                states = self._columns.list_states()
            except Exception:  # Whatever it is: the public call decides.
                logger.debug("could not list in columns", exc_info=True)
            else:
                if states is not None:
                    return states
        return _states(self._provider.list_scalars(self._context, experiment_id="", plugin_name=SCALARS))

    def list_texts(self) -> Listing:
        """List every text summary as {run: {tag: state}}."""
        return _states(self._provider.list_tensors(self._context, experiment_id="", plugin_name=_TEXT))

    def list_keras_models(self) -> Listing:
        """List every model that Keras' TensorBoard callback wrote, as {run: {tag: state}}."""
        listed = self._provider.list_blob_sequences(self._context, experiment_id="", plugin_name=_KERAS_MODEL)
        return _states(listed)

    def list_metadata(self) -> list[MetadataSummary]:
        """List the optimizer configurations that training scripts wrote as summaries."""
        listed = self._provider.list_tensors(self._context, experiment_id="", plugin_name=PLUGIN_NAME)
        return [
            MetadataSummary(run, tag, series.plugin_content)
            for run, tags in listed.items()
            for tag, series in tags.items()
        ]

    def list_hparams(self) -> dict[str, dict[str, Hyperparameter]]:
        """List the hyperparameters that runs wrote for TensorBoard's HParams tab, by run."""
        listed = self._provider.list_tensors(self._context, experiment_id="", plugin_name=_HPARAMS)
        contents = {run: tags[_SESSION_START].plugin_content for run, tags in listed.items() if _SESSION_START in tags}
        # They never change, and parsing them takes longer than listing.
        known = self._hparams
        self._hparams = {
            content: known[content] if content in known else _hyperparameters(content)
            for content in set(contents.values())
        }
        return {run: self._hparams[content] for run, content in contents.items()}

    def read_series(self, keys: Collection[SeriesKey]) -> Iterator[Series]:
        """Read the points of the given series, a batch of runs at a time, the next batch while one is worked on.

        A series that vanished since it was listed is left out; one that cannot be read has no points, and the reason.
        """
        of_files, tags_by_run = self._by_supply(keys, self._samples)
        yield from self._series_of(of_files)
        batches = self._batches(tags_by_run)
        first = next(batches, None)
        if first is None:
            return
        columns = self._read_columns(first)
        for batch in batches:
            following = in_background("lr_diagnostics_read", functools.partial(self._read_columns, batch))
            yield from self._series_of(columns)
            columns = following.result()
        yield from self._series_of(columns)

    def _by_supply(self, keys: Collection[SeriesKey], samples: int) -> tuple[list[Columns], dict[str, set[str]]]:
        """Give what files hold of some series, and the tags by run that are left for the provider."""
        of_files = [] if self._files is None else self._files.columns_of(keys, samples)
        given = {(columns.run, columns.tag) for columns in of_files}
        tags_by_run: dict[str, set[str]] = {}
        for key in keys:
            if key not in given:
                tags_by_run.setdefault(key.run, set()).add(key.tag)
        return of_files, tags_by_run

    def _read_columns(self, tags_by_run: Mapping[str, set[str]]) -> list[Columns]:
        """Read one batch, in halves where it cannot be read whole: one broken series must not take others down.

        Raises:
          Exception: the data server's own, where it is the server that fails.
        """
        try:
            return self._read_batch(tags_by_run, self._samples)
        except Exception as error:
            is_too_large = _is_too_large(error)
            if is_of_data_server(error) and not is_too_large:
                raise
            parts = _halves(tags_by_run)
            if parts:
                return [columns for part in parts for columns in self._read_columns(part)]
            if is_too_large and self._samples > _MOST_POINTS:
                logger.warning("reading a part of the points of %s: %s", tags_by_run, error)
                return self._read_batch(tags_by_run, _MOST_POINTS)
            return [unreadable_columns(run, tag, error) for run, tags in tags_by_run.items() for tag in tags]

    def _read_batch(self, tags_by_run: Mapping[str, set[str]], samples: int) -> list[Columns]:
        if self._columns is not None:
            try:
                return self._columns.read(tags_by_run, samples)
            except Exception:  # Whatever it is: the public call decides.
                logger.debug("could not read in columns", exc_info=True)
        read = self._provider.read_scalars(
            self._context,
            experiment_id="",
            plugin_name=SCALARS,
            downsample=samples,
            run_tag_filter=tensorboard_provider.RunTagFilter(
                runs=list(tags_by_run), tags=sorted(set().union(*tags_by_run.values()))
            ),
        )
        return [
            _columns_of(run, tag, points)
            for run, series_by_tag in read.items()
            for tag, points in series_by_tag.items()
            # The filter is a product of runs and tags: drop what was not asked for.
            if tag in tags_by_run.get(run, ())
        ]

    def _series_of(self, batch: Collection[Columns]) -> Iterator[Series]:
        # A reader that was asked for so many points and gives as many has most likely left some out.
        return (
            Series.from_points(*columns, is_sample=len(columns.steps) >= min(self._samples, _MOST_POINTS))
            for columns in batch
        )

    def read_texts(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, str]:
        """Read the newest text of each text summary."""
        read = self._provider.read_tensors(
            self._context,
            experiment_id="",
            plugin_name=_TEXT,
            downsample=1,
            run_tag_filter=_filter_of(keys),
        )
        texts = {}
        for run, tags in read.items():
            for tag, points in tags.items():
                # torch writes string[1], tf.summary.text a scalar; of a table the first cell will do.
                if points and points[-1].numpy.size and SeriesKey(run, tag) in keys:
                    texts[SeriesKey(run, tag)] = _decoded(points[-1].numpy.ravel()[0])
        return texts

    def read_keras_models(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, KerasModel]:
        """Read the newest model JSON of each Keras model summary."""
        read = self._provider.read_blob_sequences(
            self._context,
            experiment_id="",
            plugin_name=_KERAS_MODEL,
            downsample=1,
            run_tag_filter=_filter_of(keys),
        )
        models = {}
        for run, tags in read.items():
            for tag, points in tags.items():
                blobs = points[-1].values if points else ()
                if blobs and SeriesKey(run, tag) in keys:
                    blob = self._provider.read_blob(self._context, blob_key=blobs[0].blob_key)
                    models[SeriesKey(run, tag)] = KerasModel(_decoded(blob), points[-1].wall_time)
        return models

    def read_trails(self, keys: Collection[SeriesKey]) -> dict[SeriesKey, Trail]:
        """Read a part of the points of each scalar series, the last one among them."""
        of_files, tags_by_run = self._by_supply(keys, _TRAIL_POINTS)
        of_events = self._read_batch(tags_by_run, _TRAIL_POINTS) if tags_by_run else []
        found = (Series.from_points(*columns) for columns in (*of_files, *of_events))
        return {
            SeriesKey(series.run, series.tag): Trail(series.steps, series.values, series.wall_times)
            for series in found
            if len(series)
        }

    def _batches(self, tags_by_run: Mapping[str, set[str]]) -> Iterator[dict[str, set[str]]]:
        points_per_series = min(self._samples, DEFAULT_SAMPLES * 10)
        batch: dict[str, set[str]] = {}
        tags: set[str] = set()
        for run, wanted in tags_by_run.items():
            if batch and (len(batch) + 1) * len(tags | wanted) * points_per_series > _POINTS_PER_READ:
                yield batch
                batch, tags = {}, set()
            batch[run] = wanted
            tags |= wanted
        if batch:
            yield batch


def _hyperparameters(content: bytes) -> dict[str, Hyperparameter]:
    # Imported here: most log directories hold none.
    from tensorboard.plugins.hparams import plugin_data_pb2

    data = plugin_data_pb2.HParamsPluginData()
    try:
        data.ParseFromString(content)
    except DecodeError:
        return {}
    parameters: dict[str, Hyperparameter] = {}
    for name, value in data.session_start_info.hparams.items():
        kind = value.WhichOneof("kind")
        if kind in ("number_value", "string_value", "bool_value"):
            parameters[name] = getattr(value, kind)
    return parameters


def _states(listed: Mapping[str, Mapping[str, Any]]) -> Listing:
    return {
        run: {tag: SeriesState(series.max_step, series.max_wall_time) for tag, series in tags.items()}
        for run, tags in listed.items()
    }


def _filter_of(keys: Collection[SeriesKey]) -> tensorboard_provider.RunTagFilter:
    return tensorboard_provider.RunTagFilter(
        runs=sorted({key.run for key in keys}), tags=sorted({key.tag for key in keys})
    )


def _decoded(content: bytes | str) -> str:
    return content if isinstance(content, str) else content.decode("utf-8", "replace")


def _is_too_large(error: Exception) -> bool:
    """Say whether a data server's answer was beyond the message limit."""
    return is_of_data_server(error) and getattr(error.code(), "name", "") == "RESOURCE_EXHAUSTED"  # type: ignore[attr-defined]


def _halves(tags_by_run: Mapping[str, set[str]]) -> list[dict[str, set[str]]]:
    """Split a batch by runs, or one run by tags; empty where it is a single series."""
    runs = list(tags_by_run)
    if len(runs) > 1:
        half = len(runs) // 2
        return [{run: tags_by_run[run] for run in part} for part in (runs[:half], runs[half:])]
    return [{run: {tag}} for run in runs for tag in tags_by_run[run] if len(tags_by_run[run]) > 1]


def _columns_of(run: str, tag: str, points: Collection[Any]) -> Columns:
    count = len(points)
    return Columns(
        run,
        tag,
        np.fromiter((point.step for point in points), np.int64, count),
        np.fromiter((point.value for point in points), np.float64, count),
        np.fromiter((point.wall_time for point in points), np.float64, count),
    )
