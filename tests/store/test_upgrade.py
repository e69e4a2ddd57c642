"""A database of an older schema, with data in it, becomes a current one that has lost nothing."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Table, func, inspect, select
from sqlalchemy.exc import DBAPIError

from factcheck import models
from factcheck.desk import claims, correction, evidence, sources
from factcheck.desk.assess import Decision, assess
from factcheck.desk.evidence import Item
from factcheck.desk.links import link
from factcheck.errors import DatabaseUnavailable, NotFactcheck
from factcheck.lookalike import skeleton
from factcheck.settings import Location
from factcheck.store import ddl, migrate, programs, search
from factcheck.store.engine import APPLICATION_ID, open_engine
from factcheck.store.session import reading, writing
from factcheck.store.tables import article, claim, claim_flag, source_skeleton
from factcheck.store.upgrade import upgrade
from factcheck.vocabulary import Bearing, Relation, Status
from tests.exchange.conftest import fresh
from tests.exchange.everything import typical
from tests.exchange.files import load_jsonl, of_revision_1
from tests.exchange.tables import PAST, check_index, everything, state
from tests.factories import log

__all__ = ["fresh"]


@pytest.fixture
def imported(fresh: Callable[..., Location]) -> Location:
    """What factcheck wrote when its schema had one revision, read in today."""
    today = fresh()
    load_jsonl(today, of_revision_1())
    return today


@pytest.fixture
def old(nowhere: Location, imported: Location) -> Location:
    """The same rows in a database of that schema."""
    age(imported, nowhere, "0001")
    return nowhere


def age(today: Location, then: Location, revision: str) -> None:
    """Put all rows, as far as there was a place for them, into an empty database of an older schema."""
    with reading(today) as session, open_engine(then, write=True).connect() as there, there.begin():
        here = session.connection()
        migrate.run(there, revision)
        if there.dialect.name == "sqlite":
            there.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        for table in _tables(there):
            names = [column["name"] for column in inspect(there).get_columns(table.name)]
            rows = here.execute(select(*(table.c[name] for name in names))).mappings().all()
            if rows:
                there.execute(table.insert().values([dict(row) for row in rows]))  # at once: rows may name later ones
        search.add_claims(there, [tuple(row) for row in here.execute(select(claim.c.id, claim.c.text))])
        for row in here.execute(select(article.c.id, article.c.title, article.c.text)):
            search.add_articles(there, [tuple(row)])
        _catch_up(there)


def _tables(connection: Connection) -> list[Table]:
    """Those of today's tables that are there already."""
    there = set(inspect(connection).get_table_names())
    return [table for table in models.Table.metadata.sorted_tables if table.name in there]


def _catch_up(connection: Connection) -> None:
    """On PostgreSQL, let the next keys follow those that were copied."""
    for table in _tables(connection) if connection.dialect.name == "postgresql" else ():
        (key, *more) = table.primary_key
        if not more:
            sequence = func.pg_get_serial_sequence(table.name, key.name)
            connection.execute(select(func.setval(sequence, func.max(key))))


def test_an_upgrade_keeps_every_row_and_leaves_a_copy_of_the_file(old: Location, imported: Location) -> None:
    with pytest.raises(NotFactcheck), reading(old):
        pass
    done = upgrade(old)
    assert done is not None
    assert done.backup is not None
    assert (done.before, done.after) == ("0001", migrate.HEAD)
    assert state(old) == state(imported)
    check_index(old)
    if old.path is not None:
        with open_engine(Location(done.backup, None, explicit=True), write=False).connect() as copy:
            assert migrate.revision(copy) == "0001"
    assert upgrade(old) is None


def test_an_upgrade_finds_out_what_was_before_and_when_it_came_here(
    nowhere: Location, fresh: Callable[..., Location]
) -> None:
    today = fresh()
    typical(today)
    with writing(today) as session:
        sources.alias(session, "Yonhap", [], ["YNA"], by="ana")
        claims.tag(session, [1], [], ["b"], by="ana")
        correction.correct(session, 4, "KCNA", because="so it says", by="ana")
    load_jsonl(today, of_revision_1())
    claimed = everything(today)
    age(today, nowhere, "0007")
    upgrade(nowhere)
    assert [table.name for table in PAST if not claimed[table.name]] == []
    assert everything(nowhere) == claimed


