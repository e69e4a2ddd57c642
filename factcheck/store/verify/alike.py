"""Whether a table and its replay hold the same, as SQLite itself finds out, where one connection reaches both.

That takes a fifth of the time of comparing their rows in Python. What it does not find alike is compared there.
"""

from functools import cache
from typing import Final

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from factcheck.store import driver
from factcheck.store.verify.replay import HERE
from factcheck.store.verify.rows import columns, key

_ROWS: Final = 100_000
"""So many rows are compared by one statement, in which nobody hears Ctrl-C."""


def alike(replayed: Connection, table: Table) -> int | None:
    """How many rows a table has, if those of its replay are the same; None if they are not, or cannot be compared.

    No two rows of the replay have one key. So if each of them is found in the table, and that has as many, it has no
    others. They are counted without an index, which might not hold them all.
    """
    count, last = 0, -1
    try:
        while True:
            ((some, found, place),) = driver.ask(replayed, _found(table), (last, _ROWS))
            if found != some:
                return None
            count += some
            if some < _ROWS:
                break
            last = place
        ((held,),) = driver.ask(replayed, f'SELECT count(*) FROM {HERE}."{table.name}" NOT INDEXED')  # noqa: S608 -- our own names
    except DBAPIError:
        return None
    return count if held == count else None


@cache
def _found(table: Table) -> str:
    """How many of the next rows of the replay there are, how many of them the table has, and the last one's place."""
    keys = [f'"{one.name}"' for one in key(table)]
    values = [f'"{one.name}"' for one in columns(table)]
    same = " AND ".join(f"found.{name} {'=' if name in keys else 'IS'} want.{name}" for name in values)
    some = f'SELECT rowid AS place, {", ".join(values)} FROM main."{table.name}" WHERE rowid > ? ORDER BY rowid'  # noqa: S608 -- our own names
    return (
        f"SELECT count(*), count(found.{keys[0]}), max(place) FROM ({some} LIMIT ?) AS want "  # noqa: S608 -- our own names
        f'LEFT JOIN {HERE}."{table.name}" AS found ON {same}'
    )
