"""Who has to wait for whom. On SQLite a writer holds the whole file, so only PostgreSQL needs these."""

import hashlib
from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, select, text
from sqlmodel import Session

from factcheck.store.tables import source

_NAMES: Final = 0x46616375


def lock_sources(session: Session) -> None:
    """Let nobody else create, name, own or merge a source before this transaction ends."""
    _advise(session.connection(), _NAMES)


def lock_address(session: Session, publisher_uid: str, url: str) -> None:
    """Let nobody else add an article of this publisher at this URL before this transaction ends."""
    digest = hashlib.sha256(f"{publisher_uid}\0{url}".encode()).digest()
    _advise(session.connection(), int.from_bytes(digest[:8], signed=True))


def hold_sources(connection: Connection, numbers: Collection[int]) -> None:
    """Keep these sources as they are while flags are derived from them."""
    if connection.dialect.name == "postgresql" and numbers:
        query = select(source.c.id).where(source.c.id.in_(sorted(numbers))).order_by(source.c.id)
        connection.execute(query.with_for_update(read=True))


def _advise(connection: Connection, key: int) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
