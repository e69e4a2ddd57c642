"""How claims are linked to each other, and which links were taken back."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text
from sqlmodel import Field

from factcheck.columns import WIDE, Moment, Ordered, one_of, primary_key, to
from factcheck.models.table import Table
from factcheck.vocabulary import Relation


class Link(Table, table=True):
    """A person linked one claim to another, which `other_id` is: append-only."""

    __table_args__ = (one_of("relation", Relation), CheckConstraint("claim_id <> other_id", name="other"))

    id: int = Field(sa_column=primary_key())
    uid: str = Field(sa_type=Ordered, unique=True)
    claim_id: int = Field(sa_column=to("claim", "claim_id", index=True))
    relation: str = Field(sa_type=Text)
    other_id: int = Field(sa_column=to("claim", "other_id", index=True))
    reason: str | None = Field(default=None, sa_type=Text)
    by: str = Field(sa_type=Text)
    recorded_at: datetime = Field(sa_type=Moment)
    imported_at: datetime | None = Field(default=None, sa_type=Moment)


class Unlinking(Table, table=True):
    """A link taken back: append-only, and once only. The same two claims may be linked anew."""

    id: int = Field(sa_column=primary_key())
    uid: str = Field(sa_type=Ordered, unique=True)
    link_id: int = Field(sa_column=Column(WIDE, ForeignKey("link.id"), nullable=False, unique=True))
    reason: str | None = Field(default=None, sa_type=Text)
    by: str = Field(sa_type=Text)
    recorded_at: datetime = Field(sa_type=Moment)
    imported_at: datetime | None = Field(default=None, sa_type=Moment)
