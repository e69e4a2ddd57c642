"""Copies of the whole database, made while others write and checked before they have their name; and the way back."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, text

from factcheck.errors import Damaged, DatabaseUnavailable, NotFactcheck, Refused, Unreadable, UsageProblem
from factcheck.settings import Location
from factcheck.store import dumps, migrate, soundness
from factcheck.store.engine import check_file, exists, open_engine
from factcheck.store.failures import translated
from factcheck.store.founding import founding
from factcheck.store.partial import partial

Progress = Callable[[int, int | None], None]
"""Is told how much is done, of how much."""

_PAGES: Final = 4096
"""Pages that are copied at a time: 16 MB, so that progress shows and Ctrl-C is heard."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a copy holds: its schema's revision and how many events; `size` is in bytes, None on a server."""

    revision: str
    events: int
    size: int | None


def back_up(location: Location, path: Path, progress: Progress, *, replace: bool = False) -> Copy:
    """Copy the database as one moment shows it into a file: a SQLite database, or an archive of pg_dump.

    Others read on; on a SQLite file, writers wait while its pages are copied, and no longer.

    Raises:
        DatabaseUnavailable: there is no such database, the file cannot be written, or there is no pg_dump.
        NotFactcheck: it is another program's.
        Refused: the file is there already, and shall not be replaced.
        Damaged: the copy is not whole; the database may be damaged.
        UsageProblem: the file is the database itself.

    """
    if not exists(location):
        raise DatabaseUnavailable(f"There is no database {location.path}.", "Check --db.")
    if location.path is not None and _is_one_file(path, location.path):
        raise UsageProblem(f"{path} is the database itself.", "Give another file.")
    with partial(path, replace=replace, remedy="Give another file, or --replace it.") as place, translated(location):
        with open_engine(location, write=False).connect() as connection, connection.begin():
            revision, events = head(connection)
            if location.path is None:
                snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
                write_archive(connection, place, events, f"--snapshot={snapshot}")
            else:
                copy_pages(connection.connection.driver_connection, place, progress)
        if location.path is not None:
            check_copy(place, revision, events)
        return Copy(revision, events, place.stat().st_size)


def _is_one_file(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:  # it is not there, or cannot be
        return False


def restore(path: Path, location: Location, progress: Progress, check: Callable[[Location], None]) -> Copy:
    """Put a backup into a place where nothing is yet; `check` looks at a current one, a file before it has its name.

    Raises:
        DatabaseUnavailable: it cannot be written there, or there is no pg_restore.
        NotFactcheck: the file is no backup of factcheck's.
        Refused: something is there already.
        Unreadable: the file is missing.
        Damaged: the backup is damaged.
        UsageProblem: the backup is of the other kind of database.

    """
    if _is_archive(path) != (location.path is None):
        kind, other = ("PostgreSQL", "URL") if location.path is not None else ("SQLite", "file")
        way = "To change over, restore it into its own kind, then: factcheck export | factcheck import -"
        raise UsageProblem(f"{path} is a backup of {kind}: --db must name a {other}.", way)
    if location.path is None:
        return _restore_archive(path, location, check)
    given = Location(path, None, explicit=True)
    with (
        founding(location),
        partial(location.path, replace=_is_empty(location.path), remedy="Restore into a new place: --db NEW") as place,
        translated(given),
    ):
        with open_engine(given, write=False).connect() as connection, connection.begin():
            revision, events = head(connection)
            copy_pages(connection.connection.driver_connection, place, progress)
        check_copy(place, revision, events)
        if revision == migrate.HEAD:
            check(Location(place, None, explicit=True))
        return Copy(revision, events, place.stat().st_size)


def head(connection: Connection) -> tuple[str, int]:
    """The schema's revision, and how many events there are. From here on the transaction shows one moment.

    Raises:
        NotFactcheck: it is another program's, or holds nothing yet.

    """
    revision = migrate.revision(connection)
    if revision is None:
        raise NotFactcheck("This database holds nothing yet.", "Write to it first, such as: factcheck ingest FILE")
    return revision, int(connection.scalar(text("SELECT count(*) FROM event")) or 0)


def copy_pages(driver: Any, place: Path, progress: Progress) -> None:
    """Copy a SQLite database. The connection's own transaction keeps it as it is until the last page is copied.

    Without one, every write of somebody else's would make the copying begin again.
    """
    with closing(sqlite3.connect(place, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode = OFF")  # a copy that fails is removed
        copy.execute("PRAGMA synchronous = OFF")  # and one that does not is brought to the disk at the end
        try:
            driver.backup(copy, pages=_PAGES, progress=lambda _, left, every: progress(every - left, every))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname == "SQLITE_FULL":
                raise OSError(28, os.strerror(28)) from error
            raise
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, also where the database has a WAL


def check_copy(place: Path, revision: str, events: int) -> None:
    """Make sure that a copy of a SQLite database is whole.

    Raises:
        Damaged: it is not.

    """
    copy = Location(place, None, explicit=True)
    try:
        with translated(copy), open_engine(copy, write=False).connect() as connection, connection.begin():
            soundness.check_file(connection)
            if migrate.revision(connection) != revision:
                raise Damaged("The copy has another schema.", soundness.LOOK)
            soundness.check_events(soundness.events(connection), events)
    except (DatabaseUnavailable, NotFactcheck) as error:
        raise Damaged("The copy cannot be read.", soundness.LOOK) from error


def write_archive(connection: Connection, place: Path, events: int, *options: str) -> None:
    """Let pg_dump write everything, and make sure that the archive can be read and is whole.

    Raises:
        DatabaseUnavailable: there is no pg_dump that is new enough, or it failed.
        Damaged: the archive is not whole.

    """
    dumps.dump(connection, place, *options)
    with closing(dumps.events(connection, place)) as rows:
        soundness.check_events(rows, events)


def _restore_archive(path: Path, location: Location, check: Callable[[Location], None]) -> Copy:
    with translated(location):
        with open_engine(location, write=True).connect() as connection, connection.begin():
            migrate.hold_place(connection)
            if migrate.revision(connection) is not None:
                raise Refused(f"{migrate.shown(location)} holds a database already.", "Restore into an empty one.")
            with closing(dumps.events(connection, path)) as rows:
                soundness.check_events(rows, None)
            before = dumps.drops(connection)
            dumps.load(connection, path)
        try:
            with open_engine(location, write=False).connect() as connection, connection.begin():
                revision, events = head(connection)
            if revision == migrate.HEAD:
                check(location)
        except BaseException:  # what pg_restore put there is committed
            with open_engine(location, write=True).connect() as connection, connection.begin():
                dumps.take_back(connection, before)
            raise
        return Copy(revision, events, None)


def _is_archive(path: Path) -> bool:
    """Whether the file is an archive of pg_dump; False if it is a SQLite database of ours.

    Raises:
        NotFactcheck: it is neither.
        Unreadable: it cannot be read.

    """
    try:
        with path.open("rb") as file:
            begin = file.read(len(dumps.MAGIC))
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.", "Check the path.") from None
    if begin == dumps.MAGIC:
        return True
    if not check_file(path):
        raise NotFactcheck(f"{path} is empty.", "Give a file that db backup wrote.")
    return False


def _is_empty(path: Path) -> bool:
    return path.is_file() and path.stat().st_size == 0
