"""YAML as plain data: what it becomes, and what is refused."""

from __future__ import annotations

import datetime
import math
import re
import time
from pathlib import Path

import pytest
import yaml

from tb_lrplugin.data.files import ConfigFileError
from tb_lrplugin.formats.safe_yaml import MAX_DEPTH, MAX_NODES, YamlMap, load_yaml


def refusal(text: str) -> str:
    with pytest.raises(ConfigFileError) as caught:
        load_yaml(text)
    return str(caught.value)


@pytest.fixture(params=["C", "Python"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test runs with PyYAML's parser in C, and with the one that stands in for it where it is not built."""
    if request.param == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML was built without its parser in C")


class TestValues:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("", None),
            ("# nothing\n", None),
            ("a", "a"),
            ("[1, 2.5, true, null, ~, text, '1', \"2\"]", [1, 2.5, True, None, None, "text", "1", "2"]),
            ("a:\n- 1\n- b: 2\n  c:\n", {"a": [1, {"b": 2, "c": None}]}),
            ("1.0e-05", 1e-5),
            ("1e-5", 1e-5),
            ("'1e-5'", "1e-5"),
            ("[0x10, 1_000, -3, .inf]", [16, 1000, -3, math.inf]),
            ("2026-01-31", datetime.date(2026, 1, 31)),
            ("2026-13-31", "2026-13-31"),
            ("a: |\n  x\n  y\nb: >\n  z\n", {"a": "x\ny\n", "b": "z\n"}),
            ("a: 1\na: 2", {"a": 2}),
            ("a: &x {b: 1}\nc: *x\nd: [*x, *x]", {"a": {"b": 1}, "c": {"b": 1}, "d": [{"b": 1}, {"b": 1}]}),
            ("{1: a, true: b, null: c}", {1: "b", None: "c"}),
            ("? [1, 2]\n: lost\n? {a: 1}\n: lost too\nb: kept", {"b": "kept"}),
        ],
    )
    def test_plain(self, text: str, value: object) -> None:
        assert load_yaml(text) == value

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("!!python/tuple [1, 2]", [1, 2]),
            ("!!python/name:os.system ''", ""),
            ("!!python/object/apply:os.system ['touch /tmp/never']", ["touch /tmp/never"]),
            ("a: !!python/object:builtins.object {b: !!python/module:os ''}", {"a": {"b": ""}}),
            ("!mine {a: !yours 1, b: !<tag:example.com,2026:x> [2]}", {"a": "1", "b": [2]}),
            ("[!!int '3', !!float 2, !!str 4, !!bool maybe, !!int many]", [3, 2.0, "4", "maybe", "many"]),
            ("!!set {a, b}", {"a": None, "b": None}),
            ("!!binary aGVsbG8=", "aGVsbG8="),
        ],
    )
    def test_tags_are_passed_over(self, text: str, value: object) -> None:
        assert load_yaml(text) == value

    def test_merged_mappings(self) -> None:
        text = "base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\nall:\n  y: 5\n  <<: [*b, *m]\n  x: 6\n"
        assert load_yaml(text)["all"] == {"y": 5, "x": 6, "z": 4}
        assert load_yaml("<<: text") == {"<<": "text"}
        assert load_yaml("<<: [1]") == {}

    @pytest.mark.parametrize("digit", ["9", "1:", "0b1", "1_"])
    def test_a_number_of_a_million_digits_stays_text(self, digit: str) -> None:
        digits = digit * 500_000 + "1"
        assert load_yaml(f"[{digits}, !!int '{digits}', !!float '{digits}']") == [digits] * 3


class TestLines:
    def test_of_every_entry(self) -> None:
        text = "a:\n  b: 1\n  c: [1,\n    2]\n\n# words\nd: |\n  x\n  y\ne: {f: &i 1}\ng:\nh: *i\n"
        found = load_yaml(text)
        assert isinstance(found, YamlMap)
        assert found.lines == {"a": (1, 4), "d": (7, 9), "e": (10, 10), "g": (11, 11), "h": (12, 12)}
        assert found["a"].lines == {"b": (2, 2), "c": (3, 4)}


class TestRefused:
    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("a: [1, 2", "the file cannot be parsed at line "),
            ("a: 1\n b: 2", "the file cannot be parsed at line 2, column 3: "),
            ("a: 1\n\tb: 2", "the file cannot be parsed at line "),
            ("a: 'open", "the file cannot be parsed at line 1, column "),
            ("a: *nowhere", "the file cannot be parsed at line 1, column 4: the alias *nowhere stands for nothing"),
            ("&a [*a]", "the file cannot be parsed at line 1, column 5: the alias *a stands for nothing"),
            ("a: 1\n---\nb: 2", "the file cannot be parsed at line 2, column 1: a second document begins"),
            ("a: \x00", "the file cannot be parsed"),
            ("a: \x1b[0m", "the file cannot be parsed"),
            ('a: "\\UFFFFFFFF"', "the file cannot be parsed"),
            ("%YAML 9.9\n--- a", "the file cannot be parsed"),
            ("{" * 20, "the file cannot be parsed"),
        ],
    )
    def test_a_sentence_with_line_and_column(self, text: str, sentence: str) -> None:
        assert refusal(text).startswith(sentence)

    @pytest.mark.parametrize("bracket", ["[", "{a: ", "- ", "? "])
    def test_deep_nesting(self, bracket: str) -> None:
        # One level too many is ours to refuse; of a hundred thousand PyYAML may have enough first, in its own words.
        assert f"nested more than {MAX_DEPTH} deep" in refusal(bracket * (MAX_DEPTH + 1))
        assert re.match(r"the file cannot be parsed at line 1, column \d+: ", refusal(bracket * 100_000))

    def test_depth_up_to_the_limit(self) -> None:
        assert load_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH) != []

    def test_a_billion_laughs(self) -> None:
        lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
        lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10)]
        assert f"more than {MAX_NODES:,} values" in refusal("\n".join(lines))

    def test_a_billion_merged_keys(self) -> None:
        lines = ["a0: &a0 {k: v}"]
        lines += [f"a{i}: &a{i} {{<<: [{', '.join([f'*a{i - 1}'] * 10)}]}}" for i in range(1, 12)]
        assert f"more than {MAX_NODES:,} values" in refusal("\n".join(lines))

    def test_a_chain_of_aliases_stays_shallow(self) -> None:
        lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 5000)]
        assert "nested more than" in refusal("\n".join(lines))

    def test_many_values(self) -> None:
        began = time.thread_time()
        assert f"more than {MAX_NODES:,} values" in refusal("[" + "1," * 1_000_000 + "]")
        assert time.thread_time() - began < 20

    def test_nothing_runs(self, tmp_path: Path) -> None:
        never = tmp_path / "never"
        load_yaml(f"a: !!python/object/apply:os.mkdir ['{never}']\nb: !!python/object/new:os.mkdir ['{never}']")
        assert not never.exists()
