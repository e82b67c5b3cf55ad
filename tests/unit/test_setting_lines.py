"""Where the settings of a rate stand in a configuration, in every notation that configurations have."""

from __future__ import annotations

import time

import pytest

from tb_lrplugin.formats.setting_lines import lines_of_settings
from tb_lrplugin.formats.settings_text import load_settings

SHOWN = "lr: 0.01\nscheduler: cosine\nseed: 3"


@pytest.mark.parametrize(
    "text",
    [
        "seed: 3\nlr: 0.01\nscheduler: cosine\n",
        'seed: 3\n"lr": 0.01,\n"scheduler": "cosine"\n',
        "seed = 3\nlr = 0.01\nscheduler = 'cosine'\n",
        "seed = 3\ntrain.lr = 0.01\ntrain.scheduler = @cosine()\n",
        "- - seed\n  - - lr\n  - - scheduler\n",
        "train {\n  lr: 0.01\n  scheduler { cosine {} }\n}\n",
        "\tseed: 3\r\n\tlr: 0.01\r\n\tscheduler: cosine\r\n",
    ],
)
def test_a_setting_is_found_in_every_notation(text: str) -> None:
    assert lines_of_settings(text, SHOWN) == (2, 3)


def test_dotted_names_are_found_by_their_last_part() -> None:
    assert lines_of_settings("algo:\n  optimizer:\n    lr: 0.01\n", "algo.optimizer.lr: 0.01") == (3, 3)


def test_of_a_name_in_several_places_the_one_with_the_value_shown_is_meant() -> None:
    text = "critic:\n  lr: 0.5\nactor:\n  lr: 0.01\n"
    assert lines_of_settings(text, "lr: 0.01") == (4, 4)
    assert lines_of_settings(text, "lr: 7") == (2, 2)


def test_settings_far_apart_are_told_by_the_densest_group() -> None:
    text = "optimizer: SGD\n" + "other: 1\n" * 50 + "lr0: 0.01\nlrf: 0.1\nmomentum: 0.9\nwarmup_epochs: 3\n"
    assert lines_of_settings(text, "optimizer: SGD\nlr0: 0.01\nlrf: 0.1\nwarmup_epochs: 3") == (52, 55)


def test_a_text_of_one_line_is_that_line() -> None:
    assert lines_of_settings('{"train": {"lr": 0.01}}\n', SHOWN) == (1, 1)


@pytest.mark.parametrize("text", ["", "seed: 3\n", "# nothing\n", "seed: 3\ncolor: blue\n"])
def test_what_is_not_there_is_not_pointed_at(text: str) -> None:
    assert lines_of_settings(text, "lr: 0.01") is None


def test_what_is_not_of_the_rate_is_not_pointed_at() -> None:
    assert lines_of_settings("seed: 3\ncolor: blue\n", "seed: 3") is None


@pytest.mark.parametrize("line", ["a" * 1000, "- " * 500, "lr:" * 300, " " * 1000, '"' * 1000])
def test_a_long_text_costs_what_its_length_is_worth(line: str) -> None:
    def seconds(lines: int) -> float:
        begin = time.thread_time()
        lines_of_settings(f"{line}\n" * lines, SHOWN)
        return time.thread_time() - begin

    seconds(10)
    short, long = min(seconds(25) for _ in range(3)), min(seconds(250) for _ in range(3))
    assert long < 40 * short + 0.05


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("lr: 0.1\n  cmd: train.py --learning_rate 3e-5\n", set()),
        ("a: [1\ncmd: train.py --lr 3e-5 --warmup 100\n", set()),
        ('- name: x\n  "run": train.py --lr 3e-5\n x', set()),
        ("accelerate launch train.py \\\n  --lr 3e-5 --url http://host:80/a", {"lr", "url"}),
        ("lr: 0.1\ncmd: train.py --learning_rate 3e-5\n", {"lr", "cmd"}),
    ],
)
def test_a_value_of_broken_yaml_is_no_command_line(text: str, names: set[str]) -> None:
    assert set(load_settings(text)) == names
