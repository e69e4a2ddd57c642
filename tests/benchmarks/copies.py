"""Many copies of a small database in one large one: its rows as the product made them, with other names and times.

The copies stand side by side in time: row n of copy c becomes row (n - 1) * copies + c + 1. So the large database has
the history of the small one, only denser. Sources and what is held of them are the same for all copies, and come over
as they are. What the product computes from a text that differs (a digest, a sketch) is computed anew, and every chain
of events is hashed anew.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
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
from tests.benchmarks.names import COMMON, NAME, OWN, RARE, SHARED, in_copy, name, uid_in_copy

Variants = Iterable[Any]
_VARYING: Final = re.compile(rf"({re.escape(OWN)}|{NAME.pattern}|\b[0-9a-f]{{64}}\b)")


class Copies:
    """How each value of the original varies over its copies; `gap` is the time between two of its changes."""

    def __init__(self, original: Connection, copies: int, gap: timedelta) -> None:
        self._original = original
        self._copies = copies
        self._step = gap / copies
        self._uids = [uid_in_copy(copy) for copy in range(copies)]
        self._ranks = {name(rank): rank for rank in range(COMMON + RARE)}
        self._computed: dict[str | bytes, Sequence[str | bytes]] = {}
        self._moments = lru_cache(64)(self._moment)
        self._shared = _count(original, SHARED)
        self._sources: dict[str, str] = dict(original.execute(select(source.c.uid, source.c.name)).all())

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """The rows of a table, as drivers take them, in the order of its columns; those of `event` go first of all."""
        if table is event:
            yield from self._events()
            return
        ways = [self._way(column) for column in table.c]
        for row in _rows(self._original, table):
            if _is_shared(table):
                yield tuple(row)
            else:
                yield from zip(*(way(value) for way, value in zip(ways, row, strict=True)), strict=False)

    def _events(self) -> Iterator[tuple[Any, ...]]:
        lasts = dict(
            self._original.execute(select(event.c.subject, func.max(event.c.version)).group_by("subject")).all()
        )
        heads: dict[str, list[str]] = {}
        names = [column.name for column in event.c]
        for row in _rows(self._original, event):
            one = dict(zip(names, row, strict=True))
            if SHARED in one["subject"]:
                yield tuple(row)
                continue
            self._compute(one)
            subject = one["subject"]
            before = heads.pop(subject, repeat(""))
            hashes = self._hashes(one, before)
            if one["version"] < lasts[subject]:
                heads[subject] = hashes
            seqs = (self._shared + at for at in self._numbers(one["seq"] - self._shared))
            known = {"seq": seqs, "prev_hash": before, "hash": hashes}
            vary = (known.get(column.name) or self._way(column)(one[column.name]) for column in event.c)
            yield from zip(*vary, strict=False)

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
        of = [key.column.table for key in column.foreign_keys]
        if column.name == "id" or (of and not _is_shared(of[0])):
            return self._numbers
        return self._texts

    def _numbers(self, number: int | None) -> Variants:
        return repeat(None) if number is None else range((number - 1) * self._copies + 1, number * self._copies + 1)

    def _moment(self, moment: str | None) -> Variants:
        if moment is None:
            return repeat(None)
        first = unstamp(moment)
        return [stamp(first + copy * self._step) for copy in range(self._copies)]

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


def _count(connection: Connection, group: str) -> int:
    return int(connection.scalar(select(func.count()).where(event.c.subject.contains(group))) or 0)


def _rows(connection: Connection, table: Table) -> Iterator[Sequence[Any]]:
    """The rows as the driver gives them, in the order of their keys."""
    columns = ", ".join(f'"{column.name}"' for column in table.c)
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
    yield from connection.exec_driver_sql(f"SELECT {columns} FROM {table.name} ORDER BY {keys}")
