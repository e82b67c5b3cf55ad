"""Frameworks that leave their schedule in a file: healthy and faulty runs, and what must not be taken for theirs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tb_lrplugin.data.files import Directory
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.readers import Traces
from tests.support.pace import quiet_seconds
from tests.support.source_case import SourceCase
from tests.support.source_cases import CASES, pairs
from tests.support.text_summaries import entries_of, write_run

# For each file.
MOST_SECONDS = 0.001
# Another tool's file of the same name, whatever it may hold.
STRANGERS = {
    "config.yml": (
        "learning_rate: 0.1\nn_timesteps: 100\n",
        pairs(learning_rate="lin_0.001", policy="MlpPolicy"),
        "!!python/object/apply:os.system ['true']\n",
        "optimizers: [a, b]\n",
    ),
    "config.json": (
        '{"train": {"station": "A", "learning_rate": "n/a", "lr_decay": "n/a"}, "data": {}, "model": {}}',
        '{"learning_rate": 0.0002, "lr_decay": 0.999, "sampling_rate": 22050}',
        '{"architectures": ["BertForMaskedLM"], "hidden_size": 768}',
        "[" * 5000,
    ),
    "hparams.yaml": (
        "learning_rate:\n- 0.1\n- 0.01\nsearch: grid\ncfg:\n  optim:\n    name: cobyla\n    lr: 1\n    sched: null\n",
        "learning_rate: 0.1\nbatch_size: 32\n",
        "lr: 0.1\nT_max: 50\nwarmup_steps: 5\nmax_steps: 100\n",
        "lr: 0.1\nmilestones: [1, 2]\ngamma: [0.5]\nstep_size: -3\nwarmup: {a: 1}\n",
        "learning_rate: &a [*a]\n",
    ),
    "config.yaml": (
        "train:\n  lr_schedule: adaptive\n  learning_rate: 0.1\n",
        "algorithm:\n  name: sort\n  learning_rate: fast\n",
        "train: {params: {config: {lr_schedule: adaptive}}}\n",
        "algo:\n  anneal_lr: true\n  rollout_steps: 1\n",
        "optim_conf: {}\nscheduler_conf: {}\n",
    ),
    "params.json": (
        '{"lr": 0.1, "env": "x", "train_batch_size": 8}',
        '{"num_workers": 4, "train_batch_size": 8, "learning_rate": 0.1}',
        '{"num_workers": 1, "train_batch_size": 1, "lr": null, "env": 1}',
    ),
    "params.txt": ("lr: 0.1\nwarmup: 5\n", "a: 1\n"),
    "model.yaml": ("OPTIMIZATION: best\n", "OPTIMIZATION:\n  OPTIMIZER: x\n  LR: \n"),
    "model.py": ("lr_config = 1\noptimizer = 2\n", "lr_config = make()\noptimizer = torch.optim.SGD(p, lr=1)\n"),
    "final/hyperparameters.yaml": ("train: {lr_warmup_steps: 1, micro_batch_size: 2}\n",),
    "checkpoints/iter_0000100/run_config.yaml": (
        "_target_: megatron.bridge.x\nscheduler: {}\noptimizer: {lr: 1}\ntrain: {}\n",
        "scheduler:\n  lr_decay_style: cosine\noptimizer:\n  lr: 0.1\ntrain:\n  train_iters: 5\n",
    ),
    "config.gin": (
        "train.total_steps = 100\nOptimizer.learning_rate = 0.1\n",
        "create_learning_rate_schedulers.factors = 'x'\n",
    ),
    "job.json": (
        '{"lr_scheduler": {"warmup_steps": 1, "decay_ratio": 1}, "training": {"steps": 5}, "optimizer": {"name": "x"}}',
        '{"lr_scheduler": "cosine", "warmup_steps": 5, "decay_ratio": 0.1, "optimizer": "adam", "training": []}',
    ),
    "params/agent.yaml": ("agent: smith\nlearning_rate: 0.1\n", "algorithm: {learning_rate: 0.1}\n", "- 1\n"),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_run_gets_the_verdict_that_its_file_asks_for(case: SourceCase, tmp_path: Path) -> None:
    case.write(tmp_path)
    entry = entries_of(tmp_path)[case.run, case.tag]
    assert (entry["verdict"], (entry["source"] or {}).get("kind")) == (case.verdict, case.kind), entry["detail"]
    assert [warning["id"] for warning in entry["warnings"]] == list(case.warnings)
    for name, number in case.evidence.items():
        assert entry["evidence"][name] == pytest.approx(number)


@pytest.mark.parametrize(("path", "text"), [(path, text) for path, texts in STRANGERS.items() for text in texts])
def test_another_tools_file_speaks_for_no_series(path: str, text: str, tmp_path: Path) -> None:
    tags = sorted({case.tag for case in CASES})
    write_run(tmp_path, {}, {tag: [(step, 0.1) for step in range(5)] for tag in tags})
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(text)
    assert {entry["verdict"] for entry in entries_of(tmp_path).values()} == {"no_schedule"}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_broken_value_is_an_error_of_its_own_or_nothing(case: SourceCase, tmp_path: Path) -> None:
    for number, value in enumerate(("-1", '"much"', "1e999", "[]", "null", ".nan")):
        directory = tmp_path / str(number)
        case.write(directory)
        for path, text in case.files.items():
            (directory / path).write_text(
                re.sub(r"(?m)((?:lr|rate|LR)\"?: *\n? *(?:- )?)[\"\w.+-]+", rf"\g<1>{value}", text)
            )
    for entry in entries_of(tmp_path).values():
        assert entry["verdict"] != "not_diagnosed", entry["detail"]


def test_a_foreign_file_costs_next_to_nothing(tmp_path: Path) -> None:
    text = "".join(f"key_{number}: value\n" for number in range(2000))
    for path in STRANGERS:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)

    def is_looked_at() -> None:
        assert list(collection().read(Traces(Directory(str(tmp_path), ".")))) == []

    is_looked_at()
    assert quiet_seconds(is_looked_at, MOST_SECONDS * len(STRANGERS)) <= MOST_SECONDS * len(STRANGERS)


@pytest.mark.parametrize("name", ["drops", "lines-late", "decay", "own-window"])
def test_means_are_told_as_what_they_are_means_of(name: str, tmp_path: Path) -> None:
    case = next(case for case in CASES if str(case) == f"espnet-{name}")
    case.write(tmp_path)
    entry = entries_of(tmp_path)[case.run, case.tag]
    assert "over 10 steps" not in entry["detail"] and "more parts" not in entry["detail"]
    assert entry["schedule_text"].count("warm-up") <= 1
