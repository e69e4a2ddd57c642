"""Several people at once: the second of two judgements is told, and nothing is lost."""

import signal
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from factcheck.desk import evidence
from factcheck.desk.assess import Decision, assess
from factcheck.desk.evidence import Item
from factcheck.desk.links import link
from factcheck.errors import UsageProblem
from factcheck.settings import Location
from factcheck.store.details import detail
from factcheck.store.session import reading, writing
from factcheck.vocabulary import Bearing, Flag, Relation, Status
from tests.cli.conftest import place, process
from tests.factories import log, row
from tests.processes import Piped


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


def wait_for(location: Location, people: Sequence[Piped]) -> None:
    """Until all of them have looked at the claim and stand in line for the lock."""
    deadline, in_line = time.monotonic() + 60, 0
    # SQLite shows nobody who waits; a process that keeps the file open for half a second does.
    enough = 1 if location.path is None else 10
    while in_line < enough and time.monotonic() < deadline:
        time.sleep(0.05)
        ready = waiting(location) if location.path is None else sum(has_open(one.pid, location.path) for one in people)
        in_line = in_line + 1 if ready == len(people) else 0
    assert in_line == enough, "they never came to the lock"


def has_open(process_id: int, path: Path) -> bool:
    descriptors = Path(f"/proc/{process_id}/fd")
    try:
        return any(one.resolve() == path.resolve() for one in descriptors.iterdir())
    except OSError:  # it ended, or opened and closed something meanwhile
        return False


def test_two_people_assess_one_claim_at_once_and_the_second_sees_the_first(location: Location) -> None:
    log(location)
    with held(location):
        people = [
            process("assess", "C1", "in_review", "--because", f"{who} looks", "--by", who, "--db", place(location))
            for who in ("ana", "bo")
        ]
        wait_for(location, people)
    answers = [person.communicate(timeout=60) for person in people]
    assert sorted(person.returncode for person in people) == [0, 5]
    second = next(error for person, (_, error) in zip(people, answers, strict=True) if person.returncode == 5)
    assert "C1 is now in_review (claim assessed by" in second
    assert "Traceback" not in second
    assert (row(location, 1).status, row(location, 1).version) == (Status.IN_REVIEW, 2)


def test_a_verdict_does_not_rest_on_evidence_that_was_withdrawn_while_it_waited(location: Location) -> None:
    log(location)
    with writing(location) as session:
        for source in ("Harbour Authority", "Orm Times"):
            evidence.add(session, 1, Item(Bearing.SUPPORTS, source=source), by="ana")
    with writing(location) as session:
        evidence.withdraw(session, 2, because="of another bridge", by="bo")
        judging = process("assess", "C1", "confirmed", "--because", "two of them", "--db", place(location))
        wait_for(location, [judging])
    _, error = judging.communicate(timeout=60)
    assert judging.returncode == 5, error
    assert "C1 is now unchecked (claim evidence withdrawn by bo" in error
    assert "because: of another bridge" in error
    assert (row(location, 1).status, row(location, 1).version) == (Status.UNCHECKED, 4)


def test_a_verdict_does_not_fall_on_a_claim_that_came_to_stand_for_it_while_it_waited(location: Location) -> None:
    for words in ("The bridge is closed.", "The bridge is shut."):
        log(location, words)
    with writing(location) as session:
        link(session, 1, Relation.SAME, 2, because=None, by="bo")
        judging = process("assess", "C2", "in_review", "--because", "asked", "--db", place(location))
        wait_for(location, [judging])
    _, error = judging.communicate(timeout=60)
    assert judging.returncode == 5, error
    assert "C1 came to stand for what you named while you waited" in error
    assert [row(location, number).status for number in (1, 2)] == [Status.UNCHECKED] * 2


def test_a_verdict_made_while_evidence_was_added_is_told_so_and_loses_nothing(location: Location) -> None:
    log(location)
    with writing(location) as session:
        evidence.add(session, 1, Item(Bearing.REFUTES, source="Orm Times"), by="bo")
        judging = process("assess", "C1", "in_review", "--because", "looking", "--db", place(location))
        wait_for(location, [judging])
    _, error = judging.communicate(timeout=60)
    assert judging.returncode == 5, error
    assert "claim evidence added by bo" in error
    with reading(location) as session:
        assert len(detail(session, 1).evidence) == 1


