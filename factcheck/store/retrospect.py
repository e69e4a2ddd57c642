"""Pages of a list as of a past moment: which claims to look at, since each has to be looked at as it was.

What a claim was is an expression that no index knows, and a planner has no idea how many claims were so. So indexes of
the present and of what is kept are asked first (`traces`). Where they find few claims that may match, those are looked
at, some at a time, until the page is full; else all claims are in turn, so many keys at a time.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
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


def turns(
    connection: Connection, past: Then, wanted: ClaimFilter, question: Question
) -> Iterator[Mapping[str, Sequence[Any]]]:
    """What to look at, one after the other, in the order of the page: further fields of the question."""
    if wanted.sort != "id":  # which has to be sorted as a whole
        few = _few(connection, past, wanted, question)
        yield {} if few is None else {"ids": [few]}
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


@lru_cache(KEPT)
def _last(view: View) -> Prepared:
    return Prepared(select(func.max(plain(view, claim).c.id)))


def _few(connection: Connection, past: Then, wanted: ClaimFilter, question: Question) -> list[int] | None:
    """The claims that may match, if some index tells that they are few."""
    for counted, meant, by_group in _ways(past, wanted, question.shape):
        if connection.scalar(select(are_few(counted)), question.values):
            found = set(connection.scalars(meant, question.values))
            if by_group and not wanted.all and are_any(connection):
                found |= _leading(connection, past.view, sorted(found))
            return sorted(found)
    return None


def _ways(past: Then, wanted: ClaimFilter, shape: Shape) -> Iterator[tuple[Found, Found, bool]]:
    """The ways to those that may match: what to count, the claims, and whether one that stands for them may match."""
    here = plain(past.view, claim)
    known = among(past.view, here.c.uid, _known(past, "subject"))
    yield _known(past, "seq"), select(here.c.id).where(known), False
    for flag in wanted.flags:
        if flag in KEPT_FLAGS:
            flagged = select(claim_flag.c.claim_id).where(claim_flag.c.flag == flag)
            yield flagged, flagged, False
    if wanted.statuses:
        for judged in _judged(past, wanted.statuses):
            yield judged, judged, False
    for name in shape["tags"]:
        tagged = select(tag.c.claim_id).where(tag.c.name == name)
        yield tagged, tagged, True
    asked = asked_of_attribution(shape)
    for field in INDEXED:
        if field in asked:
            said = union_all(*once(past.view, attribution, *asked[field]))
            there = plain(past.view, attribution)
            yield said, select(there.c.claim_id).where(among(past.view, there.c.id, said)), True


def _known(past: Then, name: str) -> Found:
    """This of all events that were known then."""
    happened = plain(past.view, event)
    here = happened.c.imported_at.is_(None) & (happened.c.recorded_at <= past.moment)
    imported = happened.c.imported_at.is_not(None) & (happened.c.imported_at <= past.moment)
    return union_all(*(select(happened.c[name]).where(known) for known in (here, imported)))


def _judged(past: Then, statuses: tuple[Status, ...]) -> Iterator[Found]:
    """Claims that were given such a status by then; those that have it, and all that were judged anew since."""
    given, back, here = plain(past.view, assessment), plain(past.view, retraction), plain(past.view, claim)
    known, undone = (
        func.coalesce(one.c.imported_at, one.c.recorded_at, type_=one.c.recorded_at.type) for one in (given, back)
    )
    if Status.UNCHECKED not in statuses:
        yield select(given.c.claim_id).where(given.c.status.in_(statuses), known <= past.moment)
    taken_back = select(given.c.claim_id).join(back, back.c.assessment_id == given.c.id)
    yield union_all(
        select(here.c.id).where(here.c.status.in_(statuses)),
        select(given.c.claim_id).where(given.c.status.in_(list(Status)), known > past.moment),
        taken_back.where(undone > past.moment),
    )


def _since(row: FromClause) -> ColumnElement[datetime]:
    """Since when this database has known of it, as indexes have it."""
    return func.coalesce(row.c.imported_at, row.c.recorded_at, type_=row.c.recorded_at.type)


def _leading(connection: Connection, view: View, members: list[int]) -> set[int]:
    """The claims that stand, or stood once, for one of these."""
    here = plain(view, claim)
    now = select(here.c.group_id).where(one_of(view, here.c.id, "members"), here.c.group_id.is_not(None))
    was = select(claim_past.c.group_id).where(
        one_of(view, claim_past.c.claim_id, "members"), claim_past.c.group_id.is_not(None)
    )
    return set(connection.scalars(now.union_all(was), {"members": members}))
