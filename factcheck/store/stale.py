"""What waits for somebody to look at it again: verdicts, predictions and unverified claims, in this order.

A claim stands under the first reason there is, so that all that waits is one list with one order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, literal_column, or_, select
from sqlmodel import Session

from factcheck.dates import now
from factcheck.errors import NotFound
from factcheck.identity import CLAIM, handle
from factcheck.store.claims import ClaimRow, claims
from factcheck.store.conditions import ClaimFilter, of_claim, overdue, unchecked_for, unchecked_since
from factcheck.store.grounds import Shift, shifts
from factcheck.store.tables import claim, claim_flag
from factcheck.vocabulary import UNVERIFIED, Flag, Overdue, Status

_CHUNK: Final = 500
_changed = claim_flag.alias("changed")


@dataclass(frozen=True, slots=True)
class StaleRow:
    """A claim that waits, and why: since when and how many days nobody checked it, when it was due, what changed."""

    claim: ClaimRow
    why: Overdue
    since: datetime | None = None
    days: int | None = None
    due: str | None = None
    shifts: tuple[Shift, ...] = ()


def stale(session: Session, wanted: ClaimFilter, whys: Sequence[Overdue] = tuple(Overdue)) -> Iterator[StaleRow]:
    """The claims that wait for one of these reasons and match the filter: changed evidence, due, unchecked for longest.

    Its `sort` does not matter; `stale_days` is the limit, and `after` the claim that the page before ended with.

    Raises:
        NotFound: there is no claim `after`.

    """
    connection, left = session.connection(), wanted.limit
    first, behind = _place(connection, wanted)
    for why in tuple(Overdue)[first:]:
        if why not in whys:
            behind = None
            continue
        while left is None or left > 0:
            size = _CHUNK if left is None else min(left, _CHUNK)
            found = connection.execute(_page(connection, wanted, why, behind).limit(size)).all()
            yield from _rows(session, wanted, why, found)
            left = None if left is None else left - len(found)
            if len(found) < size:
                break
            behind = found[-1]
        behind = None


def count(session: Session, wanted: ClaimFilter, whys: Sequence[Overdue] = tuple(Overdue)) -> dict[Overdue, int]:
    """How many claims wait, by why; reasons without one are missing."""
    connection = session.connection()
    queries = {why: _waiting(connection, wanted, why).subquery() for why in Overdue if why in whys}
    counted = {why: connection.scalar(select(func.count()).select_from(query)) or 0 for why, query in queries.items()}
    return {why: number for why, number in counted.items() if number}


def _place(connection: Connection, wanted: ClaimFilter) -> tuple[int, Any]:
    """Under which reason the claim that the last page ended with stood, and where there."""
    if wanted.after is None:
        return 0, None
    query = select(claim.c.id, claim.c.due, unchecked_since().label("since"), _has_changed().label("changed"))
    row = connection.execute(query.where(claim.c.id == wanted.after)).one_or_none()
    if row is None:
        raise NotFound(f"There is no claim {handle(CLAIM, wanted.after)}.", "Give --after the last id shown.")
    why = Overdue.EVIDENCE_CHANGED if row.changed else Overdue.DUE if row.due is not None else Overdue.NOT_CHECKED
    return tuple(Overdue).index(why), row


def _page(connection: Connection, wanted: ClaimFilter, why: Overdue, behind: Any) -> Select[Any]:
    query, key = _waiting(connection, wanted, why), _KEYS[why]
    number = _changed.c.claim_id if why is Overdue.EVIDENCE_CHANGED else claim.c.id
    if key is None:
        query = query.where(number > behind.id) if behind is not None else query
        return query.order_by(number)
    if behind is not None:
        at = behind.due if why is Overdue.DUE else behind.since
        query = query.where(key >= at, or_(key > at, number > behind.id))
    return query.order_by(key, number)


def _waiting(connection: Connection, wanted: ClaimFilter, why: Overdue) -> Select[Any]:
    """All that wait for this reason and for none before it."""
    conditions = of_claim(connection, wanted)
    match why:
        case Overdue.EVIDENCE_CHANGED:
            query = select(_changed.c.claim_id.label("id")).join(claim, claim.c.id == _changed.c.claim_id)
            return query.where(_changed.c.flag == Flag.EVIDENCE_CHANGED, *conditions)
        case Overdue.DUE:
            return select(claim.c.id, claim.c.due).where(overdue(now()), *conditions)
        case Overdue.NOT_CHECKED:
            # As the index has it, and written out, or SQLite would not know that it is the one to walk along.
            settled: list[ColumnElement[str]] = [
                literal_column(f"'{status}'") for status in Status if status not in UNVERIFIED
            ]
            unverified = claim.c.status.not_in(settled)
            waits = and_(unverified, unchecked_for(wanted.stale_days, now()), ~_has_changed())
            return select(claim.c.id, unchecked_since().label("since")).where(waits, *conditions)


def _has_changed() -> ColumnElement[bool]:
    return exists().where(_changed.c.claim_id == claim.c.id, _changed.c.flag == Flag.EVIDENCE_CHANGED)


def _rows(session: Session, wanted: ClaimFilter, why: Overdue, found: Sequence[Row[Any]]) -> Iterator[StaleRow]:
    numbers = [row.id for row in found]
    if not numbers:
        return
    chosen = replace(wanted, ids=tuple(numbers), sort="id", descending=False, after=None, limit=None)
    shown = {one.id: one for one in claims(session, chosen)}
    changes: Mapping[int, tuple[Shift, ...]] = {}
    if why is Overdue.EVIDENCE_CHANGED:
        changes = shifts(session.connection(), numbers)
    moment = now()
    for row in found:
        since, due = getattr(row, "since", None), getattr(row, "due", None)
        days = (moment - since).days if since is not None else None
        yield StaleRow(shown[row.id], why, since, days, due, changes.get(row.id, ()))


_KEYS: Final[Mapping[Overdue, ColumnElement[Any] | None]] = {
    Overdue.EVIDENCE_CHANGED: None,
    Overdue.DUE: claim.c.due,
    Overdue.NOT_CHECKED: unchecked_since(),
}
