"""Leaving out what a message has no fields for never changes what protobuf's parser makes of a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from google.protobuf import text_format
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.formats.text_protos import known_fields, read_known_fields
from tb_lrplugin.protos import object_detection_pb2 as pb
from tests.support.pipelines import SEED
from tests.support.properties import examples

# Python warns of an escape that it does not know, which protobuf's parser hands to it.
pytestmark = pytest.mark.filterwarnings("ignore:.*escape sequence:DeprecationWarning")

# Whatever decides where a field begins and ends, and whatever looks like it within strings and comments.
PIECES = (
    *("train_config", "optimizer", "adam_optimizer", "learning_rate", "constant_learning_rate", "model", "num_steps"),
    *(
        "{",
        "}",
        "<",
        ">",
        ":",
        "[",
        "]",
        ",",
        ";",
        "#",
        "\n",
        " ",
        "\r\n",
        "\t",
        "\u2028",
        "-",
        "+",
        ".",
        "/",
        "\\",
        "ä",
    ),
    *(
        "5",
        "-5",
        "0.5",
        "1e-3",
        "012",
        "0x1f",
        "1f",
        "5a",
        "99999999999999999999",
        "true",
        "inf",
        "-inf",
        "'a'",
        '"b}"',
    ),
    *(
        "'",
        '"',
        "'\\n'",
        "[1, 2]",
        "[a]",
        "[]",
        "['x', 'y' # ]\n]",
        "[p.x]",
        " # { } comment\n",
        "x { y: 1 }",
        "x: { }",
    ),
    *("train_config {", "optimizer {", "adam_optimizer {", "num_steps: 5\n", "num_steps: x\n", "batch_size: [3]\n"),
)


def whole(text: str) -> pb.Pipeline:
    pipeline = pb.Pipeline()
    text_format.Merge(text, pipeline, allow_unknown_field=True, allow_unknown_extension=True)
    return pipeline


def result(read: Callable[[str], pb.Pipeline], text: str) -> tuple[pb.Pipeline | None, str]:
    """Read a text: the message, and what is wrong with it, line and column included."""
    try:
        return read(text), ""
    except text_format.ParseError as error:
        return None, str(error)


def agrees(text: str) -> bool:
    return result(lambda text: read_known_fields(text, pb.Pipeline), text) == result(whole, text)


@examples(500)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(["", " "]))
def test_any_pieces_read_the_same(pieces: list[str], between: str) -> None:
    assert agrees(between.join(pieces))


@examples(500)
@given(st.lists(st.tuples(st.integers(0, len(SEED)), st.integers(0, 8), st.sampled_from(("", *PIECES))), max_size=3))
def test_a_changed_file_reads_the_same(changes: list[tuple[int, int, str]]) -> None:
    text = SEED
    for at, removed, piece in changes:
        text = text[:at] + piece + text[at + removed :]
    assert agrees(text)


def test_of_a_whole_file_only_known_fields_remain() -> None:
    known = known_fields(SEED, pb.Pipeline.DESCRIPTOR)
    assert "num_classes" not in known and "momentum_optimizer_value" not in known and "decay_steps: 800720" in known
    assert whole(known) == whole(SEED)


@pytest.mark.parametrize(
    "odd",
    [
        *("model < x: 1 >", "model { x: 012 }", "model { x: 'a\\n' }", "model { x: 1, y: 2 }", "[p.x] { y: 1 }"),
        *(
            "model { x: }",
            "model { x: 1f }",
            "model {",
            "}",
            "x: 'a' 'b'",
            "model { " * 40 + "} " * 40,
        ),
    ],
)
def test_a_text_with_anything_out_of_the_ordinary_is_left_whole(odd: str) -> None:
    text = f"{odd}\nother {{ x: 1 }}\n"
    assert known_fields(text, pb.Pipeline.DESCRIPTOR) == text
    assert agrees(text)


@pytest.mark.parametrize(
    "text",
    ["#" * 20_000, " " * 20_000 + ",", "a" + " " * 20_000, "# #\n" * 5_000 + ",", "a:[1" + ",1" * 5_000, "a" * 20_000],
)
def test_no_text_takes_long(text: str) -> None:
    """A search that went back and forth over these would not end within the time of the whole suite."""
    assert known_fields(text, pb.Pipeline.DESCRIPTOR) in (text, "")
