"""A transaction that may write: how it reaches the database."""

import sqlite3
from contextlib import closing
from typing import Any, cast

import pytest
from sqlalchemy import Engine, Pool, event, select, text

from factcheck.errors import DatabaseUnavailable
from factcheck.settings import Location
from factcheck.store import driver
from factcheck.store.engine import looking, open_engine
from factcheck.store.failures import translated
from factcheck.store.session import writing
from factcheck.store.tables import claim
from tests.factories import log


def test_who_watches_claims_looks_and_writes_over_one_connection(location: Location) -> None:
    log(location)
    opened: list[object] = []

    def count(connection: object, _record: object) -> None:
        opened.append(connection)

    event.listen(Pool, "connect", count)
    try:
        with writing(location, watch=[1]) as session:
            assert session.connection().scalar(select(claim.c.version)) == 1
    finally:
        event.remove(Pool, "connect", count)
    assert len(opened) == 1


def test_a_look_sees_one_moment_and_what_follows_it_the_newest(location: Location) -> None:
    log(location)
    count = select(claim.c.id)
    engine: Engine = open_engine(location, write=True)
    with engine.connect() as connection:
        with looking(connection), connection.begin():
            before = connection.scalars(count).all()
            if location.path is None:  # on SQLite somebody who reads keeps those who write from ending
                log(location, "The road is closed.")
            assert connection.scalars(count).all() == before
        log(location, "The port is closed.")
        with connection.begin():
            assert len(connection.scalars(count).all()) == 2 + (location.path is None)
            if location.path is None:
                log(location, "The gate is closed.")
                assert len(connection.scalars(count).all()) == 4


def test_a_look_that_fails_leaves_a_connection_that_takes_its_turn_to_write(location: Location) -> None:
    log(location)
    with open_engine(location, write=True).connect() as connection:
        with pytest.raises(ZeroDivisionError), looking(connection), connection.begin():
            raise ZeroDivisionError
        with connection.begin():
            if location.path is None:
                assert connection.scalar(text("SHOW transaction_isolation")) == "read committed"
                return
            other = sqlite3.connect(location.path, timeout=0)
            with closing(other), pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")


def test_a_connection_that_breaks_while_it_looks_is_told_of_as_that(postgres: Location) -> None:
    log(postgres)
    with (
        pytest.raises(DatabaseUnavailable, match="broke off"),
        translated(postgres, write=True),
        open_engine(postgres, write=True).connect() as connection,
        looking(connection),
        connection.begin(),
    ):
        cast("Any", connection.connection.driver_connection).close()
        driver.ask(connection, "SELECT 1")
