"""What verdicts rest on, and whether it has changed since they were given."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, Select, func, or_, select

from factcheck.store.asof import View, view
from factcheck.store.evidence import EvidenceRow, items
from factcheck.store.judgements import holding
from factcheck.store.links import representatives
from factcheck.store.narrowing import one_of
from factcheck.store.parties import SourceRef, chains_of, references
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import assessment, basis, evidence, evidence_source, grade, source
from factcheck.vocabulary import Bearing, Flag, GroundChange, SaidCheck, Status

Graded = Mapping[int, Sequence[tuple[datetime, str]]]
"""The grades of sources, oldest first, by the key of a source or of one that was merged into it."""

_ORIGINS: Final = 2


@dataclass(frozen=True, slots=True)
class Shift:
    """How what a verdict rests on changed since it was given, and when that was, if it is known.

    `before` and `after` are the grades of a source that was regraded; None is no grade. `claim_id` is the claim that an
    item is of, or says, where links between claims changed.
    """

    change: GroundChange
    items: tuple[int, ...]
    attribution_id: int | None = None
    source: SourceRef | None = None
    before: str | None = None
    after: str | None = None
    at: datetime | None = None
    claim_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A judgement that holds, with the items it rests on. A `gated` one passed the gate that counts origins."""

    at: datetime
    gated: bool
    overridden: bool
    items: list[EvidenceRow]


def changed(connection: Connection, claims: Sequence[int]) -> set[int]:
    """Those of these claims whose verdict rests on something that changed since."""
    return set(shifts(connection, claims))


def verdict_flags(connection: Connection, claims: Sequence[int]) -> set[tuple[int, str]]:
    """What tells how these claims were judged: past a gate with a reason, or on what changed since; claim and flag."""
    verdicts = _verdicts(connection, claims)
    overridden = {(number, str(Flag.OVERRIDDEN)) for number, one in verdicts.items() if one.overridden}
    return overridden | {(number, str(Flag.EVIDENCE_CHANGED)) for number in _shifts(connection, verdicts)}


def shifts(connection: Connection, claims: Sequence[int]) -> dict[int, tuple[Shift, ...]]:
    """How what the verdicts of these claims rest on changed, by claim; nothing of those that stand as they did.

    An item was withdrawn, or nobody stands behind its attribution any more, or a source of it bears another grade than
    when the verdict was given, or items that came from two origins come from one. Or links changed: an item is of a
    claim that no longer says the same, or is what says the same by now.
    """
    return _shifts(connection, _verdicts(connection, claims))


def _shifts(connection: Connection, verdicts: "Mapping[int, _Verdict]") -> dict[int, tuple[Shift, ...]]:
    if not any(one.items for one in verdicts.values()):
        return {}
    items = [one for verdict in verdicts.values() for one in verdict.items]
    chains = chains_of(connection, {one.attribution_id for one in items if one.attribution_id is not None})
    through = {one.id: _through(one, chains) for one in items}
    sources = {number for numbers in through.values() for number in numbers}
    graded, named = _grades(connection, sources), references(connection, sources)
    first = _firsts(connection, verdicts)
    found: dict[int, tuple[Shift, ...]] = {}
    for number, verdict in verdicts.items():
        changes = [change for one in verdict.items for change in (*_gone(one), *_relinked(one, number, first))]
        if not changes and verdict.gated:
            changes += _of_one_origin(verdict.items)
        regraded = {
            (one.id, named[source].id): Shift(
                GroundChange.REGRADED, (one.id,), one.attribution_id, named[source], *grade
            )
            for one in verdict.items
            for source in through[one.id]
            if (grade := _regraded(graded.get(source, ()), verdict.at)) is not None
        }
        if changes or regraded:
            found[number] = (*changes, *regraded.values())
    return found


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


def held_by(connection: Connection, item: int) -> list[int]:
    """The claims whose status comes from a verdict that rests on this item."""
    held = assessment.c.id.in_(
        holding(assessment.c.claim_id.in_([held for _, held in resting_on_items(connection, [item])]))
    )
    query = select(assessment.c.claim_id).join(basis, basis.c.assessment_id == assessment.c.id)
    return list(connection.scalars(query.where(held, basis.c.evidence_id == item).order_by(assessment.c.claim_id)))


def resting_on(sources: Select[tuple[int]]) -> Select[tuple[int]]:
    """The claims that ever had a verdict which rests on what one of these sources said or passed on, as a query."""
    query = _ever().join(evidence_source, evidence_source.c.evidence_id == basis.c.evidence_id)
    return query.where(evidence_source.c.source_id.in_(sources))


def resting_by_source(connection: Connection, numbers: Collection[int]) -> dict[int, list[int]]:
    """The claims that ever had a verdict which rests on what a source, or one merged into it, said or passed on.

    They are given by the source, of those of these numbers alone that any verdict rests on.
    """
    these = view(connection)
    asked: dict[int, list[int]] = {number: [number] for number in numbers}
    for merged, into in _merged(these).rows(connection, {"numbers": numbers}):
        asked.setdefault(merged, []).append(into)
    found: dict[int, list[int]] = {}
    for through, held in _through_sources(these).rows(connection, {"sources": asked}):
        for number in asked[through]:
            found.setdefault(number, []).append(held)
    return found


@lru_cache(KEPT)
def _merged(view: View) -> Prepared:
    into = source.c.merged_into_id
    return Prepared(select(source.c.id, into).where(one_of(view, into, "numbers")))


@lru_cache(KEPT)
def _through_sources(view: View) -> Prepared:
    through = evidence_source.c.source_id
    query = _ever().with_only_columns(through, assessment.c.claim_id)
    query = query.join(evidence_source, evidence_source.c.evidence_id == basis.c.evidence_id)
    return Prepared(query.where(one_of(view, through, "sources")))


