"""Series and readings made by hand, and what the engine says of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.diagnosis.unknowns import bind
from tb_lrplugin.diagnosis.unknowns.search import candidates
from tb_lrplugin.frameworks.object_detection import PipelineReading
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Schedule

FIRST_WALL_TIME = 1_700_000_000.0


def series_of(
    steps: npt.ArrayLike,
    values: npt.ArrayLike | float,
    run: str = "train",
    tag: str = "learning_rate",
    seconds_per_step: float = 0.5,
) -> Series:
    """Make a series as an event file holds it: values rounded to float32; one value stands for all steps."""
    step_array = np.asarray(steps, np.int64)
    logged = np.broadcast_to(np.asarray(values, np.float32).astype(np.float64), step_array.shape)
    return Series.from_points(run, tag, step_array, logged, FIRST_WALL_TIME + seconds_per_step * step_array)


def healthy_series(schedule: Schedule, steps: npt.ArrayLike, offset: int = 0, **names: str) -> Series:
    """Make the series that a framework logs which follows its schedule, at x the rate f(x + offset)."""
    step_array = np.asarray(steps, np.int64)
    return series_of(step_array, schedule(step_array + offset), **names)


def prefix_of(series: Series, count: int) -> Series:
    """Cut a series after its first `count` points, as a run that is still under way shows it."""
    return series[:count]


def reading_of(schedule: Schedule, total_steps: int | None = None, optimizer: str = "adam") -> PipelineReading:
    """Make what the reader of pipeline.config says of a valid file."""
    return PipelineReading(
        "pipeline_config",
        "pipeline.config",
        schedule,
        total_steps=total_steps,
        optimizer=optimizer,
        lines=(5, 9),
        text="...",
    )


def diagnose_against(
    series: Series, schedule: Schedule, total_steps: int | None = None, optimizer: str = "adam"
) -> Diagnosis:
    """Diagnose a series that one pipeline.config governs."""
    return diagnose(series, [reading_of(schedule, total_steps, optimizer)])


def verdict(series: Series, readings: Sequence[Reading]) -> str:
    """Give the verdict alone."""
    return diagnose(series, readings).finding.verdict


def candidates_of(reading: Reading, series: Series) -> list[Reading]:
    """List what a reading means for a series, every number that it leaves open filled in."""
    return list(candidates(series, reading))


def governing(reading: Reading, series: Series) -> Reading:
    """Give what a reading means for a series, as the diagnosis takes it."""
    bound = bind(series, [reading])
    assert bound is not None
    return bound.reading
