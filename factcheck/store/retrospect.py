"""Pages of a list as of a past moment: which claims to look at, since each has to be looked at as it was.

What a claim was is an expression that no index knows, and a planner has no idea how many claims were so. So indexes of
the present and of what is kept are asked first (`traces`). Where they find few claims that may match, those are looked
at, some at a time, until the page is full; else all claims are in turn, so many keys at a time. What is sorted by
when it was assessed is found by the assessments, so many at a time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Integer,
    Select,
    bindparam,
    exists,
    func,
    select,
    union_all,
)

from factcheck.store.asof import Then, View
from factcheck.store.conditions import INDEXED, asked_of_attribution
from factcheck.store.filters import ClaimFilter, Question, Shape
from factcheck.store.links import are_any
from factcheck.store.narrowing import among, are_few, one_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import assessment, attribution, claim, claim_flag, claim_past, event, retraction, tag
from factcheck.store.traces import once, plain
from factcheck.vocabulary import KEPT_FLAGS, Status

Found = Select[Any] | CompoundSelect[Any]

_SOME: Final = 250
"""So many of few claims are looked at in one statement."""
_KEYS: Final = 500
"""So many keys are looked at before anything is counted."""
_WIDER: Final = 4
"""So many times as many after each time that the page is not full yet."""
_LEAST: Final = timedelta(microseconds=1)
_MOMENT: Final[BindParameter[Any]] = bindparam("moment", type_=event.c.recorded_at.type)


def turns(
    connection: Connection, past: Then, wanted: ClaimFilter, question: Question
) -> Iterator[Mapping[str, Sequence[Any]]]:
    """What to look at, one after the other, in the order of the page: further fields of the question."""
    if wanted.sort != "id":
        few = _few(connection, past, wanted, question)
        if few is not None:
            yield {"ids": [few]}
        elif wanted.sort == "assessed":
            yield from _by_assessment(connection, past, wanted, question)
        else:  # which has to be sorted as a whole
            yield {}
        return
    ranges = _ranges(connection, past, wanted)
    for low, high in islice(ranges, 1):  # which fill most pages
        yield {"between": (low, high)}
        few = _few(connection, past, wanted, question)
        if few is not None:
            left = [one for one in few if (one < low if wanted.descending else one > high)]
            left.sort(reverse=wanted.descending)
            for at in range(0, len(left), _SOME):
                yield {"ids": [left[at : at + _SOME]]}
            return
    for some in ranges:
        yield {"between": some}


def _ranges(connection: Connection, past: Then, wanted: ClaimFilter) -> Iterator[tuple[int, int]]:
    """The first and the last of the keys that are to be looked at in turn."""
    last, size = int(_last(past.view).rows(connection, {})[0][0] or 0), _KEYS
    after = wanted.after if wanted.after is not None else last + 1 if wanted.descending else 0
    while after > 1 if wanted.descending else after < last:
        yield (after - size, after - 1) if wanted.descending else (after + 1, after + size)
        after, size = after - size if wanted.descending else after + size, size * _WIDER


def _by_assessment(
    connection: Connection, past: Then, wanted: ClaimFilter, question: Question
) -> Iterator[Mapping[str, Sequence[Any]]]:
    """In the order in which they were last assessed: found by the assessments of some days, then of the next.

    Behind them come those that never were, in the order of their keys.
    """
    if question.shape.behind == "null":
        unassessed = wanted
    else:
        unassessed = replace(wanted, after=None)
        for days in _days(connection, past, wanted, question.values.get("key")):
            yield {"assessed": days}
    for some in _ranges(connection, past, unassessed):
        yield {"unassessed": [True], "between": some}


def _days(
    connection: Connection, past: Then, wanted: ClaimFilter, start: datetime | None
) -> Iterator[tuple[datetime, datetime]]:
    """The first and the last moment of so many assessments that were known then, from the start on."""
    values, size = {"moment": past.moment}, _KEYS
    if start is None and wanted.descending:  # an import may bear times that are still to come
        start = _last_assessed(past.view).rows(connection, values)[0][0] or past.moment
    at = start or datetime.min.replace(tzinfo=UTC)
    some = _some_assessments(past.view, wanted.descending)
    while edge := some.rows(connection, {**values, "at": at, "size": size})[0][0]:
        yield (edge, at) if wanted.descending else (at, edge)
        at, size = edge - _LEAST if wanted.descending else edge + _LEAST, size * _WIDER


@lru_cache(KEPT)
def _some_assessments(view: View, descending: bool) -> Prepared:  # noqa: FBT001 -- cached by it
    given = plain(view, assessment)
    when: ColumnElement[datetime] = given.c.recorded_at
    at: BindParameter[Any] = bindparam("at", type_=when.type)
    known = select(when).where(when <= at if descending else when >= at, _since(given) <= _MOMENT)
    size = bindparam("size", type_=Integer)
    some = known.order_by(when.desc() if descending else when).limit(size).subquery()
    return Prepared(select((func.min if descending else func.max)(some.c.recorded_at)))


@lru_cache(KEPT)
def _last_assessed(view: View) -> Prepared:
    """The last time later than the moment that an assessment bore which was imported by then."""
    given, happened = plain(view, assessment), plain(view, event)
    imports = exists().where(happened.c.imported_at <= _MOMENT)
    return Prepared(
        select(func.max(given.c.recorded_at)).where(
            given.c.recorded_at > _MOMENT, given.c.imported_at <= _MOMENT, imports
        )
    )


@lru_cache(KEPT)
def _last(view: View) -> Prepared:
    return Prepared(select(func.max(plain(view, claim).c.id)))


def _few(connection: Connection, past: Then, wanted: ClaimFilter, question: Question) -> list[int] | None:
    """The claims that may match, if some index tells that they are few."""
    values = {**question.values, "moment": past.moment}
    for way in _ways(question.shape, unchecked=Status.UNCHECKED in wanted.statuses):
        if way.are_few.rows(connection, values)[0][0]:
            found = {row[0] for row in way.claims.rows(connection, values)}
            if way.by_group and not wanted.all and are_any(connection):
                found |= _leading(connection, past.view, sorted(found))
            return sorted(found)
    return None


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
    here = happened.c.imported_at.is_(None) & (happened.c.recorded_at <= _MOMENT)
    imported = happened.c.imported_at.is_not(None) & (happened.c.imported_at <= _MOMENT)
    return union_all(*(select(happened.c[name]).where(known) for known in (here, imported)))


def _judged(view: View, statuses: Sequence[BindParameter[Any]], *, unchecked: bool) -> Iterator[Found]:
    """Claims that were given such a status by then; those that have it, and all that were judged anew since."""
    given, back, here = plain(view, assessment), plain(view, retraction), plain(view, claim)
    known, undone = _since(given), _since(back)
    if not unchecked:
        yield select(given.c.claim_id).where(given.c.status.in_(statuses), known <= _MOMENT)
    taken_back = select(given.c.claim_id).join(back, back.c.assessment_id == given.c.id)
    yield union_all(
        select(here.c.id).where(here.c.status.in_(statuses)),
        select(given.c.claim_id).where(given.c.status.in_(list(Status)), known > _MOMENT),
        taken_back.where(undone > _MOMENT),
    )


def _since(row: FromClause) -> ColumnElement[datetime]:
    """Since when this database has known of it, as indexes have it."""
    return func.coalesce(row.c.imported_at, row.c.recorded_at, type_=row.c.recorded_at.type)


def _leading(connection: Connection, view: View, members: Sequence[int]) -> set[int]:
    """The claims that stand, or stood once, for one of these."""
    return {row[0] for row in _led(view).rows(connection, {"members": members})}


@lru_cache(KEPT)
def _led(view: View) -> Prepared:
    here = plain(view, claim)
    now = select(here.c.group_id).where(one_of(view, here.c.id, "members"), here.c.group_id.is_not(None))
    was = select(claim_past.c.group_id).where(
        one_of(view, claim_past.c.claim_id, "members"), claim_past.c.group_id.is_not(None)
    )
    return Prepared(now.union_all(was))
