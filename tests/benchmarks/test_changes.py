"""What is measured as a change of status does change it, and leaves what its name says."""

import sqlite3
from contextlib import closing

import pytest

from factcheck.settings import Location
from tests.benchmarks import alone
from tests.benchmarks.alone import ALONE, Alone, measure_alone
from tests.benchmarks.building import original
from tests.benchmarks.changes import judge, unchecked, update
from tests.benchmarks.row import Subjects

_CLAIMS = 100


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Location:
    """A hundred claims."""
    location = Location(tmp_path_factory.mktemp("changes") / "desk.db", None, explicit=True)
    original(location, _CLAIMS)
    return location


def test_both_ways_leave_the_same_status_and_only_one_a_history(built: Location) -> None:
    assert built.path is not None
    with closing(sqlite3.connect(built.path, isolation_level=None)) as connection:
        judged, updated = unchecked(connection, 2)
        judge(built, [judged])
        update(connection, [updated])
        held = "SELECT status, credibility, assessed_at = checked_at FROM claim WHERE id = ?"
        assert connection.execute(held, (judged,)).fetchone() == connection.execute(held, (updated,)).fetchone()
        events = "SELECT count(*) FROM event JOIN claim ON uid = subject WHERE claim.id = ? AND action LIKE '%assessed'"
        assert [connection.execute(events, (one,)).fetchone() for one in (judged, updated)] == [(1,), (0,)]


@pytest.mark.parametrize("one", ALONE, ids=lambda one: one.name)
def test_what_stands_alone_finds_something(one: Alone, built: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "_LEAST", 1)
    monkeypatch.setattr(alone, "_SECONDS", 0)
    assert measure_alone(one, built, Subjects(1, _CLAIMS)) > 0
