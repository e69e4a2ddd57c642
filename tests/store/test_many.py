"""Many write at once: nothing is lost, nobody is told that it is locked, and every chain is whole."""

import time
from pathlib import Path

import pytest

from factcheck.settings import Location
from factcheck.store.backup import Copy, back_up
from tests.factories import log, row
from tests.store.writers import SHARED, busy, check_chains

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # from Python 3.12 on


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


def test_backups_that_are_made_meanwhile_are_whole_and_hold_nobody_up(location: Location, tmp_path: Path) -> None:
    log(location)
    made: list[Copy] = []

    def copy() -> None:
        until = time.monotonic() + 2
        while time.monotonic() < until:
            made.append(back_up(location, tmp_path / f"{len(made)}.backup", lambda _done, _total: None))

    work = busy(location, writers=2, seconds=2, meanwhile=copy)
    assert not work.failures
    assert check_chains(location) == work.logged + 1
    assert [one.events for one in made] == sorted(one.events for one in made)
    if location.path is not None:
        for at in range(len(made)):
            check_chains(Location(tmp_path / f"{at}.backup", None, explicit=True))


@pytest.mark.slow
def test_eight_writers_lose_nothing_in_a_file_for_half_a_minute(sqlite: Location) -> None:
    run(sqlite, 8, 30)


@pytest.mark.slow
def test_sixteen_writers_lose_nothing_on_a_server_for_half_a_minute(postgres: Location) -> None:
    run(postgres, 16, 30)
