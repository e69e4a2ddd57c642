"""The traces that a past moment left: rows that were such then, or may have been, as plain indexes find them.

What a row was is an expression that no index knows. But a row was so only if it still is, or if it is kept as having
been so, and for both there are indexes.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
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
from factcheck.store.asof import View
from factcheck.store.narrowing import among

Test = Callable[[ColumnElement[Any]], ColumnElement[bool]]


def plain(view: View, table: Table) -> FromClause:
    """The table as it is now."""
    return _plain(table.name, view.schema)


def now_in(view: View, table: Table) -> FromClause:
    """The table as it is now, whether the past is asked for or not."""
    return table if view.schema is None else plain(view, table)


@cache
def _plain(name: str, schema: str | None) -> FromClause:
    here = quoted_name(schema or "", quote=False)  # as it is quoted already
    return tables.named(name).to_metadata(MetaData(), schema=here).alias(f"plain_{name}")


def once(view: View, table: Table, name: str, is_such: Test) -> list[Select[Any]]:
    """The keys of the rows whose column is such, or was once."""
    still, kept = plain(view, table), tables.past_of(table)
    found = [select(still.c.id).where(is_such(still.c[name]))]
    if table.name in view.changed and name in kept.c:
        found.append(select(kept.c[f"{table.name}_id"]).where(is_such(kept.c[name])))
    return [one.correlate(tables.claim) for one in found]


def once_in(view: View, member: FromClause, group: Test) -> ColumnElement[bool]:
    """Of a question about the past: that the claim is or was in such a group, which indexes tell; else nothing more."""
    if view.schema is None:
        return true()
    return member.c.id.in_(union_all(*once(view, tables.claim, "group_id", group)))


def once_of(view: View, group: Test) -> ColumnElement[bool]:
    """As `once_in`, of a claim that may also be the one which stands for the group."""
    if view.schema is None:
        return true()
    claim = plain(view, tables.claim)
    first = select(claim.c.id).where(group(claim.c.id)).correlate(tables.claim)
    return among(view, tables.claim.c.id, union_all(first, *once(view, tables.claim, "group_id", group)))


def is_any(view: View, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is such a row. Of the past each claim is asked by itself."""
    return exists().where(*conditions) if view.schema is None else is_one(*conditions)


def is_one(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is such a row, asked by itself: joined, all of its table might be read."""
    return select(literal(1)).where(*conditions).limit(1).scalar_subquery().is_not(None)
