"""What verdicts rest on, and whether it has changed since they were given."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from factcheck.store.judgements import holding
from factcheck.store.parties import chains_of
from factcheck.store.tables import assessment, attribution, basis, evidence, grade, source, via, withdrawal
from factcheck.vocabulary import DISOWNED

Graded = Mapping[int, Sequence[tuple[datetime, str]]]
"""The grades of sources, oldest first, by the key of a source or of one that was merged into it."""


def changed(connection: Connection, claims: Sequence[int]) -> set[int]:
    """Those of these claims whose verdict rests on an item that changed since.

    It was withdrawn, or nobody stands behind its attribution any more, or a source of it bears another grade than
    when the verdict was given.
    """
    query = (
        select(
            assessment.c.claim_id,
            assessment.c.recorded_at,
            evidence.c.source_id,
            evidence.c.attribution_id,
            or_(withdrawal.c.id.is_not(None), func.coalesce(attribution.c.said_check, "").in_(DISOWNED)).label("gone"),
        )
        .join(basis, basis.c.assessment_id == assessment.c.id)
        .join(evidence, evidence.c.id == basis.c.evidence_id)
        .outerjoin(withdrawal, withdrawal.c.evidence_id == evidence.c.id)
        .outerjoin(attribution, attribution.c.id == evidence.c.attribution_id)
        .where(assessment.c.id.in_(holding(claims)))
    )
    rows = connection.execute(query).all()
    if not rows:
        return set()
    chains = chains_of(connection, {row.attribution_id for row in rows if row.attribution_id is not None})
    graded = _grades(connection, {one for row in rows for one in _sources(row, chains)})
    return {
        row.claim_id
        for row in rows
        if row.gone or any(_regraded(graded.get(one, ()), row.recorded_at) for one in _sources(row, chains))
    }


def of_claim(connection: Connection, number: int) -> dict[int, tuple[int, ...]]:
    """The items that each assessment of a claim rests on, by its key."""
    query = (
        select(basis.c.assessment_id, basis.c.evidence_id)
        .join(assessment, assessment.c.id == basis.c.assessment_id)
        .where(assessment.c.claim_id == number)
        .order_by(basis.c.evidence_id)
    )
    rests: dict[int, tuple[int, ...]] = {}
    for judged, item in connection.execute(query):
        rests[judged] = (*rests.get(judged, ()), item)
    return rests


def rests_on(connection: Connection, number: int, item: int) -> bool:
    """Whether the claim's status comes from a verdict that rests on this item."""
    held = basis.c.assessment_id.in_(holding([number]))
    return connection.scalar(select(basis.c.evidence_id).where(held, basis.c.evidence_id == item)) is not None


def resting_on(connection: Connection, sources: Sequence[int]) -> list[int]:
    """The claims that ever had a verdict which rests on what one of these sources said or passed on."""
    rests = select(evidence.c.claim_id).join(basis, basis.c.evidence_id == evidence.c.id)
    family = select(source.c.id).where(or_(source.c.id.in_(sources), source.c.merged_into_id.in_(sources)))
    said = rests.where(evidence.c.source_id.in_(family))
    # Few items are attributions and a source may speak in many: start from the items, and not from the source.
    quoted = rests.join(attribution, attribution.c.id == evidence.c.attribution_id)
    spoken = quoted.where((attribution.c.source_id + 0).in_(family))
    passed = quoted.join(via, via.c.attribution_id == attribution.c.id).where((via.c.source_id + 0).in_(family))
    return list(connection.scalars(said.union(spoken, passed)))


def resting_on_attribution(connection: Connection, number: int) -> list[int]:
    """The claims that have this attribution of another claim as an item of evidence."""
    return list(connection.scalars(select(evidence.c.claim_id).where(evidence.c.attribution_id == number).distinct()))


def _sources(row: Row[Any], chains: Mapping[int, list[int]]) -> list[int]:
    """Everybody through whom the item came."""
    if row.attribution_id is not None:
        return chains[row.attribution_id]
    return [row.source_id] if row.source_id is not None else []


def _grades(connection: Connection, sources: Iterable[int]) -> Graded:
    root = func.coalesce(source.c.merged_into_id, source.c.id)
    query = (
        select(source.c.id, grade.c.recorded_at, grade.c.reliability)
        .join(grade, grade.c.source_id == root)
        .where(source.c.id.in_(sources))
        .order_by(grade.c.id)
    )
    graded: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    for number, moment, reliability in connection.execute(query):
        graded[number].append((moment, reliability))
    return graded


def _regraded(grades: Sequence[tuple[datetime, str]], since: datetime) -> bool:
    """Whether the last grade is another than the one held at that moment; a grade given again is the same."""
    before = [reliability for moment, reliability in grades if moment <= since]
    return bool(grades) and grades[-1][1] != (before[-1] if before else None)
