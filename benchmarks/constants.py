"""What moves if a constant of the diagnosis is halved or doubled? One that moves nothing can go.

Every named number of the rooms that explain and describe is changed in turn, in a process of its own, and generated
runs are diagnosed or described again.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import multiprocessing
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from operator import ne
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from benchmarks.diagnosis_accuracy.case import Case, make_case
from tb_lrplugin import diagnosis
from tb_lrplugin.diagnosis.describing import infer

FACTORS = (0.5, 2.0)
# Neighbouring cells are alike; this step is coprime to their number.
_STRIDE = 101


class Constant(NamedTuple):
    """A number named at the top of a module."""

    module: str
    name: str
    value: float

    @property
    def room(self) -> str:
        """The room of the module."""
        return self.module.removeprefix(f"{diagnosis.__name__}.").partition(".")[0]


Answer = tuple[object, ...]


def explained(case: Case) -> Answer:
    """Give the verdict on a run and its evidence."""
    said = case.diagnose()
    evidence = said.evidence
    numbers = evidence.time_scale, evidence.value_scale, evidence.step_offset, evidence.restart_steps
    return said.finding.verdict, numbers


def described(case: Case) -> Answer:
    """Give what the points of a run follow."""
    inferred = infer(case.series)
    return ("" if inferred is None else inferred.text,)


ANSWERS = {"explaining": explained, "describing": described}


def constants(rooms: Iterable[str]) -> Iterator[Constant]:
    """List the named numbers of the rooms, module by module."""
    for room in rooms:
        package = importlib.import_module(f"{diagnosis.__name__}.{room}")
        names = [
            package.__name__,
            *(f"{package.__name__}.{found.name}" for found in pkgutil.iter_modules(package.__path__)),
        ]
        for module in map(importlib.import_module, sorted(names)):
            for name in _named(module):
                value = vars(module)[name]
                if isinstance(value, int | float) and not isinstance(value, bool):
                    yield Constant(module.__name__, name, value)


def _named(module: ModuleType) -> Iterator[str]:
    """List the names in capitals that a module itself assigns."""
    for statement in ast.parse(Path(str(module.__file__)).read_text()).body:
        for target in statement.targets if isinstance(statement, ast.Assign) else ():
            for name in target.elts if isinstance(target, ast.Tuple) else (target,):
                if isinstance(name, ast.Name) and name.id.isupper():
                    yield name.id


def change(constant: Constant, factor: float) -> None:
    """Multiply a constant wherever it was imported to."""
    own = vars(sys.modules[constant.module])[constant.name]
    changed = constant.value * factor
    for name, module in list(sys.modules.items()):
        # A name with an underscore is not imported: the same one elsewhere is another constant.
        is_user = not constant.name.startswith("_") and vars(module).get(constant.name) is own
        if name == constant.module or (name.startswith(diagnosis.__name__) and is_user):
            setattr(module, constant.name, max(round(changed), 1) if isinstance(own, int) else changed)


def answers(cases: list[Case], constant: Constant, factor: float) -> list[Answer]:
    """Ask again of every run what a constant may move, with the constant changed."""
    change(constant, factor)
    return [ANSWERS[constant.room](case) for case in cases]


def moved(before: list[Answer], after: list[Answer]) -> str:
    """Count the verdicts and the evidence that differ, or the descriptions: "2, 3"; "" for none."""
    columns = zip(zip(*before, strict=True), zip(*after, strict=True), strict=True)
    counts = [sum(map(ne, one, other)) for one, other in columns]
    return ", ".join(map(str, counts)) if any(counts) else ""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--series", type=int, default=300)
    parser.add_argument("--room", choices=ANSWERS, action="append", help="every room where none is named")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    drawn = (make_case(given.seed, index * _STRIDE, index % 4 == 0) for index in range(given.series))
    cases = [case for case in drawn if case is not None]
    print(f"{len(cases)} runs. Explaining: verdicts and evidence that differ; describing: descriptions.\n")
    print("| room | constant | value | halved | doubled |", "| --- | --- | --- | --- | --- |", sep="\n")
    before = {room: [answer(case) for case in cases] for room, answer in ANSWERS.items()}
    for constant in constants(given.room or ANSWERS):
        differ = []
        for factor in FACTORS:
            with multiprocessing.get_context("fork").Pool(1) as pool:
                differ.append(moved(before[constant.room], pool.apply(answers, (cases, constant, factor))))
        place = constant.module.removeprefix(f"{diagnosis.__name__}.")
        print(f"| {place} | `{constant.name}` | {constant.value:g} | {differ[0]} | {differ[1]} |", flush=True)


if __name__ == "__main__":
    main()