def resting_on_attributions(connection: Connection, numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Each of these attributions with each claim that ever had a verdict which rests on it as evidence."""
    found = _on_attributions(view(connection)).rows(connection, {"numbers": numbers})
    return [(number, held) for held, number in found]


@lru_cache(KEPT)
def _on_attributions(view: View) -> Prepared:
    said = evidence.c.attribution_id
    query = _ever().add_columns(said).join(evidence, evidence.c.id == basis.c.evidence_id)
    return Prepared(query.where(one_of(view, said, "numbers")))


def resting_on_items(connection: Connection, numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Each of these items with each claim that ever had a verdict which rests on it: its own, or one alike."""
    found = _on_items(view(connection)).rows(connection, {"numbers": numbers})
    return [(number, held) for held, number in found]


@lru_cache(KEPT)
def _on_items(view: View) -> Prepared:
    item = basis.c.evidence_id
    return Prepared(_ever().add_columns(item).where(one_of(view, item, "numbers")))


def _ever() -> Select[tuple[int]]:
    return select(assessment.c.claim_id).join(basis, basis.c.assessment_id == assessment.c.id).distinct()


def _verdicts(connection: Connection, claims: Sequence[int]) -> dict[int, _Verdict]:
    """What these claims have their status from, if it rests on anything or passed a gate with a reason, by claim."""
    rows = _resting(view(connection)).rows(connection, {"claims": claims})
    named = {row[-1] for row in rows if row[-1] is not None}
    held = items(connection, named) if named else {}
    verdicts: dict[int, _Verdict] = {}
    for number, moment, status, override, item in rows:
        gated, overridden = status == Status.CONFIRMED and override is None, override is not None
        verdict = verdicts.setdefault(number, _Verdict(moment, gated, overridden, []))
        verdict.items.extend([held[item]] if item is not None else [])
    return verdicts


@lru_cache(KEPT)
def _resting(view: View) -> Prepared:
    columns = (assessment.c.claim_id, assessment.c.recorded_at, assessment.c.status, assessment.c.override)
    query = select(*columns, basis.c.evidence_id).outerjoin(basis, basis.c.assessment_id == assessment.c.id)
    held = holding(one_of(view, assessment.c.claim_id, "claims"))
    told = or_(basis.c.evidence_id.is_not(None), assessment.c.override.is_not(None))
    return Prepared(query.where(assessment.c.id.in_(held), told).order_by(assessment.c.claim_id, basis.c.evidence_id))


def _gone(one: EvidenceRow) -> list[Shift]:
    if one.withdrawn_by is not None:
        return [Shift(GroundChange.WITHDRAWN, (one.id,), at=one.withdrawn_at)]
    if one.said_check is SaidCheck.MISATTRIBUTED:
        return [Shift(GroundChange.MISATTRIBUTED, (one.id,), one.attribution_id, one.source)]
    if one.said_check is SaidCheck.WITHDRAWN:
        return [Shift(GroundChange.TAKEN_BACK, (one.id,), one.attribution_id, one.source)]
    return []


def _firsts(connection: Connection, verdicts: Mapping[int, _Verdict]) -> dict[int, int]:
    """The claims that stand for those which these verdicts, their items and what they quote are about."""
    named: set[int] = set()
    for number, verdict in verdicts.items():
        for one in verdict.items:
            others = {key for key in (one.claim_id, one.said_of) if key not in {number, None}}
            named |= {number, *others} if others else set()
    return representatives(connection, named)


def _relinked(one: EvidenceRow, number: int, first: Mapping[int, int]) -> list[Shift]:
    if number != one.claim_id and first[number] != first[one.claim_id]:
        return [Shift(GroundChange.PARTED, (one.id,), claim_id=one.claim_id)]
    if one.said_of is not None and first[number] == first[one.said_of]:
        return [Shift(GroundChange.REPEATS, (one.id,), one.attribution_id, one.source, claim_id=one.said_of)]
    return []


def _of_one_origin(items: Sequence[EvidenceRow]) -> list[Shift]:
    """That the items would not pass the gate today: sources were merged, or came under one owner, since."""
    mine = [one for one in items if one.bearing is Bearing.SUPPORTS]
    if any(one.direct for one in mine) or len({one.origin.id for one in mine if one.origin}) >= _ORIGINS:
        return []
    return [Shift(GroundChange.ONE_ORIGIN, tuple(one.id for one in mine))]


def _through(one: EvidenceRow, chains: Mapping[int, list[int]]) -> list[int]:
    """Everybody through whom the item came."""
    if one.attribution_id is not None:
        return chains[one.attribution_id]
    return [one.source.id] if one.source is not None else []


def _grades(connection: Connection, sources: Collection[int]) -> Graded:
    graded: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    for number, moment, reliability in _given(view(connection)).rows(connection, {"sources": sources}):
        graded[number].append((moment, reliability))
    return graded


@lru_cache(KEPT)
def _given(view: View) -> Prepared:
    """The grades of `sources`, and of what they were merged into, oldest first."""
    root = func.coalesce(source.c.merged_into_id, source.c.id)
    query = select(source.c.id, grade.c.recorded_at, grade.c.reliability).join(grade, grade.c.source_id == root)
    return Prepared(query.where(one_of(view, source.c.id, "sources")).order_by(grade.c.id))


def _regraded(grades: Sequence[tuple[datetime, str]], since: datetime) -> tuple[str | None, str, datetime] | None:
    """The grade held at that moment, the last one if it is another, and when it was given; the same again is none."""
    before = next((reliability for moment, reliability in reversed(grades) if moment <= since), None)
    if not grades or grades[-1][1] == before:
        return None
    return before, grades[-1][1], grades[-1][0]
