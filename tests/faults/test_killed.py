"""kill -9: whole batches or nothing; the command, given again, does what is left; and `db verify` finds nothing."""

import os
import random
import time
from pathlib import Path

import pytest

from factcheck.exchange import loading, spreadsheet
from factcheck.settings import Location
from factcheck.store import backup, migrate
from factcheck.store.session import writing
from tests.cli.conftest import Cli, place, process
from tests.exchange.conftest import fresh
from tests.exchange.everything import typical
from tests.exchange.files import jsonl_of
from tests.factories import ARTICLE, ingest_text
from tests.faults.contents import Contents, contents
from tests.faults.dying import AFTER_COMMIT, AT_THE_END, BEFORE_COMMIT, killed
from tests.store.test_upgrade import imported, old

__all__ = ["fresh", "imported", "old"]

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # from Python 3.12 on

FEW_OR_MANY = pytest.mark.parametrize("many", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["few", "many"])


def kill_at_moments(location: Location, command: list[str], *, many: bool) -> Contents:
    """Kill a command that writes at moments until its commit, which leave nothing, and behind it; what it left then."""
    before = contents(location)
    last = killed(location, *command, at=BEFORE_COMMIT)
    assert contents(location) == before
    for at in range(1, last + 1, max(1, last // 40)) if many else (last // 2, last):
        killed(location, *command, at=at)
        assert contents(location) == before, f"of moment {at} of {last}"
    killed(location, *command, at=AFTER_COMMIT)
    after = contents(location)
    assert after != before
    return after


COMMANDS = [
    # arguments, and how many claims there are behind it and of which status
    (["ingest", "ARTICLE", "--publisher", "Example Wire"], 8, 0),
    (["import", "ROWS"], 124, 0),
    (["assess", "C1", "C2", "C3", "C4", "in_review", "--because", "asked the harbour office"], 4, 4),
]


@FEW_OR_MANY
@pytest.mark.parametrize(("command", "claims", "reviewed"), COMMANDS, ids=["ingest", "import", "assess"])
def test_whoever_is_killed_leaves_all_or_nothing_and_it_is_done_again(
    cli: Cli,
    location: Location,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    claims: int,
    reviewed: int,
    many: bool,
) -> None:
    ingest_text(location, publisher="Orm Times")
    places = {"ARTICLE": tmp_path / "a.txt", "ROWS": tmp_path / "rows.csv"}
    places["ARTICLE"].write_text(ARTICLE.replace("dam", "bridge"))
    places["ROWS"].write_text("text,said_by\n" + "".join(f"Claim {at}.,Office {at % 9}\n" for at in range(120)))
    monkeypatch.setattr(spreadsheet, "CHUNK", 50)
    command = [str(places.get(one, one)) for one in command]
    after = kill_at_moments(location, command, many=many)
    again = cli(*command)
    assert again.code == 0, again.err
    assert cli("claims", "--count").out == f"{claims}\n"
    assert cli("claims", "--count", "--status", "in_review").out == f"{reviewed}\n"
    assert command[0] == "assess" or contents(location)["claim"] == after["claim"], "what was stored is stored once"
    verified = cli("db", "verify")
    assert verified.code == 0, verified.err


@FEW_OR_MANY
def test_whoever_is_killed_in_an_import_of_an_export_leaves_all_or_nothing_and_it_is_done_again(
    cli: Cli,
    location: Location,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    many: bool,
) -> None:
    desk = Location(tmp_path / "desk.db", None, explicit=True)
    typical(desk)
    exported = tmp_path / "desk.jsonl"
    exported.write_text(jsonl_of(desk), "utf-8")
    with writing(location):
        pass
    monkeypatch.setattr(loading, "CHUNK", 10)
    after = kill_at_moments(location, ["import", str(exported)], many=many)
    again = cli("import", str(exported))
    assert again.code == 0, again.err
    assert contents(location) == after, "what was stored is stored once"
    verified = cli("db", "verify")
    assert verified.code == 0, verified.err


@FEW_OR_MANY
def test_whoever_is_killed_in_an_upgrade_leaves_the_old_schema_or_the_new(
    cli_sqlite: Cli, old: Location, many: bool
) -> None:
    command = ["db", "upgrade", "--db", place(old)]
    after = kill_at_moments(old, command, many=many)
    assert after["alembic_version"] == [f"('{migrate.HEAD}',)"]
    assert cli_sqlite(*command).code == 0
    assert contents(old) == after
    verified = cli_sqlite("db", "verify", "--db", place(old))
    assert verified.code == 0, verified.err
    folder = old.path.parent if old.path is not None else Path(os.environ["XDG_DATA_HOME"])
    assert len(list(folder.rglob("*0001*.backup"))) > 2, "each time there was a whole copy before anything was done"


@FEW_OR_MANY
def test_whoever_is_killed_in_a_backup_leaves_nothing_that_bears_its_name_or_all_of_it(
    cli: Cli, location: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: bool
) -> None:
    ingest_text(location)
    before = contents(location)
    target = tmp_path / "desk.backup"
    command = ["db", "backup", str(target)]
    monkeypatch.setattr(backup, "_PAGES", 20)
    last = killed(location, *command, at=AT_THE_END)
    whole = target.stat().st_size
    target.unlink()
    for at in range(1, last + 1) if many or location.path is not None else (last // 2, last):
        killed(location, *command, at=at)
        assert not target.exists(), f"of moment {at} of {last}"
    assert contents(location) == before
    again = cli(*command)
    assert (again.code, target.stat().st_size) == (0, whole), again.err


@pytest.mark.slow
def test_an_import_that_is_killed_at_any_time_leaves_all_or_nothing(
    cli: Cli, location: Location, tmp_path: Path
) -> None:
    """Times by chance, so that some fall into the commit itself."""
    chance, new, longest = random.Random(0), 0, 10.0
    for turn in range(12):
        rows = tmp_path / f"{turn}.csv"
        rows.write_text("text,said_by\n" + "".join(f"Claim {at} of {turn}.,Office {at % 9}\n" for at in range(2000)))
        begin = time.monotonic()
        importing = process("import", str(rows), "--db", place(location))
        if turn:
            time.sleep(chance.uniform(0.3, 1) * longest)
            importing.kill()
        importing.communicate(timeout=300)
        longest = longest if turn else time.monotonic() - begin
        stored = int(cli("claims", "--count").out)
        assert stored in {new, new + 2000}
        assert turn or stored, "the first one was left alone"
        again = cli("import", str(rows))
        assert again.code == 0, again.err
        new += 2000
        assert cli("claims", "--count").out == f"{new}\n"
    verified = cli("db", "verify")
    assert verified.code == 0, verified.out
