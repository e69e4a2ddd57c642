"""Sources whose names look like another's and are written in other letters."""

import logging
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from sqlalchemy import ColumnElement, Connection, FromClause, func, select, union_all

from factcheck.identity import SOURCE, fold, handle
from factcheck.lookalike import skeleton
from factcheck.store import bulk
from factcheck.store.asof import View, view
from factcheck.store.narrowing import one_of
from factcheck.store.prepared import KEPT, Prepared
from factcheck.store.tables import source, source_alias, source_skeleton

_CHUNK: Final = 500
talk = logging.getLogger("factcheck")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A name of one source, and the name of another that looks the same."""

    source_id: int
    name: str
    other_id: int
    other_name: str

    @property
    def letter(self) -> str:
        """What Unicode calls the first character in which they differ, the foreign one of the two."""
        pairs = zip_longest(self.name, self.other_name, fillvalue="")
        here, there = next((pair for pair in pairs if pair[0].casefold() != pair[1].casefold()), ("", ""))
        foreign = max(here, there, key=lambda one: (not one.isascii(), one))
        return unicodedata.name(foreign, f"U+{ord(foreign):04X}") if foreign else "its letters in another order"

    def turned(self) -> "Lookalike":
        """The same, seen from the other one."""
        return Lookalike(self.other_id, self.other_name, self.source_id, self.name)


def lookalikes(connection: Connection, sources: Sequence[str]) -> list[Lookalike]:
    """Whose names those of these sources, given by uid, look like: each pair once, and none that was merged."""
    found: dict[frozenset[tuple[int, str]], Lookalike] = {}
    for row in _alike(view(connection)).rows(connection, {"uids": sources}) if sources else ():
        one = Lookalike(*row)
        if fold(one.name) != fold(one.other_name):
            pair = frozenset(((one.source_id, one.name), (one.other_id, one.other_name)))
            found.setdefault(pair, one)
    return list(found.values())


@lru_cache(KEPT)
def _alike(view: View) -> Prepared:
    mine, theirs = source_skeleton.alias("mine"), source_skeleton.alias("theirs")
    ours, other = source.alias("ours"), source.alias("other")
    return Prepared(
        select(_root(ours), mine.c.name, _root(other), theirs.c.name.label("like"))
        .select_from(mine)
        .join(theirs, theirs.c.skeleton == mine.c.skeleton)
        .join(ours, ours.c.id == mine.c.source_id)
        .join(other, other.c.id == theirs.c.source_id)
        .where(theirs.c.name != mine.c.name, _root(other) != _root(ours), one_of(view, ours.c.uid, "uids"))
        .order_by(mine.c.source_id, theirs.c.source_id, mine.c.name, theirs.c.name)
    )


def warn(connection: Connection, sources: Sequence[str]) -> None:
    """Tell whoever is at work of names that look like others: people merge, the program does not."""
    for one in lookalikes(connection, sources):
        ours, other = handle(SOURCE, one.source_id), handle(SOURCE, one.other_id)
        talk.warning('%s "%s" looks like %s "%s": one has %s.', ours, one.name, other, one.other_name, one.letter)


def learn(connection: Connection, sources: Sequence[int]) -> None:
    """Keep what the names of these sources look like as they are now; of unnamed ones, who are many, nothing."""
    for at in range(0, len(sources), _CHUNK):
        some = sources[at : at + _CHUNK]
        names: set[tuple[int, str]] = set(_names(view(connection)).rows(connection, {"sources": some}))
        bulk.delete(connection, source_skeleton, "source_id = ?", [(number,) for number in some])
        learn_names(connection, sorted(names))


@lru_cache(KEPT)
def _names(view: View) -> Prepared:
    """The names of those of the `sources` that are named, with their numbers."""
    named = source.c.named, one_of(view, source.c.id, "sources")
    others = select(source.c.id, source_alias.c.name).join(source_alias)
    return Prepared(union_all(select(source.c.id, source.c.name).where(*named), others.where(*named)))


def learn_names(connection: Connection, names: Iterable[tuple[int, str]]) -> None:
    """Keep what these names look like, each with its source's number, of which nothing was kept so far."""
    rows = [(number, name, skeleton(name)) for number, name in names]
    bulk.insert(connection, source_skeleton, ("source_id", "name", "skeleton"), rows)


def learn_missing(connection: Connection) -> None:
    """Do so for the sources of a database whose schema kept nothing of the kind."""
    unknown = select(source.c.id).where(source.c.id.not_in(select(source_skeleton.c.source_id)))
    learn(connection, connection.scalars(unknown.order_by(source.c.id)).all())


def _root(one: FromClause) -> ColumnElement[int]:
    return func.coalesce(one.c.merged_into_id, one.c.id)
