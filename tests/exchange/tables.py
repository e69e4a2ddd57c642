"""All that a database holds, to compare it with another."""

from typing import Any

from sqlalchemy import select, text

from factcheck.settings import Location
from factcheck.store import search
from factcheck.store.session import reading, writing
from factcheck.store.tables import (
    anchor,
    article,
    article_sketch,
    assessment,
    attribution,
    basis,
    claim,
    claim_flag,
    event,
    evidence,
    evidence_source,
    grade,
    link,
    retraction,
    source,
    source_alias,
    tag,
    unlinking,
    via,
    withdrawal,
)

PROJECTION = (
    source,
    source_alias,
    grade,
    article,
    article_sketch,
    claim,
    attribution,
    via,
    anchor,
    evidence,
    evidence_source,
    withdrawal,
    assessment,
    basis,
    retraction,
    link,
    unlinking,
    tag,
    claim_flag,
)
_WORDS = ("party", "troops", "launch", "reworded", "line", "hyperlink")


def state(location: Location) -> dict[str, Any]:
    """Every row of every table but the ledger's own."""
    with reading(location) as session:
        connection = session.connection()
        found: dict[str, Any] = {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr) for table in PROJECTION
        }
        found["events"] = [
            tuple(row)
            for row in connection.execute(
                select(*(column for column in event.c if column.name not in {"seq", "imported_at"})).order_by(
                    event.c.seq
                )
            )
        ]
        found["search"] = {
            (what, word): search.best(connection, what, word, None) for what in ("claim", "article") for word in _WORDS
        }
        return found


def check_index(location: Location) -> None:
    """On SQLite, let FTS5 compare its index with the rows that it stands for."""
    if location.path is None:
        return
    with writing(location) as session:
        for table in ("claim_search", "article_search"):
            session.connection().execute(text(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"))
