"""The claims that may match a question about the past, as far as an index of now or of what is kept tells of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    bindparam,
    func,
    select,
    union_all,
)

from factcheck.store.asof import Then, View
from factcheck.store.conditions import INDEXED, RANGED, asked_of_attribution, within
from factcheck.store.filters import ClaimFilter, Question, Shape
from factcheck.store.links import are_any
from factcheck.store.narrowing import among, are_few, one_of, unindexed
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import (
    assessment,
    attribution,
    attribution_past,
    claim,
    claim_flag,
    claim_past,
    event,
    retraction,
    tag,
    tag_past,
)
from factcheck.store.traces import is_one, once, plain
from factcheck.vocabulary import KEPT_FLAGS, Status

MOMENT: Final[BindParameter[Any]] = bindparam("moment", type_=event.c.recorded_at.type)
Found = Select[Any] | CompoundSelect[Any]


def prospects(connection: Connection, past: Then, wanted: ClaimFilter, question: Question) -> list[int] | None:
    """The claims that may match, if some index tells that they are few."""
    values = {**question.values, "moment": past.moment}
    for way in _ways(question.shape, unchecked=Status.UNCHECKED in wanted.statuses):
        if way.are_few.rows(connection, values)[0][0]:
            found = {row[0] for row in way.claims.rows(connection, values)}
            if way.by_group and are_any(connection):
                found |= _leading(connection, past.view, sorted(found))
            return sorted(found)
    return None


def assessed_as(connection: Connection, past: Then, question: Question) -> list[int] | None:
    """The claims that were given a status by then which is asked for, if some is and they are few."""
    if "statuses" not in question.shape:
        return None
    values, way = {**question.values, "moment": past.moment}, _assessed_as(question.shape)
    if not way.are_few.rows(connection, values)[0][0]:
        return None
    return sorted({row[0] for row in way.claims.rows(connection, values)})


@lru_cache(KEPT)
def _assessed_as(shape: Shape) -> "_Way":
    given = _given(shape.view, shape["statuses"])
    return _Way(Prepared(select(are_few(given))), Prepared(given), by_group=False)


def leads(shape: Shape) -> bool:
    """Whether a condition leads to claims in their order, as they are or once were."""
    return "tags" in shape or any(field in shape for field in RANGED)


def led(connection: Connection, turn: Question) -> list[int]:
    """The claims that may match of those that are looked at in turn; one that stands or stood for others always may."""
    return list({row[0] for row in _led(turn.shape).rows(connection, turn.values)})


@lru_cache(KEPT)
def _led(shape: Shape) -> Prepared:
    ways = _tagged(shape) if "tags" in shape else _said(shape)
    groups = (one.c.group_id for one in (plain(shape.view, claim), claim_past))
    return Prepared(union_all(*ways, *(select(group).where(within(shape, group)) for group in groups)))


def _tagged(shape: Shape) -> tuple[Select[Any], ...]:
    name = shape["tags"][0]
    tables = (plain(shape.view, tag), tag_past)
    return tuple(select(one.c.claim_id).where(one.c.name == name, within(shape, one.c.claim_id)) for one in tables)


def _said(shape: Shape) -> tuple[Select[Any], ...]:
    """What was said so, and what of it was taken for said so."""
    asked = asked_of_attribution(shape)
    name, is_such = next(asked[field] for field in RANGED if field in asked)
    there = plain(shape.view, attribution)
    mine = select(there.c.claim_id).where(within(shape, there.c.claim_id))
    ways = [mine.where(is_such(there.c[name]))]
    if name in attribution_past.c:
        was = attribution_past.c.attribution_id == there.c.id
        ways.append(mine.where(is_one(was, is_such(unindexed(attribution_past.c[name])))))
    return tuple(ways)


@dataclass(frozen=True, slots=True)
class _Way:
    """Whether few rows tell of claims that may match; the claims; whether what stands for them may match instead."""

    are_few: Prepared
    claims: Prepared
    by_group: bool


@lru_cache(KEPT)
def _ways(shape: Shape, *, unchecked: bool) -> tuple[_Way, ...]:
    """The ways to those that may match; `unchecked` is whether claims that nobody judged may."""
    found = _written(shape, unchecked=unchecked)
    return tuple(
        _Way(Prepared(select(are_few(counted))), Prepared(meant), by_group) for counted, meant, by_group in found
    )


def _written(shape: Shape, *, unchecked: bool) -> Iterator[tuple[Found, Found, bool]]:
    """What to count, the claims, and whether one that stands for them may match."""
    here = plain(shape.view, claim)
    known = among(shape.view, here.c.uid, _known(shape.view, "subject"))
    yield _known(shape.view, "seq"), select(here.c.id).where(known), False
    for flag in shape.flags:
        if flag in KEPT_FLAGS:
            flagged = select(claim_flag.c.claim_id).where(claim_flag.c.flag == flag)
            yield flagged, flagged, False
    if "statuses" in shape:
        for judged in _judged(shape.view, shape["statuses"], unchecked=unchecked):
            yield judged, judged, False
    for name in shape["tags"]:
        tagged = select(tag.c.claim_id).where(tag.c.name == name)
        yield tagged, tagged, True
    asked = asked_of_attribution(shape)
    for field in INDEXED:
        if field in asked:
            said = union_all(*once(shape.view, attribution, *asked[field]))
            there = plain(shape.view, attribution)
            yield said, select(there.c.claim_id).where(among(shape.view, there.c.id, said)), True


def _known(view: View, name: str) -> Found:
    """This of all events that were known at the moment."""
    happened = plain(view, event)
    here = happened.c.imported_at.is_(None) & (happened.c.recorded_at <= MOMENT)
    imported = happened.c.imported_at.is_not(None) & (happened.c.imported_at <= MOMENT)
    return union_all(*(select(happened.c[name]).where(known) for known in (here, imported)))


def _judged(view: View, statuses: Sequence[BindParameter[Any]], *, unchecked: bool) -> Iterator[Found]:
    """Claims that were given such a status by then; those that have it, and all that were judged anew since."""
    given, back, here = plain(view, assessment), plain(view, retraction), plain(view, claim)
    known, undone = known_since(given), known_since(back)
    if not unchecked:
        yield _given(view, statuses)
    taken_back = select(given.c.claim_id).join(back, back.c.assessment_id == given.c.id)
    yield union_all(
        select(here.c.id).where(here.c.status.in_(statuses)),
        select(given.c.claim_id).where(given.c.status.in_(list(Status)), known > MOMENT),
        taken_back.where(undone > MOMENT),
    )


def _given(view: View, statuses: Sequence[BindParameter[Any]]) -> Select[Any]:
    """The claims that were given such a status by then."""
    given = plain(view, assessment)
    return select(given.c.claim_id).where(given.c.status.in_(statuses), known_since(given) <= MOMENT)


def known_since(row: FromClause) -> ColumnElement[datetime]:
    """Since when this database has known of it, as indexes have it."""
    return func.coalesce(row.c.imported_at, row.c.recorded_at, type_=row.c.recorded_at.type)


def _leading(connection: Connection, view: View, members: Sequence[int]) -> set[int]:
    """The claims that stand, or stood once, for one of these."""
    return {row[0] for row in _leaders(view).rows(connection, {"members": members})}


@lru_cache(KEPT)
def _leaders(view: View) -> Prepared:
    here = plain(view, claim)
    now = select(here.c.group_id).where(one_of(view, here.c.id, "members"), here.c.group_id.is_not(None))
    was = select(claim_past.c.group_id).where(
        one_of(view, claim_past.c.claim_id, "members"), claim_past.c.group_id.is_not(None)
    )
    return Prepared(now.union_all(was))


def last_key(connection: Connection, past: Then) -> int:
    """The last key of a claim that there is now."""
    return int(_last(past.view).rows(connection, {})[0][0] or 0)


@lru_cache(KEPT)
def _last(view: View) -> Prepared:
    return Prepared(select(func.max(plain(view, claim).c.id)))
