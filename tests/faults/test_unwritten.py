"""What somebody wrote into a file's tables with other tools: it is said to be that, and no fault of factcheck's."""

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Final

import pytest
from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary

from factcheck.columns import Moment
from factcheck.settings import Location
from factcheck.store import tables
from factcheck.store.projection.making import PLACES
from factcheck.store.unwritten import unwritten
from tests.cli.conftest import Cli, place
from tests.exchange.everything import typical
from tests.factories import fill_history, ingest_text, log
from tests.faults.test_torn import READS, WRITES

DAY: Final = "2025-02-30"
BYTES: Final = b"\xffA"
MOMENTS: Final = ("", "yesterday", "2025-02-03 00:00:00", f"{DAY}T00:00:00.000000Z", "2025-02-03T24:00:00.000000Z")
LISTED: Final = ("citation", "content", "payload")
DATES: Final = ("date", "due", "published", "said_on")
WORDS: Final = frozenset(
    {"bearing", "confidence", "credibility", "flag", "kind", "modality", "relation", "reliability"}
    | {"said_check", "stance", "state", "status", "voice"}
)


@contextmanager
def by_hand(location: Location) -> Iterator[sqlite3.Connection]:
    """The file's tables, with nothing that holds whoever writes to them to anything."""
    with closing(sqlite3.connect(place(location), isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, guard in guards:
            connection.execute(guard)


def found(connection: sqlite3.Connection) -> str | None:
    connection.execute("PRAGMA ignore_check_constraints = OFF")
    said = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    answer = unwritten(connection, said)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    return answer


def strangers(column: Column[Any]) -> Iterator[Any]:
    """Values that this column never has."""
    if isinstance(column.type, LargeBinary):
        yield from ("x", BYTES) if column.name == "lowest" else ("x",)
        return
    yield BYTES
    if isinstance(column.type, Integer | BigInteger | Boolean):
        yield from ("x", 0.5)
    if isinstance(column.type, Boolean):
        yield 2
    if isinstance(column.type, Moment):
        yield from MOMENTS
    if column.name in WORDS:
        yield "sure"
    if column.name in DATES:
        yield from ("", "soon", DAY, "2025-13", MOMENTS[2])
    if column.name in LISTED:
        yield from ("", "7", "{")


@pytest.mark.parametrize("fill", [ingest_text, fill_history, typical], ids=lambda fill: str(fill.__name__))
def test_all_that_factcheck_writes_is_taken_for_its_own(sqlite: Location, fill: Any) -> None:
    fill(sqlite)
    with by_hand(sqlite) as connection:
        assert found(connection) is None


def test_whatever_a_column_never_holds_is_found(sqlite: Location) -> None:
    typical(sqlite)
    tried = 0
    with by_hand(sqlite) as connection:
        for table in tables.ledger.metadata.sorted_tables:
            first = connection.execute(f'SELECT min(rowid) FROM "{table.name}"').fetchone()[0]
            for column in () if first is None else table.columns:
                if column.primary_key and len(table.primary_key) == 1:  # the rowid, which is a number whatever happens
                    continue
                for value in strangers(column):
                    connection.execute("BEGIN")
                    connection.execute(f'UPDATE "{table.name}" SET "{column.name}" = ? WHERE rowid = ?', (value, first))
                    told = found(connection) or ""
                    assert told.startswith((f"a value in {table.name}", f"a row of {table.name}")), (column, value)
                    connection.execute("ROLLBACK")
                    tried += 1
    assert tried > 300


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in PLACES.values()}))
def test_what_a_change_made_and_nobody_finds_any_more_is_found(sqlite: Location, kind: str) -> None:
    typical(sqlite)
    with by_hand(sqlite) as connection:
        assert (
            connection.execute(f"UPDATE {kind} SET uid = 'mine' WHERE id = (SELECT max(id) FROM {kind})").rowcount == 1
        )
        assert found(connection) == f"an event made {kind}, which is not there"


def test_evidence_that_bears_another_name_than_its_history_gives_it_is_told_of(
    cli_sqlite: Cli, sqlite: Location
) -> None:
    typical(sqlite)
    with by_hand(sqlite) as connection:
        connection.execute("UPDATE evidence SET uid = 'mine' WHERE id IN (SELECT evidence_id FROM withdrawal)")
    answer = cli_sqlite("log", "--limit", "1000")
    assert answer.code == 7
    assert "an event made evidence, which is not there" in answer.err


