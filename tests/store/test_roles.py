"""A team on one server: analysts add to the history and cannot rewrite it, readers read, the owner upgrades."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, make_url

from factcheck.cli import run
from factcheck.errors import DatabaseUnavailable
from factcheck.resources import schema
from factcheck.settings import Location
from factcheck.store.session import reading, writing
from factcheck.store.upgrade import upgrade
from tests.cli.conftest import place
from tests.conftest import postgres_database
from tests.factories import fill_history, log
from tests.store.test_append_only import HISTORY

MEMBERS = {"ana": "factcheck_analyst", "rio": "factcheck_reader", "mia": "factcheck_owner"}


@dataclass(frozen=True)
class Team:
    """The same database as each of them reaches it."""

    superuser: Location
    analyst: Location
    reader: Location
    owner: Location


def connect(location: Location) -> psycopg.Connection[tuple[object, ...]]:
    url = make_url(str(location.url)).set(drivername="postgresql")
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


def give_roles(location: Location) -> None:
    with closing(connect(location)) as connection, connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(5)")  # roles are the whole server's
        connection.execute(schema("roles.sql").read_text("utf-8"))
        for member, role in MEMBERS.items():
            if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [member]).fetchone() is None:
                statement = sql.SQL("CREATE ROLE {} LOGIN IN ROLE {}")
                connection.execute(statement.format(sql.Identifier(member), sql.Identifier(role)))
        connection.execute("ALTER ROLE mia SET role = factcheck_owner")


def as_member(location: Location, name: str) -> Location:
    url = make_url(str(location.url)).set(username=name)
    return Location(None, url.render_as_string(hide_password=False), explicit=True)


def team_on(location: Location) -> Team:
    return Team(location, *(as_member(location, name) for name in MEMBERS))


@pytest.fixture
def team(postgres: Location) -> Team:
    """The roles on a database with a row in every table of history."""
    fill_history(postgres)
    give_roles(postgres)
    return team_on(postgres)


@pytest.fixture(scope="module")
def team_of_all(postgres_server: URL) -> Iterator[Team]:
    """The same for tests that may share it, since what they try is refused."""
    with postgres_database(postgres_server, "template0") as location:
        fill_history(location)
        give_roles(location)
        yield team_on(location)


def refused(location: Location, statement: str) -> bool:
    """Whether the server says that this is not for them to do."""
    with closing(connect(location)) as connection:
        try:
            connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            return True
    return False


@pytest.mark.parametrize("table", HISTORY)
@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "TRUNCATE {table} CASCADE",
        "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT DO NOTHING; DELETE FROM {table}",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "DROP TRIGGER {table}_no_change ON {table}",
        "CREATE TRIGGER mine BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION append_only()",
        "ALTER TABLE {table} OWNER TO ana",
        "DROP TABLE {table} CASCADE",
    ],
)
def test_an_analyst_cannot_rewrite_history_even_by_sql(team_of_all: Team, table: str, attempt: str) -> None:
    column = {"ledger": "created_at", "anchor": "article_id", "basis": "evidence_id"}.get(table, "recorded_at")
    assert refused(team_of_all.analyst, attempt.format(table=table, column=column))


@pytest.mark.parametrize(
    "attempt",
    [
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "DROP FUNCTION append_only() CASCADE",
        "CREATE TABLE event2 (seq bigint)",
        "CREATE RULE quiet AS ON INSERT TO event DO INSTEAD NOTHING",
        "UPDATE alembic_version SET version_num = '9999'",
        "SET ROLE factcheck_owner",
        "GRANT factcheck_owner TO ana",
        "GRANT UPDATE ON event TO ana; UPDATE event SET reason = 'forged'",
    ],
)
def test_an_analyst_has_no_way_around_the_guards(team_of_all: Team, attempt: str) -> None:
    with closing(connect(team_of_all.superuser)) as connection:
        before = connection.execute("SELECT * FROM event ORDER BY seq").fetchall()
    assert refused(team_of_all.analyst, attempt)
    with closing(connect(team_of_all.superuser)) as connection:
        assert connection.execute("SELECT * FROM event ORDER BY seq").fetchall() == before


def test_an_analyst_does_all_the_work_there_is(team: Team) -> None:
    tasks = [
        ("add", "The quay is flooded.", "--said-by", "Harbour office"),
        ("tag", "C1", "+river"),
        ("source", "grade", "S1", "C", "--because", "a long record"),
        ("source", "alias", "S1", "The wire"),
        ("source", "merge", "S3", "S2", "--because", "one office"),
        ("evidence", "add", "C2", "--refutes", "--url", "https://dam.example/2", "--direct"),
        ("assess", "C2", "refuted", "--because", "read it", "--evidence", "E2"),
        ("check-said", "T2", "original_seen", "--because", "heard it"),
        ("assess", "C2", "--retract", "--because", "a slip"),
        ("edit", "C3", "Two turbines are missing"),
        ("reject", "C4"),
        ("link", "C3", "part_of", "C1"),
        ("unlink", "C3", "C1"),
    ]
    for arguments in tasks:
        assert run([*arguments, "--db", place(team.analyst), "--by", "ana"]) == 0, arguments


def test_an_analyst_can_import_into_an_empty_database(postgres: Location, sqlite: Location, tmp_path: object) -> None:
    fill_history(sqlite)
    give_roles(postgres)
    file = f"{tmp_path}/all.jsonl"
    assert run(["export", file, "--db", place(sqlite)]) == 0
    assert run(["import", file, "--db", place(team_on(postgres).analyst)]) == 0
    assert log(team_on(postgres).analyst) > 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "The quay is flooded.", "--said-by", "Harbour office"),
        ("assess", "C1", "in_review", "--because", "looking"),
        ("tag", "C1", "+river"),
    ],
)
def test_a_reader_reads_and_writing_fails_in_one_line(
    team: Team, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", "C1", "--db", place(team.reader)]) == 0
    capsys.readouterr()
    assert run([*arguments, "--db", place(team.reader)]) == 7
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "does not let you do that: permission denied" in told


def test_the_owner_sets_up_and_upgrades(empty_postgres: Location, postgres: Location) -> None:
    give_roles(postgres)  # so that the roles are there
    with closing(connect(empty_postgres)) as connection:
        connection.execute("GRANT CREATE, USAGE ON SCHEMA public TO factcheck_owner")
    mine = team_on(empty_postgres)
    with pytest.raises(DatabaseUnavailable, match="permission denied"), writing(mine.analyst):
        pass
    assert log(mine.owner) == 1
    give_roles(empty_postgres)
    assert log(mine.analyst, "The bridge is open.") == 2
    assert not upgrade(mine.owner)
    with reading(mine.reader) as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM claim").scalar() == 2


def test_the_script_can_be_run_again(team: Team) -> None:
    give_roles(team.superuser)
    assert log(team.analyst) > 0


def test_every_table_is_history_or_follows_from_it(team_of_all: Team) -> None:
    """What an analyst may change is what the triggers let anybody change."""
    query = (
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
        "AND NOT has_table_privilege('ana', oid, 'UPDATE') ORDER BY 1"
    )
    with closing(connect(team_of_all.superuser)) as connection:
        assert {name for (name,) in connection.execute(query)} == {*HISTORY, "alembic_version"}
