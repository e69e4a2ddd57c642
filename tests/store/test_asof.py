"""As of any moment the database answers what it answered then; as of now, what it answers."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from factcheck import models
from factcheck.dates import now
from factcheck.errors import FactcheckError
from factcheck.exchange.jsonlines import import_jsonl
from factcheck.settings import Location
from factcheck.store import clock
from factcheck.store.asof import TABLES
from factcheck.store.session import reading, writing
from factcheck.store.tables import event
from tests import conftest
from tests.exchange.desks import Step, steps
from tests.exchange.everything import typical
from tests.exchange.files import jsonl_of, of_revision_1
from tests.exchange.tables import PAST, state
from tests.store.moments import Printed, check, look, printed, seldom

Anew = Callable[[], Location]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def anew(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Anew]:
    """Give an empty database each time, all on SQLite, then all on PostgreSQL."""
    if request.param == "sqlite":
        path, file = tmp_path_factory.mktemp("anew") / "in" / "desk.db", request.getfixturevalue("sqlite_template")
        yield lambda: conftest.copied(file, path)
        return
    server, template = request.getfixturevalue("postgres_server"), request.getfixturevalue("postgres_template")
    with ExitStack() as made:

        def again() -> Location:
            made.close()
            return made.enter_context(conftest.postgres_database(server, template, "anew"))

        yield again


@pytest.fixture(scope="session")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What another desk exported."""
    there = Location(tmp_path_factory.mktemp("foreign") / "there.db", None, explicit=True)
    typical(there)
    exported = tmp_path_factory.mktemp("foreign") / "there.jsonl"
    exported.write_text(jsonl_of(there), "utf-8")
    return exported


def live(location: Location, done: Sequence[Step], arriving: Mapping[int, str]) -> list[Printed]:
    """Do one thing after the other, each a transaction of its own, and print everything behind some and the last."""
    seen: list[Printed] = []
    for at, step in enumerate(done, 1):
        with writing(location) as session:
            if at in arriving:
                import_jsonl(session, io.BytesIO(arriving[at].encode()), by="importer", name="x.jsonl")
            with session.connection().begin_nested(), suppress(FactcheckError):
                step.do(session, step.words)
        if at % (3 * seldom(location)) == 0 or at == len(done):
            seen.append((now(), look(location)))
    return seen


quick = settings(max_examples=2, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))


@quick
@given(done=steps(12, 20), arrival=st.integers(1, 20))
def test_as_of_any_moment_the_answers_are_those_that_were_printed_then(
    anew: Anew, foreign: Path, done: list[Step], arrival: int
) -> None:
    location = anew()
    check(location, live(location, done, {arrival: foreign.read_text("utf-8")}))


@settings(quick, max_examples=3)
@given(done=steps(8, 12), minutes=st.lists(st.integers(-90, 90), min_size=12, max_size=12))
def test_as_of_each_change_the_answers_are_those_behind_it_whatever_the_clocks_said(
    anew: Anew, done: list[Step], minutes: list[int]
) -> None:
    location, begun, seen = anew(), now(), list[Printed]()
    for step, ahead in zip(done, minutes, strict=False):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(clock, "_clock", lambda _, told=begun + timedelta(minutes=ahead): told)
            with writing(location) as session, session.connection().begin_nested(), suppress(FactcheckError):
                step.do(session, step.words)
        with reading(location) as session:
            newest = session.connection().scalar(select(func.max(event.c.recorded_at)))
            if newest is not None:
                seen.append((newest, printed(session)))
    for moment, then in seen:
        assert look(location, moment) == then


@pytest.mark.slow
@settings(quick, max_examples=20)
@given(done=steps(30, 60), arrivals=st.tuples(st.integers(1, 30), st.integers(1, 60)))
def test_as_of_any_moment_of_a_long_life_the_answers_are_those_that_were_printed_then(
    anew: Anew, foreign: Path, done: list[Step], arrivals: tuple[int, int]
) -> None:
    location = anew()
    check(location, live(location, done, {arrivals[1]: of_revision_1(), arrivals[0]: foreign.read_text("utf-8")}))


def test_no_table_is_read_as_it_is_now_but_those_that_never_change_or_are_asked_about_now() -> None:
    kept, asked_now = {table.name for table in PAST}, {"claim_vector", "evidence_source", "source_skeleton"}
    assert models.Table.metadata.tables.keys() - kept == TABLES | {"ledger"} | asked_now


def test_before_the_first_event_there_was_nothing(location: Location) -> None:
    before = now()
    with reading(location) as session:
        empty = printed(session)
    typical(location)
    assert state(location)["claim"]
    assert look(location, datetime.fromisoformat("1990-01-01T00:00Z")) == empty
    assert look(location, before) == empty
