"""How a condition reaches its rows, in a form that both planners follow.

What few rows match is looked up by those rows. What many match is asked of each claim in turn, in the order of the
page, until the page is full. Planners guess which it is, SQLite's without statistics, so it is found out by counting.
"""

import json
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    ColumnElement,
    Dialect,
    GenerativeSelect,
    Integer,
    Text,
    any_,
    bindparam,
    column,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from factcheck.store.asof import View

_FEW: Final = 5_000
"""So many rows are found about as fast as a page is filled by looking at a hundredth of a million claims."""


def are_few(*ways: GenerativeSelect) -> ColumnElement[bool]:
    """Whether statements find few rows together; none is run further than to know. `most` is so many and one more."""
    most: BindParameter[int] = bindparam("most", type_=Integer)
    found = [select(literal(1).label("one")).select_from(way.limit(most).subquery()) for way in ways]
    together = union_all(*found).limit(most) if len(found) > 1 else found[0]
    return select(func.count()).select_from(together.subquery()).scalar_subquery() < most


def most(few: int | None = None) -> dict[str, int]:
    """The parameter of `are_few`, where so many are few."""
    return {"most": (_FEW if few is None else few) + 1}


def among(view: View, key: ColumnElement[Any], those: Any) -> ColumnElement[bool]:
    """Whether the key is one of those that a statement finds, which are found first and then looked up."""
    if view.dialect == "postgresql":  # which may run an IN again for each row, but never an array
        return key == any_(func.array(those.scalar_subquery()))
    return key.in_(those)


class Keys(TypeDecorator[Sequence[Any]]):
    """Many keys as one value, so that statements do not differ by their number: an array, or JSON on SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, numbers: bool) -> None:  # noqa: FBT001 -- types are copied with what they were made of
        """Numbers, or uids."""
        super().__init__()
        self.numbers = numbers

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type."""
        array = ARRAY(BigInteger if self.numbers else Text)
        return dialect.type_descriptor(array if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        """Write JSON where there are no arrays."""
        keys = list(value or ())
        if dialect.name == "postgresql":
            return keys
        return str(keys) if self.numbers else json.dumps(keys)  # which numbers need not be


def one_of(view: View, key: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Whether the key is one of those in the parameter of this name."""
    keys: BindParameter[Any] = bindparam(name, type_=Keys(isinstance(key.type, Integer)))
    if view.dialect == "postgresql":
        return key == any_(keys)
    return key.in_(select(column("value")).select_from(func.json_each(keys)))


def each_of(view: View, name: str, *, numbers: bool) -> ColumnElement[Any]:
    """The keys in the parameter of this name as a column, one row for each: numbers, or uids."""
    keys: BindParameter[Any] = bindparam(name, type_=Keys(numbers))
    if view.dialect == "postgresql":
        return func.unnest(keys).table_valued("value", name="given").render_derived().c.value
    return func.json_each(keys).table_valued("value", name="given").c.value


class unindexed(FunctionElement[Any]):  # noqa: N801 -- it is written as functions are
    """A column that SQLite is not to look up in an index; PostgreSQL has statistics, and chooses better alone."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        """Keep the column's type, so that what it is compared with is bound as for the column."""
        super().__init__(column)
        self.type = column.type


@compiles(unindexed)
def _plain(element: unindexed, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(unindexed, "sqlite")
def _no_term_of_an_index(element: unindexed, compiler: Any, **options: Any) -> str:
    return f"+{compiler.process(element.clauses, **options)}"
