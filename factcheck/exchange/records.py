"""What is, as records that name each other by uid: for an export, and to compare a file with."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    Table,
    bindparam,
    null,
    select,
    tuple_,
)

from factcheck.dates import stamp
from factcheck.exchange import writers
from factcheck.exchange.writers import Record
from factcheck.identity import ARTICLE, ATTRIBUTION, CLAIM, EVIDENCE, SOURCE, handle
from factcheck.store.asof import View, view
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared
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
Fields = Mapping[str, ColumnElement[Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of record: where it stands, what it is ordered and known by, and the columns of its fields, in order.

    The `letter` is that of its handle, if it has one. `finish` completes some records, whose keys it is given.
    """

    tables: FromClause
    key: tuple[ColumnElement[int], ...]
    uid: ColumnElement[str]
    fields: Fields
    letter: str = ""
    finish: Callable[[Connection, Sequence[int], Sequence[Record]], None] | None = None


def every(connection: Connection, what: str) -> Iterator[Record]:
    """All records of this type, oldest first, read in chunks."""
    query, size = _page(view(connection), what), len(KINDS[what].key)
    last: Sequence[int] = [-1] * size
    while rows := query.rows(connection, {f"after{at}": key for at, key in enumerate(last)}):
        yield from _records(connection, what, rows)
        last = rows[-1][:size]


def here(connection: Connection, what: str, uids: Sequence[str]) -> list[Record]:
    """The records of this type with these uids (an anchor goes by its attribution's), as far as they are here."""
    query = _those(view(connection), what)
    some = (uids[at : at + _CHUNK] for at in range(0, len(uids), _CHUNK))
    return [one for chunk in some for one in _records(connection, what, query.rows(connection, {"uids": chunk}))]


def identity(record: Mapping[str, Any]) -> tuple[str, ...]:
    """What a record is known by."""
    if record["type"] == "anchor":
        return ("anchor", record["attribution"], record["article"])
    return (record["type"], record["uid"])


def _records(connection: Connection, what: str, rows: Sequence[Sequence[Any]]) -> list[Record]:
    kind = KINDS[what]
    names, size = ("type", *kind.fields), len(kind.key)
    numbers = [row[0] for row in rows]
    records: list[Record] = [dict(zip(names, (what, *row[size:]), strict=True)) for row in rows]
    for number, one in zip(numbers, records, strict=True) if kind.letter else ():
        one["id"] = handle(kind.letter, number)
    for one in records if "recorded_at" in kind.fields else ():
        one["recorded_at"] = stamp(one["recorded_at"])
    if kind.finish is not None:
        kind.finish(connection, numbers, records)
    return records


@lru_cache(KEPT)
def _page(_: View, what: str) -> Prepared:
    """Some records behind the one whose key is `after0` and so on."""
    key = KINDS[what].key
    after = [bindparam(f"after{at}", type_=Integer) for at in range(len(key))]
    return Prepared(_selected(what).where(tuple_(*key) > tuple_(*after)).order_by(*key).limit(_CHUNK))


@lru_cache(KEPT)
def _those(view: View, what: str) -> Prepared:
    """The records with these `uids`."""
    return Prepared(_selected(what).where(one_of(view, KINDS[what].uid, "uids")))


def _selected(what: str) -> Select[Any, *tuple[Any, ...]]:
    kind = KINDS[what]
    fields = (column.label(f"field_{name}") for name, column in kind.fields.items())
    return select(*(one.label(f"key{at}") for at, one in enumerate(kind.key)), *fields).select_from(kind.tables)


def _plain(table: Table, *names: str) -> Fields:
    return {name: table.c[name] for name in names}


_owner, _into, _revised, _outer = (
    source.alias("owner"),
    source.alias("into"),
    article.alias("revised"),
    attribution.alias("outer_one"),
)
_other = claim.alias("other")
_BY: Final = ("reason", "by", "recorded_at")

