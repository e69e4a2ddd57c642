"""Several people at once: the second of two judgements is told, and nothing is lost."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
import pytest

from factcheck.settings import Location
from factcheck.store.session import reading
from factcheck.vocabulary import Status
from tests.cli.conftest import place, process
from tests.factories import log, row


@contextmanager
def held(location: Location) -> Iterator[None]:
    """Another program holds the lock that writers wait for."""
    if location.path is not None:
        with closing(sqlite3.connect(location.path, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")
    else:
        with psycopg.connect(str(location.url).replace("+psycopg", "")) as connection:
            connection.execute("SELECT id FROM claim FOR UPDATE")
            yield
            connection.rollback()


def waiting(location: Location) -> int:
    """How many of the server's connections wait for a lock."""
    with psycopg.connect(str(location.url).replace("+psycopg", "")) as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        found = connection.execute(query).fetchone()
    return int(found[0]) if found else 0


def wait_for_both(location: Location) -> None:
    deadline = time.monotonic() + 20
    if location.path is not None:
        time.sleep(3)  # SQLite shows nobody who waits
        return
    while waiting(location) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)


def test_two_people_assess_one_claim_at_once_and_the_second_sees_the_first(location: Location) -> None:
    log(location)
    with held(location):
        people = [
            process("assess", "C1", "in_review", "--because", f"{who} looks", "--by", who, "--db", place(location))
            for who in ("ana", "bo")
        ]
        wait_for_both(location)
    answers = [person.communicate(timeout=60) for person in people]
    assert sorted(person.returncode for person in people) == [0, 5]
    second = next(error for person, (_, error) in zip(people, answers, strict=True) if person.returncode == 5)
    assert "C1 is now in_review (claim assessed by" in second
    assert "Traceback" not in second
    assert (row(location, 1).status, row(location, 1).version) == (Status.IN_REVIEW, 2)


def test_many_writers_lose_nothing(location: Location) -> None:
    writers = [
        process("add", f"Claim {number} of this run.", "--said-by", "City council", "--db", place(location))
        for number in range(6)
    ]
    answers = [writer.communicate(timeout=60) for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 6, answers
    with reading(location) as session:
        connection = session.connection()
        assert connection.exec_driver_sql("SELECT count(*) FROM claim").scalar() == 6
        assert connection.exec_driver_sql("SELECT count(*) FROM source").scalar() == 1, "a new source is made once"


@pytest.mark.parametrize(("given", "code"), [("1", 0), ("2", 5), ("7", 5)])
def test_a_judgement_may_name_the_version_that_it_was_made_on(location: Location, given: str, code: int) -> None:
    log(location)
    one = process("assess", "C1", "in_review", "--because", "x", "--expect-version", given, "--db", place(location))
    _, error = one.communicate(timeout=60)
    assert one.returncode == code
    assert ("at version 1, not" in error) == (code == 5)
