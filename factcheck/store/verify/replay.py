"""The ledger replayed into a temporary database, so that what is can be compared with what ought to be.

It lies where SQLite puts temporary files (SQLITE_TMPDIR, TMPDIR) and grows to about the size of the tables.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext
from functools import cache
from itertools import islice, takewhile
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from factcheck.models import Table
from factcheck.store import driver
from factcheck.store.ddl import shipped
from factcheck.store.engine import attach
from factcheck.store.events import Event, every
from factcheck.store.failures import FAULTS
from factcheck.store.projection.runs import project_together
from factcheck.store.verify.grown import Grown
from factcheck.store.verify.numbers import UNKNOWN, Numbers

HERE: Final = "here"
_AGAIN: Final = 10_000
"""Events applied at a time where it is done anew."""
_SEARCH: Final = ("article_search", "claim_search")
_ORDERED: Final = (("assessment", "claim_id"), ("grade", "source_id"), ("link", "claim_id"))
"""Where the higher number is the later one, and decides or is told last: it may come from the database alone."""
_UNASKED: Final = frozenset(
    {
        *("ix_attribution_article_id_start", "ix_attribution_inside_id", "ix_attribution_past_source_id"),
        *("ix_article_revises_id", "ix_claim_past_group_id", "ix_evidence_source_id"),
    }
)
"""What no change asks, though it leads from row to row."""
_AMONG: Final = re.compile(r"(\w+) IN \(([^()]+)\)")
"""Which words a CHECK allows. SQLite makes a list of them for each statement; to compare them in turn is faster."""


class Unfit(Exception):
    """An event that cannot be applied to what those before it led to."""

    def __init__(self, event: Event, reason: str) -> None:
        super().__init__(reason)
        self.event = event
        self.reason = reason


class Replay:
    """What the events so far lead to, under the numbers that things have in the database.

    `scratch` is where it stands, and `reaches` whether the database can be asked from there, as the schema HERE.

    Nothing can be taken back there, which would cost a twelfth of the time. Where something cannot be applied, all that
    came before is applied anew to where it can, to tell which event it was.
    """

    scratch: Connection
    reaches: bool

    def __init__(self, database: Connection) -> None:
        """Begin with nothing."""
        self._database = database
        self._kept = ExitStack()
        self._begin(careful=False)

    def close(self) -> None:
        """Forget all of it."""
        self._kept.close()

    @property
    def missing(self) -> tuple[str, str] | None:
        """The kind and uid of the first thing that the database does not have, as far as it was asked."""
        return self._numbers.missing

    def add(self, events: Sequence[Event]) -> None:
        """Apply these events, which follow those before.

        Raises:
            Unfit: one cannot be applied.

        """
        before = self._numbers.last()
        if self._apply(events) is None:
            return
        if not self._careful:
            self._begin_anew(events[0])
            self.add(events)
            return
        self._numbers.go_back(before)
        for one in events:
            reason = self._apply([one])
            if reason is not None:
                raise Unfit(one, reason)

    def _begin(self, *, careful: bool) -> None:
        self._careful = careful
        self.scratch = self._kept.enter_context(_engine().connect())
        self.reaches = attach(self._database, self.scratch, HERE)
        if not careful:
            driver.ask(self.scratch, "PRAGMA main.journal_mode = OFF")
        for statement in _ddl():
            self.scratch.exec_driver_sql(statement)
        self._memory = Grown(self.scratch)
        self._numbers = Numbers(self._database)

    def _begin_anew(self, until: Event) -> None:
        """Apply carefully all that came before this event."""
        self._kept.close()
        self._begin(careful=True)
        own = (until.subject, until.version)
        before = takewhile(lambda one: (one.subject, one.version) != own, every(self._database))
        while some := list(islice(before, _AGAIN)):
            self.add(some)

    def _apply(self, events: Sequence[Event]) -> str | None:
        """Apply them all, or say why not; if carefully, then none."""
        try:
            return self._projected(events, self._numbers.of(events))
        except FAULTS as error:
            return f"it names what is not there ({error})"

    def _projected(self, events: Sequence[Event], numbers: dict[str, int]) -> str | None:
        with self.scratch.begin_nested() if self._careful else nullcontext() as savepoint:
            try:
                project_together(self.scratch, events, numbers=numbers, memory=self._memory)
            except SQLAlchemyError as error:
                if savepoint is not None:
                    savepoint.rollback()
                return str(getattr(error, "orig", error))
        return None


@contextmanager
def replaying(database: Connection) -> Iterator[Replay]:
    """A replay that has seen no event yet; what it leads to is gone with it."""
    with closing(Replay(database)) as replay:
        yield replay


@cache
def _engine() -> Engine:
    """What each connection is a database of its own of; kept with the statements that it has compiled."""
    engine = create_engine("sqlite://", creator=_connect, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _connect() -> sqlite3.Connection:
    connection = sqlite3.connect("", uri=True, isolation_level=None, check_same_thread=False)
    for pragma in ("synchronous = OFF", "cache_size = -65536", "temp_store = FILE"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _ddl() -> Iterator[str]:
    """The tables, with the indexes that lead from row to row.

    The words to search for are not kept, and history needs no guard here but its order.
    """
    every = (one for table in Table.metadata.sorted_tables for one in table.indexes)
    leading = {one.name for one in every if any(column.foreign_keys for column in list(one.columns)[:1])} - _UNASKED
    for statement in shipped("sqlite"):
        kind, name = statement.split()[1:3]
        if kind == "TABLE" or name in leading:
            yield _AMONG.sub(_in_turn, statement)
    for table in _SEARCH:
        yield f"CREATE TABLE {table} ({table}, title, text)"
        yield f"CREATE TRIGGER {table}_unkept BEFORE INSERT ON {table} BEGIN SELECT RAISE(IGNORE); END"
    for table, whose in _ORDERED:
        later = f"SELECT 1 FROM {table} WHERE {whose} = NEW.{whose} AND id > NEW.id AND id < {UNKNOWN}"  # noqa: S608 -- our own names
        yield _refusing(table, f"EXISTS ({later})")
    yield _refusing("article", f"NEW.revises_id > NEW.id AND NEW.revises_id < {UNKNOWN}")


def _in_turn(among: re.Match[str]) -> str:
    return f"({' OR '.join(f'{among[1]} = {word}' for word in among[2].split(', '))})"


def _refusing(table: str, condition: str) -> str:
    refusal = f"SELECT RAISE(ABORT, 'the number of this {table} is lower than that of one before it')"
    return f"CREATE TRIGGER {table}_ordered BEFORE INSERT ON {table} WHEN {condition} BEGIN {refusal}; END"
