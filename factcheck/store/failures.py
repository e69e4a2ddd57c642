"""What a driver reports, said in our words: no error of SQLAlchemy's leaves the store."""

import os
import re
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final
from urllib.parse import quote

from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from factcheck.errors import Conflict, DatabaseDamaged, DatabaseUnavailable, FactcheckError, NotFactcheck, UsageProblem
from factcheck.settings import Location

_SQLITE: Final[dict[str, tuple[type[FactcheckError], str, str]]] = {
    "SQLITE_BUSY": (DatabaseUnavailable, "is locked by another program", "Close that program, or try again later."),
    "SQLITE_LOCKED": (DatabaseUnavailable, "is locked by another program", "Close that program, or try again later."),
    "SQLITE_READONLY": (DatabaseUnavailable, "is read-only", "Change its permissions, or those of its folder."),
    "SQLITE_FULL": (DatabaseUnavailable, "cannot grow: the disk is full", "Free some space; nothing was changed."),
    "SQLITE_CANTOPEN": (DatabaseUnavailable, "cannot be opened", "Check the path and its permissions."),
    "SQLITE_IOERR_DELETE": (
        DatabaseUnavailable,
        "holds a write that was broken off, and its folder does not let it be undone",
        "Change the folder's permissions.",
    ),
    "SQLITE_IOERR": (DatabaseUnavailable, "cannot be read or written", "Check the disk."),
    "SQLITE_PERM": (DatabaseUnavailable, "cannot be opened", "Check its permissions."),
    "SQLITE_NOTADB": (NotFactcheck, "is no SQLite database", "Give another --db; the file was left untouched."),
    "SQLITE_CORRUPT": (DatabaseDamaged, "is damaged", "Restore a copy."),
}
FAULTS: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error)
"""What comes of values that nobody has written so."""
_LOOK: Final = "See what, and what to do: factcheck db verify"
_PATIENCE: Final = 5.0
"""Seconds that a database is looked through after an error, which is mostly a fault of ours: for a gigabyte or so."""
_NOT_ALL: Final = "So large a database was not looked through for damage: factcheck db verify does that."
_POSTGRESQL_CONFLICTS: Final = frozenset({"23505", "40001", "40P01"})
"""unique_violation, serialization_failure, deadlock_detected. On SQLite, where one writes at a time, there are none."""
_TIMEOUTS: Final = frozenset({"25P03", "25P04"})
"""idle_in_transaction_session_timeout, transaction_timeout: the server closed the connection."""
_LOCKED: Final = "55P03"
_DENIED: Final = "42501"
_UNREACHABLE: Final = frozenset({"08", "28", "3D", "53", "57"})
"""Classes of SQLSTATE: connection, authorisation, no such database, out of resources, shut down."""
_SERVER: Final = (
    ("database .* does not exist", "has no such database", "Check the URL, or create it: createdb NAME"),
    (
        "too many clients|too many connections|remaining connection slots",
        "has no connection left",
        "Try again later, or let its max_connections be raised.",
    ),
    (
        "password|authentication|role .* does not exist|not permitted to log in|pg_hba.conf",
        "does not let you in",
        "Check the user and the password, in the URL or where libpq looks for them (PGPASSWORD, ~/.pgpass).",
    ),
    ("starting up|shutting down|recovery mode", "is not ready", "Try again in a moment."),
    ("statement timeout", "lets nothing take so long", "Ask who looks after it for a longer statement_timeout."),
    ("No space left", "cannot grow: its disk is full", "Free some space there; nothing was changed."),
)
"""Words of what a server, or libpq for it, says; when a connection is refused they come without a SQLSTATE."""
_INDEX: Final = "invalid fts5 file format|SQL logic error"
"""Words of what SQLite says of an index of words that lacks parts, and of nothing else that is done with one."""
_BROKEN: Final = "closed the connection|connection is closed|connection is lost|terminating connection"


