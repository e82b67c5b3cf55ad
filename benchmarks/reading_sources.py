"""Reading what 1,000 runs left behind, against reading their scalars.

Two log directories of 1,000 runs of 1,000 points: Object Detection API (a pipeline.config each) and Hugging Face (the
arguments as a text summary each). Times the readings of all runs, cold and again, and the points of all series, through
TensorBoard's data server and its own interface, in one process.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from tensorboard.context import RequestContext
from tensorboard.data.provider import RunTagFilter

from benchmarks.log_directories import many_hugging_face_series, many_series
from tb_lrplugin.data.evidence_store import EvidenceStore
from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.discovery.discovery import Discovery
from tb_lrplugin.frameworks import collection

RUNS, POINTS = 1_000, 1_000


def main() -> None:
    """Measure and print one line per kind of log directory."""
    for name, logdir, tag in (
        ("pipeline.config", many_series(RUNS, POINTS), "learning_rate"),
        ("args/text_summary", many_hugging_face_series(RUNS, POINTS), "train/learning_rate"),
    ):
        measure(name, logdir, tag)


def measure(name: str, logdir: Path, tag: str) -> None:
    """Print the seconds that sources and scalars of one log directory take."""
    with open_provider(str(logdir)) as provider:
        data = LogData(provider)
        store = EvidenceStore(data, collection().text_tags, collection().scalar_tags)

        def read_sources() -> None:
            listing = data.list_scalars()
            discovery = Discovery(str(logdir), data.list_metadata(), store.look(listing))
            discovery.read_ahead(list(listing))
            assert all(discovery.readings_for(run) for run in listing)

        def read_scalars() -> None:
            chosen = RunTagFilter(tags=[tag])
            provider.read_scalars(
                RequestContext(), experiment_id="", plugin_name="scalars", downsample=POINTS, run_tag_filter=chosen
            )

        cold, again, scalars = seconds(read_sources), seconds(read_sources), seconds(read_scalars)
        report = {"sources, cold": cold, "again": again, "scalars": scalars, "cold / scalars": cold / scalars}
        print(name, json.dumps({key: round(value, 3) for key, value in report.items()}))


def seconds(action: Callable[[], object]) -> float:
    """Time one call."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
