"""What parts of a check saw, on disk: a fleet is put together in memory that does not grow with it.

Kept in a file, it also lets the next check look only at directories that have changed.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, overload

from tb_lrplugin.answers import acknowledged_as, reading_order
from tb_lrplugin.answers.contract import Acknowledged, Entry, Problem
from tb_lrplugin.fleet.parts import Seen

# As many as a check of the whole names.
_SHOWN_SCALAR_TAGS = 50
# An owner is a directory of runs, or several that were looked at together; `begun` is how its files were before that,
# `print` the same where the next look would say the same.
_TABLES = """
CREATE TABLE asked (key TEXT);
CREATE TABLE owner (
    id INTEGER PRIMARY KEY, units TEXT UNIQUE, begun TEXT, print TEXT, is_group INTEGER, is_whole INTEGER, tags TEXT
);
CREATE TABLE series (
    id INTEGER PRIMARY KEY, owner INTEGER, run BLOB, tag BLOB, verdict TEXT, rank INTEGER, warnings INTEGER,
    is_odd INTEGER, first INTEGER, last INTEGER, points INTEGER
);
CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE problem (id INTEGER PRIMARY KEY, owner INTEGER, is_unread INTEGER, text TEXT);
CREATE INDEX series_of ON series (owner);
CREATE INDEX problem_of ON problem (owner);
"""
# Of this check alone: what is asked for, in which order; which series stand for others; what people acknowledge.
_TABLES_OF_NOW = """
CREATE TEMP TABLE now (owner INTEGER PRIMARY KEY, place INTEGER);
CREATE TEMP TABLE instead (id INTEGER PRIMARY KEY, of INTEGER);
CREATE TEMP TABLE acknowledged (id INTEGER PRIMARY KEY, rank INTEGER, warnings INTEGER, text TEXT);
"""
_SHOWN = """
FROM series JOIN now ON now.owner = series.owner JOIN owner ON owner.id = series.owner
WHERE CASE WHEN owner.is_group THEN series.id IN (SELECT id FROM instead)
      ELSE series.id NOT IN (SELECT of FROM instead) END
