"""The ledger: the whole truth of history."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field

from factcheck.columns import Moment, Ordered, primary_key
from factcheck.models.table import Table


class Ledger(Table, table=True):
    """One row: which ledger this is, so that its checkpoints are not taken for another's."""

    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(primary_key=True)
    uid: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=Moment)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Event(Table, table=True):
    """One change of one subject: append-only, chained by hash, the whole truth of history."""

    __table_args__ = (
        UniqueConstraint("subject", "version"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint("(version = 1) = (prev_hash = '')", name="prev_hash"),
        Index("ix_event_recorded_at", "recorded_at", **_where("imported_at IS NULL")),
        Index(None, "by", "seq"),
        Index(None, "action", "seq"),
        Index("ix_event_imported_at", "imported_at", **_where("imported_at IS NOT NULL")),
    )

    seq: int = Field(sa_column=primary_key("seq"))
    subject: str = Field(sa_type=Ordered)
    version: int
    recorded_at: datetime = Field(sa_type=Moment)
    by: str = Field(sa_type=Text)
    action: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    payload: str = Field(sa_type=Text)
    prev_hash: str = Field(sa_type=Text)
    hash: str = Field(sa_type=Text)
    imported_at: datetime | None = Field(default=None, sa_type=Moment)
