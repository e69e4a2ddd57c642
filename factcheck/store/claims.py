"""Finding claims: a filter in, rows out, a page at a time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import Connection, func, literal, select

from factcheck.store import queries, search
from factcheck.store.asof import View, asks_of_the_past, view
from factcheck.store.filters import ClaimFilter, Shape
from factcheck.store.links import Group, groups
from factcheck.store.missing import no_claim
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.questions import asked, led
from factcheck.store.tables import claim, claim_flag, tag
from factcheck.store.transaction import Session
from factcheck.vocabulary import Flag, State, Status

_CHUNK: Final = 500
_STATUS: Final[Mapping[str, Status]] = {status.value: status for status in Status}
_STATE: Final[Mapping[str, State]] = {state.value: state for state in State}
_GROUP, _LEADS = -5, -1
"""Where a row of `queries.page` has the claim that stands for it, and whether it stands for others."""
_ASSESSED: Final = -3
"""Where what is shown of it has the moment of its assessment."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as lists show it: with the first attribution that the filter matches.

    Of a claim that another one stands for (`group_id`), status, credibility, confidence and `assessed_at` are those of
    that one. `group` is what a claim stands for, if it stands for others.
    """

    id: int
    uid: str
    text: str
    status: Status
    credibility: int | None
    confidence: str | None
    state: State
    flags: tuple[Flag, ...]
    tags: tuple[str, ...]
    article_id: int | None
    article_title: str | None
    quote: str | None
    start: int | None
    end: int | None
    source_id: int
    source_name: str
    source_kind: str
    reliability: str | None
    cue: str | None
    stance: str
    modality: str
    voice: str
    said_on: str | None
    recorded_at: datetime
    assessed_at: datetime | None
    version: int
    group_id: int | None = None
    group: Group | None = None


def claims(session: Session, wanted: ClaimFilter) -> Iterator[ClaimRow]:
    """The claims that match, in the order asked for; read in chunks, so that millions fit in little memory."""
    connection = session.connection()
    left = wanted.limit
    while left is None or left > 0:
        size = _CHUNK if left is None else min(left, _CHUNK)
        found = queries.page(connection, replace(wanted, limit=size))
        yield from _rows(connection, found)
        if len(found) < size:
            return
        left = None if left is None else left - size
        wanted = replace(wanted, after=found[-1][0])


def require_named(session: Session, wanted: ClaimFilter) -> None:
    """Make sure that what the filter names is there: an empty answer is about claims, not about a slip of the pen.

    Raises:
        NotFound: there is no such source or article.

    """
    if wanted.articles:
        from factcheck.store.articles import article_row

        for key in wanted.articles:
            article_row(session, key)
    if wanted.sources:
        from factcheck.store.sources import known

        for one in wanted.sources:
            known(session, one)


def best_claims(session: Session, typed: str, limit: int | None) -> list[ClaimRow]:
    """The listed claims that have all the words, best first."""
    connection = session.connection()
    return list(_rows(connection, queries.these(connection, search.best(connection, "claim", typed, limit))))


def count(session: Session, wanted: ClaimFilter) -> dict[Status, int]:
    """How many claims match, by status; statuses without one are missing."""
    connection = session.connection()
    question = asked(connection, replace(wanted, sort="id"))
    shape = question.shape if question.shape.few else replace(question.shape, few=led(question.shape))
    return {Status(status): number for status, number in _counted(shape).rows(connection, question.values)}


@lru_cache(KEPT)
def _counted(shape: Shape) -> Prepared:
    matching = queries.matching(shape).subquery()
    joined = select(claim.c.status, func.count()).join(matching, matching.c.id == claim.c.id)
    return Prepared(joined.group_by(claim.c.status))


def rows(session: Session, numbers: Sequence[int]) -> list[ClaimRow]:
    """These claims, whatever their state, in this order.

    Raises:
        NotFound: there is no such claim.

    """
    connection = session.connection()
    found = queries.these(connection, numbers)
    known = {row[0] for row in found}
    for number in numbers:
        if number not in known:
            raise no_claim(number, connection)
    return list(_rows(connection, found))


def _rows(connection: Connection, found: Sequence[Sequence[Any]]) -> Iterator[ClaimRow]:
    past = asks_of_the_past(connection)
    for at in range(0, len(found), _CHUNK):
        chunk = found[at : at + _CHUNK]
        leading = [row[0] for row in chunk if row[_LEADS]]
        together = groups(connection, leading) if leading else {}
        following = {row[_GROUP] for row in chunk if row[_GROUP] is not None}
        firsts = _firsts(connection, following) if following else {}
        then = _words(connection, [row[0] for row in chunk]) if past else {}
        for row in chunk:
            *shown, stale, kept, tags, _ = row
            status, credibility, confidence, state = shown[3:7]
            if shown[-1] is not None:
                status, credibility, confidence, shown[_ASSESSED] = firsts[shown[-1]]
            if past:
                kept, tags = then[row[0]]
            flags = _flags(kept or "", draft=state == State.DRAFT, stale=bool(stale))
            named = tuple(sorted(tags.split(" "))) if tags else ()
            shown[3:7] = _STATUS[status], credibility, confidence, _STATE[state], flags, named
            shown.append(together.get(row[0]))
            yield ClaimRow(*shown)


def _firsts(connection: Connection, numbers: Collection[int]) -> dict[int, Sequence[Any]]:
    """What is held of the claims that stand for others: status, credibility, confidence, and when it was assessed."""
    held = (claim.c[name] for name in ("id", "status", "credibility", "confidence", "assessed_at"))
    return {first: judged for first, *judged in connection.execute(select(*held).where(claim.c.id.in_(numbers)))}


def _words(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The kept flags of each claim, and its tags."""
    found: dict[int, tuple[list[str], list[str]]] = {number: ([], []) for number in numbers}
    for number, word, is_flag in _worded(view(connection)).rows(connection, {"numbers": numbers}):
        found[number][0 if is_flag else 1].append(word)
    return {number: (" ".join(flags), " ".join(tags)) for number, (flags, tags) in found.items()}


@lru_cache(KEPT)
def _worded(view: View) -> Prepared:
    """The kept flags and the tags of claims: number, word, and whether it is a flag."""
    flags = select(claim_flag.c.claim_id, claim_flag.c.flag, literal(1)).where(
        one_of(view, claim_flag.c.claim_id, "numbers")
    )
    tags = select(tag.c.claim_id, tag.c.name, literal(0)).where(one_of(view, tag.c.claim_id, "numbers"))
    return Prepared(flags.union_all(tags))


@cache
def _flags(kept: str, *, draft: bool, stale: bool) -> tuple[Flag, ...]:
    """In the order of the vocabulary; there are few such sets."""
    true = {*kept.split(), *(flag for flag, held in ((Flag.DRAFT, draft), (Flag.STALE, stale)) if held)}
    return tuple(flag for flag in Flag if flag in true)
