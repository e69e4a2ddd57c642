"""Lists in another order than that of ids: by a time, or by what is ranked (a status, a credibility).

An index has claims in such an order only as far as they have a value. Behind them stand those that have none, by their
ids. So a page is looked for in parts, each of which some index has in its order: the claims of one rank after the
other; or those that have a time, and then those that have none. What few claims meet is put in order as it is found.
"""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    tuple_,
)

from factcheck.errors import NotFound
from factcheck.identity import CLAIM, handle
from factcheck.store import windows
from factcheck.store.conditions import JUDGED, of_attribution, said, said_on, shown
from factcheck.store.filters import ClaimFilter, Question, Shape
from factcheck.store.narrowing import unindexed
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.questions import asked, few_of
from factcheck.store.stretches import ANY_DAY, ANY_TIME, Stretch, stretches
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
_BOUNDS: Final = {
    "recorded": ANY_TIME,
    "assessed": ANY_TIME,
    "said": ANY_DAY,
    "status": (-1, len(Status)),
    "credibility": (min(CREDIBILITIES) - 1, max(CREDIBILITIES) + 1),
}
"""What is before and behind all keys of an order."""
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
    valued, is_all = _ranked if wanted.sort in _RANKS else _timed, False
    if begin or end is not None:
        is_all = yield from valued(connection, wanted, question, end)
    if wanted.sort in _LACKING and not is_all and not (wanted.sort == "credibility" and wanted.credibilities):
        part = replace(wanted, sort="id", after=wanted.after if end is None else None)
        yield part, _by_id(connection, part).narrowed({_LACKING[wanted.sort]: [True]})


def _ranked(
    connection: Connection, wanted: ClaimFilter, _: Question, end: Any
) -> Generator[tuple[ClaimFilter, Question], None, bool]:
    field, values = _RANKS[wanted.sort]
    chosen = getattr(wanted, field) or values.values()
    for key in sorted(values, reverse=wanted.descending):
        passed = end is not None and (key > end if wanted.descending else key < end)
        if values[key] in chosen and not passed:
            given: dict[str, Any] = {field: (values[key],), "after": wanted.after if key == end else None}
            part = replace(wanted, sort="id", **given)
            if _is_possible(part):
                yield part, _by_id(connection, part)
    return False


def _is_possible(part: ClaimFilter) -> bool:
    """Whether a claim can have one of these statuses and credibilities; in review it keeps the one that it had."""
    pairs = product(part.statuses, part.credibilities)
    found = (status is Status.IN_REVIEW or one in ALLOWED_CREDIBILITY.get(status, ()) for status, one in pairs)
    return not (part.statuses and part.credibilities) or any(found)


def _timed(
    connection: Connection, wanted: ClaimFilter, question: Question, end: Any
) -> Generator[tuple[ClaimFilter, Question], None, bool]:
    """What to look for of the claims that have a time; whether nothing is left then, not even those that have none.

    As soon as what few claims meet is no more than was looked at, it is put in order as a whole; when each was said
    takes longer to find than to look at what was.
    """
    part = question.narrowed({"valued": [True]})
    part, seen = part if end is None else behind(part, end), None
    start = None if wanted.after is None else (end, wanted.after)
    looked, due = 0, 1
    for one in stretches(connection, wanted, start):
        if seen is not None and looked >= due:
            if few := few_of(connection, question, looked // 2 if wanted.sort == "said" else looked):
                rest = behind(question.narrowed({"after": [seen[1]]}), seen[0])
                yield wanted, replace(rest, shape=replace(rest.shape, few=few))
                return JUDGED not in few
            due = looked * windows.WIDER
        yield wanted, _stretch(part, one)
        looked, seen = looked + one.size, one.end
    return False


def _stretch(part: Question, one: Stretch) -> Question:
    """What to look for in a stretch: claims that say the same stand at a day with the first of them."""
    if one.numbers is None:
        return part.narrowed({"keys": one.keys})
    if not is_by_group(part.shape):
        return part.narrowed({"keys": one.keys, "between": one.numbers})
    day = part.narrowed({"on": one.keys, "between": one.numbers})
    given = tuple((field, count) for field, count in day.shape.given if field != "valued")
    return replace(day, shape=replace(day.shape, given=given, sort="id", behind=None))


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
    if is_by_group(shape):
        mine = claim.c.id == func.coalesce(_member.c.group_id, _member.c.id)
        start = _told.join(_member, _member.c.id == unindexed(_told.c.claim_id))
    is_first = ~is_one(said.c.id < _told.c.id, *shown(shape))
    conditions = [mine, *of_attribution(shape, _told), is_first]
    return start.join(claim, and_(*conditions))


def walked_by(shape: Shape) -> ColumnElement[int]:
    """The number of the claim, by which an index has what was said on a day in order, unless by one of its group."""
    return claim.c.id if is_by_group(shape) else _told.c.claim_id


def is_by_group(shape: Shape) -> bool:
    """Whether a claim may be listed with an attribution of one that it stands for."""
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


def within_keys(shape: Shape, first: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """That the key is one of those that are looked at in turn, or the one that is."""
    match shape["keys"]:
        case [lowest, highest]:
            return [first >= lowest, first <= highest]
        case only:
            return [first == one for one in only]


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
    if "valued" in shape:  # in a form that an index is of use for
        beyond, from_there = (first < at, first <= at) if shape.descending else (first > at, first >= at)
        return and_(from_there, or_(beyond, further))
    # in a form that finds out what the key is but once
    lowest, highest = _BOUNDS[shape.sort]
    known = tuple_(func.coalesce(first, lowest if shape.descending else highest, type_=first.type), number)
    there = tuple_(at, last)
    return known < there if shape.descending else known > there
