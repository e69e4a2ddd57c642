"""Whether somebody else changed a claim between our looking at it and our turn to write."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sqlalchemy import Connection, select

from factcheck.dates import stamp
from factcheck.errors import Conflict
from factcheck.identity import CLAIM, handle
from factcheck.store.asof import View, view
from factcheck.store.links import representatives
from factcheck.store.missing import no_claim
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import claim, event


def versions(connection: Connection, numbers: Sequence[int], *, lock: bool = False) -> dict[int, int]:
    """The versions of these claims, as far as they exist; `lock` keeps other writers away until we are done."""
    return dict(_versions(view(connection), lock=lock).rows(connection, {"numbers": numbers}))


@lru_cache(KEPT)
def _versions(view: View, *, lock: bool) -> Prepared:
    """In one order everywhere, or two writers could wait for each other."""
    query = select(claim.c.id, claim.c.version).where(one_of(view, claim.c.id, "numbers")).order_by(claim.c.id)
    return Prepared(query.with_for_update(key_share=True) if lock else query)


def watched(connection: Connection, numbers: Sequence[int]) -> list[int]:
    """These claims, and those that stand for them: a judgement of the one is a judgement of the other."""
    return list(dict.fromkeys([*numbers, *representatives(connection, numbers).values()]))


def compare(connection: Connection, numbers: Sequence[int], seen: Mapping[int, int], expect: int | None) -> None:
    """Lock these claims, and those that stood for them, and make sure that they still are what was seen.

    Raises:
        NotFound: there is no such claim.
        Conflict: one has another version than the one seen, or than `expect`, or another claim stands for it.

    """
    held = versions(connection, list({*numbers, *seen}), lock=True)
    for number in numbers:
        if number not in held:
            raise no_claim(number)
    for number in watched(connection, numbers):
        look = f"Look at it again: factcheck show {handle(CLAIM, number)}"
        if number not in held:
            raise Conflict(f"{handle(CLAIM, number)} came to stand for what you named while you waited.", look)
        if number in seen and seen[number] != held[number]:
            raise Conflict(f"{_last_change(connection, number)} while you waited.", look)
        if expect is not None and number in numbers and held[number] != expect:
            at = f"{handle(CLAIM, number)} is at version {held[number]}, not {expect}"
            raise Conflict(f"{at}: {_last_change(connection, number)}.", look)


def _last_change(connection: Connection, number: int) -> str:
    last = connection.execute(
        select(event.c.by, event.c.action, event.c.reason, event.c.recorded_at, claim.c.status)
        .join(claim, (claim.c.uid == event.c.subject) & (claim.c.version == event.c.version))
        .where(claim.c.id == number)
    ).one()
    what = str(last.action).replace("_", " ")
    reason = f", because: {last.reason}" if last.reason else ""
    return f"{handle(CLAIM, number)} is now {last.status} ({what} by {last.by} at {stamp(last.recorded_at)}{reason})"
