"""Pages of a list as of a past moment: which claims to look at, since each has to be looked at as it was.

What a claim was is an expression that no index knows, and a planner has no idea how many claims were so. So indexes of
the present and of what is kept are asked first (`traces`). Where they find few claims that may match (`prospects`),
those are looked at, some at a time, until the page is full; else all claims are in turn, so many keys at a time: of
those keys the ones that some index leads to, or all that ever had the flag. What is sorted by when it was assessed is
found by the assessments, so many at a time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    bindparam,
    exists,
    func,
    literal_column,
    select,
    union,
)

from factcheck.store import windows
from factcheck.store.asof import Then, View
from factcheck.store.filters import ClaimFilter, Question
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.prospects import MOMENT, known_since, leads, led, prospects
from factcheck.store.tables import assessment, claim, claim_flag, claim_flag_past, event
from factcheck.store.traces import plain
from factcheck.store.windows import ranges
from factcheck.vocabulary import KEPT_FLAGS, Flag

_SOME: Final = 250
"""So many of few claims are looked at in one statement."""
_MANY: Final = 8_000
"""So many of those that have a flag are looked at in one statement at the most."""
_WIDER: Final = 4
"""So many times as many after each time that the page is not full yet: each statement takes long to plan."""
_LEAST: Final = timedelta(microseconds=1)


def turns(
    connection: Connection, past: Then, wanted: ClaimFilter, question: Question
) -> Iterator[Mapping[str, Sequence[Any]]]:
    """What to look at, one after the other, in the order of the page: further fields of the question."""
    if wanted.sort != "id":
        few = prospects(connection, past, wanted, question)
        if few is not None:
            yield {"ids": [few]}
        elif wanted.sort == "assessed":
            yield from _by_assessment(connection, past, wanted, question)
        else:  # which has to be sorted as a whole
            yield {}
        return
    in_turn = _by_key(connection, past, wanted, question)
    for last, first in islice(in_turn, 1):  # which fill most pages
        yield first
        few = prospects(connection, past, wanted, question)
        if few is not None:
            left = [one for one in few if (one < last if wanted.descending else one > last)]
            for some in _parts(left, wanted):
                yield {"ids": [some]}
            return
    for _, more in in_turn:
        yield more


def _parts(numbers: Sequence[int], wanted: ClaimFilter) -> Iterator[Sequence[int]]:
    """Some of these keys after the other, in the order of the page."""
    ordered = sorted(numbers, reverse=wanted.descending)
    return (ordered[at : at + _SOME] for at in range(0, len(ordered), _SOME))


def _by_key(
    connection: Connection, past: Then, wanted: ClaimFilter, question: Question
) -> Iterator[tuple[int, Mapping[str, Sequence[Any]]]]:
    """What to look at in the order of keys, each with the last key that it goes to.

    That is all keys in turn, or those that a condition leads to; of a flag that is kept, the claims that have it, or
    had it once.
    """
    flag = next((one for one in wanted.flags if one in KEPT_FLAGS), None)
    if flag is None:
        for low, high in ranges(wanted, _last_key(connection, past), _WIDER):
            turn = {"between": (low, high)}
            if not leads(question.shape):
                yield low if wanted.descending else high, turn
                continue
            for some in _parts(led(connection, question.narrowed(turn)), wanted):
                yield some[-1], {"ids": [some]}
        return
    at, size = wanted.after, _SOME
    if at is None:
        at = _last_key(connection, past) + 1 if wanted.descending else 0
    flagged = _flagged(past.view, flag, descending=wanted.descending)
    while some := [row[0] for row in flagged.rows(connection, {"at": at, "size": size})]:
        at, size = some[-1], min(size * _WIDER, _MANY)
        yield at, {"ids": [some]}


@lru_cache(KEPT)
def _flagged(view: View, flag: Flag, *, descending: bool) -> Prepared:
    """The next claims that have a flag, or had it once: the first of as many from each of the two tables."""
    at, size = bindparam("at", type_=claim_flag.c.claim_id.type), bindparam("size", type_=Integer)
    number = literal_column("claim_id", claim_flag.c.claim_id.type)

    def first(rows: FromClause, *conditions: ColumnElement[bool]) -> Select[Any]:
        query = select(number).select_from(rows).where(*conditions, number < at if descending else number > at)
        return query.order_by(number.desc() if descending else number).limit(size)

    tables = [plain(view, claim_flag), *([claim_flag_past] if "claim_flag" in view.changed else [])]
    several = [select(first(one, one.c.flag == flag).subquery().c.claim_id) for one in tables]
    return Prepared(first(union(*several).subquery()))


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
    for some in ranges(unassessed, _last_key(connection, past), _WIDER):
        yield {"unassessed": [True], "between": some}


def _days(
    connection: Connection, past: Then, wanted: ClaimFilter, start: datetime | None
) -> Iterator[tuple[datetime, datetime]]:
    """The first and the last moment of so many assessments that were known then, from the start on."""
    values, size = {"moment": past.moment}, windows.KEYS
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
    known = select(when).where(when <= at if descending else when >= at, known_since(given) <= MOMENT)
    size = bindparam("size", type_=Integer)
    some = known.order_by(when.desc() if descending else when).limit(size).subquery()
    return Prepared(select((func.min if descending else func.max)(some.c.recorded_at)))


@lru_cache(KEPT)
def _last_assessed(view: View) -> Prepared:
    """The last time later than the moment that an assessment bore which was imported by then."""
    given, happened = plain(view, assessment), plain(view, event)
    imports = exists().where(happened.c.imported_at <= MOMENT)
    return Prepared(
        select(func.max(given.c.recorded_at)).where(
            given.c.recorded_at > MOMENT, given.c.imported_at <= MOMENT, imports
        )
    )


def _last_key(connection: Connection, past: Then) -> int:
    return int(_last(past.view).rows(connection, {})[0][0] or 0)


@lru_cache(KEPT)
def _last(view: View) -> Prepared:
    return Prepared(select(func.max(plain(view, claim).c.id)))
