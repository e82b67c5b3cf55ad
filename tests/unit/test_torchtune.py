"""torchtune's configuration file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.torchtune import TORCHTUNE
from tests.parity.golden.golden_file import read as read_golden
from tests.parity.golden.text_source_cases import TORCHTUNE as CASES
from tests.support.made_series import candidates_of, prefix_of, series_of, verdict
from tests.support.readings import in_directory
from tests.support.text_summaries import HOSTILE_TEXTS, entries_of, write_run

RECORDED = read_golden("torchtune-0.6.1")
TAG = "lr"
COSINE = "torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup"


def config(
    rate: Any = 3e-4,
    warmup: Any = 100,
    epochs: Any = 3,
    most: Any = None,
    scheduler: str = COSINE,
    cycles: float | None = None,
) -> str:
    return "\n".join(
        [
            "output_dir: /tmp/torchtune",
            "optimizer:",
            "  _component_: torch.optim.AdamW",
            "  fused: true",
            f"  lr: {rate}",
            *(["lr_scheduler:", f"  _component_: {scheduler}", f"  num_warmup_steps: {warmup}"] if scheduler else []),
            *([f"  num_cycles: {cycles}"] if cycles is not None else []),
            f"epochs: {epochs}",
            f"max_steps_per_epoch: {'null' if most is None else most}",
            "",
        ]
    )


def read(directory: Path, text: str) -> Reading | None:
    (directory / "torchtune_config.yaml").write_text(text, "utf-8", "surrogateescape")
    return in_directory(TORCHTUNE, directory)


def a_reading(directory: Path, text: str) -> Reading:
    found = read(directory, text)
    assert found is not None
    return found


def replay(rate: float, warmup: int, total: int, every: int = 1) -> Series:
    """Step as the recipes do, the rate of the next update logged with the number of updates done."""
    points = []
    for done in range(1, total + 1):
        if done < warmup:
            factor = done / warmup
        else:
            factor = 0.5 * (1 + np.cos(np.pi * (done - warmup) / max(1, total - warmup)))
        if done % every == 0:
            points.append((done, rate * factor))
    steps, values = zip(*points, strict=True)
    return series_of(steps, values, tag=TAG)


@pytest.mark.parametrize("case", CASES)
def test_the_recorded_rates(case: str, tmp_path: Path) -> None:
    rate, warmup, steps, epochs, cycles = CASES[case]
    reading = a_reading(tmp_path, config(rate, warmup, epochs, steps, cycles=cycles))
    recorded = RECORDED[case]
    assert reading.schedule is not None and recorded.count >= 10_000
    difference = np.abs(reading.schedule(recorded.steps) - recorded.rates)
    assert (difference <= 1e-6 * recorded.rates + 1e-6 * rate).all()


def test_a_run_end_to_end(tmp_path: Path) -> None:
    series = replay(3e-4, 100, 3 * 457)
    points = list(zip(series.steps.tolist(), series.values.tolist(), strict=True))
    for name, most in (("known", 457), ("inferred", None), ("shorter", 9000)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "torchtune_config.yaml").write_text(config(most=most))
        write_run(tmp_path / name / "logs" / "run_0_1700000000.0", {}, {TAG: points})
    entries = entries_of(tmp_path)
    assert len(entries) == 3
    for entry in entries.values():
        assert (entry["verdict"], entry["source"]["kind"]) == ("on_schedule", "torchtune")
        assert entry["evidence"]["max_relative_error"] <= 1e-5
        assert "over 1,271 steps" in entry["schedule_text"]


@pytest.mark.parametrize("share", [0.02, 0.05, 0.1, 0.4, 0.7, 1.0])
def test_a_run_under_way_never_alarms(share: float, tmp_path: Path) -> None:
    reading = a_reading(tmp_path, config())
    series = replay(3e-4, 100, 3 * 2000, every=5)
    assert verdict(prefix_of(series, int(len(series) * share)), [reading]) in ("on_schedule", "flat_by_design")
    [found] = candidates_of(reading, prefix_of(series, int(len(series) * share)))
    if share >= 0.1:
        assert found.total_steps == 6000
        assert "inferred: 2,000 steps per epoch" in found.text
    if share <= 0.01:
        assert "assumed" in found.text


def test_a_scheduler_that_never_steps_is_seen(tmp_path: Path) -> None:
    reading = a_reading(tmp_path, config())
    assert verdict(series_of(np.arange(1, 500), 0.0, tag=TAG), [reading]) == "stuck_at_initial"
    assert verdict(series_of(np.arange(1, 500), 3e-4, tag=TAG), [reading]) not in ("on_schedule", "flat_by_design")


class TestFaultsWhereTheLengthIsOpen:
    """Without max_steps_per_epoch the points up to the fault tell how long an epoch is."""

    WHOLE = replay(3e-4, 100, 1200)

    def test_frozen(self, tmp_path: Path) -> None:
        values = np.where(self.WHOLE.steps < 400, self.WHOLE.values, self.WHOLE.values[399])
        finding = diagnose(series_of(self.WHOLE.steps, values, ".", TAG), [a_reading(tmp_path, config())]).finding
        assert finding.verdict == "frozen"
        assert finding.onset in (399, 400, 401)

    def test_restarted(self, tmp_path: Path) -> None:
        values = np.concatenate([self.WHOLE.values[:400], self.WHOLE.values[:800]])
        finding = diagnose(series_of(self.WHOLE.steps, values, ".", TAG), [a_reading(tmp_path, config())]).finding
        assert finding.verdict == "restarted"
        assert finding.restart_steps[0] in (400, 401)


def test_without_a_scheduler_the_rate_is_constant(tmp_path: Path) -> None:
    reading = a_reading(tmp_path, config(scheduler="", most=100))
    assert (reading.total_steps, reading.optimizer) == (300, "AdamW")
    assert verdict(series_of([1, 2, 3], 3e-4, tag=TAG), [reading]) == "constant_by_config"


def test_what_is_told_beside_the_schedule(tmp_path: Path) -> None:
    reading = a_reading(tmp_path, config(most=200))
    assert (reading.total_steps, reading.lines, reading.where) == (600, (6, 8), "torchtune_config.yaml")
    assert reading.text.splitlines()[0] == "optimizer.lr: 0.0003"
    assert reading.measures("a", TAG) == "optimizer"


def test_another_scheduler_is_named(tmp_path: Path) -> None:
    reading = a_reading(tmp_path, config(scheduler="my.package.make_schedule"))
    assert (reading.schedule, reading.error) == (None, None)
    assert reading.unreadable == "the scheduler my.package.make_schedule, whose formula is not known"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (config(rate="fast"), "lr of the optimizer is 'fast'"),
        (config(rate=".nan"), "lr of the optimizer is nan"),
        (config(rate=-1), "a learning rate must be"),
        (config(warmup="null"), "has no num_warmup_steps"),
        (config(warmup="[1]"), "num_warmup_steps of get_cosine_schedule_with_warmup is [1]"),
        (config(epochs=0), "epochs is 0"),
        (config(epochs="9" * 17), "epochs is 99,"),
        (config(most=0), "max_steps_per_epoch is 0"),
        (config(most="9" * 5000), "max_steps_per_epoch"),
        ("optimizer: {lr: 0.1", "cannot be parsed"),
        ("a: " + "[" * 5000, "the file"),
    ],
)
def test_what_cannot_be_is_named(text: str, sentence: str, tmp_path: Path) -> None:
    reading = a_reading(tmp_path, text)
    assert reading.schedule is None
    assert reading.error is not None and sentence in reading.error


@pytest.mark.parametrize("text", ["", "[]", "3", "epochs: 3", "optimizer: 3", "optimizer: {weight_decay: 1}"])
def test_other_files_are_passed_over(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, text) is None


def test_a_file_that_is_too_large_or_no_text(tmp_path: Path) -> None:
    assert "larger than" in str(a_reading(tmp_path, "#" * 5_000_000).error)
    (tmp_path / "torchtune_config.yaml").write_bytes(b"\xff\xfe\x00")
    found = in_directory(TORCHTUNE, tmp_path)
    assert found is not None and "not UTF-8" in str(found.error)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
@pytest.mark.parametrize("name", ["rate", "warmup", "epochs", "most", "scheduler", "cycles"])
def test_hostile_values_never_raise(name: str, text: str, tmp_path: Path) -> None:
    hostile: dict[str, Any] = {name: text.replace("\ud800", "?")}
    reading = read(tmp_path, config(**hostile))
    if reading is not None:
        verdict(series_of([1, 500, 10_000], [1e-6, 3e-4, 1e-5], tag=TAG), [reading])


def test_a_cut_file_never_raises(tmp_path: Path) -> None:
    whole = config()
    for end in range(len(whole)):
        reading = read(tmp_path, whole[:end])
        if reading is not None:
            verdict(series_of([1, 500], [1e-6, 3e-4], tag=TAG), [reading])
