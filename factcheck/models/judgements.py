"""What analysts hold of it: evidence, assessments, and what was taken back of either."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text, text
from sqlmodel import Field

from factcheck.columns import WIDE, Moment, Ordered, one_of, primary_key, to
from factcheck.models.table import Table
from factcheck.vocabulary import CREDIBILITIES, Bearing, Confidence, Status

_KNOWN = text("coalesce(imported_at, recorded_at)")


class Evidence(Table, table=True):
    """One item that bears on a claim, said by a source or found in an attribution of another claim: append-only.

    `file` is the name of a file that is not kept here, `sha256` the digest of its bytes. A `direct` item is a record,
    imagery or own observation. `date` is when what it shows was said or happened.
    """

    __table_args__ = (
        one_of("bearing", Bearing),
        CheckConstraint("source_id IS NULL OR attribution_id IS NULL", name="source"),
        CheckConstraint("(file IS NULL) = (sha256 IS NULL)", name="file"),
    )

    id: int = Field(sa_column=primary_key())
    uid: str = Field(sa_type=Ordered, unique=True)
    claim_id: int = Field(sa_column=to("claim", "claim_id", index=True))
    bearing: str = Field(sa_type=Text)
    direct: bool
    source_id: int | None = Field(default=None, sa_column=to("source", "source_id", optional=True, index=True))
    attribution_id: int | None = Field(
        default=None, sa_column=to("attribution", "attribution_id", optional=True, index=True)
    )
    url: str | None = Field(default=None, sa_type=Text)
    file: str | None = Field(default=None, sa_type=Text)
    sha256: str | None = Field(default=None, sa_type=Text)
    archive_ref: str | None = Field(default=None, sa_type=Text)
    quote: str | None = Field(default=None, sa_type=Text)
    date: str | None = Field(default=None, sa_type=Ordered)
    note: str | None = Field(default=None, sa_type=Text)
    by: str = Field(sa_type=Text)
    recorded_at: datetime = Field(sa_type=Moment)
    imported_at: datetime | None = Field(default=None, sa_type=Moment)


class EvidenceSource(Table, table=True):
    """Everybody through whom an item came: of an attribution its whole chain, so that a source's items are found."""

    __tablename__ = "evidence_source"

    evidence_id: int = Field(sa_column=to("evidence", "evidence_id", part_of_key=True))
    source_id: int = Field(sa_column=to("source", "source_id", part_of_key=True, index=True))


class Withdrawal(Table, table=True):
    """An item of evidence taken back: append-only, and once only. The item stays in sight."""

    id: int = Field(sa_column=primary_key())
    uid: str = Field(sa_type=Ordered, unique=True)
    evidence_id: int = Field(sa_column=Column(WIDE, ForeignKey("evidence.id"), nullable=False, unique=True))
    reason: str = Field(sa_type=Text)
    by: str = Field(sa_type=Text)
    recorded_at: datetime = Field(sa_type=Moment)
    imported_at: datetime | None = Field(default=None, sa_type=Moment)


class Assessment(Table, table=True):
    """One dated judgement of a claim by a person: append-only."""

    __table_args__ = (
        one_of("status", Status),
        one_of("credibility", CREDIBILITIES),
        one_of("confidence", Confidence),
        Index("ix_assessment_status_known", "status", _KNOWN, "claim_id"),
        Index("ix_assessment_recorded_at", "recorded_at", "imported_at", "claim_id"),
    )

    id: int = Field(sa_column=primary_key())
    uid: str = Field(sa_type=Ordered, unique=True)
    claim_id: int = Field(sa_column=to("claim", "claim_id", index=True))
    status: str = Field(sa_type=Text)
    credibility: int | None = None
    confidence: str | None = Field(default=None, sa_type=Text)
    reason: str = Field(sa_type=Text)
    override: str | None = Field(default=None, sa_type=Text)
    due: str | None = Field(default=None, sa_type=Ordered)
    by: str = Field(sa_type=Text)
    recorded_at: datetime = Field(sa_type=Moment)
    imported_at: datetime | None = Field(default=None, sa_type=Moment)


class Basis(Table, table=True):
    """The items of evidence that a verdict rests on: append-only."""

    assessment_id: int = Field(sa_column=to("assessment", "assessment_id", part_of_key=True))
    evidence_id: int = Field(sa_column=to("evidence", "evidence_id", part_of_key=True, index=True))


class Retraction(Table, table=True):
    """An assessment taken back as a slip: append-only, and once only."""

    id: int = Field(sa_column=primary_key())
    uid: str = Field(sa_type=Ordered, unique=True)
    assessment_id: int = Field(sa_column=Column(WIDE, ForeignKey("assessment.id"), nullable=False, unique=True))
    reason: str = Field(sa_type=Text)
    by: str = Field(sa_type=Text)
    recorded_at: datetime = Field(sa_type=Moment)
    imported_at: datetime | None = Field(default=None, sa_type=Moment)
