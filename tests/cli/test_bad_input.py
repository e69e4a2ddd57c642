"""Bad input: one clear line with the remedy, the documented exit code, and a database exactly as it was."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from factcheck.settings import Location
from tests.cli.conftest import Cli
from tests.factories import ARTICLE, ingest_text

COMMANDS = [
    # code, words in the message, command
    (2, "is no claim's id", ["show", "X1"]),
    (2, "is no claim's id", ["show", "C0"]),
    (2, "is no claim's id", ["assess", "1", "in_review", "--because", "x"]),
    (2, "is no article's id", ["claims", "--article", "C1"]),
    (2, "Did you mean in_review?", ["assess", "C1", "in_reveiw", "--because", "x"]),
    (2, "Did you mean unchecked?", ["claims", "--status", "uncheked"]),
    (2, "Did you mean state_media?", ["claims", "--kind", "state-mdia"]),
    (2, "is no flag", ["claims", "--flag", "xyz"]),
    (2, "Did you mean feared?", ["claims", "--modality", "feard"]),
    (2, "is no stance", ["add", "x", "--said-by", "y", "--stance", "maybe"]),
    (2, "is no credibility", ["assess", "C1", "insufficient", "--because", "x", "--credibility", "7"]),
    (2, "needs a credibility", ["assess", "C1", "insufficient", "--because", "x"]),
    (2, "needs a credibility", ["assess", "C99", "disputed", "--because", "x"]),
    (2, "needs its reason", ["assess", "C1", "in_review"]),
    (2, "reason is empty", ["assess", "C1", "in_review", "--because", " "]),
    (2, "one claim only", ["assess", "C1", "C2", "in_review", "--because", "x", "--expect-version", "1"]),
    (2, "takes nothing but a reason", ["assess", "C1", "--retract", "--because", "x", "--override", "y"]),
    (2, "no 2025-02-30 in the calendar", ["add", "x", "--said-by", "y", "--said-on", "2025-02-30"]),
    (2, "is no date for --said-since", ["claims", "--said-since", "yesterday"]),
    (2, "is no format", ["claims", "--format", "xml"]),
    (2, "is sorted by", ["claims", "--sort", "colour"]),
    (2, "--limit", ["claims", "--limit", "0"]),
    (2, "is no reliability", ["source", "grade", "S1", "G", "--because", "x"]),
    (2, "needs its reason", ["source", "grade", "S1", "A"]),
    (2, "who says it", ["add", "x"]),
    (2, "either the claim's text, or --to", ["add", "--said-by", "x"]),
    (2, "The claim is empty", ["add", "  ", "--said-by", "x"]),
    (2, "needs the article", ["add", "x", "--said-by", "y", "--quote", "z"]),
    (2, "Nothing to change", ["source", "edit", "S1"]),
    (2, "No tag is named", ["tag", "C1"]),
    (2, "is no tag", ["tag", "C1", "+a,b"]),
    (2, "No such option", ["tag", "C1", "--tags"]),
    (2, "Did you mean 'unverified'?", ["unverfied"]),
    (2, "Did you mean 'grade'?", ["source", "grad"]),
    (2, "No such option", ["claims", "--colour"]),
    (2, "Missing argument", ["show"]),
    (2, "Did you mean rules?", ["ingest", "--engine", "rulez", "ARTICLE"]),
    (2, "belong to one article", ["ingest", "ARTICLE", "ARTICLE", "--url", "https://x.example"]),
    (2, "only once", ["ingest", "-", "-"]),
    (2, "The claim is empty", ["edit", "C99", " "]),
    (2, "reason is empty", ["assess", "C99", "--retract", "--because", " "]),
    (2, "Nothing to change", ["source", "edit", "S99"]),
    (2, "name is empty", ["source", "edit", "S99", "--name", " "]),
    (2, "name is empty", ["source", "alias", "S99", " "]),
    (2, "is no article's id", ["add", "--to", "C99", "--said-by", "x", "--article", "BAD"]),
    (2, "holds a NUL", ["stale", "--source", "\0"]),
    (2, "holds a NUL", ["db", "verify", "--against", "\0"]),
    (2, "No status is given", ["assess", "C1", "--because", "x"]),
    (2, "is no --limit. Give a smaller number.", ["log", "--limit", "99999999999999999999"]),
    (2, "is no tag", ["tag", "C1", "+" + "x" * 101]),
    (2, "is longer than 2,000 bytes", ["ingest", "ARTICLE", "--url", "https://x.example/" + "y" * 3000]),
    (2, "what the evidence does", ["evidence", "add", "C1", "--source", "x"]),
    (2, "what the evidence does", ["evidence", "add", "C1", "--supports", "--refutes", "--source", "x"]),
    (2, "Nothing is given", ["evidence", "add", "C1", "--supports"]),
    (2, "Nothing is given", ["evidence", "add", "C99", "--supports", "--note", "x"]),
    (2, "brings its own source", ["evidence", "add", "C1", "--supports", "--attribution", "T2", "--source", "x"]),
    (2, "is no attribution's id", ["evidence", "add", "C1", "--supports", "--attribution", "C2"]),
    (
        2,
        "no 2025-13 in the calendar",
        ["evidence", "add", "C1", "--context", "--url", "https://u", "--date", "2025-13"],
    ),
    (2, "holds white space", ["evidence", "add", "C1", "--context", "--url", "a b"]),
    (2, "is no evidence's id", ["evidence", "withdraw", "C1", "--because", "x"]),
    (2, "needs its reason", ["evidence", "withdraw", "E1"]),
    (2, "is no evidence's id", ["assess", "C1", "refuted", "--because", "x", "--evidence", "C1"]),
    (2, "one claim only", ["assess", "C1", "C2", "refuted", "--because", "x", "--evidence", "E1"]),
    (2, "takes nothing but a reason", ["assess", "C1", "--retract", "--because", "x", "--evidence", "E1"]),
    (2, "Did you mean misattributed?", ["check-said", "T1", "misatributed", "--because", "x"]),
    (2, "needs its reason", ["check-said", "T1", "original_seen"]),
    (2, "is no attribution's id", ["check-said", "C1", "original_seen", "--because", "x"]),
    (3, "There is no claim C99", ["show", "C99"]),
    (3, "There is no claim C99", ["evidence", "add", "C99", "--supports", "--source", "x"]),
    (3, "There is no claim C99", ["evidence", "list", "C99"]),
    (3, "There is no source S99", ["evidence", "add", "C1", "--supports", "--source", "S99"]),
    (3, "There is no attribution T99", ["evidence", "add", "C1", "--supports", "--attribution", "T99"]),
    (3, "There is no evidence E9", ["evidence", "withdraw", "E9", "--because", "x"]),
    (3, "There is no evidence E9", ["assess", "C1", "refuted", "--because", "x", "--evidence", "E9"]),
    (3, "There is no attribution T99", ["check-said", "T99", "original_seen", "--because", "x"]),
    (3, "There is no claim C99", ["assess", "C1", "C99", "in_review", "--because", "x"]),
    (3, "There is no claim C99", ["assess", "C99", "--retract", "--because", "x"]),
    (3, "There is no claim C999999999999999999", ["history", "C999999999999999999"]),
    (3, "There is no claim C99", ["accept", "C1", "C99"]),
    (3, "There is no claim C99", ["edit", "C99", "x"]),
    (3, "There is no claim C99", ["tag", "C99", "+x"]),
    (3, "There is no claim C99", ["add", "--to", "C99", "--said-by", "x"]),
    (3, "There is no claim C99", ["claims", "--after", "C99"]),
    (3, "There is no claim C99", ["claims", "--after", "C99", "--sort", "said"]),
    (3, "There is no article A9", ["article", "show", "A9"]),
    (3, "There is no article A9", ["claims", "--article", "A9"]),
    (3, "There is no source S99", ["source", "show", "S99"]),
    (3, "There is no source called 'Nobody'", ["claims", "--source", "Nobody"]),
    (3, "There is no source called 'Nobody'", ["add", "x", "--said-by", "y", "--via", "Nobody"]),
    (3, "There is no source S99", ["ingest", "ARTICLE", "--publisher", "S99"]),
    (4, "cannot become unchecked", ["assess", "C1", "unchecked", "--because", "x"]),
    (4, "needs 2 supporting items", ["assess", "C1", "confirmed", "--because", "x"]),
    (4, "needs 1 refuting item", ["assess", "C1", "refuted", "--because", "x"]),
    (4, "does not go with credibility 6", ["assess", "C1", "confirmed", "--because", "x", "--credibility", "6"]),
    (4, "T1 says C1 itself", ["evidence", "add", "C1", "--supports", "--attribution", "T1"]),
    (4, "no assessment to take back", ["assess", "C1", "--retract", "--because", "x"]),
    (4, "does not hold these words", ["add", "x", "--said-by", "y", "--article", "A1", "--quote", "never written"]),
    (4, "one source already", ["source", "merge", "S1", "S1"]),
    (4, "would own itself", ["source", "edit", "S1", "--owner", "S1"]),
    (4, "cannot be linked to itself", ["link", "C1", "part_of", "C1"]),
    (2, "The owner is empty. Give a name; --owner none takes it away.", ["source", "edit", "S1", "--owner", " "]),
    (2, "--wire-group none takes it away", ["source", "edit", "S1", "--wire-group", ""]),
    (2, "The owner is empty", ["source", "add", "Orm Times", "--owner", ""]),
    (2, "The source's name is empty", ["claims", "--source", " "]),
    (
        2,
        "2999-01 is still to come",
        ["evidence", "add", "C1", "--supports", "--direct", "--note", "x", "--date", "2999-01"],
    ),
    (2, "is no address of a page", ["evidence", "add", "C1", "--supports", "--url", "javascript:alert(1)"]),
    (5, "is at version 1, not 4", ["assess", "C1", "in_review", "--because", "x", "--expect-version", "4"]),
    (5, "is at version 1, not 4", ["assess", "C1", "unchecked", "--because", "x", "--expect-version", "4"]),
    (8, "is a folder", ["ingest", "FOLDER"]),
    (8, "no-such-file", ["ingest", "no-such-file"]),
    (8, "no-such-file", ["evidence", "add", "C1", "--supports", "--file", "no-such-file"]),
    (8, "is a folder", ["evidence", "add", "C1", "--supports", "--file", "FOLDER"]),
    (8, "holds more than 10 bytes", ["evidence", "add", "C1", "--supports", "--file", "ARTICLE", "--max-bytes", "10"]),
    (8, "no-such-file", ["import", "no-such-file"]),
    (8, "is a device", ["import", os.devnull]),
    (2, "in the home of nobody", ["db", "seal", "--sign", "~nobody-here"]),
    (8, "is too long", ["db", "seal", "--sign", "x" * 300]),
    (8, "is too long", ["export", "x" * 300]),
    (8, "too long", ["import", "x" * 300, "--skip-bad", "bad.csv"]),
    (8, "holds more than 10 bytes", ["ingest", "ARTICLE", "--max-bytes", "10"]),
]


def snapshot(location: Location) -> list[object]:
    """Everything in the database, to compare."""
    from sqlalchemy import text

    from factcheck.models import Table
    from factcheck.store.session import reading

    with reading(location) as session:
        return [
            session.connection().execute(text(f'SELECT * FROM "{table.name}" ORDER BY 1, 2')).all()
            for table in Table.metadata.sorted_tables
        ]


@pytest.fixture(scope="module")
def before(lasting: Location) -> list[object]:
    """All that is there of one article, before anybody types anything bad."""
    ingest_text(lasting)
    return snapshot(lasting)


@pytest.mark.parametrize(
    ("code", "words", "command"), COMMANDS, ids=lambda value: " ".join(value) if isinstance(value, list) else None
)
def test_bad_input_gets_one_line_its_code_and_changes_nothing(
    cli_lasting: Cli, lasting: Location, before: list[object], tmp_path: Path, code: int, words: str, command: list[str]
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    places = {"ARTICLE": str(tmp_path / "a.txt"), "FOLDER": str(tmp_path)}
    result = cli_lasting(*(places.get(one, one) for one in command))
    assert result.code == code, result.err
    assert words in result.err
    assert result.err.startswith("Error: ")
    assert len(result.err.splitlines()) == 1
    assert result.out == ""
    assert snapshot(lasting) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"  \n\t ", "empty"),
        (b"good text, then \xff\xfe", "byte 16"),
        (b"a\x00b", "NUL"),
        ("plain text".encode("utf-16")[:-1], "UTF-16"),
        (b"\xed\xa0\x80 lone surrogate", "byte 0"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
    ],
)
def test_a_text_that_cannot_be_read_says_where_it_breaks(
    cli_sqlite: Cli, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    result = cli_sqlite("ingest", str(path))
    assert (result.code, len(result.err.splitlines())) == (8, 1)
    assert words in result.err
    assert cli_sqlite("log").out == ""


def test_an_error_is_json_where_the_answer_would_be(cli_sqlite: Cli) -> None:
    result = cli_sqlite("show", "C9", "--format", "json")
    assert json.loads(result.err) == {
        "error": "There is no claim C9.",
        "remedy": "List the claims: factcheck claims",
        "code": 3,
    }
    assert json.loads(cli_sqlite("claims", "--status", "x", "--format=jsonl").err)["code"] == 2


def test_a_database_that_is_none_is_named_with_its_code(cli_sqlite: Cli, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("nothing")
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE t (x)")
    for db, code in (
        (notes, 6),
        (tmp_path / "other.db", 6),
        (tmp_path, 7),
        (tmp_path / "no.db", 7),
        ("postgresql+psycopg://nobody@127.0.0.1:1/x", 7),
        ("mysql://x/y", 2),
    ):
        result = cli_sqlite("claims", "--db", str(db))
        assert (result.code, len(result.err.splitlines()), result.out) == (code, 1, ""), db
    result = cli_sqlite("add", "x", "--said-by", "y", "--db", str(tmp_path / "no" / "x.db"))
    assert result.code == 7


def test_reading_a_default_database_that_is_not_there_is_an_empty_list_and_a_hint(
    cli_sqlite: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FACTCHECK_DB")
    result = cli_sqlite("unverified", "--format", "json")
    assert (result.code, json.loads(result.out)) == (0, [])
    assert "factcheck ingest" in result.err
    assert cli_sqlite("show", "C1").code == 3
    assert cli_sqlite("assess", "C1", "in_review", "--because", "x").code == 3
    assert cli_sqlite("stats").code == cli_sqlite("search", "x").code == cli_sqlite("export").code == 0


def test_the_first_write_says_that_it_creates_the_database(cli_sqlite: Cli, tmp_path: Path) -> None:
    path = str(tmp_path / "new.db")
    result = cli_sqlite("add", "It rains.", "--said-by", "X", "--db", path)
    assert f"Created {path}." in result.err
    assert "Created" not in cli_sqlite("add", "It snows.", "--said-by", "X", "--db", path).err


def test_an_import_says_which_rows_are_bad_and_why(cli: Cli, location: Location, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("text,said_by,status\nIt rains.,X,\n,X,\nIt snows.,X,sure\n", "utf-8")
    before = snapshot(location)
    result = cli("import", str(rows))
    assert result.code == 8
    first, second, last = result.err.splitlines()
    assert first.startswith("line 3: ")
    assert second.startswith("line 4: ")
    assert "2 of 3 rows cannot be imported; nothing was changed" in last
    assert snapshot(location) == before
    bad = tmp_path / "bad.csv"
    assert cli("import", str(rows), "--skip-bad", str(bad)).code == 0
    assert [line.split(",")[0] for line in bad.read_text("utf-8").splitlines()] == ["line", "3", "4"]
    assert cli("import", str(rows), "--skip-bad", os.devnull).code == 0, "nobody wants to see the bad ones"
    assert cli("import", str(rows), "--skip-bad", str(rows)).code == 2
    assert rows.read_text("utf-8").startswith("text,said_by"), "what is imported is not overwritten"


def test_a_fault_of_ours_is_one_line_too(cli_sqlite: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACTCHECK_DEBUG")
    monkeypatch.setattr("factcheck.store.overview.overview", lambda _session: 1 // 0)
    result = cli_sqlite("stats")
    assert (result.code, len(result.err.splitlines())) == (1, 1)
    assert "fault in factcheck" in result.err


def test_a_name_in_an_error_is_inert(cli_sqlite: Cli) -> None:
    hostile = "Radio \x1b]0;owned\x07 \u202eVeld"
    cli_sqlite("add", "It rains.", "--said-by", hostile, "--kind", "state_media")
    result = cli_sqlite("add", "It snows.", "--said-by", hostile, "--kind", "official")
    assert result.code == 4
    assert "\\x1b]0;owned\\x07 \\u202eVeld" in result.err
    assert not {"\x1b", "\x07", "\u202e"} & set(result.err)
