"""Events that are applied together, in another order than they came in, lead to what they lead to one by one."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from functools import cache
from itertools import groupby

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, NullPool, create_engine, select

from factcheck.settings import Location
from factcheck.store.ddl import shipped
from factcheck.store.events import Event, every
from factcheck.store.projection import project
from factcheck.store.projection.making import makes
from factcheck.store.projection.runs import project_together, runs
from factcheck.store.session import reading, writing
from factcheck.store.tables import ledger
from factcheck.store.transaction import Session
from factcheck.store.verify import grown
from tests.benchmarks.building import original
from tests.exchange import conftest
from tests.exchange.desks import Step, build, steps
from tests.store.scenes import SCENES

fresh = conftest.fresh
Apply = Callable[..., None]


def led_to(events: Sequence[Event], apply: Apply, chunk: int) -> dict[str, list[object]]:
    """All rows of all tables after the events were applied, so many at a time."""
    counts: Counter[str] = Counter()
    numbers: dict[str, int] = {}
    for what, uid in (made for one in events for made in makes(one)):
        counts[what] += 1
        numbers.setdefault(uid, counts[what])
    with in_memory() as connection:
        for at in range(0, len(events), chunk):
            apply(connection, events[at : at + chunk], numbers=numbers)
        tables = [one for one in ledger.metadata.sorted_tables if one.name != "source_alias"]
        found = {one.name: sorted(map(tuple, connection.execute(select(one))), key=repr) for one in tables}
    return {name: list(rows) for name, rows in found.items()}


@contextmanager
def in_memory() -> Iterator[Connection]:
    """An empty database that is gone afterwards."""
    with _engine().connect() as connection:
        connection.connection.driver_connection.deserialize(_template())  # type: ignore[union-attr]
        yield connection


@cache
def _engine() -> Engine:
    """Each connection is a database of its own; what was compiled for one is not compiled anew for the next."""
    return create_engine("sqlite://", poolclass=NullPool)


@cache
def _template() -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in shipped("sqlite"):
            connection.execute(statement)
        return connection.serialize()


def one_by_one(connection: Connection, events: Sequence[Event], *, numbers: dict[str, int]) -> None:
    for one in events:
        project(connection, [one], numbers=numbers)


def told(location: Location) -> list[Event]:
    with reading(location) as session:
        return list(every(session.connection()))


@settings(max_examples=12, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(done=steps(30, 60), chunk=st.sampled_from((7, 40, 1000)))
def test_any_history_applied_together_leads_to_the_same(
    fresh: Callable[..., Location], done: list[Step], chunk: int
) -> None:
    here = fresh("here")
    build(here, done)
    events = told(here)
    right = led_to(events, one_by_one, chunk)
    assert led_to(events, project_together, chunk) == right
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grown, "_MANY", 1)
        assert led_to(events, _remembering(), chunk) == right


def test_the_life_of_a_desk_applied_together_leads_to_the_same_in_far_fewer_runs(sqlite: Location) -> None:
    original(sqlite, 200)
    events = told(sqlite)
    assert led_to(events, project_together, 700) == led_to(events, one_by_one, 700)
    pieces = sum(1 for _ in groupby(events, key=lambda one: one.action))
    assert len(list(_ordered(events))) * 3 < pieces


def _ordered(events: Sequence[Event]) -> Iterator[list[Event]]:
    with in_memory() as connection:
        yield from runs(connection, events)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_what_depends_on_other_changes_is_applied_behind_them(
    sqlite: Location, scene: Callable[[Session], Iterator[None]]
) -> None:
    with writing(sqlite) as session:
        for _ in scene(session):
            session.info["moment"] += timedelta(seconds=1)
    events = told(sqlite)
    right = led_to(events, one_by_one, len(events))
    for at in range(len(events)):
        assert led_to(events, _in_two(at), len(events)) == right, at


def _remembering() -> Apply:
    """What claims rest on is kept from one time to the next."""
    kept: list[grown.Grown] = []

    def apply(connection: Connection, events: Sequence[Event], *, numbers: dict[str, int]) -> None:
        if not kept:
            kept.append(grown.Grown(connection))
        project_together(connection, events, numbers=numbers, memory=kept[0])

    return apply


def _in_two(at: int) -> Apply:
    def apply(connection: Connection, events: Sequence[Event], *, numbers: dict[str, int]) -> None:
        for some in (events[:at], events[at:]):
            if some:
                project_together(connection, some, numbers=numbers)

    return apply
