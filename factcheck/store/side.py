"""Words beside claims (tags, flags): many changes, each at its moment, are made in memory and then written at once."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Table, select

from factcheck.dates import stamp
from factcheck.store import bulk, tables
from factcheck.store.asof import View, view
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared

_CHUNK: Final = 500
Word = tuple[int, str]
"""A claim, and a word that stands beside it."""


class Side:
    """The words beside some claims, as they are after the changes that were made so far."""

    def __init__(
        self, connection: Connection, table: Table, claims: Collection[int], *, among: tuple[str, ...] = ()
    ) -> None:
        """Find those that are there; only those `among` some, if no others are going to change."""
        self._connection, self._table = connection, table
        self._claims = sorted(set(claims))
        self._since: dict[Word, datetime | None] = {
            (number, word): since for number, word, since in self._found(_present(table.name, view(connection), among))
        }
        self._stored = frozenset(self._since)
        self._gone: set[Word] = set()
        self._twice: list[tuple[Word, datetime | None]] = []
        self._was: dict[tuple[Word, datetime], datetime | None] = {}
        self._known: dict[tuple[Word, datetime], datetime | None] | None = None
        self._never_out: list[tuple[Word, datetime]] = []

    def __contains__(self, word: Word) -> bool:
        """Whether it is there now."""
        return word in self._since

    def __iter__(self) -> Iterator[Word]:
        """All that are there now."""
        return iter(self._since)

    def take_out(self, word: Word, moment: datetime) -> None:
        """Take a word away, if it is there; what was there before this moment is kept."""
        if word not in self._since:
            return
        since = self._since.pop(word)
        if word in self._stored:
            self._gone.add(word)
        if since != moment:
            self._was[word, moment] = since

    def put_in(self, word: Word, moment: datetime) -> None:
        """Add a word; one that was taken out in the same moment never was out."""
        since = self._back(word, moment)
        if word in self._since:
            self._twice.append((word, since))
        self._since[word] = since

    def write(self) -> None:
        """Let the tables hold what they should. The database refuses a word that is there already."""
        past = tables.past_of(self._table)
        *_, name = self._table.primary_key.columns.keys()
        which = f'claim_id = ? AND "{name}" = ?'
        bulk.delete(self._connection, self._table, which, sorted(self._gone))
        bulk.delete(
            self._connection, past, f"{which} AND until = ?", [(*word, stamp(at)) for word, at in self._never_out]
        )
        new = [(word, since) for word, since in self._since.items() if word not in self._stored or word in self._gone]
        rows = [(*word, _stamped(since)) for word, since in (*new, *self._twice)]
        bulk.insert(self._connection, self._table, ("claim_id", name, "since"), rows)
        was = [(*word, stamp(until), _stamped(since)) for (word, until), since in self._was.items()]
        bulk.insert(self._connection, past, ("claim_id", name, "until", "since"), was)

    def _back(self, word: Word, moment: datetime) -> datetime | None:
        """Since when a word is there that is put in now: since before, if it was taken out in the same moment."""
        if (word, moment) in self._was:
            return self._was.pop((word, moment))
        if self._known is None:
            found = self._found(_past(self._table.name, view(self._connection)))
            self._known = {((number, name), until): since for number, name, since, until in found}
        if (word, moment) not in self._known:
            return moment
        self._never_out.append((word, moment))
        return self._known.pop((word, moment))

    def _found(self, query: Prepared) -> Iterator[Sequence[Any]]:
        for at in range(0, len(self._claims), _CHUNK):
            yield from query.rows(self._connection, {"claims": self._claims[at : at + _CHUNK]})


@lru_cache(KEPT)
def _present(name: str, view: View, among: tuple[str, ...]) -> Prepared:
    table = tables.named(name)
    *_, word = table.primary_key
    query = select(*table.primary_key, table.c.since).where(one_of(view, table.c.claim_id, "claims"))
    return Prepared(query.where(word.in_(among)) if among else query)


@lru_cache(KEPT)
def _past(name: str, view: View) -> Prepared:
    past = tables.past_of(tables.named(name))
    *_, word = past.primary_key
    query = select(past.c.claim_id, word, past.c.since, past.c.until)
    return Prepared(query.where(one_of(view, past.c.claim_id, "claims")))


def _stamped(moment: datetime | None) -> str | None:
    return stamp(moment) if moment is not None else None
