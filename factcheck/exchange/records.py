"""What is, as records that name each other by uid: for an export, and to compare a file with."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, select, tuple_

from factcheck.exchange import writers
from factcheck.exchange.writers import Record
from factcheck.store.tables import (
    anchor,
    article,
    assessment,
    attribution,
    claim,
    evidence,
    grade,
    link,
    retraction,
    source,
    unlinking,
    withdrawal,
)

_CHUNK: Final = 500


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


_owner, _into, _revised, _outer = (
    source.alias("owner"),
    source.alias("into"),
    article.alias("revised"),
    attribution.alias("outer_one"),
)
_other = claim.alias("other")
_ID = "key0"

KINDS: Final[dict[str, Kind]] = {
    "source": Kind(
        select(source, source.c.id.label(_ID), _owner.c.uid.label("owner"), _into.c.uid.label("merged_into"))
        .outerjoin(_owner, _owner.c.id == source.c.owner_id)
        .outerjoin(_into, _into.c.id == source.c.merged_into_id),
        (source.c.id,),
        source.c.uid,
        writers.sources,
    ),
    "grade": Kind(
        select(grade, grade.c.id.label(_ID), source.c.uid.label("source")).join(
            source, source.c.id == grade.c.source_id
        ),
        (grade.c.id,),
        grade.c.uid,
        writers.grades,
    ),
    "article": Kind(
        select(article, article.c.id.label(_ID), source.c.uid.label("publisher"), _revised.c.uid.label("revises"))
        .join(source, source.c.id == article.c.publisher_id)
        .outerjoin(_revised, _revised.c.id == article.c.revises_id),
        (article.c.id,),
        article.c.uid,
        writers.articles,
    ),
    "claim": Kind(select(claim, claim.c.id.label(_ID)), (claim.c.id,), claim.c.uid, writers.claims),
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
        writers.attributions,
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
        writers.anchors,
    ),
    "evidence": Kind(
        select(
            evidence,
            evidence.c.id.label(_ID),
            claim.c.uid.label("claim"),
            source.c.uid.label("source"),
            attribution.c.uid.label("attribution"),
        )
        .join(claim, claim.c.id == evidence.c.claim_id)
        .outerjoin(source, source.c.id == evidence.c.source_id)
        .outerjoin(attribution, attribution.c.id == evidence.c.attribution_id),
        (evidence.c.id,),
        evidence.c.uid,
        writers.evidence,
    ),
    "withdrawal": Kind(
        select(withdrawal, withdrawal.c.id.label(_ID), evidence.c.uid.label("evidence")).join(
            evidence, evidence.c.id == withdrawal.c.evidence_id
        ),
        (withdrawal.c.id,),
        withdrawal.c.uid,
        writers.withdrawals,
    ),
    "assessment": Kind(
        select(assessment, assessment.c.id.label(_ID), claim.c.uid.label("claim")).join(
            claim, claim.c.id == assessment.c.claim_id
        ),
        (assessment.c.id,),
        assessment.c.uid,
        writers.assessments,
    ),
    "retraction": Kind(
        select(retraction, retraction.c.id.label(_ID), assessment.c.uid.label("assessment")).join(
            assessment, assessment.c.id == retraction.c.assessment_id
        ),
        (retraction.c.id,),
        retraction.c.uid,
        writers.retractions,
    ),
    "link": Kind(
        select(link, link.c.id.label(_ID), claim.c.uid.label("claim"), _other.c.uid.label("other"))
        .join(claim, claim.c.id == link.c.claim_id)
        .join(_other, _other.c.id == link.c.other_id),
        (link.c.id,),
        link.c.uid,
        writers.links,
    ),
    "unlinking": Kind(
        select(unlinking, unlinking.c.id.label(_ID), link.c.uid.label("link")).join(
            link, link.c.id == unlinking.c.link_id
        ),
        (unlinking.c.id,),
        unlinking.c.uid,
        writers.unlinkings,
    ),
}
