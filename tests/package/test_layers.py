"""The walls of the house: imports go one way, rooms stay small, and what is public is declared."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "tb_lrplugin"
# From bottom to top; a room imports rooms of lower floors, never one of its own floor or above.
FLOORS = (
    {"names"},
    {"tolerance", "words", "protos"},
    {"schedules"},
    {"data"},
    {"formats"},
    {"frameworks"},
    {"discovery"},
    {"diagnosis"},
    {"answers"},
    {"workspace"},
    {"report", "planning"},
    {"fleet"},
    {"http", "cli"},
    {"plugin", "__main__"},
)
# What training scripts use, beside the house: on the floor above the frameworks.
TRAINING = {"live", "watching", "summary", "torch", "lightning", "transformers", "keras", "demo"}
# A watch holds schedules against plans, as diagnosis does.
SEES_DIAGNOSIS = {"watching"}
# A report takes what training scripts hand over.
ABOVE_TRAINING = {"cli", "report"}
# What `import tb_lrplugin` may load, once it is asked for.
OF_PACKAGE = {"report"}
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
HEAVY = {"tensorflow", "torch", "keras", "tf_keras", "tensorboardX", "jax", "lightning", "transformers"}

LONGEST_MODULE = 350
LONGEST_FUNCTION = 60
# A module below this many lines is a door that opens on nothing; few are worth it.
SMALL_MODULE = 30
MOST_SMALL_MODULES = 9
MOST_LINES = 50_420


def modules() -> dict[str, Path]:
    """Find the modules of the package by name, those that protoc wrote left out."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if not path.name.endswith("_pb2.py"):
            parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


