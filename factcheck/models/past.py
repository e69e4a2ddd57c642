"""What rows were until they changed, for questions about a day that is past. A projection like all else.

`until` is the moment from which the row is another one, `since` the moment from which it was this one; without a
`since` it was so ever since its claim or source came here. What can be told from tables of history is not kept again.
"""

from datetime import datetime

from sqlalchemy import Column, Index, Text, text
from sqlmodel import Field

from factcheck.columns import WIDE, Moment, Ordered, to
from factcheck.models.table import Table

_GROUPED = text("group_id IS NOT NULL")


def _until() -> Column[datetime]:
    return Column("until", Moment, primary_key=True, index=True)


class ClaimPast(Table, table=True):
    """A claim's words, state and group. Its status stands in the assessments, its version in the events."""

    __tablename__ = "claim_past"
    __table_args__ = (Index(None, "group_id", sqlite_where=_GROUPED, postgresql_where=_GROUPED),)

    claim_id: int = Field(sa_column=to("claim", "claim_id", part_of_key=True))
    until: datetime = Field(sa_column=_until())
    text: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    group_id: int | None = Field(default=None, sa_column=to("claim", "group_id", optional=True))


class AttributionPast(Table, table=True):
    """Whose words they were taken for, and whether that was checked."""

    __tablename__ = "attribution_past"
    __table_args__ = (Index(None, "source_id"),)

    attribution_id: int = Field(sa_column=to("attribution", "attribution_id", part_of_key=True))
    until: datetime = Field(sa_column=_until())
    source_id: int = Field(sa_column=to("source", "source_id"))
    source_start: int | None = None
    source_end: int | None = None
    voice: str = Field(sa_type=Text)
    said_check: str = Field(sa_type=Text)


class ViaPast(Table, table=True):
    """The chain behind the speaker, of an attribution that was changed in anything."""

    __tablename__ = "via_past"

    attribution_id: int = Field(sa_column=to("attribution", "attribution_id", part_of_key=True))
    until: datetime = Field(sa_column=_until())
    position: int = Field(primary_key=True)
    source_id: int = Field(sa_column=to("source", "source_id"))


class SourcePast(Table, table=True):
    """What a source was called and taken for, whose it was, and whether it stood for itself."""

    __tablename__ = "source_past"

    source_id: int = Field(sa_column=to("source", "source_id", part_of_key=True))
    until: datetime = Field(sa_column=_until())
    name: str = Field(sa_type=Text)
    folded: str = Field(sa_type=Ordered)
    kind: str = Field(sa_type=Text)
    named: bool
    owner_id: int | None = Field(default=None, sa_column=to("source", "owner_id", optional=True))
    merged_into_id: int | None = Field(default=None, sa_column=to("source", "merged_into_id", optional=True))
    wire_group: str | None = Field(default=None, sa_type=Text)


class SourceAliasPast(Table, table=True):
    """Another name that was taken from a source again."""

    __tablename__ = "source_alias_past"

    source_id: int = Field(sa_column=to("source", "source_id", part_of_key=True))
    until: datetime = Field(sa_column=_until())
    folded: str = Field(sa_type=Ordered, primary_key=True)
    since: datetime | None = Field(default=None, sa_type=Moment)
    id: int = Field(sa_type=WIDE)
    name: str = Field(sa_type=Text)


class TagPast(Table, table=True):
    """A tag that was taken off again."""

    __tablename__ = "tag_past"
    __table_args__ = (Index(None, "name"),)

    claim_id: int = Field(sa_column=to("claim", "claim_id", part_of_key=True))
    until: datetime = Field(sa_column=_until())
    name: str = Field(sa_type=Ordered, primary_key=True)
    since: datetime | None = Field(default=None, sa_type=Moment)


class ClaimFlagPast(Table, table=True):
    """A flag that no longer holds."""

    __tablename__ = "claim_flag_past"
    __table_args__ = (Index(None, "flag", "claim_id"),)

    claim_id: int = Field(sa_column=to("claim", "claim_id", part_of_key=True))
    until: datetime = Field(sa_column=_until())
    flag: str = Field(sa_type=Text, primary_key=True)
    since: datetime | None = Field(default=None, sa_type=Moment)
