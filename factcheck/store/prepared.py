"""Statements that are compiled once and then go to the driver as they are, for what is asked often.

To write a statement anew takes as long as to run it where an index leads to its rows; to find it among the compiled
ones, and to take its rows through the layers between, half of that.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import CompoundSelect, Connection, Dialect, Select

from factcheck.store import driver

KEPT: Final = 256
"""So many statements of one kind are kept, each with what it was compiled to."""
Change = Callable[[Any], Any]
Query = Select[Any, *tuple[Any, ...]] | CompoundSelect[Any]


class Prepared:
    """A statement with named parameters, compiled for each dialect when it first runs there."""

    def __init__(self, statement: Query) -> None:
        """Keep the statement until then."""
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> driver.Rows:
        """What it finds with these values, of which there may be more than it asks for."""
        compiled = self._compiled.get(connection.dialect.name)
        if compiled is None:
            compiled = self._compiled[connection.dialect.name] = _Compiled(self._statement, connection.dialect)
        return compiled.rows(connection, values)


class _Compiled:
    def __init__(self, statement: Query, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        to_come = {name: None for name, bound in compiled.binds.items() if bound.required}
        state = compiled.construct_expanded_state(to_come)
        self._text: str = state.statement
        self._positional = dialect.positional
        self._own: Mapping[str, Any] = state.parameters
        bind = {name: one.type.dialect_impl(dialect).bind_processor(dialect) for name, one in compiled.binds.items()}
        names: Sequence[str] = state.positiontup or tuple(state.parameters)
        self._asked: list[tuple[str, Change | None]] = [(name, bind.get(name)) for name in names]
        read = (one.type.dialect_impl(dialect).result_processor(dialect, None) for one in statement.selected_columns)
        self._read = [(at, change) for at, change in enumerate(read) if change is not None]

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> driver.Rows:
        known = {**self._own, **values}
        given = [(name, known[name] if to is None else to(known[name])) for name, to in self._asked]
        parameters = tuple(value for _, value in given) if self._positional else dict(given)
        found = driver.ask(connection, self._text, parameters)
        return list(map(self._changed, found)) if self._read else found

    def _changed(self, row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for at, change in self._read:
            values[at] = change(values[at])
        return tuple(values)
