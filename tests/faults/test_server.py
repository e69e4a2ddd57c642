"""A PostgreSQL server that is killed, full, closed to us or not there: one line with what to do, and nothing half."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from factcheck.errors import DatabaseUnavailable
from factcheck.settings import Location
from factcheck.store.session import reading, writing
from tests.cli.conftest import Cli, place, process
from tests.factories import ARTICLE, log
from tests.faults.contents import contents
from tests.faults.disks import fill, small_disk
from tests.faults.servers import Server, serving


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


@pytest.fixture
def desk(server: Server) -> Iterator[Location]:
    """A database of that server with a claim in it."""
    if not server.runs:  # a test that failed left it so
        server.start()
    with psycopg.connect(plain(server.location()), autocommit=True) as connection:
        connection.execute("CREATE DATABASE desk")
    log(server.location("desk"))
    yield server.location("desk")
    with psycopg.connect(plain(server.location()), autocommit=True) as connection:
        connection.execute("DROP DATABASE desk WITH (FORCE)")


def plain(location: Location) -> str:
    return str(location.url).replace("+psycopg", "")


def in_the_commit(location: Location) -> int:
    """The process of the server that commits, once there is one."""
    until = time.monotonic() + 60
    with psycopg.connect(plain(location), autocommit=True) as watcher:
        while time.monotonic() < until:
            query = "SELECT pid FROM pg_stat_activity WHERE query = 'COMMIT' AND wait_event = 'PgSleep'"
            found = watcher.execute(query).fetchone()
            if found:
                return int(found[0])
            time.sleep(0.02)
    raise AssertionError("nobody ever committed")


def dwell(location: Location) -> None:
    """Let every commit take a minute."""
    with psycopg.connect(plain(location)) as connection:
        connection.execute("""CREATE FUNCTION dwell() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$""")
        connection.execute("""CREATE CONSTRAINT TRIGGER dwell AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION dwell()""")


def hurry(location: Location) -> None:
    """Let commits be as they were, as soon as the server answers again."""
    until = time.monotonic() + 60
    while True:
        try:
            with psycopg.connect(plain(location)) as connection:
                connection.execute("DROP TRIGGER dwell ON event")
                connection.execute("DROP FUNCTION dwell")
                return
        except psycopg.OperationalError:
            assert time.monotonic() < until, "it never came back"
            time.sleep(0.05)


@pytest.mark.parametrize("way", ["a process of it is killed", "it is stopped at once"])
def test_a_server_that_falls_in_the_middle_of_a_commit_has_stored_nothing_and_it_is_done_again(
    cli_sqlite: Cli, server: Server, desk: Location, tmp_path: Path, way: str
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    command = ["ingest", str(tmp_path / "a.txt"), "--db", place(desk)]
    before = contents(desk)
    dwell(desk)
    reading_in = process(*command)
    backend = in_the_commit(desk)
    if way == "it is stopped at once":
        server.stop()
    else:
        server.kill(backend)
    _, error = reading_in.communicate(timeout=60)
    assert (reading_in.returncode, error.count("\n")) == (7, 1), error
    assert "broke off" in error
    assert "If factcheck log does not show it, nothing of it was stored: repeat it." in error
    if way == "it is stopped at once":
        server.start()
    hurry(desk)
    assert contents(desk) == before
    again = cli_sqlite(*command)
    assert again.code == 0, again.err
    assert cli_sqlite("claims", "--count", "--db", place(desk)).out == "5\n"
    verified = cli_sqlite("db", "verify", "--db", place(desk))
    assert verified.code == 0, verified.err


def test_a_server_that_ends_a_connection_is_said_to_have_broken_off(server: Server, desk: Location) -> None:
    for way, remedy in ((reading, "Repeat it."), (writing, "If factcheck log does not show it")):
        with pytest.raises(DatabaseUnavailable, match="broke off: terminating connection") as refusal, way(desk) as one:
            number = one.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar()
            with psycopg.connect(plain(server.location())) as other:
                other.execute("SELECT pg_terminate_backend(%s)", [number])
            one.connection().exec_driver_sql("SELECT 1")
        assert refusal.value.remedy.startswith(remedy)


def test_a_server_without_a_free_connection_is_said_to_be_so(cli_sqlite: Cli, server: Server, desk: Location) -> None:
    server.restart(max_connections=4, superuser_reserved_connections=0)
    with ExitStack() as others:
        for _ in range(4):
            others.enter_context(psycopg.connect(plain(desk)))
        for command in (["claims"], ["add", "It rains.", "--said-by", "X"]):
            told = cli_sqlite(*command, "--db", place(desk))
            assert (told.code, told.err.count("\n"), told.out) == (7, 1, "")
            assert "has no connection left: sorry, too many clients already. Try again later, or let its" in told.err
    server.restart()
    assert cli_sqlite("claims", "--count", "--db", place(desk)).out == "1\n"


def test_who_is_not_let_in_is_told_so(cli_sqlite: Cli, server: Server, desk: Location) -> None:
    with psycopg.connect(plain(desk)) as connection:
        connection.execute("CREATE ROLE guarded LOGIN PASSWORD 'right' SUPERUSER")
    assert cli_sqlite("claims", "--count", "--db", place(server.location("desk", "guarded", "right"))).out == "1\n"
    for user, password, words in (
        ("guarded", "wrong", 'password authentication failed for user "guarded". Check the user and the password'),
        ("guarded", None, "no password supplied. Check the user and the password"),
        ("nobody", None, 'role "nobody" does not exist. Check the user and the password'),
    ):
        told = cli_sqlite("claims", "--db", place(server.location("desk", user, password)))
        assert (told.code, told.err.count("\n"), told.out) == (7, 1, "")
        assert "does not let you in: " in told.err
        assert words in told.err
        assert "wrong" not in told.err


def test_a_database_that_the_server_does_not_have_is_named(cli_sqlite: Cli, server: Server) -> None:
    told = cli_sqlite("claims", "--db", place(server.location("nowhere")))
    assert (told.code, told.err.count("\n"), told.out) == (7, 1, "")
    assert 'has no such database: database "nowhere" does not exist. Check the URL, or create it' in told.err


def test_a_server_that_is_down_does_not_answer(cli_sqlite: Cli, server: Server, desk: Location) -> None:
    server.stop("fast")
    for command in (["claims"], ["add", "It rains.", "--said-by", "X"], ["db", "backup", "x"], ["db", "upgrade"]):
        told = cli_sqlite(*command, "--db", place(desk))
        assert (told.code, told.err.count("\n"), told.out) == (7, 1, "")
        assert "does not answer" in told.err
        assert "Check the URL, and that the server runs." in told.err
    server.start()


def test_a_server_whose_disk_is_full_is_said_to_be_so_and_changes_nothing(
    cli_sqlite: Cli, server: Server, tmp_path: Path
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("text,said_by\n" + "".join(f"Claim {at} {'x' * 300}.,X\n" for at in range(1000)))
    with small_disk(server.folder / "small", "24m") as disk, psycopg.connect(plain(server.location())) as connection:
        shutil.chown(disk, server.user or os.getuid())
        connection.autocommit = True
        connection.execute(f"CREATE TABLESPACE small LOCATION '{disk}'".encode())
        connection.execute("CREATE DATABASE small TABLESPACE small")
        small = server.location("small")
        log(small)
        before = contents(small)
        filler = fill(disk, leave=64 * 1024)
        told = cli_sqlite("import", str(rows), "--db", place(small))
        assert (told.code, told.err.count("\n")) == (7, 1), told.err
        assert "cannot grow: its disk is full: " in told.err
        assert "Free some space there; nothing was changed." in told.err
        assert contents(small) == before
        filler.unlink()
        assert cli_sqlite("import", str(rows), "--db", place(small)).code == 0
        connection.execute("DROP DATABASE small")
        connection.execute("DROP TABLESPACE small")
