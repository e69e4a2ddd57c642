"""Everything about one claim: its attributions with their chains, and its assessments."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, case, func, select

from factcheck.store import evidence, grounds
from factcheck.store.asof import View, view
from factcheck.store.claims import ClaimRow, rows
from factcheck.store.evidence import EvidenceRow
from factcheck.store.judgements import Judgement, of_claim
from factcheck.store.links import LinkRow, members, standing
from factcheck.store.narrowing import one_of
from factcheck.store.parties import SourceRef, chains_from, references
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import anchor, article, attribution, claim
from factcheck.store.transaction import Session

_CONTEXT: Final = 240
"""Code points of the article shown on either side of a quote."""
_WHERE: Final = 6
"""So many columns tell where an attribution stands."""
_Anchor = tuple[int, int | None, int | None]


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
    anchors: tuple[_Anchor, ...]
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
    found = _said(view(connection)).rows(connection, {"claims": claims})
    speakers = {row[0]: row[3] for row in found}
    chains = chains_from(connection, speakers)
    refs = references(connection, {one for chain in chains.values() for one in chain})
    anchors = _anchors(connection, speakers)
    return [_row(row, [refs[one] for one in chains[row[0]]], anchors.get(row[0], ())) for row in found]


def _row(row: Sequence[Any], chain: Sequence[SourceRef], anchors: Sequence[_Anchor]) -> AttributionRow:
    number, uid, made, _, content, before, after, citation, recorded_at, *rest = row
    spans = tuple((start, end) for start, end in json.loads(content)) if content else ()
    shown = (*rest[:_WHERE], spans, before or "", after or "", *rest[_WHERE:])
    cited = json.loads(citation) if citation else None
    return AttributionRow(*(number, uid, made, tuple(chain), *shown, cited, tuple(anchors), recorded_at))


@lru_cache(KEPT)
def _said(view: View) -> Prepared:
    """The attributions of `claims`: what becomes something else in a row, where each stands, and how it is put."""
    said = attribution.c
    made = (said.id, said.uid, said.claim_id, said.source_id, said.content, *_context(), said.citation)
    where = (said.article_id, article.c.title, article.c.url, said.quote, said.start, said.end)
    how = (said.cue, said.stance, said.modality, said.voice, said.said_on, said.said_check, said.inside_id)
    query = select(*made, said.recorded_at, *where, *how).outerjoin(article, article.c.id == said.article_id)
    return Prepared(query.where(one_of(view, said.claim_id, "claims")).order_by(said.id))


def _anchors(connection: Connection, numbers: Collection[int]) -> Mapping[int, list[_Anchor]]:
    anchors: defaultdict[int, list[_Anchor]] = defaultdict(list)
    for number, *where in _anchored(view(connection)).rows(connection, {"numbers": numbers}):
        anchors[number].append(tuple(where))
    return anchors


@lru_cache(KEPT)
def _anchored(view: View) -> Prepared:
    query = select(anchor.c.attribution_id, anchor.c.article_id, anchor.c.start, anchor.c.end)
    return Prepared(query.where(one_of(view, anchor.c.attribution_id, "numbers")).order_by(anchor.c.article_id))


def _context() -> Sequence[Any]:
    """The text before and behind the quote. SQL counts from 1."""
    start, end = attribution.c.start, attribution.c.end
    first = case((start > _CONTEXT, start - _CONTEXT), else_=0)
    return (
        func.substr(article.c.text, first + 1, start - first).label("before"),
        func.substr(article.c.text, end + 1, _CONTEXT).label("after"),
    )
