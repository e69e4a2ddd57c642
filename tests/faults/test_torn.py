"""A file that is torn, cut off, somebody else's or locked: it is said to be so, and nothing is made of it."""

import shlex
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from factcheck.settings import Location
from factcheck.store import engine, session
from tests.cli.conftest import Cli, place
from tests.exchange.conftest import fresh
from tests.factories import fill_history, ingest_text
from tests.faults.contents import contents

__all__ = ["fresh"]

PAGE = 4096
HALF = PAGE // 2
READS = (["claims"], ["show", "C1"], ["search", "dam"], ["log"], ["export"], ["stats"], ["db", "info"])
WRITES = (["add", "It rains.", "--said-by", "X"], ["assess", "C2", "in_review", "--because", "looking"])


@pytest.fixture
def desk(fresh: Callable[..., Location]) -> Location:
    """A database with a row in every table of history."""
    made = fresh()
    fill_history(made)
    return made


def roots(path: Path) -> list[int]:
    """The first page of each table that commands read most."""
    with closing(sqlite3.connect(path)) as connection:
        read = "name IN ('ledger', 'event', 'claim', 'source', 'article') OR name GLOB '*_config'"
        query = f"SELECT rootpage FROM sqlite_master WHERE {read}"
        return [int(page) - 1 for (page,) in connection.execute(query)]


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["tables", "every page"])
@pytest.mark.parametrize("junk", [bytes(HALF), b"\xff" * HALF], ids=["zeros", "ones"])
def test_a_page_of_which_half_was_written_is_damage_unless_that_half_is_empty(
    cli_sqlite: Cli, desk: Location, tmp_path: Path, junk: bytes, every: bool
) -> None:
    path = Path(str(desk.path))
    whole, before, target = path.read_bytes(), contents(desk), tmp_path / "desk.backup"
    found = 0
    for page in range(len(whole) // PAGE) if every else roots(path):
        middle = page * PAGE + HALF
        torn = whole[:middle] + junk + whole[middle + HALF :]
        for command in (*READS, *WRITES):
            path.write_bytes(torn)
            told = cli_sqlite(*command, "--db", str(path))
            assert told.code in {0, 3, 6, 7}, (page, command, told)
            assert told.code == 0 or told.err.count("\n") == 1, told.err
        path.write_bytes(torn)
        verified = cli_sqlite("db", "verify", "--db", str(path)).code
        copied = cli_sqlite("db", "backup", str(target), "--db", str(path)).code
        if verified == 0 and contents(desk) == before:
            target.unlink()
            continue
        found += 1
        assert verified in {6, 9}, f"page {page}"
        assert copied in {6, 7, 9}, f"page {page}"
        assert not target.exists()
    assert found >= 5


@pytest.mark.parametrize("left", [1, 60, 100, 3000, PAGE, 0.25, 0.5, 0.75, -PAGE])
def test_a_file_that_was_cut_off_is_damage(cli_sqlite: Cli, desk: Location, tmp_path: Path, left: float) -> None:
    path = Path(str(desk.path))
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(int(left * size) if 0 < left < 1 else int(left) % size)
    cut = path.read_bytes()
    for command in (*READS, *WRITES, ["db", "upgrade"]):
        told = cli_sqlite(*command, "--db", str(path))
        assert told.code in {6, 7}, (command, told)
        assert (told.out, told.err.count("\n")) == ("", 1)
    assert cli_sqlite("db", "verify", "--db", str(path)).code in {6, 9}
    assert cli_sqlite("db", "backup", str(tmp_path / "x"), "--db", str(path)).code in {6, 7, 9}
    assert not (tmp_path / "x").exists()
    assert path.read_bytes() == cut


def another_programs(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")


def archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.txt", "hello")


def text(path: Path) -> None:
    path.write_text("Minutes of the meeting.\n")


@pytest.mark.parametrize("make", [text, archive, another_programs], ids=lambda make: make.__name__)
def test_a_file_of_something_else_is_refused_untouched_by_every_command(
    cli_sqlite: Cli, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path, rows = tmp_path / "other", tmp_path / "rows.csv"
    make(path)
    rows.write_text("text,said_by\nIt rains.,X\n")
    before = path.read_bytes()
    more = (
        ["import", str(rows)],
        ["db", "upgrade"],
        ["db", "verify"],
        ["db", "seal"],
        ["db", "backup", str(rows) + "x"],
    )
    for command in (*READS, *WRITES, *more):
        told = cli_sqlite(*command, "--db", str(path))
        assert (told.code, told.out, told.err.count("\n")) == (6, "", 1), (command, told)
        assert "Give another --db; the file was left untouched." in told.err
        assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir() if one.name != "desk.db") == ["other", "rows.csv"]


def test_a_database_of_a_newer_factcheck_is_refused_untouched_by_every_command(cli: Cli, location: Location) -> None:
    ingest_text(location)
    with session.writing(location) as opened:
        opened.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = contents(location)
    for command in (*READS, *WRITES, ["db", "upgrade"], ["db", "verify"], ["db", "seal"]):
        told = cli(*command)
        assert (told.code, told.out, told.err.count("\n")) == (6, "", 1), (command, told)
        assert "at revision 9999" in told.err
        assert "newer" in told.err
    assert contents(location) == before


def test_a_file_that_another_program_keeps_locked_is_said_to_be_locked(
    cli_sqlite: Cli, sqlite: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_text(sqlite)
    before = contents(sqlite)
    monkeypatch.setattr(engine, "_PRAGMAS", ("PRAGMA busy_timeout = 50",))
    for module in (engine, session):
        monkeypatch.setattr(module, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(place(sqlite), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for command in (*READS, *WRITES, ["db", "upgrade"], ["db", "backup", place(sqlite) + ".copy"]):
            told = cli_sqlite(*command)
            assert (told.code, told.out, told.err.count("\n")) == (7, "", 1), (command, told)
            assert "is locked by another program. Close that program, or try again later." in told.err
    assert contents(sqlite) == before


@pytest.mark.parametrize(
    ("damage", "mended"),
    [
        ("DELETE FROM claim_search_data WHERE id >= 100", True),  # all of its words
        ("UPDATE claim_search_data SET block = X'FF00FF' WHERE id >= 100", True),
        ("DELETE FROM claim_search_docsize", True),
        ("DELETE FROM claim_search_data", False),
        ("DELETE FROM claim_search_config", False),
        ("DROP TABLE claim_search_docsize", False),
    ],
)
def test_an_index_of_words_that_is_damaged_is_said_to_be_so_and_can_be_rebuilt(
    cli_sqlite: Cli, sqlite: Location, damage: str, mended: bool
) -> None:
    ingest_text(sqlite)
    with closing(sqlite3.connect(place(sqlite), isolation_level=None)) as other:
        other.execute(damage)
    before = Path(place(sqlite)).read_bytes()
    told = cli_sqlite("search", "dam")
    assert (told.code, told.out, told.err.count("\n")) == (7, "", 1)
    assert told.err.startswith(f"Error: {place(sqlite)} has a damaged index of words. Rebuild it: sqlite3 ")
    assert told.err.endswith(" If that fails, restore a backup.\n")
    assert Path(place(sqlite)).read_bytes() == before
    _, path, statement = shlex.split(told.err.partition("Rebuild it: ")[2].partition(". If")[0])
    with closing(sqlite3.connect(path, isolation_level=None)) as other, ExitStack() as fails:
        if not mended:
            fails.enter_context(pytest.raises(sqlite3.Error))
        other.execute(statement)
    assert cli_sqlite("search", "dam").code == (0 if mended else 7)
    assert not mended or cli_sqlite("db", "verify").code == 0


def test_a_fault_of_ours_about_an_index_of_words_is_no_damage(sqlite: Location) -> None:
    ingest_text(sqlite)
    with pytest.raises(OperationalError, match="no such column"), session.reading(sqlite) as opened:
        opened.connection().exec_driver_sql("SELECT absent FROM claim_search")


def test_a_text_that_is_none_is_said_to_be_damage_though_the_file_is_whole(cli_sqlite: Cli, sqlite: Location) -> None:
    ingest_text(sqlite)
    with closing(sqlite3.connect(place(sqlite), isolation_level=None)) as other:
        other.execute("UPDATE claim SET text = CAST(X'FF41' AS TEXT) WHERE id = 1")
    for command in (["claims"], ["show", "C1"], ["assess", "C1", "in_review", "--because", "x"]):
        told = cli_sqlite(*command)
        assert (told.code, told.out) == (7, ""), told
        look = "See what, and what to do: factcheck db verify"
        assert told.err == f"Error: {place(sqlite)} is damaged: it holds no UTF-8. {look}\n"
    assert cli_sqlite("db", "verify").code == 9