"""


class Store:
    """The answers of one check; a file is used by one check at a time."""

    def __init__(self, path: str, key: Mapping[str, Any]) -> None:
        """Open a file, or one that goes with the check.

        Args:
          path: of the file; "" where nothing is kept. One that is not there, or holds something else, tells nothing.
          key: what the check is asked; the answers to other questions are of no use.

        Raises:
          sqlite3.Error: if the file cannot be used; so do the methods.
        """
        self._path = path
        # A file of something else stays as it is until there is what to put into its place.
        self._new = ""
        text = json.dumps(key, sort_keys=True)
        try:
            if path and _key_of(path) == text:
                self.base = _opened(path)
                self.base.execute("BEGIN IMMEDIATE")
            else:
                self._new = f"{path}.{os.getpid()}.new" if path else ""
                self.base = _opened(self._new)
                self.base.executescript(f"PRAGMA journal_mode = OFF; {_TABLES}")
                self.base.execute("BEGIN IMMEDIATE")
                self.base.execute("INSERT INTO asked VALUES (?)", (text,))
            for statement in _TABLES_OF_NOW.split(";"):
                self.base.execute(statement)
        except sqlite3.Error:
            if self._new:
                _remove(self._new)
            raise

    @property
    def is_kept(self) -> bool:
        """Whether a later check may ask."""
        return bool(self._path)

    def __enter__(self) -> Store:
        """Give the store."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Keep the file where all went well; else leave it as it was."""
        try:
            if error is None and self.is_kept:
                self.base.execute("COMMIT")
            self.base.close()
            if self._new and error is None:
                # Of a file that was there before a check may have been killed, and SQLite would undo its changes in
                # ours.
                _remove(f"{self._path}-journal")
                os.replace(self._new, self._path)
        finally:
            self.base.close()
            if self._new:
                _remove(self._new)

    def ask(self, units: Sequence[str], state: str) -> bool:
        """Ask for what some directories hold; say whether it is known.

        Args:
          units: one directory, or several that are looked at together.
          state: how their files are; "" where nothing is kept.
        """
        name = json.dumps(units)
        row = self.base.execute("SELECT id, print FROM owner WHERE units = ?", (name,)).fetchone()
        is_known = row is not None and row[1] == state != ""
        if row is not None and not is_known:
            self._forget("= ?", (row[0],))
        if not is_known:
            values = (name, state, len(units) > 1)
            new = self.base.execute("INSERT INTO owner (units, begun, is_group) VALUES (?, ?, ?)", values)
            row = (new.lastrowid,)
        self.base.execute("INSERT INTO now SELECT ?, count(*) FROM now", (row[0],))
        return is_known

    def keep(self, units: Sequence[str], seen: Seen) -> None:
        """Keep what was seen of directories that were asked for; some of it may be read anew by the next check."""
        owner = self._owner(units)
        for one in seen.answers:
            values = (owner, blob(one.run), blob(one.tag), *one[3:-1])
            new = self.base.execute(f"INSERT INTO series VALUES (NULL{', ?' * len(values)})", values)
            self.base.execute("INSERT INTO text VALUES (?, ?)", (new.lastrowid, one.text))
        self.keep_problems(units, seen.problems)
        state = "begun" if seen.is_settled else "NULL"
        self.base.execute(
            f"UPDATE owner SET print = {state}, is_whole = ?, tags = ? WHERE id = ?",
            (seen.is_whole, json.dumps(seen.scalar_tags), owner),
        )

    def keep_problems(self, units: Sequence[str], problems: Sequence[Problem]) -> None:
        """Keep what there is to say of directories beside their series."""
        owner = self._owner(units)
        rows = ((owner, problem["unread"], json.dumps(problem)) for problem in problems)
        self.base.executemany("INSERT INTO problem VALUES (NULL, ?, ?, ?)", rows)

    def tell_instead(self, units: Sequence[str], wanted: Collection[tuple[str, str]]) -> None:
        """Tell some series, by run and tag, as they were seen together with other directories."""
        self.base.execute("CREATE INDEX IF NOT EXISTS named ON series (run, tag)")
        self.base.executemany(
            "INSERT OR REPLACE INTO instead SELECT mine.id, other.id FROM series AS mine "
            "JOIN series AS other ON other.run = mine.run AND other.tag = mine.tag "
            "JOIN now ON now.owner = other.owner JOIN owner ON owner.id = other.owner AND NOT owner.is_group "
            "WHERE mine.owner = ? AND mine.run = ? AND mine.tag = ?",
            ((self._owner(units), blob(run), blob(tag)) for run, tag in wanted),
        )

    def forget_others(self) -> None:
        """Forget what nobody has asked for."""
        self._forget("NOT IN (SELECT owner FROM now)")

    def names(self) -> Iterator[tuple[int, str, str, str]]:
        """List number, run, tag and verdict of every series that is told."""
        rows = self.base.execute(f"SELECT series.id, run, tag, verdict {_SHOWN} ORDER BY run, tag")
        return ((id_, name_in(run), name_in(tag), verdict) for id_, run, tag, verdict in rows)

    def acknowledge(self, number: int, found: Acknowledged) -> None:
        """Note what somebody wrote about a verdict; for this check alone."""
        (text,) = self.base.execute("SELECT text FROM text WHERE id = ?", (number,)).fetchone()
        entry: Entry = acknowledged_as(json.loads(text), found)
        rank, no_warnings, *_ = reading_order(entry)
        values = (number, rank, -no_warnings, json.dumps(entry, allow_nan=False))
        self.base.execute("INSERT INTO acknowledged VALUES (?, ?, ?, ?)", values)

    def problems(self) -> list[Problem]:
        """List the problems, each once: of directories that were looked at together only why they were not."""
        rows = self.base.execute(
            "SELECT text FROM problem JOIN now USING (owner) JOIN owner ON owner.id = problem.owner "
            "WHERE NOT (is_group AND is_whole) ORDER BY is_unread, now.place, problem.id"
        )
        return [json.loads(text) for text in dict.fromkeys(text for (text,) in rows)]

    def scalar_tags(self) -> tuple[str, ...]:
        """List some scalar tags that there are."""
        rows = self.base.execute("SELECT DISTINCT tags FROM owner JOIN now ON now.owner = owner.id WHERE tags != '[]'")
        return tuple(sorted({tag for (tags,) in rows for tag in json.loads(tags)})[:_SHOWN_SCALAR_TAGS])

    def entries(self) -> StoredEntries:
        """Give all series, worst first."""
        self.base.execute(
            "CREATE TEMP TABLE shown AS SELECT series.id AS id FROM (SELECT series.* "
            f"{_SHOWN}) AS series LEFT JOIN acknowledged ON acknowledged.id = series.id ORDER BY "
            "coalesce(acknowledged.rank, series.rank), coalesce(acknowledged.warnings, series.warnings) DESC, run, tag"
        )
        return StoredEntries(self.base)

    def _owner(self, units: Sequence[str]) -> int:
        (owner,) = self.base.execute("SELECT id FROM owner WHERE units = ?", (json.dumps(units),)).fetchone()
        return int(owner)

    def _forget(self, which: str, values: tuple[int, ...] = ()) -> None:
        self.base.execute(f"DELETE FROM text WHERE id IN (SELECT id FROM series WHERE owner {which})", values)
        for table, column in (("series", "owner"), ("problem", "owner"), ("owner", "id")):
            self.base.execute(f"DELETE FROM {table} WHERE {column} {which}", values)


