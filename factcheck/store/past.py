"""What a row was, kept before it changes. A row that came in the same moment was never seen as it was."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Insert,
    Table,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
)

from factcheck.dates import stamp
from factcheck.store import bulk, tables
from factcheck.store.prepared import Prepared
from factcheck.store.tables import attribution, attribution_past, via, via_past


def keep(connection: Connection, table: Table, changing: Sequence[tuple[int, datetime]]) -> None:
    """Keep rows as they were before these moments; of several changes at once, as they were before the first."""
    if changing:
        rows = [{"number": number, "moment": moment} for number, moment in changing]
        connection.execute(_keeping(table.name), rows)


@cache
def _keeping(name: str) -> Insert:
    table = tables.named(name)
    past = tables.past_of(table)
    key, until = past.c[f"{name}_id"], bindparam("moment", type_=past.c.until.type)
    names = [column.name for column in past.c if column.name not in {key.name, "until"}]
    query = select(table.c.id, until, *(table.c[name] for name in names)).where(
        table.c.id == bindparam("number"),
        func.coalesce(table.c.imported_at, table.c.recorded_at, type_=until.type) != until,
        ~exists().where(key == table.c.id, past.c.until == until),
    )
    return past.insert().from_select([key.name, "until", *names], query)


def keep_chains(connection: Connection, changing: Sequence[tuple[int, datetime]]) -> None:
    """Keep attributions as they were, with the sources that their words came through."""
    keep(connection, attribution, changing)
    rows = [{"number": number, "moment": moment} for number, moment in changing]
    connection.execute(_keeping_chains(), rows)


@cache
def _keeping_chains() -> Insert:
    number: BindParameter[int] = bindparam("number")
    until = bindparam("moment", type_=via_past.c.until.type)
    first = exists().where(attribution_past.c.attribution_id == number, attribution_past.c.until == until)
    again = exists().where(via_past.c.attribution_id == number, via_past.c.until == until)
    query = select(via.c.attribution_id, until, via.c.position, via.c.source_id)
    return via_past.insert().from_select(
        ["attribution_id", "until", "position", "source_id"],
        query.where(via.c.attribution_id == number, first, ~again),
    )


def take_out(connection: Connection, table: Table, which: ColumnElement[bool], moment: datetime) -> None:
    """Delete rows of a side table, and keep those that were there before this moment."""
    past = tables.past_of(table)
    until = literal(moment, past.c.until.type)
    names = [column.name for column in table.c]
    earlier = or_(table.c.since.is_(None), table.c.since != until)
    query = select(until, *(table.c[name] for name in names)).where(which, earlier)
    connection.execute(past.insert().from_select(["until", *names], query))
    connection.execute(table.delete().where(which))


def put_in(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], moment: datetime) -> None:
    """Add rows to a side table; one that was taken out in the same moment never was out."""
    past = tables.past_of(table)
    keys = [column.name for column in past.primary_key if column.name != "until"]
    never_out = {}
    if rows and _changed(table.name).rows(connection, {"moment": moment}):
        for at, row in enumerate(rows):
            same = and_(past.c.until == moment, *(past.c[name] == row[name] for name in keys))
            back = connection.execute(past.delete().where(same).returning(past.c.since)).one_or_none()
            if back is not None:
                never_out[at] = stamp(back.since) if back.since is not None else None
    since = stamp(moment)
    new = [(*row.values(), never_out.get(at, since)) for at, row in enumerate(rows)]
    bulk.insert(connection, table, (*rows[0], "since") if rows else (), new)


@cache
def _changed(name: str) -> Prepared:
    """Whether any row of a side table was taken out at a `moment`."""
    until = tables.past_of(tables.named(name)).c.until
    return Prepared(select(until).where(until == bindparam("moment", type_=until.type)).limit(1))
