"""Checks mutants of the labelled log directories, files and events, and prints what came of them (Linux).

    python -m benchmarks.mutants 300          # that many mutants of tests/logs
    python -m benchmarks.mutants 300 --seed 7 # others
    python -m benchmarks.mutants 300 --logs DIR ...   # of the directories in DIR

Every mutant must be told of: no exception, no traceback, no look above 2 s of processor time (other work on the machine
stretches the others) or 20 s in all, memory below 500 MB. The exit code is 1 where that does not hold.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import random
import resource
import shutil
import statistics
import struct
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import masked_crc32c

from tb_lrplugin.data.local_provider import failures_of, open_provider, open_python_reader
from tb_lrplugin.data.log_data import ALL_POINTS, LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.workspace import Snapshot, Workspace

LOGS = Path(__file__).resolve().parents[1] / "tests" / "logs"
MOST_SECONDS, MOST_WAITED = 2.0, 20.0
MOST_MEGABYTES = 500
# What a number may be replaced by, and what may stand where it should not.
NUMBERS = (
    b"0",
    b"-1",
    b"1e308",
    b"-1e308",
    b"1e-320",
    b"nan",
    b"inf",
    b"9" * 400,
    str(2**62).encode(),
    b"1" + b"0" * 400,
)
TEXTS = (b"\0", b"\xff\xfe", b"{", b"[" * 500, b"'", b"\\ud800", b"&a [*a]", b"\n" * 300, b"\x1b[2J", b"::error::")


class Outcome(NamedTuple):
    """What came of one mutant.

    Attributes:
      case: name of the labelled log directory.
      change: what was changed.
      seconds: of processor time for the look, without TensorBoard's reading before it.
      told: the verdicts, "unread" and "nothing" among them.
      faults: what must not be, in words.
      failures: why series could not be diagnosed: told to the user, and to be mended all the same.
    """

    case: str
    change: str
    seconds: float
    told: list[str]
    faults: list[str]
    failures: Sequence[str] = ()


def mutated_bytes(content: bytes, chance: random.Random) -> bytes:
    """Flip, cut, repeat or replace a piece of any content."""
    at = chance.randrange(len(content) + 1)
    end = min(len(content), at + chance.choice((1, 1, 4, 30, 300)))
    piece = chance.choice(
        (
            b"",
            chance.randbytes(max(1, end - at)),
            content[at:end] * chance.choice((2, 50)),
            chance.choice(TEXTS),
            chance.choice(NUMBERS),
        )
    )
    return content[:at] + piece + (content[end:] if chance.random() < 0.9 else b"")


def mutated_number(content: bytes, chance: random.Random) -> bytes:
    """Replace one run of digits by a number that none expects."""
    starts = [at for at in range(len(content)) if content[at : at + 1].isdigit()]
    if not starts:
        return mutated_bytes(content, chance)
    at = end = chance.choice(starts)
    while at and content[at - 1 : at] in b"0123456789.e-" and content[at - 1 : at]:
        at -= 1
    while end < len(content) and content[end : end + 1] in b"0123456789.e-":
        end += 1
    return content[:at] + chance.choice(NUMBERS) + content[end:]


def mutated_record(content: bytes, chance: random.Random) -> bytes:
    """Change one record of an event file, and give it checksums that are right."""
    spans, at = [], 0
    while at + 16 <= len(content):
        (length,) = struct.unpack_from("<Q", content, at)
        spans.append((at, length))
        at += 16 + length
    if not spans:
        return mutated_bytes(content, chance)
    at, length = chance.choice(spans[:12] if chance.random() < 0.5 else spans)
    change = chance.choice((mutated_bytes, mutated_number))
    data = change(content[at + 12 : at + 12 + length], chance)
    size = struct.pack("<Q", chance.choice((len(data),) * 20 + (2**40, 0)))
    record = size + struct.pack("<I", masked_crc32c(size)) + data + struct.pack("<I", masked_crc32c(data))
    return content[:at] + record + content[at + 16 + length :]


def mutate(logdir: Path, chance: random.Random) -> str:
    """Change one to three files of a copied log directory; says what was changed."""
    files = sorted(path for path in logdir.rglob("*") if path.is_file())
    changes = []
    for path in chance.sample(files, min(len(files), chance.choice((1, 1, 1, 2, 3)))):
        is_events = "tfevents" in path.name
        change: Callable[[bytes, random.Random], bytes] = chance.choice(
            (mutated_record, mutated_record, mutated_bytes) if is_events else (mutated_bytes, mutated_number)
        )
        path.write_bytes(change(path.read_bytes(), chance))
        changes.append(f"{path.relative_to(logdir)} by {change.__name__}")
    return ", ".join(changes)


def look(logdir: Path, by_python_reader: bool) -> tuple[Snapshot, float]:
    """Check a log directory as the command line does; the seconds are those of processor time in our own look."""
    with contextlib.ExitStack() as stack:
        path = str(logdir)
        provider = open_python_reader(path) if by_python_reader else stack.enter_context(open_provider(path))
        workspace = Workspace(LogData(provider, ALL_POINTS), path, TagFilter(), unread=failures_of(provider))
        began, began_on_clock = time.process_time(), time.monotonic()
        snapshot = workspace.snapshot()
        if time.monotonic() - began_on_clock > MOST_WAITED:
            raise TimeoutError(f"a look of {time.monotonic() - began_on_clock:.0f} s")
        return snapshot, time.process_time() - began


def try_one(case: Path, number: int, seed: int) -> Outcome:
    """Make one mutant and look at it."""
    chance = random.Random(f"{seed} {number}")
    by_python_reader = chance.random() < 0.5
    with tempfile.TemporaryDirectory(prefix="tb_lrplugin_mutant_") as scratch:
        logdir = Path(scratch) / case.name
        shutil.copytree(case, logdir)
        change = mutate(logdir, chance)
        said = io.StringIO()
        handler = logging.StreamHandler(said)
        handler.setLevel(logging.WARNING)
        logging.getLogger("tb_lrplugin").addHandler(handler)
        try:
            with contextlib.redirect_stderr(said):
                snapshot, seconds = look(logdir, by_python_reader)
        except Exception as error:  # That is what is looked for.
            return Outcome(case.name, change, 0.0, [], [f"{type(error).__name__}: {error}"])
        finally:
            logging.getLogger("tb_lrplugin").removeHandler(handler)
    told = [entry["verdict"] for entry in snapshot.entries]
    faults = [f"a traceback: {said.getvalue()[-500:]}"] if "Traceback" in said.getvalue() else []
    faults += [f"{seconds:.1f} s"] if seconds > MOST_SECONDS else []
    if not told and snapshot.is_complete:
        told.append("nothing")
    told += [] if snapshot.is_complete else ["unread"]
    failures = [entry["detail"] for entry in snapshot.entries if entry["verdict"] == "not_diagnosed"]
    return Outcome(case.name, change, seconds, told, faults, failures)


def main() -> int:
    """Try mutants and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--logs", type=Path, nargs="+", default=[LOGS], help="directories of log directories")
    options = parser.parse_args()
    cases = sorted(path for logs in options.logs for path in logs.iterdir() if path.is_dir())
    outcomes = []
    for number in range(options.count):
        outcome = try_one(cases[number % len(cases)], number, options.seed)
        outcomes.append(outcome)
        for fault in (*outcome.faults, *outcome.failures):
            print(f"mutant {number}: {outcome.case}, {outcome.change}: {fault}", flush=True)
    times = sorted(outcome.seconds for outcome in outcomes)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    faults = sum(bool(outcome.faults) for outcome in outcomes)
    print(f"{len(outcomes):,} mutants of {len(cases)} log directories, seed {options.seed}: {faults} with a fault")
    print(f"processor time of a look: median {statistics.median(times):.3f} s, at most {times[-1]:.2f} s")
    print(f"memory at most {megabytes:.0f} MB")
    for verdict, count in Counter(told for outcome in outcomes for told in outcome.told).most_common():
        print(f"{count:6,} {verdict}")
    return int(faults > 0 or megabytes > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
