"""The attributions of claims by uid, as events name them: what a copy or a correction of one starts from."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, select

from factcheck.store.tables import anchor, article, attribution, source, via
from factcheck.store.transaction import Session

Pair = list[int] | None
Anchored = tuple[str, int | None, int | None]
_PLAIN: Final = ("quote", "start", "end", "cue", "stance", "modality", "voice", "said_on", "said_check")
_OF_THIS_DATABASE: Final = frozenset({"id", "article_id", "said_check", "anchors"})


@dataclass(frozen=True, slots=True)
class Saying:
    """One attribution. `via` are uids behind the speaker; `anchors` are (article, start, end) in later revisions."""

    id: int
    uid: str
    article: str | None
    article_id: int | None
    quote: str | None
    start: int | None
    end: int | None
    content: list[list[int]] | None
    source: str
    source_span: Pair
    cue: str | None
    cue_span: Pair
    stance: str
    modality: str
    voice: str
    said_on: str | None
    via: tuple[str, ...]
    inside: str | None
    citation: Mapping[str, Any] | None
    said_check: str
    anchors: tuple[Anchored, ...]

    def payload(self, uid: str) -> dict[str, Any]:
        """The same as an attribution of its own, for an event."""
        said = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in _OF_THIS_DATABASE}
        anchors = {"anchors": [list(one) for one in self.anchors]} if self.anchors else {}
        return {**said, "uid": uid, "via": list(self.via), **anchors}


def of_claim(session: Session, number: int) -> list[Saying]:
    """All attributions of a claim, in the order in which they came."""
    connection = session.connection()
    found = connection.execute(_query().where(attribution.c.claim_id == number).order_by(attribution.c.id)).all()
    numbers = [row.id for row in found]
    chains, anchors = _chains(connection, numbers), _anchors(connection, numbers)
    return [_saying(row, chains[row.id], anchors[row.id]) for row in found]


def _saying(row: Row[Any], through: Sequence[str], anchors: Sequence[Anchored]) -> Saying:
    return Saying(
        id=row.id,
        uid=row.uid,
        article=row.article,
        article_id=row.article_id,
        content=json.loads(row.content) if row.content else None,
        source=row.source,
        source_span=None if row.source_start is None else [row.source_start, row.source_end],
        cue_span=None if row.cue_start is None else [row.cue_start, row.cue_end],
        via=tuple(through),
        inside=row.inside,
        citation=json.loads(row.citation) if row.citation else None,
        anchors=tuple(anchors),
        **{name: getattr(row, name) for name in _PLAIN},
    )


def _query() -> Select[Any]:
    outer = attribution.alias("outer_one")
    names = ("id", "uid", "article_id", "content", "source_start", "source_end", "cue_start", "cue_end", "citation")
    return (
        select(
            *(attribution.c[name] for name in (*names, *_PLAIN)),
            article.c.uid.label("article"),
            source.c.uid.label("source"),
            outer.c.uid.label("inside"),
        )
        .join(source, source.c.id == attribution.c.source_id)
        .outerjoin(article, article.c.id == attribution.c.article_id)
        .outerjoin(outer, outer.c.id == attribution.c.inside_id)
    )


def _chains(connection: Connection, numbers: Sequence[int]) -> Mapping[int, list[str]]:
    chains: dict[int, list[str]] = defaultdict(list)
    query = select(via.c.attribution_id, source.c.uid).join(source, source.c.id == via.c.source_id)
    mine = query.where(via.c.attribution_id.in_(numbers)).order_by(via.c.attribution_id, via.c.position)
    for number, uid in connection.execute(mine):
        chains[number].append(uid)
    return chains


def _anchors(connection: Connection, numbers: Sequence[int]) -> Mapping[int, list[Anchored]]:
    anchors: dict[int, list[Anchored]] = defaultdict(list)
    query = select(anchor.c.attribution_id, article.c.uid, anchor.c.start, anchor.c.end).join(
        article, article.c.id == anchor.c.article_id
    )
    for number, uid, start, end in connection.execute(
        query.where(anchor.c.attribution_id.in_(numbers)).order_by(anchor.c.article_id)
    ):
        anchors[number].append((uid, start, end))
    return anchors
