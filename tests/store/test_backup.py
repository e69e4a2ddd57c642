"""A backup is the database as one moment showed it, checked before it has its name; and it can be put back."""

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from factcheck.desk import claims
from factcheck.desk.attributions import Said
from factcheck.errors import Damaged, DatabaseUnavailable, NotFactcheck, Refused, Unreadable, UsageProblem
from factcheck.settings import Location
from factcheck.store import migrate, programs
from factcheck.store.backup import back_up, restore
from factcheck.store.engine import open_engine
from factcheck.store.session import writing
from factcheck.store.soundness import check_events
from tests.exchange.tables import check_index, state
from tests.factories import ingest_text, log


def silent(_done: int, _total: int | None) -> None:
    """Nobody watches."""


def trusting(_place: Location) -> None:
    """Nobody looks more closely."""


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, location: Location, tmp_path: Path) -> Location:
    """A place of the same kind in which nothing is yet."""
    if location.path is not None:
        return Location(tmp_path / "restored.db", None, explicit=True)
    empty: Location = request.getfixturevalue("empty_postgres")
    return empty


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for less than any database needs."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", folder], check=False)
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def forge(location: Location) -> None:
    """Change an event as whoever owns the database can, its guards switched off."""
    change = "UPDATE event SET reason = 'never said' WHERE seq = 1"
    if location.path is not None:
        with closing(sqlite3.connect(location.path)) as connection, connection:
            connection.execute("DROP TRIGGER event_no_update")
            connection.execute(change)
        return
    with psycopg.connect(str(location.url).replace("+psycopg", "")) as server:
        server.execute("ALTER TABLE event DISABLE TRIGGER ALL")
        server.execute(change)


def test_a_backup_that_is_restored_holds_everything_and_takes_new_claims(
    location: Location, elsewhere: Location, tmp_path: Path
) -> None:
    ingest_text(location)
    log(location, "A \\ stroke,\ta tab,\na line and \\N and \\. are text.", by="Ana\\tor")
    done = back_up(location, tmp_path / "desk.backup", silent)
    again = restore(tmp_path / "desk.backup", elsewhere, silent, trusting)
    assert (done.revision, done.events) == (again.revision, again.events)
    assert state(elsewhere) == state(location)
    check_index(elsewhere)
    assert log(elsewhere, "One more.") == log(location, "One more.")


def test_a_backup_can_be_made_while_somebody_writes_and_holds_nothing_half_done(
    location: Location, elsewhere: Location, tmp_path: Path
) -> None:
    ingest_text(location)
    before = state(location)
    with writing(location) as session:
        claims.log(session, "It rains.", Said("City council"), by="ana")
        back_up(location, tmp_path / "desk.backup", silent)
    restore(tmp_path / "desk.backup", elsewhere, silent, trusting)
    assert state(elsewhere) == before
    assert len(state(location)["claim"]) == len(before["claim"]) + 1


def test_what_is_there_is_replaced_only_if_asked_for(location: Location, tmp_path: Path) -> None:
    log(location)
    target = tmp_path / "desk.backup"
    target.write_text("dear")
    with pytest.raises(Refused, match="is there already"):
        back_up(location, target, silent)
    assert target.read_text() == "dear"
    assert back_up(location, target, silent, replace=True).size == target.stat().st_size


def test_a_place_that_holds_something_is_not_restored_into(location: Location, tmp_path: Path) -> None:
    log(location)
    back_up(location, tmp_path / "desk.backup", silent)
    before = state(location)
    with pytest.raises(Refused, match="already"):
        restore(tmp_path / "desk.backup", location, silent, trusting)
    assert state(location) == before


def test_a_backup_cannot_go_where_no_file_can_be(location: Location, tmp_path: Path) -> None:
    for target, words in ((tmp_path / "no" / "x", "There is no folder"), (tmp_path, "is a folder")):
        with pytest.raises(DatabaseUnavailable, match=words):
            back_up(location, target, silent)
    if location.path is not None:
        with pytest.raises(UsageProblem, match="itself"):
            back_up(location, location.path, silent, replace=True)


def test_a_full_disk_leaves_nothing_behind(location: Location, small: Path) -> None:
    log(location)
    with pytest.raises(DatabaseUnavailable, match="No space left") as refusal:
        back_up(location, small / "desk.backup", silent)
    assert "Free some space" in refusal.value.remedy
    assert list(small.iterdir()) == []


