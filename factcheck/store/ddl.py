"""The schema as a database holds it, in lines that can be compared with those of schema/snapshot."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text

from factcheck.resources import schema
from factcheck.store import catalog

_BETWEEN: Final = {"sqlite": ";\n\n", "postgresql": "\n"}
_SHADOWS: Final = ("data", "idx", "docsize", "config")
_STATISTICS: Final = frozenset({"sqlite_stat1", "sqlite_stat4"})
_BLANK: Final = re.compile(r"[ \t\n\f\r]+")
"""What both databases take for white space: any other is part of a name, and `TEXT\\xa0NOT NULL` lets NULL in."""
_SQLITE: Final = text(
    "SELECT type, name, CAST(sql AS TEXT) AS sql FROM sqlite_master WHERE sql IS NOT NULL "
    "ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"
)


def lines(connection: Connection) -> list[str]:
    """Everything that the schema is made of, a line each, white space made even; on SQLite these are its statements.

    Tables that FTS5 and Alembic make for themselves are left out, and so are the statistics that ANALYZE keeps; a
    trigger or a view may bear the name of such a one.
    """
    if connection.dialect.name == "postgresql":
        found = (one for query in catalog.EVERY for one in connection.scalars(text(query)))
        home = re.escape(str(connection.scalar(text("SELECT quote_ident(current_schema())"))))
        ours = re.compile(rf" (ON|FUNCTION) {home}\.")
        return [ours.sub(r" \1 ", _even(one)) for one in found]
    rows = connection.execute(_SQLITE).all()
    virtual = [row.name for row in rows if "USING fts5" in row.sql]
    own = {f"{name}_{part}" for name in virtual for part in _SHADOWS} | {"alembic_version"} | _STATISTICS
    return [_even(row.sql) for row in rows if row.type != "table" or row.name not in own]


def _even(line: str) -> str:
    return _BLANK.sub(" ", line).strip(" ")


def shipped(dialect: str) -> list[str]:
    """The lines that a database of this dialect should have."""
    return path(dialect).read_text("utf-8").removesuffix(_BETWEEN[dialect]).split(_BETWEEN[dialect])


def path(dialect: str) -> Path:
    """Where the snapshot of this dialect is."""
    return schema("snapshot", f"{dialect}.sql")


def written(dialect: str, found: Sequence[str]) -> str:
    """The snapshot that these lines make."""
    return "".join(f"{line}{_BETWEEN[dialect]}" for line in found)
