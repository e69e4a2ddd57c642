"""When claims were last checked: assessed, or evidence on them given or withdrawn.

Reading, tagging, accepting and linking are no checks. Nor is that somebody said it: it says nothing of it being true.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, select, union_all

from factcheck.store.tables import assessment, claim, evidence, retraction, withdrawal


def later(moment: datetime) -> ColumnElement[Any]:
    """For `checked_at`: this moment, unless the claim was checked after it; imports bring old checks."""
    checked = literal(moment, claim.c.checked_at.type)
    return case((claim.c.checked_at > checked, claim.c.checked_at), else_=checked)


def last(number: int) -> ColumnElement[Any]:
    """For `checked_at`: the last check of this claim; an assessment that was taken back as a slip is none."""
    assessed = (
        select(assessment.c.recorded_at)
        .outerjoin(retraction, retraction.c.assessment_id == assessment.c.id)
        .where(assessment.c.claim_id == number, retraction.c.id.is_(None))
    )
    given = select(evidence.c.recorded_at).where(evidence.c.claim_id == number)
    withdrawn = (
        select(withdrawal.c.recorded_at)
        .join(evidence, evidence.c.id == withdrawal.c.evidence_id)
        .where(evidence.c.claim_id == number)
    )
    checks = union_all(assessed, given, withdrawn).subquery("checks")
    return select(func.max(checks.c.recorded_at)).scalar_subquery()
