"""Rows of one table from two databases, in one form, so that they can be compared."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Boolean, Column, Connection, String, Table, UniqueConstraint

from factcheck.columns import Moment
from factcheck.identity import LETTERS, handle
from factcheck.store.driver import Rows, stream

_MANY: Final = 1000
_FEW: Final = 20
"""Rows of articles, each with a whole text, that are in memory at a time."""
_STAMP: Final = (
    "CASE WHEN {0} BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z' "
    "THEN to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') ELSE {0}::text END"
)
"""How PostgreSQL writes a moment as SQLite keeps it. Of `infinity`, in its own format, it would make NULL."""


def key(table: Table) -> list[Column[Any]]:
    """The columns that tell a row from others: its key, or what is unique where the number is no handle."""
    keys = list(table.primary_key.columns)
    if keys[0].name != "id" or "uid" in table.columns:
        return keys
    unique = next(one for one in table.constraints if isinstance(one, UniqueConstraint))
    return list(unique.columns)


def columns(table: Table) -> list[Column[Any]]:
    """The columns that follow from the ledger, those of the key first."""
    first = key(table)
    chosen = {one.name for one in first}
    numbered = "uid" in table.columns
    others = [one for one in table.columns if one.name not in chosen and (numbered or one.name != "id")]
    return [*first, *others]


def rows(connection: Connection, table: Table) -> Iterator[Rows]:
    """All rows in the order of their keys, as tuples of `columns`, some at a time."""
    postgresql = connection.dialect.name == "postgresql"
    wanted = ", ".join(_column(connection, one) for one in columns(table))
    order = ", ".join(_order(one, postgresql=postgresql) for one in key(table))
    size = _FEW if table.name == "article" else _MANY
    query = f'SELECT {wanted} FROM "{table.name}" ORDER BY {order}'  # noqa: S608 -- names of our own tables
    return stream(connection, query, size)


def stamped(connection: Connection, name: str) -> str:
    """The SQL for a moment as SQLite keeps it; what is none of ours is another text."""
    return _STAMP.format(name) if connection.dialect.name == "postgresql" else name


def called(table: Table, row: tuple[Any, ...]) -> tuple[str, str | None]:
    """What to call a row of this table, and its uid if it has one: its own handle, or that of what it belongs to."""
    value = dict(zip((one.name for one in columns(table)), row, strict=True))
    uid = value.get("uid")
    if table.name in LETTERS:
        return handle(LETTERS[table.name], value["id"]), uid
    owner = next(one for one in columns(table) if one.foreign_keys)
    target = next(iter(owner.foreign_keys)).column.table.name
    whose = handle(LETTERS[target], value[owner.name]) if target in LETTERS else f"{target} {value[owner.name]}"
    return f"{table.name.replace('_', ' ')} of {whose}", uid


def _column(connection: Connection, column: Column[Any]) -> str:
    name = f'"{column.name}"'
    if isinstance(column.type, Moment):
        return stamped(connection, name)
    if connection.dialect.name == "postgresql" and isinstance(column.type, Boolean):
        return f"{name}::int"
    return name


def _order(column: Column[Any], *, postgresql: bool) -> str:
    return f'"{column.name}"' + (' COLLATE "C"' if postgresql and isinstance(column.type, String) else "")
