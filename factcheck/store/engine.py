"""Connections: which file or server, opened how, and a foreign file refused before anything touches it."""

import os
import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, StaticPool

from factcheck.errors import DatabaseUnavailable, NotFactcheck
from factcheck.settings import Location

APPLICATION_ID: Final = 0x46616374
"""`Fact`, at offset 68 of the file: what `file` and `PRAGMA application_id` show."""

BUSY_SECONDS: Final = 30
COPY: Final = "COPY "
_HEAD: Final = 100
ENGINES: Final = 16
"""Engines that are kept with the statements that they have compiled. They hold no connections (NullPool)."""
_OPEN: Final[dict[int, tuple[int, int]]] = {}
"""The files (device and inode) that this process has open in SQLite, by connection. They must not be opened otherwise:
closing any handle of a file takes away all locks that the process holds on it (POSIX, fcntl), SQLite's own included."""
_GUARD: Final = threading.Lock()
_TURN: Final = (0.001, 0.02)
"""Seconds between two tries to begin to write; by chance, so that all who wait are as likely to be next."""
LATEST: Final = "READ COMMITTED"
CONSISTENT: Final = "REPEATABLE READ"
_PATIENCE: Final = f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}"
_PRAGMAS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    _PATIENCE,
    "PRAGMA trusted_schema = OFF",
    "PRAGMA synchronous = FULL",
)


def exists(location: Location) -> bool:
    """Whether there is something to open: a file, or a server to ask."""
    return location.path is None or os.path.lexists(location.path)


def open_engine(location: Location, *, write: bool) -> Engine:
    """An engine whose transactions begin with a write lock (`write`), or as one consistent read.

    Raises:
        DatabaseUnavailable: the place cannot be opened.
        NotFactcheck: the file is something else's.
        UsageProblem: the URL is malformed.

    """
    if location.path is not None:
        return _sqlite(location.path, write=write)
    from factcheck.store.server import server_engine  # which a file does without

    return server_engine(str(location.url), write=write)


@contextmanager
def looking(connection: Connection) -> Iterator[None]:
    """Around a transaction that waits for nobody and is one consistent read, on a connection that will write after it.

    To open a second one for that takes as long as a small change.
    """
    server = connection.dialect.name == "postgresql"
    connection.execution_options(looks=True, **({"isolation_level": CONSISTENT} if server else {}))
    try:
        yield
    finally:
        connection.execution_options(looks=False, **({"isolation_level": LATEST} if server else {}))


@contextmanager
def beside(connection: Connection) -> Iterator[Connection | None]:
    """A second connection that reads what this one has begun to read; None where there can be none."""
    mine = _unwritten(connection)
    with ExitStack() as stack:
        other = None
        if mine is not None:
            try:
                other = stack.enter_context(connection.engine.connect())
                stack.enter_context(other.begin())
            except DBAPIError:
                other = None
        yield other if other is not None and _OPEN.get(id(_driver(other))) == mine else None


def attach(connection: Connection, other: Connection, name: str) -> bool:
    """Let another connection to SQLite read what this one has begun to read, as a schema of this name; whether it can.

    The other one is not in a transaction yet.
    """
    mine, driver = _unwritten(connection), _driver(other)
    if mine is None:
        return False
    path = next(file for _, schema, file in _driver(connection).execute("PRAGMA database_list") if schema == "main")
    try:
        driver.execute(f"ATTACH ? AS {name}", (f"file:{quote(os.fsencode(path))}?mode=ro",))
        if _identity(Path(path)) == mine:
            return True
        driver.execute(f"DETACH {name}")
    except (sqlite3.Error, OSError):
        return False
    return False


def _unwritten(connection: Connection) -> tuple[int, int] | None:
    """Which file a connection reads, if it is one that nobody can write to meanwhile.

    Nobody can write to what is read, unless it has a write-ahead log. At its path may stand another file by now.
    """
    known = _OPEN.get(id(connection.connection.driver_connection))
    logged = known is not None and _driver(connection).execute("PRAGMA journal_mode").fetchone() == ("wal",)
    return None if logged else known


def in_memory() -> Engine:
    """A database that lives as long as the engine."""
    engine = create_engine("sqlite://", creator=lambda: _connect(":memory:"), poolclass=StaticPool)
    event.listen(engine, "begin", _look)
    return engine


