"""Whatever is written into a framework's own file: a reading whose schedule can be used, or none, and no exception."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tb_lrplugin.data.files import Directory, OneFile
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.readers import Traces
from tests.support.labelled import LOGS
from tests.support.properties import examples

_MOST_BYTES = 50_000
BY_KIND = {framework.kind: framework for framework in collection().frameworks}


def seeds() -> dict[str, list[tuple[str, bytes]]]:
    """List the files in the labelled log directories that each framework reads, by name and content."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for path in sorted(LOGS.rglob("*")):
        if path.is_file() and "tfevents" not in path.name and path.stat().st_size <= _MOST_BYTES:
            for kind in {reading.kind for reading in collection().read(Traces(OneFile(str(path))))}:
                found.setdefault(kind, []).append((path.name, path.read_bytes()))
    return found


SEEDS = seeds()

scraps = st.one_of(
    st.sampled_from(
        [b"{", b"}", b"[", b"]", b":", b"#", b"'", b'"', b"\n", b"\n  ", b"- ", b"-", b"&a ", b"*a", b"!!"]
    ),
    st.sampled_from([b"0", b"-1", b"1e308", b"1e-320", b"nan", b".inf", b"9" * 400, b"4611686018427387904", b"null"]),
    st.sampled_from([b"\0", b"\xff\xfe", b"\\ud800", b"true", b"[[1, 2], [3]]", b"{a: b}"]),
    st.binary(max_size=4),
)
edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), scraps), min_size=1, max_size=4)


def mutated(content: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for place, length, scrap in changes:
        at = int(place * len(content))
        content = content[:at] + scrap + content[at + length :]
    return content


@pytest.mark.parametrize("kind", sorted(SEEDS))
@pytest.mark.filterwarnings("ignore:.*escape sequence:DeprecationWarning")
@examples(40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.data(), edits)
def test_a_mutated_file_of_its_own(kind: str, data: st.DataObject, changes: list[tuple[float, int, bytes]]) -> None:
    name, content = data.draw(st.sampled_from(SEEDS[kind]))
    with tempfile.TemporaryDirectory() as directory:
        Path(directory, name).write_bytes(mutated(content, changes))
        readings = BY_KIND[kind].read(Traces(Directory(directory, ".")))
    for reading in readings:
        assert reading.error is None or reading.schedule is None
        if reading.schedule is not None:
            assert (np.nan_to_num(reading.schedule([0, 1, 1000, 2**40])) >= 0).all()
            assert reading.schedule.describe()
