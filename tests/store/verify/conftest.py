"""A database in which something of everything happened, copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from factcheck.desk import claims, correction, links, sources
from factcheck.settings import Location
from factcheck.store.session import writing
from factcheck.vocabulary import Relation
from tests.conftest import copied, filled, filled_postgres_template, postgres_database
from tests.exchange.everything import typical
from tests.exchange.files import jsonl_of, load_jsonl


@pytest.fixture(scope="session")
def filled_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(sqlite_template, tmp_path_factory.mktemp("filled") / "in" / "filled.db", fill)


@pytest.fixture(scope="session")
def filled_postgres(postgres_server: URL, postgres_template: str) -> Iterator[str]:
    with filled_postgres_template(postgres_server, postgres_template, fill) as name:
        yield name


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest) -> Iterator[Location]:
    """Once on each of the two."""
    if request.param == "sqlite":
        yield request.getfixturevalue("desk_file")
        return
    server, template = request.getfixturevalue("postgres_server"), request.getfixturevalue("filled_postgres")
    with postgres_database(server, template, "desk") as made:
        yield made


@pytest.fixture
def desk_file(filled_sqlite: Path, places: Path) -> Location:
    """On SQLite, for what only SQLite has."""
    return copied(filled_sqlite, places / "desk" / "desk.db")


@pytest.fixture
def desk_server(postgres_server: URL, filled_postgres: str) -> Iterator[Location]:
    """On PostgreSQL, for what only PostgreSQL has."""
    with postgres_database(postgres_server, filled_postgres, "desk_server") as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def told_by_none(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Location]:
    """Where the order of events does not tell numbers: a copy made by import, and a server."""
    if request.param == "postgresql":
        yield request.getfixturevalue("desk_server")
        return
    copy = Location(tmp_path / "copy.db", None, explicit=True)
    load_jsonl(copy, jsonl_of(request.getfixturevalue("desk_file")))
    yield copy


def fill(location: Location) -> None:
    typical(location)
    with writing(location) as session:
        links.link(session, 3, Relation.CONTRADICTS, 2, because="so it seems", by="ana")
        links.link(session, 8, Relation.SAME, 6, by="ana")
        links.link(session, 9, Relation.SAME, 6, by="ana")
        links.unlink(session, 9, 6, because="not the same", by="ana")
    with writing(location) as session:
        claims.tag(session, [1], [], ["b"], by="ana")
        sources.alias(session, "Yonhap", [], ["YNA"], by="ana")
        correction.correct(session, 6, "Orm Herald", because="so it says", by="ana")
