"""An order by a time, one stretch after the other: so many rows at once, and more of them each time.

An index has the rows in this order, so the ends of a stretch are found without a look at any claim. What it holds is
little enough to be put in order, however a planner finds what of it meets the conditions. A day, or a year that is all
that is known, may be longer than that: then its claims are gone through in the order of their keys.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Integer, Select, bindparam, select

from factcheck.dates import AFTER_ANY_DAY
from factcheck.store import windows
from factcheck.store.asof import View, view
from factcheck.store.filters import ClaimFilter
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import attribution, claim
from factcheck.store.traces import now_in

ANY_DAY: Final = ("", AFTER_ANY_DAY)
ANY_TIME: Final = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
ANY_CLAIM: Final = (0, 2**63 - 1)
_MOST: Final = 4_500
"""So much of what was said a stretch has at the most: for more of it PostgreSQL would read all claims."""
_COLUMNS: Final = {
    "said": (attribution, "said_on"),
    "assessed": (claim, "assessed_at"),
    "recorded": (claim, "recorded_at"),
}
Position = tuple[Any, int]
"""A key of the order and the number of a claim: what is behind them is still to come."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the lowest to the highest key; or of one day, and only the claims from one number to another.

    `end` is where it ends, and `size` tells how many rows it holds at the most, but for those that have the same key.
    """

    keys: tuple[Any, ...]
    numbers: tuple[int, int] | None
    end: Position
    size: int


def stretches(connection: Connection, wanted: ClaimFilter, start: Position | None) -> Iterator[Stretch]:
    """All stretches in the order of the page, from the start on; of the past too those that there are now."""
    order, size = _Order(connection, wanted.sort, wanted.descending), windows.KEYS
    for low, high in _spans(wanted):
        if start is not None and (start[0] < low if wanted.descending else start[0] > high):
            continue
        begun = start if start is not None and low <= start[0] <= high else None
        at, stop = (high, low) if wanted.descending else (low, high)
        for one in _within(order, begun, at, stop, size):
            yield one
            size = order.wider(one.size)


def _spans(wanted: ClaimFilter) -> Sequence[tuple[Any, Any]]:
    """The lowest and the highest keys that may be asked for; a date also lies in its month and its year."""
    if wanted.sort != "said":
        return [ANY_TIME]
    since, last = wanted.said_since or ANY_DAY[0], (wanted.said_until or "") + AFTER_ANY_DAY
    spans = {(since, last), *((wider, wider) for wider in (since[:4], since[:7]) if wider != since)}
    return sorted(((low, high) for low, high in spans if low <= last), reverse=wanted.descending)


def _within(order: "_Order", begun: Position | None, at: Any, stop: Any, size: int) -> Iterator[Stretch]:
    """The stretches of one span, or of what is left of it."""
    if begun is not None:
        at = begun[0]
        if order.is_by_day:
            for one in order.of_key(*begun, size):
                yield one
                size = order.wider(one.size)
            at = order.beyond(at, stop)
    while at is not None and (ends := order.ends(at, stop, size)):
        first, last, at = ends
        whole = [Stretch(_sorted(first, last), None, (last, order.far), size)]
        for one in order.of_key(first, order.near, size) if order.is_by_day and first == last else whole:
            yield one
            size = order.wider(one.size)


class _Order:
    """What an index tells of an order: which keys follow each other, and which claims were spoken of on a day."""

    def __init__(self, connection: Connection, sort: str, descending: bool) -> None:  # noqa: FBT001 -- of a statement
        self._connection = connection
        self._told = view(connection), sort, descending
        self._back = view(connection), sort, not descending
        self.is_by_day = sort == "said"
        self.near, self.far = reversed(ANY_CLAIM) if descending else ANY_CLAIM
        self._step = -1 if descending else 1

    def ends(self, at: Any, stop: Any, size: int) -> tuple[Any, Any, Any] | None:
        """The first and the last key of a stretch, and the first behind it; None if nothing is left."""
        values = {"at": at, "stop": stop, "size": size}
        ((first, beyond),) = _ends(*self._told).rows(self._connection, values)
        if first is None:
            return None
        if beyond is None:
            return first, stop, None
        if beyond == first:  # so many have it that it is a stretch by itself
            return first, first, self.beyond(first, stop)
        return first, self._next(self._back, beyond, first), beyond

    def beyond(self, key: Any, stop: Any) -> Any:
        """The next key; None if there is none up to where to stop."""
        return self._next(self._told, key, stop)

    def _next(self, told: tuple[View, str, bool], key: Any, stop: Any) -> Any:
        found = _next(*told).rows(self._connection, {"at": key, "stop": stop})
        return found[0][0] if found else None

    def wider(self, size: int) -> int:
        """How many rows the next stretch may have."""
        return min(size * windows.WIDER, _MOST) if self.is_by_day else size * windows.WIDER

    def of_key(self, key: Any, number: int, size: int) -> Iterator[Stretch]:
        """The stretches of what has one key, behind a claim."""
        view, _, descending = self._told
        some = _of_day(view, descending)
        while True:
            found = some.rows(self._connection, {"day": key, "number": number, "size": size})
            edge = found[0][0] if found else self.far
            yield Stretch((key,), _sorted(number + self._step, edge), (key, edge), size)
            if not found:
                return
            number, size = edge, self.wider(size)


def _sorted(one: Any, other: Any) -> tuple[Any, Any]:
    return (one, other) if one <= other else (other, one)


@lru_cache(KEPT)
def _ends(view: View, sort: str, descending: bool) -> Prepared:  # noqa: FBT001 -- cached by it
    """The first key from there on, and that of the row so many behind it."""
    left = _left(view, sort, descending=descending, inclusive=True)
    size = bindparam("size", type_=Integer)
    return Prepared(select(left.scalar_subquery(), left.offset(size).scalar_subquery()))


@lru_cache(KEPT)
def _next(view: View, sort: str, descending: bool) -> Prepared:  # noqa: FBT001 -- cached by it
    return Prepared(_left(view, sort, descending=descending, inclusive=False))


def _left(view: View, sort: str, *, descending: bool, inclusive: bool) -> Select[Any]:
    table, name = _COLUMNS[sort]
    key: ColumnElement[Any] = now_in(view, table).c[name]
    at, stop = bindparam("at", type_=key.type), bindparam("stop", type_=key.type)
    if descending:
        conditions = key <= at if inclusive else key < at, key >= stop
    else:
        conditions = key >= at if inclusive else key > at, key <= stop
    return select(key).where(*conditions).order_by(key.desc() if descending else key).limit(1)


@lru_cache(KEPT)
def _of_day(view: View, descending: bool) -> Prepared:  # noqa: FBT001 -- cached by it
    """The number of the claim that is so many behind another one, of those that something was said of on a day."""
    told = now_in(view, attribution)
    day, number = told.c.said_on, told.c.claim_id
    after = bindparam("number", type_=number.type)
    query = select(number).where(
        day == bindparam("day", type_=day.type), number < after if descending else number > after
    )
    query = query.order_by(number.desc() if descending else number)
    return Prepared(query.limit(1).offset(bindparam("size", type_=Integer)))
