"""What is, as records that name each other by uid: for an export, and to compare a file with."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, select, tuple_

from factcheck.dates import stamp
from factcheck.identity import ARTICLE, ATTRIBUTION, CLAIM, SOURCE, handle
from factcheck.store.tables import (
    anchor,
    article,
    assessment,
    attribution,
    claim,
    grade,
    retraction,
    source,
    source_alias,
    tag,
    via,
)

_CHUNK: Final = 500
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of record: what is selected, what it is ordered and known by, and how a chunk of rows is written."""

    query: Select[Any]
    key: tuple[ColumnElement[Any], ...]
    uid: ColumnElement[str]
    write: Callable[[Connection, Sequence[Row[Any]]], list[Record]]


def every(connection: Connection, what: str) -> Iterator[Record]:
    """All records of this type, oldest first, read in chunks."""
    kind = KINDS[what]
    query = kind.query.order_by(*kind.key).limit(_CHUNK)
    rows = connection.execute(query).all()
    while rows:
        yield from kind.write(connection, rows)
        last = [getattr(rows[-1], f"key{at}") for at in range(len(kind.key))]
        rows = connection.execute(query.where(tuple_(*kind.key) > tuple_(*last))).all()


def here(connection: Connection, what: str, uids: Sequence[str]) -> list[Record]:
    """The records of this type with these uids (an anchor goes by its attribution's), as far as they are here."""
    kind = KINDS[what]
    found: list[Record] = []
    for at in range(0, len(uids), _CHUNK):
        rows = connection.execute(kind.query.where(kind.uid.in_(uids[at : at + _CHUNK]))).all()
        found += kind.write(connection, rows)
    return found


def identity(record: Mapping[str, Any]) -> tuple[str, ...]:
    """What a record is known by."""
    if record["type"] == "anchor":
        return ("anchor", record["attribution"], record["article"])
    return (record["type"], record["uid"])


