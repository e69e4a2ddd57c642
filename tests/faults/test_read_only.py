"""A file or folder that may only be read: it is read from, and who would write is told so and what to do."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.settings import Location
from tests.cli.conftest import Cli, Result, place
from tests.exchange.conftest import fresh
from tests.factories import ingest_text
from tests.faults.bound import bound
from tests.faults.contents import contents
from tests.faults.disks import small_disk
from tests.faults.dying import BEFORE_COMMIT, killed

__all__ = ["fresh"]

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # from Python 3.12 on


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of which the test may change the permissions."""
    made = tmp_path / "desk"
    made.mkdir()
    yield made
    made.chmod(0o755)


@pytest.fixture
def desk(fresh: Callable[..., Location], folder: Path) -> Location:
    """A database of four claims in it."""
    made = Location(folder / "desk.db", None, explicit=True)
    shutil.copyfile(fresh().path or "", folder / "desk.db")
    ingest_text(made)
    return made


def check_reads_and_refuses(desk: Location, call: Callable[..., Result], words: str, *writes: tuple[str, ...]) -> None:
    """It can be read, and each of these is refused with these words."""
    before = contents(desk)
    assert call("claims", "--count", "--db", place(desk)).out == "4\n"
    for command in (("add", "It rains.", "--said-by", "X"), *writes):
        told = call(*command, "--db", place(desk))
        assert (told.code, told.err.count("\n"), told.out) == (7, 1, ""), told.err
        assert words in told.err
    assert contents(desk) == before


def test_a_file_that_may_only_be_read_is_not_written_to(desk: Location) -> None:
    assert desk.path is not None
    desk.path.chmod(0o444)
    words = f"{desk.path} is read-only. Change its permissions, or work on a copy."
    check_reads_and_refuses(desk, bound, words, ("db", "upgrade"))


def test_a_file_in_a_folder_that_may_only_be_read_is_not_written_to(desk: Location, folder: Path) -> None:
    folder.chmod(0o555)
    check_reads_and_refuses(desk, bound, f"{desk.path} cannot be written: its folder is read-only.")
    told = bound("db", "backup", str(folder / "x"), "--db", place(desk))
    assert (told.code, told.err.count("\n")) == (7, 1), told.err
    assert f"{folder / 'x'} cannot be written: Permission denied. Give another file; nothing was changed." in told.err
    told = bound("add", "It rains.", "--said-by", "X", "--db", str(folder / "new.db"))
    assert (told.code, told.err.count("\n")) == (7, 1), told.err
    assert f"{folder / 'new.db'} cannot be written: its folder is read-only." in told.err
    assert [one.name for one in folder.iterdir()] == ["desk.db"]


def test_a_file_that_may_not_even_be_read_is_said_to_be_so(desk: Location) -> None:
    assert desk.path is not None
    desk.path.chmod(0o000)
    for command in (("claims",), ("add", "It rains.", "--said-by", "X"), ("db", "upgrade")):
        told = bound(*command, "--db", place(desk))
        assert (told.code, told.err.count("\n"), told.out) == (7, 1, ""), told.err
        assert f"{desk.path} cannot be opened: Permission denied." in told.err


def test_what_a_killed_writer_left_cannot_be_taken_back_in_a_folder_that_may_only_be_read(
    desk: Location, folder: Path
) -> None:
    before = contents(desk)
    killed(desk, "tag", "C1", "C2", "C3", "C4", "+dam", "--db", place(desk), at=BEFORE_COMMIT)
    folder.chmod(0o555)
    told = bound("claims", "--db", place(desk))
    assert (told.code, told.err.count("\n"), told.out) == (7, 1, ""), told.err
    assert f"{desk.path} holds a write that was broken off, and its folder does not let it be undone." in told.err
    folder.chmod(0o755)
    assert contents(desk) == before


def test_a_disk_that_may_only_be_read_is_not_written_to(
    cli_sqlite: Cli, fresh: Callable[..., Location], tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        desk = Location(disk / "desk.db", None, explicit=True)
        shutil.copyfile(fresh().path or "", disk / "desk.db")
        ingest_text(desk)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        words = f"{desk.path} is read-only. Change its permissions, or work on a copy."
        check_reads_and_refuses(desk, cli_sqlite, words, ("db", "upgrade"))
        for command in (["export", str(disk / "x.jsonl")], ["db", "backup", str(disk / "x")]):
            told = cli_sqlite(*command, "--db", place(desk))
            assert (told.code, told.err.count("\n")) == (7, 1), told.err
            assert "cannot be written: Read-only file system. Give another file; nothing was changed." in told.err