KINDS: Final[dict[str, Kind]] = {
    "source": Kind(
        source.outerjoin(_owner, _owner.c.id == source.c.owner_id).outerjoin(
            _into, _into.c.id == source.c.merged_into_id
        ),
        (source.c.id,),
        source.c.uid,
        {
            **_plain(source, "id", "uid", "version", "name", "kind", "named"),
            "owner": _owner.c.uid,
            "wire_group": source.c.wire_group,
            "merged_into": _into.c.uid,
            "aliases": null(),
            "recorded_at": source.c.recorded_at,
        },
        SOURCE,
        writers.sources,
    ),
    "grade": Kind(
        grade.join(source, source.c.id == grade.c.source_id),
        (grade.c.id,),
        grade.c.uid,
        {"uid": grade.c.uid, "source": source.c.uid, **_plain(grade, "reliability", *_BY)},
    ),
    "article": Kind(
        article.join(source, source.c.id == article.c.publisher_id).outerjoin(
            _revised, _revised.c.id == article.c.revises_id
        ),
        (article.c.id,),
        article.c.uid,
        {
            **_plain(article, "id", "uid"),
            "publisher": source.c.uid,
            **_plain(article, "url", "title", "published", "lang", "author", "original_sha256", "archive_ref"),
            **_plain(article, "text", "sha256", "sentences"),
            "revises": _revised.c.uid,
            "recorded_at": article.c.recorded_at,
        },
        ARTICLE,
    ),
    "claim": Kind(
        claim,
        (claim.c.id,),
        claim.c.uid,
        {
            **_plain(claim, "id", "uid", "version", "text", "state", "status", "credibility", "confidence", "due"),
            "engine": claim.c.engine,
            "tags": null(),
            **_plain(claim, "recorded_at", "assessed_at"),
        },
        CLAIM,
        writers.claims,
    ),
    "attribution": Kind(
        attribution.join(claim, claim.c.id == attribution.c.claim_id)
        .join(source, source.c.id == attribution.c.source_id)
        .outerjoin(article, article.c.id == attribution.c.article_id)
        .outerjoin(_outer, _outer.c.id == attribution.c.inside_id),
        (attribution.c.id,),
        attribution.c.uid,
        {
            **_plain(attribution, "id", "uid"),
            "claim": claim.c.uid,
            "article": article.c.uid,
            **_plain(attribution, "quote", "start", "end", "content"),
            "chain": source.c.uid,
            "source_span": attribution.c.source_start,
            "cue": attribution.c.cue,
            "cue_span": attribution.c.cue_start,
            **_plain(attribution, "stance", "modality", "voice", "said_on", "said_check"),
            "inside": _outer.c.uid,
            **_plain(attribution, "citation", "recorded_at", "source_end", "cue_end"),
        },
        ATTRIBUTION,
        writers.attributions,
    ),
    "anchor": Kind(
        anchor.join(attribution, attribution.c.id == anchor.c.attribution_id).join(
            article, article.c.id == anchor.c.article_id
        ),
        (anchor.c.attribution_id, anchor.c.article_id),
        attribution.c.uid,
        {"attribution": attribution.c.uid, "article": article.c.uid, **_plain(anchor, "start", "end")},
    ),
    "evidence": Kind(
        evidence.join(claim, claim.c.id == evidence.c.claim_id)
        .outerjoin(source, source.c.id == evidence.c.source_id)
        .outerjoin(attribution, attribution.c.id == evidence.c.attribution_id),
        (evidence.c.id,),
        evidence.c.uid,
        {
            **_plain(evidence, "id", "uid"),
            "claim": claim.c.uid,
            **_plain(evidence, "bearing", "direct"),
            "source": source.c.uid,
            "attribution": attribution.c.uid,
            **_plain(evidence, "url", "file", "sha256", "archive_ref", "quote", "date", "note", "by", "recorded_at"),
        },
        EVIDENCE,
    ),
    "withdrawal": Kind(
        withdrawal.join(evidence, evidence.c.id == withdrawal.c.evidence_id),
        (withdrawal.c.id,),
        withdrawal.c.uid,
        {"uid": withdrawal.c.uid, "evidence": evidence.c.uid, **_plain(withdrawal, *_BY)},
    ),
    "assessment": Kind(
        assessment.join(claim, claim.c.id == assessment.c.claim_id),
        (assessment.c.id,),
        assessment.c.uid,
        {
            "uid": assessment.c.uid,
            "claim": claim.c.uid,
            **_plain(assessment, "status", "credibility", "confidence", "reason", "override", "due"),
            "evidence": null(),
            **_plain(assessment, "by", "recorded_at"),
        },
        finish=writers.assessments,
    ),
    "retraction": Kind(
        retraction.join(assessment, assessment.c.id == retraction.c.assessment_id),
        (retraction.c.id,),
        retraction.c.uid,
        {"uid": retraction.c.uid, "assessment": assessment.c.uid, **_plain(retraction, *_BY)},
    ),
    "link": Kind(
        link.join(claim, claim.c.id == link.c.claim_id).join(_other, _other.c.id == link.c.other_id),
        (link.c.id,),
        link.c.uid,
        {
            "uid": link.c.uid,
            "claim": claim.c.uid,
            "relation": link.c.relation,
            "other": _other.c.uid,
            **_plain(link, *_BY),
        },
    ),
    "unlinking": Kind(
        unlinking.join(link, link.c.id == unlinking.c.link_id),
        (unlinking.c.id,),
        unlinking.c.uid,
        {"uid": unlinking.c.uid, "link": link.c.uid, **_plain(unlinking, *_BY)},
    ),
}
