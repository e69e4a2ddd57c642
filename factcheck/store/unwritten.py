"""What a SQLite file holds that factcheck does not write: somebody wrote into its tables with other tools.

SQLite takes a text in a column of numbers and does not look again at what it took while its constraints were off. That
is looked for, in all of the file, only once something came to grief: no list pays for it.
"""

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from sqlite3 import Connection
from typing import Any, Final

from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary

from factcheck.columns import Moment
from factcheck.store import tables
from factcheck.store.projection.making import NAMES, PLACES
from factcheck.store.projection.told import odd
from factcheck.vocabulary import Action, Flag, SaidCheck, SourceKind, State, Voice

_DAY: Final = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
_STAMP: Final = f"{_DAY}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z"
_DATES: Final = frozenset({"date", "due", "published", "said_on"})
"""What is as precise as the analyst said."""
_LISTED: Final = frozenset({"citation", "content", "payload"})
"""What is JSON, of more than one value."""
_NUMBERS: Final = frozenset({"lowest"})
"""What is numbers of `_BYTES` bytes each, one behind the other."""
_BYTES: Final = 4
_WORDS: Final[dict[str, Iterable[str]]] = {
    "action": Action,
    "flag": Flag,
    "kind": SourceKind,
    "said_check": SaidCheck,
    "state": State,
    "voice": Voice,
}
"""The vocabularies of columns that no CHECK holds to them, and of those whose past none does."""
_SUBJECTS: Final = ("claim", "article", "source")
_AGAIN: Final = 0.05
"""Seconds after which what is to be broken off is told so again: it may have been between two statements."""


@contextmanager
def broken_off(connection: Connection, seconds: float) -> Iterator[None]:
    """Break off what runs on a connection after so many seconds; it fails as interrupted, then.

    A progress handler would not do: SQLite does not ask it before 3.41 while it checks a table's pages.
    """
    done = threading.Event()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            connection.interrupt()
            wait = _AGAIN

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()  # lest it meets a connection that is closed


def unwritten(connection: Connection, said: str) -> str | None:
    """The first thing in its tables that factcheck did not write, if SQLite's own check `said` no more than that."""
    rule, _, where = said.rpartition(" in ")
    if rule == "CHECK constraint failed":
        return _stranger(where)
    if said != "ok":
        return None
    for table in tables.ledger.metadata.sorted_tables:
        strange = " ".join(f"WHEN {_odd(column)} THEN '{column.name}'" for column in table.columns)
        query = f'SELECT CASE {strange} END AS strange FROM "{table.name}" WHERE strange IS NOT NULL LIMIT 1'  # noqa: S608 -- our own names
        found = connection.execute(query).fetchone()
        if found is not None:
            return _stranger(f"{table.name}.{found[0]}")
    lost = connection.execute("PRAGMA foreign_key_check").fetchone()
    if lost is not None:
        return f"a row of {lost[0]} points at one of {lost[2]} that is not there"
    known = " AND ".join(f"NOT EXISTS (SELECT 1 FROM {name} WHERE uid = e.subject)" for name in _SUBJECTS)  # noqa: S608 -- our own names
    told = connection.execute(f"SELECT 1 FROM event AS e WHERE {known} LIMIT 1").fetchone()  # noqa: S608 -- our own names
    if told is not None:
        return "an event is of what is not there"
    return next(_told(connection), None)


def _told(connection: Connection) -> Iterator[str]:
    """What events tell that cannot be, or what they made or name that nobody finds by its uid."""
    with closing(connection.execute("SELECT action, payload FROM event")) as events:
        for action, payload in events:
            if wrong := odd(action, [json.loads(payload)], thorough=True):
                yield f"an event cannot have happened: {wrong}"
    there = 'EXISTS (SELECT 1 FROM "{}" WHERE uid = told.value)'
    made = "event AS e, json_tree(e.payload) AS told WHERE e.action = ? AND told.fullkey LIKE ?"
    named = "event AS e, json_each(e.payload, ?2) AS told WHERE e.action = ?1"
    for verb, told, places in (("made", made, PLACES), ("names", named, NAMES)):
        for action, (kind, place) in places.items():
            query = f"SELECT 1 FROM {told} AND NOT {there.format(kind)} LIMIT 1"  # noqa: S608 -- our own names
            if connection.execute(query, (action, place)).fetchone() is not None:
                yield f"an event {verb} {kind}, which is not there"


def _stranger(where: str) -> str:
    return f"a value in {where} is none that belongs there"


def _odd(column: Column[Any]) -> str:
    """When a value of this column is none that factcheck writes."""
    name = f'"{column.name}"'
    return f"{name} IS NOT NULL AND ({' OR '.join(_wrong(column, name))})"


def _wrong(column: Column[Any], name: str) -> Iterator[str]:
    if isinstance(column.type, LargeBinary):
        yield f"typeof({name}) <> 'blob'"
        if column.name in _NUMBERS:
            yield f"length({name}) % {_BYTES}"
        return
    if isinstance(column.type, Integer | BigInteger | Boolean):
        yield f"typeof({name}) <> 'integer'"
        if isinstance(column.type, Boolean):
            yield f"{name} NOT IN (0, 1)"
        return
    yield f"typeof({name}) <> 'text'"
    if isinstance(column.type, Moment):
        yield f"{name} NOT GLOB '{_STAMP}' OR substr({name}, 12, 2) > '23' OR {_no_day(name)}"
    if column.name in _DATES:
        yield " AND ".join(f"{name} NOT GLOB '{_DAY[:end]}'" for end in (20, 31, None))
        yield _no_day(f"({name} || '-01-01')")
    if column.name in _LISTED:
        yield f"CASE WHEN json_valid({name}) THEN json_type({name}) NOT IN ('array', 'object') ELSE 1 END"
    if column.name in _WORDS:
        yield f"{name} NOT IN ({', '.join(repr(str(word)) for word in _WORDS[column.name])})"


def _no_day(text: str) -> str:
    """When a text begins with a day that is in no calendar. By way of a number, or SQLite gives it back as it was."""
    return f"date(julianday(substr({text}, 1, 10))) IS NOT substr({text}, 1, 10)"
