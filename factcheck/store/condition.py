"""The database itself: where it is, what carries it, how old its schema is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlmodel import Session

from factcheck.settings import Location
from factcheck.store import migrate
from factcheck.store.tables import event, ledger


@dataclass(frozen=True, slots=True)
class Condition:
    """`size` is in bytes; `uid` is the ledger's, None as long as nothing was written."""

    place: str
    engine: str
    revision: str | None
    newest_revision: str
    uid: str | None
    created_at: datetime | None
    events: int
    size: int | None


def condition(session: Session, location: Location) -> Condition:
    """What `db info` tells. A URL's password is left out."""
    connection = session.connection()
    row = connection.execute(select(ledger.c.uid, ledger.c.created_at)).one_or_none()
    if connection.dialect.name == "postgresql":
        engine = f"PostgreSQL {connection.scalar(text('SHOW server_version'))}"
        size = connection.scalar(text("SELECT pg_database_size(current_database())"))
    else:
        engine = f"SQLite {connection.scalar(text('SELECT sqlite_version()'))}"
        size = location.path.stat().st_size if location.path is not None and location.path.exists() else None
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
    )
