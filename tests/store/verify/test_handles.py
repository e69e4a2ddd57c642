"""Handles name what they always named: people cite them, and no event's hash covers them."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table, func, select

from factcheck.settings import Location
from factcheck.store.handles import TABLES
from factcheck.store.seal import seals
from factcheck.store.tables import claim, ledger
from tests.exchange.files import jsonl_of, load_jsonl
from tests.factories import log
from tests.store.verify.forger import damage, forging, scalar, sealed

LETTERS = sorted(TABLES)
_AWAY = 900_000


@pytest.mark.parametrize("letter", LETTERS)
def test_in_a_file_handles_that_were_exchanged_everywhere_are_found(desk_file: Location, letter: str) -> None:
    exchange(desk_file, TABLES[letter], 1, 2)
    assert damage(desk_file)


@pytest.mark.parametrize("letter", LETTERS)
def test_in_a_file_a_handle_that_became_another_one_everywhere_is_found(desk_file: Location, letter: str) -> None:
    last = highest(desk_file, letter)
    exchange(desk_file, TABLES[letter], last, last + 1)
    found = damage(desk_file)["values"]
    assert found.record == f"{letter}{last}"
    assert found.what.endswith("that the ledger made is missing.")


@pytest.mark.parametrize("letter", LETTERS)
def test_handles_that_were_exchanged_everywhere_are_caught_by_a_seal(told_by_none: Location, letter: str) -> None:
    before = sealed(told_by_none)
    last = highest(told_by_none, letter)
    assert damage(told_by_none, before) == {}
    exchange(told_by_none, TABLES[letter], last - 1, last)
    found = damage(told_by_none, before)
    assert list(found) == ["handles"]
    assert found["handles"].what == f"{letter}1 to {letter}{last} do not all name what was named so then."


def test_a_handle_is_narrowed_down_by_the_seals_before_it(desk_server: Location) -> None:
    end = highest(desk_server, "C")
    given = [sealed(desk_server)]
    for text in ("The bridge is closed.", "The dam is finished.", "The road is open."):
        log(desk_server, text)
        given.append(sealed(desk_server))
    exchange(desk_server, claim, end + 2, end + 3)
    found = damage(desk_server, *reversed(given))["handles"]
    assert found.what == f"C{end + 2} does not name what was named so then."
    assert found.record == f"seal of {given[2].sealed_at}"


def test_a_handle_beyond_all_that_were_sealed_is_none_of_a_seal_s(told_by_none: Location) -> None:
    before = sealed(told_by_none)
    log(told_by_none, "The bridge is closed.")
    log(told_by_none, "The dam is finished.")
    assert damage(told_by_none, before, sealed(told_by_none)) == {}


def test_what_an_import_adds_to_a_file_is_told_by_the_order_of_events(desk_file: Location, tmp_path: Path) -> None:
    other = Location(tmp_path / "other.db", None, explicit=True)
    log(other, "The bridge is closed.")
    log(other, "The dam is finished.")
    load_jsonl(desk_file, jsonl_of(other))
    last = highest(desk_file, "C")
    assert damage(desk_file) == {}
    exchange(desk_file, claim, last - 1, last)
    assert damage(desk_file)


def test_a_ledger_that_began_at_another_time_is_caught_by_a_seal(desk: Location) -> None:
    before = sealed(desk)
    with forging(desk) as connection:
        moment = connection.scalar(select(ledger.c.created_at))
        assert moment is not None
        connection.execute(ledger.update().values(created_at=moment.replace(year=2001)))
    found = damage(desk, before)["seals"]
    assert "The ledger began at" in found.what
    assert "and now at 2001-" in found.what


def test_a_seal_of_the_first_version_still_holds(desk: Location) -> None:
    before = replace(sealed(desk), created_at=None, handles=None)
    line = before.line()
    assert '"version":1' in line
    assert "handles" not in line
    assert list(seals([line], "-")) == [before]
    assert damage(desk, before) == {}


def test_a_seal_reads_back_with_its_handles(desk: Location) -> None:
    made = sealed(desk)
    assert list(seals([made.line()], "-")) == [made]
    assert sorted(made.handles or ()) == sorted(f"{letter}{highest(desk, letter)}" for letter in LETTERS)


def highest(location: Location, letter: str) -> int:
    return int(scalar(location, str(select(func.max(TABLES[letter].c.id)))))


def exchange(location: Location, table: Table, one: int, other: int) -> None:
    """Let each of two things bear the number of the other, or of nothing, wherever it stands."""
    with forging(location) as connection:
        for was, becomes in ((one, _AWAY), (other, one), (_AWAY, other)):
            _renumber(connection, table, was, becomes)
        for words in (f"{table.name}_search",) if table.name in {"claim", "article"} else ():
            if location.path is not None:
                connection.exec_driver_sql(f"INSERT INTO {words} ({words}) VALUES ('rebuild')")
                continue
            swapped = f"CASE {table.name}_id WHEN {one} THEN {other} ELSE {one} END"
            connection.exec_driver_sql(f"ALTER TABLE {words} DROP CONSTRAINT pk_{words}")
            connection.exec_driver_sql(
                f"UPDATE {words} SET {table.name}_id = {swapped} WHERE {table.name}_id IN ({one}, {other})"
            )
            connection.exec_driver_sql(
                f"ALTER TABLE {words} ADD CONSTRAINT pk_{words} PRIMARY KEY ({table.name}_id, part)"
            )


def _renumber(connection: Connection, table: Table, was: int, becomes: int) -> None:
    connection.execute(table.update().where(table.c.id == was).values(id=becomes))
    for column in (column for each in table.metadata.sorted_tables for column in each.columns):
        if any(key.column is table.c.id for key in column.foreign_keys):
            connection.execute(column.table.update().where(column == was).values({column.name: becomes}))
