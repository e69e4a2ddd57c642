"""What waits for somebody to look at it again: verdicts, predictions and unverified claims, in this order.

A claim stands under the first reason there is, so that all that waits is one list with one order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from factcheck.dates import now
from factcheck.errors import NotFound
from factcheck.identity import CLAIM, handle
from factcheck.store.claims import ClaimRow, claims
from factcheck.store.conditions import of_claim, overdue, unchecked, unchecked_since
from factcheck.store.filters import ClaimFilter, Shape
from factcheck.store.grounds import Shift, shifts
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.questions import asked
from factcheck.store.tables import claim, claim_flag
from factcheck.store.transaction import Session
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
    question = asked(connection, wanted)
    first, last = _place(connection, wanted)
    for why in tuple(Overdue)[first:]:
        while why in whys and (left is None or left > 0):
            size = _CHUNK if left is None else min(left, _CHUNK)
            behind = {} if last is None else {"last": last[0], "at": last[1] if len(last) > 1 else None}
            page = _page(question.shape, why, behind=last is not None)
            found = page.rows(connection, {**question.values, "size": size, **behind})
            yield from _rows(session, wanted, why, found)
            left = None if left is None else left - len(found)
            if len(found) < size:
                break
            last = found[-1]
        last = None


def count(session: Session, wanted: ClaimFilter, whys: Sequence[Overdue] = tuple(Overdue)) -> dict[Overdue, int]:
    """How many claims wait, by why; reasons without one are missing."""
    connection = session.connection()
    question = asked(connection, wanted)
    counted = {
        why: _counted(question.shape, why).rows(connection, question.values)[0][0] for why in Overdue if why in whys
    }
    return {why: number for why, number in counted.items() if number}


def _place(connection: Connection, wanted: ClaimFilter) -> tuple[int, Sequence[Any] | None]:
    """Under which reason the claim that the last page ended with stood, and the row that it had there."""
    if wanted.after is None:
        return 0, None
    query = select(claim.c.id, claim.c.due, unchecked_since(), _has_changed())
    row = connection.execute(query.where(claim.c.id == wanted.after)).one_or_none()
    if row is None:
        raise NotFound(f"There is no claim {handle(CLAIM, wanted.after)}.", "Give --after the last id shown.")
    number, due, since, changed = row
    why = Overdue.EVIDENCE_CHANGED if changed else Overdue.DUE if due is not None else Overdue.NOT_CHECKED
    keys = {Overdue.EVIDENCE_CHANGED: (), Overdue.DUE: (due,), Overdue.NOT_CHECKED: (since,)}
    return tuple(Overdue).index(why), (number, *keys[why])


@lru_cache(KEPT)
def _page(shape: Shape, why: Overdue, *, behind: bool) -> Prepared:
    """So many claims that wait for this reason, each with its key, if there is one; `behind` the claim `last`."""
    query, key = _waiting(shape, why), _KEYS[why]
    number = _changed.c.claim_id if why is Overdue.EVIDENCE_CHANGED else claim.c.id
    size: BindParameter[int] = bindparam("size", type_=Integer)
    order = [number] if key is None else [key, number]
    if behind:
        further = number > bindparam("last")
        if key is None:
            query = query.where(further)
        else:
            at: BindParameter[Any] = bindparam("at", type_=key.type)
            query = query.where(key >= at, or_(key > at, further))
    return Prepared(query.order_by(*order).limit(size))


@lru_cache(KEPT)
def _counted(shape: Shape, why: Overdue) -> Prepared:
    return Prepared(select(func.count()).select_from(_waiting(shape, why).subquery()))


def _waiting(shape: Shape, why: Overdue) -> Select[Any]:
    """All that wait for this reason and for none before it."""
    conditions = of_claim(shape)
    match why:
        case Overdue.EVIDENCE_CHANGED:
            query = select(_changed.c.claim_id.label("id")).join(claim, claim.c.id == _changed.c.claim_id)
            return query.where(_changed.c.flag == Flag.EVIDENCE_CHANGED, *conditions)
        case Overdue.DUE:
            return select(claim.c.id, claim.c.due).where(overdue(), *conditions)
        case Overdue.NOT_CHECKED:
            # As the index has it, and written out, or SQLite would not know that it is the one to walk along.
            settled: list[ColumnElement[str]] = [
                literal_column(f"'{status}'") for status in Status if status not in UNVERIFIED
            ]
            waits = and_(claim.c.status.not_in(settled), unchecked(), ~_has_changed())
            return select(claim.c.id, unchecked_since().label("since")).where(waits, *conditions)


def _has_changed() -> ColumnElement[bool]:
    return exists().where(_changed.c.claim_id == claim.c.id, _changed.c.flag == Flag.EVIDENCE_CHANGED)


def _rows(session: Session, wanted: ClaimFilter, why: Overdue, found: Sequence[Sequence[Any]]) -> Iterator[StaleRow]:
    numbers = [row[0] for row in found]
    if not numbers:
        return
    chosen = replace(wanted, ids=tuple(numbers), sort="id", descending=False, after=None, limit=None)
    shown = {one.id: one for one in claims(session, chosen)}
    changes: Mapping[int, tuple[Shift, ...]] = {}
    if why is Overdue.EVIDENCE_CHANGED:
        changes = shifts(session.connection(), numbers)
    moment = now()
    for number, *key in found:
        since, due = (key[0] if why is one else None for one in (Overdue.NOT_CHECKED, Overdue.DUE))
        days = (moment - since).days if since is not None else None
        yield StaleRow(shown[number], why, since, days, due, changes.get(number, ()))


_KEYS: Final[Mapping[Overdue, ColumnElement[Any] | None]] = {
    Overdue.EVIDENCE_CHANGED: None,
    Overdue.DUE: claim.c.due,
    Overdue.NOT_CHECKED: unchecked_since(),
}
