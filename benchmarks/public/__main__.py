"""Ask this and other tools of the index about labelled log directories, and print what they are credited with.

Every tool is installed into an environment of its own, with the version that is named in `tools.py`. A directory holds
cases and their `LABELS.json`, as `tests/logs` does.
"""

from __future__ import annotations

import argparse
import functools
import subprocess
import sys
import tempfile
from pathlib import Path

import tb_lrplugin
from benchmarks.public.labelled_runs import LabelledRun, labelled_runs
from benchmarks.public.scalars import write_tables
from benchmarks.public.scoring import Outcome, tables
from benchmarks.public.tools import TOOLS, NothingReadError, Tool, answer_of

ROOT = Path(__file__).resolve().parents[2]
_BEGIN, _END = "<!-- written by benchmarks.public -->\n\n", "\n\n<!-- as far as here -->"
_SECONDS = 120


def main(arguments: list[str] | None = None) -> int:
    """Install, ask, count and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.public", description=__doc__)
    parser.add_argument("directories", nargs="*", type=Path, help="labelled log directories; tests/logs by default")
    parser.add_argument(
        "--environments", type=Path, default=ROOT / "build" / "public", help="where tools are installed"
    )
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into a page, between its marks")
    given = parser.parse_args(arguments)
    roots = [path.resolve() for path in given.directories or [ROOT / "tests" / "logs"]]
    runs = {root: [run for run in labelled_runs(root) if run.faults or run.is_healthy] for root in roots}
    outcomes: dict[Tool, list[Outcome]] = {tool: [] for tool in TOOLS}
    versions = {}
    with tempfile.TemporaryDirectory() as folder:
        written = {}
        for index, root in enumerate(roots):
            (Path(folder) / str(index)).mkdir()
            written[root] = write_tables(root, runs[root], Path(folder) / str(index))
        for tool in TOOLS:
            print(f"{tool.name} ...", file=sys.stderr, flush=True)
            python = environment(tool, given.environments)
            versions[tool.name] = version(tool, python)
            outcomes[tool] = [
                ask(tool, python, run, written[root].get(run.name)) for root in roots for run in runs[root]
            ]
    text = tables(outcomes, versions)
    print(text)
    if given.write:
        given.write.write_text(with_tables(given.write.read_text(encoding="utf-8"), text), encoding="utf-8")
    return 0


def environment(tool: Tool, folder: Path) -> Path:
    """Install a tool into an environment of its own, unless it is there, and give that environment's Python."""
    if tool.requirement is None:
        return Path(sys.executable)
    place = folder / tool.requirement.replace("==", "-")
    python = place / "bin" / "python"
    if not (place / "installed").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", tool.requirement], check=True)
        (place / "installed").touch()
    return python


def version(tool: Tool, python: Path) -> str:
    """Give the version of a tool that an environment has."""
    if tool.requirement is None:
        return tb_lrplugin.__version__
    code = f"import importlib.metadata; print(importlib.metadata.version({tool.name!r}))"
    return subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def ask(tool: Tool, python: Path, run: LabelledRun, table: Path | None) -> Outcome:
    """Give a tool the directory of a run, and the scalars as a table where it judges nothing of the directory."""
    is_ours = tool.requirement is None
    given = {}
    if tool.reads_directories:
        # Ours is asked once, as its users do: a configuration often lies above the run.
        given["directory"] = run.root if is_ours else run.directory
    if table is not None and not is_ours:
        given["table"] = table
    why_not = "has no points" if not given else ""
    for read, path in given.items():
        command = (str(python), *(part.replace("{path}", str(path)) for part in tool.arguments))
        try:
            return Outcome(run, read, tool.findings(answer_of(*answered(command)), run))
        except NothingReadError as error:
            why_not = str(error)
        except subprocess.TimeoutExpired:
            why_not = f"takes more than {_SECONDS} s"
    return Outcome(run, None, [], why_not)


@functools.cache
def answered(command: tuple[str, ...]) -> tuple[str, str]:
    """Run a command, once, and give what it writes: output and error output."""
    answer = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False, cwd=ROOT)
    return answer.stdout, answer.stderr


def with_tables(page: str, text: str) -> str:
    """Put tables into a page, in place of those between its marks.

    Raises:
      ValueError: the page has no marks.
    """
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"the page has no place for the tables: write {_BEGIN.strip()} and {_END.strip()} into it")
    return f"{before}{begin}{text}{end}{after}"


if __name__ == "__main__":
    sys.exit(main())
