"""What is known of a file while it is checked, kept in a temporary database so that memory does not grow with it."""

import json
import pickle
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Final

_AT_HAND: Final = 20_000
_TEXTS: Final = 2_000
"""So many rows are at hand; fewer with texts, which may be long."""
_MARKS: Final = 1 << 22
"""Bytes: of a million rows, one in five that are not there is looked for all the same."""
_SCHEMA = """
CREATE TABLE subject (uid TEXT PRIMARY KEY, version INTEGER NOT NULL, hash TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE thing (uid TEXT PRIMARY KEY, what TEXT NOT NULL, text TEXT, subject TEXT NOT NULL);
CREATE TABLE kept (uid TEXT PRIMARY KEY, facts TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE used (uid TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE state (line INTEGER PRIMARY KEY, uid TEXT NOT NULL);
CREATE TABLE put_by (batch INTEGER PRIMARY KEY, what TEXT NOT NULL, items BLOB NOT NULL);
CREATE TABLE number (uid TEXT PRIMARY KEY, what TEXT NOT NULL, number INTEGER NOT NULL, UNIQUE (what, number));
"""


@dataclass(frozen=True, slots=True)
class Head:
    """A subject's last event in the file. An empty hash says that it could not be imported, so that none can follow."""

    version: int
    hash: str


class _Shelf:
    """A table by uid. What came last is at hand: it is asked for most, and many rows are stored at once.

    Mostly it is asked for what it does not have, which is known without a look into the table: a byte by a row's hash
    tells that there may be one.
    """

    def __init__(self, connection: sqlite3.Connection, table: str, columns: int, most: int = _AT_HAND) -> None:
        self._connection = connection
        self._most = most
        self._find = f"SELECT * FROM {table} WHERE uid = ?"  # noqa: S608 -- our own names
        self._replace = f"REPLACE INTO {table} VALUES ({', '.join('?' * columns)})"  # noqa: S608 -- our own names
        self._new: dict[str, tuple[Any, ...]] = {}
        self._last: dict[str, tuple[Any, ...]] = {}
        self._stored = bytearray()

    def put(self, uid: str, *values: Any) -> None:
        self._new[uid] = (uid, *values)
        if len(self._new) >= self._most:
            self.store()

    def get(self, uid: str) -> tuple[Any, ...] | None:
        found = self._new.get(uid)
        if found is None and self._stored and self._stored[hash(uid) % _MARKS]:
            found = self._last.get(uid) or self._connection.execute(self._find, (uid,)).fetchone()
        return found

    def store(self) -> None:
        self._connection.executemany(self._replace, self._new.values())
        self._stored = self._stored or bytearray(_MARKS)
        for uid in self._new:
            self._stored[hash(uid) % _MARKS] = 1
        self._last, self._new = self._new, {}


class Scratch:
    """The chains of a file, the things that its changes make, and the records that claim to be their outcome."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._subjects, self._things = _Shelf(connection, "subject", 3), _Shelf(connection, "thing", 4, _TEXTS)
        self._kept, self._numbers = _Shelf(connection, "kept", 2), _Shelf(connection, "number", 3)
        self._highest: defaultdict[str, int] = defaultdict(int)
        self._free: defaultdict[str, int] = defaultdict(int)
        self._states: list[tuple[int, str]] = []

    def head(self, subject: str) -> Head | None:
        """The subject's last event in the file so far."""
        row = self._subjects.get(subject)
        return Head(*row[1:]) if row else None

    def advance(self, subject: str, head: Head) -> None:
        """The subject has one more event."""
        self._subjects.put(subject, head.version, head.hash)

    def thing(self, uid: str) -> tuple[str, str | None] | None:
        """What the file's changes made under this uid, with the text that has to be known of it."""
        row = self._things.get(uid)
        return (row[1], row[2]) if row else None

    def subject_of(self, uid: str) -> str | None:
        """The subject of the change that made this; None if no change in the file did."""
        row = self._things.get(uid)
        return str(row[3]) if row else None

    def make(self, uid: str, what: str, text: str | None, *, subject: str) -> None:
        """A change of the file makes this, or gives it another text."""
        self._things.put(uid, what, text, subject)

    def keep(self, uid: str, facts: tuple[Any, ...]) -> None:
        """Remember how this stands after the file's new changes of it."""
        self._kept.put(uid, json.dumps(facts))

    def kept(self, uid: str) -> list[Any] | None:
        """How this stands, as it was kept; None if no new change in the file is about it."""
        row = self._kept.get(uid)
        facts: list[Any] | None = json.loads(row[1]) if row else None
        return facts

    def use_up(self, uid: str) -> bool:
        """Mark what can stand there once only; False if it stood there before."""
        return self._connection.execute("INSERT OR IGNORE INTO used VALUES (?)", (uid,)).rowcount == 1

    def put_by(self, what: str, items: Sequence[Any]) -> None:
        """Put values by, for when all of the file was looked at."""
        self._connection.execute("INSERT INTO put_by (what, items) VALUES (?, ?)", (what, pickle.dumps(items)))

    def taken_up(self, what: str) -> Iterator[Sequence[Any]]:
        """What of this kind was put by, in the order and the batches in which it was."""
        for (items,) in self._connection.execute("SELECT items FROM put_by WHERE what = ? ORDER BY batch", (what,)):
            yield pickle.loads(items)  # noqa: S301 -- our own, from a file that nobody else sees

    def state(self, line: int, uid: str) -> None:
        """On this line stands what became of this."""
        self._states.append((line, uid))
        if len(self._states) >= _AT_HAND:
            self._store_states()

    def keep_number(self, uid: str, what: str, number: int) -> bool:
        """Remember the number to keep; False if another one of its kind has it in this file."""
        if (row := self._numbers.get(uid)) is not None:
            return bool(row[2] == number)
        if number <= self._highest[what] and self._is_taken(what, number):
            return False
        self._numbers.put(uid, what, number)
        self._highest[what] = max(self._highest[what], number)
        return True

    def numbers(self, uids: Iterable[tuple[str, str]]) -> dict[str, int]:
        """The number of each thing, given by kind and uid; those that the file numbers not get the lowest free ones.

        Where lines were taken out of an export, those are mostly the very ones that the things had.
        """
        found: dict[str, int] = {}
        for what, uid in uids:
            row = self._numbers.get(uid)
            number = found[uid] = row[2] if row is not None else self._next_free(what)
            if row is None:
                self.keep_number(uid, what, number)
        return found

    def _next_free(self, what: str) -> int:
        self._free[what] += 1
        while self._free[what] <= self._highest[what] and self._is_taken(what, self._free[what]):
            self._free[what] += 1
        return self._free[what]

    def unexplained(self) -> Iterator[int]:
        """The lines of records that no change in the file made."""
        self._things.store()
        self._store_states()
        query = "SELECT line FROM state WHERE uid NOT IN (SELECT uid FROM thing) ORDER BY line"
        return (line for (line,) in self._connection.execute(query))

    def _store_states(self) -> None:
        self._connection.executemany("INSERT INTO state VALUES (?, ?)", self._states)
        self._states.clear()

    def _is_taken(self, what: str, number: int) -> bool:
        self._numbers.store()
        query = "SELECT 1 FROM number WHERE what = ? AND number = ?"
        return self._connection.execute(query, (what, number)).fetchone() is not None


@contextmanager
def scratch() -> Iterator[Scratch]:
    """A temporary database that nobody else sees; SQLite keeps it in memory as long as it is small."""
    with closing(sqlite3.connect("", isolation_level=None)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        yield Scratch(connection)
