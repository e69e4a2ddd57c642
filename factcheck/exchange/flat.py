"""Every claim as a flat row of cells, read in chunks: the other direction of `rows`."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, func, select

from factcheck.dates import stamp
from factcheck.exchange.rows import join_names
from factcheck.store.tables import article, assessment, attribution, claim, event, retraction, source, tag, via
from factcheck.vocabulary import State

_CHUNK: Final = 500
_CITED: Final = ("publisher", "title", "url", "published", "article", "quote", "start", "end")


def claims(connection: Connection) -> Iterator[Mapping[str, str]]:
    """The cells of each claim by column, without those that are empty, in the order of the handles.

    Superseded ones are left out: no cell could tell which others stand in their place.
    """
    after = 0
    while found := connection.execute(_query().where(claim.c.id > after).order_by(claim.c.id).limit(_CHUNK)).all():
        chains = _chains(connection, [row.attribution_id for row in found])
        tags = _tags(connection, [row.id for row in found])
        for row in found:
            cells = _cells(row)
            cells["via"] = join_names(chains[row.attribution_id])
            cells["tags"] = " ".join(tags[row.id])
            yield cells
        after = found[-1].id


def _cells(row: Row[Any]) -> dict[str, str]:
    values = row._asdict()
    if row.citation is not None:
        cited = json.loads(row.citation)
        values.update((name, cited.get(name)) for name in _CITED)
    return {name: _text(value) for name, value in values.items() if value is not None}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return stamp(value) if isinstance(value, datetime) else str(value)


def _query() -> Select[Any]:
    speaker, publisher, paper = source.alias("speaker"), source.alias("publisher"), source.alias("paper")
    said, standing = attribution.alias("said"), assessment.alias("standing")
    first = select(func.min(said.c.id)).where(said.c.claim_id == claim.c.id).correlate(claim)
    last = (
        select(func.max(standing.c.id))
        .outerjoin(retraction, retraction.c.assessment_id == standing.c.id)
        .where(standing.c.claim_id == claim.c.id, retraction.c.id.is_(None))
        .correlate(claim)
    )
    return (
        select(
            *(claim.c[name] for name in ("id", "uid", "text", "state", "status", "credibility", "confidence", "due")),
            *(claim.c[name] for name in ("recorded_at", "assessed_at")),
            attribution.c.id.label("attribution_id"),
            *(attribution.c[name] for name in ("stance", "modality", "voice", "cue", "said_on", "quote", "start")),
            *(attribution.c[name] for name in ("end", "citation")),
            source.c.name.label("said_by"),
            source.c.kind,
            source.c.named,
            paper.c.name.label("publisher"),
            *(article.c[name] for name in ("title", "url", "published")),
            article.c.uid.label("article"),
            assessment.c.reason.label("because"),
            assessment.c.override,
            assessment.c.by.label("assessed_by"),
            event.c.by,
        )
        .select_from(claim)
        .join(attribution, attribution.c.id == first.scalar_subquery())
        .join(speaker, speaker.c.id == attribution.c.source_id)
        .join(source, source.c.id == func.coalesce(speaker.c.merged_into_id, speaker.c.id))
        .join(event, and_(event.c.subject == claim.c.uid, event.c.version == 1))
        .outerjoin(article, article.c.id == attribution.c.article_id)
        .outerjoin(publisher, publisher.c.id == article.c.publisher_id)
        .outerjoin(paper, paper.c.id == func.coalesce(publisher.c.merged_into_id, publisher.c.id))
        .outerjoin(assessment, assessment.c.id == last.scalar_subquery())
        .where(claim.c.state != State.SUPERSEDED)
    )


def _chains(connection: Connection, numbers: Sequence[int]) -> Mapping[int, list[str]]:
    passed = source.alias("passed")
    query = (
        select(via.c.attribution_id, source.c.name)
        .join(passed, passed.c.id == via.c.source_id)
        .join(source, source.c.id == func.coalesce(passed.c.merged_into_id, passed.c.id))
        .where(via.c.attribution_id.in_(numbers))
        .order_by(via.c.attribution_id, via.c.position)
    )
    chains: dict[int, list[str]] = defaultdict(list)
    for number, name in connection.execute(query):
        chains[number].append(name)
    return chains


def _tags(connection: Connection, numbers: Sequence[int]) -> Mapping[int, list[str]]:
    tags: dict[int, list[str]] = defaultdict(list)
    for number, name in connection.execute(
        select(tag.c.claim_id, tag.c.name).where(tag.c.claim_id.in_(numbers)).order_by(tag.c.claim_id, tag.c.name)
    ):
        tags[number].append(name)
    return tags
