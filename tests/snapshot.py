"""Writes schema/snapshot: the models' columns, and the DDL with all triggers as each database holds it.

The program writes its statements on the first, verifies a database's schema by the others, and shows an empty database
by sqlite.sql where none exists yet. Run: python -m tests.snapshot
"""

import json
import sys
from typing import Any

from sqlalchemy import Column, make_url
from sqlalchemy.types import TypeEngine

from factcheck import models
from factcheck.columns import KINDS
from factcheck.resources import schema


def columns() -> dict[str, dict[str, str]]:
    """What each column of each model is: `ordered`, `wide key`, `moment null`, `wide null -> source`."""
    every = sorted(models.Table.metadata.tables.values(), key=lambda table: table.name)
    return {table.name: {column.name: _told(column) for column in table.columns} for table in every}


def _told(column: Column[Any]) -> str:
    (kind,) = (word for word, known in KINDS.items() if _form(known) == _form(column.type))
    points = "".join(f" -> {key.column.table.name}" for key in column.foreign_keys)
    return kind + " key" * column.primary_key + " null" * bool(column.nullable) + points


def _form(kind: TypeEngine[Any]) -> tuple[Any, ...]:
    return type(kind), *(kind.compile(dialect=make_url(one).get_dialect()()) for one in ("sqlite://", "postgresql://"))


if __name__ == "__main__":
    import pytest

    made = f"{json.dumps(columns(), indent=2)}\n"
    schema("snapshot", "tables.json").write_text(made, "utf-8")  # first: whatever stores anything reads it
    sys.exit(
        pytest.main(["-q", "tests/store/test_schema.py", "tests/test_start.py", "-k", "snapshot", "--write-snapshots"])
    )
