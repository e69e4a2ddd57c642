"""Who has to give way to somebody else begins anew, unless it is a judgement."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import make_url

from factcheck.desk import claims
from factcheck.desk.attributions import Said
from factcheck.errors import Conflict, DatabaseUnavailable
from factcheck.settings import Location
from factcheck.store import engine, session
from factcheck.store.session import write, writing
from factcheck.store.transaction import Session
from tests.cli.conftest import Cli, Result, place
from tests.factories import ARTICLE, log, row


def crossing(first: int, second: int, meet: Barrier, calls: list[int]) -> Callable[[Session], None]:
    """Work on two claims; two such works in opposite order wait for each other when they first meet."""
    begun = 0

    def work(one: Session) -> None:
        nonlocal begun
        begun += 1
        calls.append(first)
        claims.tag(one, [first], [f"by-{first}"], [], by="ana")
        if begun == 1:
            meet.wait(timeout=60)
        claims.tag(one, [second], [f"by-{first}"], [], by="ana")

    return work


def impatient(location: Location) -> Location:
    """The server looks for deadlocks soon."""
    url = make_url(str(location.url)).update_query_dict({"options": "-c deadlock_timeout=50ms"})
    return Location(None, url.render_as_string(hide_password=False), explicit=True)


def test_two_that_wait_for_each_other_are_both_stored_in_the_end(postgres: Location) -> None:
    log(postgres, "It rains.")
    log(postgres, "It snows.")
    desk, meet, calls = impatient(postgres), Barrier(2), list[int]()
    with ThreadPoolExecutor() as people:
        for done in [people.submit(write, desk, crossing(*pair, meet, calls)) for pair in ((1, 2), (2, 1))]:
            done.result(timeout=60)
    assert row(postgres, 1).tags == row(postgres, 2).tags == ("by-1", "by-2")
    assert len(calls) == 3


def test_of_two_people_who_wait_for_each_other_one_is_told_and_not_repeated(postgres: Location) -> None:
    log(postgres, "It rains.")
    log(postgres, "It snows.")
    desk, meet, calls = impatient(postgres), Barrier(2), list[int]()

    def judge(pair: tuple[int, int]) -> str:
        try:
            with writing(desk) as one:
                crossing(*pair, meet, calls)(one)
        except Conflict as error:
            return error.message
        return ""

    with ThreadPoolExecutor() as people:
        told = sorted(people.map(judge, ((1, 2), (2, 1))))
    assert told[0] == ""
    assert "deadlock detected" in told[1]
    assert len(row(postgres, 1).tags) == 1
    assert len(calls) == 2


@pytest.fixture
def falling(postgres: Location) -> Callable[[int], Callable[[], int]]:
    """Lets the server give up the next transactions that write; how many it has seen."""

    def fall(times: int) -> Callable[[], int]:
        with psycopg.connect(str(postgres.url).replace("+psycopg", "")) as server:
            server.execute("CREATE SEQUENCE seen")
            server.execute(
                f"""CREATE FUNCTION fall() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF nextval('seen') <= {times} THEN
                    RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001';
                END IF;
                RETURN NULL;
            END $$""".encode()
            )
            server.execute("CREATE TRIGGER fall AFTER INSERT ON event FOR EACH STATEMENT EXECUTE FUNCTION fall()")
        return seen

    def seen() -> int:
        with psycopg.connect(str(postgres.url).replace("+psycopg", "")) as server:
            found = server.execute("SELECT last_value * is_called::int FROM seen").fetchone()
        return int(found[0]) if found else 0

    return fall


@pytest.fixture
def on_server(postgres: Location, cli_sqlite: Cli) -> Cli:
    """Runs a command on the PostgreSQL database."""

    def call(*arguments: str) -> Result:
        return cli_sqlite(*arguments, "--db", place(postgres))

    return call


JUDGEMENTS = [
    ["assess", "C1", "in_review", "--because", "looking"],
    ["reject", "C1", "--because", "a slip"],
    ["edit", "C1", "It pours."],
    ["link", "C1", "same", "C2"],
    ["source", "grade", "City council", "B", "--because", "long record"],
    ["evidence", "add", "C1", "--supports", "--url", "https://dam.example/log"],
]


@pytest.mark.parametrize("command", JUDGEMENTS, ids=" ".join)
def test_a_judgement_that_had_to_give_way_is_left_to_the_person(
    on_server: Cli, postgres: Location, falling: Callable[[int], Callable[[], int]], command: list[str]
) -> None:
    log(postgres, "It rains.")
    log(postgres, "It snows.")
    seen = falling(1)
    told = on_server(*command)
    assert (told.code, told.err.count("\n"), seen()) == (5, 1, 1), told.err
    assert "Look again, then repeat." in told.err
    assert row(postgres, 1).version == 1
    assert on_server(*command).code == 0


def test_reading_an_article_in_is_done_again_five_times_and_no_more(
    on_server: Cli, falling: Callable[[int], Callable[[], int]], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    seen = falling(11)
    told = on_server("ingest", str(tmp_path / "a.txt"))
    assert (told.code, told.err.count("\n"), seen()) == (5, 1, 6), told.err
    assert on_server("claims").out == ""
    told = on_server("ingest", str(tmp_path / "a.txt"))
    assert (told.code, on_server("claims", "--count").out) == (0, "4\n"), told.err


def test_an_import_that_is_done_again_keeps_each_row_once_good_or_bad(
    on_server: Cli,
    postgres: Location,
    falling: Callable[[int], Callable[[], int]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad, rows = tmp_path / "bad.csv", tmp_path / "rows.csv"
    rows.write_text("text,said_by\nIt rains.,X\n,X\nIt snows.,Y\n")
    falling(2)
    with rows.open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        told = on_server("import", "-", "--format", "csv", "--skip-bad", str(bad))
    assert (told.code, on_server("claims", "--count").out) == (0, "2\n"), told.err
    assert [line.split(",")[0] for line in bad.read_text("utf-8").splitlines()] == ["line", "3"]
    assert row(postgres, 1).version == 1


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a lock for long."""
    monkeypatch.setattr(engine, "_PATIENCE", "PRAGMA busy_timeout = 20")
    for module in (engine, session):
        monkeypatch.setattr(module, "BUSY_SECONDS", 3)