def _sqlite(path: Path, *, write: bool) -> Engine:
    present = check_file(path)
    if write and not path.parent.is_dir():
        raise DatabaseUnavailable(f"There is no folder {path.parent}.", "Create it first, or give another --db.")
    if write and present and not os.access(path, os.W_OK):
        raise DatabaseUnavailable(f"{path} is read-only.", "Change its permissions, or work on a copy.")
    if write and not os.access(path.parent, os.W_OK):  # where the journal goes
        what = f"{path} cannot be written: its folder is read-only."
        raise DatabaseUnavailable(what, "Change the folder's permissions, or work on a copy.")
    return _sqlite_engine(path.absolute(), write=write)


@lru_cache(ENGINES)
def _sqlite_engine(path: Path, *, write: bool) -> Engine:
    address = f"file:{quote(os.fsencode(path))}?mode={'rwc' if write else 'rw'}"
    engine = create_engine("sqlite://", creator=lambda: _connect(address, path, write=write), poolclass=NullPool)
    event.listen(engine, "close", _forget)
    event.listen(engine, "begin", _take_turn if write else _look)
    return engine


def has_wal_race() -> bool:
    """Whether this SQLite has the WAL-reset race (sqlite.org/wal.html#walresetbug).

    From 3.7.0 to 3.51.2, but for two releases that got the mending too, a checkpoint that begins just as another
    connection begins the WAL anew can lose what was committed.
    """
    version = sqlite3.sqlite_version_info
    mended = (3, 44, 6) <= version < (3, 45, 0) or (3, 50, 7) <= version < (3, 51, 0)
    return (3, 7, 0) <= version < (3, 51, 3) and not mended


def _leave_wal(connection: sqlite3.Connection) -> None:
    """Go back to the rollback journal where somebody has switched to WAL, which this SQLite may lose writes in."""
    if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
        connection.execute("PRAGMA journal_mode = DELETE")  # waits for whoever has it open, then fails as locked


def check_file(path: Path) -> bool:
    """Whether the file holds a factcheck database; False where there is none yet, or an empty file.

    Raises:
        DatabaseUnavailable: it is a folder or cannot be read.
        NotFactcheck: it holds something else.

    """
    try:
        if path.is_dir():
            raise DatabaseUnavailable(f"{path} is a folder.", "Give the path of a file: --db desk.db")
        if path.exists() and not path.is_file():
            raise DatabaseUnavailable(f"{path} is no file.", "Give the path of a file: --db desk.db")
        with _GUARD:
            if _identity(path) in _OPEN.values():  # checked already, and see `_OPEN`
                return True
            with path.open("rb") as file:
                head = file.read(_HEAD)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise DatabaseUnavailable(f"{path} cannot be opened: {error.strerror}.", "Check the path.") from None
    if not head:
        return False
    if not head.startswith(b"SQLite format 3\0"):
        raise NotFactcheck(f"{path} is no SQLite database.", "Give another --db; the file was left untouched.")
    if int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise NotFactcheck(
            f"{path} is a SQLite database of another program.", "Give another --db; the file was left untouched."
        )
    return True


def _connect(address: str, path: Path | None = None, *, write: bool = False) -> sqlite3.Connection:
    with _GUARD:
        # Without the driver's own transactions (isolation_level=None) DDL is rolled back with everything else.
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        if path is not None:
            _OPEN[id(connection)] = _identity(path)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    if write and has_wal_race():
        _leave_wal(connection)
    return connection


def _forget(connection: Any, _record: Any) -> None:
    _OPEN.pop(id(connection), None)


def _identity(path: Path) -> tuple[int, int]:
    known = path.stat()
    return known.st_dev, known.st_ino


def _look(connection: Connection) -> None:
    """Begin to read."""
    _driver(connection).execute("BEGIN")


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def _take_turn(connection: Connection) -> None:
    """Begin to write as soon as nobody else does.

    SQLite's own waiting asks ever more seldom, so that whoever has waited long waits longest, and it hears no Ctrl-C.
    """
    if connection.get_execution_options().get("looks"):
        _look(connection)
        return
    driver = _driver(connection)
    driver.execute("PRAGMA busy_timeout = 0")
    until = time.monotonic() + BUSY_SECONDS
    while time.monotonic() < until:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY"):
                break
            time.sleep(random.uniform(*_TURN))  # noqa: S311 -- no secret, only not all at once
        else:
            driver.execute(_PATIENCE)  # who ends a transaction waits for those who read
            return
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # fails again, in SQLAlchemy's words
