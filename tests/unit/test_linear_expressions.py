"""Every regular expression takes time in proportion to the text: one that does not holds all of TensorBoard."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import tb_lrplugin
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.readers import TextFile
from tests.support.pace import quiet_seconds

# Together with the beginnings of strings, comments, blocks and keys that our expressions look for.
UNITS = (
    *(" ", "\n", "\t", "\r\n", " \n", "a", "A", "aA", "0", "_", "-", ".", "/", ":", ",", "#", "`", "'", '"', "\\"),
    *(
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "{}",
        "[]",
        "[a](",
        "](",
        "![",
        "a.",
        "a:",
        ": ",
        "a: ",
        "\u2028",
        "\x00",
    ),
    *(
        "lr0:\n",
        "lrf:\n",
        "lr0: 1\n",
        "optimizer:",
        " optimizer ",
        "lr_",
        "lrs",
        "x/",
        "e5",
        "1e",
        "1.",
        "a: 1\n",
        "\t  ",
    ),
    *(
        "# ",
        "## ",
        "# a\n",
        "#\n",
        "constant_learning_rate ",
        "learning_rate_",
        "run-",
        "0a",
        "é",
        "\ud800",
        "optimizer_config ",
    ),
)
PREFIXES = ("", "constant_learning_rate", "\n optimizer_config", "[")
PACKAGE = Path(tb_lrplugin.__file__).parent
SHORT, LONG = 2_500, 10_000
# Four times the text in not much more than four times the time; what takes no time tells nothing of its growth.
MOST_GROWTH = 8
NO_TIME = 0.004
MOST_SECONDS = 0.1
METHODS = ("search", "match", "fullmatch", "sub", "split", "findall", "finditer")


def expressions() -> Iterator[tuple[str, re.Pattern[str], tuple[str, ...]]]:
    """List every compiled expression of the package's modules and what declarations hold, each with its uses."""
    for path in sorted(PACKAGE.rglob("*.py")):
        # Others need not be imported: some want TensorFlow.
        if "re.compile(" not in path.read_text():
            continue
        place = path.relative_to(PACKAGE.parent).with_suffix("")
        module = importlib.import_module(".".join(place.parts).removesuffix(".__init__"))
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                source = inspect.getsource(module)
                used = tuple(method for method in METHODS if re.search(rf"\b{name}\.{method}\(", source))
                yield f"{module.__name__}.{name}", value, used or METHODS
    for framework in collection().frameworks:
        yield f"{framework.kind}: tags", re.compile(framework.tags), ("fullmatch",)
        for reader in framework.readers:
            if isinstance(reader, TextFile):
                for sign in (*reader.signs, reader.proof):
                    yield f"{framework.kind}: {sign}", re.compile(sign, re.MULTILINE), ("search",)


EXPRESSIONS = {name: (pattern, used) for name, pattern, used in expressions()}


def seconds(pattern: re.Pattern[str], used: tuple[str, ...], text: str, enough: float = 0.0) -> float:
    """Time what the package does with an expression, in processor time of a quiet machine."""

    def work() -> None:
        for method in used:
            if method == "sub":
                pattern.sub("", text)
            elif method == "finditer":
                list(pattern.finditer(text))
            else:
                getattr(pattern, method)(text)

    return quiet_seconds(work, enough)


def is_linear(pattern: re.Pattern[str], used: tuple[str, ...], prefix: str, unit: str) -> bool:
    short, long = (prefix + unit * (length // len(unit)) for length in (SHORT, LONG))
    if seconds(pattern, used, long, NO_TIME) <= NO_TIME:
        return True
    grown = min(MOST_SECONDS, MOST_GROWTH * seconds(pattern, used, short))
    return seconds(pattern, used, long, grown) <= grown


def test_a_quadratic_expression_is_told() -> None:
    assert not is_linear(re.compile(r"^\s+optimizer_config", re.MULTILINE), ("search",), "", "\n")


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_an_expression_is_linear(name: str) -> None:
    slow = [(prefix, unit) for prefix in PREFIXES for unit in UNITS if not is_linear(*EXPRESSIONS[name], prefix, unit)]
    assert slow == []
