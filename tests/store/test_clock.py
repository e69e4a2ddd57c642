"""Times in the ledger never run back, whatever the clocks of those who write say."""

import io
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from factcheck import dates
from factcheck.desk import sources
from factcheck.desk.assess import Decision, assess
from factcheck.exchange.jsonlines import import_jsonl
from factcheck.settings import Location
from factcheck.store import clock
from factcheck.store.claims import rows
from factcheck.store.events import every
from factcheck.store.session import reading, writing
from factcheck.store.tables import event
from factcheck.vocabulary import Reliability, SourceKind, Status
from tests.exchange.files import jsonl_of
from tests.factories import log

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
Set = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Set:
    """Let the clock that writers go by stand at a time."""
    return lambda moment: monkeypatch.setattr(clock, "_clock", lambda _: moment)


def judge(location: Location, status: Status) -> None:
    with writing(location) as session:
        assess(session, [1], Decision(status, "asked"), by="ana")


def status(location: Location, as_of: datetime) -> Status:
    with reading(location, as_of=as_of) as session:
        return rows(session, [1])[0].status


def test_what_is_recorded_by_a_clock_that_was_set_back_is_dated_after_what_it_follows(
    location: Location, set_clock: Set
) -> None:
    set_clock(NOON)
    log(location)
    set_clock(NOON - timedelta(hours=2))
    judge(location, Status.IN_REVIEW)
    set_clock(NOON - timedelta(days=9000))
    judge(location, Status.NOT_CHECKABLE)
    with reading(location) as session:
        times = [one.recorded_at for one in every(session.connection())]
    assert times == sorted(times)
    assert times[-1] == NOON + timedelta(microseconds=2)
    assert status(location, NOON) == Status.UNCHECKED
    assert status(location, NOON + timedelta(microseconds=1)) == Status.IN_REVIEW
    assert status(location, NOON + timedelta(microseconds=2)) == Status.NOT_CHECKABLE


def test_an_import_counts_by_when_it_came_and_not_by_the_times_it_bears(
    location: Location, tmp_path: Path, set_clock: Set
) -> None:
    there = Location(tmp_path / "there.db", None, explicit=True)
    set_clock(NOON - timedelta(days=900))
    log(there, "A dam broke in Ruritania.", by="Veld Radio")
    set_clock(NOON)
    log(location)
    set_clock(NOON + timedelta(hours=2))
    with writing(location) as session:
        import_jsonl(session, io.BytesIO(jsonl_of(there).encode()), by="ana", name="x.jsonl")
    set_clock(NOON + timedelta(hours=1))
    judge(location, Status.IN_REVIEW)
    assert status(location, NOON + timedelta(hours=2)) == Status.UNCHECKED


@pytest.mark.parametrize(("behind", "told"), [(timedelta(hours=2), 1), (timedelta(seconds=59), 0)])
def test_who_writes_by_a_clock_that_is_far_behind_is_told_so_in_one_line(
    location: Location, set_clock: Set, caplog: pytest.LogCaptureFixture, behind: timedelta, told: int
) -> None:
    set_clock(NOON)
    log(location)
    caplog.clear()
    set_clock(NOON - behind)
    with caplog.at_level(logging.WARNING, "factcheck"):
        judge(location, Status.IN_REVIEW)
    assert [message.count("\n") for message in caplog.messages] == [0] * told
    assert all("Set the clock" in message for message in caplog.messages)


def test_who_wrote_first_bears_the_earlier_time_even_if_they_began_later(postgres: Location) -> None:
    with writing(postgres) as session:
        key = sources.add(session, "Veld Radio", kind=SourceKind.INDEPENDENT_MEDIA, by="ana")
    with writing(postgres) as slow:
        with writing(postgres) as quick:
            sources.grade(quick, f"S{key}", Reliability.C, because="its record", by="bo")
        sources.grade(slow, f"S{key}", Reliability.D, because="its record", by="ana")
    with reading(postgres) as session:
        times = [one.recorded_at for one in every(session.connection())]
    assert times == sorted(set(times))


def test_all_who_write_to_one_server_go_by_its_clock(postgres: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "now", lambda: NOON)
    log(postgres)
    with reading(postgres) as session:
        newest = session.connection().scalar(select(func.max(event.c.recorded_at)))
    monkeypatch.undo()
    assert newest is not None
    assert abs(newest - dates.now()) < timedelta(minutes=5)
