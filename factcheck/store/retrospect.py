"""Pages of a list as of a past moment: which claims to look at, since each has to be looked at as it was.

What a claim was is an expression that no index knows, and a planner has no idea how many claims were so. So indexes of
the present and of what is kept are asked (`traces`). All claims are looked at in turn, so many keys at a time: of those
keys the ones that some index leads to, or all that ever had the flag. As soon as few may match (`prospects`), those are
looked at, some at a time, until the page is full. Orders by a time are in `chronicle`.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    bindparam,
    literal_column,
    select,
    union,
)

from factcheck.store import chronicle, windows
from factcheck.store.asof import Then, View
from factcheck.store.chronicle import WIDER
from factcheck.store.filters import ClaimFilter, Question
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.prospects import last_key, leads, led, prospects
from factcheck.store.tables import claim_flag, claim_flag_past
from factcheck.store.traces import plain
from factcheck.store.windows import ranges
from factcheck.vocabulary import KEPT_FLAGS, Flag

_SOME: Final = 250
"""So many of few claims are looked at in one statement."""
_MANY: Final = 8_000
"""So many of those that have a flag are looked at in one statement at the most."""


def turns(connection: Connection, past: Then, wanted: ClaimFilter, question: Question) -> Iterator[Question]:
    """What to look at, one after the other, in the order of the page."""
    if wanted.sort == "id":
        yield from map(question.narrowed, _by_id(connection, past, wanted, question))
    elif (few := prospects(connection, past, wanted, question)) is not None:
        yield question.narrowed({"ids": [few]})
    else:
        yield from chronicle.turns(connection, past, wanted, question)


def _by_id(
    connection: Connection, past: Then, wanted: ClaimFilter, question: Question
) -> Iterator[Mapping[str, Sequence[Any]]]:
    """In the order of keys, until those that may match are no more than were looked at last."""
    looked = windows.KEYS
    for last, some in _by_key(connection, past, wanted, question):
        yield some
        few = prospects(connection, past, wanted, question.bound({"most": min(looked + 1, question.values["most"])}))
        if few is not None:
            left = [one for one in few if (one < last if wanted.descending else one > last)]
            for part in _parts(left, wanted):
                yield {"ids": [part]}
            return
        looked *= WIDER


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
        for low, high in ranges(wanted, last_key(connection, past), WIDER):
            turn = {"between": (low, high)}
            if not leads(question.shape):
                yield low if wanted.descending else high, turn
                continue
            for some in _parts(led(connection, question.narrowed(turn)), wanted):
                yield some[-1], {"ids": [some]}
        return
    at, size = wanted.after, _SOME
    if at is None:
        at = last_key(connection, past) + 1 if wanted.descending else 0
    flagged = _flagged(past.view, flag, descending=wanted.descending)
    while some := [row[0] for row in flagged.rows(connection, {"at": at, "size": size})]:
        at, size = some[-1], min(size * WIDER, _MANY)
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
