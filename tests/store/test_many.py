"""Many write at once: nothing is lost, nobody is told that it is locked, and every chain is whole."""

import pytest

from factcheck.settings import Location
from tests.factories import log, row
from tests.store.writers import SHARED, busy, check_chains


def run(location: Location, writers: int, seconds: float) -> None:
    assert log(location) == SHARED
    before = row(location, SHARED).version
    work = busy(location, writers=writers, seconds=seconds)
    print(f"{writers} writers, {seconds:g} s on {'SQLite' if location.path else 'PostgreSQL'}: {work}")  # noqa: T201
    assert not work.failures
    assert check_chains(location) == work.logged + 1
    assert row(location, SHARED).version == before + work.items
    assert min(work.logged, work.items) > 0


def test_many_writers_lose_nothing_for_three_seconds(location: Location) -> None:
    run(location, 4, 3)


@pytest.mark.slow
def test_eight_writers_lose_nothing_in_a_file_for_half_a_minute(sqlite: Location) -> None:
    run(sqlite, 8, 30)


@pytest.mark.slow
def test_sixteen_writers_lose_nothing_on_a_server_for_half_a_minute(postgres: Location) -> None:
    run(postgres, 16, 30)
