"""Events that are applied together, in another order than they came in, lead to what they lead to one by one."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, select, text

from factcheck.desk import claims, evidence, ingest, links, sources
from factcheck.desk.assess import Decision, assess
from factcheck.desk.attributions import Said
from factcheck.desk.evidence import Item
from factcheck.desk.said import check_said
from factcheck.reading import read
from factcheck.reading.document import Document
from factcheck.settings import Location
from factcheck.store.ddl import shipped
from factcheck.store.events import Event, every
from factcheck.store.projection import project
from factcheck.store.projection.making import makes
from factcheck.store.projection.runs import project_together, runs
from factcheck.store.session import reading, writing
from factcheck.store.tables import ledger
from factcheck.store.transaction import Session
from factcheck.vocabulary import Bearing, Relation, Reliability, SaidCheck, Stance, Status
from tests.benchmarks.building import original
from tests.exchange import conftest
from tests.exchange.desks import Step, build, steps

fresh = conftest.fresh
Apply = Callable[..., None]


def led_to(events: Sequence[Event], apply: Apply, chunk: int) -> dict[str, list[object]]:
    """All rows of all tables after the events were applied, so many at a time."""
    counts: Counter[str] = Counter()
    numbers: dict[str, int] = {}
    for what, uid in (made for one in events for made in makes(one)):
        counts[what] += 1
        numbers.setdefault(uid, counts[what])
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        for statement in shipped("sqlite"):
            connection.exec_driver_sql(statement)
        for at in range(0, len(events), chunk):
            apply(connection, events[at : at + chunk], numbers=numbers)
        tables = [one for one in ledger.metadata.sorted_tables if one.name != "source_alias"]
        found = {one.name: sorted(map(tuple, connection.execute(select(one))), key=repr) for one in tables}
    engine.dispose()
    return {name: list(rows) for name, rows in found.items()}


def one_by_one(connection: Connection, events: Sequence[Event], *, numbers: dict[str, int]) -> None:
    for one in events:
        project(connection, [one], numbers=numbers)


def told(location: Location) -> list[Event]:
    with reading(location) as session:
        return list(every(session.connection()))


@settings(max_examples=12, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(done=steps(30, 60), chunk=st.sampled_from((7, 40, 1000)))
def test_any_history_applied_together_leads_to_the_same(
    fresh: Callable[..., Location], done: list[Step], chunk: int
) -> None:
    here = fresh("here")
    build(here, done)
    events = told(here)
    assert led_to(events, project_together, chunk) == led_to(events, one_by_one, chunk)


def test_the_life_of_a_desk_applied_together_leads_to_the_same_in_far_fewer_runs(sqlite: Location) -> None:
    original(sqlite, 200)
    events = told(sqlite)
    assert led_to(events, project_together, 700) == led_to(events, one_by_one, 700)
    pieces = sum(1 for _ in groupby(events, key=lambda one: one.action))
    assert len(list(_ordered(events))) * 3 < pieces


def _ordered(events: Sequence[Event]) -> Iterator[list[Event]]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        for statement in shipped("sqlite"):
            connection.exec_driver_sql(statement)
        yield from runs(connection, events)
    engine.dispose()


def _log(session: Session, who: str) -> int:
    return claims.log(session, f"The bridge is closed, {who} has it.", Said(who), by="ana").id


def _late(session: Session, number: int) -> None:
    """What comes behind this stands behind many changes of its claim."""
    for at in range(3):
        claims.tag(session, [number], [f"t{at}"], [], by="ana")
        claims.attribute(session, number, Said(f"Voice {at}", stance=Stance.DENIES), by="ana")


def _given(session: Session, number: int, **about: Any) -> int:
    return evidence.add(session, number, Item(Bearing.REFUTES, **about), by="ana")


def _judged(session: Session, number: int, *items: int, **about: Any) -> None:
    decision = Decision(Status.REFUTED, "so it is", evidence=tuple(items), **about)
    assess(session, [number], decision, by="ana")


def _spoken(session: Session, claim: int) -> int:
    query = text("SELECT max(id) FROM attribution WHERE claim_id = :claim")
    return int(session.connection().scalar(query, {"claim": claim}) or 0)


def a_grade_after_a_verdict(session: Session) -> Iterator[None]:
    number = _log(session, "Veld Radio")
    item = _given(session, number, source="Orm Times")
    yield
    _late(session, number)
    _judged(session, number, item)
    yield
    sources.grade(session, "Orm Times", Reliability.E, because="its record", by="ana")
    yield


def a_verdict_after_a_grade(session: Session) -> Iterator[None]:
    number = _log(session, "Veld Radio")
    item = _given(session, number, source="Orm Times")
    for at in range(4):
        yield
        sources.alias(session, "Orm Times", [f"OT {at}"], [], by="ana")
        yield
        sources.grade(session, "Orm Times", Reliability.B if at % 2 else Reliability.C, because="so", by="ana")
    yield
    _judged(session, number, item)
    yield


def evidence_of_another_claim_that_is_withdrawn(session: Session) -> Iterator[None]:
    first, second = _log(session, "Veld Radio"), _log(session, "Orm Times")
    links.link(session, second, Relation.SAME, first, by="ana")
    item, other = _given(session, second, source="Harbour office"), _given(session, first, source="Town hall")
    yield
    _judged(session, first, item)
    yield
    links.unlink(session, second, first, by="ana")
    yield
    _late(session, first)
    yield
    _judged(session, first, other)
    yield
    evidence.withdraw(session, item, because="a slip", by="ana")
    yield


def words_that_a_verdict_rested_on_and_nobody_said(session: Session) -> Iterator[None]:
    first, second = _log(session, "Veld Radio"), _log(session, "Orm Times")
    said = _spoken(session, second)
    item, other = _given(session, first, attribution=f"T{said}"), _given(session, first, source="Town hall")
    yield
    _judged(session, first, item)
    yield
    _late(session, first)
    yield
    _judged(session, first, other)
    yield
    check_said(session, said, SaidCheck.MISATTRIBUTED, because="no such words", by="ana")
    yield


def words_that_were_said_after_all(session: Session) -> Iterator[None]:
    first, second = _log(session, "Veld Radio"), _log(session, "Orm Times")
    said = _spoken(session, second)
    item = _given(session, first, attribution=f"T{said}")
    yield
    check_said(session, said, SaidCheck.MISATTRIBUTED, because="no such words", by="ana")
    yield
    _late(session, second)
    yield
    check_said(session, said, SaidCheck.ORIGINAL_SEEN, because="here they are", by="ana")
    yield
    _judged(session, first, item)
    yield


def more_that_is_said_of_claims_alike(session: Session) -> Iterator[None]:
    first, second = _log(session, "Veld Radio"), _log(session, "Veld Radio")
    yield
    links.link(session, second, Relation.SAME, first, by="ana")
    yield
    _late(session, first)
    yield
    claims.attribute(session, first, Said("Orm Times"), by="ana")
    yield
    claims.attribute(session, second, Said("Town hall"), by="ana")
    yield


def verdicts_one_after_the_other(session: Session) -> Iterator[None]:
    number = _log(session, "Veld Radio")
    yield
    _judged(session, number, override="no time")
    yield
    assess(session, [number], Decision(Status.IN_REVIEW, "again"), by="ana")
    yield


def checks_one_after_the_other(session: Session) -> Iterator[None]:
    said = _spoken(session, _log(session, "Veld Radio"))
    yield
    check_said(session, said, SaidCheck.MISATTRIBUTED, because="no such words", by="ana")
    yield
    check_said(session, said, SaidCheck.ORIGINAL_SEEN, because="here they are", by="ana")
    yield


def withdrawals_one_after_the_other(session: Session) -> Iterator[None]:
    number = _log(session, "Veld Radio")
    items = [_given(session, number, source=who) for who in ("Orm Times", "Town hall")]
    yield
    _judged(session, number, *items)
    for item in items:
        yield
        evidence.withdraw(session, item, because="a slip", by="ana")
    yield


def links_one_after_the_other(session: Session) -> Iterator[None]:
    numbers = [_log(session, "Veld Radio") for _ in range(4)]
    for one, other in ((3, 2), (1, 2), (0, 3)):
        yield
        links.link(session, numbers[one], Relation.SAME, numbers[other], by="ana")
    yield


def a_revision_among_what_is_said(session: Session) -> Iterator[None]:
    words = "The bridge at Orm was closed, the harbour office said."
    for body in (f"{words} A mill burned, the mill said.", f"{words} It was late.", "It was late."):
        document = Document(body, publisher="Wire", url="https://wire.example/1")
        ingest.ingest(session, document, read(document), by="ana")
        yield
        _late(session, 1)
        yield


SCENES = (
    a_grade_after_a_verdict,
    a_verdict_after_a_grade,
    evidence_of_another_claim_that_is_withdrawn,
    words_that_a_verdict_rested_on_and_nobody_said,
    words_that_were_said_after_all,
    more_that_is_said_of_claims_alike,
    verdicts_one_after_the_other,
    checks_one_after_the_other,
    withdrawals_one_after_the_other,
    links_one_after_the_other,
    a_revision_among_what_is_said,
)


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


def _in_two(at: int) -> Apply:
    def apply(connection: Connection, events: Sequence[Event], *, numbers: dict[str, int]) -> None:
        for some in (events[:at], events[at:]):
            if some:
                project_together(connection, some, numbers=numbers)

    return apply
