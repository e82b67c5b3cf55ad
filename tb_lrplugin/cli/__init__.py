"""The command line: `tb-lrplugin check LOGDIR`, `plan PATH`, `explain VERDICT` and `demo LOGDIR`."""

from __future__ import annotations

import argparse
import dataclasses
import io
import os
import sys
from collections.abc import Iterable, Sequence

from tb_lrplugin import __version__
from tb_lrplugin.data import is_of_data_server
from tb_lrplugin.data.ending import EndedError, end, hear_signals
from tb_lrplugin.data.standstill import NoAnswerError

EXIT_USAGE = 2
# As a shell tells the end by a signal.
_EXIT_OF_SIGNALS = 128
_EXIT_INTERRUPTED = 130
# No run takes more.
_MOST_STEPS = 2**40


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
      arguments: without the program's name; those of the process where None.

    Returns:
      The exit code: 0 nothing at or above --fail-on, 1 something, 2 wrong usage or unreadable LOGDIR, 128 and
      the number of a signal that has ended it.
    """
    try:
        if arguments is None:
            hear_signals(end)
        return _run(arguments)
    except KeyboardInterrupt:
        print("tb-lrplugin: interrupted", file=sys.stderr)
        return _EXIT_INTERRUPTED
    except EndedError as error:
        print(f"tb-lrplugin: {error}, so nothing is complete that was written", file=sys.stderr)
        return _EXIT_OF_SIGNALS + error.number
    except ImportError as error:
        print(f"tb-lrplugin: {_why_not_imported(error)}", file=sys.stderr)
    except Exception as error:  # Nothing was diagnosed: never the exit code of a finding.
        print(f"tb-lrplugin: {_why_failed(error)}", file=sys.stderr)
    return EXIT_USAGE


def _run(arguments: Sequence[str] | None) -> int:
    # What reads and judges takes a moment to import, in which people interrupt, and fails where TensorBoard does.
    from tb_lrplugin.cli.formats import UsageError

    options = _parser().parse_args(arguments)
    options.is_own_process = arguments is None
    if sys.stderr is None:
        # A service may be started without; what is told there is for nobody then.
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - as long as the process
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A run name may hold what the terminal's encoding lacks; better an escape than no report.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        if sys.stdout is None:
            raise UsageError("the standard output is closed, so there is nowhere to write to.")
        return int(options.run(options))
    except UsageError as error:
        print(f"tb-lrplugin: {error}", file=sys.stderr)
        return EXIT_USAGE


def _why_not_imported(error: ImportError) -> str:
    if error.name == "pkg_resources":
        return (
            "this TensorBoard needs pkg_resources, which setuptools 81 and later no longer bring. "
            "Run: pip install 'setuptools<81'"
        )
    return f"TensorBoard cannot be imported here, so nothing was looked at: {error}"


def _why_failed(error: Exception) -> str:
    if isinstance(error, UnicodeError) and sys.getfilesystemencoding() != "utf-8":
        return (
            "nothing was diagnosed: a name below the log directory is not ASCII, and this process runs in a locale "
            "without UTF-8 (LC_ALL=C). Start it with PYTHONUTF8=1 or LC_ALL=C.UTF-8."
        )
    if isinstance(error, NoAnswerError):
        return str(error)
    if is_of_data_server(error):
        return "TensorBoard's data server ended while it was asked, so nothing was diagnosed. Run the check again."
    return f"nothing was diagnosed: {type(error).__name__}: {error}. Please report this."


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from tb_lrplugin.cli.check import Asked, check

    check_parser = commands.add_parser(
        "check",
        help="diagnose every learning-rate series below LOGDIR",
        description="Diagnose every learning-rate series below LOGDIR and exit with 1 if any is at or above --fail-on.",
    )
    check_parser.add_argument("logdir", metavar="LOGDIR", help="log directory, as for `tensorboard --logdir`")
    _add_output(check_parser)
    check_parser.add_argument(
        "--tags",
        metavar="REGEX",
        default="",
        help="scalar tags to diagnose, as TensorBoard's --lr_diagnostics_tags; default: the names that frameworks use",
    )
    check_parser.add_argument(
        "--config",
        metavar="FILE",
        default="",
        dest="config_file",
        help="schedule file for every run that nothing else speaks for, as TensorBoard's --lr_diagnostics_config",
    )
    check_parser.add_argument(
        "--checkpoints",
        metavar="DIR",
        default="",
        help="checkpoints that lie outside of LOGDIR, right in DIR or by run",
    )
    check_parser.add_argument(
        "--jobs", type=_count, metavar="N", default=1, help="check parts of it in so many processes; default: 1"
    )
    check_parser.add_argument(
        "--state",
        metavar="FILE",
        default="",
        help="keep what was seen, and read only directories that have changed since",
    )
    check_parser.add_argument("--dask", metavar="ADDRESS", default="", help="let the workers of a Dask cluster do it")
    check_parser.add_argument("--watch", action="store_true", dest="watches", help="follow the runs in a live table")
    check_parser.add_argument(
        "--on-change",
        metavar="COMMAND",
        default="",
        help="with --watch: run it when a verdict changes, with the report as JSON on its standard input",
    )
    check_parser.add_argument("--until-error", action="store_true", help="with --watch: end with the first error")
    names = [field.name for field in dataclasses.fields(Asked)]
    check_parser.set_defaults(run=lambda options: check(Asked(**{name: getattr(options, name) for name in names})))


def _add_merge(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from tb_lrplugin.cli.check import merge

    merge_parser = commands.add_parser(
        "merge",
        help="put checks together that were written with --format jsonl or json",
        description="Read what `check --format jsonl` or `json` wrote, of one directory or many, and print it as one.",
    )
    merge_parser.add_argument("files", metavar="FILE", nargs="+", help="a report; - for the standard input")
    _add_output(merge_parser)
    merge_parser.set_defaults(
        run=lambda options: merge(options.files, options.output_format, options.fail_on, options.fail_on_empty)
    )


def _add_output(parser: argparse.ArgumentParser) -> None:
    from tb_lrplugin.cli.check import FORMATS

    _add_format(parser, FORMATS)
    parser.add_argument(
        "--fail-on-empty", action="store_true", help="exit with 1 where there is no learning-rate series at all"
    )


def _add_format(parser: argparse.ArgumentParser, formats: Iterable[str]) -> None:
    from tb_lrplugin.cli.check import FAIL_ON

    parser.add_argument("--format", choices=sorted(formats), default="text", dest="output_format", help="default: text")
    parser.add_argument(
        "--fail-on", choices=FAIL_ON, default="error", help="least severity that exits with 1; default: error"
    )


def _add_plan(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from tb_lrplugin.cli.plan import FORMATS, tell_plans

    plan_parser = commands.add_parser(
        "plan",
        help="tell what a configuration asks for, before any run",
        description="Tell the curve that configurations ask for, and what is wrong with it, before any run.",
    )
    plan_parser.add_argument("paths", metavar="PATH", nargs="+", help="configuration file, or directory of such files")
    plan_parser.add_argument("--steps", type=_count, metavar="N", help="optimizer steps of the run")
    plan_parser.add_argument("--steps-per-epoch", type=_count, metavar="N", help="optimizer steps of an epoch")
    _add_format(plan_parser, FORMATS)
    plan_parser.set_defaults(
        run=lambda options: tell_plans(
            options.paths, options.output_format, options.fail_on, options.steps, options.steps_per_epoch
        )
    )


def _count(text: str) -> int:
    digits = text.replace(",", "").replace("_", "")
    number = int(digits) if digits.isdecimal() and len(digits) < len(str(_MOST_STEPS)) + 1 else 0
    if not 0 < number <= _MOST_STEPS:
        raise argparse.ArgumentTypeError(f"{text} is no whole number from 1 to 2^40")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tb-lrplugin", description="Diagnose the learning rates of a TensorBoard log directory."
    )
    parser.add_argument("--version", action="version", version=f"tb-lrplugin {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    _add_check(commands)
    _add_plan(commands)
    _add_merge(commands)

    demo_parser = commands.add_parser(
        "demo",
        help="write demo runs, really trained (needs TensorFlow) or as recorded, and show them",
        description="Write demo runs of every verdict, healthy and broken, into LOGDIR. Without --recorded they are "
        "trained anew, which needs TensorFlow and takes about a minute.",
    )
    demo_parser.add_argument("logdir", metavar="LOGDIR", help="directory to write to; made where missing")
    demo_parser.add_argument(
        "--recorded", action="store_true", help="copy the runs as they were trained once; needs no TensorFlow"
    )
    demo_parser.add_argument(
        "--port", type=int, metavar="PORT", help="then show them in TensorBoard on this port, until interrupted"
    )
    demo_parser.set_defaults(run=lambda options: _demo(options.logdir, options.recorded, options.port))

    explain_parser = commands.add_parser(
        "explain",
        help="say what a verdict or warning means, how it is known, and what to do",
        description="Print the section of docs/verdicts.md on a verdict or warning; without a name, list them all.",
    )
    explain_parser.add_argument(
        "name", metavar="VERDICT", nargs="?", default="", help="such as time_scaled, or hidden_time_decay"
    )
    explain_parser.set_defaults(run=lambda options: _explain(options.name))
    return parser


def _explain(name: str) -> int:
    from tb_lrplugin.cli.explain import explain

    return explain(name)


def _demo(logdir: str, is_recorded: bool, port: int | None) -> int:
    """Write the demo runs into a directory, and serve them where a port is given.

    Raises:
      UsageError: if TensorFlow is missing, the directory cannot be written, or the port is taken.
    """
    from tb_lrplugin.cli.formats import UsageError
    from tb_lrplugin.demo import copy_recorded, is_there, train_all

    def say(line: str) -> None:
        print(line, flush=True)

    try:
        # Whoever shows a demo a second time has it already.
        if port is None or not is_there(logdir):
            os.makedirs(logdir, exist_ok=True)
            copy_recorded(logdir) if is_recorded else train_all(logdir, say)
    except OSError as error:
        raise UsageError(f"{logdir} cannot be written: {error.strerror or error}.") from error
    except ImportError as error:
        raise UsageError(str(error)) from error
    if port is None:
        say(f"Done. Look at it with: tensorboard --logdir {logdir}")
        return 0
    from tb_lrplugin.demo.serving import serve

    try:
        serve(logdir, port, say)
    except OSError as error:
        raise UsageError(str(error)) from error
    return 0
