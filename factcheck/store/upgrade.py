"""Bringing an older database up to this factcheck's schema, with a copy of it as it was."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from factcheck.dates import now
from factcheck.errors import DatabaseUnavailable, NotFactcheck
from factcheck.resources import schema
from factcheck.settings import Location
from factcheck.store import migrate
from factcheck.store.engine import exists, open_engine
from factcheck.store.failures import translated
from factcheck.store.lookalikes import learn_missing
from factcheck.store.projection.articles import sketch_missing
from factcheck.store.recall import recall

_KEEPS_WHAT_WAS: Final = "0008"


@dataclass(frozen=True, slots=True)
class Upgraded:
    """From which revision to which, and where the copy is; a server's backups are its own affair."""

    before: str
    after: str
    backup: Path | None


def upgrade(location: Location) -> Upgraded | None:
    """Run the missing revisions in one transaction; None where the database is current or still empty.

    Raises:
        DatabaseUnavailable: there is no such database.
        NotFactcheck: it is another program's, newer than this factcheck, or of a revision that it does not know.

    """
    if not exists(location):
        raise DatabaseUnavailable(f"There is no database {location.path}.", "Check --db.")
    with translated(location), open_engine(location, write=True).connect() as connection, connection.begin():
        before = migrate.revision(connection)
        if before is None or before == migrate.HEAD:
            return None
        if not list(schema("migrations", "versions").glob(f"{before}_*.py")):
            raise NotFactcheck(
                f"This database is at revision {before}, which this factcheck does not know.",
                "Install the factcheck that wrote it, or a newer one.",
            )
        backup = _copy(location.path, before) if location.path is not None else None
        migrate.run(connection, migrate.HEAD)
        sketch_missing(connection)
        learn_missing(connection)
        if before < _KEEPS_WHAT_WAS:
            recall(connection)
        return Upgraded(before, migrate.HEAD, backup)


def _copy(path: Path, revision: str) -> Path:
    target = path.with_name(f"{path.name}.{revision}-{now():%Y%m%dT%H%M%S%f}.backup")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    return target