def test_an_upgraded_database_is_like_a_new_one_and_takes_new_claims(old: Location, imported: Location) -> None:
    upgrade(old)
    number = log(old)
    assert number == len(state(imported)["claim"]) + 1
    with reading(old) as session:
        connection = session.connection()
        assert ddl.lines(connection) == ddl.shipped(connection.dialect.name)
    with writing(old) as session:
        evidence.add(session, number, Item(Bearing.SUPPORTS, url="https://dam.example/log"), by="ana")
    for table in ("article", "event", "grade", "evidence"):
        with pytest.raises(DBAPIError, match="append-only"), writing(old) as session:
            session.connection().exec_driver_sql(f"DELETE FROM {table}")


def test_who_is_killed_in_the_middle_of_an_upgrade_leaves_the_old_schema_whole(old: Location) -> None:
    """All revisions were run, and their pages have gone to the file, but nothing was committed."""
    script = """
import sys, time
from factcheck.settings import location
from factcheck.store import migrate, upgrade
real = migrate.run
def run(connection, target):
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA cache_size = 1")
    real(connection, target)
    print("done", flush=True)
    time.sleep(60)
migrate.run = run
upgrade.upgrade(location(sys.argv[1]))
"""
    before = held(old)
    command = [sys.executable, "-c", script, str(old.path or old.url)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as upgrading:
        assert upgrading.stdout is not None
        assert upgrading.stdout.readline() == "done\n"
        if old.path is not None:
            assert old.path.with_name(f"{old.path.name}-journal").stat().st_size > 0
        upgrading.kill()
    assert held(old) == before
    assert upgrade(old) is not None
    log(old)


def held(location: Location) -> tuple[dict[str, list[str]], int, str | None]:
    """The columns of all tables, the number of events and the revision."""
    with open_engine(location, write=False).connect() as connection, connection.begin():
        shape = inspect(connection)
        tables = {name: [one["name"] for one in shape.get_columns(name)] for name in shape.get_table_names()}
        events = connection.exec_driver_sql("SELECT count(*) FROM event").scalar() or 0
        return tables, events, migrate.revision(connection)


def test_a_server_that_cannot_be_backed_up_is_upgraded_only_if_asked_to(
    old: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    if old.path is not None:
        pytest.skip("a file can always be copied")
    monkeypatch.setattr(programs, "_places", lambda _name, _connection: iter(()))
    with pytest.raises(DatabaseUnavailable, match="there is none here") as refusal:
        upgrade(old)
    assert "--no-backup" in refusal.value.remedy
    assert held(old)[2] == "0001"
    done = upgrade(old, copy=False)
    assert done is not None
    assert (done.backup, held(old)[2]) == (None, migrate.HEAD)


def test_an_upgrade_counts_together_what_claims_that_say_the_same_rest_on(
    nowhere: Location, fresh: Callable[..., Location]
) -> None:
    today = fresh()
    first, second = log(today, by="Orm Times"), log(today, "The bridge is shut.", by="Veld Radio")
    with writing(today) as session:
        for bearing, said in ((Bearing.REFUTES, "T2"), (Bearing.CONTEXT, None)):
            evidence.add(
                session, first if said else second, Item(bearing, attribution=said, url="https://b.x"), by="ana"
            )
        assess(session, [first], Decision(Status.REFUTED, "they say so"), by="ana")
    with writing(today) as session:
        link(session, second, Relation.SAME, first, by="ana")
    pooled = everything(today)
    age(today, nowhere, "0013")
    with open_engine(nowhere, write=True).connect() as there, there.begin():
        there.execute(claim_flag.delete())
        there.execute(claim.update().values(checked_at=None))
    upgrade(nowhere)
    assert everything(nowhere) == pooled


def test_an_upgrade_finds_anew_what_names_look_like(location: Location, nowhere: Location) -> None:
    log(location, by="Veld Herald")
    age(location, nowhere, "0015")
    with open_engine(nowhere, write=True).connect() as connection, connection.begin():
        connection.execute(source_skeleton.update().values(skeleton="as it was kept then"))
    upgrade(nowhere, copy=False)
    with reading(nowhere) as session:
        assert session.connection().scalar(select(source_skeleton.c.skeleton)) == skeleton("Veld Herald")
