"""`db backup` and `db restore`, as people call them."""

import json
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from factcheck.settings import Location
from tests.cli.conftest import Cli, place, process
from tests.factories import ingest_text, log


def test_a_backup_is_told_of_and_restored_to_what_the_seals_say(
    cli_sqlite: Cli, sqlite: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ingest_text(sqlite)
    (tmp_path / "seals.jsonl").write_text(cli_sqlite("db", "seal").out)
    made = cli_sqlite("db", "backup", "desk.backup")
    assert (made.code, made.out) == (0, "")
    assert made.err.startswith("desk.backup: 9 events, ")
    again = cli_sqlite("db", "restore", "desk.backup", "--db", "new.db", "--against", "seals.jsonl")
    assert again.code == 0, again.err
    assert again.err.startswith("Restored new.db: ")
    assert (
        cli_sqlite("claims", "--format", "json", "--db", "new.db").out == cli_sqlite("claims", "--format", "json").out
    )


def test_a_backup_from_before_a_seal_is_not_taken_for_all_that_was_sealed(
    cli_sqlite: Cli, sqlite: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    log(sqlite)
    assert cli_sqlite("db", "backup", "desk.backup").code == 0
    log(sqlite, "It rains.")
    (tmp_path / "seals.jsonl").write_text(cli_sqlite("db", "seal").out)
    again = cli_sqlite("db", "restore", "desk.backup", "--db", "new.db", "--against", "seals.jsonl")
    assert again.code == 9
    assert again.err.count("\n") == 1
    assert sorted(one.name for one in tmp_path.glob("*new.db*")) == []


def test_errors_of_a_backup_have_their_codes(cli: Cli, location: Location, tmp_path: Path) -> None:
    log(location)
    taken = tmp_path / "taken"
    taken.write_text("dear")
    assert cli("db", "backup", str(taken)).code == 4
    assert cli("db", "backup", str(tmp_path / "no" / "x")).code == 7
    assert cli("db", "restore", str(tmp_path / "no"), "--db", str(tmp_path / "n.db")).code == 8
    assert cli("db", "restore", str(taken), "--db", str(tmp_path / "n.db")).code == 6


def test_ctrl_c_ends_a_backup_of_a_server_and_leaves_nothing(postgres: Location, tmp_path: Path) -> None:
    log(postgres)
    address = str(postgres.url).replace("+psycopg", "")
    dumps = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with psycopg.connect(address) as holder, psycopg.connect(address, autocommit=True) as watcher:
        holder.execute("LOCK TABLE tag IN ACCESS EXCLUSIVE MODE")
        making = process("db", "backup", str(tmp_path / "desk.backup"), "--db", place(postgres))
        deadline = time.monotonic() + 60
        while watcher.execute(dumps).fetchone() != (1,) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert [one.suffix for one in tmp_path.glob(".desk*")] == [".partial"]
        begin = time.monotonic()
        making.send_signal(signal.SIGINT)
        _, error = making.communicate(timeout=60)
        assert making.returncode == 130, error
        assert list(tmp_path.glob("*desk*")) == []
        while watcher.execute(dumps).fetchone() != (0,) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert watcher.execute(dumps).fetchone() == (0,), "pg_dump was ended, too"
        assert time.monotonic() - begin < 15, "what it had asked the server for was taken back, not waited for"


@pytest.mark.parametrize("name", ["x" * 300, "no-folder/x", "."])
def test_a_backup_that_no_file_can_be_named_after_is_refused_in_one_line(
    cli: Cli, location: Location, tmp_path: Path, name: str
) -> None:
    log(location)
    told = cli("db", "backup", str(tmp_path / name))
    assert (told.code, told.out, told.err.count("\n")) == (7, "", 1), told.err
    assert "cannot be written: File name too long" in told.err or "folder" in told.err
    assert list(tmp_path.glob("*")) == []


def test_a_backup_that_was_killed_has_no_name_and_can_be_made_again(
    cli: Cli, location: Location, tmp_path: Path
) -> None:
    log(location)
    target = tmp_path / "desk.backup"
    with locked(location):
        making = process("db", "backup", str(target), "--db", place(location))
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob(".desk*.partial")) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        making.kill()
        making.communicate(timeout=60)
    assert not target.exists()
    [left] = tmp_path.glob(".desk*.partial")
    made = cli("db", "backup", str(target))
    assert made.code == 0, made.err
    assert target.exists()
    assert made.err.startswith(f"{left} was begun and not finished: remove it, unless somebody is writing {target}.\n")
    assert cli("db", "backup", str(tmp_path / "desk")).err.count("not finished") == 0, "which has another name"
    left.unlink()
    assert cli("db", "backup", str(target), "--replace").err.count("not finished") == 0


@contextmanager
def locked(location: Location) -> Iterator[None]:
    """Nobody can read a table that a backup needs."""
    if location.path is not None:
        with closing(sqlite3.connect(location.path, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            yield
            connection.execute("ROLLBACK")
        return
    with psycopg.connect(str(location.url).replace("+psycopg", "")) as server:
        server.execute("LOCK TABLE tag IN ACCESS EXCLUSIVE MODE")
        yield


def test_the_journal_and_the_risk_are_told(cli_sqlite: Cli) -> None:
    known = json.loads(cli_sqlite("db", "info", "--format", "json").out)
    assert known["journal"] == "delete"
    assert "journal" in cli_sqlite("db", "info").out
