"""Statements that go straight to the driver do what they do on the usual way."""

from typing import Any, cast

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from factcheck.settings import Location
from factcheck.store import driver
from factcheck.store.engine import open_engine
from factcheck.store.session import writing
from tests.factories import log

_AGAIN = "INSERT INTO tag (claim_id, name) VALUES (?, ?)"


def test_an_error_is_said_as_it_is_said_elsewhere(sqlite: Location) -> None:
    log(sqlite)
    with writing(sqlite) as session:
        connection = session.connection()
        with pytest.raises(IntegrityError) as direct:
            driver.tell(connection, _AGAIN, [(1, "water"), (1, "water")])
        with pytest.raises(IntegrityError) as usual:
            connection.exec_driver_sql(_AGAIN, (1, "water"))
        assert str(direct.value.orig) == str(usual.value.orig)
        with pytest.raises(OperationalError, match="no such table"):
            driver.ask(connection, "SELECT * FROM nowhere")


def test_what_is_no_error_of_the_driver_s_is_said_as_it_is(location: Location) -> None:
    mark = "%s::text" if location.path is None else "?"
    with writing(location) as session, pytest.raises(UnicodeEncodeError):
        driver.ask(session.connection(), f"SELECT {mark}", ("\udcff",))


def test_a_connection_that_is_gone_is_said_as_it_is_said_elsewhere(location: Location) -> None:
    with open_engine(location, write=False).connect() as connection:
        connection.begin()
        cast("Any", connection.connection.driver_connection).close()
        with pytest.raises(DBAPIError, match="closed"):
            driver.ask(connection, "SELECT 1")
        connection.invalidate()


def test_a_transaction_is_begun_if_none_was(sqlite: Location) -> None:
    with open_engine(sqlite, write=True).connect() as connection:
        assert driver.ask(connection, "SELECT 1") == [(1,)]
        assert connection.in_transaction()
        assert connection.connection.driver_connection.in_transaction  # type: ignore[union-attr]


def test_who_listens_hears_of_what_is_written(sqlite: Location) -> None:
    log(sqlite)
    heard: list[str] = []
    with writing(sqlite) as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *called: heard.append(called[2]))
        driver.tell(connection, _AGAIN, [(1, "water")])
    assert heard == [_AGAIN]
