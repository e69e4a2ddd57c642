"""Lists in another order than that of ids: by a time, or by what is ranked (a status, a credibility).

An index has claims in such an order only as far as they have a value. Behind them stand those that have none, by their
ids. So a page is looked for in parts, each of which some index has in its order: the claims of one rank after the
other; or those that have a time, and then those that have none. What few claims meet is put in order as it is found.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
)

from factcheck.dates import AFTER_ANY_DAY
from factcheck.errors import NotFound
from factcheck.identity import CLAIM, handle
from factcheck.store import windows
from factcheck.store.asof import View, view
from factcheck.store.conditions import of_attribution, said, said_on, shown
from factcheck.store.filters import ClaimFilter, Question, Shape
from factcheck.store.narrowing import unindexed
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.questions import asked
from factcheck.store.tables import attribution, claim
from factcheck.store.traces import is_one
from factcheck.vocabulary import ALLOWED_CREDIBILITY, CREDIBILITIES, Status

SORTS: Final = ("id", "recorded", "assessed", "said", "status", "credibility")
_RANKS: Final[Mapping[str, tuple[str, Mapping[int, Any]]]] = {
    "status": ("statuses", dict(enumerate(Status))),
    "credibility": ("credibilities", {one: one for one in CREDIBILITIES}),
}
"""Of what is ranked, the field of a filter that asks for it, and its values by their sort keys."""
_LACKING: Final = {"assessed": "unassessed", "credibility": "unrated", "said": "undated"}
"""The field of a question whose claims have no sort key."""
_BEFORE_ANY: Final = " "
"""Behind a date it sorts before whatever else may stand there: `2025 ` is behind 2025 and before all of its months."""
_told = attribution.alias("told")
_member = claim.alias("member_told_of")


def takes_parts(wanted: ClaimFilter, question: Question) -> bool:
    """Whether a page is to be looked for in parts; of the past, by what is ranked alone (see `retrospect`)."""
    if question.shape.few or not windows.is_list(wanted):
        return False
    return wanted.sort in _RANKS or (wanted.sort != "id" and question.shape.view.schema is None)


def parts(connection: Connection, wanted: ClaimFilter, question: Question) -> Iterator[tuple[ClaimFilter, Question]]:
    """What to look for, one after the other, in the order of the page."""
    begin, end = wanted.after is None, last_key(connection, wanted, question)
    valued = _ranked if wanted.sort in _RANKS else _timed
    if begin or end is not None:
        yield from valued(connection, wanted, question, end)
    if wanted.sort in _LACKING and not (wanted.sort == "credibility" and wanted.credibilities):
        part = replace(wanted, sort="id", after=wanted.after if end is None else None)
        yield part, _by_id(connection, part).narrowed({_LACKING[wanted.sort]: [True]})


def _ranked(
    connection: Connection, wanted: ClaimFilter, _: Question, end: Any
) -> Iterator[tuple[ClaimFilter, Question]]:
    field, values = _RANKS[wanted.sort]
    chosen = getattr(wanted, field) or values.values()
    for key in sorted(values, reverse=wanted.descending):
        passed = end is not None and (key > end if wanted.descending else key < end)
        if values[key] in chosen and not passed:
            given: dict[str, Any] = {field: (values[key],), "after": wanted.after if key == end else None}
            part = replace(wanted, sort="id", **given)
            if _is_possible(part):
                yield part, _by_id(connection, part)


def _is_possible(part: ClaimFilter) -> bool:
    """Whether a claim can have one of these statuses and credibilities; in review it keeps the one that it had."""
    pairs = product(part.statuses, part.credibilities)
    found = (status is Status.IN_REVIEW or one in ALLOWED_CREDIBILITY.get(status, ()) for status, one in pairs)
    return not (part.statuses and part.credibilities) or any(found)


def _timed(
    connection: Connection, wanted: ClaimFilter, question: Question, end: Any
) -> Iterator[tuple[ClaimFilter, Question]]:
    part = question.narrowed({"valued": [True]})
    part = part if end is None else behind(part, end)
    if not (wanted.sort == "said" and _is_by_group(part.shape)):
        yield wanted, part
        return
    for first, last in _days(connection, end, descending=wanted.descending):
        if first != last:
            yield wanted, part.narrowed({"days": sorted((first, last))})
        else:  # of a year that is all that is known, there may be very many
            day = replace(wanted, sort="id", after=wanted.after if first == end else None)
            yield day, _by_id(connection, day).narrowed({"on": [first]})


def _days(connection: Connection, start: str | None, *, descending: bool) -> Iterator[tuple[str, str]]:
    """The first and the last day, in their order, on which so many attributions were said as are looked at in turn.

    Where claims say the same, no index has those of a day in the order of the list. PostgreSQL would find all that
    match, and put them in order.
    """
    at = start or (AFTER_ANY_DAY if descending else "")
    size, days = windows.KEYS, _some_days(view(connection), descending)
    at = at + _BEFORE_ANY if descending else at
    while True:
        ((first, last, end),) = days.rows(connection, {"at": at, "size": size})
        if first is None:
            return
        yield first, end if last is None else last
        if last is None:
            return
        at, size = last if descending else last + _BEFORE_ANY, size * windows.WIDER


@lru_cache(KEPT)
def _some_days(_: View, descending: bool) -> Prepared:  # noqa: FBT001 -- cached by it
    """The first day that is left, that of the attribution so many behind it, and the last there is."""
    on = attribution.c.said_on
    at, size = bindparam("at", type_=on.type), bindparam("size", type_=Integer)
    left = select(on).where(on < at if descending else on >= at)
    left = left.order_by(on.desc() if descending else on).limit(1)
    end = select(on).where(on.is_not(None)).order_by(on if descending else on.desc()).limit(1)
    return Prepared(select(*(one.scalar_subquery() for one in (left, left.offset(size), end))))


def _by_id(connection: Connection, part: ClaimFilter) -> Question:
    question = asked(connection, part, windows.at_once(part))
    return question if part.after is None else behind(question, None)


def last_key(connection: Connection, wanted: ClaimFilter, question: Question) -> Any:
    """The sort key of the claim that the last page ended with; its id where that is none; None if it has none.

    Raises:
        NotFound: there is no such claim.

    """
    if wanted.after is None:
        return None
    found = _end(question.shape).rows(connection, question.values)
    if not found:
        raise NotFound(f"There is no claim {handle(CLAIM, wanted.after)}.", "Give --after the last id shown.")
    return found[0][0]


def behind(question: Question, end: Any) -> Question:
    """The same behind the claim that the last page ended with, whose sort key is the end."""
    where = "id" if key(question.shape) is None else "null" if end is None else "key"
    return Question(replace(question.shape, behind=where), {**question.values, "key": end})


def is_walked(shape: Shape) -> bool:
    """Whether to start from attributions, in the order in which they were said, and look each one's claim up."""
    return shape.sort == "said" and "valued" in shape


