"""Everything about one claim: its attributions with their chains, and its assessments."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, case, func, select
from sqlmodel import Session

from factcheck.store import evidence, grounds
from factcheck.store.claims import ClaimRow, rows
from factcheck.store.evidence import EvidenceRow
from factcheck.store.judgements import Judgement, of_claim
from factcheck.store.links import LinkRow, members, standing
from factcheck.store.parties import SourceRef, references
from factcheck.store.tables import anchor, article, attribution, claim, via

_CONTEXT: Final = 240
"""Code points of the article shown on either side of a quote."""


@dataclass(frozen=True, slots=True)
class AttributionRow:
    """One place where the claim, or one that says the same, is made. `chain` is ordered, speaker first, publisher last.

    `before` and `after` are the article's text around the quote; `anchors` are where the quote stands in later
    revisions, as (article, start, end), both None where its words are gone.
    """

    id: int
    uid: str
    claim_id: int
    chain: tuple[SourceRef, ...]
    article_id: int | None
    article_title: str | None
    article_url: str | None
    quote: str | None
    start: int | None
    end: int | None
    content: tuple[tuple[int, int], ...]
    before: str
    after: str
    cue: str | None
    stance: str
    modality: str
    voice: str
    said_on: str | None
    said_check: str
    inside_id: int | None
    citation: Mapping[str, Any] | None
    anchors: tuple[tuple[int, int | None, int | None], ...]
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimDetail:
    """A claim as `show` gives it. `rests_on` has the items of evidence by the assessment that rests on them.

    The attributions and evidence are those of all claims that say the same, its own attributions first. `linked` are
    the words of the claims at the other ends of its links, by key.
    """

    row: ClaimRow
    due: str | None
    engine: str | None
    attributions: tuple[AttributionRow, ...]
    assessments: tuple[Judgement, ...]
    evidence: tuple[EvidenceRow, ...] = ()
    rests_on: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    links: tuple[LinkRow, ...] = ()
    linked: Mapping[int, str] = field(default_factory=dict)


def detail(session: Session, number: int) -> ClaimDetail:
    """Everything about a claim, whatever its state.

    Raises:
        NotFound: there is no such claim.

    """
    connection = session.connection()
    row = rows(session, [number])[0]
    more = connection.execute(select(claim.c.due, claim.c.engine).where(claim.c.id == number)).one()
    together = members(connection, number) if row.group or row.group_id is not None else {number}
    said = sorted(_attributions(connection, together), key=lambda one: one.claim_id != number)
    items = evidence.of_claims(connection, together)
    judged = tuple(of_claim(connection, number))
    rests = grounds.of_claim(connection, number) if judged else {}
    links = tuple(standing(connection, [number]))
    others = select(claim.c.id, claim.c.text).where(claim.c.id.in_([one.across(number) for one in links]))
    linked = dict(connection.execute(others).all()) if links else {}
    return ClaimDetail(row, more.due, more.engine, tuple(said), judged, tuple(items), rests, links, linked)


def _attributions(connection: Connection, claims: Collection[int]) -> list[AttributionRow]:
    query = (
        select(
            attribution,
            article.c.title.label("article_title"),
            article.c.url.label("article_url"),
            *_context(),
        )
        .outerjoin(article, article.c.id == attribution.c.article_id)
        .where(attribution.c.claim_id.in_(claims))
        .order_by(attribution.c.id)
    )
    found = connection.execute(query).all()
    numbers = [row.id for row in found]
    chains = _chains(connection, {row.id: row.source_id for row in found})
    anchors: dict[int, list[tuple[int, int | None, int | None]]] = defaultdict(list)
    for one in connection.execute(
        select(anchor).where(anchor.c.attribution_id.in_(numbers)).order_by(anchor.c.article_id)
    ):
        anchors[one.attribution_id].append((one.article_id, one.start, one.end))
    return [
        AttributionRow(
            id=row.id,
            uid=row.uid,
            claim_id=row.claim_id,
            chain=tuple(chains[row.id]),
            article_id=row.article_id,
            article_title=row.article_title,
            article_url=row.article_url,
            quote=row.quote,
            start=row.start,
            end=row.end,
            content=tuple((start, end) for start, end in json.loads(row.content or "[]")),
            before=row.before or "",
            after=row.after or "",
            cue=row.cue,
            stance=row.stance,
            modality=row.modality,
            voice=row.voice,
            said_on=row.said_on,
            said_check=row.said_check,
            inside_id=row.inside_id,
            citation=json.loads(row.citation) if row.citation else None,
            anchors=tuple(anchors[row.id]),
            recorded_at=row.recorded_at,
        )
        for row in found
    ]


def _context() -> Sequence[Any]:
    """The text before and behind the quote. SQL counts from 1."""
    start, end = attribution.c.start, attribution.c.end
    first = case((start > _CONTEXT, start - _CONTEXT), else_=0)
    return (
        func.substr(article.c.text, first + 1, start - first).label("before"),
        func.substr(article.c.text, end + 1, _CONTEXT).label("after"),
    )


def _chains(connection: Connection, speakers: Mapping[int, int]) -> dict[int, list[SourceRef]]:
    passed = connection.execute(
        select(via.c.attribution_id, via.c.source_id)
        .where(via.c.attribution_id.in_(list(speakers)))
        .order_by(via.c.attribution_id, via.c.position)
    ).all()
    refs = references(connection, {*speakers.values(), *(row.source_id for row in passed)})
    chains = {number: [refs[speaker]] for number, speaker in speakers.items()}
    for row in passed:
        chains[row.attribution_id].append(refs[row.source_id])
    return chains
