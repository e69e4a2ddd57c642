"""How claims are put in one revision of an article, those read from earlier revisions included."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, or_, select

from factcheck.store.parties import SourceRef, references
from factcheck.store.tables import anchor, attribution, claim
from factcheck.store.transaction import Session
from factcheck.vocabulary import LISTED


@dataclass(frozen=True, slots=True)
class Placed:
    """An attribution of a listed claim, and where its words stand in the revision.

    `read_here` tells that it was read from this revision. `quote` and `content` are those of the revision that it was
    read from; `content` are offsets into the quote.
    """

    id: int
    uid: str
    claim_id: int
    quote: str
    content: tuple[tuple[int, int], ...]
    start: int
    end: int
    source: SourceRef
    cue: str | None
    stance: str
    modality: str
    voice: str
    said_on: str | None
    read_here: bool

    @property
    def said(self) -> str:
        """The words of the proposition; the whole quote where nobody told them apart."""
        return " ".join(self.quote[start:end] for start, end in self.content) or self.quote


def wordings(session: Session, key: int) -> list[Placed]:
    """What stands in this article of the listed claims, in the order of the text."""
    connection = session.connection()
    read = attribution.c.article_id == key
    query = (
        select(
            *(attribution.c[name] for name in ("id", "uid", "claim_id", "quote", "content", "source_id")),
            *(attribution.c[name] for name in ("cue", "stance", "modality", "voice", "said_on")),
            attribution.c.start.label("read_from"),
            *(case((read, attribution.c[name]), else_=anchor.c[name]).label(name) for name in ("start", "end")),
            read.label("read_here"),
        )
        .join(claim, claim.c.id == attribution.c.claim_id)
        .outerjoin(anchor, and_(anchor.c.attribution_id == attribution.c.id, anchor.c.article_id == key))
        .where(or_(read, attribution.c.id.in_(_anchored(key))), claim.c.state.in_(LISTED))
        .order_by("start", "end", attribution.c.id)
    )
    rows = connection.execute(query).all()
    sources = references(connection, {row.source_id for row in rows})
    return [
        Placed(
            id=row.id,
            uid=row.uid,
            claim_id=row.claim_id,
            quote=row.quote,
            content=tuple(
                (start - row.read_from, end - row.read_from) for start, end in json.loads(row.content or "[]")
            ),
            start=row.start,
            end=row.end,
            source=sources[row.source_id],
            cue=row.cue,
            stance=row.stance,
            modality=row.modality,
            voice=row.voice,
            said_on=row.said_on,
            read_here=bool(row.read_here),
        )
        for row in rows
    ]


def _anchored(key: int) -> Select[Any]:
    return select(anchor.c.attribution_id).where(anchor.c.article_id == key, anchor.c.start.is_not(None))
