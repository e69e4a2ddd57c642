"""Assessments as they stand: which one holds, and whether there ever was a verdict."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, func, select

from factcheck.store.asof import View, view
from factcheck.store.links import stands_for_others
from factcheck.store.missing import no_claim
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import assessment, claim, retraction
from factcheck.vocabulary import VERDICTS, State, Status


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


class Judged(NamedTuple):
    """A claim as whoever judges it needs to know it: what it is held for, and how it is grouped."""

    id: int
    uid: str
    status: Status
    credibility: int | None
    state: State
    group_id: int | None
    leads: bool


def judged(connection: Connection, numbers: Sequence[int]) -> list[Judged]:
    """These claims, in this order.

    Raises:
        NotFound: there is no such claim.

    """
    rows = {row[0]: row for row in _held(view(connection)).rows(connection, {"claims": numbers})}
    for number in numbers:
        if number not in rows:
            raise no_claim(number)
    found = (rows[number] for number in numbers)
    return [
        Judged(number, uid, Status(status), credibility, State(state), group, bool(leads))
        for number, uid, status, credibility, state, group, leads in found
    ]


def of_claim(connection: Connection, number: int) -> list[Judgement]:
    """All assessments of a claim, oldest first, the retracted ones among them."""
    return of_claims(connection, [number])[number]


def of_claims(connection: Connection, numbers: Collection[int]) -> dict[int, list[Judgement]]:
    """The same of several claims, by claim."""
    found: dict[int, list[Judgement]] = {number: [] for number in numbers}
    for number, *row in _every(view(connection)).rows(connection, {"claims": numbers}):
        found[number].append(_judgement(row))
    return found


def current(connection: Connection, number: int) -> Judgement | None:
    """The last assessment that was not retracted: it gives the claim its status."""
    return next(map(_judgement, _last().rows(connection, {"claim": number})), None)


def holding(which: ColumnElement[bool]) -> Select[tuple[int]]:
    """The keys of those of these assessments that their claims have their status from."""
    return (
        select(func.max(assessment.c.id))
        .outerjoin(retraction, retraction.c.assessment_id == assessment.c.id)
        .where(which, retraction.c.id.is_(None))
        .group_by(assessment.c.claim_id)
    )


def never_assessed() -> ColumnElement[bool]:
    """Whether there is no assessment of the claim, not even one that was taken back."""
    return ~exists().where(assessment.c.claim_id == claim.c.id)


def last_verdict(judgements: Sequence[Judgement]) -> Judgement | None:
    """The last verdict that stands, if there ever was one."""
    standing = [one for one in judgements if one.status in VERDICTS and one.retracted_by is None]
    return standing[-1] if standing else None


@lru_cache(KEPT)
def _held(view: View) -> Prepared:
    columns = (claim.c[name] for name in ("id", "uid", "status", "credibility", "state", "group_id"))
    return Prepared(select(*columns, stands_for_others(view)).where(one_of(view, claim.c.id, "claims")))


@lru_cache(KEPT)
def _every(view: View) -> Prepared:
    these = one_of(view, assessment.c.claim_id, "claims")
    return Prepared(_query(assessment.c.claim_id).where(these).order_by(assessment.c.id))


@cache
def _last() -> Prepared:
    query = _query().where(assessment.c.claim_id == bindparam("claim"), retraction.c.id.is_(None))
    return Prepared(query.order_by(assessment.c.id.desc()).limit(1))


def _query(*before: ColumnElement[Any]) -> Select[Any, *tuple[Any, ...]]:
    """Assessments, with the columns of a Judgement behind others."""
    given = ("id", "uid", "status", "credibility", "confidence", "reason", "override", "due", "by", "recorded_at")
    return (
        select(*before, *(assessment.c[name] for name in given), retraction.c.by, retraction.c.reason)
        .select_from(assessment)
        .outerjoin(retraction, retraction.c.assessment_id == assessment.c.id)
    )


def _judgement(row: Sequence[Any]) -> Judgement:
    number, uid, status, *rest = row
    return Judgement(number, uid, Status(status), *rest)