class StoredEntries(Sequence[Entry]):
    """The entries of all series, worst first, read as they are asked for."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """Take them from where `Store.entries` has put them in order."""
        self._base = base
        self._count = int(base.execute("SELECT count(*) FROM shown").fetchone()[0])

    def __len__(self) -> int:
        """Count them."""
        return self._count

    def __iter__(self) -> Iterator[Entry]:
        """Read all of them."""
        return map(json.loads, self.texts())

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | Sequence[Entry]:
        """Read one, or some."""
        places = range(self._count)[index]
        read = [next(map(json.loads, self.texts(at))) for at in (places if isinstance(places, range) else [places])]
        return read if isinstance(index, slice) else read[0]

    def texts(self, begin: int = 0) -> Iterator[str]:
        """Read them as JSON, from one of them on."""
        rows = self._base.execute(
            "SELECT coalesce(acknowledged.text, text.text) FROM shown JOIN text ON text.id = shown.id "
            "LEFT JOIN acknowledged ON acknowledged.id = shown.id WHERE shown.rowid > ? ORDER BY shown.rowid",
            (begin,),
        )
        return (text for (text,) in rows)


def _opened(path: str) -> sqlite3.Connection:
    base = sqlite3.connect(path, isolation_level=None)
    # What a power cut would leave half written is read anew.
    base.executescript("PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;")
    return base


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        os.remove(path)


def _key_of(path: str) -> str:
    """Read what a file was asked; "" where it is none of ours."""
    try:
        # What a check that was killed has left half done is undone, which no reader may.
        with contextlib.closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=rw", uri=True)) as base:
            return str(base.execute("SELECT key FROM asked").fetchone()[0])
    except (sqlite3.Error, TypeError, ValueError):
        return ""


def blob(name: str) -> bytes:
    """Write a name as SQLite keeps it."""
    # Names of files may be no text; and as bytes they have the order that they have as text.
    return name.encode(errors="surrogatepass")


def name_in(kept: bytes) -> str:
    """Read a name as SQLite keeps it."""
    return kept.decode(errors="surrogatepass")
