"""Assessments as they stand: which one holds, and whether there ever was a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, Select, exists, func, select

from factcheck.store.tables import assessment, claim, retraction
from factcheck.vocabulary import VERDICTS, Status


@dataclass(frozen=True, slots=True)
class Judgement:
    """One assessment, and how it was taken back if it was."""

    id: int
    uid: str
    status: Status
    credibility: int | None
    confidence: str | None
    reason: str
    override: str | None
    due: str | None
    by: str
    recorded_at: datetime
    retracted_by: str | None
    retracted_because: str | None


def of_claim(connection: Connection, number: int) -> list[Judgement]:
    """All assessments of a claim, oldest first, the retracted ones among them."""
    return [_from_row(row) for row in connection.execute(_query(number).order_by(assessment.c.id))]


def current(connection: Connection, number: int) -> Judgement | None:
    """The last assessment that was not retracted: it gives the claim its status."""
    query = _query(number).where(retraction.c.id.is_(None)).order_by(assessment.c.id.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return _from_row(row) if row is not None else None


def holding(claims: Sequence[int] | BindParameter[Any]) -> Select[tuple[int]]:
    """The keys of the assessments that these claims have their status from."""
    return (
        select(func.max(assessment.c.id))
        .outerjoin(retraction, retraction.c.assessment_id == assessment.c.id)
        .where(assessment.c.claim_id.in_(claims), retraction.c.id.is_(None))
        .group_by(assessment.c.claim_id)
    )


def never_assessed() -> ColumnElement[bool]:
    """Whether there is no assessment of the claim, not even one that was taken back."""
    return ~exists().where(assessment.c.claim_id == claim.c.id)


def last_verdict(judgements: Sequence[Judgement]) -> Judgement | None:
    """The last verdict that stands, if there ever was one."""
    standing = [one for one in judgements if one.status in VERDICTS and one.retracted_by is None]
    return standing[-1] if standing else None


def _query(number: int) -> Select[Any]:
    return (
        select(assessment, retraction.c.by.label("retracted_by"), retraction.c.reason.label("retracted_because"))
        .outerjoin(retraction, retraction.c.assessment_id == assessment.c.id)
        .where(assessment.c.claim_id == number)
    )


def _from_row(row: Row[Any]) -> Judgement:
    return Judgement(
        row.id,
        row.uid,
        Status(row.status),
        row.credibility,
        row.confidence,
        row.reason,
        row.override,
        row.due,
        row.by,
        row.recorded_at,
        row.retracted_by,
        row.retracted_because,
    )
