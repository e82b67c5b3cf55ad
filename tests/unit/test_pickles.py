"""Pickles are read as data: nothing is looked up, called or imported, and no file exhausts the reader."""

from __future__ import annotations

import builtins
import importlib
import json
import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.formats import pickles
from tb_lrplugin.formats.pickles import Call, Global, Machine, PickleError, mappings, plain
from tests.support import hostile_pickles
from tests.support.checkpoints import Called, Named, named, pickled

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 10
CHILD = """
import json, resource, sys
from tests.support import hostile_pickles
from tests.support.checkpoints import Bytes
from tests.support.pace import quiet_seconds
from tb_lrplugin.formats.checkpoint import CheckpointError, read_checkpoint
from tb_lrplugin.formats.pickles import Machine, PickleError, mappings, plain

def walked(tree):
    return sum(1 for _ in mappings(tree)) + len(repr(plain(tree)))

def outcome(read):
    try:
        return f"read {read()}"
    except (CheckpointError, PickleError) as error:
        return f"refused: {error}"

resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
found = {}
for name, make in hostile_pickles.made(sys.argv[1]).items():
    content = make()
    # A plain pickle of megabytes is data to `read_checkpoint`.
    is_whole = content[:1] in (b"P", bytes([0x89])) or len(content) < 2**16
    def work():
        found[name] = outcome(
            lambda: walked(read_checkpoint(Bytes(content)).tree if is_whole else Machine(content).read())
        )
    seconds = quiet_seconds(work, float(sys.argv[2]))
    found[name] = [found[name], seconds]
    content = None
print(json.dumps(found))
"""