def walked(shape: Shape) -> FromClause:
    """The attributions that claims are listed with, with these."""
    mine: ColumnElement[bool] = claim.c.id == unindexed(_told.c.claim_id)
    start: FromClause = _told
    if _is_by_group(shape):
        mine = claim.c.id == func.coalesce(_member.c.group_id, _member.c.id)
        start = _told.join(_member, _member.c.id == unindexed(_told.c.claim_id))
    is_first = ~is_one(said.c.id < _told.c.id, *shown(shape))
    conditions = [mine, *of_attribution(shape, _told), is_first]
    if "days" in shape:
        first, last = shape["days"]
        conditions += [_told.c.said_on >= first, _told.c.said_on <= last]
    return start.join(claim, and_(*conditions))


def walked_by(shape: Shape) -> ColumnElement[int]:
    """The number of the claim, by which an index has what was said on a day in order, unless by one of its group."""
    return claim.c.id if _is_by_group(shape) else _told.c.claim_id


def _is_by_group(shape: Shape) -> bool:
    return shape.grouped and bool(of_attribution(shape))


def key(shape: Shape) -> ColumnElement[Any] | None:
    """What claims are sorted by before their ids, if by anything."""
    match shape.sort:
        case "recorded":
            return claim.c.recorded_at
        case "assessed":
            return claim.c.assessed_at
        case "credibility":
            return claim.c.credibility
        case "status":
            return case({str(status): rank for rank, status in enumerate(Status)}, value=claim.c.status)
        case "said":
            return _told.c.said_on if is_walked(shape) else said_on(shape)
        case _:
            return None


def order(shape: Shape, first: ColumnElement[Any] | None, number: ColumnElement[int]) -> list[ColumnElement[Any]]:
    """The order of the page; those that have no key stand last, wherever an index has them."""
    keys = [first] if first is not None else []
    if shape.descending:
        return [*(one.desc() if "valued" in shape else one.desc().nulls_last() for one in keys), number.desc()]
    return [*(one if "valued" in shape else one.asc().nulls_last() for one in keys), number]


@lru_cache(KEPT)
def _end(shape: Shape) -> Prepared:
    """The sort key of the claim that the last page ended with, or its id."""
    column = key(shape)
    (last,) = shape["after"]
    return Prepared(select(claim.c.id if column is None else column).where(claim.c.id == last))


def follows(shape: Shape, number: ColumnElement[int], first: ColumnElement[Any] | None) -> ColumnElement[bool]:
    """What comes after the claim that the last page ended with: a comparison, so that page 10,000 costs as page 1."""
    (last,) = shape["after"]
    further = number < last if shape.descending else number > last
    if first is None:
        return further
    if shape.behind == "null":
        return and_(first.is_(None), further)
    at: BindParameter[Any] = bindparam("key", type_=first.type)
    beyond, from_there = (first < at, first <= at) if shape.descending else (first > at, first >= at)
    if "valued" in shape:  # in a form that an index is of use for
        return and_(from_there, or_(beyond, further))
    return or_(beyond, and_(first == at, further), first.is_(None))
