"""Many copies of a small database in one large one: its rows as the product made them, with other names and times.

The copies stand one after the other in time, each as a whole, so that what is told again or judged is as far behind as
it is in the small one: the large database has its history many times over, only denser. Sources and what is held of
them are the same for all copies, and come over as they are. What the product computes from a text that differs (a
digest, a sketch) is computed anew, and every chain of events is hashed anew.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache, lru_cache, partial
from itertools import islice, repeat
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, func, select

from factcheck.columns import Moment
from factcheck.dates import stamp, unstamp
from factcheck.desk.attributions import digest
from factcheck.store.events import canonical
from factcheck.store.sketch import sketch
from factcheck.store.tables import event, source
from factcheck.vocabulary import Action
from tests.benchmarks.names import COMMON, NAME, OWN_UID, RARE, SHARED, in_copy, name, uid_in_copy

Variants = Iterable[Any]
_OWN: Final = ~event.c.subject.contains(SHARED)
"""Of an event: that each copy has it for itself."""
_FIRST: Final = uid_in_copy(0)
_VARYING: Final = re.compile(rf"({OWN_UID.pattern}|{NAME.pattern}|\b[0-9a-f]{{64}}\b)")


class Copies:
    """How each value of the original varies over some of its copies, of which there are `of`.

    `gap` is the time between two changes of the original.
    """

    def __init__(self, original: Connection, copies: range, of: int, gap: timedelta) -> None:
        self._original = original
        self._copies = copies
        self._of = of
        self._uids = [uid_in_copy(copy) for copy in copies]
        self._ranks = {name(rank): rank for rank in range(COMMON + RARE)}
        self._computed: dict[str | bytes, Sequence[str | bytes]] = {}
        self._moments = lru_cache(64)(self._moment)
        self._names = cache(self._named)
        self._counts = cache(self._count)
        self._sources: dict[str, str] = dict(original.execute(select(source.c.uid, source.c.name)).all())
        own = select(func.min(event.c.recorded_at), func.max(event.c.recorded_at)).where(_OWN)
        self._begin, last = original.execute(own).one()
        self._span = last + gap - self._begin

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """The rows of a table, as drivers take them, in the order of its columns; those of `event` go first of all.

        What all copies share comes with the first of them.
        """
        if self._copies.start == 0:
            yield from self._shared(table)
        if not _is_shared(table):
            varied = self._events() if table is event else self._varied(table)
            for copy in zip(*varied, strict=True):
                yield from copy

    def _shared(self, table: Table) -> Iterator[tuple[Any, ...]]:
        subject = list(event.c).index(event.c.subject)
        for row in _rows(self._original, table):
            if _is_shared(table) or (table is event and SHARED in row[subject]):
                yield tuple(row)

    def _varied(self, table: Table) -> Iterator[list[tuple[Any, ...]]]:
        """The copies of each row."""
        ways = [self._way(column) for column in table.c]
        for row in _rows(self._original, table):
            copies = zip(*(way(value) for way, value in zip(ways, row, strict=True)), strict=False)
            yield list(islice(copies, len(self._copies)))

    def _events(self) -> Iterator[list[tuple[Any, ...]]]:
        """The same of events."""
        heads: dict[str, list[str]] = {}
        names = [column.name for column in event.c]
        shared = 0
        for row in _rows(self._original, event):
            one = dict(zip(names, row, strict=True))
            if SHARED in one["subject"]:
                shared += 1
                continue
            self._compute(one)
            before = heads.get(one["subject"], repeat(""))
            hashes = heads[one["subject"]] = self._hashes(one, before)
            seqs = (shared + at for at in self._numbers(event, one["seq"] - shared))
            known = {"seq": seqs, "prev_hash": before, "hash": hashes}
            vary = (known.get(column.name) or self._way(column)(one[column.name]) for column in event.c)
            yield list(zip(*vary, strict=False))

    def _hashes(self, one: Mapping[str, Any], before: Variants) -> list[str]:
        head = self._texts(canonical([one["subject"], one["version"]])[:-1] + ',"')
        tail = self._texts(
            '",' + canonical([one["by"], one["action"], one["reason"]])[1:-1] + "," + one["payload"] + ',"'
        )
        sealed = zip(head, self._moments(one["recorded_at"]), tail, before, strict=False)
        return [hashlib.sha256(f'{"".join(parts)}"]'.encode()).hexdigest() for parts in sealed]

    def _compute(self, one: Mapping[str, Any]) -> None:
        """What the product computes from the texts of this event, for each copy."""
        if one["action"] == Action.ARTICLE_ADDED:
            about = json.loads(one["payload"])
            texts = list(self._each(about["text"]))
            self._computed[about["sha256"]] = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
            self._computed[sketch(about["text"])] = [sketch(text) for text in texts]
        elif one["action"] == Action.CLAIM_LOGGED:
            about = json.loads(one["payload"])
            said = about["attributions"][0]
            places = self._each(said["article"]) if said["article"] else repeat(None)
            speaker = self._sources[said["source"]]
            known = zip(self._each(about["text"]), places, strict=False)
            self._computed[about["digest"]] = [digest(text, speaker, place, said["said_on"]) for text, place in known]

    def _way(self, column: Column[Any]) -> Callable[[Any], Variants]:
        if isinstance(column.type, Moment):
            return self._moments
        if column.name == "id":
            return partial(self._numbers, column.table)
        of = [key.column.table for key in column.foreign_keys]
        return partial(self._numbers, of[0]) if of and not _is_shared(of[0]) else self._texts

    def _count(self, table: Table) -> int:
        """How many rows each copy has of it."""
        query = select(func.count()).select_from(table)
        return int(self._original.scalar(query.where(_OWN) if table is event else query) or 0)

    def _numbers(self, table: Table, number: int | None) -> Variants:
        if number is None:
            return repeat(None)
        many = self._counts(table)
        return range(number + self._copies.start * many, number + self._copies.stop * many, many)

    def _moment(self, moment: str | None) -> Variants:
        if moment is None:
            return repeat(None)
        behind = unstamp(moment) - self._begin
        return [stamp(self._begin + (copy * self._span + behind) / self._of) for copy in self._copies]

    def _texts(self, value: Any) -> Variants:
        if isinstance(value, bytes):
            return self._computed[value]
        if not isinstance(value, str):
            return repeat(value)
        parts = _VARYING.split(value)
        if len(parts) == 1:
            return repeat(value)
        vary = (self._part(part) if at % 2 else repeat(part) for at, part in enumerate(parts) if part)
        return map("".join, zip(*vary, strict=False))

    def _each(self, value: str) -> list[str]:
        return list(islice(self._texts(value), len(self._copies)))

    def _named(self, rank: int) -> list[str]:
        return [name(in_copy(rank, copy)) for copy in self._copies]

    def _part(self, part: str) -> Variants:
        if part == _FIRST:
            return self._uids
        if part in self._computed:
            return self._computed[part]
        rank = self._ranks.get(part)
        return repeat(part) if rank is None else self._names(rank)


def _is_shared(table: Table) -> bool:
    return table.name.startswith(("source", "grade", "ledger"))


def _rows(connection: Connection, table: Table) -> Iterator[Sequence[Any]]:
    """The rows as the driver gives them, in the order of their keys."""
    columns = ", ".join(f'"{column.name}"' for column in table.c)
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
    yield from connection.exec_driver_sql(f"SELECT {columns} FROM {table.name} ORDER BY {keys}")
