"""What is said: articles, claims, and the attributions between them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field

from factcheck.columns import Moment, Ordered, one_of, primary_key, to
from factcheck.models.table import Table
from factcheck.vocabulary import (
    CREDIBILITIES,
    KEPT_FLAGS,
    UNVERIFIED,
    Confidence,
    Modality,
    SaidCheck,
    Stance,
    State,
    Status,
    Voice,
)

_GROUPED = text("group_id IS NOT NULL")
_FALLS_DUE = text("due IS NOT NULL")
_JUDGED = text("credibility IS NOT NULL")
_SINCE = text("coalesce(checked_at, recorded_at)")
# NOT IN, which is looked up in no index of its own: SQLite would take that, and sort a million.
_UNVERIFIED = text(f"status NOT IN {tuple(str(one) for one in Status if one not in UNVERIFIED)}")


class Article(Table, table=True):
    """One immutable text from a publisher: append-only. A changed text is a new row that revises the old one.

    So is one that a page went back to, whose text then stands in two rows.

    `original_sha256` is the digest of the bytes that the text was taken from, `archive_ref` where those are kept.
    """

    __table_args__ = (
        UniqueConstraint("publisher_id", "url", "sha256", "revises_id", postgresql_nulls_not_distinct=True),
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
    imported_at: datetime | None = Field(default=None, sa_type=Moment)


class ArticleSketch(Table, table=True):
    """The lowest hashes of the runs of words in an article's text, 4 bytes each: what tells that others echo it."""

    __tablename__ = "article_sketch"

    article_id: int = Field(sa_column=to("article", "article_id", part_of_key=True))
    lowest: bytes = Field(sa_type=LargeBinary)


class Claim(Table, table=True):
    """One proposition that can be checked on its own, with the status that its last assessment gave it.

    `group_id` is the claim that stands for this one in lists: the earliest of those that say the same. Itself, a claim
    that is linked to none or stands for others has none. `checked_at` is when it was last assessed, or evidence on it
    given or withdrawn; nobody ever checked a claim that has none.
    """

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
        Index(None, "group_id", sqlite_where=_GROUPED, postgresql_where=_GROUPED),
        Index("ix_claim_unchecked_since", _SINCE, "id", sqlite_where=_UNVERIFIED, postgresql_where=_UNVERIFIED),
        Index(None, "due", "id", sqlite_where=_FALLS_DUE, postgresql_where=_FALLS_DUE),
        Index(None, "credibility", "id", sqlite_where=_JUDGED, postgresql_where=_JUDGED),
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
    imported_at: datetime | None = Field(default=None, sa_type=Moment)
    assessed_at: datetime | None = Field(default=None, sa_type=Moment)
    group_id: int | None = Field(default=None, sa_column=to("claim", "group_id", optional=True))
    checked_at: datetime | None = Field(default=None, sa_type=Moment)


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
        Index(None, "stance", "claim_id"),
        Index(None, "modality", "claim_id"),
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
    imported_at: datetime | None = Field(default=None, sa_type=Moment)


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


class Tag(Table, table=True):
    """A word that analysts sort claims by."""

    __table_args__ = (Index(None, "name", "claim_id"),)

    claim_id: int = Field(sa_column=to("claim", "claim_id", part_of_key=True))
    name: str = Field(sa_type=Ordered, primary_key=True)
    since: datetime | None = Field(default=None, sa_type=Moment)


class ClaimFlag(Table, table=True):
    """The derived flags that queries need at hand; `draft` and `stale` follow from other columns."""

    __tablename__ = "claim_flag"
    __table_args__ = (one_of("flag", KEPT_FLAGS), Index(None, "flag", "claim_id"))

    claim_id: int = Field(sa_column=to("claim", "claim_id", part_of_key=True))
    flag: str = Field(sa_type=Text, primary_key=True)
    since: datetime | None = Field(default=None, sa_type=Moment)


class ClaimVector(Table, table=True):
    """What a claim means, as `model` has it: 384 signed bytes, made from the words that `digest` stands for.

    A cache: no event tells of it, and rows may be deleted, for they can be made again.
    """

    __tablename__ = "claim_vector"

    claim_id: int = Field(sa_column=to("claim", "claim_id", part_of_key=True))
    model: str = Field(sa_type=Ordered)
    digest: bytes = Field(sa_type=LargeBinary)
    vector: bytes = Field(sa_type=LargeBinary)
