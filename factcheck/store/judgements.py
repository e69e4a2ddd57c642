"""Assessments as they stand: which one holds, and whether there ever was a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, exists, func, select

from factcheck.store.prepared import Prepared
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
    return [_judgement(row) for row in _every().rows(connection, {"claim": number})]


def current(connection: Connection, number: int) -> Judgement | None:
    """The last assessment that was not retracted: it gives the claim its status."""
    return next(map(_judgement, _last().rows(connection, {"claim": number})), None)


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


@cache
def _every() -> Prepared:
    return Prepared(_query().order_by(assessment.c.id))


@cache
def _last() -> Prepared:
    return Prepared(_query().where(retraction.c.id.is_(None)).order_by(assessment.c.id.desc()).limit(1))


def _query() -> Select[Any, *tuple[Any, ...]]:
    """The assessments of a `claim`, with the columns of a Judgement."""
    given = ("id", "uid", "status", "credibility", "confidence", "reason", "override", "due", "by", "recorded_at")
    return (
        select(*(assessment.c[name] for name in given), retraction.c.by, retraction.c.reason)
        .outerjoin(retraction, retraction.c.assessment_id == assessment.c.id)
        .where(assessment.c.claim_id == bindparam("claim"))
    )


def _judgement(row: Sequence[Any]) -> Judgement:
    number, uid, status, *rest = row
    return Judgement(number, uid, Status(status), *rest)
