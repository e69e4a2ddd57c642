"""When claims were last checked: assessed, or evidence on them given or withdrawn.

A claim that stands for others was checked when evidence on one of those was given. Reading, tagging, accepting and
linking are no checks. Nor is that somebody said it: it says nothing of it being true.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Update,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from factcheck.store.links import representatives
from factcheck.store.tables import assessment, claim, evidence, retraction, withdrawal

_member = claim.alias("member")
LATER: Final = "checked_at = CASE WHEN checked_at > ? THEN checked_at ELSE ? END"
"""The same in SQL, with a ? for the moment's stamp, twice."""


def later(moment: datetime) -> ColumnElement[Any]:
    """For `checked_at`: this moment, unless the claim was checked after it; imports bring old checks."""
    checked = literal(moment, claim.c.checked_at.type)
    return case((claim.c.checked_at > checked, claim.c.checked_at), else_=checked)


def pass_on(connection: Connection, checked: Sequence[tuple[int, datetime]]) -> None:
    """Let evidence on these claims, given or withdrawn then, check those that stand for them."""
    first = representatives(connection, [number for number, _ in checked])
    for number, moment in checked:
        if first[number] != number:
            connection.execute(claim.update().where(claim.c.id == first[number]).values(checked_at=later(moment)))


def recount(connection: Connection, numbers: Collection[int]) -> None:
    """Let these claims be checked when they were last; an assessment that was taken back as a slip is no check."""
    if numbers:
        connection.execute(_recounting(), [{"number": number} for number in sorted(numbers)])


@cache
def _recounting() -> Update:
    number: BindParameter[int] = bindparam("number")
    them = select(_member.c.id).where(or_(_member.c.id == number, _member.c.group_id == number))
    one_of_them = evidence.c.claim_id.in_(them)
    assessed = (
        select(assessment.c.recorded_at)
        .outerjoin(retraction, retraction.c.assessment_id == assessment.c.id)
        .where(assessment.c.claim_id == number, retraction.c.id.is_(None))
    )
    given = select(evidence.c.recorded_at).where(one_of_them)
    withdrawn = (
        select(withdrawal.c.recorded_at).join(evidence, evidence.c.id == withdrawal.c.evidence_id).where(one_of_them)
    )
    checks = union_all(assessed, given, withdrawn).subquery("checks")
    last = select(func.max(checks.c.recorded_at)).scalar_subquery()
    return claim.update().where(claim.c.id == number).values(checked_at=last)
