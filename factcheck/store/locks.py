"""Who has to wait for whom. On SQLite a writer holds the whole file, so only PostgreSQL needs these."""

import hashlib
from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, select, text

from factcheck.store.conflicts import versions
from factcheck.store.grounds import resting_by_source
from factcheck.store.links import representatives
from factcheck.store.parties import chains_of, parties_of
from factcheck.store.tables import attribution, evidence, source
from factcheck.store.transaction import Session

_NAMES: Final = 0x46616375
_LINKS: Final = 0x46616376


def lock_sources(session: Session) -> None:
    """Let nobody else create, name, own or merge a source before this transaction ends."""
    _advise(session.connection(), _NAMES)


def lock_links(session: Session) -> None:
    """Let nobody else link claims before this transaction ends: whether links go in a circle depends on all of them."""
    _advise(session.connection(), _LINKS)


def lock_address(session: Session, publisher_uid: str, url: str) -> None:
    """Let nobody else add an article of this publisher at this URL before this transaction ends."""
    digest = hashlib.sha256(f"{publisher_uid}\0{url}".encode()).digest()
    _advise(session.connection(), int.from_bytes(digest[:8], signed=True))


def hold_claims(connection: Connection, numbers: Collection[int]) -> None:
    """Keep these claims, and those that stand for them, as they are while flags are derived from what is said of them.

    Else somebody who tells of one of them meanwhile, or of another one of its group, would not be counted. Sources are
    held after claims, lest two wait for each other.
    """
    if connection.dialect.name != "postgresql":
        return
    held: set[int] = set()
    while numbers and (more := {*numbers, *representatives(connection, numbers).values()} - held):
        versions(connection, sorted(more), lock=True)
        held |= more  # whoever links one of these waits for us now; who did so while we waited is found out


def hold_graded(session: Session, number: int) -> None:
    """Keep a source, and what was judged on its word, as they are before it is graded.

    Who judges meanwhile comes before the grade in the ledger, then, or after it, and flags are what follows from that.
    """
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        return
    mine = select(source.c.id).where(source.c.id == number).with_for_update(key_share=True)
    held: set[int] = set()
    while more := {*resting_by_source(connection, [number]).get(number, ())} - held:
        hold_claims(connection, more)
        held |= more
    connection.execute(mine)
    hold_claims(connection, {*resting_by_source(connection, [number]).get(number, ())} - held)


def hold_sources(connection: Connection, numbers: Collection[int]) -> None:
    """Keep these sources as they are while flags are derived from them."""
    if connection.dialect.name == "postgresql" and numbers:
        query = select(source.c.id).where(source.c.id.in_(sorted(numbers))).order_by(source.c.id)
        connection.execute(query.with_for_update(read=True))


def hold_evidence(connection: Connection, numbers: Collection[int]) -> None:
    """Keep what the evidence on these claims comes from as it is, while a verdict is made to rest on it."""
    if connection.dialect.name != "postgresql":
        return
    items = select(evidence.c.source_id, evidence.c.attribution_id).where(evidence.c.claim_id.in_(numbers))
    rows = connection.execute(items).all()
    said = sorted({row.attribution_id for row in rows if row.attribution_id is not None})
    if said:
        query = select(attribution.c.id).where(attribution.c.id.in_(said)).order_by(attribution.c.id)
        connection.execute(query.with_for_update(read=True))
    sources = {one for chain in chains_of(connection, said).values() for one in chain}
    sources |= {row.source_id for row in rows if row.source_id is not None}
    hold_sources(connection, parties_of(connection, sources).keys())


def _advise(connection: Connection, key: int) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
