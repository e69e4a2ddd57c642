"""Whether a copy is whole: what the database says of itself, and every event with the hash of its content.

This holds for a database of any revision, and for the stream of a dump. `db verify` looks at everything.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Result, text

from factcheck.dates import stamp
from factcheck.errors import Damaged
from factcheck.store.events import is_hash

FIELDS: Final = ("subject", "version", "recorded_at", "by", "action", "reason", "payload", "prev_hash", "hash")
"""The columns of `event` that its hash is made over, and the hash."""

LOOK: Final = "Nothing was kept. Look at what it was copied from: factcheck db verify"
_ROWS: Final = 5000


def check_file(connection: Connection) -> None:
    """Let SQLite check its pages, indexes and references.

    Raises:
        Damaged: it found damage.

    """
    said = connection.scalar(text("PRAGMA integrity_check(1)"))
    if said != "ok":
        raise Damaged(f"SQLite found damage: {' '.join(str(said).split())}.", LOOK)
    if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
        raise Damaged("A row points at one that is not there.", LOOK)


def check_events(rows: Iterable[Iterable[Any]], wanted: int | None) -> None:
    """Hash every event (rows of `FIELDS`) again, and count them.

    Raises:
        Damaged: one was changed, or they are not as many as they should be.

    """
    found = 0
    for subject, version, recorded_at, by, action, reason, payload, prev_hash, digest in rows:
        moment = stamp(recorded_at) if isinstance(recorded_at, datetime) else recorded_at
        if not is_hash(digest, subject, version, moment, by, action, reason, payload, prev_hash):
            what = f"Version {version} of {subject} is not what its hash says."
            raise Damaged(what, LOOK)
        found += 1
    if wanted is not None and found != wanted:
        raise Damaged(f"There are {found:,} events in place of {wanted:,}.", LOOK)


def events(connection: Connection) -> Result[Any]:
    """Rows of `FIELDS`, straight from the table whatever its revision."""
    names = ", ".join(f'"{name}"' for name in FIELDS)
    query = text(f"SELECT {names} FROM event ORDER BY seq")  # noqa: S608 -- our own names
    return connection.execution_options(yield_per=_ROWS).execute(query)
