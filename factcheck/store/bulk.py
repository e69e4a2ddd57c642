"""Many rows in one call, as the driver takes them: what SQLAlchemy does for each row costs more than to store it."""

import gc
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, Table

from factcheck.store import driver
from factcheck.store.engine import COPY

_CHUNK: Final = 500
_MANY: Final = 1_000
_UNASKED: Final = (
    *("ix_claim_status", "ix_claim_state", "ix_claim_recorded_at", "ix_claim_assessed_at", "ix_claim_digest"),
    *("ix_claim_unchecked_since", "ix_claim_due", "ix_claim_credibility", "ix_claim_flag_flag", "ix_tag_name"),
    *("ix_attribution_said_on", "ix_attribution_stance", "ix_attribution_modality"),
    *("ix_assessment_recorded_at", "ix_assessment_status", "ix_event_"),
)
_UNASKED_BY_ROWS: Final = (
    *("ix_attribution_inside_id", "ix_attribution_claim_id", "ix_attribution_source_id", "ix_via_source_id"),
)
"""Whom changes of a source, or of an attribution, are asked of: a table brings none."""
_FEW: Final = 20
_TOGETHER: Final = 1000
"""Values in one statement for many rows: SQLite lists anew, for each statement that runs, what words a CHECK allows."""
_PART: Final = 12
"""Rows too few for such a statement go by parts of it, and only what is left one by one."""
_AMONG: Final = {"sqlite": "IN (SELECT value FROM json_each(?))", "postgresql": "= ANY(?)"}
_SELDOM: Final = (500_000, 50, 100)
Rows = Sequence[tuple[Any, ...]]


def insert(connection: Connection, table: Table, names: tuple[str, ...], rows: Rows) -> None:
    """Insert rows whose values stand in the order of the names. Moments are stamps, words are plain texts."""
    if not rows:
        return
    if connection.dialect.name == "postgresql" and len(rows) > _FEW:
        connection.exec_driver_sql(_copy(table.name, names), list(rows))
        return
    most, done = _TOGETHER // len(names) if connection.dialect.name == "sqlite" else 1, 0
    for together in sorted({most, -(-most // _PART), 1}, reverse=True):
        until = len(rows) - (len(rows) - done) % together
        if until > done:
            values = [tuple(chain.from_iterable(rows[at : at + together])) for at in range(done, until, together)]
            driver.tell(connection, _insert(table.name, names, connection.dialect.name, together), values)
            done = until


def update(connection: Connection, table: Table, values: str, rows: Rows) -> None:
    """Update rows in turn: `values` is SQL with a ? for each value, and the row's number comes last.

    Those that get the same values are updated at once, unless a row gets others too.
    """
    alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for *given, number in rows if len({row[-1] for row in rows}) == len(rows) else ():
        alike[tuple(given)].append(number)
    together = [(*given, _list(connection, some)) for given, some in alike.items() if len(some) > 1]
    apart = [(*given, *some) for given, some in alike.items() if len(some) == 1] if alike else list(rows)
    dialect = connection.dialect.name
    if together:
        driver.tell(connection, _update(table.name, values, dialect, _AMONG[dialect]), together)
    if apart:
        driver.tell(connection, _update(table.name, values, dialect), apart)


def delete(connection: Connection, table: Table, which: str, rows: Rows) -> None:
    """Delete one row after the other: `which` is SQL with a ? for each value."""
    if rows:
        statement = _marked(f'DELETE FROM "{table.name}" WHERE {which}', connection.dialect.name)  # noqa: S608 -- our own names
        driver.tell(connection, statement, list(rows))


def numbers(connection: Connection, table: Table, uids: Collection[str]) -> dict[str, int]:
    """The numbers of the rows with these uids, as far as they are here."""
    found: dict[str, int] = {}
    wanted = sorted(uids)
    for at in range(0, len(wanted), _CHUNK):
        some = wanted[at : at + _CHUNK]
        if connection.dialect.name == "postgresql":
            query = f'SELECT uid, id FROM "{table.name}" WHERE uid = ANY(%s)'  # noqa: S608 -- our own names
            rows = driver.ask(connection, query, (some,))
        else:
            marks = ", ".join("?" * len(some))
            query = f'SELECT uid, id FROM "{table.name}" WHERE uid IN ({marks})'  # noqa: S608 -- our own names
            rows = driver.ask(connection, query, tuple(some))
        found.update((uid, number) for uid, number in rows)
    return found


@contextmanager
def indexed_after(connection: Connection, new: int, *, rows: bool) -> Iterator[None]:
    """Order the rows of a load once, when all are there, where more claims come than are here; on SQLite alone.

    A load of `rows` brings new claims, judged at most, and no other changes.

    On PostgreSQL that takes the tables' owner, who an analyst is not. All is done within the transaction, and what is
    left is as it was. No trigger is touched, nor any index that is unique or that a load asks.
    """
    later = _later(connection, rows=rows) if connection.dialect.name == "sqlite" and _is_most(connection, new) else {}
    for name in later:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    for definition in later.values():
        connection.exec_driver_sql(definition)


def _is_most(connection: Connection, new: int) -> bool:
    return (connection.exec_driver_sql("SELECT max(id) FROM claim").scalar() or 0) < new >= _MANY


def _later(connection: Connection, *, rows: bool) -> dict[str, str]:
    unasked = (*_UNASKED, *_UNASKED_BY_ROWS) if rows else _UNASKED
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    return {name: sql for name, sql in connection.exec_driver_sql(query) if name.startswith(unasked)}


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let Python look for circles of garbage seldom: of millions of rows there are none, and all are looked through."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@cache
def _insert(table: str, names: tuple[str, ...], dialect: str, rows: int = 1) -> str:
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join(["?"] * len(names))
    values = ", ".join([f"({marks})"] * rows)
    return _marked(f'INSERT INTO "{table}" ({columns}) VALUES {values}', dialect)  # noqa: S608 -- our own names


@cache
def _copy(table: str, names: tuple[str, ...]) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    return f'{COPY}"{table}" ({columns}) FROM STDIN'


@cache
def _update(table: str, values: str, dialect: str, which: str = "= ?") -> str:
    return _marked(f'UPDATE "{table}" SET {values} WHERE id {which}', dialect)  # noqa: S608 -- our own names


def _list(connection: Connection, numbers: list[int]) -> Any:
    """The numbers as one value."""
    return numbers if connection.dialect.name == "postgresql" else str(numbers)


def _marked(statement: str, dialect: str) -> str:
    return statement.replace("?", "%s") if dialect == "postgresql" else statement