def test_people_who_give_evidence_on_one_claim_at_once_are_both_right(location: Location) -> None:
    log(location)
    with held(location):
        people = [
            process("evidence", "add", "C1", "--supports", "--url", f"https://{who}.example", "--db", place(location))
            for who in ("ana", "bo")
        ]
        wait_for(location, people)
    answers = [person.communicate(timeout=60) for person in people]
    assert [person.returncode for person in people] == [0, 0], answers
    with reading(location) as session:
        assert len(detail(session, 1).evidence) == 2


def test_who_grades_a_source_waits_for_the_verdict_that_is_made_to_rest_on_it(postgres: Location) -> None:
    log(postgres)
    with writing(postgres) as session:
        evidence.add(session, 1, Item(Bearing.REFUTES, source="Orm Times"), by="ana")
    with writing(postgres) as session:
        assess(session, [1], Decision(Status.REFUTED, "they saw it"), by="ana")
        grading = process("source", "grade", "Orm Times", "E", "--because", "made up", "--db", place(postgres))
        wait_for(postgres, [grading])
    _, error = grading.communicate(timeout=60)
    assert grading.returncode == 0, error
    assert Flag.EVIDENCE_CHANGED in row(postgres, 1).flags


def test_who_checks_a_saying_waits_for_the_verdict_that_is_made_to_rest_on_it(postgres: Location) -> None:
    log(postgres)
    log(postgres, "The tunnel is closed.", by="Orm Times")
    with writing(postgres) as session:
        evidence.add(session, 1, Item(Bearing.REFUTES, attribution="T2"), by="ana")
    with writing(postgres) as session:
        assess(session, [1], Decision(Status.REFUTED, "they saw it"), by="ana")
        checking = process("check-said", "T2", "misattributed", "--because", "not theirs", "--db", place(postgres))
        wait_for(postgres, [checking])
    _, error = checking.communicate(timeout=60)
    assert checking.returncode == 0, error
    assert Flag.EVIDENCE_CHANGED in row(postgres, 1).flags


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


def test_first_writers_into_a_new_place_lose_nothing_to_one_that_fails(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    good = ["add", "It rains.", "--said-by", "City council", "--db", str(path)]
    bad = ["add", "It snows.", "--said-by", "X", "--via", "Nobody", "--db", str(path)]
    writers = [process(*command) for command in (bad, good, bad, good, bad)]
    answers = [writer.communicate(timeout=60) for writer in writers]
    assert [writer.returncode for writer in writers] == [3, 0, 3, 0, 3], answers
    with reading(Location(path, None, explicit=True)) as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM claim").scalar() == 2


def test_a_founder_that_fails_leaves_the_place_to_the_one_who_waits(tmp_path: Path) -> None:
    place = Location(tmp_path / "new.db", None, explicit=True)
    waiter = None
    with pytest.raises(UsageProblem), writing(place):
        waiter = process("add", "It rains.", "--said-by", "City council", "--db", str(place.path))
        time.sleep(1)
        assert waiter.poll() is None
        raise UsageProblem("stop")
    assert waiter is not None
    assert (waiter.communicate(timeout=60)[1].startswith("Created"), waiter.returncode) == (True, 0)
    assert row(place, 1).text == "It rains."


def test_people_who_tag_one_claim_at_once_are_both_right(location: Location) -> None:
    log(location)
    with held(location):
        people = [process("tag", "C1", f"+{word}", "--db", place(location)) for word in ("dam", "river")]
        wait_for(location, people)
    answers = [person.communicate(timeout=60) for person in people]
    assert [person.returncode for person in people] == [0, 0], answers
    assert row(location, 1).tags == ("dam", "river")


def test_who_changes_sources_waits_for_whoever_does_so_already(postgres: Location) -> None:
    log(postgres, by="Veld Radio")
    log(postgres, by="Orm Times")
    with psycopg.connect(str(postgres.url).replace("+psycopg", "")) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [0x46616375])
        merging = process("source", "merge", "S1", "S2", "--db", place(postgres))
        wait_for(postgres, [merging])
        connection.rollback()
    _, error = merging.communicate(timeout=60)
    assert merging.returncode == 0, error


def test_ctrl_c_is_heard_by_who_waits_for_the_lock(location: Location) -> None:
    log(location)
    with held(location):
        waits = process("tag", "C1", "+dam", "--db", place(location))
        wait_for(location, [waits])
        begin = time.monotonic()
        waits.send_signal(signal.SIGINT)
        _, error = waits.communicate(timeout=60)
    assert waits.returncode == 130, error
    assert time.monotonic() - begin < 10, "it did not wait until the lock was given up on"
    assert row(location, 1).tags == ()