class Outcome(NamedTuple):
    """What came of a hostile file, within how many seconds of work."""

    text: str
    seconds: float


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """Read every hostile file in a process of 1 GiB; it must survive them all."""
    marker = tmp_path_factory.mktemp("hostile") / "marker"
    command = [sys.executable, "-c", CHILD, str(marker), str(SECONDS)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert result.returncode == 0, result.stderr[-2000:]
    assert not marker.exists()
    return {name: Outcome(*found) for name, found in json.loads(result.stdout).items()}


@pytest.mark.skipif(sys.platform == "win32", reason="address space cannot be limited there")
@pytest.mark.parametrize("name", hostile_pickles.made(""))
def test_a_hostile_file_is_read_or_refused_in_time(outcomes: dict[str, Outcome], name: str) -> None:
    assert outcomes[name].seconds <= SECONDS
    assert outcomes[name].text.startswith(("read ", "refused: "))


def test_nothing_is_looked_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No import, no `getattr` of a module, no unpickler: only names are kept."""
    made = hostile_pickles.made(str(tmp_path / "marker"))
    # The large ones are the same opcodes again and again.
    is_large = re.compile("illion|60,000")
    contents = [
        content for name, make in made.items() if not is_large.search(name) and len(content := make()) < 500_000
    ]

    def forbidden(*arguments: Any, **_options: Any) -> Any:
        raise AssertionError(f"was asked for {arguments[0]!r}")

    before = set(sys.modules)
    with monkeypatch.context() as patch:
        # pytest itself imports for each of these, so that of imports comes last.
        last = (builtins, "__import__")
        for module, name in (
            (importlib, "import_module"),
            (pickle, "Unpickler"),
            (builtins, "eval"),
            (builtins, "exec"),
            last,
        ):
            patch.setattr(module, name, forbidden)
        for content in contents:
            try:
                Machine(content).read()
            except PickleError:
                continue
    assert set(sys.modules) == before
    assert not (tmp_path / "marker").exists()


def test_the_room_itself_imports_no_unpickler() -> None:
    folder = Path(pickles.__file__).parent
    sources = [path.read_text() for path in (*folder.glob("*.py"), *(folder.parent / "checkpoint").glob("*.py"))]
    words = ("import pickle", "importlib", "__import__", "getattr(", "eval(", "exec(", "find_class")
    assert [word for word in words for source in sources if word in source] == []


def test_a_call_keeps_its_names_alone() -> None:
    found = Machine(pickled(Called("os.system", ("true",), {"a": 1}))).read()
    assert isinstance(found, Call) and isinstance(found.function, Global)
    assert (found.path, found.arguments, found.state) == ("os.system", ("true",), {"a": 1})


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_plain_data_come_back(protocol: int) -> None:
    value = {
        "text": "ü",
        "bytes": b"\x00" * 300,
        "numbers": [0, 1, 255, 256, 70_000, -1, 2**40, 0.1, float("inf")],
        "flags": [True, False, None],
        "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)],
        7: {"inner": {}},
    }
    found = Machine(pickle.dumps(value, protocol)).read()
    if protocol == 2:
        value.pop("bytes"), found.pop("bytes")  # Longer ones than any scalar stay calls there.
    assert found == value


def test_sets_and_mappings_become_plain() -> None:
    import collections

    value = [
        collections.OrderedDict([("b", 1), ("a", 2)]),
        collections.Counter({3: 2}),
        collections.defaultdict(list, {"a": [1]}),
        {5},
        frozenset({6}),
    ]
    for protocol in (2, 4):
        found = Machine(pickle.dumps(value, protocol)).read()
        assert found == [{"b": 1, "a": 2}, {3: 2}, {"a": [1]}, [5], [6]]
        assert list(found[0]) == ["b", "a"]


def test_scalars_of_numpy_become_numbers() -> None:
    import numpy as np

    for protocol in (2, 4):
        found = Machine(pickle.dumps([np.float64(0.1), np.int64(-7), np.float32(0.5)], protocol)).read()
        assert found == [0.1, -7, 0.5]


def test_objects_are_written_out_with_their_class() -> None:
    tree = Machine(
        pickled({"args": Called("argparse.Namespace", (), {"lr": 0.1, "kind": Called("x.Kind", ("cosine",))})})
    ).read()
    assert plain(tree) == {"args": {"__class__": "argparse.Namespace", "lr": 0.1, "kind": "cosine"}}


def test_a_function_is_nothing() -> None:
    assert plain(Machine(pickled([Named("os.system"), 1])).read()) == [None, 1]


def test_what_is_near_the_root_comes_first() -> None:
    tree = Machine(pickled({"a": [{"deep": {"deeper": 1}}], "b": {"near": 1}})).read()
    assert [path for path, _, _ in mappings(tree)] == [(), ("b",), ("a", 0), ("a", 0, "deep")]


# What a pickle is made of, in any order.
_ATOMS = st.one_of(
    st.sampled_from([b"N", b"\x88", b"]", b"}", b")", b"(", b"\x8f", b"0", b"1", b"a", b"e", b"s", b"u", b"t", b"R"]),
    st.sampled_from(
        [b"\x85", b"\x86", b"\x87", b"\x81", b"\x92", b"\x93", b"b", b"Q", b"\x94", b"\x90", b"\x91", b"2"]
    ),
    st.sampled_from([named("os.system"), named("collections.OrderedDict"), named("torch.Size"), named("builtins.set")]),
    st.integers(0, 255).map(lambda number: b"K" + bytes([number])),
    st.integers(0, 5).map(lambda index: b"h" + bytes([index])),
    st.integers(0, 5).map(lambda index: b"q" + bytes([index])),
    st.binary(max_size=5).map(lambda content: b"U" + bytes([len(content)]) + content),
    st.binary(max_size=3),
)


@given(st.lists(_ATOMS, max_size=60).map(b"".join))
def test_any_opcodes_are_read_or_refused(content: bytes) -> None:
    try:
        tree = Machine(b"\x80\x04" + content + b".", 1000).read()
        list(mappings(tree))
        plain(tree)
    except PickleError:
        pass


_PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**60), 2**60), st.floats(allow_nan=False), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(st.one_of(st.text(max_size=3), st.integers(-99, 99)), inner, max_size=4),
    ),
    max_leaves=20,
)


@given(_PLAIN, st.integers(2, 5))
def test_any_plain_data_come_back(value: Any, protocol: int) -> None:
    assert Machine(pickle.dumps(value, protocol)).read() == value
