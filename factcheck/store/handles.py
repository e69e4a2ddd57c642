"""What handles name: a digest over the numbers of everything that has one, since no event's hash covers those.

An event names uids, so that it can go to another database, where the same things have other numbers. Numbers only ever
grow, and none is given twice, so that what stands up to one of them stays what it is.
"""

import hashlib
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, Table, func, select

from factcheck.identity import LETTERS
from factcheck.store import driver
from factcheck.store.tables import article, attribution, claim, evidence, source

TABLES: Final[dict[str, Table]] = {LETTERS[one.name]: one for one in (article, claim, evidence, source, attribution)}
"""What has handles, by its letter."""
_ROWS: Final = 5000


def last(connection: Connection) -> dict[str, int]:
    """The highest number there is, by letter; none of what there is nothing of."""
    found = {letter: connection.scalar(select(func.max(table.c.id))) for letter, table in TABLES.items()}
    return {letter: number for letter, number in found.items() if number is not None}


def digests(connection: Connection, letter: str, ends: Iterable[int]) -> dict[int, str]:
    """SHA-256 in hexadecimal, for each of these numbers, over what has a number up to it.

    That is one line `NUMBER UID` for each, in their order, each with a line feed behind it.
    """
    found: dict[int, str] = {}
    waiting = sorted(set(ends), reverse=True)
    told = hashlib.sha256()
    if not waiting:
        return found
    query = f'SELECT id, uid FROM "{TABLES[letter].name}" WHERE id <= {waiting[0]:d} ORDER BY id'  # noqa: S608 -- our own names
    for rows in driver.stream(connection, query, _ROWS):
        for number, uid in rows:
            while number > waiting[-1]:
                found[waiting.pop()] = told.hexdigest()
            told.update(f"{number} {uid}\n".encode())
    found.update((end, told.hexdigest()) for end in waiting)
    return found
