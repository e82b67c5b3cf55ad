"""docs/watch.md: its table is what was trained, and it names every kind of fault."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import tb_lrplugin.watching
from tests.training.watched.cases import RECORDED
from tests.training.watched.keras_loops import LOOPS as KERAS
from tests.training.watched.lightning_loops import LOOPS as LIGHTNING
from tests.training.watched.table import PAGE, page_with, table
from tests.training.watched.torch_habits import LOOPS as TORCH_HABITS
from tests.training.watched.torch_loops import LOOPS as TORCH_LOOPS
from tests.training.watched.transformers_loops import ACCELERATED
from tests.training.watched.transformers_loops import LOOPS as TRAINER

TEXT = PAGE.read_text(encoding="utf-8")
TORCH = [*TORCH_LOOPS, *TORCH_HABITS]
ENTRIES = json.loads(RECORDED.read_text())
LOOPS = {
    "torch": TORCH,
    "lightning": LIGHTNING,
    "accelerate": ACCELERATED,
    "Keras 3": KERAS,
    **{name: TRAINER for name in ENTRIES if name.startswith("transformers")},
}


def test_the_table_is_what_was_trained() -> None:
    assert page_with(table()) == TEXT, "run `python -m tests.training.watched.table`"


def test_every_loop_was_trained_and_told_in_time() -> None:
    assert ENTRIES.keys() == LOOPS.keys()
    for framework, entry in ENTRIES.items():
        told = entry["loops"]
        assert told.keys() == {loop.what for loop in LOOPS[framework]}
        for loop in LOOPS[framework]:
            if loop.kind:
                kind, update = re.fullmatch(r"(\w+), update (\d+)", told[loop.what]).groups()  # type: ignore[union-attr]
                assert kind == loop.kind and int(update) <= loop.update
            else:
                assert told[loop.what] == "nothing"


def test_there_are_many_of_each() -> None:
    counts = Counter(bool(loop.kind) for loops in (TORCH, LIGHTNING, ACCELERATED, KERAS, TRAINER) for loop in loops)
    assert counts[True] >= 40 and counts[False] >= 40


def test_the_page_names_every_kind() -> None:
    package = Path(tb_lrplugin.watching.__file__).parent
    sources = "\n".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    kinds = set(re.findall(r'(?:say\(|RunWarning\()\s*"(\w+)"', sources))
    assert len(kinds) >= 9
    assert {kind for kind in kinds if f"| `{kind}`" not in TEXT} == set()
