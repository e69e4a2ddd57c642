"""Which numbers the things have that the ledger made: handles, by which people cite them.

In a file, where one writes after the other, each thing that an event makes gets the number behind the highest one of
its kind, so that the order of events tells it. But what an import into an empty database brought kept numbers of
elsewhere, and a server gives them to several who write at once: there the database is asked, and a seal proves them.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from factcheck.models import Table
from factcheck.store import bulk
from factcheck.store.events import Event
from factcheck.store.projection.making import makes

UNKNOWN: Final = 10**18
"""From here on are the numbers of what the database should have, but has not: no handle has as many digits."""


class Numbers:
    """Gives the numbers of what events make, which are told of in their order.

    `missing` is the kind and uid of the first thing that the database was asked about and does not have.
    """

    def __init__(self, database: Connection) -> None:
        self.missing: tuple[str, str] | None = None
        self._database = database
        self._in_order = database.dialect.name == "sqlite"
        self._begun = False
        self._founded: datetime | None = None
        self._last: defaultdict[str, int] = defaultdict(int)
        self._missing = UNKNOWN

    def of(self, events: Sequence[Event]) -> dict[str, int]:
        """Those of all that these events make, by uid."""
        if not self._begun:
            self._begun, self._founded = True, events[0].imported_at
        asked: dict[str, list[str]] = defaultdict(list)
        following: list[tuple[str, str]] = []
        for one in events:
            if self._is_told(one):
                following += makes(one)
                continue
            for kind, uid in makes(one):
                asked[kind].append(uid)
        numbers: dict[str, int] = {}
        for kind, uids in asked.items():
            numbers |= self._asked(kind, uids)
        for kind, uid in following:
            numbers[uid] = self._last[kind] = self._last[kind] + 1
        return numbers

    def last(self) -> dict[str, int]:
        """The highest of each kind so far."""
        return dict(self._last)

    def go_back(self, last: Mapping[str, int]) -> None:
        """Go on behind these, as if nothing had been told of since."""
        self._last = defaultdict(int, last)

    def _is_told(self, one: Event) -> bool:
        return self._in_order and (self._founded is None or one.imported_at != self._founded)

    def _asked(self, kind: str, uids: Collection[str]) -> dict[str, int]:
        """As the database has them; what no row of it is gets a number that is unknown.

        So does what has a number there that no handle shows, and that order is not looked at by.
        """
        found = bulk.numbers(self._database, Table.metadata.tables[kind], uids)
        numbers = {uid: number for uid, number in found.items() if 0 < number < UNKNOWN}
        self._last[kind] = max(self._last[kind], *numbers.values(), 0)
        for uid in uids:
            if uid not in numbers:
                if uid not in found and self.missing is None:
                    self.missing = (kind, uid)
                self._missing += 1
                numbers[uid] = self._missing
        return numbers