@contextmanager
def translated(location: Location, *, write: bool = False) -> Iterator[None]:
    """Turn a driver's error into one of factcheck's. `write` where the transaction may write, if the server lets it.

    Raises:
        DatabaseUnavailable: the database cannot be opened, written or reached.
        NotFactcheck: the file is no database.
        Conflict: another transaction was first.

    """
    try:
        yield
    except UnicodeDecodeError as error:
        raise _no_text(location) from error
    except UnicodeError as error:  # a host name that no network knows
        raise DatabaseUnavailable(f"{_name(location)} cannot be reached: {error}.", "Check the URL.") from error
    except (DBAPIError, sqlite3.Error) as error:
        failure = _standby(error, location) if write else None
        failure = failure or _ours(error, location, write=write) or _of_contents(error, location)
        if failure is None:
            raise
        raise failure from error
    except (*FAULTS, StatementError) as error:  # of ours, unless it was made to work on what nobody has written
        failure = _of_contents(error, location)
        if failure is None:
            raise
        raise failure from error


def _of_contents(error: Exception, location: Location) -> DatabaseDamaged | None:
    """What ails the database that an error came of; None if nothing is found.

    All of a large one takes minutes: the look is broken off after a while, which the error bears a note of.
    """
    if location.path is None:
        return _of_events(error, location)
    from factcheck.store.unwritten import broken_off, unwritten

    mode = "rw" if os.access(location.path, os.W_OK) else "ro"  # SQLite passes CHECKs by in what may only be read
    address = f"file:{quote(os.fsencode(location.path))}?mode={mode}"
    try:
        with (
            closing(sqlite3.connect(address, uri=True, check_same_thread=False)) as connection,
            broken_off(connection, _PATIENCE),
        ):
            said = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
            found = unwritten(connection, said)
    except sqlite3.OperationalError as failed:
        if failed.sqlite_errorname == "SQLITE_INTERRUPT":
            error.add_note(_NOT_ALL)
        return None
    except sqlite3.Error:
        return _damaged(location)
    if found is not None:
        return _altered(location, found)
    return None if said == "ok" else _damaged(location)


def _of_events(error: Exception, location: Location) -> DatabaseDamaged | None:
    """What ails the events on a server, by a connection of its own: that of the error is no more."""
    from factcheck.store.engine import open_engine
    from factcheck.store.mistold import mistold

    try:
        with open_engine(location, write=False).connect() as connection, connection.begin():
            found = mistold(connection, _PATIENCE)
    except TimeoutError:
        error.add_note(_NOT_ALL)
        return None
    except (*FAULTS, DBAPIError):  # what is no JSON, say: the error that there was tells more
        return None
    return _altered(location, found) if found is not None else None


def _altered(location: Location, found: str) -> DatabaseDamaged:
    return DatabaseDamaged(f"{_name(location)} holds what factcheck did not write: {found}.", _LOOK)


def _damaged(location: Location) -> DatabaseDamaged:
    return DatabaseDamaged(f"{_name(location)} is damaged.", "Restore a copy.")


def _no_text(location: Location) -> DatabaseDamaged:
    return DatabaseDamaged(f"{_name(location)} is damaged: it holds no UTF-8.", _LOOK)


def gave_way(error: FactcheckError) -> bool:
    """Whether the database gave a transaction up for somebody else's, so that the same work may succeed now.

    Not where the connection broke: nobody knows then whether it was committed.
    """
    said = getattr(error.__cause__, "orig", error.__cause__)
    if getattr(said, "sqlstate", None) in _POSTGRESQL_CONFLICTS:
        return True
    return str(getattr(said, "sqlite_errorname", "")).startswith("SQLITE_BUSY")


def withheld(error: DBAPIError) -> bool:
    """Whether a server did not answer, or not to this role, which tells nothing of what it holds."""
    if isinstance(error.orig, sqlite3.Error):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return state in {_DENIED, _LOCKED} or _unanswered(error, state)