def _sources(connection: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    names = _listed(connection, source_alias.c.source_id, source_alias.c.name, source_alias.c.folded, rows)
    return [
        {
            "type": "source",
            "id": handle(SOURCE, row.key0),
            **_plain(row, "uid", "version", "name", "kind"),
            "named": bool(row.named),
            **_plain(row, "owner", "wire_group", "merged_into"),
            "aliases": names[row.key0],
            "recorded_at": stamp(row.recorded_at),
        }
        for row in rows
    ]


def _grades(_: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    names = ("uid", "source", "reliability", "reason", "by")
    return [{"type": "grade", **_plain(row, *names), "recorded_at": stamp(row.recorded_at)} for row in rows]


def _articles(_: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    about = ("uid", "publisher", "url", "title", "published", "lang", "author", "original_sha256", "archive_ref")
    return [
        {
            "type": "article",
            "id": handle(ARTICLE, row.key0),
            **_plain(row, *about, "text", "sha256", "sentences", "revises"),
            "recorded_at": stamp(row.recorded_at),
        }
        for row in rows
    ]


def _claims(connection: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    tags = _listed(connection, tag.c.claim_id, tag.c.name, tag.c.name, rows)
    names = ("uid", "version", "text", "state", "status", "credibility", "confidence", "due", "engine")
    return [
        {
            "type": "claim",
            "id": handle(CLAIM, row.key0),
            **_plain(row, *names),
            "tags": tags[row.key0],
            "recorded_at": stamp(row.recorded_at),
            "assessed_at": stamp(row.assessed_at) if row.assessed_at else None,
        }
        for row in rows
    ]


def _attributions(connection: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    passed = select(via.c.attribution_id, source.c.uid).join(source, source.c.id == via.c.source_id)
    numbers = [row.key0 for row in rows]
    chains: dict[int, list[str]] = defaultdict(list)
    for number, uid in connection.execute(
        passed.where(via.c.attribution_id.in_(numbers)).order_by(via.c.attribution_id, via.c.position)
    ):
        chains[number].append(uid)
    return [
        {
            "type": "attribution",
            "id": handle(ATTRIBUTION, row.key0),
            **_plain(row, "uid", "claim", "article", "quote", "start", "end"),
            "content": json.loads(row.content) if row.content else None,
            "chain": [row.source, *chains[row.key0]],
            "source_span": None if row.source_start is None else [row.source_start, row.source_end],
            "cue": row.cue,
            "cue_span": None if row.cue_start is None else [row.cue_start, row.cue_end],
            **_plain(row, "stance", "modality", "voice", "said_on", "said_check", "inside"),
            "citation": json.loads(row.citation) if row.citation else None,
            "recorded_at": stamp(row.recorded_at),
        }
        for row in rows
    ]


def _anchors(_: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    return [{"type": "anchor", **_plain(row, "attribution", "article", "start", "end")} for row in rows]


def _assessments(_: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    names = ("uid", "claim", "status", "credibility", "confidence", "reason", "override", "due", "by")
    return [{"type": "assessment", **_plain(row, *names), "recorded_at": stamp(row.recorded_at)} for row in rows]


def _retractions(_: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    names = ("uid", "assessment", "reason", "by")
    return [{"type": "retraction", **_plain(row, *names), "recorded_at": stamp(row.recorded_at)} for row in rows]


def _plain(row: Row[Any], *names: str) -> Record:
    return {name: getattr(row, name) for name in names}


def _listed(
    connection: Connection,
    key: ColumnElement[int],
    value: ColumnElement[str],
    order: ColumnElement[str],
    rows: Sequence[Row[Any]],
) -> Mapping[int, list[str]]:
    """The words of a side table by the key of the row that they belong to."""
    listed: dict[int, list[str]] = defaultdict(list)
    query = select(key, value).where(key.in_([row.key0 for row in rows])).order_by(key, order)
    for number, word in connection.execute(query):
        listed[number].append(word)
    return listed


_owner, _into, _revised, _outer = (
    source.alias("owner"),
    source.alias("into"),
    article.alias("revised"),
    attribution.alias("outer_one"),
)
_ID = "key0"

KINDS: Final[dict[str, Kind]] = {
    "source": Kind(
        select(source, source.c.id.label(_ID), _owner.c.uid.label("owner"), _into.c.uid.label("merged_into"))
        .outerjoin(_owner, _owner.c.id == source.c.owner_id)
        .outerjoin(_into, _into.c.id == source.c.merged_into_id),
        (source.c.id,),
        source.c.uid,
        _sources,
    ),
    "grade": Kind(
        select(grade, grade.c.id.label(_ID), source.c.uid.label("source")).join(
            source, source.c.id == grade.c.source_id
        ),
        (grade.c.id,),
        grade.c.uid,
        _grades,
    ),
    "article": Kind(
        select(article, article.c.id.label(_ID), source.c.uid.label("publisher"), _revised.c.uid.label("revises"))
        .join(source, source.c.id == article.c.publisher_id)
        .outerjoin(_revised, _revised.c.id == article.c.revises_id),
        (article.c.id,),
        article.c.uid,
        _articles,
    ),
    "claim": Kind(select(claim, claim.c.id.label(_ID)), (claim.c.id,), claim.c.uid, _claims),
    "attribution": Kind(
        select(
            attribution,
            attribution.c.id.label(_ID),
            claim.c.uid.label("claim"),
            article.c.uid.label("article"),
            source.c.uid.label("source"),
            _outer.c.uid.label("inside"),
        )
        .join(claim, claim.c.id == attribution.c.claim_id)
        .join(source, source.c.id == attribution.c.source_id)
        .outerjoin(article, article.c.id == attribution.c.article_id)
        .outerjoin(_outer, _outer.c.id == attribution.c.inside_id),
        (attribution.c.id,),
        attribution.c.uid,
        _attributions,
    ),
    "anchor": Kind(
        select(
            anchor.c.attribution_id.label("key0"),
            anchor.c.article_id.label("key1"),
            attribution.c.uid.label("attribution"),
            article.c.uid.label("article"),
            anchor.c.start,
            anchor.c.end,
        )
        .join(attribution, attribution.c.id == anchor.c.attribution_id)
        .join(article, article.c.id == anchor.c.article_id),
        (anchor.c.attribution_id, anchor.c.article_id),
        attribution.c.uid,
        _anchors,
    ),
    "assessment": Kind(
        select(assessment, assessment.c.id.label(_ID), claim.c.uid.label("claim")).join(
            claim, claim.c.id == assessment.c.claim_id
        ),
        (assessment.c.id,),
        assessment.c.uid,
        _assessments,
    ),
    "retraction": Kind(
        select(retraction, retraction.c.id.label(_ID), assessment.c.uid.label("assessment")).join(
            assessment, assessment.c.id == retraction.c.assessment_id
        ),
        (retraction.c.id,),
        retraction.c.uid,
        _retractions,
    ),
}
