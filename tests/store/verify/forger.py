"""Somebody who owns the database: takes its guards away, rewrites what they like, and puts all guards back."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

from factcheck.models import Table
from factcheck.settings import Location
from factcheck.store import events
from factcheck.store.events import Event, canonical
from factcheck.store.seal import Seal, seal
from factcheck.store.session import reading
from factcheck.store.tables import event
from factcheck.store.verify import Damage, verify

OF_C1 = "subject = (SELECT uid FROM claim WHERE id = 1)"


@contextmanager
def forging(location: Location) -> Iterator[Connection]:
    """A connection to a database without guards or references; they are all back when it is done."""
    engine = _engine(f"sqlite:///{location.path}" if location.path is not None else str(location.url))
    with engine.connect() as connection, connection.begin():
        if location.path is not None:
            found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            for row in found:
                connection.exec_driver_sql(f"DROP TRIGGER {row.name}")
            yield connection
            for row in found:
                connection.exec_driver_sql(row.sql)
        else:
            tables = [one.name for one in Table.metadata.sorted_tables]
            for table in tables:
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            yield connection
            for table in tables:
                connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
            names = connection.execute(text("SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal"))
            for name, table in names.all():
                connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


@cache
def _engine(address: str) -> Engine:
    """Without a pool, since another database may stand at the address the next time."""
    return create_engine(address, poolclass=NullPool)


def forge(location: Location, *statements: str) -> None:
    """Run these where no guard stands."""
    with forging(location) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def rechain(connection: Connection, subject: str) -> None:
    """Give every event of a chain the hash of what it says now, and so the chain that goes on from it."""
    before: tuple[int, str] = (0, "")
    for one in events.of_subject(connection, subject):
        new = Event.chained(
            subject=subject,
            version=one.version,
            recorded_at=one.recorded_at,
            by=one.by,
            action=one.action,
            reason=one.reason,
            payload=one.payload,
            prev_hash=before[1],
        )
        row = event.update().where(event.c.subject == subject, event.c.version == one.version)
        connection.execute(row.values(prev_hash=new.prev_hash, hash=new.hash, payload=canonical(one.payload)))
        before = (new.version, new.hash)


def damage(location: Location, *seals: Seal) -> dict[str, Damage]:
    """What verification finds, by the names of the checks."""
    with reading(location) as session:
        report = verify(session, location, seals=seals)
    return {check.name: check.damage for check in report.checks if check.damage is not None}


def sealed(location: Location) -> Seal:
    return seal(location, lambda _count: None)


def scalar(location: Location, query: str) -> Any:
    with reading(location) as session:
        return session.connection().scalar(text(query))


def claim_uid(location: Location, number: int) -> str:
    return str(scalar(location, f"SELECT uid FROM claim WHERE id = {number}"))
