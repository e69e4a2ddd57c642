"""Pages of a list of the past in the order of a time: when claims were recorded, last assessed, or told.

When a claim was recorded and when something was said never change, so that an index of now has claims in that order, up
to what was not known yet. What is sorted by when it was assessed is found by the assessments, so many at a time.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Table,
    bindparam,
    case,
    exists,
    func,
    select,
    union_all,
)

from factcheck.store import windows
from factcheck.store.asof import Then, View
from factcheck.store.filters import ClaimFilter, Question, Shape
from factcheck.store.narrowing import unindexed
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.prospects import MOMENT, assessed_as, known_since, last_key
from factcheck.store.sorting import behind, is_by_group
from factcheck.store.stretches import ANY_CLAIM, ANY_TIME, Stretch, stretches
from factcheck.store.tables import assessment, attribution, claim, claim_past, event
from factcheck.store.traces import plain
from factcheck.store.windows import ranges

WIDER: Final = 4
"""So many times as many after each time that the page is not full yet: each statement takes long to plan."""
_LOOKED: Final = 30_000
"""So much of what was said is looked at before all that is left is put in order."""
_LEAST: Final = timedelta(microseconds=1)


def turns(connection: Connection, past: Then, wanted: ClaimFilter, question: Question) -> Iterator[Question]:
    """What to look at, one after the other, in the order of the page."""
    match wanted.sort:
        case "recorded":
            yield question.narrowed({"keys": (ANY_TIME[0], _last_time(connection, past, claim)), "valued": [True]})
        case "assessed":
            yield from _by_assessment(connection, past, wanted, question)
        case "said":
            yield from _by_day(connection, past, wanted, question)
        case _:
            yield question


def _last_time(connection: Connection, past: Then, table: Table) -> datetime:
    """The last time of what was known then: an import may bear times that were still to come."""
    later: datetime | None = _last(past.view, table).rows(connection, {"moment": past.moment})[0][0]
    return later or past.moment


@lru_cache(KEPT)
def _last(view: View, table: Table) -> Prepared:
    """The last time later than the moment that a row bore which was imported by then."""
    given, happened = plain(view, table), plain(view, event)
    is_any = exists().where(happened.c.imported_at <= MOMENT)
    later = select(func.max(given.c.recorded_at)).where(given.c.recorded_at > MOMENT, given.c.imported_at <= MOMENT)
    return Prepared(select(case((is_any, later.scalar_subquery()))))


def _by_assessment(connection: Connection, past: Then, wanted: ClaimFilter, question: Question) -> Iterator[Question]:
    """In the order in which they were last assessed: found by the assessments of some days, then of the next.

    Those that were ever given a status that few were given are put in order as they are found.
    """
    if question.shape.behind != "null":
        few = assessed_as(connection, past, question)
        if few is not None:
            yield question.narrowed({"valued": [True], "ids": [few]})
        else:
            for days in _days(connection, past, wanted, question.values.get("key")):
                yield question.narrowed({"assessed": days})
    yield from _without(connection, past, wanted, question.narrowed({"unassessed": [True]}))


def _by_day(connection: Connection, past: Then, wanted: ClaimFilter, question: Question) -> Iterator[Question]:
    """In the order in which what they are listed with was said: found by what was said on some days, then on the next.

    All others are put in order as a whole if that does not fill the page before long.
    """
    if question.shape.behind != "null":
        start = None if wanted.after is None else (question.values["key"], wanted.after)
        looked, rest = 0, question
        for one in stretches(connection, wanted, start):
            if looked > _LOOKED:
                yield rest
                return
            yield question.narrowed({"keys": one.keys, "ids": [_spoken_of(connection, question.shape, one)]})
            key, number = one.end
            looked, rest = looked + one.size, behind(question.narrowed({"after": [number]}), key)
    yield from _without(connection, past, wanted, question.narrowed({"undated": [True]}))


def _without(connection: Connection, past: Then, wanted: ClaimFilter, question: Question) -> Iterator[Question]:
    """Behind all others those that have no time, in the order of their keys."""
    begun = wanted if question.shape.behind == "null" else replace(wanted, after=None)
    by_id = replace(question, shape=replace(question.shape, sort="id", behind=None))
    for some in ranges(begun, last_key(connection, past), WIDER):
        yield by_id.narrowed({"between": some})


def _spoken_of(connection: Connection, shape: Shape, stretch: Stretch) -> list[int]:
    """The claims of which something was said then, and those that stand, or stood once, for them."""
    values = dict(zip(("lowest", "highest"), (stretch.keys[0], stretch.keys[-1]), strict=True))
    values |= dict(zip(("first", "last"), stretch.numbers or ANY_CLAIM, strict=True))
    ways = (_said, _leading) if is_by_group(shape) else (_said,)
    several = (way(shape.view, is_day=stretch.numbers is not None).rows(connection, values) for way in ways)
    return sorted({number for found in several for (number,) in found})


@lru_cache(KEPT)
def _said(view: View, *, is_day: bool) -> Prepared:
    """The claims that something was said of: on a day those from one number to another, which an index has in order."""
    told = plain(view, attribution)
    query = select(told.c.claim_id).where(*_on(told, is_day=is_day))
    return Prepared(query.where(*_between(told.c.claim_id)) if is_day else query)


@lru_cache(KEPT)
def _leading(view: View, *, is_day: bool) -> Prepared:
    """Those from one number to another that stand, or stood, for a claim that something was said of."""
    told, here = plain(view, attribution), plain(view, claim)
    groups = ((here.c.id, here.c.group_id), (claim_past.c.claim_id, claim_past.c.group_id))
    return Prepared(
        union_all(
            *(
                select(first).where(mine == told.c.claim_id, *_on(told, is_day=is_day), *_between(unindexed(first)))
                for mine, first in groups
            )
        )
    )


def _on(told: FromClause, *, is_day: bool) -> tuple[ColumnElement[bool], ...]:
    day = told.c.said_on
    lowest, highest = (bindparam(name, type_=day.type) for name in ("lowest", "highest"))
    return (day == lowest,) if is_day else (day >= lowest, day <= highest)


def _between(number: ColumnElement[int]) -> tuple[ColumnElement[bool], ...]:
    return number >= bindparam("first", type_=number.type), number <= bindparam("last", type_=number.type)


def _days(
    connection: Connection, past: Then, wanted: ClaimFilter, start: datetime | None
) -> Iterator[tuple[datetime, datetime]]:
    """The first and the last moment of so many assessments that were known then, from the start on."""
    values, size = {"moment": past.moment}, windows.KEYS
    if start is None and wanted.descending:
        start = _last_time(connection, past, assessment)
    at = start or datetime.min.replace(tzinfo=UTC)
    some = _some_assessments(past.view, wanted.descending)
    while edge := some.rows(connection, {**values, "at": at, "size": size})[0][0]:
        yield (edge, at) if wanted.descending else (at, edge)
        at, size = edge - _LEAST if wanted.descending else edge + _LEAST, size * WIDER


@lru_cache(KEPT)
def _some_assessments(view: View, descending: bool) -> Prepared:  # noqa: FBT001 -- cached by it
    given = plain(view, assessment)
    when: ColumnElement[datetime] = given.c.recorded_at
    at: BindParameter[Any] = bindparam("at", type_=when.type)
    known = select(when).where(when <= at if descending else when >= at, known_since(given) <= MOMENT)
    size = bindparam("size", type_=Integer)
    some = known.order_by(when.desc() if descending else when).limit(size).subquery()
    return Prepared(select((func.min if descending else func.max)(some.c.recorded_at)))
