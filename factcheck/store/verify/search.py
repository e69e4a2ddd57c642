"""Whether the search index holds the words of the claims and articles, and no others."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Select, select, text
from sqlalchemy.exc import DBAPIError

from factcheck.store import search
from factcheck.store.ddl import shipped
from factcheck.store.tables import article, claim
from factcheck.store.verify.replay import Replay
from factcheck.store.verify.report import Found, Tally

_SHADOWS: Final = ("data", "idx", "docsize")
_ROWS: Final = 500
_TEXTS: Final = 20
_REINDEX: Final = "Restore a backup, or export and import into a new database."
_RESET: Final = (
    "Give it back what it began with: "
    "sqlite3 FILE \"DELETE FROM {table}_config; INSERT INTO {table}_config VALUES ('version', {version})\""
)
"""What mends the settings of an index, which cannot even be rebuilt without a version."""
_COMPARE: Final = """
    SELECT want.id FROM unnest(CAST(:ids AS bigint[]), CAST(:parts AS int[]), CAST(:words AS text[]))
        AS want (id, part, words)
    LEFT JOIN {what}_search AS found ON found.{what}_id = want.id AND found.part = want.part
    WHERE found.words IS DISTINCT FROM to_tsvector('factcheck', want.words) ORDER BY want.id LIMIT 1
"""


def check_search(database: Connection, replay: Replay, tally: Tally) -> None:
    """Compare the index with the words that it should hold.

    Raises:
        Found: it lacks words, or has others.

    """
    for what in ("claim", "article"):
        if database.dialect.name == "postgresql":
            _tsvectors(database, what, tally)
        else:
            _fts5(database, replay.scratch, what, tally)


def _fts5(database: Connection, replayed: Connection, what: str, tally: Tally) -> None:
    """Copy the index to where nobody is disturbed, beside the replayed texts, and let FTS5 compare the two.

    In the database itself that check would be a write, and would ask for its lock.
    """
    table = f"{what}_search"
    replayed.exec_driver_sql(f"DROP TABLE {table}")
    for statement in shipped("sqlite"):
        if statement.startswith(f"CREATE VIRTUAL TABLE {table} "):
            replayed.exec_driver_sql(statement)
    _settings(database, replayed, table)
    for shadow in _SHADOWS:
        replayed.exec_driver_sql(f"DELETE FROM {table}_{shadow}")  # noqa: S608 -- names of our own
        everything = f"SELECT * FROM {table}_{shadow}"  # noqa: S608 -- our own names
        with database.exec_driver_sql(everything, execution_options={"yield_per": _ROWS}) as rows:
            marks = ", ".join("?" * len(rows.keys()))
            for some in rows.partitions(_ROWS):
                replayed.exec_driver_sql(f"INSERT INTO {table}_{shadow} VALUES ({marks})", list(map(tuple, some)))  # noqa: S608 -- our own names
    try:
        replayed.exec_driver_sql(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 -- our own names
    except DBAPIError:
        wrong = f"It does not hold the words of the {what}s."
        raise Found(f"index {table}", None, wrong, search.REBUILD.format(file="FILE", table=table)) from None
    tally.add(replayed.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar_one())  # noqa: S608 -- our own names


def _settings(database: Connection, replayed: Connection, table: str) -> None:
    """Compare what FTS5 is to do with an index with what it began with: a connection that has it open looks no more."""
    settings = f"SELECT k, v FROM {table}_config ORDER BY k"  # noqa: S608 -- a name of our own
    held, began = (connection.exec_driver_sql(settings).all() for connection in (database, replayed))
    if held != began:
        version = dict(map(tuple, began))["version"]
        wrong = f"The settings of the index, in {table}_config, are not those that it began with."
        raise Found(f"index {table}", None, wrong, _RESET.format(table=table, version=version))


def _tsvectors(connection: Connection, what: str, tally: Tally) -> None:
    parts = 0
    everything = _parts(connection, what)
    compare = text(_COMPARE.format(what=what))
    while some := list(islice(everything, _ROWS)):
        numbers, at, words = zip(*some, strict=True)
        wrong = connection.scalar(compare, {"ids": list(numbers), "parts": list(at), "words": list(words)})
        if wrong is not None:
            raise Found(f"index {what}_search", None, f"It does not hold the words of {what} {wrong}.", _REINDEX)
        parts += len(some)
        tally.add(len(some))
    held = connection.scalar(text(f"SELECT count(*) FROM {what}_search"))  # noqa: S608 -- our own names
    if held != parts:
        raise Found(f"index {what}_search", None, f"It holds {held} parts of {what}s, where {parts} are.", _REINDEX)


def _parts(connection: Connection, what: str) -> Iterator[tuple[int, int, str]]:
    query: Select[Any] = select(claim.c.id, claim.c.text).order_by(claim.c.id)
    if what == "article":
        query = select(article.c.id, article.c.text, article.c.title).order_by(article.c.id)
    with connection.execute(query, execution_options={"yield_per": _ROWS if what == "claim" else _TEXTS}) as rows:
        for row in rows:
            body = row.text if what == "claim" else search.whole(row.title, row.text)
            yield from ((row.id, part, some) for part, some in enumerate(search.pieces(body)))