@pytest.fixture
def reader(sqlite: Location) -> Iterator[sqlite3.Connection]:
    """Another program reads, so that nobody can finish writing."""
    assert sqlite.path is not None
    with closing(sqlite3.connect(sqlite.path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM event").fetchall()
        yield connection


@pytest.mark.usefixtures("hasty")
def test_a_file_that_was_busy_is_written_to_anew(sqlite: Location, reader: sqlite3.Connection) -> None:
    calls: list[int] = []

    def work(one: Session) -> int:
        calls.append(1)
        if len(calls) == 3:
            reader.execute("ROLLBACK")
        return claims.log(one, "It rains.", Said("X"), by="ana").id

    assert write(sqlite, work) == 1
    assert len(calls) == 3
    assert row(sqlite, 1).version == 1


@pytest.mark.usefixtures("hasty", "reader")
def test_a_file_that_stays_busy_is_said_to_be_locked_after_five_more_tries(sqlite: Location) -> None:
    calls: list[int] = []
    with pytest.raises(DatabaseUnavailable, match="is locked by another program"):
        write(sqlite, lambda one: calls.append(claims.log(one, "It rains.", Said("X"), by="ana").id))
    assert len(calls) == 6


def test_a_file_that_stays_locked_is_waited_for_once(sqlite: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (engine, session):
        monkeypatch.setattr(module, "BUSY_SECONDS", 0.5)
    assert sqlite.path is not None
    begin = time.monotonic()
    with closing(sqlite3.connect(sqlite.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnavailable, match="is locked by another program"):
            write(sqlite, lambda _: None)
    assert 0.5 <= time.monotonic() - begin < 2
