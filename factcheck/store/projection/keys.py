"""From uids, which events name, to the integer keys of this database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection, Table, func, select, text

from factcheck.store import bulk, driver
from factcheck.store.events import Event
from factcheck.store.tables import (
    article,
    assessment,
    attribution,
    claim,
    evidence,
    grade,
    link,
    retraction,
    source,
    unlinking,
    withdrawal,
)
from factcheck.store.tellings import Memory

UNKNOWN: Final = datetime.min.replace(tzinfo=UTC)
WHETHER: Final[Mapping[bool, bool]] = {True: True, False: False}
"""What a truth value may be: SQLite would keep any number."""

_NUMBERED: Final = (
    *(source, article, claim, attribution, evidence),
    *(assessment, grade, link, retraction, unlinking, withdrawal),
)


class Keys:
    """Looks keys up and gives new ones out, and remembers both for one run of events.

    `moment` is when the event whose turn it is came here. A replay has a `memory` of what it has counted.
    """

    def __init__(
        self,
        connection: Connection,
        numbers: Mapping[str, int],
        claims: Mapping[str, int] = MappingProxyType({}),
        memory: Memory | None = None,
    ) -> None:
        self.connection = connection
        self.memory = memory
        self.moment = UNKNOWN
        self._numbers = numbers
        self._known: dict[str, dict[str, int]] = {claim.name: dict(claims)}

    def in_turn(self, events: Iterable[Event]) -> Iterator[Event]:
        """One event after the other, each at its moment."""
        for one in events:
            self.moment = one.known_at
            yield one

    def of(self, table: Table, uids: Iterable[str]) -> Mapping[str, int]:
        """The keys of these rows; an unknown uid is missing from the answer."""
        known = self._known.setdefault(table.name, {})
        if wanted := {uid for uid in uids if uid not in known}:
            known.update(bulk.numbers(self.connection, table, wanted))
        return known

    def new(self, table: Table, uids: Sequence[str]) -> Mapping[str, int]:
        """Keys for new rows, in order: the number that is to be kept, else the next free one."""
        known = self._known.setdefault(table.name, {})
        free = [uid for uid in uids if uid not in self._numbers]
        given = dict(zip(free, self._next(table, len(free)), strict=True))
        given.update((uid, self._numbers[uid]) for uid in uids if uid in self._numbers)
        known.update(given)
        return given

    def _next(self, table: Table, count: int) -> Iterable[int]:
        if not count:
            return []
        if self.connection.dialect.name == "postgresql":
            query = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
            return self.connection.scalars(query, {"name": table.name, "count": count}).all()
        ((last,),) = driver.ask(self.connection, f'SELECT coalesce(max(id), 0) FROM "{table.name}"')  # noqa: S608 -- our own names
        return range(last + 1, last + 1 + count)


def catch_up(connection: Connection) -> None:
    """Let the next free keys follow those that were given; on SQLite they always do."""
    if connection.dialect.name != "postgresql":
        return
    for table in _NUMBERED:
        sequence = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(sequence, func.max(table.c.id))))  # of an empty table it sets nothing