def test_of_a_file_that_is_damaged_nobody_is_told_to_have_written_it(sqlite: Location) -> None:
    with by_hand(sqlite) as connection:
        connection.execute("UPDATE ledger SET created_at = 'yesterday'")
        assert unwritten(connection, "row 1 missing from index uq_claim_uid") is None


@pytest.mark.parametrize(
    ("change", "record"),
    [
        ("UPDATE attribution SET source_end = 'x'", "T1"),
        ("UPDATE attribution SET content = X'FF41'", "T1"),
        ("UPDATE attribution SET recorded_at = 'yesterday'", "T1"),
        ("UPDATE article SET text = X'FF41'", "A1"),
    ],
)
def test_verifying_names_the_record_and_goes_on(cli_sqlite: Cli, sqlite: Location, change: str, record: str) -> None:
    ingest_text(sqlite)
    with by_hand(sqlite) as connection:
        connection.execute(change)
    told = cli_sqlite("db", "verify")
    assert told.code == 9
    assert told.err.startswith(f"Error: {record} (")
    assert "search       ok" in told.out


@pytest.mark.usefixtures("looked_through")
@pytest.mark.parametrize(
    ("change", "command", "told"),
    [
        ("UPDATE claim SET status = 'sure'", ["show", "C1"], "a value in claim"),
        ("UPDATE claim SET credibility = 'x'", ["show", "C1"], "a value in claim"),
        ("UPDATE claim SET text = X'FF41'", ["claims"], "a value in claim.text"),
        (f"UPDATE claim SET recorded_at = '{DAY}T00:00:00.000000Z'", ["unverified"], "a value in claim.recorded_at"),
        ("UPDATE event SET recorded_at = 'yesterday'", ["log"], "a value in event.recorded_at"),
        ("UPDATE event SET payload = '{'", ["export"], "a value in event.payload"),
        ("UPDATE event SET action = 'sure'", ["log"], "a value in event.action"),
        (
            "UPDATE event SET subject = X'FF41' WHERE seq = 9",
            ["diff", "--since", "2020-01-01"],
            "a value in event.subject",
        ),
        ("UPDATE claim SET uid = 'mine' WHERE id = 1", ["log"], "an event is of what is not there"),
        ("UPDATE attribution SET content = '7'", ["show", "C1"], "a value in attribution.content"),
        ("UPDATE article_sketch SET lowest = X'FF41'", ["origins", "C1"], "a value in article_sketch.lowest"),
        ("UPDATE attribution SET source_id = 900", ["origins", "C1"], "a row of attribution points at one of source"),
    ],
)
def test_what_is_none_of_factcheck_s_is_told_of_by_every_command_that_meets_it(
    cli_sqlite: Cli, sqlite: Location, change: str, command: list[str], told: str
) -> None:
    ingest_text(sqlite)
    with by_hand(sqlite) as connection:
        connection.execute(change)
    for each in (command, *READS, *WRITES):
        gc.collect()  # a cursor that an error holds keeps the file locked, else only until its process ends
        answer = cli_sqlite(*each)
        assert answer.code in ({7} if each == command else {0, 3, 4, 7}), (each, answer)
        if answer.code == 7:
            assert answer.err.splitlines()[-1].startswith(
                f"Error: {place(sqlite)} holds what factcheck did not write: {told}"
            ), each
            assert answer.err.endswith("See what, and what to do: factcheck db verify\n")
    assert cli_sqlite("db", "verify").code == 9


def test_a_file_that_is_too_large_to_be_looked_through_after_a_fault_is_said_to_be_so(
    cli_sqlite: Cli, sqlite: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else each fault of ours would hang for minutes where there are many claims."""
    log(sqlite)
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    monkeypatch.delenv("FACTCHECK_DEBUG")
    monkeypatch.setattr("factcheck.store.failures._PATIENCE", 0.01)
    monkeypatch.setattr("factcheck.store.unwritten.unwritten", lambda connection, _: connection.execute(endless))
    monkeypatch.setattr("factcheck.store.overview.overview", lambda _session: 1 // 0)
    result = cli_sqlite("stats")
    assert (result.code, len(result.err.splitlines())) == (1, 1)
    assert (
        "was not looked through for damage: factcheck db verify does that. This is a fault in factcheck" in result.err
    )
