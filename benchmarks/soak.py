"""64 clients ask a TensorBoard whose log directory 20 writers change all the time: does it answer rightly, for long?

    python -m benchmarks.soak 30                       # minutes
    python -m benchmarks.soak 3 --load_fast=false      # any flags of TensorBoard

Runs grow, are deleted and made anew, and their configurations are edited while every route is asked. It prints errors,
memory and threads of TensorBoard (Linux), and at the end every verdict beside what `check` says of the same directory;
the exit code is 1 where anything is not as it should be.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.summary.writer.event_file_writer import EventFileWriter

from benchmarks.measuring import children_of, kibibytes_of
from tests.support.command_line import look
from tests.support.pipelines import pipeline
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard

WRITERS, CLIENTS = 20, 64
TAG = "learning_rate"
DECAY = "exponential_decay_learning_rate { initial_learning_rate: 0.01 decay_steps: 1000 decay_factor: %s }"
# What a run follows, and what its configuration is edited into: another schedule, and something that is none.
FOLLOWED = pipeline(DECAY % "0.95")
CONFIGURATIONS = (FOLLOWED, pipeline(DECAY % "0.5"), "train_config { optimizer {")
SAMPLE_SECONDS = 5.0
# Memory and threads after the first third of the time may grow by this and no more.
MOST_GROWTH, MOST_GROWTH_MEGABYTES, MOST_MORE_THREADS = 1.1, 20.0, 8
MOST_SETTLING_SECONDS = 120.0


class Sample(NamedTuple):
    """What TensorBoard and its data server take."""

    megabytes: float
    threads: int


class Writer:
    """One run that trains, is edited, deleted and begun anew."""

    def __init__(self, directory: Path, seed: int) -> None:
        self._directory = directory
        self._chance = random.Random(seed)
        self.changes: Counter[str] = Counter()
        self._begin()

    def _begin(self) -> None:
        self._directory.mkdir(parents=True)
        self._configure(FOLLOWED)
        self._events = EventFileWriter(str(self._directory))
        self._step = 0

    def _configure(self, text: str) -> None:
        (self._directory / "pipeline.config").write_text(text)

    def _train(self, points: int) -> None:
        for _ in range(points):
            rate = 0.01 * 0.95 ** (self._step // 1000)
            value = summary_pb2.Summary.Value(tag=TAG, simple_value=rate)
            summary = summary_pb2.Summary(value=[value])
            self._events.add_event(event_pb2.Event(wall_time=time.time(), step=self._step, summary=summary))
            self._step += 100
        self._events.flush()

    def write(self, stop: threading.Event) -> None:
        """Change the run about twice a second until told to stop; it ends with a configuration of its own kind."""
        while not stop.wait(self._chance.uniform(0.2, 0.8)):
            what = self._chance.choices(("points", "edit", "new"), (80, 15, 5))[0]
            self.changes[what] += 1
            if what == "points":
                self._train(self._chance.randint(1, 20))
            elif what == "edit":
                self._configure(self._chance.choice(CONFIGURATIONS))
            else:
                self._events.close()
                shutil.rmtree(self._directory)
                stop.wait(self._chance.choice((0.0, 3.0)))
                self._begin()
        self._train(40)
        self._configure(self._chance.choice(CONFIGURATIONS))
        self._events.close()


class Client:
    """One page that asks for everything it may ask for."""

    def __init__(self, process: TensorBoardProcess, seed: int) -> None:
        self._process = process
        self._chance = random.Random(seed)
        self._etag = ""
        self._runs: list[str] = []
        self.answers: Counter[str] = Counter()
        self.seconds: list[float] = []

    def ask(self, stop: threading.Event) -> None:
        """Ask about twice a second until told to stop."""
        while not stop.wait(self._chance.uniform(0.2, 0.8)):
            began = time.monotonic()
            try:
                self.answers[self._one()] += 1
            except Exception as error:  # That is what is looked for.
                self.answers[f"{type(error).__name__}: {error}"[:120]] += 1
            self.seconds.append(time.monotonic() - began)

    def _one(self) -> str:
        route = self._chance.choice(("diagnoses", "diagnoses", "series", "sparklines", "points.csv", "preview"))
        if route == "diagnoses" or not self._runs:
            answer = self._process.route("diagnoses", {"If-None-Match": self._etag, "Accept-Encoding": "identity"})
            if answer.status == 200:
                self._etag = answer.headers["ETag"]
                self._runs = [row["run"] for row in answer.json()["series"]]
            return f"diagnoses {answer.status}"
        answer = self._process.route(route, run=self._chance.choice(self._runs), tag=TAG)
        return f"{route} {answer.status}"


def is_error(answer: str) -> bool:
    """Say whether an answer is none that may be: a run that was just deleted is not found."""
    return answer.rpartition(" ")[2] not in ("200", "304", "404")


def sample(pid: int) -> Sample:
    """Measure a process and its children (Linux)."""
    processes = (pid, *children_of(pid))
    threads = sum(len(os.listdir(f"/proc/{one}/task")) for one in processes)
    return Sample(sum(kibibytes_of(one)["VmRSS"] for one in processes) / 1000, threads)


@contextlib.contextmanager
def running(works: list[Callable[[threading.Event], None]]) -> Iterator[None]:
    """Run works in threads, and stop them afterwards."""
    stop = threading.Event()
    threads = [threading.Thread(target=work, args=(stop,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def verdicts_of_check(logdir: Path) -> dict[str, str]:
    """Judge the log directory anew, as the command line does."""
    return {entry["run"]: entry["verdict"] for entry in look(logdir).entries}


def settled_verdicts(process: TensorBoardProcess, expected: dict[str, str]) -> dict[str, str]:
    """Ask until the page says what is expected, or for as long as anybody should wait."""
    end = time.monotonic() + MOST_SETTLING_SECONDS
    while True:
        body = process.route("diagnoses", {"Accept-Encoding": "identity"}).json()
        told = {row["run"]: row["verdict"] for row in body["series"]}
        if told == expected or time.monotonic() > end:
            return told
        time.sleep(1)


def told_of(samples: list[Sample]) -> list[str]:
    """Print memory and threads over the time; returns what is not flat."""
    early, late = samples[len(samples) // 3 : len(samples) // 2], samples[-max(1, len(samples) // 6) :]
    faults = []
    before, after = (Sample(*(max(column) for column in zip(*part, strict=True))) for part in (early, late))
    print(
        f"memory: {samples[0].megabytes:.0f} MB at first, then {before.megabytes:.0f}, in the end {after.megabytes:.0f}"
    )
    print(f"threads: {samples[0].threads} at first, then {before.threads}, in the end {after.threads}")
    if after.megabytes > MOST_GROWTH * before.megabytes + MOST_GROWTH_MEGABYTES:
        faults.append("memory grows")
    # TensorBoard has one for each request under way.
    if after.threads > max(before.threads, samples[0].threads + CLIENTS) + MOST_MORE_THREADS:
        faults.append("threads grow")
    return faults


def soak(minutes: float, flags: list[str]) -> list[str]:
    """Run everything; returns what is not as it should be."""
    with contextlib.ExitStack() as stack:
        logdir = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tb_lrplugin_soak_")))
        writers = [Writer(logdir / f"run{number:02d}" / "train", number) for number in range(WRITERS)]
        process = stack.enter_context(tensorboard(logdir, *flags, module="tests.support.tensorboard_alone"))
        clients = [Client(process, 1000 + number) for number in range(CLIENTS)]
        samples = []
        end = time.monotonic() + 60 * minutes
        with running([client.ask for client in clients]), running([writer.write for writer in writers]):
            while time.monotonic() < end:
                samples.append(sample(process.pid))
                time.sleep(SAMPLE_SECONDS)
        expected = verdicts_of_check(logdir)
        told = settled_verdicts(process, expected)
        output = "".join(process.output)
    answers = sum((client.answers for client in clients), Counter[str]())
    seconds = sorted(taken for client in clients for taken in client.seconds)
    print(f"{minutes:g} minutes, {WRITERS} writers: {dict(sum((w.changes for w in writers), Counter[str]()))}")
    print(f"{CLIENTS} clients, {answers.total():,} answers: {dict(sorted(answers.items()))}")
    print(f"seconds: median {seconds[len(seconds) // 2]:.3f}, 99 of 100 {seconds[len(seconds) * 99 // 100]:.3f}")
    print(f"verdicts at the end: {dict(Counter(told.values()))}")
    faults = told_of(samples)
    faults += [f"{count} times {answer}" for answer, count in answers.items() if is_error(answer)]
    faults += ["a traceback in TensorBoard's log"] if "Traceback" in output and "tb_lrplugin" in output else []
    faults += [
        f"{run}: {told.get(run)} instead of {expected.get(run)}"
        for run in sorted({*told, *expected})
        if told.get(run) != expected.get(run)
    ]
    faults += [] if len(expected) == WRITERS else [f"{len(expected)} series in the end instead of {WRITERS}"]
    return faults


def main() -> int:
    """Soak, and say what is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("minutes", type=float)
    options, flags = parser.parse_known_args()
    faults = soak(options.minutes, flags)
    print("\n".join(f"FAULT: {fault}" for fault in faults) or "no fault")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
