"""Column types and constraints that mean the same on SQLite and PostgreSQL."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    TEXT,
    TIMESTAMP,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    Text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from factcheck.dates import stamp, unstamp

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, or Alembic could not change it on SQLite without losing it."""


class Moment(TypeDecorator[datetime]):
    """An aware UTC time: timestamptz on PostgreSQL; on SQLite a text of fixed length, so that its order is time's."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column's type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse a time without zone, which would be a different moment on every machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC) if dialect.name == "postgresql" else stamp(value)

    def result_processor(self, dialect: Dialect, _coltype: object) -> Callable[[Any], datetime | None]:
        """Give an aware UTC time back. A list has two in each row: TypeDecorator's own way there is the longer one."""
        return _in_utc if dialect.name == "postgresql" else _unstamped


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


def _unstamped(value: str | None) -> datetime | None:
    return None if value is None else unstamp(value)


Ordered = Text().with_variant(TEXT(collation="C"), "postgresql")
"""Text that is compared byte by byte on both databases: for what is ordered or unique."""

WIDE = BigInteger().with_variant(Integer(), "sqlite")

KINDS: dict[str, Any] = {
    "boolean": Boolean(),
    "bytes": LargeBinary(),
    "integer": Integer(),
    "moment": Moment(),
    "ordered": Ordered,
    "text": Text(),
    "wide": WIDE,
}
"""All types of columns, by the words that stand for them in schema/snapshot/tables.json."""


def one_of(column: str, words: Iterable[object]) -> CheckConstraint:
    """The CHECK that holds a column to its vocabulary."""
    listed = ", ".join(str(word) if isinstance(word, int) else f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def primary_key(name: str = "id") -> Column[int]:
    """A number that people see as a handle. Wide on PostgreSQL, the rowid on SQLite."""
    return Column(name, WIDE, primary_key=True)


def to(table: str, name: str, *, optional: bool = False, index: bool = False, part_of_key: bool = False) -> Column[int]:
    """A column that points at a row of another table."""
    target = ForeignKey(f"{table}.id")
    return Column(name, WIDE, target, nullable=optional, index=index, primary_key=part_of_key, autoincrement=False)
