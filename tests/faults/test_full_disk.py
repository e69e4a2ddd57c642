"""A disk that is full: one line that says so and what to do, exit code 7, and the database as it was."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.settings import Location
from factcheck.store import engine, migrate
from factcheck.store.engine import open_engine
from tests.cli.conftest import Cli, place
from tests.exchange.conftest import fresh
from tests.exchange.files import load_jsonl, of_revision_1
from tests.factories import ARTICLE, ingest_text
from tests.faults.contents import contents
from tests.faults.disks import fill, small_disk
from tests.store.test_upgrade import age

__all__ = ["fresh"]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    with small_disk(tmp_path / "disk", "2m") as folder:
        yield folder


@pytest.fixture
def inputs(tmp_path: Path) -> dict[str, Path]:
    """Files to read in, and to write to, by the names that commands call them by."""
    article, rows = tmp_path / "a.txt", tmp_path / "rows.csv"
    article.write_text("".join(ARTICLE.replace("dam", f"dam {at}") for at in range(40)))
    rows.write_text("text,said_by\n" + "".join(f"Claim {at} {'x' * 300}.,Office {at % 9}\n" for at in range(1200)))
    return {"ARTICLE": article, "ROWS": rows}


WRITES = [
    ["ingest", "ARTICLE"],
    ["import", "ROWS"],
    ["assess", "C1", "C2", "C3", "C4", "in_review", "--because", "y" * 60_000],
]


def check_full(cli: Cli, location: Location, command: list[str]) -> None:
    """The command says that the disk is full, and changes nothing."""
    before = contents(location)
    told = cli(*command, "--db", place(location))
    assert (told.code, told.err.count("\n"), told.out) == (7, 1, ""), told.err
    assert f"{location.path} cannot grow: the disk is full. Free some space; nothing was changed." in told.err
    assert contents(location) == before


@pytest.mark.parametrize("command", WRITES, ids=lambda command: command[0])
def test_a_command_that_finds_no_room_on_the_disk_changes_nothing(
    cli_sqlite: Cli, fresh: Callable[..., Location], disk: Path, inputs: dict[str, Path], command: list[str]
) -> None:
    desk = moved(fresh(), disk)
    ingest_text(desk)
    filler = fill(disk, leave=16 * 1024)
    command = [str(inputs.get(one, one)) for one in command]
    check_full(cli_sqlite, desk, command)
    assert sorted(one.name for one in disk.iterdir()) == ["desk.db", "filler"]
    filler.unlink()
    inputs["ROWS"].write_text("text,said_by\nIt rains.,X\n")
    again = cli_sqlite(*command, "--db", place(desk))
    assert again.code == 0, again.err


@pytest.mark.parametrize("command", WRITES, ids=lambda command: command[0])
def test_a_command_whose_file_may_not_grow_changes_nothing(
    cli_sqlite: Cli,
    sqlite: Location,
    inputs: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
) -> None:
    """SQLITE_FULL in the middle of a transaction, which SQLite then rolls back by itself."""
    ingest_text(sqlite)
    monkeypatch.setattr(engine, "_PRAGMAS", ("PRAGMA max_page_count = 1", "PRAGMA foreign_keys = ON"))
    check_full(cli_sqlite, sqlite, [str(inputs.get(one, one)) for one in command])


@pytest.fixture
def aged(fresh: Callable[..., Location], disk: Path) -> Location:
    """A database of the first schema on that disk."""
    today, then = fresh(), Location(disk / "desk.db", None, explicit=True)
    load_jsonl(today, of_revision_1())
    age(today, then, "0001")
    return then


def test_an_upgrade_without_room_for_its_copy_changes_nothing(cli_sqlite: Cli, aged: Location, disk: Path) -> None:
    before = contents(aged)
    filler = fill(disk, leave=64 * 1024)
    told = cli_sqlite("db", "upgrade", "--db", place(aged))
    assert (told.code, told.err.count("\n")) == (7, 1), told.err
    assert "No space left on device. Free some space; nothing was changed." in told.err
    assert contents(aged) == before
    assert sorted(one.name for one in disk.iterdir()) == ["desk.db", "filler"]
    filler.unlink()
    assert cli_sqlite("db", "upgrade", "--db", place(aged)).code == 0


def test_an_upgrade_that_fills_the_disk_leaves_the_old_schema(cli_sqlite: Cli, aged: Location, disk: Path) -> None:
    fill(disk, leave=aged.path.stat().st_size + 32 * 1024 if aged.path else 0)
    check_full(cli_sqlite, aged, ["db", "upgrade"])
    with open_engine(aged, write=False).connect() as connection:
        assert migrate.revision(connection) == "0001"


def test_what_is_written_to_a_full_disk_leaves_what_was_there(
    cli: Cli, location: Location, disk: Path, tmp_path: Path
) -> None:
    for at in range(4):
        ingest_text(location, ARTICLE.replace("dam", f"dam {at}"))
    assert cli("db", "backup", str(tmp_path / "whole.backup")).code == 0
    target = disk / "target"
    target.write_text("dear")
    fill(disk, leave=4096)
    before = contents(location)
    commands = [["export", str(target)], ["db", "backup", str(target), "--replace"]]
    rows = tmp_path / "bad.csv"
    rows.write_text("text,said_by\nIt rains.,X\n" + f",{'y' * 6000}\n")
    commands.append(["import", str(rows), "--skip-bad", str(target)])
    if location.path is not None:
        commands.append(["db", "restore", str(tmp_path / "whole.backup"), "--db", str(disk / "new.db")])
    for command in commands:
        told = cli(*command)
        assert (told.code, told.err.count("\n")) == (7, 1), told.err
        assert "No space left on device. Free some space; nothing was changed." in told.err
        assert target.read_text() == "dear"
        assert sorted(one.name for one in disk.iterdir()) == ["filler", "target"]
    assert contents(location) == before


def moved(location: Location, folder: Path) -> Location:
    """The file in another folder."""
    assert location.path is not None
    there = folder / "desk.db"
    there.write_bytes(location.path.read_bytes())
    return Location(there, None, explicit=True)
