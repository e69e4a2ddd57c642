"""The statements behind a list of claims: which page of them, in which order, with which attribution of each."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    null,
    select,
)

from factcheck.store import asof, retrospect, sorting, windows
from factcheck.store.asof import View
from factcheck.store.conditions import ALONE, of_claim, said, shown, stale, within
from factcheck.store.filters import ClaimFilter, Question, Shape
from factcheck.store.links import stands_for_others
from factcheck.store.narrowing import among, one_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.questions import asked
from factcheck.store.tables import article, attribution, claim, claim_flag, grade, source, tag
from factcheck.vocabulary import KEPT_FLAGS

_speaker = source.alias("speaker")
_latest = grade.alias("latest")


def page(connection: Connection, wanted: ClaimFilter) -> Sequence[Sequence[Any]]:
    """The rows of one page; their columns are those of a ClaimRow but for flags and tags, which follow."""
    question, filled = asked(connection, wanted, windows.at_once(wanted)), windows.Page()
    if sorting.takes_parts(wanted, question):
        parts = sorting.parts(connection, wanted, question)
        found = ((_turns(connection, *part, filled), part[1:]) for part in parts)
        turns = chain.from_iterable(whole if several is None else several for several, whole in found)
        return _these(connection, question, _numbers(connection, turns, wanted.limit or 0, filled))
    if wanted.after is not None:
        question = sorting.behind(question, sorting.last_key(connection, wanted, question))
    several = _turns(connection, wanted, question, filled)
    if several is None:
        return _page(question.shape).rows(connection, question.values)
    return _these(connection, question, _numbers(connection, several, wanted.limit or 0, filled))


def _turns(
    connection: Connection, wanted: ClaimFilter, question: Question, filled: windows.Page
) -> Iterable[Question] | None:
    """What to look for, one after the other, in the order of the page; None where that is one thing."""
    past = asof.then(connection)
    if past is None:
        return windows.turns(connection, wanted, question, filled) if windows.takes_turns(wanted, question) else None
    if wanted.ids or wanted.limit is None:
        return None
    return retrospect.turns(connection, past, wanted, question)


def _numbers(connection: Connection, turns: Iterable[Question], limit: int, filled: windows.Page) -> list[int]:
    """The keys of a page, from as many turns as it takes to fill it."""
    numbers: list[int] = []
    for some in turns:
        turn = some.narrowed({"limit": [limit - len(numbers)]})
        numbers += (row[0] for row in _keys(turn.shape).rows(connection, turn.values))
        filled.found = len(numbers)
        if len(numbers) == limit:
            break
    return numbers


def these(connection: Connection, numbers: Sequence[int]) -> Sequence[Sequence[Any]]:
    """The rows of these claims, whatever their state, in this order; those that are not there are missing."""
    return _these(connection, asked(connection, ClaimFilter()), numbers)


def _these(connection: Connection, question: Question, numbers: Sequence[int]) -> Sequence[Sequence[Any]]:
    if not numbers:
        return []
    rows = _numbered(question.shape).rows(connection, {**question.values, "numbers": numbers})
    found = {row[0]: row for row in rows}
    return [found[number] for number in numbers if number in found]


def matching(shape: Shape) -> Select[Any]:
    """The ids of all that matches, whatever the page."""
    query = select(_number(shape).label("id"))
    if sorting.is_walked(shape):
        query = query.select_from(sorting.walked(shape))
    kept = _kept_flag(shape)
    if kept is not None:  # the rows of one flag stand in the order of the claims
        mine = and_(claim.c.id == claim_flag.c.claim_id, claim_flag.c.flag == kept)
        query = query.select_from(claim_flag.join(claim, mine))
    if "between" in shape:
        query = query.where(within(shape, _number(shape)))
    return query.where(*of_claim(shape))


@lru_cache(KEPT)
def _page(shape: Shape) -> Prepared:
    """The page is chosen by keys alone, so that whatever has to be sorted is narrow, and filled afterwards."""
    keys = _chosen(shape).subquery("chosen")
    query = _filled(_first(shape), shape.view).join(keys, keys.c.id == claim.c.id)
    return Prepared(query.order_by(*sorting.order(shape, keys.c.get("key"), keys.c.id)))


@lru_cache(KEPT)
def _keys(shape: Shape) -> Prepared:
    """The keys of a part of a page: filled in the same statement, PostgreSQL would not find them first."""
    return Prepared(_chosen(shape))


@lru_cache(KEPT)
def _numbered(shape: Shape) -> Prepared:
    """The rows of the claims that have these `numbers`."""
    return Prepared(_filled(_first(shape), shape.view).where(one_of(shape.view, claim.c.id, "numbers")))


def _first(shape: Shape) -> Select[Any]:
    """The attribution that a claim is listed with."""
    return select(func.min(said.c.id)).where(*shown(shape))


def _together(word: ColumnElement[str]) -> ColumnElement[str]:
    """All words of a side table, none of which holds a space."""
    side = word.table
    return select(func.aggregate_strings(word, " ")).where(side.c.claim_id == claim.c.id).scalar_subquery()


def _filled(first: Select[Any], view: View) -> Select[Any]:
    """Of the past no index tells the words of one claim, and PostgreSQL would read all attributions for the first."""
    mine = attribution.c.id == first.scalar_subquery() if view.schema is None else among(view, attribution.c.id, first)
    reliability = (
        select(_latest.c.reliability).where(_latest.c.source_id == source.c.id).order_by(_latest.c.id.desc()).limit(1)
    )
    return select(
        *(claim.c[name] for name in ("id", "uid", "text", "status", "credibility", "confidence", "state")),
        attribution.c.article_id,
        article.c.title.label("article_title"),
        *(attribution.c[name] for name in ("quote", "start", "end")),
        source.c.id.label("source_id"),
        source.c.name.label("source_name"),
        source.c.kind.label("source_kind"),
        reliability.scalar_subquery().label("reliability"),
        *(attribution.c[name] for name in ("cue", "stance", "modality", "voice", "said_on")),
        *(claim.c[name] for name in ("recorded_at", "assessed_at", "version", "group_id")),
        stale().label("stale"),
        (null() if view.schema is not None else _together(claim_flag.c.flag)).label("kept"),
        (null() if view.schema is not None else _together(tag.c.name)).label("tags"),
        stands_for_others(view).label("leads"),
    ).select_from(
        claim.join(attribution, mine)
        .join(_speaker, _speaker.c.id == attribution.c.source_id)
        .join(source, source.c.id == func.coalesce(_speaker.c.merged_into_id, _speaker.c.id))
        .outerjoin(article, article.c.id == attribution.c.article_id)
    )


def _chosen(shape: Shape) -> Select[Any]:
    """The ids of one page, each with its sort key unless that is the id."""
    query, number, key = matching(shape), _number(shape), sorting.key(shape)
    by = key
    if key is not None:
        by = key.label("key")
        query = query.add_columns(by)
        if "valued" in shape:
            query = query.where(key.is_not(None))
        query = query.where(*sorting.within_keys(shape, key))
    if shape.behind is not None:
        query = query.where(sorting.follows(shape, number, key))
    for most in shape["limit"]:
        query = query.limit(most)
    return query.order_by(*sorting.order(shape, by, number))


def _kept_flag(shape: Shape) -> str | None:
    """The flag whose rows to start from, if one is asked for that is kept; the past starts from claims.

    So does what is in another order, or is looked at by days, and what few claims meet by themselves.
    """
    others = shape.view.schema is not None or shape.sort != "id" or "on" in shape
    if others or not shape.few.isdisjoint(ALONE):
        return None
    return next((flag for flag in shape.flags if flag in KEPT_FLAGS), None)


def _number(shape: Shape) -> ColumnElement[int]:
    if sorting.is_walked(shape):
        return sorting.walked_by(shape)
    return claim.c.id if _kept_flag(shape) is None else claim_flag.c.claim_id
