"""Straight to the driver: what SQLAlchemy puts around a statement takes several times as long as to find a row."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from factcheck.store import asof

Rows = Sequence[tuple[Any, ...]]


def ask(connection: Connection, statement: str, values: Any = ()) -> Rows:
    """What a statement finds with these values, as the dialect takes them; of the past, if that is asked about."""
    past = asof.then(connection)
    if past is not None:
        statement = past.put(statement)
    if not connection.in_transaction():
        connection.begin()
    try:
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()
    except connection.dialect.loaded_dbapi.Error as error:
        raise _said(connection, statement, values, error) from error


def stream(connection: Connection, statement: str, size: int) -> Iterator[Rows]:
    """What a statement finds, so many rows at a time, of which there may be more than fit into memory."""
    if connection.dialect.name != "sqlite":  # a server sends all at once, unless it is asked for a cursor of its own
        with connection.exec_driver_sql(statement, execution_options={"yield_per": size}) as result:
            yield from (list(map(tuple, some)) for some in result.partitions(size))
        return
    try:
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(statement)
            while rows := cursor.fetchmany(size):
                yield rows
    except connection.dialect.loaded_dbapi.Error as error:
        raise _said(connection, statement, (), error) from error


def tell(connection: Connection, statement: str, rows: list[tuple[Any, ...]]) -> None:
    """Run a statement that writes with one row of values after the other; as is usual where somebody listens."""
    driver = connection.connection.driver_connection
    heard = connection.dispatch.before_cursor_execute or not connection.in_transaction()
    if heard or not isinstance(driver, sqlite3.Connection):
        connection.exec_driver_sql(statement, rows)
        return
    try:
        driver.executemany(statement, rows)
    except sqlite3.Error as error:
        raise _said(connection, statement, rows, error) from error


def _said(connection: Connection, statement: str, values: Any, error: Exception) -> BaseException:
    """The same as SQLAlchemy says it, for those who wait for that."""
    base = connection.dialect.loaded_dbapi.Error
    return DBAPIError.instance(statement, values, error, base, dialect=connection.dialect)
