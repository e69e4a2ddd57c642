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
    attribution_past,
    basis,
    claim,
    claim_flag,
    claim_flag_past,
    claim_past,
    event,
    evidence,
    evidence_source,
    grade,
    link,
    retraction,
    source,
    source_alias,
    source_alias_past,
    source_past,
    source_skeleton,
    tag,
    tag_past,
    unlinking,
    via,
    via_past,
    withdrawal,
)

PROJECTION = (
    source,
    source_alias,
    source_skeleton,
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
PAST = (
    claim_past,
    attribution_past,
    via_past,
    source_past,
    source_alias_past,
    tag_past,
    claim_flag_past,
)
_OF_THIS_DATABASE = {"imported_at", "since"}
_WORDS = ("party", "troops", "launch", "reworded", "line", "hyperlink")


def everything(location: Location) -> dict[str, Any]:
    """The state, with when each thing came here and what it was before."""
    found = state(location)
    with reading(location) as session:
        connection = session.connection()
        for table in (*PROJECTION, *PAST):
            found[table.name] = sorted(map(tuple, connection.execute(select(table))), key=repr)
    return found


def state(location: Location) -> dict[str, Any]:
    """Every row of every table but the ledger's own, without what is different wherever it was imported."""
    with reading(location) as session:
        connection = session.connection()
        found: dict[str, Any] = {}
        for table in PROJECTION:
            query = select(*(column for column in table.c if column.name not in _OF_THIS_DATABASE))
            found[table.name] = sorted(map(tuple, connection.execute(query)), key=repr)
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