def _unanswered(error: Exception, state: str | None) -> bool:
    if state in _TIMEOUTS:
        return True
    return isinstance(error, OperationalError) and (state is None or state[:2] in _UNREACHABLE)


def _standby(error: DBAPIError | sqlite3.Error, location: Location) -> FactcheckError | None:
    if getattr(getattr(error, "orig", None), "sqlstate", None) != "25006":
        return None
    what = f"{_name(location)} is a standby, which only answers questions."
    return DatabaseUnavailable(what, "Name the server that it follows, with --db.")


def _name(location: Location) -> str:
    return str(location.path) if location.path is not None else "The PostgreSQL server"


def _ours(error: DBAPIError | sqlite3.Error, location: Location, *, write: bool) -> FactcheckError | None:
    """The failure that a user can do something about; None for what only a fault of ours can cause."""
    name = _name(location)
    said = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(said, sqlite3.Error):
        failure = _of_index(error, said, location) or _of_sqlite(said, location)
        if failure is not None:
            return failure
    state = getattr(said, "sqlstate", None)
    first = (str(said).strip().splitlines() or [""])[0]
    if state in _POSTGRESQL_CONFLICTS:
        return Conflict(f"Somebody else changed the same thing first ({first}).", "Look again, then repeat.")
    if state == _LOCKED:
        return DatabaseUnavailable(f"{name} kept a lock for too long.", "Try again later.")
    if state == _DENIED:
        return DatabaseUnavailable(
            f"{name} does not let you do that: {first.rstrip('.')}.", "Ask who looks after it for the role it takes."
        )
    if state == "3F000":
        what = f"{name} gives you no schema to write to: {first.rstrip('.')}."
        return DatabaseUnavailable(what, "Check search_path, or ask who looks after it.")
    if location.path is None and "invalid connection option" in first:
        return UsageProblem(f"The database's URL is malformed: {first}.", "Leave that option out.")
    if "no such table" in first or state == "42P01":
        return NotFactcheck(f"{name} lacks a table ({first.rstrip('.')}).", "Restore a copy.")
    if location.path is None and _unanswered(error, state):
        return _unreachable(name, first, write=write)
    return None


def _of_index(error: DBAPIError | sqlite3.Error, said: sqlite3.Error, location: Location) -> DatabaseDamaged | None:
    """An index of words that is damaged, which can be made anew from what it is of."""
    index = re.search("(?:claim|article)_search", getattr(error, "statement", None) or "")
    damaged = getattr(said, "sqlite_errorname", None) == "SQLITE_CORRUPT_VTAB" or re.match(_INDEX, str(said))
    if index is None or not damaged:
        return None
    from factcheck.shell import word
    from factcheck.store.search import REBUILD

    rebuild = REBUILD.format(file=word(str(location.path), "FILE"), table=index[0])
    return DatabaseDamaged(
        f"{_name(location)} has a damaged index of words.", f"{rebuild}. If that fails, restore a backup."
    )


def _of_sqlite(said: sqlite3.Error, location: Location) -> FactcheckError | None:
    if str(said).startswith("Could not decode to UTF-8"):
        return _no_text(location)
    code = getattr(said, "sqlite_errorname", None) or ""
    for prefix, (failure, what, remedy) in _SQLITE.items():
        if code.startswith(prefix):
            return failure(f"{_name(location)} {what}.", remedy)
    return None


def _unreachable(name: str, said: str, *, write: bool) -> DatabaseUnavailable:
    said = said.rpartition("FATAL:")[2].strip().rstrip(".")
    for words, what, remedy in _SERVER:
        if re.search(words, said):
            return DatabaseUnavailable(f"{name} {what}: {said}.", remedy)
    if re.search(_BROKEN, said):
        remedy = "If factcheck log does not show it, nothing of it was stored: repeat it." if write else "Repeat it."
        return DatabaseUnavailable(f"{name} broke off: {said}.", remedy)
    return DatabaseUnavailable(f"{name} does not answer: {said}.", "Check the URL, and that the server runs.")
