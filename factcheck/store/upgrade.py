"""Bringing an older database up to this factcheck's schema, with a copy of it as it was."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text

from factcheck.dates import now
from factcheck.errors import DatabaseUnavailable, NotFactcheck
from factcheck.resources import schema
from factcheck.settings import Location
from factcheck.store import backup, migrate
from factcheck.store.engine import exists, open_engine
from factcheck.store.failures import translated
from factcheck.store.lookalikes import learn_missing
from factcheck.store.partial import partial
from factcheck.store.projection.articles import sketch_missing
from factcheck.store.recall import recall, recount

_KEEPS_WHAT_WAS: Final = "0008"
_POOLS: Final = "0015"
"""From here on claims that say the same are counted together."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """From which revision to which, and where the copy is; None if there was to be none."""

    before: str
    after: str
    backup: Path | None


def upgrade(location: Location, *, copy: bool = True) -> Upgraded | None:
    """Run the missing revisions in one transaction; None where the database is current or still empty.

    Nobody can write between the copy, which is checked first, and the end of the transaction.

    Raises:
        DatabaseUnavailable: there is no such database, or no copy can be made.
        NotFactcheck: it is another program's, newer than this factcheck, or of a revision that it does not know.
        Damaged: the copy is not whole; the database may be damaged.

    """
    if not exists(location):
        raise DatabaseUnavailable(f"There is no database {location.path}.", "Check --db.")
    engine = open_engine(location, write=True)
    with translated(location), engine.connect() as connection, _unreferenced(connection), connection.begin():
        before = migrate.revision(connection)
        if before is None or before == migrate.HEAD:
            return None
        if not list(schema("migrations", "versions").glob(f"{before}_*.py")):
            raise NotFactcheck(
                f"This database is at revision {before}, which this factcheck does not know.",
                "Install the factcheck that wrote it, or a newer one.",
            )
        kept = _copy(connection, location) if copy else None
        migrate.run(connection, migrate.HEAD)
        sketch_missing(connection)
        learn_missing(connection)
        if before < _KEEPS_WHAT_WAS:
            recall(connection)
        if before < _POOLS:
            recount(connection)
        return Upgraded(before, migrate.HEAD, kept)


@contextmanager
def _unreferenced(connection: Connection) -> Iterator[None]:
    """Let SQLite make a table anew that others point to; its rows keep their keys."""
    raw = connection.connection.driver_connection
    if isinstance(raw, sqlite3.Connection):
        raw.execute("PRAGMA foreign_keys = OFF")  # before the transaction, within which it does nothing
    yield


def _copy(connection: Connection, location: Location) -> Path:
    if location.path is None:
        # Whoever writes is waited for, and whoever wants to waits; pg_dump, which has its own connection, may read.
        connection.execute(text("LOCK TABLE ledger, event IN SHARE ROW EXCLUSIVE MODE"))
    revision, events = backup.head(connection)
    path = _beside(location, revision)
    with partial(path) as place:
        if location.path is None:
            try:
                backup.write_archive(connection, place, events)
            except DatabaseUnavailable as error:
                own = "Or see to a backup of your own, and then: factcheck db upgrade --no-backup"
                raise DatabaseUnavailable(error.message, f"{error.remedy} {own}") from error
        else:
            # SQLite copies nothing from a connection that has begun to write. Ours keeps all others from writing.
            with closing(sqlite3.connect(location.path, isolation_level=None)) as reader:
                reader.execute("BEGIN")
                backup.copy_pages(reader, place, lambda _done, _total: None)
            backup.check_copy(place, revision, events)
    return path


def _beside(location: Location, revision: str) -> Path:
    """Beside a file; of a server's database, in the user's data folder."""
    suffix = f"{revision}-{now():%Y%m%dT%H%M%S%f}.backup"
    if location.path is not None:
        return location.path.with_name(f"{location.path.name}.{suffix}")
    from platformdirs import user_data_path
    from sqlalchemy import make_url

    folder = user_data_path("factcheck", appauthor=False) / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    name = "".join(one if one.isalnum() else "-" for one in make_url(str(location.url)).database or "postgresql")
    return folder / f"{name}.{suffix}"
