"""Two ways to answer one question, timed in turn on one database, within one transaction each.

On SQLite all work is done in this process, and its CPU time is taken, which other programs do not disturb; on
PostgreSQL the time that passes.
"""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any, Final

import psycopg
from sqlalchemy import func, make_url, select

from factcheck.dates import stamp
from factcheck.settings import Location
from factcheck.store.session import reading
from factcheck.store.tables import event
from factcheck.store.transaction import Session
from tests.benchmarks.row import Row, Subjects

Query = Callable[[str, Mapping[str, Any]], list[Any]]
_LISTED: Final = re.compile(r"\{listed:(\w+)\}")
_BY_CLAIM: Final = re.compile(r"\{by_claim:([\w.]+)\}")
_WORDS: Final = re.compile(r"\{words:([\w ]+)\}")
_SECONDS: Final = 0.5
"""How long one row is measured for each of the two, unless a single answer takes longer."""
_LEAST: Final = 5
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians in milliseconds; `noise` is the middle half of the SQL's times over their median."""

    product: float
    sql: float
    noise: float

    @property
    def ratio(self) -> float:
        """How many times as long the product takes."""
        return self.product / self.sql


def measure(row: Row, location: Location, subjects: Subjects) -> Measured:
    """Ask in turn until both have been asked often enough, after one time each that does not count."""
    with asked(row, location, subjects) as (session, values), by_hand(location) as query:
        ways: tuple[Callable[[], object], ...] = (
            lambda: row.call(session, subjects),
            lambda: (row.rest(query(row.sql, values)), *(query(one, values) for one in row.more)),
        )
        clock = time.process_time if location.path is not None else time.perf_counter
        times: tuple[list[float], list[float]] = [], []
        for way in ways:
            way()
        while len(times[0]) < _LEAST or (sum(times[0]) + sum(times[1]) < 2 * _SECONDS and len(times[0]) < _MOST):
            for way, taken in zip(ways, times, strict=True):
                begun = clock()
                way()
                taken.append(clock() - begun)
            if sum(times[0]) + sum(times[1]) > 20 * _SECONDS:
                break
    product, sql = times
    ordered = sorted(sql)
    spread = ordered[3 * len(ordered) // 4] - ordered[len(ordered) // 4]
    return Measured(1000 * median(product), 1000 * median(sql), spread / median(sql))


@contextmanager
def asked(row: Row, location: Location, subjects: Subjects) -> Iterator[tuple[Session, Mapping[str, Any]]]:
    """A session that answers as the row asks, and the values of its SQL."""
    if not row.past:
        with reading(location) as session:
            yield session, row.values(subjects)
        return
    with reading(location) as session:
        middle = select(event.c.recorded_at).where(event.c.seq == select(func.max(event.c.seq) / 2).scalar_subquery())
        then: datetime = session.connection().scalars(middle).one()
    with reading(location, as_of=then) as session:
        yield session, {**row.values(subjects), "then": stamp(then)}


@contextmanager
def by_hand(location: Location) -> Iterator[Query]:
    """A way to ask with the bare driver."""
    if location.path is not None:
        connection = sqlite3.connect(f"file:{location.path}?mode=ro", uri=True, isolation_level=None)
        connection.execute("BEGIN")
        yield lambda sql, values: connection.execute(sqlite_sql(sql), values).fetchall()
        connection.close()
        return
    url = make_url(str(location.url)).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, options="-c TimeZone=UTC") as server:
        yield lambda sql, values: server.execute(_postgresql(sql), values).fetchall()


def sqlite_sql(sql: str) -> str:
    """The SQL of a row as SQLite speaks it."""
    sql = _BY_CLAIM.sub(r"+\1", _LISTED.sub(r"group_concat(\1)", sql))
    return _WORDS.sub(_match, sql)


def _match(words: re.Match[str]) -> str:
    return f"SELECT rowid AS id, rank FROM claim_search WHERE claim_search MATCH '{words[1]}'"


def _postgresql(sql: str) -> str:
    sql = _BY_CLAIM.sub(r"nullif(\1, NULL)", _LISTED.sub(r"string_agg(\1::text, ',')", sql))
    sql = _WORDS.sub(_rank, sql.replace("%", "%%"))
    return re.sub(r"(?<!:):(\w+)", r"%(\1)s", sql)


def _rank(words: re.Match[str]) -> str:
    typed = words[1].lower()
    query = f"plainto_tsquery('factcheck', '{typed}')"
    return f"SELECT claim_id AS id, -ts_rank_cd(words, {query}, 1) AS rank FROM claim_search WHERE words @@ {query}"
