"""Finding claims: a filter in, rows out, a page at a time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select
from sqlmodel import Session

from factcheck.errors import NotFound
from factcheck.identity import CLAIM, handle
from factcheck.store import queries, search
from factcheck.store.articles import article_row
from factcheck.store.conditions import ClaimFilter
from factcheck.store.links import Group, groups
from factcheck.store.sources import known
from factcheck.store.tables import claim, claim_flag, tag
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
        found = connection.execute(queries.page(connection, replace(wanted, limit=size))).all()
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
    for key in wanted.articles:
        article_row(session, key)
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
        found.update((row.id, row) for row in connection.execute(queries.page(connection, chunk)))
    for number in numbers:
        if number not in found:
            raise NotFound(f"There is no claim {handle(CLAIM, number)}.", "List the claims: factcheck claims")
    return list(_rows(connection, [found[number] for number in numbers]))


def _rows(connection: Connection, found: Sequence[Row[Any]]) -> Iterator[ClaimRow]:
    for at in range(0, len(found), _CHUNK):
        chunk = found[at : at + _CHUNK]
        numbers = [row.id for row in chunk]
        flags, tags = _listed(connection, claim_flag.c.flag, numbers), _listed(connection, tag.c.name, numbers)
        first = _firsts(connection, chunk)
        together = groups(connection, numbers)
        for row in chunk:
            known = _row(row, flags[row.id], tags[row.id])
            held = first.get(row.group_id, {})
            yield replace(known, group=together.get(row.id), **held) if held or row.id in together else known


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


def _row(row: Row[Any], kept: Sequence[str], tags: Sequence[str]) -> ClaimRow:
    flags = set(kept)
    if row.state == State.DRAFT:
        flags.add(Flag.DRAFT)
    if row.stale:
        flags.add(Flag.STALE)
    values = row._asdict()
    del values["stale"]
    values.update(
        status=Status(row.status),
        state=State(row.state),
        flags=tuple(flag for flag in Flag if flag in flags),
        tags=tuple(tags),
    )
    return ClaimRow(**values)


def _listed(connection: Connection, column: Any, numbers: Sequence[int]) -> dict[int, list[str]]:
    """The words of a side table, in byte order, by claim."""
    side = column.table
    query = select(side.c.claim_id, column).where(side.c.claim_id.in_(numbers)).order_by(side.c.claim_id, column)
    listed: dict[int, list[str]] = defaultdict(list)
    for number, word in connection.execute(query):
        listed[number].append(word)
    return listed
