"""Whether every table is what a replay of the ledger leads to."""

from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest
from typing import Any, Final

from sqlalchemy import Connection, Table, text

from factcheck import models
from factcheck.identity import CLAIM, SOURCE, handle
from factcheck.store import driver
from factcheck.store.driver import Rows
from factcheck.store.verify.alike import alike
from factcheck.store.verify.links import REWRITTEN
from factcheck.store.verify.replay import Replay
from factcheck.store.verify.report import Found, Tally, shown
from factcheck.store.verify.rows import called, columns, key, rows

_ELSEWHENCE: Final = frozenset({"ledger", "event", "claim_vector"})
"""The ledger itself, and what a model made from the words of claims, which only says what may be looked at together."""
_STRANGE: Final = text(
    "SELECT claim_id FROM claim_vector WHERE typeof(vector) <> 'blob' OR typeof(digest) <> 'blob' ORDER BY 1 LIMIT 1"
)
_PLACES: Final = text("SELECT max(seq), count(*) FROM event")
_AGAIN: Final = 'Make it anew: sqlite3 FILE "DELETE FROM claim_vector WHERE claim_id = {}", then: factcheck db vectors'
_NAMES: Final = "SELECT source_id, folded FROM source_alias ORDER BY source_id, id"
_MANY: Final = 1000
_REMEDY: Final = "Its history is whole and says otherwise: restore a backup, or export and import into a new database."
PROJECTION: Final = tuple(one for one in models.Table.metadata.sorted_tables if one.name not in _ELSEWHENCE)
"""All tables that follow from the ledger."""


def check_values(database: Connection, replay: Replay, tally: Tally) -> None:
    """Compare every table with what the ledger leads to.

    Raises:
        Found: a row is missing, is one too many, or says something else.

    """
    if replay.missing is not None:
        kind, uid = replay.missing
        raise Found(kind, uid, f"The {kind} that the ledger made is missing.", _REMEDY)
    for table in PROJECTION:
        if replay.reaches and (count := alike(replay.scratch, table)) is not None:
            tally.add(count)
        else:
            _compare(table, rows(database, table), rows(replay.scratch, table), tally)
    _check_order(database, replay.scratch)
    if database.dialect.name == "sqlite":
        _check_vectors(database)
        _check_places(database)


def _check_order(database: Connection, replayed: Connection) -> None:
    """The other names of a source are told as they were given. No two of them are alike, and all are there."""
    found, wanted = (chain.from_iterable(driver.stream(one, _NAMES, _MANY)) for one in (database, replayed))
    for (number, name), (_, right) in zip(found, wanted, strict=True):
        if name != right:
            what = f"{shown(name)} stands in the place of {shown(right)} among its other names."
            raise Found(handle(SOURCE, number), None, what, _REMEDY)


def _check_places(database: Connection) -> None:
    """Whoever writes to a file takes the next place; a server leaves out those of what was rolled back."""
    last, held = database.execute(_PLACES).one()
    if (last or 0) != held:
        what = f"It holds {held} changes, but the last one stands in place {last}: some were removed or moved."
        raise Found("the ledger", None, what, REWRITTEN)


def _check_vectors(database: Connection) -> None:
    """SQLite keeps numbers and texts there, too, with which nothing can be compared."""
    strange = database.scalar(_STRANGE)
    if strange is not None:
        raise Found(f"claim vector of {handle(CLAIM, strange)}", None, "It is no vector.", _AGAIN.format(strange))


def _compare(table: Table, found: Iterator[Rows], wanted: Iterator[Rows], tally: Tally) -> None:
    none: Rows = []
    while True:
        some, others = next(found, none), next(wanted, none)
        tally.add(len(others))
        if some != others:
            raise _differ(table, chain(some, chain.from_iterable(found)), chain(others, chain.from_iterable(wanted)))
        if not others:
            return


def _differ(table: Table, found: Iterable[Any], wanted: Iterable[Any]) -> Found:
    """The first row at which the two part."""
    width = len(key(table))
    one, other = next(pair for pair in zip_longest(found, wanted) if pair[0] != pair[1])
    if other is None or (one is not None and _precedes(one[:width], other[:width])):
        return Found(*called(table, one), f"No change in the ledger made this {_kind(table)}.", _REMEDY)
    if one is None or one[:width] != other[:width]:
        return Found(*called(table, other), f"The {_kind(table)} that the ledger made is missing.", _REMEDY)
    each = zip(columns(table), one, other, strict=True)
    column, value, right = next(three for three in each if three[1] != three[2])
    return Found(*called(table, one), f"{column.name} is {shown(value)}, but its history says {shown(right)}.", _REMEDY)


def _precedes(key: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether a key stands before another, as does what SQLite keeps in place of a number or text and is none."""
    try:
        return key < other
    except TypeError:
        return True


def _kind(table: Table) -> str:
    return table.name.replace("_", " ")
