"""What an older factcheck did not keep, or counted otherwise: found by applying all events anew, aside."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Table, and_, select, true, union

from factcheck.resources import schema
from factcheck.settings import Location
from factcheck.store import events
from factcheck.store.engine import open_engine
from factcheck.store.projection import project
from factcheck.store.tables import (
    article,
    assessment,
    attribution,
    attribution_past,
    claim,
    claim_flag,
    claim_flag_past,
    claim_past,
    evidence,
    grade,
    link,
    retraction,
    source,
    source_alias,
    source_alias_past,
    source_past,
    tag,
    tag_past,
    unlinking,
    via_past,
    withdrawal,
)
from factcheck.vocabulary import Relation

_CHUNK: Final = 1000
_NUMBERED: Final = (
    *(source, article, claim, attribution, grade, evidence),
    *(withdrawal, assessment, retraction, link, unlinking),
)
_PAST: Final = (
    *(claim_past, attribution_past, via_past, source_past),
    *(source_alias_past, tag_past, claim_flag_past),
)


def recall(connection: Connection) -> None:
    """Fill the tables of what was, which are empty, and date the tags, names and flags that are there."""
    with _replayed(connection) as aside:
        for table in _PAST:
            for chunk in _rows(aside, table):
                connection.execute(table.insert(), chunk)
        for table, keys in (
            (tag, (tag.c.claim_id, tag.c.name)),
            (source_alias, (source_alias.c.source_id, source_alias.c.folded)),
            (claim_flag, (claim_flag.c.claim_id, claim_flag.c.flag)),
        ):
            for row in aside.execute(select(*keys, table.c.since).where(table.c.since.is_not(None))):
                which = and_(true(), *(key == getattr(row, key.name) for key in keys))
                connection.execute(table.update().where(which).values(since=row.since))


def recount(connection: Connection) -> None:
    """Put the flags of all claims anew, and when those that say the same were checked; where none does, both hold."""
    same = link.c.relation == Relation.SAME
    if connection.scalar(select(link.c.id).where(same).limit(1)) is None:
        return
    with _replayed(connection) as aside:
        for table in (claim_flag, claim_flag_past):
            connection.execute(table.delete())
            for chunk in _rows(aside, table):
                connection.execute(table.insert(), chunk)
        linked = union(select(link.c.claim_id).where(same), select(link.c.other_id).where(same))
        for key, checked in aside.execute(select(claim.c.id, claim.c.checked_at).where(claim.c.id.in_(linked))):
            connection.execute(claim.update().where(claim.c.id == key).values(checked_at=checked))


@contextmanager
def _replayed(database: Connection) -> Iterator[Connection]:
    """A database aside to which all events were applied, with the numbers of this one."""
    with _aside() as aside:
        numbers = {uid: key for table in _NUMBERED for uid, key in database.execute(select(table.c.uid, table.c.id))}
        every = events.every(database)
        while some := list(islice(every, _CHUNK)):
            project(aside, some, numbers=numbers)
        yield aside


@contextmanager
def _aside() -> Iterator[Connection]:
    with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
        place = Location(Path(folder) / "aside.db", None, explicit=True)
        with open_engine(place, write=True).connect() as connection, connection.begin():
            for statement in schema("snapshot", "sqlite.sql").read_text("utf-8").split(";\n\n"):
                connection.exec_driver_sql(statement)
            yield connection


def _rows(connection: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    for chunk in connection.execute(select(table)).mappings().partitions(_CHUNK):
        yield [dict(row) for row in chunk]
