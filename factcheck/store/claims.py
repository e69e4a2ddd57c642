"""Finding claims: a filter in, rows out, a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select
from sqlmodel import Session

from factcheck.store import queries, search
from factcheck.store.asof import asks_of_the_past
from factcheck.store.conditions import ClaimFilter
from factcheck.store.links import Group, groups
from factcheck.store.missing import no_claim
from factcheck.store.tables import claim
from factcheck.vocabulary import Flag, State, Status

_CHUNK: Final = 500


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
        wanted = replace(wanted, after=found[-1].id)


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
    return rows(session, search.best(session.connection(), "claim", typed, limit))


def count(session: Session, wanted: ClaimFilter) -> dict[Status, int]:
    """How many claims match, by status; statuses without one are missing."""
    connection = session.connection()
    matching = queries.matching(connection, wanted).subquery()
    query = select(claim.c.status, func.count()).join(matching, matching.c.id == claim.c.id).group_by(claim.c.status)
    return {Status(status): number for status, number in connection.execute(query)}


def rows(session: Session, numbers: Sequence[int], wanted: ClaimFilter | None = None) -> list[ClaimRow]:
    """These claims, whatever their state, in this order.

    Raises:
        NotFound: there is no such claim.

    """
    connection = session.connection()
    found: dict[int, Row[Any]] = {}
    for at in range(0, len(numbers), _CHUNK):
        chunk = replace(
            wanted or ClaimFilter(), states=tuple(State), ids=tuple(numbers[at : at + _CHUNK]), limit=None, all=True
        )
        found.update((row.id, row) for row in queries.page(connection, chunk))
    for number in numbers:
        if number not in found:
            raise no_claim(number, connection)
    return list(_rows(connection, [found[number] for number in numbers]))


def _rows(connection: Connection, found: Sequence[Row[Any]]) -> Iterator[ClaimRow]:
    for at in range(0, len(found), _CHUNK):
        chunk = found[at : at + _CHUNK]
        first = _firsts(connection, chunk)
        leading = [row.id for row in chunk if row.may_lead]
        together = groups(connection, leading) if leading else {}
        then = _words(connection, [row.id for row in chunk]) if asks_of_the_past(connection) else {}
        for row in chunk:
            known = _row(row, *then.get(row.id, (row.kept, row.tags)))
            held = first.get(row.group_id, {})
            yield replace(known, group=together.get(known.id), **held) if held or known.id in together else known


def _firsts(connection: Connection, rows: Sequence[Row[Any]]) -> dict[int, dict[str, Any]]:
    """What is held of the claims that stand for some of these, by key."""
    wanted = {row.group_id for row in rows if row.group_id is not None}
    if not wanted:
        return {}
    held = ("status", "credibility", "confidence", "assessed_at")
    query = select(claim.c.id, *(claim.c[name] for name in held)).where(claim.c.id.in_(wanted))
    return {
        row.id: {"status": Status(row.status), **{name: getattr(row, name) for name in held[1:]}}
        for row in connection.execute(query)
    }


def _words(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The kept flags of each claim, and its tags."""
    found: dict[int, tuple[list[str], list[str]]] = {number: ([], []) for number in numbers}
    for number, word, is_flag in connection.execute(queries.words(), {"numbers": numbers}).all():
        found[number][0 if is_flag else 1].append(word)
    return {number: (" ".join(flags), " ".join(tags)) for number, (flags, tags) in found.items()}


def _row(row: Row[Any], kept: str | None, tags: str | None) -> ClaimRow:
    """The row's columns in their order, with the flags and tags between them."""
    values: tuple[Any, ...] = tuple(row)
    number, uid, text, status, credibility, confidence, state, *rest, stale, _, _, _ = values
    flags = _flags(kept or "", draft=state == State.DRAFT, stale=bool(stale))
    named = tuple(sorted(tags.split(" "))) if tags else ()
    return ClaimRow(number, uid, text, Status(status), credibility, confidence, State(state), flags, named, *rest)


@cache
def _flags(kept: str, *, draft: bool, stale: bool) -> tuple[Flag, ...]:
    """In the order of the vocabulary; there are few such sets."""
    true = {*kept.split(), *(flag for flag, held in ((Flag.DRAFT, draft), (Flag.STALE, stale)) if held)}
    return tuple(flag for flag in Flag if flag in true)
