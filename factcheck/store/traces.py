"""The traces that a past moment left: rows that were such then, or may have been, as plain indexes find them.

What a row was is an expression that no index knows. But a row was so only if it still is, or if it is kept as having
been so, and for both there are indexes.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    MetaData,
    Select,
    Table,
    exists,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.sql import quoted_name

from factcheck.store import tables
from factcheck.store.asof import Then, then
from factcheck.store.narrowing import among

Test = Callable[[ColumnElement[Any]], ColumnElement[bool]]


def plain(past: Then, table: Table) -> FromClause:
    """The table as it is now."""
    return _plain(table.name, past.schema)


@cache
def _plain(name: str, schema: str) -> FromClause:
    here = quoted_name(schema, quote=False)  # as it is quoted already
    return tables.named(name).to_metadata(MetaData(), schema=here).alias(f"plain_{name}")


def once(past: Then, table: Table, name: str, is_such: Test) -> list[Select[Any]]:
    """The keys of the rows whose column is such, or was once."""
    still, kept = plain(past, table), tables.past_of(table)
    found = [select(still.c.id).where(is_such(still.c[name]))]
    if table.name in past.changed and name in kept.c:
        found.append(select(kept.c[f"{table.name}_id"]).where(is_such(kept.c[name])))
    return [one.correlate(tables.claim) for one in found]


def once_in(connection: Connection, member: FromClause, group: Test) -> ColumnElement[bool]:
    """Of a question about the past: that the claim is or was in such a group, which indexes tell; else nothing more."""
    past = then(connection)
    return true() if past is None else member.c.id.in_(union_all(*once(past, tables.claim, "group_id", group)))


def once_of(connection: Connection, group: Test) -> ColumnElement[bool]:
    """As `once_in`, of a claim that may also be the one which stands for the group."""
    past = then(connection)
    if past is None:
        return true()
    claim = plain(past, tables.claim)
    first = select(claim.c.id).where(group(claim.c.id)).correlate(tables.claim)
    return among(connection, tables.claim.c.id, union_all(first, *once(past, tables.claim, "group_id", group)))


def is_any(connection: Connection, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is such a row. Of the past each claim is asked by itself: joined, all its table would be read."""
    if then(connection) is None:
        return exists().where(*conditions)
    return select(literal(1)).where(*conditions).limit(1).scalar_subquery().is_not(None)
