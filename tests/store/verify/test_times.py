"""A moment in the ledger that was moved, or made into none, is named."""

import pytest

from factcheck.settings import Location
from factcheck.store.tables import event
from tests.store.verify.forger import OF_C1, damage, forge, forging


@pytest.mark.parametrize("when", ["lately", "2026"])
def test_a_ledger_that_began_at_no_time_is_named(desk_file: Location, when: str) -> None:
    forge(desk_file, f"UPDATE ledger SET created_at = '{when}'")
    assert damage(desk_file)["ledger"].what == f"It began at no time: {when!r}."


@pytest.mark.parametrize("when", ["infinity", "-infinity", "2026-01-01 BC"])
def test_a_moment_that_only_postgresql_has_is_found(desk_server: Location, when: str) -> None:
    forge(desk_server, f"UPDATE ledger SET created_at = '{when}'")
    assert "It began at no time: " in damage(desk_server)["ledger"].what
    forge(desk_server, f"UPDATE event SET imported_at = '{when}' WHERE {OF_C1}")
    assert damage(desk_server)["ledger"].record == "the ledger"
    forge(desk_server, "UPDATE ledger SET created_at = now()")
    assert damage(desk_server)["ledger"].record == "change 1 of C1"


def test_a_moment_that_only_postgresql_has_is_found_where_there_was_none(desk_server: Location) -> None:
    forge(desk_server, "UPDATE claim SET checked_at = 'infinity' WHERE id = 5")
    assert damage(desk_server)["values"].what == "checked_at is 'infinity', but its history says None."


@pytest.mark.parametrize("when", ["lately", "20990101T00Z", "2099-01-01T00:00:00Z"])
def test_an_event_that_came_at_no_time_is_named(desk_file: Location, when: str) -> None:
    forge(desk_file, f"UPDATE event SET imported_at = '{when}' WHERE {OF_C1} AND version = 2")
    found = damage(desk_file)["ledger"]
    assert found.record == "change 2 of C1"
    assert found.what.startswith("It cannot be read: ")


def test_a_time_that_was_moved_is_named(desk: Location) -> None:
    with forging(desk) as connection:
        moment = connection.scalar(event.select().with_only_columns(event.c.recorded_at).where(event.c.seq == 5))
        assert moment is not None
        connection.execute(event.update().where(event.c.seq == 5).values(recorded_at=moment.replace(year=2020)))
    assert "changed" in damage(desk)["ledger"].what
