"""The schema as a database holds it, in lines that can be compared with those of schema/snapshot."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text

from factcheck.resources import schema

_BETWEEN: Final = {"sqlite": ";\n\n", "postgresql": "\n"}
_SHADOWS: Final = ("data", "idx", "docsize", "config")
_STATISTICS: Final = frozenset({"sqlite_stat1", "sqlite_stat4"})
_BLANK: Final = re.compile(r"[ \t\n\f\r]+")
"""What both databases take for white space: any other is part of a name, and `TEXT\\xa0NOT NULL` lets NULL in."""
_SQLITE: Final = text(
    "SELECT type, name, CAST(sql AS TEXT) AS sql FROM sqlite_master WHERE sql IS NOT NULL "
    "ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"
)
_POSTGRESQL: Final = (
    # columns
    """SELECT format('TABLE %s: %s %s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
              CASE WHEN l.collname = 'C' THEN ' COLLATE "C"' ELSE '' END,
              CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
              CASE WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END)
       FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
       LEFT JOIN pg_collation AS l ON l.oid = a.attcollation
       LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
       WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'f') AND a.attnum > 0
         AND NOT a.attisdropped AND c.relname <> 'alembic_version'
       ORDER BY c.relname COLLATE "C", a.attnum""",
    # what a table should not have: row security, which hides rows, rules, inheritance; and whatever is no table
    """SELECT format('RELATION %s: %s%s%s%s', relname, relkind,
              CASE WHEN relrowsecurity THEN ' ROW SECURITY' ELSE '' END,
              CASE WHEN relhasrules AND relkind <> 'v' THEN ' RULES' ELSE '' END,
              CASE WHEN relhassubclass OR relispartition THEN ' INHERITED' ELSE '' END)
       FROM pg_class
       WHERE relnamespace = current_schema()::regnamespace AND relname <> 'alembic_version'
         AND (relkind NOT IN ('r', 'i', 'S', 'c', 't')
              OR relrowsecurity OR relhasrules OR relhassubclass OR relispartition)
       ORDER BY relname COLLATE "C" """,
    """SELECT format('CONSTRAINT %s ON %s: %s', conname, conrelid::regclass, pg_get_constraintdef(oid))
       FROM pg_constraint
       WHERE connamespace = current_schema()::regnamespace AND contype <> 'n'
         AND conrelid::regclass::text <> 'alembic_version'
       ORDER BY conrelid::regclass::text COLLATE "C", conname COLLATE "C" """,
    """SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename <> 'alembic_version'
       ORDER BY indexname COLLATE "C" """,
    """SELECT pg_get_triggerdef(t.oid) || ' (' || tgenabled::text || ')'
       FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = tgrelid
       WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace ORDER BY tgname COLLATE "C" """,
    # the triggers that keep foreign keys, where somebody switched them off
    """SELECT format('FOREIGN KEYS OF %s SWITCHED OFF', tgrelid::regclass)
       FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = tgrelid
       WHERE tgisinternal AND tgenabled <> 'O' AND relnamespace = current_schema()::regnamespace
       GROUP BY tgrelid ORDER BY tgrelid::regclass::text COLLATE "C" """,
    """SELECT pg_get_functiondef(oid) FROM pg_proc
       WHERE pronamespace = current_schema()::regnamespace AND prokind <> 'a' ORDER BY proname COLLATE "C" """,
    """SELECT format('TEXT SEARCH %s: %s -> %s', cfgname, alias, mapdict::regdictionary)
       FROM pg_ts_config JOIN pg_ts_config_map ON mapcfg = pg_ts_config.oid,
            LATERAL ts_token_type(cfgparser) AS kind
       WHERE cfgnamespace = current_schema()::regnamespace AND maptokentype = kind.tokid
       ORDER BY alias COLLATE "C" """,
)


def lines(connection: Connection) -> list[str]:
    """Everything that the schema is made of, a line each, white space made even; on SQLite these are its statements.

    Tables that FTS5 and Alembic make for themselves are left out, and so are the statistics that ANALYZE keeps; a
    trigger or a view may bear the name of such a one.
    """
    if connection.dialect.name == "postgresql":
        found = (one for query in _POSTGRESQL for one in connection.scalars(text(query)))
        home = f" {connection.scalar(text('SELECT quote_ident(current_schema())'))}."
        return [_even(one).replace(home, " ") for one in found]
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
