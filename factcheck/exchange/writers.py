"""Rows as records, a chunk at a time; `key0` is a row's own key."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from factcheck.dates import stamp
from factcheck.identity import ARTICLE, ATTRIBUTION, CLAIM, EVIDENCE, SOURCE, handle
from factcheck.store.tables import basis, source, source_alias, tag, via
from factcheck.store.tables import evidence as item

Record = dict[str, Any]


def sources(connection: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    """Sources with their other names."""
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


def grades(_: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    """Grades."""
    names = ("uid", "source", "reliability", "reason", "by")
    return [{"type": "grade", **_plain(row, *names), "recorded_at": stamp(row.recorded_at)} for row in rows]


def articles(_: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    """Articles."""
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


def claims(connection: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    """Claims with their tags."""
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


def attributions(connection: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    """Attributions with their chains, speaker first."""
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


def anchors(_: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    """Anchors."""
    return [{"type": "anchor", **_plain(row, "attribution", "article", "start", "end")} for row in rows]


def evidence(_: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    """Items of evidence."""
    names = ("url", "file", "sha256", "archive_ref", "quote", "date", "note", "by")
    return [
        {
            "type": "evidence",
            "id": handle(EVIDENCE, row.key0),
            **_plain(row, "uid", "claim", "bearing"),
            "direct": bool(row.direct),
            **_plain(row, "source", "attribution", *names),
            "recorded_at": stamp(row.recorded_at),
        }
        for row in rows
    ]


def withdrawals(_: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    """Withdrawals."""
    names = ("uid", "evidence", "reason", "by")
    return [{"type": "withdrawal", **_plain(row, *names), "recorded_at": stamp(row.recorded_at)} for row in rows]


def assessments(connection: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    """Assessments with the items that they rest on."""
    names = ("uid", "claim", "status", "credibility", "confidence", "reason", "override", "due")
    rests: dict[int, list[str]] = defaultdict(list)
    query = select(basis.c.assessment_id, item.c.uid).join(item, item.c.id == basis.c.evidence_id)
    mine = query.where(basis.c.assessment_id.in_([row.key0 for row in rows]))
    for number, uid in connection.execute(mine.order_by(basis.c.assessment_id, item.c.uid)):
        rests[number].append(uid)
    return [
        {
            "type": "assessment",
            **_plain(row, *names),
            "evidence": rests[row.key0],
            "by": row.by,
            "recorded_at": stamp(row.recorded_at),
        }
        for row in rows
    ]


def retractions(_: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    """Retractions."""
    names = ("uid", "assessment", "reason", "by")
    return [{"type": "retraction", **_plain(row, *names), "recorded_at": stamp(row.recorded_at)} for row in rows]


def links(_: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    """Links."""
    names = ("uid", "claim", "relation", "other", "reason", "by")
    return [{"type": "link", **_plain(row, *names), "recorded_at": stamp(row.recorded_at)} for row in rows]


def unlinkings(_: Connection, rows: Sequence[Row[Any]]) -> list[Record]:
    """Links taken back."""
    names = ("uid", "link", "reason", "by")
    return [{"type": "unlinking", **_plain(row, *names), "recorded_at": stamp(row.recorded_at)} for row in rows]


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
