"""Indexes that are made when a load is over are those that it does not ask: else it would take ever longer."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from factcheck.settings import Location
from factcheck.store import bulk, driver
from tests.exchange.everything import typical
from tests.exchange.files import csv_of, jsonl_of, load_csv, load_jsonl

Load = Callable[[Location, str], object]


def _scans(monkeypatch: pytest.MonkeyPatch, load: Callable[[], object]) -> set[str]:
    """What the statements of the load look through from end to end, where SQLite is asked how it goes about them."""
    found: set[str] = set()

    def explain(connection: Connection, statement: str, given: Any) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")) and "sqlite_master" not in statement:
            bare: Any = connection.connection.driver_connection
            plan = bare.execute(f"EXPLAIN QUERY PLAN {statement}", given)
            found.update(f"{step[3]}: {statement}" for step in plan if step[3].startswith("SCAN"))

    def heard(connection: Connection, _cursor: Any, statement: str, given: Any, _context: Any, many: Any) -> None:
        explain(connection, statement, given[0] if many else given)

    def asked(connection: Connection, statement: str, values: Any = ()) -> driver.Rows:
        explain(connection, statement, values)
        return ask(connection, statement, values)

    ask = driver.ask
    event.listen(Engine, "before_cursor_execute", heard)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(driver, "ask", asked)
            load()
    finally:
        event.remove(Engine, "before_cursor_execute", heard)
    return found


@pytest.mark.parametrize(("export", "load"), [(csv_of, load_csv), (jsonl_of, load_jsonl)])
def test_a_load_without_its_later_indexes_looks_through_no_more_than_with_them(
    sqlite: Location,
    fresh: Callable[[], Location],
    monkeypatch: pytest.MonkeyPatch,
    export: Callable[[Location], str],
    load: Load,
) -> None:
    typical(sqlite)
    exported, there = export(sqlite), fresh()
    with_them = _scans(monkeypatch, lambda: load(there, exported))
    monkeypatch.setattr(bulk, "_MANY", 1)
    there = fresh()
    assert _scans(monkeypatch, lambda: load(there, exported)) == with_them
    assert export(there) == exported or load is load_jsonl
