"""Who says things, and how reliable they are."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field

from factcheck.columns import Moment, Ordered, one_of, primary_key, to
from factcheck.models.table import Table
from factcheck.vocabulary import Reliability, SourceKind


class Source(Table, table=True):
    """Someone who says things. A merged one points at what it was merged into, never at another merged one.

    `wire_group` is the pool of copy that an agency belongs to, as AP: what its members carry is one text.
    """

    __table_args__ = (one_of("kind", SourceKind), CheckConstraint("owner_id <> id", name="owner"))

    id: int = Field(sa_column=primary_key())
    uid: str = Field(sa_type=Ordered, unique=True)
    version: int
    name: str = Field(sa_type=Text)
    folded: str = Field(sa_type=Ordered, index=True)
    kind: str = Field(sa_type=Text)
    named: bool
    owner_id: int | None = Field(default=None, sa_column=to("source", "owner_id", optional=True, index=True))
    merged_into_id: int | None = Field(
        default=None, sa_column=to("source", "merged_into_id", optional=True, index=True)
    )
    wire_group: str | None = Field(default=None, sa_type=Text)
    recorded_at: datetime = Field(sa_type=Moment)
    imported_at: datetime | None = Field(default=None, sa_type=Moment)


class SourceAlias(Table, table=True):
    """Another name that a person said belongs to a source."""

    __tablename__ = "source_alias"
    __table_args__ = (UniqueConstraint("source_id", "folded"),)

    id: int = Field(sa_column=primary_key())
    source_id: int = Field(sa_column=to("source", "source_id"))
    name: str = Field(sa_type=Text)
    folded: str = Field(sa_type=Ordered, index=True)
    since: datetime | None = Field(default=None, sa_type=Moment)


class SourceSkeleton(Table, table=True):
    """What a name of a source looks like, whatever letters it is written in; other names too."""

    __tablename__ = "source_skeleton"

    source_id: int = Field(sa_column=to("source", "source_id", part_of_key=True))
    name: str = Field(sa_type=Ordered, primary_key=True)
    skeleton: str = Field(sa_type=Ordered, index=True)


class Grade(Table, table=True):
    """One dated judgement of a source's reliability: append-only."""

    __table_args__ = (one_of("reliability", Reliability),)

    id: int = Field(sa_column=primary_key())
    uid: str = Field(sa_type=Ordered, unique=True)
    source_id: int = Field(sa_column=to("source", "source_id", index=True))
    reliability: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    by: str = Field(sa_type=Text)
    recorded_at: datetime = Field(sa_type=Moment)
    imported_at: datetime | None = Field(default=None, sa_type=Moment)
