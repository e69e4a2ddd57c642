"""History cannot be rewritten: the database itself refuses, from any connection."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, make_url

from factcheck.settings import Location
from tests.conftest import copied, filled, filled_postgres_template, postgres_database
from tests.factories import fill_history

HISTORY = [
    *("ledger", "event", "article", "anchor", "grade"),
    *("evidence", "withdrawal", "assessment", "basis", "retraction", "link", "unlinking"),
]


@pytest.fixture(scope="session")
def history_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a row in every table of history."""
    return filled(sqlite_template, tmp_path_factory.mktemp("history") / "in" / "history.db", fill_history)


@pytest.fixture(scope="session")
def history_postgres(postgres_server: URL, postgres_template: str) -> Iterator[str]:
    """A database with a row in every table of history."""
    with filled_postgres_template(postgres_server, postgres_template, fill_history) as name:
        yield name


@pytest.fixture
def full_sqlite(history_sqlite: Path, places: Path) -> Location:
    """A copy of that file."""
    return copied(history_sqlite, places / "history" / "desk.db")


@pytest.fixture
def full_postgres(postgres_server: URL, history_postgres: str) -> Iterator[Location]:
    """A copy of that database."""
    with postgres_database(postgres_server, history_postgres, "history") as made:
        yield made


@pytest.fixture(params=["sqlite", "postgres"])
def full(request: pytest.FixtureRequest) -> Location:
    """Once on each of the two."""
    made: Location = request.getfixturevalue(f"full_{request.param}")
    return made


def bare(location: Location) -> sqlite3.Connection | psycopg.Connection[tuple[object, ...]]:
    """A connection that knows nothing of factcheck and none of its pragmas."""
    if location.path is not None:
        return sqlite3.connect(location.path)
    return psycopg.connect(
        make_url(str(location.url)).set(drivername="postgresql").render_as_string(hide_password=False)
    )


def content(location: Location, table: str) -> list[tuple[object, ...]]:
    with closing(bare(location)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


@pytest.mark.parametrize("table", HISTORY)
def test_rows_of_history_are_never_updated_deleted_or_truncated(full: Location, table: str) -> None:
    before = content(full, table)
    assert before
    column = {"ledger": "created_at", "anchor": "article_id", "basis": "evidence_id"}.get(table, "recorded_at")
    attempts = [f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"]
    if full.path is None:
        attempts += [
            f"TRUNCATE {table} CASCADE",
            f"SET session_replication_role = replica; DELETE FROM {table}",
            f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT DO NOTHING; DELETE FROM {table}",
        ]
    for attempt in attempts:
        with (
            closing(bare(full)) as connection,
            pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException), match="append-only"),
        ):
            connection.execute(attempt)
    assert content(full, table) == before


@pytest.mark.parametrize("table", HISTORY)
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE", "INSERT"])
@pytest.mark.parametrize("recursive_triggers", ["ON", "OFF"])
def test_a_row_of_history_is_never_replaced_on_sqlite(
    full_sqlite: Location, table: str, verb: str, recursive_triggers: str
) -> None:
    before = content(full_sqlite, table)
    with closing(sqlite3.connect(str(full_sqlite.path))) as connection:
        connection.execute(f"PRAGMA recursive_triggers = {recursive_triggers}")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(f"{verb} INTO {table} SELECT * FROM {table} LIMIT 1")
    assert content(full_sqlite, table) == before


@pytest.mark.parametrize(
    ("table", "columns", "changed"),
    [
        ("event", "subject, version", "seq"),
        ("assessment", "uid", "id"),
        ("grade", "uid", "id"),
        ("retraction", "assessment_id", "id, uid"),
        ("evidence", "uid", "id"),
        ("withdrawal", "evidence_id", "id, uid"),
        ("link", "uid", "id"),
        ("unlinking", "link_id", "id, uid"),
        ("article", "publisher_id, url, sha256", "id, uid"),
    ],
)
def test_another_id_does_not_help_to_replace_a_row_with_the_same_unique_key(
    full_sqlite: Location, table: str, columns: str, changed: str
) -> None:
    before = content(full_sqlite, table)
    with closing(sqlite3.connect(str(full_sqlite.path))) as connection:
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        new = {"seq": "999", "id": "999", "uid": "'other'"}
        chosen = ", ".join(new[name] if name in changed.split(", ") else f'"{name}"' for name in names)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(f"INSERT OR REPLACE INTO {table} SELECT {chosen} FROM {table} LIMIT 1")
    assert content(full_sqlite, table) == before, columns


def test_an_upsert_is_an_update_and_refused_on_postgresql(full_postgres: Location) -> None:
    before = content(full_postgres, "grade")
    with closing(bare(full_postgres)) as connection, pytest.raises(psycopg.errors.RaiseException, match="append-only"):
        connection.execute("INSERT INTO grade SELECT * FROM grade ON CONFLICT (id) DO UPDATE SET reliability = 'A'")
    assert content(full_postgres, "grade") == before