@cache
def trees() -> dict[str, ast.Module]:
    """Parse the modules; not while tests are collected, which every process does."""
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def imported(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """Name the modules that import statements load: of `from a import b` the module a.b where there is one."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module is not None, "imports are absolute"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES or node.module == PACKAGE.name else node.module


def loaded(tree: ast.Module) -> Iterator[ast.AST]:
    """List the statements that run when a module is imported, not those in functions or for type checkers alone."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def is_allowed(room: str, other: str) -> bool:
    """Say whether a room may import another one."""
    if room == other or other in ("", "__version__"):
        return True
    if not room:
        return other in OF_PACKAGE
    if other in TRAINING:
        return room in TRAINING | ABOVE_TRAINING
    above = "diagnosis" if room in SEES_DIAGNOSIS else "frameworks"
    floor = FLOOR_OF[above] + 1 if room in TRAINING else FLOOR_OF[room]
    return FLOOR_OF[other] < floor


class TestLayers:
    def test_every_room_has_its_floor(self) -> None:
        assert {room_of(name) for name in MODULES} - {""} == FLOOR_OF.keys() | TRAINING

    def test_imports_go_one_way(self) -> None:
        arrows = {
            (name, other)
            for name, tree in trees().items()
            for other in imported(ast.walk(tree))
            if other.split(".")[0] == PACKAGE.name
        }
        assert [arrow for arrow in sorted(arrows) if not is_allowed(*map(room_of, arrow))] == []

    def test_primitives_know_nothing_of_their_views(self) -> None:
        views = "tb_lrplugin.schedules.views"
        primitives = [name for name in MODULES if name.startswith("tb_lrplugin.schedules.") and views not in name]
        arrows = [(name, other) for name in primitives for other in imported(loaded(trees()[name])) if views in other]
        assert arrows == []

    def test_nothing_goes_round(self) -> None:
        uses = {name: {*imported(loaded(tree))} & MODULES.keys() - {name} for name, tree in trees().items()}
        try:
            TopologicalSorter(uses).prepare()
        except CycleError as error:
            pytest.fail(" <- ".join(error.args[1]))

    def test_training_frameworks_are_for_training(self) -> None:
        house = [name for name in MODULES if room_of(name) not in TRAINING]
        arrows = [(name, other) for name in house for other in imported(ast.walk(trees()[name]))]
        assert [arrow for arrow in arrows if arrow[1].split(".")[0] in HEAVY] == []


class TestRooms:
    def test_no_module_is_long(self) -> None:
        lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
        assert {name: count for name, count in lines.items() if count > LONGEST_MODULE} == {}

    def test_few_modules_are_tiny(self) -> None:
        lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
        assert len([name for name, count in lines.items() if count < SMALL_MODULE]) <= MOST_SMALL_MODULES

    def test_the_house_stays_small(self) -> None:
        assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES.values()) <= MOST_LINES

    def test_no_function_is_long(self) -> None:
        functions = [
            (name, node.name, (node.end_lineno or 0) - node.lineno + 1)
            for name, tree in trees().items()
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        assert [function for function in functions if function[2] > LONGEST_FUNCTION] == []


# What users import; a name is added here on purpose, and never taken away.
PUBLIC = {
    "tb_lrplugin": {
        *("__version__", "check", "diagnose", "Report", "SeriesDiagnosis", "Problem", "Evidence", "NextChange"),
        *("Source", "Warned", "LogDirectoryError"),
    },
    "tb_lrplugin.names": {"DOCS_ADDRESS", "HOME_ADDRESS", "OPTIMIZER_CONFIG_TAG", "PLUGIN_NAME", "TAB_NAME"},
    "tb_lrplugin.plugin": {"LearningRatePlugin", "LearningRatePluginLoader"},
    "tb_lrplugin.summary": {"optimizer_config", "optimizer_config_pb"},
    "tb_lrplugin.torch": {"Fault", "LearningRateError", "LearningRateWarning", "LearningRateWatch", "OnFault"},
    "tb_lrplugin.lightning": {"Fault", "LearningRateError", "LearningRateWarning", "LearningRateWatch", "OnFault"},
    "tb_lrplugin.transformers": {"Fault", "LearningRateError", "LearningRateWarning", "LearningRateWatch", "OnFault"},
    "tb_lrplugin.keras": {
        *("ExponentialDecayWithBurnin", "exponential_decay_with_burnin", "LearningRateWatch"),
        *("Fault", "LearningRateError", "LearningRateWarning", "OnFault"),
    },
}
# Their other names are helpers, without an underscore as the package itself uses them.
WITH_HELPERS = {"tb_lrplugin.plugin"}
SCHEDULES = {
    *("Constant", "Cosine", "CosineArc", "CosineCycles", "CosineRestarts", "CosineWave", "Cyclic", "Exponential"),
    *("Floor", "HalvingDecay", "Held", "InverseSquareRoot", "InverseTime", "Join", "Logarithmic", "OnAxis", "Phase"),
    *("PiecewiseConstant", "Polynomial", "PolynomialCycles", "Power", "Ramp", "Sampled", "Schedule", "ScheduleError"),
    *("Shift", "SquareRoot", "cosine_decay_with_warmup", "exponential_decay_with_burnin", "from_message"),
    *("manual_stepping", "record", "to_message"),
}


def declared(name: str) -> set[str]:
    """Read `__all__` from a module's text, so that nothing heavy is imported."""
    for node in trees()[name].body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return {str(item) for item in ast.literal_eval(node.value)}
    raise AssertionError(f"{name} has no __all__")


def defined(name: str) -> set[str]:
    """List the public names that a module defines itself."""
    names: set[str] = set()
    for node in trees()[name].body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            names |= {
                ast.unparse(target) for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            }
    return {name for name in names if not name.startswith("_")}


class TestPublicNames:
    @pytest.mark.parametrize("name", PUBLIC)
    def test_they_are_declared_and_stay(self, name: str) -> None:
        assert declared(name) == PUBLIC[name]
        if name not in WITH_HELPERS:
            assert defined(name) <= declared(name)

    def test_the_schedules_stay(self) -> None:
        schedules = importlib.import_module("tb_lrplugin.schedules")
        assert declared("tb_lrplugin.schedules") >= SCHEDULES
        assert all(hasattr(schedules, name) for name in schedules.__all__)


def test_what_a_configuration_says_is_read_without_a_look_at_the_points() -> None:
    """A reading names what it leaves open; one search holds that against the points."""
    for name in MODULES:
        if room_of(name) == "frameworks":
            assert f"{PACKAGE.name}.data.series" not in imported(ast.walk(trees()[name])), name
