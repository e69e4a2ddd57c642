"""Commands that are killed (kill -9) at a chosen moment.

Each statement that they send is one, each piece of a copy, the moment before a file takes its name, and the commit.
"""

import os
import signal
import sqlite3
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Final, NoReturn
from unittest.mock import patch

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect

from factcheck.cli import run
from factcheck.settings import Location

BEFORE_COMMIT: Final = -1
AFTER_COMMIT: Final = -2
AT_THE_END: Final = -3
_WRITES: Final = ("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER")


def killed(location: Location, *arguments: str, at: int) -> int:
    """Run a command in a process of its own until that moment; how many moments there were until then.

    Moments are counted from 1. The commit is the first of a transaction that has written to that place.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            Life(location, at, writer).live(arguments)
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        seen = told.read()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"it came to its end before moment {at}"
    assert os.WTERMSIG(status) == signal.SIGKILL
    return int(seen)


class Life:
    """What is left of this process until it is killed."""

    def __init__(self, location: Location, at: int, writer: int) -> None:
        self._path = location.path
        self._at = at
        self._writer = writer
        self._seen = 0
        self._written: list[object] = []

    def live(self, arguments: tuple[str, ...]) -> None:
        """Run the command, and die at the moment."""
        event.listen(Engine, "before_cursor_execute", self._before)
        sys.addaudithook(lambda name, _: self._moment() if name == "os.rename" else None)
        progress = nullcontext(lambda _done, _total: self._moment())
        with (
            patch("factcheck.cli.backup.counting", lambda _: progress),
            patch.object(DefaultDialect, "do_commit", lambda _, connection: self._commit(connection)),
        ):
            if run(arguments) == 0 and self._at == AT_THE_END:
                self._die()

    def _die(self) -> NoReturn:
        os.write(self._writer, str(self._seen).encode())
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    def _moment(self) -> None:
        self._seen += 1
        if self._seen == self._at:
            self._die()

    def _before(self, connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        driver = connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection):  # pages go to the file before the commit, as of a large transaction
            driver.execute("PRAGMA cache_size = 1")
        self._moment()
        if statement.lstrip().upper().startswith(_WRITES) and _path(driver) == self._path:
            self._written.append(driver)

    def _commit(self, connection: Any) -> None:
        has_written = connection.dbapi_connection in self._written
        if has_written and self._at == BEFORE_COMMIT:
            self._die()
        connection.commit()
        if has_written and self._at == AFTER_COMMIT:
            self._die()


def _path(driver: object) -> Path | None:
    """The file that a connection writes to; None for a server."""
    if not isinstance(driver, sqlite3.Connection):
        return None
    return Path(driver.execute("PRAGMA database_list").fetchone()[2])
