"""How a condition reaches its rows, in a form that both planners follow.

What few rows match is looked up by those rows. What many match is asked of each claim in turn, in the order of the
page, until the page is full. Planners guess which it is, SQLite's without statistics, so it is found out by counting.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, GenerativeSelect, any_, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

_FEW: Final = 5_000
"""So many rows are found about as fast as a page is filled by looking at a hundredth of a million claims."""


def are_few(connection: Connection, which: GenerativeSelect) -> bool:
    """Whether a statement finds few rows; it is not run further than to know."""
    some = which.limit(_FEW + 1).subquery()
    return int(connection.scalar(select(func.count()).select_from(some)) or 0) <= _FEW


def among(connection: Connection, key: ColumnElement[Any], those: Any) -> ColumnElement[bool]:
    """Whether the key is one of those that a statement finds, which are found first and then looked up."""
    if connection.dialect.name == "postgresql":  # which may run an IN again for each row, but never an array
        return key == any_(func.array(those.scalar_subquery()))
    return key.in_(those)


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
