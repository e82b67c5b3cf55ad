"""The tools that are compared: how each is asked, and what its answers mean here."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from benchmarks.public.labelled_runs import LabelledRun


class NothingReadError(Exception):
    """The tool found nothing in what it was given that it judges; the message says why."""


class Finding(NamedTuple):
    """One thing that a tool says of a run.

    Attributes:
      name: what the tool calls it.
      is_alarm: whether the tool itself ranks it as a warning or worse.
      is_of_the_rate: whether it speaks of the learning rate, not of a loss or a gradient.
      verdicts: verdicts of which it would be another name, generously read; empty for none.
    """

    name: str
    is_alarm: bool
    is_of_the_rate: bool = False
    verdicts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Tool:
    """A tool of the index.

    Attributes:
      name: as the index calls it.
      requirement: what is installed into an environment of its own; None: this package, as it runs here.
      made_for: what it is for, in the words of its own documentation.
      arguments: what follows the environment's `python` to ask it; "{path}" stands for what it is given.
      findings: reads its JSON of a run; raises `NothingReadError`.
      reads_directories: whether it can be given a log directory; otherwise it is given the scalars as a table.
    """

    name: str
    requirement: str | None
    made_for: str
    arguments: tuple[str, ...]
    findings: Callable[[Any, LabelledRun], list[Finding]]
    reads_directories: bool = True


# Which verdicts a finding on the rate comes to, by words in it. Generous: a tool that says "constant" of a rate that
# should move has named the fault, although it does not know what was asked for.
_CONSTANT = frozenset({"stuck_at_initial", "frozen", "constant_mismatch"})
_RESUMED = frozenset({"restarted", "resumed_elsewhere"})
_OF_THE_RATE: dict[str, frozenset[str]] = {
    "No LR warmup detected": frozenset(),
    "LR increased after its peak": _RESUMED,
    "LR discontinuity": _RESUMED,
    "constant_lr_plateau": _CONSTANT,
    "no_learning, learning rate is 0": _CONSTANT,
    "TP-ZERO-LR": _CONSTANT,
    "TP-ZERO-LR-PARTIAL": _CONSTANT | {"time_scaled"},
    "nan_inf of the rate": frozenset({"invalid_values"}),
    "GS010 LR schedule collapsed early": frozenset({"time_scaled", "off_schedule"}),
}


def _finding(name: str, *, is_alarm: bool) -> Finding:
    return Finding(name, is_alarm, name in _OF_THE_RATE, _OF_THE_RATE.get(name, frozenset()))


def answer_of(output: str, errors: str) -> Any:
    """Read a tool's JSON.

    Raises:
      NothingReadError: there is none, since the tool refused what it was given or failed at it.
    """
    try:
        return json.loads(output)
    except ValueError:
        pass
    if "could not convert string to float" in errors:
        raise NothingReadError("ends at text beside the scalars")
    if "no numeric metrics found" in errors or "no readable" in errors:
        raise NothingReadError("finds no metrics")
    if "need a loss column" in errors or "no loss-like column" in errors:
        raise NothingReadError("finds no loss")
    raise NothingReadError((errors.strip().splitlines() or ["says nothing"])[-1][:80])


def _of_ours(answer: Any, run: LabelledRun) -> list[Finding]:
    findings = []
    for entry in answer["series"]:
        if entry["run"] == run.name and entry["tag"] in run.verdicts:
            is_alarm = entry["severity"] in ("error", "warning")
            findings.append(
                Finding(
                    entry["verdict"], is_alarm=is_alarm, is_of_the_rate=True, verdicts=frozenset({entry["verdict"]})
                )
            )
            findings += [Finding(warning["id"], is_alarm=True, is_of_the_rate=True) for warning in entry["warnings"]]
    if not findings:
        raise NothingReadError("lists no such series")
    return findings


def _of_trainspotter(answer: Any, _: LabelledRun) -> list[Finding]:
    found = answer["findings"]
    return [_finding(one["title"], is_alarm=one["severity"] in ("error", "warning")) for one in found]


def _of_runmedic(answer: Any, _: LabelledRun) -> list[Finding]:
    if not any(one["roles"] for one in answer):
        raise NothingReadError("knows none of the names")
    findings = []
    for one in (finding for of_run in answer for finding in of_run["findings"]):
        is_zero = "learning rate is 0" in json.dumps(one)
        name = "no_learning, learning rate is 0" if one["check"] == "no_learning" and is_zero else one["check"]
        findings.append(_finding(name, is_alarm=one["severity"] in ("critical", "warning")))
    return findings


def _of_trainproof(answer: Any, _: LabelledRun) -> list[Finding]:
    found = [one for report in answer["reports"] for one in report["findings"]]
    # Its FAIL on a log without a loss says that there is nothing to judge, and is not counted as an alarm.
    judged = [one for one in found if one["id"] not in ("TP-NO-LOSS", "TP-NO-RECORDS", "TP-NOT-CHECKED")]
    if not judged:
        raise NothingReadError("finds no loss" if found else "finds no log")
    return [_finding(one["id"], is_alarm=one["level"] in ("WARN", "FAIL")) for one in judged if one["id"] != "TP-PASS"]


def _of_losslint(answer: Any, run: LabelledRun) -> list[Finding]:
    findings = []
    for one in answer["findings"]:
        if one["check"] == "parse":
            raise NothingReadError(one["message"][:80])
        is_of_rate = one["check"] == "nan_inf" and one["details"].get("series") in (*run.verdicts, "lr")
        name = "nan_inf of the rate" if is_of_rate else one["check"]
        findings.append(_finding(name, is_alarm=one["severity"] in ("error", "warning")))
    return findings


def _of_gradsnitch(answer: Any, _: LabelledRun) -> list[Finding]:
    return [_finding(f"{one['code']} {one['name']}", is_alarm=True) for one in answer]


_GRADSNITCH = "import gradsnitch, json, sys; print(json.dumps([vars(one) for one in gradsnitch.lint_csv(sys.argv[1])]))"

TOOLS = (
    Tool(
        "tb-lrplugin",
        None,
        "the logged learning rate against the configured schedule",
        ("-m", "tb_lrplugin", "check", "{path}", "--format", "json", "--fail-on", "never"),
        _of_ours,
    ),
    Tool(
        "trainspotter",
        "trainspotter[tensorboard]==0.2.6",
        "loss curves and logs: divergence, spikes, overfitting, jumps of the rate, throughput",
        ("-m", "trainspotter.cli", "analyze", "{path}", "--output", "json"),
        _of_trainspotter,
    ),
    Tool(
        "runmedic",
        "runmedic==0.1.1",
        "NaN, divergence, overfitting, a constant rate on a plateau, idle GPUs, memory leaks",
        ("-m", "runmedic", "diagnose", "{path}", "--json"),
        _of_runmedic,
    ),
    Tool(
        "trainproof",
        "trainproof==0.22.0",
        "data sets, tokenizers and the first epoch's log: dead, flat and diverging losses, a rate of 0",
        ("-m", "trainproof", "doctor", "{path}", "--json"),
        _of_trainproof,
    ),
    Tool(
        "losslint",
        "losslint[tb]==0.4.1",
        "NaN, divergence, loss spikes, overfitting, steps that go back; exit codes for CI",
        ("-m", "losslint.cli", "check", "{path}", "--format", "json"),
        _of_losslint,
    ),
    Tool(
        "gradsnitch",
        "gradsnitch==0.1.0",
        "a hook in the training loop: gradients, updates, losses, a rate that collapses early",
        ("-c", _GRADSNITCH, "{path}"),
        _of_gradsnitch,
        reads_directories=False,
    ),
)
