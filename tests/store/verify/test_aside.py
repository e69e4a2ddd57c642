"""What another thread looks at meanwhile is the same database, and nobody takes it for done before it is."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from factcheck.settings import Location
from factcheck.store.engine import attach, beside
from factcheck.store.session import reading
from factcheck.store.verify.aside import aside
from tests.store.verify.forger import damage, forge

EDIT = "UPDATE claim SET status = 'confirmed', credibility = 1 WHERE id = 5"
ENDLESS = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT count(*) FROM n"


def fail(_connection: Connection) -> None:
    raise ZeroDivisionError


def count(connection: Connection) -> int:
    return int(connection.execute(text("SELECT count(*) FROM tag")).scalar_one())


def test_what_is_done_aside_is_told_and_what_fails_there_fails_here(desk: Location) -> None:
    with reading(desk) as session:
        connection = session.connection()
        with aside(connection, count) as told:
            assert told() == count(connection) > 0
        with pytest.raises(ZeroDivisionError), aside(connection, fail) as told:
            told()


def test_who_breaks_off_waits_for_no_long_statement(desk_file: Location) -> None:
    def never(connection: Connection) -> None:
        time.sleep(0.2)  # the first time that it is told to end, nothing runs yet
        connection.execute(text(ENDLESS))

    with reading(desk_file) as session, pytest.raises(KeyboardInterrupt), aside(session.connection(), never):
        raise KeyboardInterrupt


def test_nobody_writes_to_a_file_that_is_read_a_second_time(desk_file: Location) -> None:
    with reading(desk_file) as session, closing(sqlite3.connect(str(desk_file.path), timeout=0)) as writer:
        before = count(session.connection())
        with beside(session.connection()) as other:
            assert other is not None
            with pytest.raises(sqlite3.OperationalError, match="locked"), writer:
                writer.execute("DELETE FROM tag")
            assert count(other) == before


def can_be_read_twice(connection: Connection) -> tuple[bool, bool]:
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect("", uri=True, isolation_level=None))
    with beside(connection) as other, engine.connect() as scratch:
        return other is not None, attach(connection, scratch, "here")


def test_a_file_with_a_log_that_others_write_to_is_read_once(desk_file: Location) -> None:
    with reading(desk_file) as session:
        assert can_be_read_twice(session.connection()) == (True, True)
    with closing(sqlite3.connect(str(desk_file.path))) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        with reading(desk_file) as session:
            assert can_be_read_twice(session.connection()) == (False, False)
        assert damage(desk_file) == {}
        forge(desk_file, EDIT)
        assert damage(desk_file)["values"].record == "C5"


def test_a_file_that_was_put_in_the_place_of_another_is_not_taken_for_it(desk_file: Location) -> None:
    path = Path(str(desk_file.path))
    with reading(desk_file) as session:
        count(session.connection())
        (path.parent / "other.db").write_bytes(path.read_bytes())
        (path.parent / "other.db").replace(path)
        assert can_be_read_twice(session.connection()) == (False, False)
        path.unlink()
        assert can_be_read_twice(session.connection()) == (False, False)
