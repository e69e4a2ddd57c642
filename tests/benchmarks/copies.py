"""Many copies of a small database in one large one: its rows as the product made them, with other names and times.

The history of the small one is cut into stretches, each of `STRETCH` claims and all that happens until the next one is
told. All copies of the first stretch come one after the other, then those of the second, and so on. So the large
database has the history of the small one, only denser, and what stands side by side differs as much as it does there.
Sources and what is held of them are the same for all copies, and come over as they are. What the product computes from
a text that differs (a digest, a sketch) is computed anew, and every chain of events is hashed anew.
"""

import hashlib
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache, lru_cache, partial
from itertools import groupby, islice, repeat
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, func, select

from factcheck.columns import Moment
from factcheck.dates import stamp, unstamp
from factcheck.desk.attributions import digest
from factcheck.store.events import canonical
from factcheck.store.sketch import sketch
from factcheck.store.tables import claim, event, source
from factcheck.vocabulary import Action
from tests.benchmarks.names import COMMON, NAME, OWN, RARE, SHARED, in_copy, name, uid_in_copy

Variants = Iterable[Any]
STRETCH: Final = 100
"""Claims of the original whose copies stand together."""
_VARYING: Final = re.compile(rf"({re.escape(OWN)}|{NAME.pattern}|\b[0-9a-f]{{64}}\b)")


class Copies:
    """How each value of the original varies over its copies; `gap` is the time between two of its changes."""

    def __init__(self, original: Connection, copies: int, gap: timedelta, stretch: int = STRETCH) -> None:
        self._original = original
        self._copies = copies
        self._uids = [uid_in_copy(copy) for copy in range(copies)]
        self._ranks = {name(rank): rank for rank in range(COMMON + RARE)}
        self._computed: dict[str | bytes, Sequence[str | bytes]] = {}
        self._moments = lru_cache(64)(self._moment)
        self._shared = _count(original, SHARED)
        self._sources: dict[str, str] = dict(original.execute(select(source.c.uid, source.c.name)).all())
        self._begins = _begins(original, stretch, gap)
        self._firsts = cache(self._first)

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """The rows of a table, as drivers take them, in the order of its columns; those of `event` go first of all."""
        if _is_shared(table):
            yield from map(tuple, _rows(self._original, table))
            return
        if table is event:
            subject = list(event.c).index(event.c.subject)
            yield from (tuple(row) for row in _rows(self._original, event) if SHARED in row[subject])
        for _, stretch in groupby(self._events() if table is event else self._copied(table), itemgetter(0)):
            for copy in zip(*(copies for _, copies in stretch), strict=True):
                yield from copy

    def _copied(self, table: Table) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
        """The stretch of each row, and its copies."""
        ways = [self._way(column) for column in table.c]
        key = next(iter(table.primary_key))
        owner = next((one.column.table for one in key.foreign_keys), table)
        at = list(table.c).index(key)
        for row in _rows(self._original, table):
            copies = zip(*(way(value) for way, value in zip(ways, row, strict=True)), strict=False)
            yield self._stretch(owner, row[at]), list(islice(copies, self._copies))

    def _events(self) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
        """The same of events, but for those of what all copies share."""
        lasts = dict(
            self._original.execute(select(event.c.subject, func.max(event.c.version)).group_by("subject")).all()
        )
        heads: dict[str, list[str]] = {}
        names = [column.name for column in event.c]
        for row in _rows(self._original, event):
            one = dict(zip(names, row, strict=True))
            if SHARED in one["subject"]:
                continue
            self._compute(one)
            subject = one["subject"]
            before = heads.pop(subject, repeat(""))
            hashes = self._hashes(one, before)
            if one["version"] < lasts[subject]:
                heads[subject] = hashes
            seqs = (self._shared + at for at in self._numbers(event, one["seq"] - self._shared))
            known = {"seq": seqs, "prev_hash": before, "hash": hashes}
            vary = (known.get(column.name) or self._way(column)(one[column.name]) for column in event.c)
            yield self._stretch(event, one["seq"] - self._shared), list(zip(*vary, strict=False))

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

    def _first(self, table: Table) -> list[int]:
        """The number of the first row of each stretch, and the number after the last row."""
        times = select(table.c.recorded_at).order_by(*table.primary_key)
        if table is event:
            times = times.where(~event.c.subject.contains(SHARED))
        known = self._original.scalars(times).all()
        return [1 + bisect_left(known, begin) for begin in self._begins]

    def _stretch(self, table: Table, number: int) -> int:
        return bisect_right(self._firsts(table), number) - 1

    def _numbers(self, table: Table, number: int | None) -> Variants:
        if number is None:
            return repeat(None)
        firsts, at = self._firsts(table), self._stretch(table, number)
        many = firsts[at + 1] - firsts[at]
        begin = (firsts[at] - 1) * self._copies + number - firsts[at] + 1
        return range(begin, begin + many * self._copies, many)

    def _moment(self, moment: str | None) -> Variants:
        if moment is None:
            return repeat(None)
        given = unstamp(moment)
        at = bisect_right(self._begins, given) - 1
        begin, end = self._begins[at : at + 2]
        return [stamp(begin + (copy * (end - begin) + (given - begin)) / self._copies) for copy in range(self._copies)]

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
        return list(islice(self._texts(value), self._copies))

    def _part(self, part: str) -> Variants:
        if part == OWN:
            return self._uids
        if part in self._computed:
            return self._computed[part]
        rank = self._ranks.get(part)
        return repeat(part) if rank is None else _names(rank, self._copies)


@lru_cache(None)
def _names(rank: int, copies: int) -> list[str]:
    return [name(in_copy(rank, copy)) for copy in range(copies)]


def _is_shared(table: Table) -> bool:
    return table.name.startswith(("source", "grade", "ledger"))


def _begins(connection: Connection, claims: int, gap: timedelta) -> list[datetime]:
    """When each stretch of so many claims begins, and when the last one ends."""
    first, last = connection.execute(
        select(func.min(event.c.recorded_at), func.max(event.c.recorded_at)).where(~event.c.subject.contains(SHARED))
    ).one()
    told = connection.scalars(select(claim.c.recorded_at).order_by(claim.c.id)).all()
    return [first, *told[claims::claims], last + gap]


def _count(connection: Connection, group: str) -> int:
    return int(connection.scalar(select(func.count()).where(event.c.subject.contains(group))) or 0)


def _rows(connection: Connection, table: Table) -> Iterator[Sequence[Any]]:
    """The rows as the driver gives them, in the order of their keys."""
    columns = ", ".join(f'"{column.name}"' for column in table.c)
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
    yield from connection.exec_driver_sql(f"SELECT {columns} FROM {table.name} ORDER BY {keys}")
