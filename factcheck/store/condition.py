"""The database itself: where it is, what carries it, how old its schema is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text

from factcheck.settings import Location
from factcheck.store import migrate
from factcheck.store.engine import has_wal_race
from factcheck.store.tables import event, ledger
from factcheck.store.transaction import Session


@dataclass(frozen=True, slots=True)
class Condition:
    """`size` is in bytes; `uid` is the ledger's, None as long as nothing was written.

    `journal` is how a SQLite file is written to, `risk` what may happen to it with this version of SQLite.
    """

    place: str
    engine: str
    revision: str | None
    newest_revision: str
    uid: str | None
    created_at: datetime | None
    events: int
    size: int | None
    journal: str | None = None
    risk: str | None = None


def condition(session: Session, location: Location) -> Condition:
    """What `db info` tells. A URL's password is left out."""
    connection = session.connection()
    row = connection.execute(select(ledger.c.uid, ledger.c.created_at)).one_or_none()
    journal = risk = None
    if connection.dialect.name == "postgresql":
        engine = f"PostgreSQL {connection.scalar(text('SHOW server_version'))}"
        size = connection.scalar(text("SELECT pg_database_size(current_database())"))
    else:
        engine = f"SQLite {connection.scalar(text('SELECT sqlite_version()'))}"
        size = location.path.stat().st_size if location.path is not None and location.path.exists() else None
        journal = str(connection.scalar(text("PRAGMA journal_mode"))) if size is not None else None
        risk = _risk(journal)
    events = connection.scalar(select(func.count()).select_from(event))
    return Condition(
        migrate.shown(location),
        engine,
        migrate.revision(connection) if row is not None else None,
        migrate.HEAD,
        row.uid if row is not None else None,
        row.created_at if row is not None else None,
        int(events or 0),
        size,
        journal,
        risk,
    )


def _risk(journal: str | None) -> str | None:
    if not has_wal_race():
        return None
    race = "SQLite before 3.51.3 can, rarely, lose writes or damage a file in WAL mode that several write to"
    if journal == "wal":
        return f"{race}; this file is in WAL mode until factcheck next writes to it"
    return f"{race}; this file is not in WAL mode, and factcheck keeps it out"
