"""Where a database may be: what is refused, in what words, and untouched."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from factcheck.errors import DatabaseUnavailable, NotFactcheck, UsageProblem
from factcheck.settings import Location, location
from factcheck.store import engine, migrate
from factcheck.store.condition import condition
from factcheck.store.engine import APPLICATION_ID, open_engine
from factcheck.store.session import reading, writing
from factcheck.store.upgrade import upgrade
from tests.factories import log


def at(path: Path) -> Location:
    return Location(path, None, explicit=True)


def test_a_write_into_nothing_creates_the_database(nowhere: Location) -> None:
    number = log(nowhere)
    with reading(nowhere) as session:
        assert session.connection().scalar(text("SELECT count(*) FROM claim")) == number == 1


def test_a_failed_first_write_leaves_nothing_behind(nowhere: Location) -> None:
    with pytest.raises(UsageProblem), writing(nowhere):
        raise UsageProblem("stop")
    if nowhere.path is not None:
        assert not nowhere.path.exists()
    with open_engine(nowhere, write=True).connect() as connection:
        assert migrate.revision(connection) is None


def test_an_explicit_file_that_is_missing_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="There is no database"), reading(at(tmp_path / "no.db")):
        pass


def test_the_default_file_that_is_missing_reads_as_empty() -> None:
    with reading(location()) as session:
        assert session.connection().scalar(text("SELECT count(*) FROM claim")) == 0
    default = location().path
    assert default is not None
    assert not default.exists()


def test_the_default_folder_is_made_by_the_first_write() -> None:
    log(location())
    default = location().path
    assert default is not None
    assert default.exists()


@pytest.mark.parametrize("write", [True, False])
def test_a_folder_is_refused(tmp_path: Path, write: bool) -> None:
    with pytest.raises(DatabaseUnavailable, match="is a folder"), (writing if write else reading)(at(tmp_path)):
        pass


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("head", [b"a text file\n", b"\x00" * 200, b"SQLite format 3\x00" + b"\x01" * 4])
def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path, write: bool, head: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(head)
    with pytest.raises(NotFactcheck), (writing if write else reading)(at(path)):
        pass
    assert path.read_bytes() == head


@pytest.mark.parametrize("write", [True, False])
def test_another_programs_database_is_refused_untouched(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    before = path.read_bytes()
    with pytest.raises(NotFactcheck, match="another program"), (writing if write else reading)(at(path)):
        pass
    assert path.read_bytes() == before


def test_a_server_database_with_other_tables_is_refused_untouched(empty_postgres: Location) -> None:
    address = str(empty_postgres.url).replace("+psycopg", "")
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE bookmarks (url text)")
    for way in (writing, reading):
        with pytest.raises(NotFactcheck, match="another program"), way(empty_postgres):
            pass
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (1,)


@pytest.mark.parametrize(("revision", "words"), [("0000", "db upgrade"), ("9999", "newer factcheck")])
def test_an_older_or_newer_schema_is_refused(location: Location, revision: str, words: str) -> None:
    with writing(location) as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
    for way in (writing, reading):
        with pytest.raises(NotFactcheck) as refusal, way(location):
            pass
        assert words in refusal.value.remedy
    if revision == "0000":
        with pytest.raises(NotFactcheck, match="does not know"):
            upgrade(location)


def test_a_current_database_needs_no_upgrade(location: Location) -> None:
    assert upgrade(location) is None


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("name", ["x" * 300, "x" * 300 + "/desk.db"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str, write: bool) -> None:
    with pytest.raises(DatabaseUnavailable), (writing if write else reading)(at(tmp_path / name)):
        pass


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="There is no folder"), writing(at(tmp_path / "no" / "x.db")):
        pass
    assert not (tmp_path / "no").exists()


def test_a_read_only_file_can_be_read_and_not_written(sqlite: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sqlite.path is not None
    sqlite.path.chmod(stat.S_IRUSR)
    real = os.access
    # Root may write anything; say what anybody else would be told.
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))
    with reading(sqlite):
        pass
    with pytest.raises(DatabaseUnavailable, match="read-only"), writing(sqlite):
        pass


def test_a_server_that_does_not_answer_is_said_to_be_so() -> None:
    nobody = Location(None, "postgresql+psycopg://ana:secret@127.0.0.1:1/desk", explicit=True)
    for way in (writing, reading):
        with pytest.raises(DatabaseUnavailable, match="does not answer") as refusal, way(nobody):
            pass
        assert "secret" not in refusal.value.message


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://[::1", "", "  ", "sqlite://", "sqlite:///:memory:"])
def test_a_place_that_is_none_is_a_usage_problem(url: str) -> None:
    with pytest.raises(UsageProblem), reading(location(url)):
        pass


def test_a_full_disk_leaves_the_database_as_it_was(sqlite: Location) -> None:
    number = log(sqlite)
    with pytest.raises(DatabaseUnavailable, match="disk is full"), writing(sqlite) as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
        for at_ in range(10_000):
            insert = "INSERT INTO tag (claim_id, name) VALUES (?, ?)"
            session.connection().exec_driver_sql(insert, (number, f"tag-{at_}" * 50))
    with reading(sqlite) as session:
        assert session.connection().scalar(text("SELECT count(*) FROM tag")) == 0


def test_the_file_says_whose_it_is_and_connections_are_guarded(sqlite: Location) -> None:
    with reading(sqlite) as session:
        pragma = {
            name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "application_id",
                "foreign_keys",
                "recursive_triggers",
                "busy_timeout",
                "trusted_schema",
                "synchronous",
            )
        }
    assert pragma == {
        "application_id": APPLICATION_ID,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 30000,
        "trusted_schema": 0,
        "synchronous": 2,
    }


def test_a_reading_session_cannot_write_on_a_server(postgres: Location) -> None:
    with pytest.raises(DBAPIError, match="read-only"), reading(postgres) as session:
        session.connection().exec_driver_sql("DELETE FROM tag")


def test_a_second_look_at_a_file_does_not_take_away_the_lock_of_who_writes_to_it(sqlite: Location) -> None:
    other = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
    with writing(sqlite):
        with reading(sqlite):
            pass
        command = [sys.executable, "-c", other, str(sqlite.path)]
        late = subprocess.run(command, check=False, capture_output=True, text=True)
    assert "database is locked" in late.stderr


@pytest.mark.parametrize(("version", "has_it"), [
    ("3.6.23", False), ("3.7.0", True), ("3.40.1", True), ("3.44.5", True), ("3.44.6", False), ("3.45.0", True),
    ("3.50.6", True), ("3.50.7", False), ("3.51.2", True), ("3.51.3", False), ("3.53.0", False),
])  # fmt: skip
def test_a_file_leaves_wal_mode_where_sqlite_can_lose_writes_in_it(
    sqlite: Location, monkeypatch: pytest.MonkeyPatch, version: str, has_it: bool
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", tuple(map(int, version.split("."))))
    assert sqlite.path is not None
    with closing(sqlite3.connect(sqlite.path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    with reading(sqlite) as session:
        known = condition(session, sqlite)
    assert known.journal == "wal"
    assert ("until factcheck next writes" in (known.risk or "")) == has_it
    log(sqlite)
    with reading(sqlite) as session:
        assert condition(session, sqlite).journal == ("delete" if has_it else "wal")


def test_who_reads_in_wal_mode_keeps_it_from_being_left_and_is_named_as_the_lock(
    sqlite: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    monkeypatch.setattr(engine, "_PRAGMAS", ("PRAGMA busy_timeout = 100",))
    assert sqlite.path is not None
    with closing(sqlite3.connect(sqlite.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM event").fetchall()
        with pytest.raises(DatabaseUnavailable, match="is locked by another program"):
            log(sqlite)
