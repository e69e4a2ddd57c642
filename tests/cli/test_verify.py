"""`db seal` and `db verify` from the command line: one line, one report, exit code 9."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from factcheck.settings import Location
from tests.cli.conftest import Cli
from tests.store.verify.forger import forge


@pytest.fixture
def filled(cli: Cli) -> Cli:
    assert cli("add", "The bridge is closed.", "--said-by", "City council").code == 0
    return cli


def test_a_seal_is_one_line_of_json_that_verify_holds_the_database_to(filled: Cli, tmp_path: Path) -> None:
    made = filled("db", "seal")
    shape = json.loads(made.out)
    assert made.out.count("\n") == 1
    assert (shape["type"], shape["events"], shape["chains"]) == ("seal", 2, 2)
    seals = tmp_path / "seals.jsonl"
    seals.write_text(made.out)
    assert filled("add", "The dam is finished.", "--said-by", "City council").code == 0
    verified = filled("db", "verify", "--against", str(seals), "--format", "json")
    report = json.loads(verified.out)
    assert (verified.code, report["ok"], report["first"]) == (0, True, None)
    assert {one["name"]: one["ok"] for one in report["checks"]}["seals"] is True


def test_damage_ends_with_exit_code_9_and_names_record_fault_and_remedy(filled: Cli, location: Location) -> None:
    forge(location, "UPDATE claim SET status = 'confirmed' WHERE id = 1")
    verified = filled("db", "verify", "--format", "json")
    report = json.loads(verified.out)
    assert (verified.code, report["ok"]) == (9, False)
    assert report["first"]["record"] == "C1"
    assert report["first"]["what"] == "status is 'confirmed', but its history says 'unchecked'."
    error = json.loads(verified.err.splitlines()[-1])
    assert (error["code"], report["first"]["uid"] in error["error"]) == (9, True)
    plain = filled("db", "verify")
    assert "values       damaged" in plain.out
    assert plain.err.startswith("Error: C1 (")


def test_where_nothing_was_ever_written_there_is_nothing_to_seal_or_verify(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FACTCHECK_DB")
    for command in ("seal", "verify"):
        assert "There is no database yet." in cli("db", command).err
        assert cli("db", command).code == 7


def test_a_file_of_seals_that_is_missing_or_none_is_refused(cli_sqlite: Cli, tmp_path: Path) -> None:
    assert cli_sqlite("db", "verify", "--against", str(tmp_path / "none")).code == 8
    (tmp_path / "other").write_text("not a seal\n")
    refused = cli_sqlite("db", "verify", "--against", str(tmp_path / "other"))
    assert (refused.code, "Line 1 of" in refused.err) == (8, True)
    assert cli_sqlite("db", "verify", "--signers", "allowed").code == 2
    assert cli_sqlite("db", "seal", "--sign", str(tmp_path / "none")).code == 8


class Endless(io.RawIOBase):
    """A device such as /dev/zero."""

    given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.given += len(buffer)
        assert self.given < 10_000_000, "it is read on and on"
        buffer[:] = bytes(len(buffer))
        return len(buffer)


def test_seals_are_not_looked_for_without_end(cli_sqlite: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(Endless()), "utf-8"))
    refused = cli_sqlite("db", "verify", "--against", "-")
    assert (refused.code, "Line 1 of" in refused.err) == (8, True)


def test_a_torn_file_is_damage_too(cli_sqlite: Cli, sqlite: Location) -> None:
    path = Path(str(sqlite.path))
    content = path.read_bytes()
    path.write_bytes(content[: 4096 * 3])
    assert cli_sqlite("db", "verify").code == 9