def test_an_interrupted_copy_leaves_nothing_behind(sqlite: Location, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())

    def interrupt(_done: int, _total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(sqlite, tmp_path / "desk.backup", interrupt)
    with pytest.raises(KeyboardInterrupt):
        restore(sqlite.path or Path(), Location(tmp_path / "new.db", None, explicit=True), interrupt, trusting)
    assert set(tmp_path.iterdir()) == before


def test_what_was_forged_is_not_backed_up(location: Location, tmp_path: Path) -> None:
    log(location)
    forge(location)
    before = set(tmp_path.iterdir())
    with pytest.raises(Damaged, match="is not what its hash says"):
        back_up(location, tmp_path / "desk.backup", silent)
    assert set(tmp_path.iterdir()) == before


def test_a_backup_that_lost_its_end_is_not_restored(location: Location, elsewhere: Location, tmp_path: Path) -> None:
    ingest_text(location)
    target = tmp_path / "desk.backup"
    size = back_up(location, target, silent).size or 0
    with target.open("r+b") as file:
        file.truncate(size // 2)
    with pytest.raises((Damaged, DatabaseUnavailable)):
        restore(target, elsewhere, silent, trusting)
    with open_engine(elsewhere, write=True).connect() as connection:
        assert migrate.revision(connection) is None


def test_nothing_is_left_of_a_backup_that_does_not_hold(
    location: Location, elsewhere: Location, tmp_path: Path
) -> None:
    def doubting(_place: Location) -> None:
        raise Damaged("C1: It was changed.", "Look.")

    log(location)
    if elsewhere.path is None:
        with open_engine(location, write=True).connect() as connection, connection.begin():
            connection.exec_driver_sql('CREATE VIEW "50 %% more" AS SELECT 1')
            connection.exec_driver_sql("CREATE OPERATOR = (FUNCTION = textne, LEFTARG = text, RIGHTARG = text)")
            connection.exec_driver_sql("CREATE OPERATOR !! (FUNCTION = int4um, RIGHTARG = integer)")
            connection.exec_driver_sql("CREATE CAST (text AS integer) WITH INOUT AS IMPLICIT")
            connection.exec_driver_sql('CREATE COLLATION other FROM "C"')
        with open_engine(elsewhere, write=True).connect() as connection, connection.begin():
            connection.exec_driver_sql("CREATE FUNCTION theirs () RETURNS integer LANGUAGE sql AS 'SELECT 7'")
    back_up(location, tmp_path / "desk.backup", silent)
    before = _held(elsewhere)
    with pytest.raises(Damaged, match="C1: It was changed"):
        restore(tmp_path / "desk.backup", elsewhere, silent, doubting)
    assert _held(elsewhere) == before
    restore(tmp_path / "desk.backup", elsewhere, silent, lambda _: None)


def _held(location: Location) -> object:
    """What there is at a place, whatever it is."""
    if location.path is not None:
        return location.path.exists()
    with open_engine(location, write=False).connect() as connection:
        schema = "current_schema()::regnamespace"
        kinds = (
            *("class WHERE rel", "proc WHERE pro", "type WHERE typ", "ts_config WHERE cfg", "ts_dict WHERE dict"),
            *("operator WHERE opr", "collation WHERE coll"),
        )
        found = [connection.scalars(text(f"SELECT oid FROM pg_{kind}namespace = {schema}")).all() for kind in kinds]
        assert found[1], "a function that was there before"
        return [*found, connection.scalars(text("SELECT oid FROM pg_cast")).all()]


def test_a_copy_that_lacks_an_event_is_refused() -> None:
    with pytest.raises(Damaged, match="0 events in place of 1"):
        check_events([], 1)


def test_a_page_that_was_overwritten_is_found(sqlite: Location, tmp_path: Path) -> None:
    ingest_text(sqlite)
    assert sqlite.path is not None
    with closing(sqlite3.connect(sqlite.path)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'attribution'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with sqlite.path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\x05" + b"\xff" * 100)
    with pytest.raises(Damaged):
        back_up(sqlite, tmp_path / "desk.backup", silent)
    assert not (tmp_path / "desk.backup").exists()


@pytest.mark.parametrize(("content", "error"), [(None, Unreadable), (b"", NotFactcheck), (b"notes", NotFactcheck)])
def test_what_is_no_backup_is_not_restored(tmp_path: Path, content: bytes | None, error: type[Exception]) -> None:
    if content is not None:
        (tmp_path / "x").write_bytes(content)
    with pytest.raises(error):
        restore(tmp_path / "x", Location(tmp_path / "new.db", None, explicit=True), silent, trusting)
    assert not (tmp_path / "new.db").exists()


def test_a_backup_of_the_one_kind_is_not_restored_into_the_other(location: Location, tmp_path: Path) -> None:
    back_up(location, tmp_path / "desk.backup", silent)
    url = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    other = Location(None, url, explicit=True) if location.path else Location(tmp_path / "n.db", None, explicit=True)
    with pytest.raises(UsageProblem, match="is a backup of"):
        restore(tmp_path / "desk.backup", other, silent, trusting)


def test_a_database_in_wal_mode_becomes_one_file(sqlite: Location, tmp_path: Path) -> None:
    assert sqlite.path is not None
    with closing(sqlite3.connect(sqlite.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("DELETE FROM claim_flag")  # stands in the WAL alone
        back_up(sqlite, tmp_path / "desk.backup", silent)
    with closing(sqlite3.connect(tmp_path / "desk.backup")) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert sorted(tmp_path.glob("*.backup*")) == [tmp_path / "desk.backup"]


def test_only_a_pg_dump_as_new_as_the_server_will_do(
    postgres: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "bin" / "pg_dump"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 14.9'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{old.parent}:/usr/bin:/bin")
    back_up(postgres, tmp_path / "desk.backup", silent)  # passes it over for the one beside the server
    monkeypatch.setattr(programs, "_FOLDERS", ())
    monkeypatch.setattr(programs, "_beside_server", lambda _connection: [])
    with pytest.raises(DatabaseUnavailable, match=r"needs a pg_dump of version \d+ or newer, and the newest here is"):
        back_up(postgres, tmp_path / "again.backup", silent)
    assert not (tmp_path / "again.backup").exists()


def test_a_password_is_not_among_the_arguments() -> None:
    engine = create_engine("postgresql+psycopg://ana:secret@db.example/desk?sslmode=require")
    arguments, surroundings = programs.command(programs.Program(Path("pg_dump"), 18), engine)
    assert "secret" not in " ".join(arguments)
    assert "sslmode=require" in arguments[-1]
    assert surroundings["PGPASSWORD"] == "secret"
