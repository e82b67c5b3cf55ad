"""Whatever a file or summary repeats, 100 kB of it are read within a second: a parser holds all of TensorBoard."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tb_lrplugin.data.files import ConfigFileError, Directory
from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.formats.safe_yaml import load_yaml
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.easydel import FILE_NAME
from tb_lrplugin.frameworks.own import parse_file, parse_message
from tb_lrplugin.frameworks.readers import TextFile, Traces
from tb_lrplugin.frameworks.yolo.yolov5 import HYPERPARAMETERS, OPTIONS
from tests.support.pace import quiet_seconds

SIZE = 100_000
MOST_SECONDS = 1.0

# What ends up as a configuration of each framework goes first, so that its reader looks at the rest.
SIGNS = (
    "lr0: 1\nlrf: 1\n",
    "SOLVER:\n BASE_LR: 1\n",
    "trainer:\n optimizer_config:\n  optimizer:\n   class_path: a\n",
    "train_config { optimizer { adam_optimizer { learning_rate { constant_learning_rate { ",
    "param_scheduler = [\n",
    '{"compile_config": {"optimizer": {"config": {"learning_rate": ',
    "schedule { constant { value: 1 } }\n",
)
UNITS = (
    *(
        "\n",
        " ",
        "a",
        "lr0:\n",
        "lr0: 1\n",
        "a: 1\n",
        "%TAG ! a:\n",
        "%TAG !a! a:\n",
        "- ",
        "? ",
        "&a [",
        "*a ",
        "? a\n",
    ),
    *(
        "[",
        "{",
        "}",
        "]",
        "'",
        '"',
        '""',
        "#",
        "# a\n",
        "\\",
        "0",
        "01 ",
        "a: 01 ",
        "a { b: 01 } ",
        "a <",
        "a {",
        "(",
        "()",
    ),
    *(
        "-",
        "1,",
        "1+",
        "{}",
        "[],",
        '"a":',
        '"a", ',
        "|",
        "<<: *a\n",
        "constant_learning_rate ",
        "x: [1] ",
        "1e",
        "_",
        "\t",
    ),
    *("- a\n", "a = 1\n", "not ", "a.", "!!", "!a ", "\ud83d", "\x00", "---\n", "\r", "\u2028"),
)
# Of readers that are functions.
OWN_FILES = {"yolov5": {HYPERPARAMETERS, OPTIONS}, "easydel": {FILE_NAME}}


def texts(kind: str) -> list[str]:
    """Repeat every unit alone, and some of the units after each of the signs, for each kind always the same ones."""
    choice = random.Random(kind)
    alone = [(sign, unit) for unit in UNITS for sign in [""]]
    after = [(sign, unit) for sign in SIGNS for unit in choice.sample(UNITS, len(UNITS) // 6)]
    return [sign + unit * (SIZE // len(unit.encode("utf-8", "replace"))) for sign, unit in alone + after]


def slow(kind: str, read: Callable[[str], object]) -> list[tuple[str, float]]:
    """List what takes too long, by its beginning and end, in seconds of processor time of a quiet machine."""
    found = []
    for text in texts(kind):
        seconds = quiet_seconds(partial(read, text), MOST_SECONDS)
        if seconds > MOST_SECONDS:
            found.append((f"{text[:40]}...{text[-10:]}", seconds))
    return found


@pytest.mark.parametrize("kind", [framework.kind for framework in collection().frameworks])
@pytest.mark.filterwarnings("ignore:.*escape sequence:DeprecationWarning")
def test_readers_take_no_longer_than_the_text(kind: str, tmp_path: Path) -> None:
    framework = next(one for one in collection().frameworks if one.kind == kind)
    files = OWN_FILES.get(kind, set()) | {reader.name for reader in framework.readers if isinstance(reader, TextFile)}
    tags = frozenset[str]().union(*(reader.text_tags() for reader in framework.readers))

    def read(text: str) -> object:
        for name in files:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8", errors="replace", newline="")
        evidence = RunEvidence(".", dict.fromkeys(tags, text), keras_model=text, hparams={"learning_rate": text})
        return framework.read(Traces(Directory(str(tmp_path), "."), evidence))

    assert slow(kind, read) == []


@pytest.mark.filterwarnings("ignore:.*escape sequence:DeprecationWarning")
def test_a_schedule_file_and_a_message_take_no_longer() -> None:
    assert slow("file", parse_file) == []
    assert slow("message", lambda text: parse_message(text.encode("utf-8", "replace"))) == []


@pytest.mark.parametrize("unit", ["%TAG !{}! a:\n", "a{}: &b{} [*b{}]\n"])
def test_numbered_lines_take_no_longer(unit: str) -> None:
    text = "".join(unit.replace("{}", str(number)) for number in range(SIZE // len(unit)))

    def read() -> None:
        try:
            load_yaml(text)
        except ConfigFileError as error:
            assert "line" in str(error)

    assert quiet_seconds(read, MOST_SECONDS) <= MOST_SECONDS
