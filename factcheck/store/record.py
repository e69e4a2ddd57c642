"""What became of what a source said, over time, and which verdicts rest on it. Counts, and never scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from factcheck.store.tables import (
    article,
    assessment,
    attribution,
    basis,
    claim,
    claim_flag,
    evidence_source,
    retraction,
    source,
)
from factcheck.store.transaction import Session
from factcheck.vocabulary import LISTED, Flag, Status

_MONTHS: Final = 12
"""So many months are told one by one; more are taken together by years."""

Counts = tuple[tuple[Status, int], ...]


@dataclass(frozen=True, slots=True)
class Resting:
    """A verdict that rests on these items of a source, and whether its evidence changed since it was given."""

    claim_id: int
    text: str
    status: Status
    items: tuple[int, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class Record:
    """Claims by status, for each month or year in which the source said them first; and the verdicts that rest on it.

    A claim whose day nobody knows counts for when its article was published, else for when it was recorded.
    """

    over_time: tuple[tuple[str, Counts], ...] = ()
    resting: tuple[Resting, ...] = ()


def record_of(session: Session, key: int) -> Record:
    """The record of a source, which is not a merged one, and of those that were merged into it."""
    connection = session.connection()
    return Record(_over_time(connection, key), tuple(_resting(connection, key)))


def _over_time(connection: Connection, key: int) -> tuple[tuple[str, Counts], ...]:
    month = func.substr(func.coalesce(attribution.c.said_on, article.c.published, _day(connection)), 1, 7)
    first = (
        select(claim.c.id, claim.c.status, func.min(month).label("month"))
        .join(attribution, attribution.c.claim_id == claim.c.id)
        .outerjoin(article, article.c.id == attribution.c.article_id)
        .where(attribution.c.source_id.in_(_family(key)), claim.c.state.in_(LISTED))
        .group_by(claim.c.id, claim.c.status)
        .subquery()
    )
    query = select(first.c.month, first.c.status, func.count()).group_by(first.c.month, first.c.status)
    rows = connection.execute(query).all()
    size = len("2025-03") if len({month for month, _, _ in rows}) <= _MONTHS else len("2025")
    counted: dict[str, dict[Status, int]] = {}
    for when, status, number in rows:
        counts = counted.setdefault(when[:size], {})
        counts[Status(status)] = counts.get(Status(status), 0) + number
    return tuple(
        (when, tuple((one, counted[when][one]) for one in Status if one in counted[when])) for when in sorted(counted)
    )


def _day(connection: Connection) -> ColumnElement[str]:
    """The day on which the claim was recorded, as text."""
    if connection.dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", claim.c.recorded_at), "YYYY-MM-DD")
    return func.substr(claim.c.recorded_at, 1, len("2025-03-01"), type_=claim.c.text.type)


def _resting(connection: Connection, key: int) -> list[Resting]:
    later = assessment.alias("later")
    holds = [~exists().where(retraction.c.assessment_id == assessment.c.id), ~_followed(later)]
    changed = exists().where(claim_flag.c.claim_id == claim.c.id, claim_flag.c.flag == Flag.EVIDENCE_CHANGED)
    query = (
        select(claim.c.id, claim.c.text, claim.c.status, evidence_source.c.evidence_id, changed.label("changed"))
        .select_from(evidence_source)
        .join(basis, basis.c.evidence_id == evidence_source.c.evidence_id)
        .join(assessment, assessment.c.id == basis.c.assessment_id)
        .join(claim, claim.c.id == assessment.c.claim_id)
        .where(evidence_source.c.source_id.in_(_family(key)), claim.c.state.in_(LISTED), *holds)
        .order_by(claim.c.id, evidence_source.c.evidence_id)
        .distinct()
    )
    found: dict[int, list[Any]] = {}
    for row in connection.execute(query):
        found.setdefault(row.id, []).append(row)
    return [_one(rows) for rows in found.values()]


def _one(rows: Sequence[Any]) -> Resting:
    first = rows[0]
    items = tuple(row.evidence_id for row in rows)
    return Resting(first.id, first.text, Status(first.status), items, bool(first.changed))


def _followed(later: Any) -> ColumnElement[bool]:
    """Whether another assessment of the claim, which stands, came after this one."""
    taken_back = exists().where(retraction.c.assessment_id == later.c.id)
    return exists().where(later.c.claim_id == assessment.c.claim_id, later.c.id > assessment.c.id, ~taken_back)


def _family(key: int) -> Any:
    return select(source.c.id).where(or_(source.c.id == key, source.c.merged_into_id == key))
