"""Work that another thread does meanwhile: SQLite leaves Python to others as long as one statement runs."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Final, TypeVar, cast

from sqlalchemy import Connection

from factcheck.store.engine import beside

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")
_AGAIN: Final = 0.05
"""Seconds after which a thread is told again to end: it may have been between two statements."""


@contextmanager
def aside(database: Connection, work: Callable[[Connection], T]) -> Iterator[Callable[[], T]]:
    """Begin to work over a connection that reads the same; what is given waits for what comes of it, or raises it.

    Where there can be no such connection, the work is done at once. What nobody waited for is broken off.
    """
    with beside(database) as other:
        if other is None:
            done = work(database)
            yield lambda: done
            return
        found: Future[T] = Future()
        driver = cast("sqlite3.Connection", other.connection.driver_connection)
        thread = Thread(target=_fulfil, args=(found, work, other))
        thread.start()
        try:
            yield found.result
        finally:
            while thread.is_alive():
                driver.interrupt()
                thread.join(_AGAIN)


def _fulfil(found: "Future[T]", work: Callable[[Connection], T], connection: Connection) -> None:
    try:
        found.set_result(work(connection))
    except BaseException as error:  # noqa: BLE001 -- whoever waits for the result raises it
        found.set_exception(error)
