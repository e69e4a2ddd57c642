"""What goes out comes in again: JSONL with everything, CSV with all of its columns."""

import csv
import io
from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from factcheck.desk import assess, claims, evidence, links, sources
from factcheck.desk.assess import Decision
from factcheck.desk.attributions import Said
from factcheck.desk.evidence import Item
from factcheck.settings import Location
from factcheck.store import events
from factcheck.store.session import reading, writing
from factcheck.store.tables import assessment, attribution, claim, grade, link, retraction, unlinking, withdrawal
from factcheck.store.tables import evidence as evidence_table
from factcheck.vocabulary import Bearing, Relation, Reliability, Status
from tests.exchange.desks import Step, build, steps
from tests.exchange.everything import typical
from tests.exchange.files import comparable, csv_of, jsonl_of, load_csv, load_jsonl
from tests.exchange.tables import check_index, state

Fresh = Callable[..., Location]
quick = settings(max_examples=25, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))


@quick
@given(done=steps())
def test_an_export_as_jsonl_into_an_empty_database_loses_nothing(fresh: Fresh, done: list[Step]) -> None:
    here, there = fresh("here"), fresh("there")
    build(here, done)
    exported = jsonl_of(here)
    load_jsonl(there, exported)
    assert state(there) == state(here)
    assert comparable(jsonl_of(there)) == comparable(exported)
    check_index(there)


@quick
@given(done=steps())
def test_an_export_as_csv_into_an_empty_database_loses_none_of_its_columns(fresh: Fresh, done: list[Step]) -> None:
    here, there = fresh("here"), fresh("there")
    build(here, done)
    exported = csv_of(here)
    load_csv(there, exported)
    assert csv_of(there) == exported
    check_index(there)


@quick
@given(done=steps(), kept=st.integers(0, 14))
def test_importing_what_is_partly_here_adds_the_rest_only(fresh: Fresh, done: list[Step], kept: int) -> None:
    here, there = fresh("here"), fresh("there")
    build(here, done[:kept])
    load_jsonl(there, jsonl_of(here))
    build(here, done[kept:])
    exported = jsonl_of(here)
    outcome = load_jsonl(there, exported)
    known = sum(line["type"] == "event" for line in comparable(exported)) - outcome.new
    assert outcome.known == known
    assert comparable(jsonl_of(there)) == comparable(exported)


def test_jsonl_loses_nothing_on_either_database(location: Location, sqlite_copy: Location) -> None:
    typical(sqlite_copy)
    exported = jsonl_of(sqlite_copy)
    load_jsonl(location, exported)
    assert comparable(jsonl_of(location)) == comparable(exported)
    assert state(location)["claim"] == state(sqlite_copy)["claim"]
    check_index(location)


def test_csv_loses_none_of_its_columns_on_either_database(location: Location, sqlite_copy: Location) -> None:
    typical(sqlite_copy)
    exported = csv_of(sqlite_copy)
    load_csv(location, exported)
    assert csv_of(location) == exported


def test_new_handles_follow_those_that_an_import_kept(location: Location, sqlite_copy: Location) -> None:
    typical(sqlite_copy)
    load_jsonl(location, jsonl_of(sqlite_copy))
    before = len(state(location)["claim"])
    load_csv(location, "text,said_by\nA new one,Somebody New\n")
    ids = [row[0] for row in state(location)["claim"]]
    assert max(ids) == before + 1


def test_whatever_people_do_after_an_import_gets_keys_behind_those_that_it_gave(
    location: Location, sqlite_copy: Location
) -> None:
    typical(sqlite_copy)
    load_jsonl(location, jsonl_of(sqlite_copy))
    before = _keys(location)
    with writing(location) as session:
        number = claims.log(session, "A new one", Said("Yonhap"), by="ana").id
        item = evidence.add(session, number, Item(Bearing.SUPPORTS, source="Yonhap"), by="ana")
        evidence.withdraw(session, item, because="of another dam", by="ana")
        assess.assess(session, [number], Decision(Status.IN_REVIEW, "looking"), by="ana")
        assess.retract(session, number, because="a slip", by="ana")
        sources.grade(session, "Yonhap", Reliability.C, because="less so of late", by="ana")
        links.link(session, number, Relation.CONTRADICTS, 6, by="ana")
        links.unlink(session, number, 6, by="ana")
    assert _keys(location) == {name: [*keys, max(keys) + 1] for name, keys in before.items()}


def _keys(location: Location) -> dict[str, list[int]]:
    made = (claim, attribution, evidence_table, withdrawal, assessment, retraction, grade, link, unlinking)
    with reading(location) as session:
        connection = session.connection()
        return {one.name: list(connection.scalars(select(one.c.id).order_by(one.c.id))) for one in made}


def test_an_import_keeps_times_and_says_when_it_was(location: Location, sqlite_copy: Location) -> None:
    typical(sqlite_copy)
    load_jsonl(location, jsonl_of(sqlite_copy))
    with reading(location) as session:
        for one in events.every(session.connection()):
            assert one.imported_at is not None
            assert one.imported_at > one.recorded_at


def test_a_cell_that_looks_like_a_formula_leaves_as_text_and_comes_back_as_it_was(sqlite: Location) -> None:
    load_csv(sqlite, 'text,said_by\n"=1+1",@who\n\'=2,x\n')
    rows = list(csv.DictReader(io.StringIO(csv_of(sqlite))))
    assert [row["text"] for row in rows] == ["'=1+1", "'=2"]
    assert [row[3] for row in state(sqlite)["claim"]] == ["=1+1", "=2"]
