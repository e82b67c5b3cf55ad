"""`tb-lrplugin plan PATH`: what a configuration asks for, before any run."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tb_lrplugin.answers.contract import Number, RateAt
from tb_lrplugin.answers.plan_contract import Missing, Plan, Plans
from tb_lrplugin.cli.findings import name_of, of_plans
from tb_lrplugin.cli.formats import UsageError, print_json, print_sarif, written
from tb_lrplugin.cli.github_format import github_lines
from tb_lrplugin.cli.plot import plot
from tb_lrplugin.cli.text_format import MARKS, at_lines, print_code, print_safely, printable_answer
from tb_lrplugin.data.log_root import why_not_read
from tb_lrplugin.names import DOCS_ADDRESS
from tb_lrplugin.planning import plan
from tb_lrplugin.report.looking import fails
from tb_lrplugin.words import place, printable
from tb_lrplugin.words.numbers import format_rate

_HEIGHT, _WIDEST, _NARROWEST = 8, 72, 30


def tell_plans(
    paths: Sequence[str], output_format: str, fail_on: str, steps: int | None, steps_per_epoch: int | None
) -> int:
    """Tell what the configurations at some paths ask for.

    Args:
      paths: files and directories.
      output_format: a key of `FORMATS`.
      fail_on: a member of `FAIL_ON`.
      steps: optimizer steps of the run; None where the configuration tells them.
      steps_per_epoch: optimizer steps of an epoch; None likewise.

    Returns:
      1 if anything is at or above `fail_on`, else 0.

    Raises:
      UsageError: if a path does not exist or cannot be read.
    """
    plans = Plans(version=1, plans=[], problems=[])
    for path in map(os.path.expanduser, paths):
        try:
            found = plan(path, steps, steps_per_epoch)
        except (OSError, ImportError) as error:
            raise UsageError(f"{printable(path)} cannot be read: {why_not_read(path, error)}") from error
        plans["plans"] += found["plans"]
        plans["problems"] += found["problems"]
    written(lambda: FORMATS[output_format](plans, paths))
    severities = [one["severity"] for one in plans["plans"]]
    return int(fails(severities, complete=not plans["problems"], fail_on=fail_on))


def _print_text(plans: Plans, paths: Sequence[str]) -> None:
    console = Console(highlight=False, soft_wrap=False)
    mark, style = MARKS["error"]
    for problem in printable_answer(plans["problems"]):
        line = Text.assemble((f"{mark} ", style), (problem["where"], "bold"), "\n  ", problem["message"], "\n")
        print_safely(console, functools.partial(console.print, line))
    for raw, one in zip(plans["plans"], printable_answer(plans["plans"]), strict=True):
        code = printable(raw["source"].get("text", ""), keeps_lines=True)
        print_safely(console, functools.partial(_print_plan, console, one, code))
    if not plans["plans"] and not plans["problems"]:
        console.print(Text(f"No learning-rate schedule found in {', '.join(map(printable, paths))}."))
        console.print(f"What is read: {DOCS_ADDRESS}/sources/", soft_wrap=True)
        console.print("Of a run that has begun: tb-lrplugin check LOGDIR")


def _print_plan(console: Console, one: Plan, code: str) -> None:
    mark, style = MARKS[one["severity"]]
    kind = f"{at_lines(one['source'])} ({one['source']['kind']})"
    console.print(Text.assemble((f"{mark} ", style), (name_of(one), "bold"), (kind, "bright_black")))
    for text in (one["schedule_text"], one["schedule_formula"], *one["notes"]):
        if text:
            _indented(console, Text(text))
    if one["schedule"] is None:
        print_code(console, code)
    if one["points"]["step"]:
        width = min(max(console.width - 4, _NARROWEST), _WIDEST)
        values = [_number(value) for value in one["points"]["value"]]
        in_ascii = not console.encoding.lower().startswith("utf")
        drawn = plot(one["points"]["step"], values, one["unit"], width, _HEIGHT, in_ascii=in_ascii)
        # As in the tab: what is asked for is blue.
        print_code(console, drawn, "blue")
        _indented(console, Text(_rates(one)))
    for warning in one["warnings"]:
        _indented(console, Text.assemble(("▲ ", "yellow"), (f"{warning['id']}: ", "yellow"), warning["text"]))
        if warning["fix"]:
            print_code(console, warning["fix"])
    for missing in one["missing"]:
        _indented(console, Text.assemble(("missing: ", "blue"), _missing(missing)))
    console.print()


def _rates(one: Plan) -> str:
    """Write the rates that matter in one line."""
    named: tuple[tuple[str, RateAt | None], ...] = (
        ("start", one["start"]),
        ("peak", one["peak"]),
        ("first change", one["first_change"]),
        ("end", one["end"]),
    )
    parts = [f"{name} {_rate(at['value'])} at {place(one['unit'], at['step'])}" for name, at in named if at is not None]
    return "; ".join([*parts, *([] if one["first_change"] is not None else ["it never changes"])])


def _rate(value: Number) -> str:
    return format_rate(float(f"{_number(value):.6g}"))


def _number(value: Number) -> float:
    # The contract's names of numbers that JSON has no form for are Python's own, but for their length.
    return float(value)


def _missing(missing: Missing) -> str:
    return f"{missing['name']}; give it with {missing['flag']} N" if missing["flag"] else missing["name"]


def _indented(console: Console, text: Text) -> None:
    console.print(Padding(text, (0, 0, 0, 2), expand=False))


def _print_github(plans: Plans, _paths: Sequence[str]) -> None:
    for line in github_lines(of_plans(plans)):
        print(line)


FORMATS: dict[str, Callable[[Plans, Sequence[str]], None]] = {
    "text": _print_text,
    "json": lambda plans, _paths: print_json(plans),
    "github": _print_github,
    "sarif": lambda plans, paths: print_sarif(lambda: of_plans(plans), paths[0]),
}
