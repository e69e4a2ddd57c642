"""Transactions. Whoever opens one of these commits by leaving it; everyone else receives the session."""

import logging
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import Connection

from factcheck.errors import DatabaseUnavailable, FactcheckError
from factcheck.resources import schema
from factcheck.settings import Location
from factcheck.store import clock, migrate
from factcheck.store.asof import anything, look_back
from factcheck.store.conflicts import compare, versions, watched
from factcheck.store.engine import BUSY_SECONDS, exists, in_memory, looking, open_engine
from factcheck.store.failures import gave_way, translated
from factcheck.store.founding import founding
from factcheck.store.transaction import Session

T = TypeVar("T")
_TRIES: Final = 5
"""How often work that had to give way is tried again."""
_PAUSE: Final = 0.05
"""Seconds to wait at most before the first of these; twice as many before each further one."""
talk = logging.getLogger("factcheck")
"""What a person should be told; the command line shows it on stderr."""


@contextmanager
def reading(location: Location, *, as_of: datetime | None = None) -> Iterator[Session]:
    """One consistent view of the database: as it is, or as it was at a moment that is past.

    A default database that does not exist yet reads as an empty one, with a hint; so does one that began later.

    Raises:
        DatabaseUnavailable: it cannot be opened or reached.
        NotFactcheck: it is another program's, or of another schema.

    """
    if not exists(location) and location.explicit:
        raise DatabaseUnavailable(
            f"There is no database {location.path}.", "Check --db; it is created by the first write, such as: ingest"
        )
    if exists(location):
        with translated(location), open_engine(location, write=False).connect() as connection, connection.begin():
            if migrate.is_set_up(connection) and (as_of is None or anything(connection, as_of)):
                if as_of is not None:
                    look_back(connection, as_of)
                yield Session(connection)
                return
    if as_of is None:
        talk.info("There are no claims yet. Start with: factcheck ingest FILE, or: factcheck demo")
    with in_memory().connect() as connection:
        for statement in schema("snapshot", "sqlite.sql").read_text("utf-8").split(";\n\n"):
            connection.exec_driver_sql(statement)
        yield Session(connection)


@contextmanager
def writing(
    location: Location,
    *,
    watch: Sequence[int] = (),
    expect: int | None = None,
    seen: Mapping[int, int] | None = None,
) -> Iterator[Session]:
    """One transaction that may write: it commits if the body succeeds, and leaves no trace if it does not.

    An empty or missing database is set up first. The versions of the claims in `watch` are read before waiting for
    the lock and compared after it, unless a person saw them earlier: then those in `seen` are. `expect` is the version
    that the only one of them must have.
    `session.info["moment"]` is the time that the transaction's events bear.

    Raises:
        Conflict: somebody changed one of those claims in the meantime, or it has another version.
        NotFound: there is no such claim.
        DatabaseUnavailable: it cannot be opened, written or reached.
        NotFactcheck: it is another program's, or of another schema.

    """
    with (
        founding(location),
        translated(location, write=True),
        open_engine(location, write=True).connect() as connection,
        changing(connection, watch=watch, expect=expect, seen=seen) as session,
    ):
        yield session
    if session.info["created"]:
        talk.info("Created %s.", location.path or "factcheck's tables in the database")


@contextmanager
def changing(
    connection: Connection,
    *,
    watch: Sequence[int] = (),
    expect: int | None = None,
    seen: Mapping[int, int] | None = None,
) -> Iterator[Session]:
    """The same over a connection that is open, of an engine that may write."""
    seen = {**_seen(connection, watch), **(seen or {})}
    with connection.begin():
        created = migrate.set_up(connection)
        compare(connection, watch, seen, expect)
        yield Session(connection, {"created": created, "moment": clock.moment(connection)})


def write(location: Location, work: Callable[[Session], T]) -> T:
    """One transaction that is begun anew, five times at most, if the database gives it up for somebody else's.

    `work` may be called several times, and only what the last call did is stored. It is for what says the same whoever
    was first: what a person judged, or decided on by what was seen, is `writing` and never done again unasked.

    Raises:
        Conflict: it had to give way each time.
        DatabaseUnavailable: it cannot be opened, written or reached.
        NotFactcheck: it is another program's, or of another schema.

    """
    until = time.monotonic() + BUSY_SECONDS
    for before in range(_TRIES):
        try:
            with writing(location) as session:
                return work(session)
        except FactcheckError as error:
            waited = location.path is not None and time.monotonic() > until  # a locked file was waited for, then
            if waited or not gave_way(error):
                raise
        time.sleep(random.uniform(0, _PAUSE * 2**before))  # noqa: S311 -- no secret, only not all at once
    with writing(location) as session:
        return work(session)


def _seen(connection: Connection, watch: Sequence[int]) -> dict[int, int]:
    if not watch:
        return {}
    with looking(connection), connection.begin():
        return versions(connection, watched(connection, watch)) if migrate.is_set_up(connection) else {}
