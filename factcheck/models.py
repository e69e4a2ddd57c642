"""The tables. All but `ledger` and `event` are a projection of the events and could be rebuilt from them.

Table models do not validate (SQLModel's rule): validation happens at the desk, and the CHECKs below are the last guard.
"""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, MetaData, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from factcheck.columns import NAMES, WIDE, Moment, Ordered, one_of, primary_key, to
from factcheck.vocabulary import (
    CREDIBILITIES,
    Bearing,
    Confidence,
    Flag,
    Modality,
    Reliability,
    SaidCheck,
    SourceKind,
    Stance,
    State,
    Status,
    Voice,
)

KEPT_FLAGS = tuple(flag for flag in Flag if flag not in {Flag.DRAFT, Flag.STALE})


class Table(SQLModel):
    """What all tables share."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)


class Ledger(Table, table=True):
    """One row: which ledger this is, so that its checkpoints are not taken for another's."""

    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(primary_key=True)
    uid: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=Moment)


class Event(Table, table=True):
    """One change of one subject: append-only, chained by hash, the whole truth of history."""

    __table_args__ = (
        UniqueConstraint("subject", "version"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint("(version = 1) = (prev_hash = '')", name="prev_hash"),
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


class SourceAlias(Table, table=True):
    """Another name that a person said belongs to a source."""

    __tablename__ = "source_alias"
    __table_args__ = (UniqueConstraint("source_id", "folded"),)

    id: int = Field(sa_column=primary_key())
    source_id: int = Field(sa_column=to("source", "source_id"))
    name: str = Field(sa_type=Text)
    folded: str = Field(sa_type=Ordered, index=True)


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


class Article(Table, table=True):
    """One immutable text from a publisher: append-only. A changed text is a new row that revises the old one.

    `original_sha256` is the digest of the bytes that the text was taken from, `archive_ref` where those are kept.
    """

    __table_args__ = (
        UniqueConstraint("publisher_id", "url", "sha256"),
        Index(None, "url"),
        Index(None, "sha256"),
        CheckConstraint("revises_id <> id", name="revises"),
    )

    id: int = Field(sa_column=primary_key())
    uid: str = Field(sa_type=Ordered, unique=True)
    publisher_id: int = Field(sa_column=to("source", "publisher_id"))
    url: str = Field(sa_type=Ordered)
    title: str | None = Field(default=None, sa_type=Text)
    published: str | None = Field(default=None, sa_type=Ordered)
    lang: str | None = Field(default=None, sa_type=Text)
    author: str | None = Field(default=None, sa_type=Text)
    original_sha256: str | None = Field(default=None, sa_type=Text)
    archive_ref: str | None = Field(default=None, sa_type=Text)
    text: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Ordered)
    sentences: int
    revises_id: int | None = Field(default=None, sa_column=to("article", "revises_id", optional=True, index=True))
    recorded_at: datetime = Field(sa_type=Moment)


class Claim(Table, table=True):
    """One proposition that can be checked on its own, with the status that its last assessment gave it."""

    __table_args__ = (
        one_of("state", State),
        one_of("status", Status),
        one_of("credibility", CREDIBILITIES),
        one_of("confidence", Confidence),
        CheckConstraint("version >= 1", name="version"),
        Index(None, "status", "id"),
        Index(None, "state", "id"),
        Index(None, "recorded_at", "id"),
        Index(None, "assessed_at", "id"),
    )

    id: int = Field(sa_column=primary_key())
    uid: str = Field(sa_type=Ordered, unique=True)
    version: int
    text: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    status: str = Field(sa_type=Text)
    credibility: int | None = None
    confidence: str | None = Field(default=None, sa_type=Text)
    due: str | None = Field(default=None, sa_type=Ordered)
    engine: str | None = Field(default=None, sa_type=Text)
    digest: str = Field(sa_type=Ordered, index=True)
    recorded_at: datetime = Field(sa_type=Moment)
    assessed_at: datetime | None = Field(default=None, sa_type=Moment)


class Attribution(Table, table=True):
    """One place where a claim is made, by its speaker (`source_id`), who came through the sources in `via`.

    Offsets are code points into the article's text. `content` is JSON, a list of [start, end]. `citation` is JSON:
    what an imported row said of an article whose text is not held here.
    """

    __table_args__ = (
        one_of("stance", Stance),
        one_of("modality", Modality),
        one_of("voice", Voice),
        one_of("said_check", SaidCheck),
        CheckConstraint("(article_id IS NULL) = (quote IS NULL)", name="quote"),
        CheckConstraint('(quote IS NULL) = ("start" IS NULL)', name="start"),
        CheckConstraint('("start" IS NULL) = ("end" IS NULL)', name="end"),
        CheckConstraint('"start" >= 0 AND "start" < "end"', name="span"),
        Index(None, "source_id", "claim_id"),
        Index(None, "article_id", "start"),
        Index(None, "said_on", "claim_id"),
    )

    id: int = Field(sa_column=primary_key())
    uid: str = Field(sa_type=Ordered, unique=True)
    claim_id: int = Field(sa_column=to("claim", "claim_id", index=True))
    article_id: int | None = Field(default=None, sa_column=to("article", "article_id", optional=True))
    quote: str | None = Field(default=None, sa_type=Text)
    start: int | None = None
    end: int | None = None
    content: str | None = Field(default=None, sa_type=Text)
    source_id: int = Field(sa_column=to("source", "source_id"))
    source_start: int | None = None
    source_end: int | None = None
    cue: str | None = Field(default=None, sa_type=Text)
    cue_start: int | None = None
    cue_end: int | None = None
    stance: str = Field(sa_type=Text)
    modality: str = Field(sa_type=Text)
    voice: str = Field(sa_type=Text)
    said_on: str | None = Field(default=None, sa_type=Ordered)
    said_check: str = Field(sa_type=Text)
    inside_id: int | None = Field(default=None, sa_column=to("attribution", "inside_id", optional=True, index=True))
    citation: str | None = Field(default=None, sa_type=Text)
    recorded_at: datetime = Field(sa_type=Moment)


class Via(Table, table=True):
    """The sources an attribution came through behind its speaker, in order; the publisher is the last."""

    attribution_id: int = Field(sa_column=to("attribution", "attribution_id", part_of_key=True))
    position: int = Field(primary_key=True)
    source_id: int = Field(sa_column=to("source", "source_id", index=True))


class Anchor(Table, table=True):
    """Where an attribution's words stand in a later revision; without a start they are gone. Append-only."""

    __table_args__ = (CheckConstraint('("start" IS NULL) = ("end" IS NULL)', name="end"),)

    attribution_id: int = Field(sa_column=to("attribution", "attribution_id", part_of_key=True))
    article_id: int = Field(sa_column=to("article", "article_id", part_of_key=True, index=True))
    start: int | None = None
    end: int | None = None


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


class Withdrawal(Table, table=True):
    """An item of evidence taken back: append-only, and once only. The item stays in sight."""

    id: int = Field(sa_column=primary_key())
    uid: str = Field(sa_type=Ordered, unique=True)
    evidence_id: int = Field(sa_column=Column(WIDE, ForeignKey("evidence.id"), nullable=False, unique=True))
    reason: str = Field(sa_type=Text)
    by: str = Field(sa_type=Text)
    recorded_at: datetime = Field(sa_type=Moment)


class Assessment(Table, table=True):
    """One dated judgement of a claim by a person: append-only."""

    __table_args__ = (
        one_of("status", Status),
        one_of("credibility", CREDIBILITIES),
        one_of("confidence", Confidence),
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


class Tag(Table, table=True):
    """A word that analysts sort claims by."""

    claim_id: int = Field(sa_column=to("claim", "claim_id", part_of_key=True))
    name: str = Field(sa_type=Ordered, primary_key=True, index=True)


class ClaimFlag(Table, table=True):
    """The derived flags that queries need at hand; `draft` and `stale` follow from other columns."""

    __tablename__ = "claim_flag"
    __table_args__ = (one_of("flag", KEPT_FLAGS), Index(None, "flag", "claim_id"))

    claim_id: int = Field(sa_column=to("claim", "claim_id", part_of_key=True))
    flag: str = Field(sa_type=Text, primary_key=True)
